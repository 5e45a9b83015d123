"""The sentences that stand on screen, in the report and in JSON alike."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from tonematch.capture.photo import Photo
from tonematch.chart.reading import ChartReading
from tonematch.correct.calibration import Calibration
from tonematch.findings import Finding
from tonematch.measure.repeat import Repeated
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import AS_IT_IS, Measure
from tonematch.mix.answer import Comparison, Match, Suggestions
from tonematch.report.words.amounts import amounts_notes
from tonematch.report.words.columns import methods_text, tied_text
from tonematch.report.words.lamps import FIRST, light_robust_text

TIMES = "\N{MULTIPLICATION SIGN}"
DATA_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "measured": "The shades were measured.",
        "modelled": "The shades are modelled, not measured: your jars may differ, so judge by a test stripe.",
        "swatch": "The shades come from swatches, which say little about how they mix: judge by a test stripe.",
    }
)
VERDICT_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "pass": "pass: the colours of this photo can be used",
        "warn": "warn: usable with care, for the reasons given",
        "refuse": "refuse: the colours of this photo should not be used",
    }
)
OF_THE_FIRST = frozenset({"match.lamp", "match.shows_through"})
"""Findings that hold for no other recipe."""
PROVEN = 0.005  # ΔE00 that no table shows
REFUSED_NOTICE = "This photo's calibration was refused and used anyway: every number here may be far off."
SCREEN_CAVEAT = (
    "Colours on this page are approximate: screens and printers differ. Judge with a test stripe in daylight."
)
STRIPE_ADVICE = "Before using a blend, draw a test stripe beside the patch and judge it in daylight and indoors."


class Measured(Protocol):
    """What was measured, or is known to have been: enough to know what was odd about it."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was odd about it."""
        ...


def recipe_text(match: Match) -> str:
    """Write a recipe in whole parts: how many times each shade."""
    return " + ".join(f"{part.parts} {TIMES} {part.shade.name}" for part in match.components)


def codes_text(match: Match) -> str:
    """Write a recipe by palette and codes, as it is ordered, such as ``"generic-camouflage: W2 3 : C1 1"``."""
    codes = " : ".join(f"{part.shade.code} {part.parts}" for part in match.components)
    return f"{match.components[0].palette}: {codes}"


def technique_text(suggestions: Suggestions) -> str:
    """Say what the mix is for, and what is assumed to lie beneath it."""
    if suggestions.over is None:
        return f"{suggestions.technique}, the opaque mix itself"
    coats = suggestions.coats
    if coats is None:
        return f"{suggestions.technique}, the mix under the skin of the patch"
    film = "one thin coat" if coats == 1 else f"{coats} thin coats"
    return f"{suggestions.technique}, {film} over the patch"


def limits_text(suggestions: Suggestions) -> str:
    """Say within which limits the recipes are the best."""
    pots, parts = suggestions.max_shades, suggestions.max_parts
    shades = "one shade" if pots == 1 else f"at most {pots} shades of one palette in at most {parts} parts"
    return f"{shades}; {'palette' if len(suggestions.palettes) == 1 else 'palettes'} {', '.join(suggestions.palettes)}"


def proof_text(match: Match) -> str:
    """Say how nearly the first recipe is proven the best; empty where nothing within the limits is nearer."""
    gap = match.proven_within_delta_e00
    if gap < PROVEN:
        return ""
    return f"The search proves that no recipe within the limits is nearer than the first by more than ΔE00 {gap:.2f}."


def tone_remark(sample: SkinSample) -> str:
    """Give the surrounding skin's ITA and how well its colour is known."""
    return f"ITA {sample.ita_deg:.0f}°, known to about ΔE00 {sample.surrounding.uncertainty_delta_e00:.1f} (95 %)"


def contrast_remark(sample: SkinSample) -> str:
    """Say how much the patch differs from the skin around it."""
    contrast = sample.contrast_delta_e00
    return "" if contrast is None else f"differs from the surrounding skin by ΔE00 {contrast:.1f}"


def lab_text(lab: Sequence[float]) -> str:
    """Write a colour for people.

    >>> lab_text((62.123, 12.3, -0.04))
    'L* 62.1  a* 12.3  b* 0.0'
    """
    L, a, b = (round(float(value), 1) + 0.0 for value in lab)
    return f"L* {L:.1f}  a* {a:.1f}  b* {b:.1f}"


def photo_text(photo: Photo) -> str:
    """Say what was read."""
    return f"{photo.width} {TIMES} {photo.height} pixels, {photo.profile}"


def chart_text(reading: ChartReading) -> str:
    """Say which chart was read, and who found it."""
    return f"{reading.kind.title}, {'found automatically' if reading.found == 'auto' else 'marked by hand'}"


