"""What was found around the patch, as JSON: where the tone comes from, what was left out, flecks, directions."""

from typing import Any

from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.profile import BorderProfile
from tonematch.measure.surround.sectors import SectorTone
from tonematch.report.rounding import PIXEL_DIGITS, number, rounded

Json = dict[str, Any]


def surround_json(sample: SkinSample) -> Json:
    """Say how the surrounding tone was sampled."""
    flecks = sample.flecks
    return {
        "reference": sample.reference,
        "standard_error_delta_e00": number(sample.surrounding.standard_error_delta_e00),
        "flecks": None
        if flecks is None
        else {"lab": rounded(flecks.lab), "pixels": flecks.pixels, "share": number(sample.fleck_share)},
        "sectors": [_sector(sector) for sector in sample.sectors],
        "left_out": list(sample.left_out.reasons()),
        "profile": None if sample.profile is None else _profile(sample.profile),
        "mm_per_px": None if sample.mm_per_px is None else round(sample.mm_per_px, 6),
    }


def _sector(sector: SectorTone) -> Json:
    return {
        "direction_deg": number(sector.direction_deg, PIXEL_DIGITS),
        "breadth_deg": number(sector.breadth_deg, PIXEL_DIGITS),
        "lab": rounded(sector.lab),
        "pixels": sector.pixels,
        "from_whole_delta_e00": number(sector.from_whole_delta_e00),
    }


def _profile(profile: BorderProfile) -> Json:
    return {
        "distance_px": rounded(profile.distance_px, PIXEL_DIGITS),
        "lab": [rounded(lab) for lab in profile.lab],
        "settled_px": number(profile.settled_px, PIXEL_DIGITS),
        "ends_px": number(profile.ends_px, PIXEL_DIGITS),
    }
