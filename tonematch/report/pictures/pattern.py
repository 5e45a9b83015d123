"""Marks that are told apart by their shape as well as by their colour, and seen on any skin.

A mark is given by how far each pixel lies from the middle of its nearest line. Within half a line's width it is the
mark's colour, a little beyond that its casing, which is light round dark colours and dark round light ones. Colours are
Okabe and Ito's for all kinds of colour vision.

References
----------
M. Okabe, K. Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from tonematch.measure.surround.left_out import Reason
from tonematch.report.files import Pixels

Mask = NDArray[np.bool_]
Field = NDArray[np.float32]
Colour = tuple[int, int, int]
Shape = Callable[[Mask, float], Field]
"""Turns a region and the width of a line to each pixel's distance from the middle of the mark's nearest line, in
pixels; infinite where nothing is marked."""

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)
ORANGE: Colour = (230, 159, 0)
SKY_BLUE: Colour = (86, 180, 233)
BLUISH_GREEN: Colour = (0, 158, 115)
YELLOW: Colour = (240, 228, 66)
BLUE: Colour = (0, 114, 178)
VERMILLION: Colour = (213, 94, 0)
REDDISH_PURPLE: Colour = (204, 121, 167)

CELL = 6.0  # line widths between neighbouring dots or crosses: close enough to fill a band, open enough to see skin
CASING = 0.6  # line widths
STROKE = 3.0  # line widths: the shortest line that has a direction
REACH = 4  # line widths that a mark may stand out beyond its region


@dataclass(frozen=True)
class Mark:
    """How one kind of place is marked.

    Parameters
    ----------
    shape
        Where its lines run.
    colour, casing
        sRGB of the line and of what is round it.
    width
        Of the line, in line widths of the picture.
    strength
        0-1; below 1 the photo shows through.
    """

    shape: Shape
    colour: Colour
    casing: Colour
    width: float = 1.0
    strength: float = 1.0


def draw_mark(picture: Pixels, mask: Mask, mark: Mark, line_px: float) -> None:
    """Draw a mark over a picture, in place.

    Parameters
    ----------
    picture
        (h, w, 3) encoded sRGB, writable.
    mask
        (h, w) bool, what is to be marked.
    line_px
        Width of one line in the picture.
    """
    window = _window(mask, math.ceil(REACH * line_px))
    if window is None:
        return
    part = picture[window]
    distance = mark.shape(mask[window], line_px)
    half = mark.width * line_px / 2
    for colour, reach in ((mark.casing, half + CASING * line_px), (mark.colour, half)):
        cover = np.clip(reach + 0.5 - distance, 0, 1)[..., None] * np.float32(mark.strength)
        part[:] = np.rint(part + (np.asarray(colour, np.float32) - part) * cover).astype(np.uint8)


def _window(mask: Mask, margin: int) -> tuple[slice, slice] | None:
    """Frame a mask with a margin."""
    left, top, width, height = cv2.boundingRect(mask.view(np.uint8))
    if not width:
        return None
    return slice(max(0, top - margin), top + height + margin), slice(max(0, left - margin), left + width + margin)


def _places(shape: tuple[int, ...]) -> tuple[Field, Field]:
    """Give the rows (h, 1) and columns (1, w) of a picture."""
    return np.arange(shape[0], dtype=np.float32)[:, None], np.arange(shape[1], dtype=np.float32)[None]


def distance_to(mask: Mask) -> Field:
    """Give each pixel's distance to a mask in pixels, 0 inside it."""
    if not mask.any():
        return np.full(mask.shape, np.inf, np.float32)
    return np.asarray(cv2.distanceTransform((~mask).view(np.uint8), cv2.DIST_L2, 5), np.float32)


def traced(mask: Mask, _line_px: float) -> Field:
    """Run a line along the region's edge: what is as thin as a line, such as hair, is filled by it."""
    return np.asarray(np.maximum(distance_to(mask) + distance_to(~mask) - 1, 0))  # the pixels on either side touch it


def outlined(mask: Mask, line_px: float, *, off: float = 1.0) -> Field:
    """Run a line around the region, `off` line widths outside it, closed where the picture ends."""
    inset = math.ceil((off + 1) * line_px)
    inside = mask.copy()
    inside[:inset] = inside[-inset:] = False
    inside[:, :inset] = inside[:, -inset:] = False
    if not inside.any():  # a picture or a region of a few pixels has no room for the inset
        inside = mask
    return np.asarray(np.abs(distance_to(inside) - distance_to(~inside) - np.float32(off * line_px)))