def correction_text(calibration: Calibration) -> str:
    """Say how the colours were corrected, and how far off patches come out that were not fitted to."""
    error = calibration.delta_e00
    return (
        f"{calibration.model}; on patches left out of the fit ΔE00 {error.held_out_mean:.1f} on average, "
        f"{error.held_out_skin:.1f} on skin colours"
    )


def shots_text(repeated: Repeated) -> str:
    """Say how many shots were joined, and how well they repeat."""
    return f"{repeated.shots} shots, repeat within ΔE00 {repeated.repeatability_delta_e00:.1f}"


def trust_notice(judged: Calibration | SkinSample | None) -> str:
    """Give the sentence every output of a refused calibration carries; empty otherwise."""
    return REFUSED_NOTICE if judged is not None and judged.verdict == "refuse" else ""


def findings_text(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Give the sentences of findings that are more than worth knowing, each once."""
    return tuple(dict.fromkeys(finding.text for finding in findings if finding.severity != "info"))


def delta_text(match: Match) -> str:
    """Write a ΔE00 with its uncertainty, where there is one, such as ``"0.8 ± 1.4"``."""
    doubt = match.uncertainty_delta_e00
    return f"{match.delta_e00:.1f}" + (f" ± {doubt:.1f}" if doubt else "")


def coats_text(match: Match, called: str = FIRST) -> str:
    """Say how a recipe looks in one, two and three thin coats; empty where nothing is covered."""
    if not match.coats:
        return ""
    rows = ", ".join(
        f"{row.coats} {'coat' if row.coats == 1 else 'coats'} ΔE00 {row.delta_e00:.1f}"
        + (f" (patch shows through by {row.shows_through_delta_e00:.1f})" if row.shows_through else "")
        for row in match.coats
    )
    needed = match.coats_needed
    enough = "more than that are needed to hide the patch" if needed is None else f"{needed} hide the patch"
    return f"{called[0].upper()}{called[1:]} over the patch: {rows}; {enough if needed != 1 else '1 hides the patch'}."


def comparison_cautions(
    comparison: Comparison, sample: SkinSample | None = None, measure: Measure = AS_IT_IS
) -> tuple[str, ...]:
    """Say what to watch out for with recipes compared."""
    sentences = [] if sample is None else list(findings_text(sample.findings))
    best = comparison.recipes[0]
    sentences += [finding.text for finding in comparison.findings]
    sentences += [tie_text(comparison, sample), coats_text(best), methods_text(comparison.recipes)]
    sentences += [*amounts_notes(comparison.recipes, comparison.target, measure), DATA_WORDS[best.data], STRIPE_ADVICE]
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def cautions(
    suggestions: Suggestions,
    sample: Measured | None = None,
    measure: Measure = AS_IT_IS,
    chosen: Match | None = None,
) -> tuple[str, ...]:
    """Say what to watch out for: the photo first, then the recipes, and of those the one chosen, or the first."""
    best = suggestions.matches[0] if chosen is None else chosen
    called = called_text(best)
    sentences = [] if sample is None else list(findings_text(sample.findings))
    tie = tie_text(suggestions, sample)
    if suggestions.unreachable is not None:
        sentences.append(suggestions.unreachable.text)
    sentences.append(tie)
    # The photo's own uncertainty makes wider ties than the recipes by themselves.
    untold = {"match.tie"} if tie else set()
    untold |= OF_THE_FIRST if called != FIRST else set()
    sentences += [finding.text for finding in suggestions.findings if finding.code not in untold]
    sentences += [coats_text(best, called), light_robust_text(best, called)]
    sentences += [proof_text(suggestions.matches[0]), methods_text(suggestions.matches)]
    told = dict.fromkeys((best, *suggestions.matches))
    sentences += [*amounts_notes(tuple(told), suggestions.target, measure, called), STRIPE_ADVICE]
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def called_text(match: Match) -> str:
    """Name a recipe in a sentence, by its place in the list."""
    return {0: "the nearest single shade", 1: FIRST}.get(match.rank, f"recipe {match.rank}")


def tie_text(answer: Suggestions | Comparison, sample: Measured | None = None) -> str:
    """Say which recipes cannot be told from the first; empty where it stands alone, or nothing is uncertain."""
    rows = answer.matches if isinstance(answer, Suggestions) else answer.recipes
    if not answer.tied or not answer.uncertainty_delta_e00:
        return ""
    because = "at this photo's quality" if sample is not None else "as well as target and shift are known,"
    several = tied_text(answer.tied, len(rows))
    return f"ΔE00 {delta_text(rows[0])}: {because} {several} tie, so take the one that is easiest to mix."
