"""Find the chart in a photo and prove that it is the one stated, or read it where the user's four corners say."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tonematch.capture.photo import Photo
from tonematch.chart.detector import LONG_SIDES_PX, find_candidates
from tonematch.chart.identity import TURNS, Explanation, explain
from tonematch.chart.kinds import AUTO, ChartKind, chart_kind
from tonematch.chart.layout import NOMINAL_WIDTH, corners_from_grid, grid_from_corners, project, refine_grid
from tonematch.chart.reading import ChartReading, read_patches
from tonematch.colour import FloatArray
from tonematch.errors import ChartNotFoundError
from tonematch.findings import Finding

MOST_UNEXPLAINED_COST = 5.5
"""Mean ΔE00 left by the simple camera: real charts leave 2.3-5.1, anything else 8 and more, on the photos at hand."""
MOST_COVERED = 4
CLEAR_TURN = 1.8  # the runner-up turn must be this many times worse
SMALLEST_PATCH_PX = 7.0
FEWEST_VISIBLE = 12
BY_HAND_HINT = "Mark the four outer corners of the patch field by hand (--corners), or take the photo again."

Doubt = Literal["other", "cut", "hidden", "small"]


@dataclass(frozen=True, eq=False)
class Placed:
    """A chart's grid laid over the photo, with how well its colours are explained there."""

    grid: FloatArray
    corners: FloatArray
    explanation: Explanation
    runner_up: float
    patch_px: float
    visible: int

    def doubt(self, kind: ChartKind) -> Doubt | None:
        """Say what speaks against reading the chart here, if anything does."""
        explained = self.explanation.cost <= MOST_UNEXPLAINED_COST
        clear = self.runner_up >= CLEAR_TURN * self.explanation.cost
        if self.visible < kind.rows * kind.columns:
            return "cut" if explained and clear and self.visible >= FEWEST_VISIBLE else "other"
        if self.explanation.cost > 2 * MOST_UNEXPLAINED_COST or self.runner_up < 1.2 * self.explanation.cost:
            return "other"
        if not explained or not clear or self.explanation.unexplained.size > MOST_COVERED:
            return "hidden"
        return "small" if self.patch_px < SMALLEST_PATCH_PX else None


def read_chart(photo: Photo, *, corners: ArrayLike | None = None, kind: str = AUTO) -> ChartReading:
    """Find and read the colour chart in a photo.

    Parameters
    ----------
    photo
        The photo, in linear light.
    corners
        (4, 2) outer corners of the patch field in pixels, in the order of patches 1, 6, 24, 19 of a Classic 24;
        None to search for the chart.
    kind
        Which chart it is: a key of `CHART_TITLES`, or ``"auto"``.

    Raises
    ------
    ChartNotFoundError
        When no chart, more than one, one cut off or covered, or another kind of chart is there; or when the corners
        given do not span the stated chart.
    """
    chart = chart_kind(kind)
    if corners is not None:
        return _read_by_hand(photo, corners, chart)
    doubted: list[tuple[Doubt, Placed]] = []
    for long_side in LONG_SIDES_PX:
        proved: list[Placed] = []
        for box in find_candidates(photo.linear, long_side):
            placed = _place(photo, box, chart)
            if placed is None or any(_same_place(placed, other) for other in proved):
                continue
            doubt = placed.doubt(chart)
            if doubt is None:
                proved.append(placed)
            else:
                doubted.append((doubt, placed))
        if len(proved) > 1:
            raise _several(photo, proved)
        if proved:
            return _reading(photo, proved[0], chart, "auto")
    raise _refusal(photo, doubted)


def _place(photo: Photo, box: FloatArray, kind: ChartKind) -> Placed | None:
    rough = grid_from_corners(box, kind)
    refined = refine_grid(photo.linear, rough, kind)
    if refined is not None:
        refined = refine_grid(photo.linear, refined[0], kind) or refined
    grid, width = refined or (rough, NOMINAL_WIDTH)
    return _best_turn(photo, corners_from_grid(grid, kind, width=width), kind, width)


def _best_turn(photo: Photo, corners: FloatArray, kind: ChartKind, width: float) -> Placed | None:
    found: list[tuple[Explanation, FloatArray]] = []
    visible = kind.rows * kind.columns
    for turn in TURNS:
        grid = grid_from_corners(corners[list(turn)], kind, width=width)
        centres = project(grid, kind.patch_centres)
        inside = ((centres >= 2) & (centres <= np.array([photo.width, photo.height]) - 3)).all(axis=1)
        visible = int(inside.sum())
        if visible < FEWEST_VISIBLE:
            return None
        measured = read_patches(photo, grid, kind)[0]
        found.append((Explanation(turn, explain(measured[inside], kind.reference_lab[inside])), grid))
    found.sort(key=lambda pair: pair[0].cost)
    best, grid = found[0]
    ordered = corners[list(best.turn)]
    sides = np.linalg.norm(np.roll(ordered, -1, axis=0) - ordered, axis=1)
    patch_px = float(min(sides[[0, 2]].min() / kind.columns, sides[[1, 3]].min() / kind.rows) * width)
    inside_frame = ((ordered >= -1) & (ordered <= np.array([photo.width, photo.height]))).all()
    return Placed(
        grid, ordered, best, found[1][0].cost, patch_px, visible if inside_frame else min(visible, len(centres) - 1)
    )


