"""What `tonematch correct` says, as JSON."""

from tonematch.capture.photo import Photo
from tonematch.findings import verdict_of
from tonematch.measure.sample import SkinSample
from tonematch.mix.loop.attribution import Cause
from tonematch.mix.loop.correction import Addition, Correction
from tonematch.report.documents.contract import Json, calibration_json, findings_json, lab_json, tone_json
from tonematch.report.rounding import number, rounded
from tonematch.report.words.correction import addition_text, advice_text, cause_text, unit_of
from tonematch.report.words.wording import trust_notice


def _addition_json(rank: int, addition: Addition, unit: str) -> Json:
    adds = [{"code": shade.code, "name": shade.name, "parts": parts} for shade, parts in addition.shades]
    return {
        "rank": rank,
        "add": adds[0],
        "adds": adds,
        "text": addition_text(addition, unit),
        "recipe": dict(addition.recipe),
        "expected": lab_json(addition.expected),
        "expected_delta_e00": number(addition.expected_delta_e00),
        "likely_delta_e00": [number(value) for value in addition.likely_delta_e00],
    }


def _cause_json(cause: Cause) -> Json:
    return {
        "kind": cause.kind,
        "code": cause.code or None,
        "name": cause.name or None,
        "factor": number(cause.factor),
        "likely": [number(cause.low), number(cause.high)],
        "delta_e00": number(cause.delta_e00),
        "text": cause_text(cause),
    }


def correction_json(photo: Photo, stripe: SkinSample, skin: SkinSample, correction: Correction) -> Json:
    """Say what `tonematch correct` says: the residual, what it is put down to, and what to add."""
    residual = correction.residual
    findings = (*stripe.findings, *skin.findings, *correction.findings)
    unit, coat = unit_of(correction), correction.another_coat_delta_e00
    drawn = correction.learned.stripes[-1]
    return {
        **calibration_json(photo, skin.calibration),
        "schema": "tonematch.correct/1",
        "verdict": verdict_of(findings),
        "findings": findings_json(findings),
        "stripe": {**tone_json(stripe.surrounding)},
        "skin": {**tone_json(skin.surrounding)},
        "over": None if drawn.over is None else lab_json(drawn.over),
        "coats": None if drawn.over is None else drawn.coats,
        "residual": {
            "delta_e00": number(residual.delta_e00),
            "difference": dict(zip(("dL", "dC", "dH"), rounded(residual.difference), strict=True)),
            "in_words": residual.in_words,
        },
        "recipe": dict(correction.recipe),
        "parts_unit": unit,
        "causes": [_cause_json(cause) for cause in correction.causes],
        "leave_it": correction.leave_it,
        "unchanged_delta_e00": number(correction.unchanged_delta_e00),
        "another_coat_delta_e00": None if coat is None else number(coat),
        "additions": [_addition_json(rank, one, unit) for rank, one in enumerate(correction.additions, start=1)],
        "advice": advice_text(correction),
        "stripes_learned_from": len(correction.learned.stripes),
        "notice": trust_notice(skin) or None,
    }
