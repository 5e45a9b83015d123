"""What a report says, as plain values that both the page and the PDF lay out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_to_hex
from tonematch.measure.description.describe import describe
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import AS_IT_IS, Amounts, Measure, amounts_of
from tonematch.mix.answer import Match, Suggestions
from tonematch.report import wording
from tonematch.report.amounts_words import amounts_unbroken, unit_heading
from tonematch.report.annex import annex_pictures
from tonematch.report.captioned import Picture
from tonematch.report.columns import HEADINGS, HOLDING_NOTE, holding_cells
from tonematch.report.description_words import SOURCES, description_rows
from tonematch.report.lamps import light_text
from tonematch.report.picture import preview
from tonematch.report.swatch import split_swatch
from tonematch.report.version import tool_version


@dataclass(frozen=True, eq=False)
class ReportContent:
    """All that a report shows.

    Parameters
    ----------
    values
        Text and numbers as JSON knows them; the templates say what they are called.
    pictures
        By name: always ``swatch``; with a photo those of `annex_pictures`; ``preview`` with a photo of a patch.
    """

    values: dict[str, Any]
    pictures: dict[str, Picture]


def report_content(  # noqa: PLR0913  # what it is about, and how it is to be told
    suggestions: Suggestions,
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    *,
    made_on: date,
    measure: Measure = AS_IT_IS,
    chosen: Match | None = None,
    place: str = "",
) -> ReportContent:
    """Gather what a report says about one match.

    Parameters
    ----------
    photo, sample
        Both, or neither when the target was given as Lab.
    made_on
        The day printed on the report.
    measure
        The unit that recipes are told in, and how much is wanted.
    chosen
        The recipe it is about; the first where none was chosen.
    place
        Where on the body, as the user says.
    """
    best = suggestions.matches[0] if chosen is None else chosen

    def row(match: Match) -> dict[str, Any]:
        return _row(match, amounts_of(match, suggestions.target, measure))

    values = {
        "title": "Colour match",
        "made": f"Made on {made_on:%d %B %Y} with tonematch {tool_version()}",
        "notice": wording.trust_notice(sample),
        "facts": [*([["Place", place]] if place else []), *_facts(suggestions, photo, sample)],
        "tones": _tones(suggestions, sample),
        "best": row(best),
        "best_title": _title(best),
        "single": row(suggestions.nearest_single),
        "rows": [row(match) for match in suggestions.matches],
        "recipe_heading": unit_heading(suggestions.matches, measure),
        "holding_headings": list(HEADINGS),
        "holding_note": HOLDING_NOTE,
        "description": _description(sample),
        "sources": SOURCES,
        "cautions": list(wording.cautions(suggestions, sample, measure)),
        "screen_caveat": wording.SCREEN_CAVEAT,
    }
    return ReportContent(values, _pictures(suggestions, best, photo, sample))


def _title(match: Match) -> str:
    return {0: "Nearest single shade", 1: "First recipe"}.get(match.rank, f"Recipe {match.rank}, as chosen")


def _pictures(
    suggestions: Suggestions, best: Match, photo: Photo | None, sample: SkinSample | None
) -> dict[str, Picture]:
    pictures = {
        "swatch": Picture(
            split_swatch(suggestions.target, best.predicted.lab),
            alt=f"Two colours side by side: the target on the left, {wording.recipe_text(best)} on the right. "
            f"They differ by ΔE00 {best.delta_e00:.1f}.",
            caption=f"Target (left) and {_title(best).lower()} (right)",
            exact=True,
        )
    }
    if photo is not None and sample is not None:
        pictures |= annex_pictures(photo, sample)
        if sample.patch is not None:
            pictures["preview"] = Picture(
                preview(photo, sample, best.predicted.lab),
                alt=f"The patch as measured, and with {wording.recipe_text(best)} on it, as estimated.",
                caption=f"The patch as measured, and with the {_title(best).lower()} (estimate)",
            )
    return pictures


def _facts(suggestions: Suggestions, photo: Photo | None, sample: SkinSample | None) -> list[list[str]]:
    facts: list[list[str]] = []
    if photo is not None and sample is not None:
        calibration = sample.calibration
        facts += [
            ["Photo", f"{photo.name} ({wording.photo_text(photo)})"],
            ["Chart", wording.chart_text(calibration.reading)],
            ["Correction", wording.correction_text(calibration)],
            ["Verdict", wording.VERDICT_WORDS[sample.verdict]],
        ]
    facts.append(["Technique", wording.technique_text(suggestions)])
    facts.append(["Limits", wording.limits_text(suggestions)])
    return facts


def _description(sample: SkinSample | None) -> list[list[str]]:
    return [] if sample is None else [list(row) for row in description_rows(describe(sample))]


def _tone(label: str, lab: Lab, remark: str) -> dict[str, str]:
    return {"label": label, "hex": lab_to_hex(lab), "lab": wording.lab_text(lab), "remark": remark}


def _tones(suggestions: Suggestions, sample: SkinSample | None) -> list[dict[str, str]]:
    if sample is None:
        tones = [_tone("Target", suggestions.target, "given as numbers")]
        if suggestions.over is not None:
            tones.append(_tone("Patch beneath", suggestions.over, "given as numbers"))
        return tones
    tones = [_tone("Surrounding skin", sample.surrounding.lab, wording.tone_remark(sample))]
    if sample.patch is not None:
        tones.append(_tone("Patch", sample.patch.lab, wording.contrast_remark(sample)))
    return tones


def _row(match: Match, amounts: Amounts) -> dict[str, Any]:
    return {
        "rank": match.rank,
        "hex": lab_to_hex(match.predicted.lab),
        "recipe": amounts_unbroken(match, amounts),
        "codes": wording.codes_text(match),
        "delta_e00": wording.delta_text(match),
        "grade": match.grade,
        "in_words": match.in_words,
        "worst_light": light_text(match),
        "data": match.data,
        "holding": list(holding_cells(match)),
    }
