"""Palettes as JSON, and one's own jars as a palette file."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tonematch.capture.photo import Photo
from tonematch.correct.calibration import Calibration
from tonematch.measure.drawdown import Drawdown
from tonematch.mix.kubelka_munk import mixing_method
from tonematch.mix.shade import Palette, Shade
from tonematch.report.contract import Json, calibration_json, rounded
from tonematch.report.wording import trust_notice

Labelled = tuple[str, str, Drawdown]
"""Code and name of a jar, and what was measured of it."""

NO_CONSTANTS_NOTE = (
    "Only the colour of each jar was measured. How strongly it absorbs and scatters (K and S) is not known from one "
    "opaque drawdown, so mixes of these jars are predicted by a simpler model: judge by a test stripe."
)


def shade_json(shade: Shade) -> Json:
    """Say what a shade looks like and how it is kept."""
    return {
        "code": shade.code,
        "name": shade.name,
        "lab": rounded(shade.lab),
        "role": shade.role,
        "in_stock": shade.in_stock,
        "lot": shade.lot,
        "expires": shade.expires,
        "tinting_strength": shade.tinting_strength,
    }


def _head(palette: Palette) -> Json:
    return {
        "name": palette.name,
        "title": palette.title,
        "maker": palette.maker,
        "line": palette.line,
        "technique": palette.technique,
        "data": palette.data,
    }


def palette_list_json(palettes: Sequence[Palette]) -> Json:
    """Say what `tonematch palette list` says."""
    return {
        "schema": "tonematch.palettes/1",
        "palettes": [{**_head(palette), "shades": len(palette.shades)} for palette in palettes],
    }


def palette_json(palette: Palette) -> Json:
    """Say what `tonematch palette show` says."""
    return {
        "schema": "tonematch.palette/1",
        **_head(palette),
        "source": palette.source,
        "licence": palette.licence,
        "measured_on": palette.measured_on,
        "instrument": palette.instrument,
        "mixing": mixing_method(palette),
        "shades": [shade_json(shade) for shade in palette.shades],
    }


def palette_check_json(palette: Palette) -> Json:
    """Say what `tonematch palette check` says of a palette without a fault."""
    return {
        "schema": "tonematch.palette-check/1",
        "ok": True,
        **_head(palette),
        "shades": len(palette.shades),
        "mixing": mixing_method(palette),
        "further_keys": further_keys(palette),
    }


def further_keys(palette: Palette) -> list[str]:
    """Name the keys beyond the format's own, kept as they are: a typing mistake shows here."""
    return sorted({*palette.extra, *(key for shade in palette.shades for key in shade.extra)})


def measured_palette(  # noqa: PLR0913  # what was measured, and what the user calls it
    jars: Sequence[Labelled],
    photo: Photo,
    calibration: Calibration,
    *,
    name: str,
    technique: str,
    measured_on: date,
) -> dict[str, Any]:
    """Make the content of a palette file from measured drawdowns.

    Parameters
    ----------
    jars
        Code, name and measurement of each.
    name, technique
        Of the palette.
    measured_on
        The day of the measurement.
    """
    error = calibration.delta_e00
    return {
        "name": name,
        "title": name,
        "maker": "",
        "line": "",
        "technique": technique,
        "data": "measured",
        "source": f"drawdowns in the photo {photo.name}",
        "licence": "",
        "measured_on": measured_on.isoformat(),
        "instrument": "photo",
        "photo_sha256": photo.sha256,
        "calibration": {
            "model": calibration.model,
            "verdict": calibration.verdict,
            "held_out_mean": rounded([error.held_out_mean])[0],
            "held_out_p95": rounded([error.held_out_p95])[0],
        },
        "note": f"{trust_notice(calibration)} {NO_CONSTANTS_NOTE}".strip(),
        "shades": [
            {
                "code": code,
                "name": shade_name,
                "lab": rounded(drawdown.lab),
                "spread": rounded(drawdown.spread),
                "uncertainty_delta_e00": rounded([drawdown.uncertainty_delta_e00])[0],
            }
            for code, shade_name, drawdown in jars
        ],
    }


def measured_json(
    palette: Palette, jars: Sequence[Labelled], photo: Photo, calibration: Calibration, written: str
) -> Json:
    """Say what `tonematch palette measure` says."""
    return {
        **calibration_json(photo, calibration),
        "schema": "tonematch.palette-measure/1",
        "palette": palette.name,
        "written": written,
        "jars": [
            {
                "code": code,
                "name": name,
                "lab": rounded(drawdown.lab),
                "spread": rounded(drawdown.spread),
                "uncertainty_delta_e00": rounded([drawdown.uncertainty_delta_e00])[0],
                "pixels": drawdown.pixels,
            }
            for code, name, drawdown in jars
        ],
        "note": NO_CONSTANTS_NOTE,
        "notice": trust_notice(calibration) or None,
    }
