"""Results as the JSON other tools rely on: the keys of version 1, in a fixed order, with fixed rounding."""

from collections.abc import Iterable, Sequence
from typing import Any

from tonematch.capture.photo import Photo
from tonematch.chart.reading import ChartReading
from tonematch.colour import Lab
from tonematch.correct.calibration import Calibration
from tonematch.findings import Finding
from tonematch.measure.description.describe import describe
from tonematch.measure.repeat import Repeated
from tonematch.measure.sample import SkinSample
from tonematch.measure.tone import Tone
from tonematch.mix.answer import Match, Suggestions, Unreachable
from tonematch.mix.film.coats import Coats
from tonematch.report.description_json import description_json
from tonematch.report.rounding import PIXEL_DIGITS, number, rounded
from tonematch.report.surround_json import surround_json
from tonematch.report.wording import cautions, comparison_cautions, recipe_text, trust_notice, uncertainty_of

Json = dict[str, Any]


def lab_json(lab: Sequence[float]) -> Json:
    """Give a colour as every command does."""
    return {"lab": rounded(lab)}


def findings_json(findings: Iterable[Finding]) -> list[Json]:
    """Give findings in order, each sentence once."""
    distinct = dict.fromkeys(findings)
    return [
        {
            "code": finding.code,
            "severity": finding.severity,
            "text": finding.text,
            "value": None if finding.value is None else number(finding.value),
            "limit": None if finding.limit is None else number(finding.limit),
        }
        for finding in distinct
    ]


def _chart_json(reading: ChartReading, calibration: Calibration) -> Json:
    return {
        "kind": reading.kind.name,
        "corners": [rounded(corner, PIXEL_DIGITS) for corner in reading.corners],
        "found": reading.found,
        "patches_lab": [rounded(patch) for patch in calibration.patches_lab],
    }


def calibration_json(photo: Photo, calibration: Calibration) -> Json:
    """Say what `tonematch calibrate` says."""
    error = calibration.delta_e00
    return {
        "schema": "tonematch.calibration/1",
        "photo": {
            "name": photo.name,
            "sha256": photo.sha256,
            "width": photo.width,
            "height": photo.height,
            "profile": photo.profile,
        },
        "chart": _chart_json(calibration.reading, calibration),
        "correction": {
            "model": calibration.model,
            "delta_e00": {
                "fit_mean": number(error.fit_mean),
                "held_out_mean": number(error.held_out_mean),
                "held_out_p95": number(error.held_out_p95),
                "held_out_max": number(error.held_out_max),
                "held_out_skin": number(error.held_out_skin),
            },
        },
        "verdict": calibration.verdict,
        "findings": findings_json(calibration.findings),
    }


def tone_json(tone: Tone) -> Json:
    """Give a colour with its spread and how many pixels it was taken from."""
    return {**lab_json(tone.lab), "spread": rounded(tone.spread), "pixels": int(tone.pixels)}


def shots_json(repeated: Repeated | None) -> Json:
    """Say how several shots agree; nothing where there is one."""
    if repeated is None:
        return {}
    return {
        "shots": {
            "count": repeated.shots,
            "repeatability_delta_e00": number(repeated.repeatability_delta_e00),
            "distances_delta_e00": rounded(repeated.distances_delta_e00),
        }
    }


def sample_json(photo: Photo, sample: SkinSample, repeated: Repeated | None = None) -> Json:
    """Say what `tonematch sample` says: all of the calibration, the tone of the skin, and how shots agree."""
    skin = sample.surrounding
    contrast = sample.contrast_delta_e00
    return {
        **calibration_json(photo, sample.calibration),
        "schema": "tonematch.sample/1",
        "verdict": sample.verdict,
        "findings": findings_json(sample.findings),
        "surrounding": {
            **lab_json(skin.lab),
            "spread": rounded(skin.spread),
            "uncertainty_delta_e00": number(skin.uncertainty_delta_e00),
            "pixels": int(skin.pixels),
        },
        "patch": None if sample.patch is None else tone_json(sample.patch),
        "contrast_delta_e00": None if contrast is None else number(contrast),
        "ita_deg": number(sample.ita_deg),
        "sampling": surround_json(sample),
        "description": description_json(describe(sample)),
        **shots_json(repeated),
        "notice": trust_notice(sample) or None,
    }