def hatched(mask: Mask, line_px: float, *, angle_deg: float, spacing: float) -> Field:
    """Rule parallel lines over the region, `spacing` line widths apart; what is too small for that gets one stroke."""
    rows, columns = _places(mask.shape)
    angle, apart = math.radians(angle_deg), spacing * line_px
    across = columns * np.float32(math.sin(angle)) + rows * np.float32(math.cos(angle))
    distance = np.abs((across + np.float32(apart / 2)) % np.float32(apart) - np.float32(apart / 2))
    ruled = np.where(mask, distance, np.float32(np.inf))
    return np.minimum(ruled, distance_to(_strokes(mask, angle, STROKE * line_px, apart)))


def _strokes(mask: Mask, angle: float, length_px: float, small_px: float) -> Mask:
    """Draw one short line through the middle of each part of a region that is smaller than a size."""
    strokes = np.zeros(mask.shape, np.uint8)
    half = np.array([math.cos(angle), -math.sin(angle)]) * length_px / 2
    _, _, boxes, middles = cv2.connectedComponentsWithStats(mask.view(np.uint8))
    for box, middle in zip(boxes[1:], middles[1:], strict=True):
        if max(box[cv2.CC_STAT_WIDTH], box[cv2.CC_STAT_HEIGHT]) < small_px:
            ends = np.rint([middle - half, middle + half]).astype(int).tolist()
            cv2.line(strokes, ends[0], ends[1], 1)
    return strokes.view(bool)


def glyphs(
    mask: Mask, line_px: float, *, glyph: Callable[[Field, Field, float], Field], judged: float, share: float
) -> Field:
    """Set one glyph in each cell of a staggered grid that the region takes up enough of, whole or not at all.

    Parameters
    ----------
    glyph
        Gives the distance to the glyph's line of places (x, y) seen from the glyph's middle, and the line's width.
    judged
        How much of a cell's width, around its middle, is looked at.
    share
        How much of that must be in the region.
    """
    across, down = CELL * line_px, CELL * line_px * math.sqrt(3) / 2
    rows, columns = _places(mask.shape)
    row = np.floor(rows / down)
    shift = (row % 2) * np.float32(across / 2)
    column = np.floor((columns - shift) / across)
    x, y = columns - shift - (column + 0.5) * across, rows - (row + 0.5) * down
    side = max(1, round(judged * across))
    density = cv2.blur(mask.astype(np.float32), (side, side), borderType=cv2.BORDER_CONSTANT)
    centre_row = np.clip(np.rint((row + 0.5) * down), 0, mask.shape[0] - 1).astype(int)
    centre_column = np.clip(np.rint((column + 0.5) * across + shift), 0, mask.shape[1] - 1).astype(int)
    taken = density[centre_row, centre_column] >= share
    return np.where(taken, glyph(x, y, line_px), np.float32(np.inf))


def dot(x: Field, y: Field, _line_px: float) -> Field:
    """Give the distance to a point."""
    return np.hypot(x, y)


def saltire(x: Field, y: Field, line_px: float) -> Field:
    """Give the distance to a diagonal cross."""
    return upright_cross((x + y) / math.sqrt(2), (x - y) / math.sqrt(2), line_px)


def upright_cross(x: Field, y: Field, line_px: float) -> Field:
    """Give the distance to an upright cross."""
    arm = np.float32(1.6 * line_px)

    def to_bar(along: Field, beside: Field) -> Field:
        return np.hypot(np.maximum(np.abs(along) - arm, 0), beside)

    return np.minimum(to_bar(x, y), to_bar(y, x))


OUTLINE = Mark(outlined, WHITE, BLACK)
CHART = Mark(outlined, ORANGE, BLACK)
SAMPLED = Mark(partial(glyphs, glyph=dot, judged=0.3, share=0.8), SKY_BLUE, BLACK, width=1.7)
LEFT_OUT: Mapping[Reason, Mark] = MappingProxyType(
    {
        "transition": Mark(partial(hatched, angle_deg=90, spacing=4), WHITE, BLACK, width=0.5, strength=0.5),
        "hair": Mark(traced, YELLOW, BLACK, width=0.8),
        "fleck": Mark(partial(outlined, off=1.6), VERMILLION, WHITE, width=1.2),
        "shine": Mark(partial(hatched, angle_deg=45, spacing=4.5), BLUE, WHITE, width=0.9),
        "shadow": Mark(partial(hatched, angle_deg=-45, spacing=5), BLUISH_GREEN, BLACK, width=1.2),
        "other patch": Mark(partial(glyphs, glyph=upright_cross, judged=1, share=0.3), REDDISH_PURPLE, BLACK),
        "unlike": Mark(partial(glyphs, glyph=saltire, judged=1, share=0.3), BLACK, WHITE, width=0.8),
        "not skin": Mark(partial(hatched, angle_deg=0, spacing=6), BLACK, WHITE, width=0.4, strength=0.4),
    }
)
