"""The patch recoloured on its photo: how the mix would look in the place where it is worn.

Everything happens in linear light, where light falling on a surface multiplies its colour. Each pixel is taken as one
colour, of the patch, of the skin, or at the border of so much of both, times what the photo's own light and the skin's
relief make of it there; that factor stays, and the colour beneath it is exchanged for the mix. A shift in Lab would
lay the same step on lit and shaded places alike and flatten them; the factor keeps a shadow as deep, in proportion, as
it was. Light is what changes slowly over the patch; how much of a pixel is patch and how much skin is told from where
it lies between the two once that light is taken off; and what is then left, within limits, is relief.

Nothing is smoothed, evened or brightened beyond that, on light skin and on dark alike.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.capture.photo import Photo
from tonematch.colour import FloatArray, lab_to_linear
from tonematch.errors import RegionError
from tonematch.measure.sample import SkinSample
from tonematch.report.files import Pixels
from tonematch.report.pictures.shrink import block_mean, shrink_factor, srgb_pixels

Extent = Literal["patch", "photo"]
"""How much of the photo is shown: the patch with as much skin again around it, or all of it."""

LONGEST_PX = 1100
SMALLEST_MARGIN_PX = 40
TEXTURE_PX = 1.5  # finer than this is relief, coarser is colour
LIGHT_LIMITS = (0.5, 1.6)  # of the light on the patch, against where its tone was measured
RELIEF_LIMITS = (0.8, 1.2)  # beyond it is a misjudged share of patch and skin, and no relief
SURELY_PATCH = (0.5, 0.8)  # shares of patch from which on a pixel tells more and more of the light on it
FEATHER_SHARE = 40  # of the patch's side, as a therapist feathers the edge on to the skin
DARKEST = 1e-4  # linear light below which a ratio says nothing
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # of linear sRGB, IEC 61966-2-1
NOTHING_KNOWN = 0.02  # of a pixel's weight, so that far from the patch the light is taken for even


@dataclass(frozen=True, eq=False)
class Canvas:
    """A stretch of a photo with a patch in it, made ready to be recoloured.

    Parameters
    ----------
    before
        (h, w, 3) linear sRGB, 0-1: the skin as the chart says it looks in daylight.
    relief
        (h, w, 3) what the photo's light and the skin's relief make of the colour beneath, 1 where nothing.
    cover
        (h, w, 1) how much of the mix lies there, 0-1: all over the patch, feathered on to the skin around it.
    """

    before: FloatArray
    relief: FloatArray
    cover: FloatArray

    def __post_init__(self) -> None:
        for array in (self.before, self.relief, self.cover):
            array.flags.writeable = False

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def picture(self) -> Pixels:
        """The stretch as it is, (h, w, 3) encoded sRGB."""
        return srgb_pixels(self.before)


def canvas_of(photo: Photo, sample: SkinSample, *, extent: Extent = "patch") -> Canvas:
    """Make a photo ready for its patch to be recoloured.

    Parameters
    ----------
    photo, sample
        The photo, and what was measured in it.
    extent
        How much of it.

    Raises
    ------
    RegionError
        When the sample has no patch to put a mix on.
    """
    if sample.patch is None or not sample.patch_mask.any():
        raise RegionError(
            "There is no patch to show the mix on: the skin itself was the target.",
            code="preview.no_patch",
            hint="Mark the patch, or leave the preview out.",
        )
    rows, columns = _window(sample.patch_mask) if extent == "patch" else (slice(None), slice(None))
    mask = sample.patch_mask[rows, columns]
    factor = shrink_factor(mask.shape, LONGEST_PX)
    lab = sample.calibration.skin_lab_of(block_mean(photo.linear[rows, columns], factor), sample.light)
    before = np.clip(lab_to_linear(lab), 0, 1).astype(np.float32)
    height, width = before.shape[:2]
    small = mask[::factor, ::factor][:height, :width]
    skin, patch = lab_to_linear(np.array([_skin_beside(photo, sample), sample.patch.lab]))
    radius = max(2, round(float(np.sqrt(small.sum())) / FEATHER_SHARE))
    cover, core = _feathered(small, radius)
    light = _light_on_patch(before, skin, patch, core, radius)
    beneath = skin + _share_of_patch(before / light, skin, patch)[..., None] * (patch - skin)
    left = np.clip(before / np.maximum(light * beneath, DARKEST), *RELIEF_LIMITS)
    relief = (light * left).astype(np.float32)
    return Canvas(before, relief, cover[..., None])


def recoloured(canvas: Canvas, mix: ArrayLike, *, opacity: float = 1.0) -> Pixels:
    """Show the patch with a mix on it.

    Parameters
    ----------
    canvas
        From `canvas_of`.
    mix
        Lab (3,) of the mix as it is worn, D65, 2°.
    opacity
        0 shows the patch as it is, 1 the mix as predicted, and what lies between as much of each.

    Returns
    -------
    Pixels
        (h, w, 3) encoded sRGB; untouched outside the feather.
    """
    colour = np.maximum(lab_to_linear(np.asarray(mix, dtype=float)), 0).astype(np.float32)
    there = canvas.cover * np.float32(opacity)
    return srgb_pixels(canvas.before + there * (canvas.relief * colour - canvas.before))


def _skin_beside(photo: Photo, sample: SkinSample) -> ArrayLike:
    """Give the Lab of the skin beside the patch, also where the target is skin of another photo."""
    if sample.reference != "contralateral" or not sample.surround_mask.any():
        return sample.surrounding.lab
    return sample.calibration.skin_lab_of(np.median(photo.linear[sample.surround_mask], axis=0), sample.light)


def _window(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Frame a mask with as much again around it."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    size = max(np.ptp(rows), np.ptp(columns))
    margin = max(SMALLEST_MARGIN_PX, round(0.6 * size))
    return tuple(  # type: ignore[return-value]  # two of them
        slice(max(0, int(found[0]) - margin), min(length, int(found[-1]) + margin))
        for found, length in zip((rows, columns), mask.shape, strict=True)
    )


def _share_of_patch(light: FloatArray, skin: FloatArray, patch: FloatArray) -> FloatArray:
    """Tell how far each pixel lies on the way from skin to patch, 0-1, relief smoothed away."""
    way = patch - skin
    share = np.clip((light - skin) @ way / max(float(way @ way), 1e-9), 0, 1).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(share, (0, 0), TEXTURE_PX), dtype=np.float32)


def _light_on_patch(
    before: FloatArray, skin: FloatArray, patch: FloatArray, core: FloatArray, radius: int
) -> FloatArray:
    """Tell the light on the patch against that on its measured tone: (h, w, 1), 1 where nothing is known of it."""
    low, high = SURELY_PATCH
    sure = core * np.clip((_share_of_patch(before, skin, patch) - low) / (high - low), 0, 1)
    seen = (before @ LUMINANCE).astype(np.float32) / max(float(patch @ LUMINANCE), DARKEST)
    known, of_one = (cv2.GaussianBlur(one, (0, 0), 4.0 * radius) for one in (sure * seen, sure))
    light = (known + NOTHING_KNOWN) / (of_one + NOTHING_KNOWN)
    return np.asarray(np.clip(light, *LIGHT_LIMITS), dtype=np.float32)[..., None]


def _feathered(mask: NDArray[np.bool_], radius: int) -> tuple[FloatArray, FloatArray]:
    """Cover a mask fully and fade out beyond it; and tell where well inside it is. Both (h, w), 0-1."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (4 * radius + 1, 4 * radius + 1))
    marked = mask.astype(np.float32)
    wide, narrow = cv2.dilate(marked, disc), cv2.erode(marked, disc)
    cut = (4 * radius + 1, 4 * radius + 1)  # nothing at all beyond two radii: what lies there stays as it is
    cover, core = (np.asarray(cv2.GaussianBlur(one, cut, radius), dtype=np.float32) for one in (wide, narrow))
    return cover, core
