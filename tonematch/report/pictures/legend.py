"""The bar below a picture that says what each mark in it means."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tonematch.report.files import Pixels
from tonematch.report.pictures.lettering import font_of, wrapped
from tonematch.report.pictures.pattern import BLACK, ORANGE, WHITE, Colour, Mark, Mask, draw_mark

BAR: Colour = (32, 32, 32)
QUIET: Colour = (205, 205, 205)
SMALLEST_TEXT_PX = 15
TEXT_LINES = 8  # line widths that the text is high: what is drawn to be seen from farther is lettered for it too
LINE_SPACING = 1.25
KEY_WIDTH, KEY_HEIGHT = 2.7, 1.7  # in sizes of the text: room for two rows of dots


@dataclass(frozen=True)
class Entry:
    """One kind of mark, and what it means.

    Parameters
    ----------
    mark
        As it is in the picture.
    words
        What it means.
    example
        Gives a region of the kind that is marked, in a field of a given height and width.
    """

    mark: Mark
    words: str
    example: Callable[[int, int], Mask]


@dataclass(frozen=True)
class Group:
    """Entries under a common heading."""

    heading: str
    entries: tuple[Entry, ...]


def field(height: int, width: int) -> Mask:
    """Give a region that goes on beyond the key."""
    return np.ones((height, width), bool)


def blob(height: int, width: int) -> Mask:
    """Give a region with a border of its own."""
    mask = np.zeros((height, width), np.uint8)
    cv2.ellipse(mask, (width // 2, height // 2), (round(width * 0.32), round(height * 0.24)), 0, 0, 360, 1, -1)
    return mask.astype(bool)


def specks(height: int, width: int) -> Mask:
    """Give two small spots."""
    mask = np.zeros((height, width), np.uint8)
    for x, radius in ((0.25, 0.08), (0.75, 0.04)):
        cv2.circle(mask, (round(width * x), height // 2), max(1, round(height * radius)), 1, -1)
    return mask.astype(bool)


def strands(height: int, width: int) -> Mask:
    """Give two thin strands."""
    mask = np.zeros((height, width), np.uint8)
    for x in (0.15, 0.45):
        cv2.ellipse(mask, (round(width * (x + 0.4)), height), (round(width * 0.4), round(height * 0.8)), 0, 190, 260, 1)
    return mask.astype(bool)


def with_legend(picture: Pixels, groups: Sequence[Group], *, ground: Colour, line_px: float, warning: str) -> Pixels:
    """Put a bar below a picture that shows each mark as it is drawn there, and says what it means.

    Parameters
    ----------
    picture
        (h, w, 3) encoded sRGB.
    groups
        What to explain; a group without entries is left out.
    ground
        Colour of the skin, for the marks to stand on.
    line_px
        Width of a line in the picture.
    warning
        A sentence to stand above everything else; empty for none.
    """
    texts = [entry.words for group in groups for entry in group.entries]
    layout = _layout(texts, picture.shape[1], ground, line_px)
    parts = [picture]
    if warning:
        parts.append(_strip(warning, layout, ground=ORANGE, ink=BLACK))
    for group in groups:
        if group.entries:
            parts += [_strip(group.heading, layout, ground=BAR, ink=QUIET), _grid(group.entries, layout)]
    parts.append(np.full((layout.size // 2, layout.width, 3), BAR, np.uint8))
    return np.concatenate(parts)


@dataclass(frozen=True)
class Layout:
    """Sizes that the parts of one legend share, in pixels: its width, that of its text, and of the picture's lines."""

    width: int
    size: int
    columns: int
    ground: Colour
    line_px: float

    @property
    def room(self) -> int:
        """Width between the margins."""
        return self.width - 2 * self.size

    @property
    def leading(self) -> int:
        """Height of a line of text."""
        return round(LINE_SPACING * self.size)

    @property
    def key(self) -> tuple[int, int]:
        """Height and width of a key."""
        return round(KEY_HEIGHT * self.size), round(KEY_WIDTH * self.size)


def _layout(texts: Sequence[str], width: int, ground: Colour, line_px: float) -> Layout:
    """Fit in as many columns as the longest text leaves room for."""
    size = max(SMALLEST_TEXT_PX, round(TEXT_LINES * line_px))
    single = Layout(width, size, 1, ground, line_px)
    widest = max((font_of(size).getlength(text) for text in texts), default=0)
    return replace(single, columns=max(1, int(single.room // (single.key[1] + widest + 1.5 * size))))


def _strip(text: str, layout: Layout, *, ground: Colour, ink: Colour) -> Pixels:
    size, lines = layout.size, wrapped(text, layout.size, layout.room)
    strip = Image.new("RGB", (layout.width, layout.leading * len(lines) + size // 2), ground)
    draw = ImageDraw.Draw(strip)
    for number, line in enumerate(lines):
        y = size // 4 + layout.leading * (number + 0.5)
        draw.text((size, y), line, font=font_of(size), fill=ink, anchor="lm")
    return np.asarray(strip)


def _grid(entries: Sequence[Entry], layout: Layout) -> Pixels:
    """Lay entries out in columns."""
    size, columns, leading = layout.size, layout.columns, layout.leading
    beside = layout.key[1] + size // 2
    texts = [wrapped(entry.words, size, layout.room / columns - beside) for entry in entries]
    row_height = max(layout.key[0], leading * max(map(len, texts))) + round(0.4 * size)
    grid = Image.new("RGB", (layout.width, row_height * math.ceil(len(entries) / columns)), BAR)
    draw = ImageDraw.Draw(grid)
    for place, (entry, lines) in enumerate(zip(entries, texts, strict=True)):
        left = size + round(place % columns * layout.room / columns)
        middle = (place // columns + 0.5) * row_height
        grid.paste(Image.fromarray(_key(entry, layout)), (left, round(middle - layout.key[0] / 2)))
        for number, line in enumerate(lines):
            y = middle + (number - (len(lines) - 1) / 2) * leading
            draw.text((left + beside, y), line, font=font_of(size), fill=WHITE, anchor="lm")
    return np.asarray(grid)


def _key(entry: Entry, layout: Layout) -> Pixels:
    key = np.full((*layout.key, 3), layout.ground, np.uint8)
    draw_mark(key, entry.example(*layout.key), entry.mark, layout.line_px)
    return key
