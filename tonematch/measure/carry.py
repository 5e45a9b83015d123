"""Carry a mark from one photo of a scene to another, by the chart that lies in both.

Four corners in each photo fix the perspective between the two for everything in the chart's plane. Skin beside the
chart and as high as the chart is carried exactly; skin above or below it is carried a little beside itself.

References
----------
R. Hartley and A. Zisserman, Multiple View Geometry in Computer Vision (2004), 2.3: plane projective maps.
"""

import numpy as np

from tonematch.colour import FloatArray


def carry_points(points: FloatArray, from_corners: FloatArray, to_corners: FloatArray) -> FloatArray:
    """Carry points (n, 2) from one photo to another.

    Parameters
    ----------
    points
        (n, 2) places in the first photo, in pixels.
    from_corners, to_corners
        (4, 2) the chart's corners in either photo, in the same order.

    Examples
    --------
    >>> square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    >>> carry_points(np.array([[2.0, 3.0]]), square, 10 * square + 5).tolist()
    [[25.0, 35.0]]
    """
    perspective = _from_four_points(to_corners) @ np.linalg.inv(_from_four_points(from_corners))
    carried = np.column_stack([points, np.ones(len(points))]) @ perspective.T
    return np.asarray(carried[:, :2] / carried[:, 2:])


def carry_place(place: tuple[float, float], from_corners: FloatArray, to_corners: FloatArray) -> tuple[float, float]:
    """Carry one place (x, y)."""
    x, y = carry_points(np.array([place]), from_corners, to_corners)[0].tolist()
    return x, y


def carry_box(
    box: tuple[float, float, float, float], from_corners: FloatArray, to_corners: FloatArray
) -> tuple[float, float, float, float]:
    """Carry a box x0, y0, x1, y1: the smallest upright one around its four corners in the other photo."""
    x0, y0, x1, y1 = box
    carried = carry_points(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]), from_corners, to_corners)
    left, top = carried.min(axis=0).tolist()
    right, bottom = carried.max(axis=0).tolist()
    return left, top, right, bottom


def _from_four_points(corners: FloatArray) -> FloatArray:
    """Give the map (3, 3) that sends the axes and (1, 1, 1) to the four corners."""
    columns = np.vstack([corners.T, np.ones(4)])
    return np.asarray(columns[:, :3] * np.linalg.solve(columns[:, :3], columns[:, 3]))
