"""The tones a measured tone could as well be, to carry its uncertainty into whatever is derived from it."""

from itertools import product

import numpy as np

from tonematch.colour import FloatArray, Lab
from tonematch.difference import local_metric

ONE_WAY = 0.70
"""An error in three dimensions that stays within a radius in 95 of 100 cases stays, in any one direction, within this
share of it: 1.96 over 2.80, the root of the 95 % point of chi squared with three degrees of freedom."""
DIRECTIONS = np.array([step for step in product((-1.0, 0.0, 1.0), repeat=3) if any(step)])


def tones_within(lab: Lab, uncertainty_delta_e00: float) -> FloatArray:
    """Give tones (26, 3) in all directions, as far away as the uncertainty reaches that way in 95 of 100 cases.

    Parameters
    ----------
    lab
        The tone.
    uncertainty_delta_e00
        The ΔE00 the true tone stays within in 95 of 100 cases; errors are taken to be alike in all directions.
    """
    spread, axes = np.linalg.eigh(local_metric(lab))
    ways = DIRECTIONS / np.linalg.norm(DIRECTIONS, axis=1, keepdims=True)
    steps = (ways * ONE_WAY * uncertainty_delta_e00 / np.sqrt(spread)) @ axes.T
    return np.asarray(np.asarray(lab) + steps)