def one_match_json(match: Match) -> Json:
    """Say all about one recipe."""
    return {
        "rank": match.rank,
        "parts": [
            {
                "palette": part.palette,
                "code": part.shade.code,
                "name": part.shade.name,
                "parts": part.parts,
                "data": part.shade.data,
            }
            for part in match.components
        ],
        "recipe": recipe_text(match),
        "predicted": lab_json(match.predicted.lab),
        "delta_e00": number(match.delta_e00),
        "difference": dict(zip(("dL", "dC", "dH"), rounded(match.difference), strict=True)),
        "in_words": match.in_words,
        "grade": match.grade,
        "lights": {light: number(value) for light, value in match.lights.items()},
        "worst_light": match.worst_light,
        "data": match.data,
        "method": match.predicted.method,
        "expected_delta_e00": number(match.expected_delta_e00),
        "metamerism": {light: number(value) for light, value in match.metamerism.items()},
        "metamerism_index": number(match.metamerism_index),
        "fresh": None if match.fresh is None else lab_json(match.fresh),
        "coats": [_coats_json(row) for row in match.coats],
        "coats_needed": match.coats_needed,
    }


def _coats_json(row: Coats) -> Json:
    return {
        "coats": row.coats,
        **lab_json(row.lab),
        "delta_e00": number(row.delta_e00),
        "shows_through_delta_e00": number(row.shows_through_delta_e00),
        "shows_through": row.shows_through,
        "contrast_ratio": number(row.contrast_ratio),
    }


def _unreachable_json(unreachable: Unreachable) -> Json:
    pigment = unreachable.pigment
    return {
        "by_delta_e00": number(unreachable.by_delta_e00),
        "direction": unreachable.direction,
        "text": unreachable.text,
        "missing_pigment": None
        if pigment is None
        else {
            "name": pigment.name,
            "colour_index": pigment.colour_index,
            "delta_e00_with_it": number(pigment.delta_e00),
        },
    }


def match_json(
    suggestions: Suggestions,
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    repeated: Repeated | None = None,
) -> Json:
    """Say what `tonematch match` says: all of the sample where a photo was given, and the suggestions."""
    from_photo = sample_json(photo, sample, repeated) if photo is not None and sample is not None else {}
    findings = suggestions.findings
    if photo is not None and sample is not None:
        findings = (*sample.findings, *findings)
    unreachable = suggestions.unreachable
    doubt = uncertainty_of(suggestions, sample)
    return {
        "schema": "tonematch.match/1",
        **{key: value for key, value in from_photo.items() if key != "schema"},
        "findings": findings_json(findings),
        "target": lab_json(suggestions.target),
        "over": None if suggestions.over is None else lab_json(suggestions.over),
        "technique": suggestions.technique,
        "coats": suggestions.coats,
        "matches": [one_match_json(match) for match in suggestions.matches],
        "nearest_single": one_match_json(suggestions.nearest_single),
        "unreachable": None if unreachable is None else _unreachable_json(unreachable),
        "chosen_for": suggestions.light,
        "uncertainty_delta_e00": None if doubt == 0 else number(doubt),
        "cautions": list(cautions(suggestions, sample)),
    }


def compare_json(
    target: Lab,
    recipes: Sequence[Match],
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    over: Lab | None = None,
) -> Json:
    """Say what `tonematch compare` says: one match a recipe, best first."""
    from_photo = sample_json(photo, sample) if photo is not None and sample is not None else {}
    return {
        "schema": "tonematch.compare/1",
        **{key: value for key, value in from_photo.items() if key != "schema"},
        "target": lab_json(target),
        "over": None if over is None else lab_json(over),
        "recipes": [one_match_json(recipe) for recipe in recipes],
        "uncertainty_delta_e00": None if sample is None else number(sample.surrounding.uncertainty_delta_e00),
        "cautions": list(comparison_cautions(target, recipes, sample)),
    }
