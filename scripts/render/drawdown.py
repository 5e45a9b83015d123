"""A photo of the printed drawdown card beside a colour chart, films of known K and S on it: the truth is known.

Every surface is a reflectance in 31 bands; films lie on the card's own black and white by the finite-film equation.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.render.camera import Exposure, photograph
from scripts.render.chart_drawing import ChartPlace, chart_materials, draw_chart, paint_chart
from scripts.render.noise import Grid, blurred
from scripts.render.spectra import grey, material
from tonematch.colour import FloatArray
from tonematch.measure.drawdown_card import (
    BAND_MM,
    FIELD_MM,
    PAGE_MM,
    SIGN_BITS,
    SIGN_MM,
    SIGN_PLACES_MM,
    row_middle_mm,
    sign_bits,
)
from tonematch.mix.film.constants import Constants
from tonematch.mix.film.layers import film_reflectance
from tonematch.spectrum import BANDS_NM

INK = grey(0.045)
PAPER = np.interp(BANDS_NM, [400, 430, 460, 700], [0.70, 0.84, 0.86, 0.85])
PIXELS_A_MM = 12  # of the card in its own picture, so that edges come out smooth
BLUR_PX = 0.8


@dataclass(frozen=True)
class CardPhoto:
    """What decides a photo of the card.

    Parameters
    ----------
    films
        K and S of the whole film in each row drawn, rows counted from 1.
    exposure
        Camera and light.
    corners
        Of the page in the picture, from the upper left clockwise, in pixels.
    chart
        Where the colour chart lies.
    noise
        Standard deviation of encoded values.
    covered
        Whether a thumb lies on the first corner sign.
    """

    films: Mapping[int, Constants]
    exposure: Exposure = field(default_factory=Exposure)
    width: int = 1800
    height: int = 1200
    corners: tuple[tuple[float, float], ...] = ((70.0, 60.0), (850.0, 85.0), (835.0, 1160.0), (55.0, 1150.0))
    chart: ChartPlace = field(default_factory=lambda: ChartPlace(x=0.745, y=0.34, width=0.42, turn_deg=2.0))
    noise: float = 0.004
    covered: bool = False
    seed: int = 1


def page_materials(photo: CardPhoto) -> tuple[NDArray[np.uint8], FloatArray]:
    """Draw the page: which material lies where, 12 pixels a millimetre, and the reflectance of each."""
    width, height = (round(side * PIXELS_A_MM) for side in PAGE_MM)
    page = np.zeros((height, width), np.uint8)
    surfaces = [PAPER, INK]
    left, top, right, bottom = FIELD_MM
    middle = (left + right) / 2
    _fill(page, (left, top, middle, bottom), 1)
    for number, (x, y) in enumerate(SIGN_PLACES_MM):
        module = SIGN_MM / SIGN_BITS
        for row, column in np.argwhere(sign_bits(number)):
            at = (x + column * module, y + row * module)
            _fill(page, (*at, at[0] + module, at[1] + module), 1)
    for row, (k, s) in photo.films.items():
        upper, lower = row_middle_mm(row) - BAND_MM / 2, row_middle_mm(row) + BAND_MM / 2
        for ground, ends in ((INK, (left + 1, middle)), (PAPER, (middle, right - 1))):
            _fill(page, (ends[0], upper, ends[1], lower), len(surfaces))
            surfaces.append(film_reflectance(k, s, thickness=1.0, substrate=ground))
    if photo.covered:
        x, y = SIGN_PLACES_MM[0]
        _fill(page, (x - 4, y - 4, x + 8, y + 8), len(surfaces))
        surfaces.append(np.full(BANDS_NM.size, 0.3))
    return page, np.array(surfaces)


def _fill(page: NDArray[np.uint8], box_mm: tuple[float, float, float, float], number: int) -> None:
    left, top, right, bottom = (round(value * PIXELS_A_MM) for value in box_mm)
    page[top:bottom, left:right] = number


def photograph_card(photo: CardPhoto) -> NDArray[np.uint8]:
    """Render the photo, encoded sRGB (H, W, 3)."""
    grid = Grid(photo.width, photo.height)
    page, surfaces = page_materials(photo)
    on_page = np.array([[0, 0], [page.shape[1], 0], [page.shape[1], page.shape[0]], [0, page.shape[0]]], np.float32)
    to_photo = cv2.getPerspectiveTransform(on_page, np.array(photo.corners, np.float32))
    table = np.array([material("slate table"), *surfaces])
    flat = cv2.warpPerspective(page + 1, to_photo, (photo.width, photo.height), flags=cv2.INTER_NEAREST)
    lit = photograph(table, photo.exposure).astype(np.float32)[flat]
    drawn = draw_chart(grid, photo.chart)
    paints = photograph(chart_materials(), photo.exposure).astype(np.float32)
    lit += drawn.coverage[..., None] * (paint_chart(drawn, paints) - lit)
    noisy = blurred(lit, BLUR_PX) + np.random.default_rng(photo.seed).normal(0, photo.noise, lit.shape)
    return np.asarray(np.clip(np.rint(255 * noisy), 0, 255), np.uint8)
