"""Measured jars as the palette file they make, and as JSON."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from tonematch.capture.photo import Photo
from tonematch.correct.calibration import Calibration
from tonematch.mix.film.constants import k_over_s
from tonematch.mix.film.drawn_film import DrawnShade, even_reflectance
from tonematch.own_jars.drawn import NO_CONSTANTS_NOTE, Jar, jar_findings
from tonematch.report.documents.contract import Json, calibration_json, findings_json
from tonematch.report.rounding import rounded
from tonematch.report.words.wording import trust_notice
from tonematch.spectrum import BANDS_NM

PER_DRAWDOWN = "per drawdown: of shades drawn down equally thick they compare"
BY_FILM = "photo of a film over black and white; K and S in 31 bands are the likeliest for the colours seen"
BY_LET_DOWN = "photo of full shade and let-down; K and S in 31 bands are the likeliest for the colours seen"
BY_COLOUR = "photo of an opaque layer; a plausible reflectance was recovered from its Lab"
CONSTANTS_NOTE = (
    "K and S were estimated from the colours in one photo, within the uncertainty stated: judge by a test stripe."
)


def measured_palette(  # noqa: PLR0913  # what was measured, and what the user calls it
    jars: Sequence[Jar],
    photo: Photo,
    calibration: Calibration,
    *,
    name: str,
    technique: str,
    measured_on: date,
    coats: float | None = None,
) -> dict[str, Any]:
    """Make the content of a palette file from measured drawdowns.

    Parameters
    ----------
    jars
        Each with its code, name and measurement.
    name, technique
        Of the palette.
    measured_on
        The day of the measurement.
    coats
        How many thin coats one drawdown over black and white is worth, where that is known.
    """
    error = calibration.delta_e00
    known = any(jar.shade is not None for jar in jars)
    film = any(jar.over_black is not None for jar in jars)
    white = next((jar.code for jar in jars if jar.role == "white"), "")
    document: dict[str, Any] = {
        "name": name,
        "title": name,
        "technique": technique,
        "data": "measured",
        "source": f"drawdowns in the photo {photo.name}",
        "measured_on": measured_on.isoformat(),
        "instrument": "photo",
        "photo_sha256": photo.sha256,
        "calibration": {
            "model": calibration.model,
            "verdict": calibration.verdict,
            "held_out_mean": rounded([error.held_out_mean])[0],
            "held_out_p95": rounded([error.held_out_p95])[0],
        },
        "note": f"{trust_notice(calibration)} {CONSTANTS_NOTE if known else NO_CONSTANTS_NOTE}".strip(),
    }
    if known:
        document["wavelengths_nm"] = BANDS_NM.tolist()
        document["ks_unit"] = PER_DRAWDOWN if film else f"that in which the white {white} scatters 1"
    if film and coats is not None:
        document["coat"] = {"thickness": 1 / coats, "basis": f"one drawdown is worth {coats:g} thin coats"}
    return document | {"shades": [_entry(jar) for jar in jars]}


def _entry(jar: Jar) -> dict[str, Any]:
    told: dict[str, Any] = {"code": jar.code, "name": jar.name, "lab": rounded(jar.lab)}
    told["uncertainty_delta_e00"] = rounded([jar.drawdown.uncertainty_delta_e00])[0]
    if jar.shade is None:
        told |= {"spread": rounded(jar.drawdown.spread), "known_by": BY_COLOUR}
        if jar.role == "white":
            told |= {
                "role": "white",
                "k": _digits(k_over_s(even_reflectance(np.array(jar.drawdown.lab)))),
                "s": [1.0] * 31,
            }
        return told
    shade = jar.shade
    told |= {"lab_u95": rounded(shade.lab_u95), "known_by": BY_LET_DOWN if jar.over_black is None else BY_FILM}
    if jar.over_black is not None:
        told |= {"lab_over_black": rounded(jar.over_black.lab), "lab_over_white": rounded(jar.drawdown.lab)}
    told |= _constants_json(shade)
    return told | {
        "k": _digits(shade.k),
        "s": _digits(shade.s),
        "k_sd": _digits(shade.k_sd),
        "s_sd": _digits(shade.s_sd),
    }


def _constants_json(shade: DrawnShade) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if shade.contrast_ratio is not None and shade.contrast_u95 is not None:
        told |= {"contrast_ratio": round(shade.contrast_ratio, 4), "contrast_ratio_u95": round(shade.contrast_u95, 4)}
        told["hides"] = shade.hides
    return told | {"scattering": round(shade.scattering, 4), "scattering_u95": round(shade.scattering_u95, 4)}


def _digits(values: Iterable[float]) -> list[float]:
    return [float(f"{value:.4g}") for value in values]


def jar_json(jar: Jar) -> Json:
    """Say what was measured of one jar."""
    told: dict[str, Any] = {
        "code": jar.code,
        "name": jar.name,
        "lab": rounded(jar.lab),
        "spread": rounded(jar.drawdown.spread),
        "uncertainty_delta_e00": rounded([jar.drawdown.uncertainty_delta_e00])[0],
        "pixels": jar.drawdown.pixels,
    }
    if jar.shade is not None:
        told |= {"lab_u95": rounded(jar.shade.lab_u95), **_constants_json(jar.shade)}
        told |= {"k": _digits(jar.shade.k), "s": _digits(jar.shade.s)}
        told |= {"k_sd": _digits(jar.shade.k_sd), "s_sd": _digits(jar.shade.s_sd)}
    return told


def measured_json(palette: str, jars: Sequence[Jar], photo: Photo, calibration: Calibration, written: str) -> Json:
    """Say what `tonematch palette measure` says."""
    known = any(jar.shade is not None for jar in jars)
    return {
        **calibration_json(photo, calibration),
        "schema": "tonematch.palette-measure/1",
        "palette": palette,
        "written": written,
        "jars": [jar_json(jar) for jar in jars],
        "jar_findings": findings_json(jar_findings(jars)),
        "note": CONSTANTS_NOTE if known else NO_CONSTANTS_NOTE,
        "notice": trust_notice(calibration) or None,
    }
