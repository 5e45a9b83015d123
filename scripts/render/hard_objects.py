"""Flat things for hard scenes: chart cards, other grids of colours, keyboards, tiles, books, and covering hands."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.render.spectra import chart_spectra, grey
from tonematch.colour import FloatArray
from tonematch.reference import read_table

UNIT_PX = 40
LETTERS = "QWERTYUIOPASDFGHJKLZXCVBNM0123456789"


@dataclass(frozen=True, eq=False)
class Flat:
    """A flat thing as a picture of its own.

    Parameters
    ----------
    signals, cover
        (h, w, 3) raw signals, and (h, w) the share of each pixel it covers.
    origin
        How far its left and upper edge lie before unit (0, 0), in units.
    px
        Pixels a unit.
    """

    signals: NDArray[np.float32]
    cover: NDArray[np.float32]
    origin: tuple[float, float]
    px: float = UNIT_PX

    @property
    def middle(self) -> FloatArray:
        """Its middle, in units."""
        return np.asarray(np.array(self.signals.shape[1::-1]) / self.px / 2 - np.array(self.origin))


def skin_tone(generator: np.random.Generator) -> FloatArray:
    """Pick a measured skin."""
    table = read_table("skin_spectra")["reflectance"]
    return np.array(table[generator.integers(len(table))])


def paint(generator: np.random.Generator) -> FloatArray:
    """Mix a random paint from two of the chart's and grey."""
    one, other = chart_spectra()[generator.integers(24, size=2)]
    shares = generator.dirichlet([1.0, 1.0, 1.0])
    return np.asarray(shares[0] * one + shares[1] * other + shares[2] * grey(generator.uniform(0.02, 0.9)))


def sheet(size_units: tuple[float, float], origin: tuple[float, float], signal: FloatArray) -> Flat:
    """Give an empty sheet of one colour."""
    shape = (round(size_units[1] * UNIT_PX), round(size_units[0] * UNIT_PX))
    signals = np.empty((*shape, 3), np.float32)
    signals[:] = signal
    cover = np.zeros(shape, np.float32)
    cover[2:-2, 2:-2] = 1
    return Flat(signals, cover, origin)


def fill(flat: Flat, box: tuple[float, float, float, float], signal: FloatArray) -> None:
    """Paint a box given in units as left, top, right, bottom."""
    left, right = (round((value + flat.origin[0]) * flat.px) for value in (box[0], box[2]))
    top, bottom = (round((value + flat.origin[1]) * flat.px) for value in (box[1], box[3]))
    flat.signals[max(top, 0) : bottom, max(left, 0) : right] = signal


def grid(flat: Flat, signals: FloatArray, columns: int, half: float, start: tuple[float, float] = (0.0, 0.0)) -> None:
    """Paint squares row by row, one unit apart."""
    for index, signal in enumerate(signals):
        row, column = divmod(index, columns)
        x, y = start[0] + column, start[1] + row
        fill(flat, (x - half, y - half, x + half, y + half), signal)


def write(flat: Flat, prints: Iterable[tuple[str, tuple[int, int]]], signal: FloatArray) -> None:
    """Print words, the lower left end of each at a place in pixels of the thing's own picture."""
    ink = np.zeros(flat.cover.shape, np.uint8)
    for words, place_px in prints:
        cv2.putText(ink, words, place_px, cv2.FONT_HERSHEY_SIMPLEX, 0.45, 255, 1, cv2.LINE_AA)
    share = (ink / 255.0).astype(np.float32)[..., None]
    flat.signals[:] += share * (signal - flat.signals)


def chart_card(generator: np.random.Generator, weights: FloatArray, half: float, *, second_page: bool) -> Flat:
    """Draw a ColorChecker Classic on its card, with a second page of other patches above it for a Passport."""
    frame = grey(float(generator.choice([0.035, 0.05, 0.09]))) @ weights
    left, top = generator.uniform(0.55, 1.0, 2)
    above = 4.6 if second_page else 0.0
    flat = sheet((5 + 2 * left, 3 + top + 1.1 + above), (left, top + above), frame)
    grid(flat, chart_spectra() @ weights, 6, half)
    if second_page:
        other = np.array([paint(generator) for _ in range(24)])
        grid(flat, other @ weights, 6, half, (0.0, -above + 0.3 - top + 0.6))
    write(flat, [("24 COLOUR TARGET", (round(0.5 * UNIT_PX), flat.signals.shape[0] - 8))], grey(0.4) @ weights)
    return flat


def card_of_patches(generator: np.random.Generator, weights: FloatArray, half: float) -> Flat:
    """Draw what may be mistaken for a Classic: its colours in another order, other colours, or another layout."""
    which = generator.integers(5)
    rows, columns = [(4, 6), (4, 6), (5, 7), (10, 14), (4, 6)][which]
    if which == 0:
        paints = chart_spectra()[generator.permutation(24)]
    elif which == 4:
        order = [(1, 0, 2, 3), (0, 2, 1, 3), (3, 1, 2, 0), (2, 3, 0, 1)][generator.integers(4)]
        paints = chart_spectra().reshape(4, 6, -1)[list(order)].reshape(24, -1)
    else:
        paints = np.array([paint(generator) for _ in range(rows * columns)])
    flat = sheet((columns + 0.6, rows + 0.6), (0.8, 0.8), grey(float(generator.choice([0.04, 0.3, 0.8]))) @ weights)
    grid(flat, paints @ weights, columns, half)
    return flat


