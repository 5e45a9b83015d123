"""What was found, as a transparent layer over the photo, and the legend to it: drawn as the report draws it."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import Lab, lab_to_srgb
from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.left_out import REASONS
from tonematch.report.files import Pixels, png_bytes
from tonematch.report.pictures.legend import Entry, blob, field
from tonematch.report.pictures.overlay import DRAWN_IN_ORDER, EXAMPLES, REASON_WORDS
from tonematch.report.pictures.pattern import CHART, LEFT_OUT, OUTLINE, SAMPLED, Mark, draw_mark
from tonematch.ui.preview import Preview
from tonematch.ui.words import match as words

LONGEST_PX = 1200
LINE_SHARE = 1 / 360  # of the longer side: a little bolder than in the report, for a picture of half a screen
KEY_SHAPE = (44, 96)  # twice as large as it is shown, for screens of high resolution
KEY_LINE_PX = 4.0
GREY_LAB = Lab(50.0, 0.0, 0.0)

Value = TypeVar("Value", bound=np.generic)
LegendEntry = tuple[bytes, str]
"""A PNG of the mark, and what it means."""


def layer_png(sample: SkinSample, preview: Preview) -> bytes:
    """Draw the patch's outline, the skin sampled and what was left out, with nothing between them.

    Parameters
    ----------
    preview
        The layer has its proportions, and at most `LONGEST_PX`.
    """
    shrunk = min(1.0, LONGEST_PX / max(preview.width, preview.height))
    shape = max(1, round(preview.height * shrunk)), max(1, round(preview.width * shrunk))
    patch = _picked(sample.patch_mask, shape)
    labels = _picked(sample.left_out.labels, shape)
    marks = [(labels == REASONS.index(reason) + 1, LEFT_OUT[reason]) for reason in DRAWN_IN_ORDER]
    marks += [(_picked(sample.surround_mask, shape) & ~patch, SAMPLED), (patch, OUTLINE)]
    return png_bytes(_drawn(shape, marks, max(shape) * LINE_SHARE))


def _drawn(shape: tuple[int, int], marks: Sequence[tuple[NDArray[np.bool_], Mark]], line_px: float) -> Pixels:
    """Draw marks on black and on white; what differs between the two is what shows through, (h, w, 4)."""
    black, white = np.zeros((*shape, 3), np.uint8), np.full((*shape, 3), 255, np.uint8)
    for mask, mark in marks:
        for ground in (black, white):
            draw_mark(ground, mask, mark, line_px)
    layer = np.zeros((*shape, 4), np.uint8)
    layer[..., 3] = 255 - (white[..., 0] - black[..., 0])
    drawn = layer[..., 3] > 0
    alpha = layer[drawn, 3:].astype(np.float32) / 255
    layer[drawn, :3] = np.minimum(black[drawn] / alpha, 255).astype(np.uint8)
    return layer


def _picked(values: NDArray[Value], shape: tuple[int, int]) -> NDArray[Value]:
    """Take the nearest of (H, W) values for each pixel of another size."""
    rows, columns = (
        ((np.arange(length) + 0.5) * values.shape[axis] / length).astype(int) for axis, length in enumerate(shape)
    )
    return values[np.ix_(rows, columns)]


def legend_of(sample: SkinSample | None, *, chart: bool) -> tuple[LegendEntry, ...]:
    """Say what each mark means that can be seen."""
    entries = [Entry(CHART, words.LEGEND_CHART, blob)] if chart else []
    ground = GREY_LAB
    if sample is not None:
        ground = sample.surrounding.lab
        if sample.patch is not None:
            entries.append(Entry(OUTLINE, words.LEGEND_PATCH, blob))
        entries.append(Entry(SAMPLED, words.LEGEND_SKIN, field))
        entries += [
            Entry(
                LEFT_OUT[reason], words.LEGEND_LEFT_OUT.format(what=REASON_WORDS[reason]), EXAMPLES.get(reason, field)
            )
            for reason in sample.left_out.reasons()
        ]
    return tuple((_key(entry, ground), entry.words) for entry in entries)


def _key(entry: Entry, ground: Lab) -> bytes:
    key = np.full((*KEY_SHAPE, 3), np.rint(np.clip(lab_to_srgb(ground), 0, 1) * 255), np.uint8)
    draw_mark(key, entry.example(*KEY_SHAPE), entry.mark, KEY_LINE_PX)
    return png_bytes(key)
