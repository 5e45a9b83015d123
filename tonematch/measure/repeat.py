"""Several shots of the same skin as one measurement: the median, how well the shots repeat, and what is gained.

Each shot is a photo of its own with its own calibration and mark. What differs from shot to shot (noise, focus, the
angle of the chart, where the mark fell) averages out over them; what they share (the camera, the lamp, the chart's
age, the correction from paint to skin) does not, however many they are.

With distances d_i of n shots from their median, and U the median of what each shot alone gives as its uncertainty::

    s  = sqrt(sum d_i^2 / (n - 1))              scatter of one shot
    S² = max(U² - (1.6 s)², U² / 2)             what the shots share
    u² = S² + e (2 s)² / n                      uncertainty of the median

In 95 of 100 shots the random part is below 1.6 s when it points anywhere in the colour space and below 2 s when it
always points along one line; each is used where it gives the wider interval. e is what the median loses to the mean:
π/2 for many shots, nothing for one or two, whose median is their mean. At least half of U² is taken as shared, since a
few shots that scatter widely do not prove that they share nothing. On simulated shots the interval held in 94 to 100 of
100 cases (tests/measure/test_repeat.py).

References
----------
JCGM 100:2008 (GUM), 4.2 for repeated observations and 5.1 for adding variances. M. G. Kendall and A. Stuart, The
Advanced Theory of Statistics, volume 1, for the variance of the median of normal observations, π/2 times the mean's.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.findings import Finding, Verdict, verdict_of
from tonematch.measure.sample import SkinSample

ON_A_LINE_95 = 2.0  # 95 % half-width of normal deviations along one line, in standard deviations
IN_SPACE_95 = 1.6  # the same of their length in three dimensions: the root of chi-square's 7.81 over 3
SHARED_AT_LEAST = 0.5  # of U²
MEDIAN_LOSS = math.pi / 2
OUTLIER_FACTOR = 3.0  # times the others' median distance
OUTLIER_FLOOR = 2.0  # ΔE00; shots nearer than this are told apart by nobody
SEVERITIES = ("info", "warn", "refuse")


@dataclass(frozen=True)
class Repeated:
    """What several shots of the same skin say together.

    Parameters
    ----------
    surrounding
        Median over the shots of L, a and b of the surrounding skin.
    patch
        The same of the patch; None unless every shot has one.
    repeatability_delta_e00
        Root mean square of the shots' distances from the median; 0 for a single shot.
    distances_delta_e00
        Each shot's distance from the median, in the order given.
    shots
        How many there were.
    uncertainty_delta_e00
        The true tone lies within this ΔE00 of the median in 95 of 100 cases.
    findings
        The shots' findings, each once and as its worst, and those on how the shots agree.
    """

    surrounding: Lab
    patch: Lab | None
    repeatability_delta_e00: float
    distances_delta_e00: tuple[float, ...]
    shots: int
    uncertainty_delta_e00: float
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the findings."""
        return verdict_of(self.findings)


def combine_repeats(samples: Sequence[SkinSample]) -> Repeated:
    """Combine shots of the same skin.

    Parameters
    ----------
    samples
        One for each photo, each measured on its own.

    Raises
    ------
    RegionError
        When there is no shot.
    """
    if not samples:
        raise RegionError(
            "There is no shot to combine.", code="repeat.none", hint="Give at least one measured photo of the skin."
        )
    tones = np.array([sample.surrounding.lab for sample in samples])
    middle = np.median(tones, axis=0)
    distances = np.asarray(delta_e00(middle, tones))
    patches = [sample.patch.lab for sample in samples if sample.patch is not None]
    alone = float(np.median([sample.surrounding.uncertainty_delta_e00 for sample in samples]))
    return Repeated(
        surrounding=lab_from(middle),
        patch=lab_from(np.median(np.array(patches), axis=0)) if len(patches) == len(samples) else None,
        repeatability_delta_e00=float(np.sqrt(np.mean(distances**2))),
        distances_delta_e00=tuple(distances.tolist()),
        shots=len(samples),
        uncertainty_delta_e00=combined_uncertainty(alone, distances),
        findings=(*_once_each(samples), *_disagreements(distances)),
    )


def combined_uncertainty(alone: float, distances: FloatArray) -> float:
    """Give the 95 % half-width of the median of several shots, in ΔE00; see the module's own text for the formula.

    Parameters
    ----------
    alone
        The half-width of a single shot.
    distances
        (n,) ΔE00 of each shot from the median.
    """
    shots = len(distances)
    if shots == 1:
        return alone
    scatter = float((distances**2).sum()) / (shots - 1)
    shared = max(alone**2 - IN_SPACE_95**2 * scatter, SHARED_AT_LEAST * alone**2)
    loss = MEDIAN_LOSS if shots > 2 else 1.0
    return math.sqrt(shared + loss * ON_A_LINE_95**2 * scatter / shots)


def _once_each(samples: Iterable[SkinSample]) -> tuple[Finding, ...]:
    worst: dict[str, Finding] = {}
    for finding in (finding for sample in samples for finding in sample.findings):
        known = worst.setdefault(finding.code, finding)
        if SEVERITIES.index(finding.severity) > SEVERITIES.index(known.severity):
            worst[finding.code] = finding
    return tuple(worst.values())


def _disagreements(distances: FloatArray) -> tuple[Finding, ...]:
    if len(distances) == 2:
        apart = float(distances.sum())
        return (_apart(apart),) if apart > 2 * OUTLIER_FLOOR else ()
    outliers = []
    for shot, distance in enumerate(distances.tolist()):
        others = float(np.median(np.delete(distances, shot))) if len(distances) > 1 else math.inf
        limit = max(OUTLIER_FLOOR, OUTLIER_FACTOR * others)
        if distance > limit:
            outliers.append(_outlier(shot + 1, distance, limit))
    return tuple(outliers)


def _apart(distance: float) -> Finding:
    return Finding(
        "repeat.disagree",
        "warn",
        f"The two shots differ by ΔE00 {distance:.1f}, and nothing tells which is right. "
        "Take a third, with chart and light as they are.",
        distance,
        2 * OUTLIER_FLOOR,
    )


def _outlier(number: int, distance: float, limit: float) -> Finding:
    return Finding(
        "repeat.outlier",
        "warn",
        f"Shot {number} lies ΔE00 {distance:.1f} from the middle of the shots, far more than the others. "
        "Look at its mark, its light and shine; leave it out, or take it again.",
        distance,
        limit,
    )
