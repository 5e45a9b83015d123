"""What the technical annex says beside its pictures: calibration, uncertainty, palettes, lamps, and what made it."""

from typing import Any

from tonematch.capture.photo import Photo
from tonematch.correct.calibration import Calibration
from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Match, Suggestions
from tonematch.mix.palettes.digest import palette_digest
from tonematch.mix.palettes.shade import Palette
from tonematch.report.pages.client_card import shortened
from tonematch.report.version import tool_version
from tonematch.report.words import wording
from tonematch.report.words.columns import holding_cells
from tonematch.report.words.lamps import SHORT_LIGHTS

LAMP_EM = {"A": 5.0, "FL11": 6.2, "LED-B3": 2.8, "D50": 4.6}
HOLDING_EM = {"Pots": 3.0, "Uneven drops": 4.4, "Lamps alone": 3.8, "Whole parts": 3.8, "Shades, stock": 5.4}
LONGEST_SOURCE, LONGEST_NAME, DIGEST_DIGITS = 210, 60, 12


def calibration_facts(photo: Photo, sample: SkinSample) -> list[list[str]]:
    """Say what was photographed and how its colours were corrected."""
    calibration = sample.calibration
    name = shortened(photo.name, LONGEST_NAME)
    return [
        ["Photo", f"{name} ({wording.photo_text(photo)})"],
        ["SHA-256", photo.sha256],
        ["Chart", wording.chart_text(calibration.reading)],
        ["Correction", calibration.model],
        ["Held-out errors", _errors_text(calibration)],
        ["Verdict", wording.VERDICT_WORDS[sample.verdict]],
    ]


def _errors_text(calibration: Calibration) -> str:
    error = calibration.delta_e00
    return (
        f"on patches left out of the fit ΔE00 {error.held_out_mean:.1f} on average, {error.held_out_p95:.1f} at the "
        f"95th percentile, {error.held_out_max:.1f} at most, {error.held_out_skin:.1f} on skin colours; "
        f"{error.fit_mean:.1f} on those fitted to"
    )


def uncertainty_text(answer: Suggestions, sample: SkinSample | None) -> str:
    """Say how well the target is known, and from what."""
    if sample is None:
        return "the target was given as numbers and taken as exact"
    skin = sample.surrounding
    return (
        f"the target is known to about ΔE00 {skin.uncertainty_delta_e00:.1f} (95 %), by correction, light and "
        f"sampling (standard error {skin.standard_error_delta_e00:.2f}, {skin.pixels} pixels); answers to about "
        f"ΔE00 {answer.uncertainty_delta_e00:.1f}"
    )


def answer_facts(answer: Suggestions, sample: SkinSample | None) -> list[list[str]]:
    """Say what was asked and how well the answer is known."""
    lamp = SHORT_LIGHTS.get(answer.light, answer.light)
    return [
        ["Uncertainty", uncertainty_text(answer, sample)],
        ["Technique", f"{wording.technique_text(answer)}; chosen for {lamp}"],
        ["Limits", wording.limits_text(answer)],
        *(["Palette", palette_text(palette)] for palette in (() if answer.asked is None else answer.asked.palettes)),
        ["Software", f"tonematch {tool_version()}"],
    ]


def palette_text(palette: Palette) -> str:
    """Name a palette with its source, licence and the version of its file."""
    source = shortened(palette.source, LONGEST_SOURCE)
    version = str(palette.extra.get("version", "") or palette.measured_on)
    told = (
        f"{shortened(palette.title, LONGEST_NAME)} ({palette.name}), {palette.data}",
        source,
        palette.licence,
        f"version {version}" if version else "",
        f"SHA-256 {palette_digest(palette)[:DIGEST_DIGITS]}…",
    )
    return "; ".join(text for text in told if text)


def recipe_cells(match: Match, lamps: tuple[str, ...]) -> list[str]:
    """Give the further cells of a recipe's row: ΔE00 under each lamp, and how it holds up."""
    return [*(f"{match.lights[lamp]:.1f}" for lamp in lamps), *_holding(match)]


def _holding(match: Match) -> list[str]:
    pots, uneven, _, alone, whole, stock, data = holding_cells(match)
    return [pots, uneven, alone, whole, f"{data}, {stock}"]


def headings(lamps: tuple[str, ...]) -> dict[str, float]:
    """Head the cells of `recipe_cells`, with the breadth that each needs, in sizes of the type."""
    return {SHORT_LIGHTS.get(lamp, lamp): LAMP_EM.get(lamp, 5.0) for lamp in lamps} | HOLDING_EM


def annex_values(answer: Suggestions, photo: Photo | None, sample: SkinSample | None) -> dict[str, Any]:
    """Give what stands on the second page beside pictures and table."""
    findings = [] if sample is None else [f"{one.severity}: {one.text}" for one in dict.fromkeys(sample.findings)]
    measured = [] if photo is None or sample is None else calibration_facts(photo, sample)
    return {"facts": measured, "asked": answer_facts(answer, sample), "findings": findings}
