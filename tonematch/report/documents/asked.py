"""What a match was asked with, as JSON: every input at full precision, so that the same can be asked again."""

import json
from typing import Any

from tonematch.chart.kinds import AUTO
from tonematch.chart.sizes import NOT_TOLD
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import Measure
from tonematch.mix.answer import Suggestions
from tonematch.mix.asked import Asked
from tonematch.mix.film.strengths import Strengths
from tonematch.mix.healing.aftermath import Aftermath, Powder
from tonematch.mix.healing.healed import Healing
from tonematch.mix.loop.strengths_file import dump_strengths
from tonematch.mix.palettes.digest import palette_digest
from tonematch.report.documents.marks import marks_json
from tonematch.report.version import tool_version

Json = dict[str, Any]


def asked_json(answer: Suggestions, sample: SkinSample | None, measure: Measure) -> Json | None:
    """Say what an answer was asked with; None where it was not asked of whole palettes."""
    asked = answer.asked
    if asked is None:
        return None
    return {
        "software": tool_version(),
        "target": [float(value) for value in answer.target],
        "over": None if answer.over is None else [float(value) for value in answer.over],
        "uncertainty_delta_e00": float(asked.uncertainty),
        "palettes": [_palette(asked, number) for number in range(len(asked.palettes))],
        "max_shades": answer.max_shades,
        "max_parts": answer.max_parts,
        "technique": asked.technique,
        "coats": asked.coats,
        "top": asked.top,
        "light": answer.light,
        "prefer": asked.prefer,
        "after": after_json(answer.after),
        "density": asked.density,
        "strengths": _strengths(asked.strengths),
        "in_stock_only": asked.in_stock_only,
        "on": asked.on.isoformat(),
        "unit": measure.unit,
        "batch_grams": measure.batch_grams,
        "balance_g": measure.balance_g,
        "sample_findings": 0 if sample is None else len(dict.fromkeys(sample.findings)),
        "marks": _marks(sample),
    }


def _palette(asked: Asked, number: int) -> Json:
    palette = asked.palettes[number]
    return {
        "name": palette.name,
        "title": palette.title,
        "source": palette.source,
        "licence": palette.licence,
        "sha256": palette_digest(palette),
    }


def after_json(after: Aftermath | None) -> Json | None:
    """Say what powder or healing was reckoned with."""
    if isinstance(after, Powder):
        return {"kind": "powder", "by": [float(value) for value in after.by]}
    if isinstance(after, Healing):
        return {
            "kind": "healing",
            "multiple": float(after.multiple),
            "constant": [float(value) for value in after.constant],
            "uncertainty": float(after.uncertainty),
            "pairs": after.pairs,
        }
    return None


def _strengths(strengths: Strengths | None) -> Json | None:
    told: Json | None = None if strengths is None else json.loads(dump_strengths(strengths))
    return told


def _marks(sample: SkinSample | None) -> Json | None:
    if sample is None or sample.marks is None:
        return None
    reading = sample.calibration.reading
    by_hand = reading.found != "auto"
    return {
        # Where nobody named the chart, its size is not told by its name either.
        "chart": AUTO if reading.kind.size_source == NOT_TOLD.source else reading.kind.name,
        "corners": [[float(x) for x in corner] for corner in reading.corners] if by_hand else None,
        "shape": [int(side) for side in sample.patch_mask.shape],
        "skin": marks_json(sample.marks),
    }
