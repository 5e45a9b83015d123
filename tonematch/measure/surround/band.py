"""Where around the patch the surrounding skin is sampled.

::

    skin near the patch ─► without other patches and cast shadow ─► seen in even light ─► profile across the border
                        ─► band from where it has settled ─► without what is unlike skin ─► one skin only

Hairs, flecks and glints are too fine for the view; they are left out of the band later, see `band_detail`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tonematch.correct.view import View
from tonematch.errors import RegionError
from tonematch.findings import Finding
from tonematch.measure.patch.found import FoundPatch
from tonematch.measure.regions import distance_from
from tonematch.measure.surround.left_out import LeftOut, left_out_for
from tonematch.measure.surround.near_patch import NearPatch, large_parts, near_patch
from tonematch.measure.surround.profile import BorderProfile, rings_of, settled_from
from tonematch.measure.surround.relight import LightSlope, fit_slope, relit
from tonematch.measure.surround.shadow import cast_shadow
from tonematch.measure.surround.two_skins import one_skin, skin_elsewhere

BREADTH_RADII, LEAST_BREADTH_PX, MOST_BREADTH_PX = 0.9, 22.0, 64.0
LEAST_BREADTH_MM, MOST_BREADTH_MM = 6.0, 20.0
FEWEST_PX = 150
ENOUGH_PX = 600
OTHERS_MARGIN_PX = 5.0
UNLIKE_SD, UNLIKE_FLOOR = 4.0, 5.0  # Lab units
UNLIKE_LEAST_PX = 12
FLECK_MOST_SHARE = 0.02  # of the band: a larger dark place is no mole
UNLIKE_MARGIN_PX = 2.0
BESIDE_RADII = 0.15  # nearer skin is left out where the light is judged
PROFILE_BEYOND_RADII = 0.3


@dataclass(frozen=True, eq=False)
class Surround:
    """The band of surrounding skin.

    Parameters
    ----------
    band
        (h, w) bool at the view's working size.
    left_out
        What was left out near the patch, and why.
    profile
        The colour across the border.
    light
        How the light falls off around the patch; places in pixels of the view.
    findings
        What to know about the skin seen.
    """

    band: NDArray[np.bool_]
    left_out: LeftOut
    profile: BorderProfile
    light: LightSlope
    findings: tuple[Finding, ...]

    def __post_init__(self) -> None:
        self.band.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()


def surround_of(view: View, patch: FoundPatch, *, mm_per_px: float | None) -> Surround:
    """Find the band of skin around the patch.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    patch
        The patch, not empty.
    mm_per_px
        Millimetres per pixel of the full photo at the patch, where the chart tells.

    Raises
    ------
    RegionError
        When there is too little skin around the patch, or skin of two clearly different tones.
    """
    near = near_patch(view, patch)
    others = distance_from(near.others) <= OTHERS_MARGIN_PX
    beside = near.distance > BESIDE_RADII * near.radius
    shadow = cast_shadow(view.light[near.window], near.skin & ~others & beside)
    clear = near.skin & ~others & ~shadow
    _require_skin(clear & beside)
    usable = clear & (one_skin(near, clear & beside) | ~beside)
    light = fit_slope(near.lab, usable & beside, near.centre, near.radius)
    start = _settled(near, usable, light)
    band, end = _band(near, usable, start, mm_per_px and mm_per_px / view.scale)
    light = fit_slope(near.lab, band, near.centre, near.radius)
    flecks, unlike = _unlike(near, band, light)
    kept = band & (distance_from(flecks | unlike) > UNLIKE_MARGIN_PX)
    _require_skin(kept)
    reach = (near.distance > 0) & (near.distance <= end)
    left_out = left_out_for(
        near.skin.shape,
        {
            "other patch": reach & others & ~near.patch,
            "shadow": reach & shadow,
            "fleck": flecks,
            "unlike": unlike | (reach & clear & ~usable),
            "transition": reach & near.skin & (near.distance <= start),
            "shine": reach & view.blown[near.window] & ~near.patch,
            "not skin": reach & ~near.skin & ~near.patch,
        },
    )
    top, left = near.window[0].start, near.window[1].start
    whole_band = _in_view(kept, near, view)
    return Surround(
        band=whole_band,
        left_out=LeftOut(_in_view(left_out.labels, near, view)),
        profile=_profile(near, usable, (start, end), view.scale),
        light=LightSlope(light.slope.copy(), (light.centre[0] + left, light.centre[1] + top), light.radius),
        findings=_elsewhere(view, near, kept, whole_band),
    )


def _settled(near: NearPatch, usable: NDArray[np.bool_], light: LightSlope) -> float:
    looked_at = usable | near.patch
    even = _in_even_light(near, looked_at, light)
    return settled_from(rings_of(even, near.distance[looked_at]))


def _in_even_light(near: NearPatch, where: NDArray[np.bool_], light: LightSlope) -> NDArray[np.float32]:
    y, x = (places.astype(float) for places in np.nonzero(where))
    return relit(near.lab[where], light.log_at(x, y))


def _band(
    near: NearPatch, usable: NDArray[np.bool_], start: float, mm_per_px: float | None
) -> tuple[NDArray[np.bool_], float]:
    """Give the band and where it ends, wider where there is little skin."""
    breadth = float(np.clip(BREADTH_RADII * near.radius, LEAST_BREADTH_PX, MOST_BREADTH_PX))
    if mm_per_px:
        breadth = float(np.clip(breadth, LEAST_BREADTH_MM / mm_per_px, MOST_BREADTH_MM / mm_per_px))
    beyond = usable & (near.distance > start)
    farthest = float(near.distance[beyond].max()) if beyond.any() else start
    end = min(start + breadth, farthest)
    while np.count_nonzero(beyond & (near.distance <= end)) < ENOUGH_PX and end < farthest:
        end = min(end + 0.3 * breadth, farthest)
    band = np.asarray(beyond & (near.distance <= end))
    _require_skin(band)
    return band, end


def _require_skin(band: NDArray[np.bool_]) -> None:
    if np.count_nonzero(band) < FEWEST_PX:
        raise RegionError(
            "There is too little skin to be seen around the patch to tell its tone.",
            code="surround.too_small",
            hint="Take the photo from a little farther away, or paint the skin to compare with (--skin-mask).",
        )


def _unlike(near: NearPatch, band: NDArray[np.bool_], light: LightSlope) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Find small dark places, such as moles, and all else that is unlike the rest of the band."""
    rows, columns = np.nonzero(band)
    even = _in_even_light(near, band, light)
    usual = np.median(even, axis=0)
    spread = 1.4826 * float(np.linalg.norm(np.median(np.abs(even - usual), axis=0)))
    apart = np.linalg.norm(even - usual, axis=-1) > max(UNLIKE_FLOOR, UNLIKE_SD * spread)
    masks = []
    for chosen in (apart & (even[:, 0] < usual[0]), apart & (even[:, 0] >= usual[0])):
        mask = np.zeros(band.shape, bool)
        mask[rows[chosen], columns[chosen]] = True
        masks.append(large_parts(mask, UNLIKE_LEAST_PX))
    dark, light_places = masks
    large_dark = large_parts(dark, FLECK_MOST_SHARE * len(rows))
    return dark & ~large_dark, light_places | large_dark


def _profile(near: NearPatch, usable: NDArray[np.bool_], band_px: tuple[float, float], scale: float) -> BorderProfile:
    shown = (usable | near.patch) & (near.distance <= band_px[1] + PROFILE_BEYOND_RADII * near.radius)
    rings = rings_of(near.lab[shown], near.distance[shown])
    return BorderProfile(rings.distance / scale, rings.lab, rings.spread, band_px[0] / scale, band_px[1] / scale)


def _elsewhere(
    view: View, near: NearPatch, kept: NDArray[np.bool_], whole_band: NDArray[np.bool_]
) -> tuple[Finding, ...]:
    accounted = whole_band | _in_view(near.patch | near.others, near, view)
    tones = np.median(near.lab[kept], axis=0), np.median(near.lab[near.patch], axis=0)
    found = skin_elsewhere(view, *tones, accounted)
    return () if found is None else (found,)


def _in_view(part: NDArray[Any], near: NearPatch, view: View) -> NDArray[Any]:
    whole = np.zeros(view.skin.shape, part.dtype)
    whole[near.window] = part
    return whole