def covering(generator: np.random.Generator, signal: FloatArray, *, wide: bool) -> Flat:
    """Draw a finger over one or two patches, or a hand over a third of a Classic and more."""
    flat = sheet((8.0, 6.0), (1.5, 1.5), signal)
    flat.cover[:] = 0
    if wide:
        box = [(-1.0, -1.0, 1.9, 4.0), (3.1, -1.0, 6.0, 4.0), (-1.0, -1.0, 6.0, 0.9), (-1.0, 2.4, 6.0, 4.0)][
            generator.integers(4)
        ]
    else:
        column, row = generator.integers(6), generator.integers(4)
        wide_x, wide_y = (1.45, 0.45) if generator.random() < 0.5 else (0.45, 0.45)
        reach = min(5.45, column + wide_x)
        box = (column - 0.45, row - 0.45, reach, row + wide_y)
    x0, y0, x1, y1 = (round((value + 1.5) * UNIT_PX) for value in box)
    flat.cover[max(y0, 0) : y1, max(x0, 0) : x1] = 1
    flat.cover[:] = cv2.GaussianBlur(flat.cover, (0, 0), 2.0)
    return flat


def keyboard(generator: np.random.Generator, weights: FloatArray) -> Flat:
    """Draw rows of keys, each row shifted."""
    dark = generator.random() < 0.7
    body, key, ink = (grey(v) @ weights for v in ((0.03, 0.06, 0.7) if dark else (0.6, 0.8, 0.1)))
    flat = sheet((15.5, 5.6), (0.8, 0.8), body)
    letters = []
    for row in range(5):
        for column in range(14):
            x = column + 0.25 * (row % 3)
            fill(flat, (x - 0.43, row - 0.43, x + 0.43, row + 0.43), key)
            place = (round((x + 0.6) * UNIT_PX), round((row + 0.9) * UNIT_PX))
            letters.append((LETTERS[generator.integers(len(LETTERS))], place))
    write(flat, letters, ink)
    return flat


def tiles(generator: np.random.Generator, weights: FloatArray) -> Flat:
    """Draw a wall of tiles in a few colours."""
    columns, rows = (int(v) for v in generator.integers(6, 18, 2))
    colours = np.array([paint(generator) for _ in range(generator.integers(1, 6))]) @ weights
    flat = sheet((columns, rows), (0.5, 0.5), grey(generator.uniform(0.2, 0.8)) @ weights)
    half = generator.uniform(0.42, 0.48)
    grid(flat, colours[generator.integers(len(colours), size=rows * columns)], columns, half)
    return flat


def checkerboard(generator: np.random.Generator, weights: FloatArray) -> Flat:
    """Draw a board of two colours."""
    flat = sheet((8.0, 8.0), (0.5, 0.5), grey(0.85) @ weights)
    pair = np.array([paint(generator), grey(0.04)]) @ weights
    grid(flat, pair[(np.add.outer(np.arange(8), np.arange(8)) % 2).ravel()], 8, 0.5)
    return flat


def swatch_book(generator: np.random.Generator, weights: FloatArray) -> Flat:
    """Draw printed swatches, each with a white label beneath."""
    columns, rows = (int(v) for v in generator.integers(3, 8, 2))
    flat = sheet((columns + 0.3, 1.4 * rows + 0.3), (0.65, 0.65), grey(0.82) @ weights)
    for row in range(rows):
        for column in range(columns):
            y = 1.4 * row
            fill(flat, (column - 0.42, y - 0.42, column + 0.42, y + 0.42), paint(generator) @ weights)
    return flat


def book(generator: np.random.Generator, weights: FloatArray) -> Flat:
    """Draw one rectangle with a few smaller ones on it."""
    width, height = generator.uniform(2, 9, 2)
    flat = sheet((width, height), (0.0, 0.0), paint(generator) @ weights)
    for _ in range(generator.integers(0, 6)):
        x, y = generator.uniform(0, 0.8, 2) * (width, height)
        fill(flat, (x, y, x + generator.uniform(0.2, 2), y + generator.uniform(0.1, 1)), paint(generator) @ weights)
    return flat


def cloth(generator: np.random.Generator, weights: FloatArray) -> Flat:
    """Draw a large weave of two paints or of skin."""
    base = skin_tone(generator) if generator.random() < 0.5 else paint(generator)
    flat = sheet((60.0, 60.0), (0.0, 0.0), base @ weights)
    coarse = generator.standard_normal((120, 120)).astype(np.float32)
    clouds = cv2.resize(coarse, flat.cover.shape[::-1], interpolation=cv2.INTER_CUBIC)
    grain = generator.standard_normal(flat.cover.shape, dtype=np.float32)
    flat.signals[:] *= (1 + 0.06 * clouds + 0.05 * grain)[..., None]
    return flat


def clutter(generator: np.random.Generator, weights: FloatArray, *, busy: bool, bare: bool) -> list[tuple[Flat, float]]:
    """Choose what lies about, from below upwards, each with the pixels of a unit in a picture 1600 wide."""
    things = [(cloth(generator, weights), 70.0)]
    count = int(generator.integers(4, 8)) if busy else int(generator.integers(0 if bare else 1, 4))
    makers = (book,) if bare else (keyboard, tiles, checkerboard, swatch_book, book, book)
    for _ in range(count):
        maker = makers[generator.integers(len(makers))]
        things.append((maker(generator, weights), float(generator.uniform(20, 75))))
    return things
