"""The surrounding tone by direction from the patch: skin is often lighter towards one side."""

from dataclasses import dataclass

from tonematch.colour import Lab


@dataclass(frozen=True)
class SectorTone:
    """The tone in one direction from the patch.

    Parameters
    ----------
    direction_deg
        Middle of the sector, clockwise from the right of the upright photo: 0 right, 90 down, 180 left, 270 up.
    breadth_deg
        How wide the sector is.
    lab
        Robust centre of the skin sampled there.
    pixels
        How many pixels of the photo were sampled there.
    from_whole_delta_e00
        ΔE00 between the sector's tone and that of the whole band.
    """

    direction_deg: float
    breadth_deg: float
    lab: Lab
    pixels: int
    from_whole_delta_e00: float
