"""Notice a second skin: in the band around the patch, or elsewhere in the photo."""

import numpy as np
from numpy.typing import NDArray
from skimage.filters import threshold_otsu

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.correct.view import View
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.findings import Finding
from tonematch.measure.regions import opened
from tonematch.measure.surround.near_patch import NearPatch, large_parts
from tonematch.measure.surround.relight import light_log_of, relit

CLEARLY_OTHER = 8.0  # ΔE00: more than the inner and the outer side of one person's arm differ
TWO_KINDS = 0.82  # share of the variance that two tones explain; an even slope has 0.75
SIZEABLE = 0.18  # of the band
NEAREST, AT_THE_PATCH = (
    0.15,
    0.10,
)  # of the skin, and of the nearest part of it: less, and the other skin lies farther out
ELSEWHERE_SHARE = 0.02  # of the frame
PATCH_LIKE = 9.0
BY_SHADE = 3.5  # ΔE00 left between two tones in equal light: less, and shade is what parts them
LEAST_CHROMA = 7.0  # paler than any skin with pigment: paper and white cloth
EVERY = 3  # pixels of the view looked at elsewhere, each way
OPENED_PX = 2


def one_skin(near: NearPatch, band: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Give the part of a band that is the skin of the patch, where another skin lies beside it.

    Parameters
    ----------
    near, band
        What lies around the patch, and (h, w) bool in its window.

    Raises
    ------
    RegionError
        When two clearly different skins border on the patch.
    """
    lab = near.lab[band].astype(float)
    values = lab[:: len(lab) // 20_000 + 1]
    axis = np.linalg.eigh(np.cov(values.T))[1][:, -1]
    level = threshold_otsu(values @ axis)
    side = lab @ axis > level
    share = float(side.mean())
    if not SIZEABLE < share < 1 - SIZEABLE:
        return band
    tones = np.median(lab[side], axis=0), np.median(lab[~side], axis=0)
    along = lab @ axis
    explained = share * (1 - share) * float(along[side].mean() - along[~side].mean()) ** 2 / float(along.var())
    apart = float(delta_e00(tones[0], tones[1]))
    if apart < CLEARLY_OTHER or explained < TWO_KINDS:
        return band
    lighter = side if tones[0][0] > tones[1][0] else ~side
    kept = np.zeros(band.shape, bool)
    if _by_shade(*tones):
        kept[band] = lighter
        return kept
    closer = near.distance[band] <= np.quantile(near.distance[band], NEAREST)
    at_patch = float(side[closer].mean())
    if AT_THE_PATCH < at_patch < 1 - AT_THE_PATCH:
        raise _two_tones(lab_from(tones[0]), lab_from(tones[1]), apart)
    kept[band] = side if at_patch > 0.5 else ~side
    return kept


def _by_shade(one: FloatArray, other: FloatArray) -> bool:
    """Tell whether two tones differ by the strength of the light alone."""
    light = float(light_log_of(other.astype(np.float32)) - light_log_of(one.astype(np.float32)))
    same_light = relit(other.astype(np.float32)[None], np.array([light]))[0]
    return float(delta_e00(one, same_light)) < BY_SHADE


def _two_tones(one: Lab, other: Lab, apart: float) -> RegionError:
    lighter, darker = sorted((one.L, other.L), reverse=True)
    return RegionError(
        f"The skin around the patch is of two clearly different tones, ΔE00 {apart:.0f} apart (L* {lighter:.0f} and "
        f"{darker:.0f}); which one to match cannot be told.",
        code="surround.two_tones",
        hint="Paint the skin to compare with, or keep other limbs and other people out of the frame.",
    )


def skin_elsewhere(view: View, tone: FloatArray, patch_tone: FloatArray, near: NDArray[np.bool_]) -> Finding | None:
    """Warn of another large stretch of skin of a clearly different tone in the frame.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    tone, patch_tone
        (3,) Lab of the surrounding skin and of the patch.
    near
        (h, w) bool in the view: patch, other patches and band, which are accounted for.
    """
    lab = view.lab[::EVERY, ::EVERY]
    skin = np.ascontiguousarray((view.skin & ~near)[::EVERY, ::EVERY])
    differs = opened(skin, OPENED_PX) & (np.linalg.norm(lab - tone.astype(np.float32), axis=-1) > CLEARLY_OTHER)
    differs &= np.linalg.norm(lab - patch_tone.astype(np.float32), axis=-1) > PATCH_LIKE
    other = large_parts(differs, ELSEWHERE_SHARE * skin.size)
    if not other.any():
        return None
    seen = np.median(lab[other], axis=0)
    apart = float(delta_e00(tone, seen))
    if apart < CLEARLY_OTHER or float(np.hypot(seen[1], seen[2])) < LEAST_CHROMA or _by_shade(tone, seen):
        return None
    return Finding(
        "skin.another_person",
        "info",
        f"Elsewhere in the photo lies skin, or something of its colour, whose tone is ΔE00 {apart:.0f} away. Only skin "
        "connected with the patch was sampled; keep other limbs and other people out of the frame to be sure.",
        apart,
        CLEARLY_OTHER,
    )
