"""What lies beside skin that was measured, such as a test stripe, read in the light that falls on that skin.

The light on skin is worked out from the skin itself: how light it is tells how much light it gets. A stripe that is
darker than the skin would pass for skin in less light, and the difference from the skin beside it would shrink, by a
third and more in painted photos of known truth. What lies side by side in one frame is therefore read in one light.
"""

from dataclasses import replace
from functools import partial

from tonematch.capture.photo import Photo
from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.band_tone import read_tone
from tonematch.measure.tone import ita_deg

OF_ANY_SURFACE = {"skin.shine", "skin.blown_out"}
"""Findings that mean something on a stripe or a bare patch; those about the light are drawn from how light skin is."""


def read_beside(photo: Photo, skin: SkinSample, other: SkinSample) -> SkinSample:
    """Read what lies beside skin anew, in the light of that skin.

    Parameters
    ----------
    photo
        The photo both were measured in.
    skin
        The skin, with the light that falls on it.
    other
        What lies beside it, as measured by itself.

    Returns
    -------
    SkinSample
        The other with its colour in the skin's light, and only those findings that mean something there.

    Raises
    ------
    RegionError
        When it has too few pixels.
    """
    calibration = skin.calibration
    region = calibration.view(photo).shrink(other.surround_mask)
    tone = read_tone(photo.linear, partial(calibration.skin_lab_of, light=skin.light), region)
    own = set(calibration.findings) | {one for one in other.findings if one.code in OF_ANY_SURFACE}
    return replace(
        other,
        light=skin.light,
        surrounding=replace(other.surrounding, lab=tone.lab, spread=tone.spread, pixels=tone.pixels, shiny=tone.shiny),
        ita_deg=ita_deg(tone.lab),
        findings=tuple(finding for finding in other.findings if finding in own),
    )
