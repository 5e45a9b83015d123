"""Palettes, kits and advice on them as JSON."""

from collections.abc import Sequence

from tonematch.findings import Finding
from tonematch.mix.film.kubelka_munk import mixing_method
from tonematch.mix.palettes.kit import best_before
from tonematch.mix.palettes.missing_shade import Gain
from tonematch.mix.palettes.shade import Palette, Shade
from tonematch.report.documents.contract import Json, findings_json
from tonematch.report.rounding import rounded
from tonematch.report.words.columns import known_by

DIGITS = 3


def shade_json(shade: Shade) -> Json:
    """Say what a shade looks like, how that is known, and how it is kept."""
    limit = best_before(shade)
    return {
        "code": shade.code,
        "name": shade.name,
        "lab": rounded(shade.lab),
        "role": shade.role,
        "data": shade.data,
        "known_by": known_by(shade),
        "in_stock": shade.in_stock,
        "lot": shade.lot,
        "expires": shade.expires,
        "opened": shade.opened,
        "pao_months": shade.pao_months,
        "best_before": None if limit is None else limit.isoformat(),
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


def palette_check_json(palette: Palette, kept: Sequence[Finding] = ()) -> Json:
    """Say what `tonematch palette check` says of a palette without a fault, and of the pots kept."""
    return {
        "schema": "tonematch.palette-check/1",
        "ok": True,
        **_head(palette),
        "shades": len(palette.shades),
        "mixing": mixing_method(palette),
        "further_keys": further_keys(palette),
        "findings": findings_json((*palette.findings, *kept)),
    }


def further_keys(palette: Palette) -> list[str]:
    """Name the keys beyond the format's own, kept as they are: a typing mistake shows here."""
    return sorted({*palette.extra, *(key for shade in palette.shades for key in shade.extra)})


def advice_json(kit: Palette, gains: Sequence[Gain], targets: int) -> Json:
    """Say what `tonematch palette advise` says: candidates, the most helpful first."""
    return {
        "schema": "tonematch.palette-advice/1",
        "palette": kit.name,
        "owned": [shade.code for shade in kit.shades],
        "targets": targets,
        "advice": [
            {
                "code": gain.shade.code,
                "name": gain.shade.name,
                "data": gain.shade.data,
                "mean_delta_e00": [round(gain.mean_before, DIGITS), round(gain.mean_after, DIGITS)],
                "worst_delta_e00": [round(gain.worst_before, DIGITS), round(gain.worst_after, DIGITS)],
                "helped": gain.helped,
            }
            for gain in gains
        ],
    }
