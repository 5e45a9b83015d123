"""How good a match is, in a word, by thresholds that depend on how deep the skin is: `tonematch.thresholds`.

Excellent is not perceptible, fair is the last that is acceptable, good lies midway.
"""

from typing import Literal

from tonematch.thresholds import thresholds

Grade = Literal["excellent", "good", "fair", "poor"]


def grade(delta_e00: float, lightness: float) -> Grade:
    """Grade a difference on skin of this L*.

    >>> [grade(d, 70) for d in (0.5, 1.2, 2.0, 2.5)]
    ['excellent', 'good', 'fair', 'poor']
    """
    limit = thresholds(lightness)
    if delta_e00 <= limit.perceptible:
        return "excellent"
    if delta_e00 <= (limit.perceptible + limit.acceptable) / 2:
        return "good"
    return "fair" if delta_e00 <= limit.acceptable else "poor"
