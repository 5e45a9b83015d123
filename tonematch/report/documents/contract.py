"""Results as the JSON other tools rely on: the keys of version 1, in a fixed order, with fixed rounding."""

from collections.abc import Iterable, Sequence
from typing import Any

from tonematch.capture.photo import Photo
from tonematch.chart.reading import ChartReading
from tonematch.correct.calibration import Calibration
from tonematch.findings import Finding
from tonematch.measure.description.describe import describe
from tonematch.measure.repeat import Repeated
from tonematch.measure.sample import SkinSample
from tonematch.measure.tone import Tone
from tonematch.mix.amounts import AS_IT_IS, Measure
from tonematch.mix.answer import Comparison, Suggestions, Unreachable
from tonematch.report.documents.asked import asked_json
from tonematch.report.documents.description import description_json
from tonematch.report.documents.recipe import one_match_json
from tonematch.report.documents.surround import surround_json
from tonematch.report.rounding import PIXEL_DIGITS, number, rounded
from tonematch.report.words.wording import Measured, cautions, comparison_cautions, trust_notice

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


def _unreachable_json(unreachable: Unreachable) -> Json:
    pigment = unreachable.pigment
    return {
        "by_delta_e00": number(unreachable.by_delta_e00),
        "direction": unreachable.direction,
        "text": unreachable.text,
        "without_limits_delta_e00": None
        if unreachable.freely_delta_e00 is None
        else number(unreachable.freely_delta_e00),
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
    measure: Measure = AS_IT_IS,
) -> Json:
    """Say what `tonematch match` says: all of the sample where a photo was given, and the suggestions."""
    if photo is None or sample is None:
        return answer_json(suggestions, None, {}, measure, asked_json(suggestions, None, measure))
    from_photo = sample_json(photo, sample, repeated)
    return answer_json(suggestions, sample, from_photo, measure, asked_json(suggestions, sample, measure))


def answer_json(
    suggestions: Suggestions, measured: Measured | None, from_photo: Json, measure: Measure, asked: Json | None
) -> Json:
    """Say what `match_json` says, of a sample that is here as JSON with its findings."""
    findings = suggestions.findings if measured is None else (*measured.findings, *suggestions.findings)
    unreachable = suggestions.unreachable
    doubt = suggestions.uncertainty_delta_e00
    return {
        "schema": "tonematch.match/1",
        **{key: value for key, value in from_photo.items() if key != "schema"},
        "findings": findings_json(findings),
        "target": lab_json(suggestions.target),
        "over": None if suggestions.over is None else lab_json(suggestions.over),
        "technique": suggestions.technique,
        "coats": suggestions.coats,
        "matches": [one_match_json(match, suggestions.target, measure) for match in suggestions.matches],
        "nearest_single": one_match_json(suggestions.nearest_single, suggestions.target, measure),
        "unreachable": None if unreachable is None else _unreachable_json(unreachable),
        "chosen_for": suggestions.light,
        "uncertainty_delta_e00": number(doubt) if doubt else None,
        "tied_with_first": list(suggestions.tied),
        "limits": {
            "palettes": list(suggestions.palettes),
            "max_shades": suggestions.max_shades,
            "max_parts": suggestions.max_parts,
            "within_one_palette": True,
        },
        "cautions": list(cautions(suggestions, measured, measure)),
        "asked": asked,
    }


def compare_json(
    comparison: Comparison,
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    measure: Measure = AS_IT_IS,
) -> Json:
    """Say what `tonematch compare` says: one match a recipe, best first."""
    from_photo = sample_json(photo, sample) if photo is not None and sample is not None else {}
    findings = comparison.findings if sample is None else (*sample.findings, *comparison.findings)
    doubt = comparison.uncertainty_delta_e00
    return {
        "schema": "tonematch.compare/1",
        **{key: value for key, value in from_photo.items() if key != "schema"},
        "findings": findings_json(findings),
        "target": lab_json(comparison.target),
        "over": None if comparison.over is None else lab_json(comparison.over),
        "technique": comparison.technique,
        "coats": comparison.coats,
        "recipes": [one_match_json(recipe, comparison.target, measure) for recipe in comparison.recipes],
        "chosen_for": comparison.light,
        "uncertainty_delta_e00": number(doubt) if doubt else None,
        "tied_with_first": list(comparison.tied),
        "cautions": list(comparison_cautions(comparison, sample, measure)),
    }
