"""The colour of what lies beside skin that was measured, such as a test stripe, read in the light that falls there.

The light on skin is worked out from the skin itself: how light it is tells how much light it gets. A stripe that is
darker than the skin would pass for skin in less light, and the difference from the skin beside it would shrink, by a
third and more in painted photos of known truth. What lies side by side in one frame is therefore read in one light.
"""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.band_tone import read_tone
from tonematch.measure.tone import Tone


def tone_beside(photo: Photo, skin: SkinSample, region: NDArray[np.bool_]) -> Tone:
    """Read a region in the light of the skin beside it.

    Parameters
    ----------
    photo
        The photo both lie in.
    skin
        What was measured of the skin.
    region
        (H, W) bool in pixels of the upright photo, of what lies beside it.

    Returns
    -------
    Tone
        Lab under D65, 2°, specular excluded.

    Raises
    ------
    RegionError
        When the region has too few pixels.
    """
    calibration = skin.calibration
    small = calibration.view(photo).shrink(region)
    return read_tone(photo.linear, partial(calibration.skin_lab_of, light=skin.light), small)
