"""Find the patch that differs from the skin around it, from a click on it or a rough stroke over it.

Rough regions are looked for first, each is settled against the skin around it (`settle.py`), and the one that stands
out most sharply is the patch. When none does, that is said, rather than letting the region run over the limb.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray
from tonematch.correct.gamut import could_be_skin
from tonematch.correct.view import View
from tonematch.errors import RegionError
from tonematch.measure.patch.found import FoundPatch
from tonematch.measure.patch.level_sets import rough_regions
from tonematch.measure.patch.other_light import could_be_lit_so, within_skin
from tonematch.measure.patch.others import others_like
from tonematch.measure.patch.places import median_at, place_in
from tonematch.measure.patch.settle import Choice, Settled, settle
from tonematch.measure.regions import Mask, overlap, parts_of

NEARBY_PX = 6  # a click may fall on a hair or an island
FAINTEST, FAINTEST_SMALL = 2.3, 60.0
"""Distinctness below which a region is mottled skin: the first plus the second over the root of its view pixels, since
small regions stand out by chance. `scripts/measure_patch_finding.py` tells how often skin without a patch passes."""
CLEAR = 12.0  # nothing else in the way of a patch can stand out like that, so the rest need no look
STROKE_FAINTEST_SHARE = 0.6  # a stroke says more than a click
STROKE_COLOURS = 6
SAME_BASIN = 0.5
BOX_HINT = "Mark the patch with a box around it (--box), or take a photo in more even light."


def colour_at(view: View, at: tuple[float, float]) -> FloatArray:
    """Give the median Lab (3,) around a place clicked on.

    Raises
    ------
    RegionError
        When the place is outside the photo, on the chart, or shows a colour no skin has.
    """
    colour = median_at(view, *place_in(view, at))
    if not could_be_skin(colour):
        raise _not_skin(at, colour)
    return colour


def _not_skin(at: tuple[float, float], colour: FloatArray) -> RegionError:
    L, a, b = colour
    return RegionError(
        f"The place ({at[0]:g}, {at[1]:g}) does not show skin: its colour is L* {L:.0f}, a* {a:.0f}, b* {b:.0f}.",
        code="region.not_skin",
        hint="Click on the skin; if you did, the light there is too bright, too dark or too coloured to tell.",
    )


def colour_within_skin(view: View, at: tuple[float, float], within: Mask) -> FloatArray:
    """Give the median Lab (3,) around a place in a patch.

    What skin lies all around may be skin in light of another colour, even where its own colour says otherwise.

    Raises
    ------
    RegionError
        When the place is outside the photo, on the chart, or shows a colour no skin has.
    """
    column, row = place_in(view, at)
    colour = median_at(view, column, row)
    if not (could_be_skin(colour) or (within[row, column] and could_be_lit_so(colour))):
        raise _not_skin(at, colour)
    return colour


def find_patch(view: View, at: tuple[float, float]) -> FoundPatch:
    """Find the patch clicked on.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    at
        A place (x, y) inside the patch, in pixels of the full photo.

    Raises
    ------
    RegionError
        When the place is not skin, or no border can be told.
    """
    within = within_skin(view)
    colour = colour_within_skin(view, at, within)
    places = [view.place(at)]
    best = most_distinct(view, rough_regions(view, [colour], places), containing(places), within, FAINTEST)
    if best is None:
        raise RegionError(
            f"I cannot tell where the patch at ({at[0]:g}, {at[1]:g}) ends: no border with other skin stands out.",
            code="patch.no_border",
            hint=BOX_HINT,
        )
    return found_from(view, best)


def find_patch_along(view: View, stroke: Sequence[tuple[float, float]]) -> FoundPatch:
    """Find the patch, or the several parts of it, that a rough stroke was drawn over.

    Parameters
    ----------
    view
        The calibrated photo at working size.
    stroke
        Places (x, y) along the stroke, all inside the patch, in pixels of the full photo.

    Raises
    ------
    RegionError
        When the stroke leaves the photo, lies on the chart or on no skin, or no border can be told.
    """
    if not stroke:
        raise RegionError(
            "The stroke has no points.", code="region.stroke", hint="Draw over the patch, from one end to the other."
        )
    places = list(dict.fromkeys(place_in(view, at) for at in stroke))
    picked = [stroke[index] for index in np.linspace(0, len(stroke) - 1, min(STROKE_COLOURS, len(stroke))).astype(int)]
    within = within_skin(view)
    colours = [colour_within_skin(view, at, within) for at in picked]
    faintest = FAINTEST * STROKE_FAINTEST_SHARE
    best = most_distinct(view, rough_regions(view, colours, places), containing(places), within, faintest)
    if best is None:
        raise RegionError(
            "I cannot tell where the patch under the stroke ends: no border with other skin stands out.",
            code="patch.no_border",
            hint=BOX_HINT,
        )
    return found_from(view, best)


def most_distinct(view: View, starts: Sequence[Mask], choose: Choice, allowed: Mask, faintest: float) -> Settled | None:
    """Settle each rough region, and give the one that stands out most sharply; None where none does.

    Raises
    ------
    RegionError
        When all that stands out runs off the picture.
    """
    best: Settled | None = None
    seen: list[Mask] = []
    runs_off = False
    for start in starts:
        if any(overlap(start, mask) > SAME_BASIN for mask in seen):
            continue
        settled = settle(view, start, choose, allowed)
        if settled is None:
            continue
        seen.append(settled.mask)
        if not stands_out(settled, faintest):
            continue
        if is_cut_off(settled.mask):
            runs_off = True
        elif best is None or settled.distinctness > best.distinctness:
            best = settled
            if best.distinctness > CLEAR:
                break
    if best is None and runs_off:
        raise RegionError(
            "What you marked runs off the picture on two sides or more: it may be the limb, or a patch larger than the "
            "picture; I cannot tell which.",
            code="patch.beyond_frame",
            hint="If it is the patch, take the photo from farther away, with skin to be seen around it; "
            "or paint the patch by brush. If not, click into the patch, or draw a box around it (--box).",
        )
    return best


def stands_out(settled: Settled, faintest: float) -> bool:
    """Tell a patch from mottled skin; see `FAINTEST`."""
    limit = faintest * (1 + FAINTEST_SMALL / FAINTEST / float(np.sqrt(settled.mask.sum())))
    return settled.distinctness > limit


def is_cut_off(mask: Mask) -> bool:
    """Tell whether two edges of the picture or more cut a region off, as they do limbs, cloth and paper."""
    return sum(bool(edge.any()) for edge in (mask[0], mask[-1], mask[:, 0], mask[:, -1])) > 1


def containing(places: Sequence[tuple[int, int]]) -> Choice:
    """Choose the parts that contain places (column, row) of the view, or for each place the largest part nearby."""

    def choose(changed: Mask, window: tuple[slice, slice]) -> Mask:
        labels, areas = parts_of(changed)
        wanted = {_part_at(labels, areas, row - window[0].start, column - window[1].start) for column, row in places}
        return np.isin(labels, list(wanted - {0}))

    return choose


def _part_at(labels: NDArray[np.int32], areas: NDArray[np.int32], row: int, column: int) -> int:
    if not (0 <= row < labels.shape[0] and 0 <= column < labels.shape[1]):
        return 0
    if labels[row, column]:
        return int(labels[row, column])
    near = labels[max(0, row - NEARBY_PX) : row + NEARBY_PX + 1, max(0, column - NEARBY_PX) : column + NEARBY_PX + 1]
    there = np.unique(near[near > 0])
    return int(there[np.argmax(areas[there])]) if there.size else 0


def found_from(view: View, settled: Settled) -> FoundPatch:
    """Give a settled region as a patch, with what else looks like it."""
    others, share = others_like(view, settled)
    return FoundPatch(settled.mask.copy(), share, others, settled.border)
