"""The tone of a scalp as JSON, and as sentences for people."""

from tonematch.capture.photo import Photo
from tonematch.findings import verdict_of
from tonematch.measure.scalp.tone import Dots, ScalpTone
from tonematch.measure.tone import Tone, ita_class
from tonematch.report.documents.contract import Json, calibration_json, findings_json
from tonematch.report.rounding import DIGITS, rounded


def scalp_json(photo: Photo, scalp: ScalpTone) -> Json:
    """Say what `tonematch scalp` says: all of the calibration, the skin between the dots, and the dots."""
    return {
        **calibration_json(photo, scalp.calibration),
        "schema": "tonematch.scalp/1",
        "verdict": verdict_of(scalp.findings),
        "findings": findings_json(scalp.findings),
        "skin": {
            **_tone_json(scalp.skin),
            "uncertainty_delta_e00": round(scalp.uncertainty_delta_e00, DIGITS),
            "separation_delta_e00": round(scalp.separation_delta_e00, DIGITS),
        },
        "ita_deg": round(scalp.ita_deg, DIGITS),
        "unseparated": {"lab": rounded(scalp.unseparated)},
        "dots": None if scalp.dots is None else _dots_json(scalp.dots),
        "mm_per_px": None if scalp.mm_per_px is None else round(scalp.mm_per_px, DIGITS),
        "looked_at": {
            "left": scalp.window.left,
            "top": scalp.window.top,
            "width": scalp.labels.shape[1] * scalp.window.factor,
            "height": scalp.labels.shape[0] * scalp.window.factor,
        },
    }


def _tone_json(tone: Tone) -> Json:
    return {"lab": rounded(tone.lab), "spread": rounded(tone.spread), "pixels": int(tone.pixels)}


def _dots_json(dots: Dots) -> Json:
    full, uncertainty = dots.full, dots.full_uncertainty_delta_e00
    covered = None if full is None or uncertainty is None else _full_json(full, uncertainty)
    return {
        **_tone_json(dots.tone),
        "full": covered,
        "darker": dots.darker,
        "contrast_delta_e00": round(dots.contrast_delta_e00, DIGITS),
        "count": dots.count,
        "share_covered": round(dots.share_covered, DIGITS),
        "diameter_px": round(dots.diameter_px, DIGITS),
        "diameter_mm": None if dots.diameter_mm is None else round(dots.diameter_mm, DIGITS),
        "per_cm2": None if dots.per_cm2 is None else round(dots.per_cm2, 1),
    }


def _full_json(lab: tuple[float, float, float], uncertainty: float) -> Json:
    return {"lab": rounded(lab), "uncertainty_delta_e00": round(uncertainty, DIGITS)}


def scalp_words(scalp: ScalpTone) -> tuple[str, ...]:
    """Say in sentences what was measured: the skin first, then the dots.

    Examples
    --------
    ``Skin between the dots: L* 62.0, a* 9.1, b* 16.4 (intermediate), give or take ΔE00 1.9.``
    """
    where = "Skin" if scalp.dots is None else "Skin between the dots"
    skin = (
        f"{where}: {_lab_text(scalp.skin.lab)} ({ita_class(scalp.ita_deg)}), "
        f"give or take ΔE00 {scalp.uncertainty_delta_e00:.1f}."
    )
    return (skin,) if scalp.dots is None else (skin, *_dots_words(scalp.dots))


def _dots_words(dots: Dots) -> tuple[str, ...]:
    than = "darker" if dots.darker else "lighter"
    look = f"Dots as they look: {_lab_text(dots.tone.lab)}, {than} than the skin by ΔE00 {dots.contrast_delta_e00:.0f}."
    size = "" if dots.diameter_mm is None else f", about {dots.diameter_mm:.2f} mm"
    density = "" if dots.per_cm2 is None else f", {dots.per_cm2:.0f} a square centimetre"
    much = (
        f"{dots.count} dots{density}, covering {dots.share_covered:.0%}; "
        f"typically {dots.diameter_px:.1f} pixels wide{size}."
    )
    if dots.full is None or dots.full_uncertainty_delta_e00 is None:
        return look, much
    full = (
        f"Estimate of a wholly covered dot: {_lab_text(dots.full)}, give or take {dots.full_uncertainty_delta_e00:.0f}."
    )
    return look, full, much


def _lab_text(lab: tuple[float, float, float]) -> str:
    L, a, b = lab
    return f"L* {L:.1f}, a* {a:.1f}, b* {b:.1f}"
