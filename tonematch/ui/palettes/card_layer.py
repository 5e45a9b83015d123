"""What was found of the drawdown card, or pointed at, as a transparent picture over the photo."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw

from tonematch.measure.drawdown_card import CardRow
from tonematch.report.pictures.lettering import font_of
from tonematch.ui.marker.layer import LegendEntry
from tonematch.ui.marker.marks import Place
from tonematch.ui.preview import Preview
from tonematch.ui.words import jars as words

WHITE, BLACK = (255, 255, 255, 255), (0, 0, 0, 255)
LETTER_SHARE = 1 / 34  # of the shorter side
LEAST_PX = 5.0
BESIDE = 0.6  # of the way from over white to over black, beyond it: just outside the black half
KEY_PX = (96, 44)


def card_layer(rows: Sequence[CardRow], preview: Preview, width_px: int) -> bytes:
    """Ring every place that is read on the card, bare places with a thin ring, and number the rows; a PNG."""
    layer = Image.new("RGBA", (preview.width, preview.height))
    draw = ImageDraw.Draw(layer)
    scale = preview.width / width_px
    for number, row in enumerate(rows, 1):
        radius = max(row.radius_px * scale, LEAST_PX)
        for point in (*row.bare_black, *row.bare_white):
            _ring(draw, point, scale, radius, thick=1)
        for point in (row.over_black, row.over_white):
            _ring(draw, point, scale, radius, thick=3)
        _number(draw, _beside(row), scale, str(number), min(layer.size))
    return _png(layer)


def _beside(row: CardRow) -> Place:
    """Give the place left of the field where the row's code is written."""
    (x, y), (to_x, to_y) = row.over_white, row.over_black
    return to_x + BESIDE * (to_x - x), to_y + BESIDE * (to_y - y)


def points_layer(points: Sequence[Place], radius_px: float, preview: Preview, width_px: int) -> bytes:
    """Ring and number the places that were pointed at; a PNG."""
    layer = Image.new("RGBA", (preview.width, preview.height))
    draw = ImageDraw.Draw(layer)
    scale = preview.width / width_px
    radius = max(radius_px * scale, LEAST_PX)
    for number, point in enumerate(points, 1):
        _ring(draw, point, scale, radius, thick=3)
        _number(draw, (point[0] - 2 * radius / scale, point[1]), scale, str(number), min(layer.size))
    return _png(layer)


def card_legend(*, bare: bool) -> tuple[LegendEntry, ...]:
    """Say what the rings mean."""
    entries = [(3, words.RING_FILM)] + ([(1, words.RING_BARE)] if bare else [])
    legend = []
    for thick, text in entries:
        key = Image.new("RGBA", KEY_PX, (119, 119, 119, 255))
        _ring(ImageDraw.Draw(key), (KEY_PX[0] / 2, KEY_PX[1] / 2), 1.0, 14.0, thick=2 * thick)
        legend.append((_png(key), text))
    return tuple(legend)


def _ring(draw: ImageDraw.ImageDraw, point: Place, scale: float, radius: float, *, thick: int) -> None:
    x, y = point[0] * scale, point[1] * scale
    for extra, colour in ((2, BLACK), (0, WHITE)):
        reach = radius + thick / 2 + extra / 2
        draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=colour, width=thick + extra)


def _number(draw: ImageDraw.ImageDraw, point: Place, scale: float, text: str, side_px: int) -> None:
    place = point[0] * scale, point[1] * scale
    font = font_of(max(15, round(side_px * LETTER_SHARE)))
    draw.text(place, text, fill=WHITE, font=font, anchor="mm", stroke_width=3, stroke_fill=BLACK)


def _png(layer: Image.Image) -> bytes:
    encoded = io.BytesIO()
    layer.save(encoded, format="PNG")
    return encoded.getvalue()
