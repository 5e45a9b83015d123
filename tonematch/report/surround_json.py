"""What was found around the patch, as JSON: where the tone comes from, what was left out, flecks, directions."""

from collections.abc import Iterable
from typing import Any

from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.profile import BorderProfile
from tonematch.measure.surround.sectors import SectorTone

Json = dict[str, Any]
DIGITS, PIXEL_DIGITS = 4, 2


def surround_json(sample: SkinSample) -> Json:
    """Say how the surrounding tone was sampled."""
    flecks = sample.flecks
    return {
        "reference": sample.reference,
        "standard_error_delta_e00": _number(sample.surrounding.standard_error_delta_e00),
        "flecks": None
        if flecks is None
        else {"lab": _numbers(flecks.lab), "pixels": flecks.pixels, "share": _number(sample.fleck_share)},
        "sectors": [_sector(sector) for sector in sample.sectors],
        "left_out": list(sample.left_out.reasons()),
        "profile": None if sample.profile is None else _profile(sample.profile),
        "mm_per_px": None if sample.mm_per_px is None else round(sample.mm_per_px, 6),
    }


def _number(value: float, digits: int = DIGITS) -> float:
    return round(float(value), digits) + 0.0


def _numbers(values: Iterable[float], digits: int = DIGITS) -> list[float]:
    return [_number(value, digits) for value in values]


def _sector(sector: SectorTone) -> Json:
    return {
        "direction_deg": _number(sector.direction_deg, PIXEL_DIGITS),
        "breadth_deg": _number(sector.breadth_deg, PIXEL_DIGITS),
        "lab": _numbers(sector.lab),
        "pixels": sector.pixels,
        "from_whole_delta_e00": _number(sector.from_whole_delta_e00),
    }


def _profile(profile: BorderProfile) -> Json:
    return {
        "distance_px": _numbers(profile.distance_px, PIXEL_DIGITS),
        "lab": [_numbers(lab) for lab in profile.lab],
        "settled_px": _number(profile.settled_px, PIXEL_DIGITS),
        "ends_px": _number(profile.ends_px, PIXEL_DIGITS),
    }
