"""Find the charts in a photo and prove that they are what is stated, or read one where the user's corners say."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tonematch.capture.photo import Photo
from tonematch.chart.identity import TURNS, Explanation, explain
from tonematch.chart.kinds import AUTO, ChartKind
from tonematch.chart.layout import grid_from_corners
from tonematch.chart.own_chart import look_up_kind
from tonematch.chart.placing import MOST_COVERED, MOST_UNEXPLAINED_COST, Placed, best_turn, patch_side_px
from tonematch.chart.reading import ChartReading, read_patches
from tonematch.chart.refusals import (
    bad_corners,
    needs_corners,
    refusal,
    several_charts,
    uneven_card,
    wrong_colours,
    wrong_order,
)
from tonematch.chart.search import search_charts
from tonematch.colour import FloatArray
from tonematch.findings import Finding

MOST_UNEVEN = 0.15  # spread over brightness on a card of one colour


def read_chart(
    photo: Photo,
    *,
    corners: ArrayLike | None = None,
    kind: str = AUTO,
    near: tuple[float, float] | None = None,
) -> ChartReading:
    """Find and read the colour chart in a photo.

    Parameters
    ----------
    photo
        The photo, in linear light.
    corners
        (4, 2) outer corners of the patch field in pixels, in the order of patches 1, 6, 24, 19 of a Classic 24;
        None to search for the chart.
    kind
        Which chart it is: a key of `CHART_TITLES`, ``"auto"``, or the path of a file that describes one's own.
    near
        The skin marked: of several charts the one nearest to it is read, and the others go into its ``others``.
        Without it, several charts are an error.

    Raises
    ------
    ChartNotFoundError
        When no chart, more than one, one cut off or covered, or another kind of chart is there; or when the corners
        given do not span the stated chart.
    """
    chart = look_up_kind(kind)
    if corners is not None:
        return _read_by_hand(photo, corners, chart)
    proved = _proved(photo, chart)
    if len(proved) == 1:
        return _reading(photo, proved[0], "auto")
    if near is None:
        raise several_charts(photo, proved)
    point = np.array(near, dtype=float)
    proved.sort(key=lambda placed: _distance(point, placed.corners))
    others = tuple(_reading(photo, placed, "auto") for placed in proved[1:])
    used = Finding(
        "chart.nearest_used",
        "info",
        f"There are {len(proved)} colour charts in the photo; the one nearest to the skin is used, "
        "the others serve as a check.",
        float(len(proved)),
    )
    return _reading(photo, proved[0], "auto", remarks=(used,), others=others)


def read_charts(photo: Photo, kind: str = AUTO) -> tuple[ChartReading, ...]:
    """Find and read every chart of a kind in a photo, the one explained best first.

    Raises
    ------
    ChartNotFoundError
        When there is none, as for `read_chart`.
    """
    return tuple(_reading(photo, placed, "auto") for placed in _proved(photo, look_up_kind(kind)))


def _proved(photo: Photo, chart: ChartKind) -> list[Placed]:
    if not chart.findable:
        raise needs_corners(chart)
    proved, doubted = search_charts(photo, chart)
    if not proved:
        raise refusal(photo, doubted, chart)
    return proved


def _distance(point: FloatArray, corners: FloatArray) -> float:
    """Give the distance of a point from the nearest side of an outline."""
    along = np.roll(corners, -1, axis=0) - corners
    share = ((point - corners) * along).sum(axis=1) / (along**2).sum(axis=1)
    nearest = corners + np.clip(share, 0, 1)[:, None] * along
    return float(np.linalg.norm(nearest - point, axis=1).min())


def _reading(
    photo: Photo,
    placed: Placed,
    found: Literal["auto", "by hand"],
    *,
    remarks: tuple[Finding, ...] = (),
    others: tuple[ChartReading, ...] = (),
) -> ChartReading:
    kind = placed.kind
    measured, spread, clipped_share = read_patches(photo, placed.grid, kind)
    findings = list(remarks)
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
                float(round(MOST_COVERED * len(kind.patch_names))),
            )
        )
    if kind.balance_only:
        findings.append(
            Finding(
                "chart.balance_only",
                "warn",
                f"A {kind.title.split(',')[0].lower()} tells the colour and strength of the light, "
                "but not how the camera sees colours: "
                "skin may be off by more than the figures say. A chart with many colours is far surer.",
                float(len(kind.patch_names)),
            )
        )
    return ChartReading(
        kind, placed.corners.copy(), found, measured, spread, clipped_share, placed.patch_px, tuple(findings), others
    )


def _read_by_hand(photo: Photo, corners: ArrayLike, kind: ChartKind) -> ChartReading:
    points = _checked(photo, corners)
    grid = grid_from_corners(points, kind)
    measured, spread, _ = read_patches(photo, grid, kind)
    explanation = Explanation(TURNS[0], explain(measured, kind.reference_lab))
    if kind.balance_only:
        uneven = float((spread.mean(axis=1) / np.maximum(measured.mean(axis=1), 1e-3)).max())
        if uneven > MOST_UNEVEN:
            raise uneven_card(kind, uneven)
    else:
        turned = best_turn(photo, points, kind, kind.patch_width)
        least = explanation.cost if turned is None or turned.explanation.turn == TURNS[0] else turned.explanation.cost
        if least * 1.5 < explanation.cost:
            raise wrong_order(kind)
        if explanation.cost > 2 * MOST_UNEXPLAINED_COST:
            raise wrong_colours(kind, explanation.cost)
    placed = Placed(kind, grid, points, explanation, np.inf, patch_side_px(points, kind), visible=len(kind.patch_names))
    return _reading(photo, placed, "by hand")


def _checked(photo: Photo, corners: ArrayLike) -> FloatArray:
    try:
        points = np.asarray(corners, dtype=float)
    except (TypeError, ValueError) as problem:
        raise bad_corners("they are not numbers") from problem
    if points.shape != (4, 2) or not np.isfinite(points).all():
        raise bad_corners(f"four points of x and y are needed, {points.size // 2} were given")
    if (points < -1).any() or (points > np.array([photo.width, photo.height])).any():
        raise bad_corners(f"at least one lies outside the photo of {photo.width} x {photo.height} pixels")
    along = np.roll(points, -1, axis=0) - points
    onward = np.roll(along, -1, axis=0)
    turning = along[:, 0] * onward[:, 1] - along[:, 1] * onward[:, 0]
    if not (np.all(turning > 1) or np.all(turning < -1)):
        raise bad_corners("they do not go around a four-sided outline")
    return points
