"""Undertone: the hue of surrounding skin among measured human skins of the same lightness.

Hue turns yellower as skin gets lighter from deep to brown and scatters more on light skin, so a hue angle says nothing
without the lightness it belongs to. The comparison is a table of percentiles by lightness from measured spectra.

References
----------
Y. Lu et al., International Skin Spectra Archive, Scientific Data 12 (2025) 487, doi 10.6084/m9.figshare.28228571.v4.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from tonematch.colour import FloatArray, Lab
from tonematch.measure.description.tones_within import tones_within
from tonematch.reference import read_table

UndertoneWord = Literal["cool", "neutral", "warm"]
WORDS: tuple[UndertoneWord, ...] = ("cool", "neutral", "warm")
COOL_BELOW, WARM_ABOVE = 25.0, 75.0
"""Percentiles; the middle half of people is called neutral. Our own choice: the trade draws no line in numbers."""


@dataclass(frozen=True)
class Undertone:
    """Where the hue of a skin lies among measured skins of its lightness.

    Parameters
    ----------
    hue_deg
        Hue angle h_ab; larger is yellower, smaller redder.
    hue_range_deg
        What it could as well be, by the tone's uncertainty (95 %).
    percentile
        So many of 100 measured skins of this lightness are redder; None where too few of this lightness were measured.
    percentile_range
        The same for the tones it could as well be.
    words
        The words that fit within the uncertainty, coolest first: one when the photo can tell, three when it cannot at
        all, none without a percentile.
    """

    hue_deg: float
    hue_range_deg: tuple[float, float]
    percentile: float | None
    percentile_range: tuple[float, float] | None
    words: tuple[UndertoneWord, ...]


def undertone_of(lab: Lab, uncertainty_delta_e00: float) -> Undertone:
    """Compare the hue of surrounding skin with measured skins of the same L*.

    Parameters
    ----------
    lab
        The skin's tone.
    uncertainty_delta_e00
        Its 95 % uncertainty. Skin of little chroma has a hue that a small error turns far; the range says so.
    """
    around = tones_within(lab, uncertainty_delta_e00)
    turned = (_hue(around) - lab.hue_deg + 180) % 360 - 180
    span = (lab.hue_deg + float(turned.min()), lab.hue_deg + float(turned.max()))
    lightest, deepest = _lightness_limits()
    if not deepest <= lab.L <= lightest:
        return Undertone(lab.hue_deg, span, None, None, ())
    own = float(hue_percentile(np.asarray(lab)))
    each = hue_percentile(around)
    low, high = min(own, float(each.min())), max(own, float(each.max()))
    first, last = WORDS.index(word_of(low)), WORDS.index(word_of(high))
    return Undertone(lab.hue_deg, span, own, (low, high), WORDS[first : last + 1])


def word_of(percentile: float) -> UndertoneWord:
    """Call a percentile cool, neutral or warm.

    >>> [word_of(p) for p in (10, 50, 90)]
    ['cool', 'neutral', 'warm']
    """
    if percentile < COOL_BELOW:
        return "cool"
    return "warm" if percentile > WARM_ABOVE else "neutral"


def hue_percentile(lab: FloatArray) -> FloatArray:
    """Give how many of 100 measured skins of the same L* are redder, (...), for Lab (..., 3).

    Lightness beyond the table counts as its end, and beyond the outermost percentiles the outermost is given: the table
    tells no more.
    """
    table = read_table("skin_hue")
    rows, shares = np.array(table["rows"]), np.array(table["shares"])
    flat = np.asarray(lab, dtype=float).reshape(-1, 3)
    column = np.clip(flat[:, 0], rows[0, 0], rows[-1, 0])
    angles = np.stack([np.interp(column, rows[:, 0], rows[:, k + 1]) for k in range(shares.size)], axis=1)
    middle = angles[:, shares.size // 2]
    # Angles are compared as turns from the median, so that pale skin on the far side of red is no surprise.
    turns = (_hue(flat) - middle + 180) % 360 - 180
    percentiles = [
        float(np.interp(turn, row - centre, shares))
        for turn, row, centre in zip(turns.tolist(), angles, middle.tolist(), strict=True)
    ]
    return 100 * np.array(percentiles).reshape(np.shape(lab)[:-1])


def _hue(lab: FloatArray) -> FloatArray:
    return np.asarray(np.degrees(np.arctan2(lab[..., 2], lab[..., 1])))


def _lightness_limits() -> tuple[float, float]:
    rows = read_table("skin_hue")["rows"]
    return float(rows[-1][0]), float(rows[0][0])
