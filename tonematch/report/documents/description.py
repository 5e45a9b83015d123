"""The description of a skin sample as JSON; units stand in the names of the keys."""

from typing import Any

from tonematch.measure.description.describe import Description, PatchDescription, ToneDescription
from tonematch.measure.description.pigment_estimate import Estimate
from tonematch.report.words.description import description_rows

Json = dict[str, Any]
DIGITS = 2  # a hundredth of a degree, of a percentile, of an index: far below what is known of them


def description_json(description: Description) -> Json:
    """Say all of a description, in figures and in the sentences people read."""
    return {
        "skin": _skin_json(description.skin),
        "patch": None if description.patch is None else _patch_json(description.patch),
        "in_words": [{"label": label, "text": text} for label, text in description_rows(description)],
    }


def _rounded(value: float) -> float:
    return round(value, DIGITS) + 0.0


def _pair(values: tuple[float, float]) -> list[float]:
    return [_rounded(value) for value in values]


def _skin_json(skin: ToneDescription) -> Json:
    tone, pigments = skin.undertone, skin.pigments
    return {
        "chroma": _rounded(skin.lab.chroma),
        "hue_deg": _rounded(skin.lab.hue_deg),
        "ita_deg": _rounded(skin.ita_deg),
        "ita_range_deg": _pair(skin.ita_range_deg),
        "ita_classes": list(skin.ita_classes),
        "undertone": {
            "hue_range_deg": _pair(tone.hue_range_deg),
            "percentile": None if tone.percentile is None else _rounded(tone.percentile),
            "percentile_range": None if tone.percentile_range is None else _pair(tone.percentile_range),
            "words": list(tone.words),
        },
        "melanin": None if pigments is None else _index_json(pigments.melanin),
        "haemoglobin": None if pigments is None else _index_json(pigments.haemoglobin),
        "monk": {
            "tone": skin.monk.number,
            "delta_e00": _rounded(skin.monk.delta_e00),
            "also": list(skin.monk.also),
        },
    }


def _index_json(estimate: Estimate) -> Json:
    return {
        "index": _rounded(estimate.index),
        "plus_minus": _rounded(estimate.plus_minus),
        "skins_5_95": _pair(estimate.skins_5_95),
        "data": "modelled",
    }


def _patch_json(patch: PatchDescription) -> Json:
    seen, area = patch.visibility, patch.area
    return {
        "chroma": _rounded(patch.lab.chroma),
        "hue_deg": _rounded(patch.lab.hue_deg),
        "darker": patch.darker,
        "contrast_delta_e00": _rounded(patch.contrast_delta_e00),
        "contrast_plus_minus_delta_e00": _rounded(patch.contrast_plus_minus),
        "visibility": {
            "words": seen.words,
            "at_least": seen.at_least,
            "at_most": seen.at_most,
            "diameter_mm": _rounded(seen.diameter_mm),
            "assumed_size": seen.assumed_size,
        },
        "area_mm2": None if area is None else _rounded(area.mm2),
        "area_plus_minus_mm2": None if area is None else _rounded(area.mm2 * area.plus_minus),
        "size_source": patch.size_source,
    }
