"""How the light on the skin differs from the light on the chart, as far as the photo itself can tell.

Two witnesses: the skin lying right beside the chart, against the skin that matters; and the change of light over the
chart, carried on to the place. Each alone misleads: skin is not one colour, and a chart shows little of a slope. So
they are weighed together, in logarithms of linear light. The skin's difference is the sum of stronger light, of more
or less melanin or blood, and of another colour of light; the chart's slopes show the light alone. Whether the light
differs in colour at all is a question of its own: two answers are weighed by how well each explains what is seen, so
that in even light next to nothing is changed.

Directions of melanin and blood in log linear sRGB, and how much skin of one person varies along them, are from
within-person differences of the International Skin Spectra Archive (doi 10.6084/m9.figshare.28228571.v4, CC BY 4.0).
"""

from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray

MELANIN = np.array([0.41, 0.57, 0.72])
BLOOD = np.array([0.78, 0.20, -0.60])
STRENGTH_SD, MELANIN_SD, BLOOD_SD = 0.15, 0.12, 0.06
SAME_COLOUR_SD, OTHER_COLOUR_SD = 0.02, 0.25
OTHER_COLOUR_PRIOR = 0.15
SKIN_NOISE, SLOPE_NOISE, STRENGTH_SLOPE_NOISE = 0.02, 0.06, 0.08


@dataclass(frozen=True, eq=False)
class LightAt:
    """The light at a place, against the light on the chart.

    Parameters
    ----------
    gains
        (3,) factors for corrected linear light there, to see it as in the chart's light.
    strength_log
        Natural logarithm of the change in strength that was taken back.
    colour_log
        (2,) the same for red and blue against green.
    other_colour
        Probability that the light there has another colour, 0-1.
    """

    gains: FloatArray
    strength_log: float
    colour_log: FloatArray
    other_colour: float

    def __post_init__(self) -> None:
        self.gains.flags.writeable = False
        self.colour_log.flags.writeable = False


SAME_LIGHT = LightAt(np.ones(3), 0.0, np.zeros(2), 0.0)

# Unknown: strength, melanin, blood, red and blue of the light. Seen: skin (3), colour slopes (2), strength slope (1).
SEEN_FROM_UNKNOWN = np.zeros((6, 5))
SEEN_FROM_UNKNOWN[:3, 0], SEEN_FROM_UNKNOWN[:3, 1], SEEN_FROM_UNKNOWN[:3, 2] = 1, MELANIN, BLOOD
SEEN_FROM_UNKNOWN[0, 3] = SEEN_FROM_UNKNOWN[2, 4] = 1
SEEN_FROM_UNKNOWN[3, 3] = SEEN_FROM_UNKNOWN[4, 4] = SEEN_FROM_UNKNOWN[5, 0] = 1
NOISE = np.diag(np.array([SKIN_NOISE] * 3 + [SLOPE_NOISE] * 2 + [STRENGTH_SLOPE_NOISE]) ** 2)


def light_at(beside_chart: FloatArray, here: FloatArray, slopes: FloatArray, *, away: FloatArray) -> LightAt:
    """Weigh both witnesses.

    Parameters
    ----------
    beside_chart, here
        (3,) corrected linear light of the skin beside the chart, and of the skin at the place.
    slopes
        (3, 2) of the light over the chart, see `LightOnChart`.
    away
        (2,) from the chart's centre to the place, in chart widths.
    """
    strength, red, blue = -(slopes @ away)
    skin = np.log(np.maximum(beside_chart, 1e-4) / np.maximum(here, 1e-4))
    seen = np.concatenate([skin, [red, blue, strength]])
    answers, evidence = [], []
    priors = ((SAME_COLOUR_SD, 1 - OTHER_COLOUR_PRIOR), (OTHER_COLOUR_SD, OTHER_COLOUR_PRIOR))
    for colour_sd, prior in priors:
        before = np.diag(np.array([STRENGTH_SD, MELANIN_SD, BLOOD_SD, colour_sd, colour_sd]) ** 2)
        spread = SEEN_FROM_UNKNOWN @ before @ SEEN_FROM_UNKNOWN.T + NOISE
        explained = np.linalg.solve(spread, seen)
        answers.append(before @ SEEN_FROM_UNKNOWN.T @ explained)
        evidence.append(np.log(prior) - 0.5 * (seen @ explained + np.linalg.slogdet(spread)[1]))
    other = float(1 / (1 + np.exp(np.clip(evidence[0] - evidence[1], -700, 700))))
    found = (1 - other) * answers[0] + other * answers[1]
    change = found[0] + np.array([found[3], 0.0, found[4]])
    return LightAt(np.exp(change), float(found[0]), found[3:].copy(), other)
