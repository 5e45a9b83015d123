"""Points for a blend: 100 where it cannot differ, 50 where half of observers would still accept it.

The thresholds are those of `tonematch.thresholds`, which slide with the depth of the skin. Between them runs the curve
that is used for the share of observers who notice something, upside down, with d the ΔE00 of the blend::

    points = 100 * 2 ** -((d / acceptable) ** slope)

At d = acceptable half of observers accept, by the definition of that threshold, and the blend gets 50. The slope is set
so that at d = perceptible, which half of observers do not even notice, it gets 90: that 90 is our own choice. Excellent
is then 90 and more, fair ends at 50.

References
----------
R. F. Quick, "A vector-magnitude model of contrast detection", Kybernetik 16 (1974) 65-67, doi 10.1007/BF00271628, for
the curve; R. D. Paravina et al., Journal of Prosthodontics 18 (2009) 618-625, for the thresholds in ΔE00.
"""

import math
from typing import Literal

from tonematch.mix.words import Parts
from tonematch.thresholds import thresholds

FULL = 100.0
AT_PERCEPTIBLE = 90.0

Depth = Literal["too dark", "right", "too light"]
Undertone = Literal["too red", "right", "too yellow"]
Chroma = Literal["too grey", "right", "too vivid"]
DEPTHS: tuple[Depth, ...] = ("too dark", "right", "too light")
UNDERTONES: tuple[Undertone, ...] = ("too red", "right", "too yellow")
CHROMAS: tuple[Chroma, ...] = ("too grey", "right", "too vivid")


def points(delta_e00: float, lightness: float) -> float:
    """Give 0-100 points for a ΔE00 on skin of this L*.

    >>> [round(points(d, 70)) for d in (0.0, 0.7, 2.1, 5.0)]
    [100, 90, 50, 5]
    """
    limit = thresholds(lightness)
    slope = math.log(math.log2(FULL / AT_PERCEPTIBLE)) / math.log(limit.perceptible / limit.acceptable)
    return float(FULL * 2.0 ** -((max(delta_e00, 0.0) / limit.acceptable) ** slope))


def verdicts(difference: Parts, lightness: float) -> tuple[Depth, Undertone, Chroma]:
    """Say of depth, undertone and chroma whether each is right, which it is as long as it alone is not perceptible.

    Parameters
    ----------
    difference
        Of the blend from the target: the weighted parts of ΔE00.
    lightness
        L* of the target.
    """
    limit = thresholds(lightness).perceptible
    return (
        DEPTHS[_side(difference.dL, limit)],
        UNDERTONES[_side(difference.dH, limit)],
        CHROMAS[_side(difference.dC, limit)],
    )


def _side(value: float, limit: float) -> int:
    return 1 if abs(value) <= limit else 0 if value < 0 else 2
