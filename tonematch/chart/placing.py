"""Lay the stated chart over a rough outline, the way round that explains its colours best, and say what is doubtful."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.identity import TURNS, Explanation, explain
from tonematch.chart.kinds import ChartKind, chart_kind
from tonematch.chart.layout import corners_from_grid, grid_from_corners, project, refine_grid
from tonematch.chart.reading import glance_at_patches
from tonematch.colour import FloatArray

MOST_UNEXPLAINED_COST = 5.5
"""Mean ΔE00 left by the simple camera: real charts leave 2.3-5.1, anything else 8 and more, on the photos at hand."""
MOST_VEILED_COST, MOST_VEILED_COVERED = 4.5, 2
"""The same, and patches left out, where a veil of light across the chart is allowed for, which explains more."""
MOST_COVERED = 1 / 6  # of the patches
CLEAR_TURN = 1.8  # the runner-up turn must be this many times worse
SMALLEST_PATCH_PX = 7.0
FEWEST_VISIBLE = 0.5  # of the patches

Doubt = Literal["other", "cut", "hidden", "small", "inset"]


@dataclass(frozen=True, eq=False)
class Placed:
    """A chart's grid laid over the photo, with how well its colours are explained there."""

    kind: ChartKind
    grid: FloatArray
    corners: FloatArray
    explanation: Explanation
    runner_up: float
    patch_px: float
    visible: int
    in_larger: bool = False

    @property
    def doubt(self) -> Doubt | None:
        """What speaks against reading the chart here, if anything does."""
        patches = len(self.kind.patch_names)
        clear = self.runner_up >= CLEAR_TURN * self.explanation.cost
        if self.visible < patches:
            # Fewer colours are more easily explained by chance.
            less = self.explanation.cost <= MOST_UNEXPLAINED_COST * self.visible / patches
            return "cut" if less and clear else "other"
        if self.explanation.cost > 2 * MOST_UNEXPLAINED_COST or self.runner_up < 1.2 * self.explanation.cost:
            return "other"
        if self.patch_px < SMALLEST_PATCH_PX:
            return "small"
        if not clear or _is_doubtful(self.explanation, patches):
            return "hidden"
        return "inset" if self.in_larger else None

    def same_place(self, other: "Placed") -> bool:
        """Tell whether another one lies over the same chart."""
        size = np.linalg.norm(self.corners[0] - self.corners[2])
        return bool(np.linalg.norm(self.corners.mean(axis=0) - other.corners.mean(axis=0)) < 0.3 * size)


def place_chart(photo: Photo, outline: FloatArray, kind: ChartKind) -> Placed | None:
    """Lay the chart over a rough outline (4, 2), sharpened by the edges of the patches; None where it is not seen."""
    rough = grid_from_corners(outline, kind)
    refined = refine_grid(photo.linear, rough, kind)
    if refined is not None:
        refined = refine_grid(photo.linear, refined[0], kind) or refined
    grid, width = refined or (rough, kind.patch_width)
    return best_turn(photo, corners_from_grid(grid, kind, width=width), kind, width)


def best_turn(photo: Photo, corners: FloatArray, kind: ChartKind, width: float) -> Placed | None:
    """Turn and mirror the chart within its outline until its colours are explained best."""
    patches = len(kind.patch_names)
    seen: list[tuple[FloatArray, FloatArray]] = []
    explanations: list[Explanation] = []
    inside = np.ones(patches, bool)
    for turn in TURNS:
        grid = grid_from_corners(corners[list(turn)], kind, width=width)
        inside = _in_frame(photo, grid, kind)
        if inside.sum() < FEWEST_VISIBLE * patches:
            return None
        measured = glance_at_patches(photo, grid, kind)
        seen.append((grid, measured))
        explanations.append(Explanation(turn, explain(measured[inside], kind.reference_lab[inside])))
    best, runner_up = sorted(explanations, key=lambda one: one.cost)[:2]
    if inside.all() and best.cost < 2 * MOST_UNEXPLAINED_COST and _is_doubtful(best, patches):
        veiled = [
            Explanation(turn, explain(measured, kind.reference_lab, places=kind.patch_centres))
            for turn, (_, measured) in zip(TURNS, seen, strict=True)
        ]
        clearer, next_best = sorted(veiled, key=lambda one: one.cost)[:2]
        if clearer.cost <= MOST_VEILED_COST and clearer.unexplained.size <= MOST_VEILED_COVERED:
            best, runner_up = clearer, next_best
    grid = seen[TURNS.index(best.turn)][0]
    ordered = corners[list(best.turn)]
    inside_frame = ((ordered >= -1) & (ordered <= np.array([photo.width, photo.height]))).all()
    visible = int(_in_frame(photo, grid, kind).sum())
    return Placed(
        kind=kind,
        grid=grid,
        corners=ordered,
        explanation=best,
        runner_up=runner_up.cost,
        patch_px=patch_side_px(ordered, kind),
        visible=visible if inside_frame else min(visible, patches - 1),
        in_larger=best.cost <= MOST_UNEXPLAINED_COST and _in_larger(photo, grid, kind),
    )


def _is_doubtful(explanation: Explanation, patches: int) -> bool:
    covered = explanation.unexplained.size
    return explanation.cost > MOST_UNEXPLAINED_COST or covered > round(MOST_COVERED * patches)


def _in_frame(photo: Photo, grid: FloatArray, kind: ChartKind) -> NDArray[np.bool_]:
    centres = project(grid, kind.patch_centres)
    far = np.array([photo.width, photo.height]) - 3
    return np.asarray(((centres >= 2) & (centres <= far)).all(axis=1))


def _in_larger(photo: Photo, grid: FloatArray, kind: ChartKind) -> bool:
    """Tell whether the grid goes on all around as a larger chart that has these patches in its middle."""
    if kind.inside is None:
        return False
    name, column, row = kind.inside
    larger = chart_kind(name)
    shifted = grid @ np.array([[1.0, 0, -column], [0, 1, -row], [0, 0, 1]])
    seen = _in_frame(photo, shifted, larger)
    if seen.sum() < FEWEST_VISIBLE * len(seen):
        return False
    measured = glance_at_patches(photo, shifted, larger)
    return Explanation(TURNS[0], explain(measured[seen], larger.reference_lab[seen])).cost <= MOST_UNEXPLAINED_COST


def patch_side_px(corners: FloatArray, kind: ChartKind) -> float:
    """Give the side of a patch in pixels, along the shorter of each two opposite sides of the field."""
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    across = np.ptp(kind.patch_centres, axis=0) + kind.patch_width
    return float(min(sides[[0, 2]].min() / across[0], sides[[1, 3]].min() / across[1]) * kind.patch_width)
