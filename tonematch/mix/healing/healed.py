"""What healing does to implanted pigment: an artist's own shift, learned from pairs; or, when asked for, an estimate.

Healed pigment is seen through the skin that closed over it. A layer that scatters and hardly absorbs, over something
darker, sends back light of its own: the colour turns lighter, and less red and yellow, because short waves scatter
most. That direction is sound. Its size is not: layers, depth and density differ from hand to hand. So the model alone
is an estimate, as uncertain as it is large, and what counts are an artist's own pairs of fresh and healed colours. The
shift learned is a multiple of the model's plus a constant, both held near the model by a prior, so that three pairs are
enough to begin with and many pairs overrule it.

References
----------
S. L. Jacques, "Optical properties of biological tissues: a review", Physics in Medicine and Biology 58 (2013) R37-R61,
doi 10.1088/0031-9155/58/11/R37: reduced scattering of skin, 46 (λ/500)^-1.421 per cm. J. Sandby-Moller, T. Poulsen,
H. C. Wulf, "Epidermal thickness at different body sites", Acta Dermato-Venereologica 83 (2003) 410-413,
doi 10.1080/00015550310015419: about 0.075 mm at the forearm. P. Kubelka, Journal of the Optical Society of America 44
(1954) 330-335, doi 10.1364/JOSA.44.000330: layers upon layers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import local_metric
from tonematch.errors import NoMatchError
from tonematch.findings import Finding
from tonematch.mix.film.constants import to_inside, to_outside
from tonematch.mix.film.recover import checked_lab, recover_reflectance
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

FEWEST_PAIRS = 3
SCATTERING_500, SCATTERING_POWER = 4.6, -1.421  # per mm of skin, reduced; Jacques 2013
COVER_MM = 0.075  # epidermis of the forearm; Sandby-Moller 2003
MULTIPLE, MULTIPLE_SD = 0.5, 0.5
"""Prior of how many times the model's shift the true one is. Less than 1, because two fluxes overrate what a layer
thinner than the way between two scatterings sends back; the size is an assumption, nothing as likely as twice."""
CONSTANT_SD = 2.0
"""Prior of the part that the model does not tell, in L, a and b: an assumption."""
PAIR_SD = 1.5
"""Of one pair's shift in L, a and b: two photos, and one site beside another; more where pairs disagree more."""
RADIUS_95 = 2.795  # holds 95 of 100 draws in three directions, in standard deviations along one


@dataclass(frozen=True)
class Pair:
    """One site fresh and healed, Lab, with a word on where and when, or none."""

    fresh: Lab
    healed: Lab
    note: str = ""


def model_shift(lab: ArrayLike) -> FloatArray:
    """Give the shift of Lab (3,) by clear skin closing over an opaque layer of this Lab; modelled."""
    colour = np.asarray(lab, dtype=float)
    scattered = 0.75 * SCATTERING_500 * (BANDS_NM / 500.0) ** SCATTERING_POWER * COVER_MM  # S = 3/4 of reduced
    cover = scattered / (1 + scattered)
    beneath = to_inside(recover_reflectance(colour))
    inside = cover + (1 - cover) ** 2 * beneath / (1 - cover * beneath)
    shift: FloatArray = reflectance_to_lab(to_outside(inside)) - colour
    return shift


@dataclass(frozen=True, eq=False)
class Healing:
    """The shift from fresh to healed: a multiple of the model's, and a constant.

    Parameters
    ----------
    multiple, constant
        Of the model's shift, and what is added to it in L, a, b.
    uncertainty
        ΔE00 within which the shift is known in 95 of 100 cases.
    pairs
        How many pairs it was learned from; 0 where it is the model's estimate alone.
    """

    multiple: float
    constant: Lab
    uncertainty: float
    pairs: int
    technique: str = "dermatography"

    def shift(self, lab: ArrayLike) -> FloatArray:
        """Give the shift of a fresh Lab (3,)."""
        return np.asarray(self.multiple * model_shift(lab) + np.asarray(self.constant), dtype=float)

    @property
    def finding(self) -> Finding:
        """Say what the shift is, and how far to trust it."""
        if self.pairs:
            text = (
                f"The recipe is chosen for the healed colour, by your own {self.pairs} pairs of fresh and healed "
                f"(known to about ΔE00 {self.uncertainty:.1f})."
            )
            return Finding("match.healed_learned", "info", text, self.uncertainty)
        text = (
            "The recipe is chosen for an estimate of the healed colour, from a model of skin closing over the pigment. "
            f"The direction is sound, the size may be nothing or twice as much (ΔE00 {self.uncertainty:.1f}): it is no "
            "measurement. Your own pairs of fresh and healed count for more."
        )
        return Finding("match.healed_estimate", "warn", text, self.uncertainty)


def estimated_healing(target: ArrayLike) -> Healing:
    """Give the model's shift, as uncertain as it is large at this target."""
    colour = lab_from(checked_lab(target))
    return Healing(MULTIPLE, Lab(0.0, 0.0, 0.0), MULTIPLE * _length(colour, model_shift(colour)), 0)


def learn_healing(pairs: Sequence[Pair]) -> Healing:
    """Learn an artist's shift from pairs of fresh and healed.

    Raises
    ------
    NoMatchError
        When there are fewer than three, or one holds no colour.
    """
    if len(pairs) < FEWEST_PAIRS:
        raise NoMatchError(
            f"{len(pairs)} pair{'' if len(pairs) == 1 else 's'} of fresh and healed, expected {FEWEST_PAIRS} or more.",
            code="healed.too_few",
            hint="One or two sites say little about a hand: add more, or use --healed-estimate and trust it little.",
        )
    fresh = np.array([checked_lab(pair.fresh, "fresh colour") for pair in pairs])
    shifts = np.array([checked_lab(pair.healed, "healed colour") for pair in pairs]) - fresh
    design = np.array([np.column_stack([model_shift(lab), np.eye(3)]) for lab in fresh]).reshape(-1, 4)
    middle = np.array([MULTIPLE, 0.0, 0.0, 0.0])
    prior = np.diag([MULTIPLE_SD**-2, *[CONSTANT_SD**-2] * 3])
    noise = PAIR_SD
    for _ in range(5):
        precision = design.T @ design / noise**2 + prior
        found = np.linalg.solve(precision, design.T @ shifts.ravel() / noise**2 + prior @ middle)
        left = shifts.ravel() - design @ found
        noise = max(PAIR_SD, float(np.sqrt(left @ left / len(left))))
    at = fresh.mean(axis=0)
    row = np.column_stack([model_shift(at), np.eye(3)])
    spread = row @ np.linalg.inv(precision) @ row.T + noise**2 * np.eye(3)
    metric = local_metric(lab_from(at))
    uncertainty = RADIUS_95 * float(np.sqrt(np.trace(metric @ spread) / 3))
    return Healing(float(found[0]), lab_from(found[1:]), uncertainty, len(pairs))


def _length(lab: Lab, shift: FloatArray) -> float:
    return float(np.sqrt(shift @ local_metric(lab) @ shift))
