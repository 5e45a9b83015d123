"""What was left out of the band of surrounding skin, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Reason = Literal["transition", "hair", "fleck", "shine", "shadow", "other patch", "unlike", "not skin"]
REASONS: tuple[Reason, ...] = (
    "transition",
    "hair",
    "fleck",
    "shine",
    "shadow",
    "other patch",
    "unlike",
    "not skin",
)
"""In the order of their labels 1, 2, 3 … in `LeftOut.labels`."""


@dataclass(frozen=True, eq=False)
class LeftOut:
    """Which pixels near the patch were not sampled.

    Parameters
    ----------
    labels
        (h, w) uint8 at the view's working size: 0 is nothing left out, n is ``REASONS[n - 1]``.
    """

    labels: NDArray[np.uint8]

    def __post_init__(self) -> None:
        self.labels.flags.writeable = False

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    def of(self, reason: Reason) -> NDArray[np.bool_]:
        """Give the pixels left out for one reason, (h, w) bool."""
        return np.asarray(self.labels == REASONS.index(reason) + 1)

    def reasons(self) -> tuple[Reason, ...]:
        """Name the reasons that occur."""
        present = np.flatnonzero(np.bincount(self.labels.ravel(), minlength=len(REASONS) + 1)[1:])
        return tuple(REASONS[index] for index in present.tolist())


def nothing_left_out(shape: tuple[int, int]) -> LeftOut:
    """Give the value for a sample that took all that was marked."""
    return LeftOut(np.zeros(shape, np.uint8))


def left_out_for(shape: tuple[int, int], masks: Mapping[Reason, NDArray[np.bool_]]) -> LeftOut:
    """Put masks (h, w) together; where they overlap, the one named first says why."""
    labels = np.zeros(shape, np.uint8)
    for reason, mask in masks.items():
        labels[(labels == 0) & mask] = REASONS.index(reason) + 1
    return LeftOut(labels)


def both_left_out(first: LeftOut, then: LeftOut) -> LeftOut:
    """Join what two steps left out; where both did, the first says why."""
    return LeftOut(np.where(first.labels > 0, first.labels, then.labels))