def _same_place(one: Placed, other: Placed) -> bool:
    size = np.linalg.norm(one.corners[0] - one.corners[2])
    return bool(np.linalg.norm(one.corners.mean(axis=0) - other.corners.mean(axis=0)) < 0.3 * size)


def _reading(photo: Photo, placed: Placed, kind: ChartKind, found: Literal["auto", "by hand"]) -> ChartReading:
    measured, spread, clipped_share = read_patches(photo, placed.grid, kind)
    findings: list[Finding] = []
    covered = placed.explanation.unexplained
    if covered.size:
        names = ", ".join(kind.patch_names[index] for index in covered)
        findings.append(
            Finding(
                "chart.patches_left_out",
                "info",
                f"These patches do not show their colour and count little: {names}. "
                "They may be covered, shaded or in glare.",
                float(covered.size),
                float(MOST_COVERED),
            )
        )
    return ChartReading(
        kind, placed.corners.copy(), found, measured, spread, clipped_share, placed.patch_px, tuple(findings)
    )


def _read_by_hand(photo: Photo, corners: ArrayLike, kind: ChartKind) -> ChartReading:
    try:
        points = np.asarray(corners, dtype=float)
    except (TypeError, ValueError) as problem:
        raise _corner_error("they are not numbers") from problem
    if points.shape != (4, 2) or not np.isfinite(points).all():
        raise _corner_error(f"four points of x and y are needed, {points.size // 2} were given")
    if (points < -1).any() or (points > np.array([photo.width, photo.height])).any():
        raise _corner_error(f"at least one lies outside the photo of {photo.width} x {photo.height} pixels")
    along = np.roll(points, -1, axis=0) - points
    onward = np.roll(along, -1, axis=0)
    turning = along[:, 0] * onward[:, 1] - along[:, 1] * onward[:, 0]
    if not (np.all(turning > 1) or np.all(turning < -1)):
        raise _corner_error("they do not go around a four-sided outline")
    grid = grid_from_corners(points, kind)
    measured = read_patches(photo, grid, kind)[0]
    explanation = Explanation(TURNS[0], explain(measured, kind.reference_lab))
    others = _best_turn(photo, points, kind, NOMINAL_WIDTH)
    if others is not None and others.explanation.turn != TURNS[0] and others.explanation.cost * 1.5 < explanation.cost:
        raise ChartNotFoundError(
            "The four corners fit the chart better in another order: the patches read there are turned or mirrored.",
            code="chart.corner_order",
            hint="Give the outer corners next to dark skin, bluish green, black and white, in this order.",
        )
    if explanation.cost > 2 * MOST_UNEXPLAINED_COST:
        raise ChartNotFoundError(
            f"Between these corners the colours are not those of a {kind.title}: "
            f"they miss by ΔE00 {explanation.cost:.0f} on average.",
            code="chart.not_this_chart",
            hint="Check the corners, and which chart it is (--chart).",
        )
    sides = np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1)
    patch_px = float(min(sides[[0, 2]].min() / kind.columns, sides[[1, 3]].min() / kind.rows) * NOMINAL_WIDTH)
    placed = Placed(grid, points, explanation, np.inf, patch_px, kind.rows * kind.columns)
    return _reading(photo, placed, kind, "by hand")


def _corner_error(why: str) -> ChartNotFoundError:
    return ChartNotFoundError(
        f"The chart's corners cannot be used: {why}.",
        code="chart.corners",
        hint="Give four points in pixels, such as --corners '100,80 700,90 690,480 95,470'.",
    )


def _several(photo: Photo, proved: Sequence[Placed]) -> ChartNotFoundError:
    places = " and ".join(f"({x:.0f}, {y:.0f})" for x, y in (chart.corners.mean(axis=0) for chart in proved))
    return ChartNotFoundError(
        f"There are {len(proved)} colour charts in {photo.name}, at {places}; it is not clear which one to trust.",
        code="chart.several",
        hint="Say which by marking its four corners (--corners), or take the photo with one chart.",
    )


def _refusal(photo: Photo, doubted: Sequence[tuple[Doubt, Placed]]) -> ChartNotFoundError:
    doubts = {doubt for doubt, _ in doubted}
    if "cut" in doubts:
        return ChartNotFoundError(
            f"The colour chart in {photo.name} is cut off by the edge of the photo.",
            code="chart.cut_off",
            hint="Take the photo again with the whole chart in the frame.",
        )
    if "hidden" in doubts:
        return ChartNotFoundError(
            f"A colour chart was found in {photo.name}, but part of it is covered, shaded or in glare, "
            "or it is not the chart stated.",
            code="chart.hidden",
            hint="Take the photo again with the chart fully visible, flat and out of reflections.",
        )
    if "small" in doubts:
        size = max(placed.patch_px for doubt, placed in doubted if doubt == "small")
        return ChartNotFoundError(
            f"The colour chart in {photo.name} is too small: a patch spans {size:.0f} pixels, "
            f"at least {SMALLEST_PATCH_PX:.0f} are needed.",
            code="chart.too_small",
            hint="Go closer, or use the photo at its full size.",
        )
    if doubted:
        return ChartNotFoundError(
            f"{photo.name} shows a grid of coloured squares, but not the colours of a ColorChecker Classic 24.",
            code="chart.not_this_chart",
            hint="Use a ColorChecker Classic 24; if it is one, mark its four corners (--corners).",
        )
    return ChartNotFoundError(
        f"No colour chart was found in {photo.name}.",
        code="chart.none",
        hint=f"Lay a chart beside the skin. {BY_HAND_HINT}",
    )
