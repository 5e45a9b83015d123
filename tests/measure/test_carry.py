"""Marks carried between photos by the chart: what a perspective does to a plane is done to the mark."""

import cv2
import numpy as np
import pytest

from tonematch.measure.carry import carry_box, carry_place, carry_points

CORNERS = np.array([[140.0, 93.0], [1643.0, 53.0], [1674.0, 995.0], [156.0, 1026.0]])
ELSEWHERE = np.array([[2600.0, 700.0], [2450.0, 2100.0], [1500.0, 1900.0], [1700.0, 650.0]])
PLACES = np.array([[829.0, 614.0], [2400.0, 300.0], [0.0, 0.0]])


def test_points_go_where_the_perspective_takes_them():
    """Inside the chart and far beside it, turned and slanted: the same as OpenCV's perspective of the four corners."""
    perspective = cv2.getPerspectiveTransform(CORNERS.astype(np.float32), ELSEWHERE.astype(np.float32))
    expected = cv2.perspectiveTransform(PLACES[None], perspective)[0]
    assert carry_points(PLACES, CORNERS, ELSEWHERE) == pytest.approx(expected, abs=0.01)
    assert carry_points(CORNERS, CORNERS, ELSEWHERE) == pytest.approx(ELSEWHERE)


def test_there_and_back_is_the_same_place():
    """Carrying back undoes carrying."""
    there = carry_place((829.0, 614.0), CORNERS, ELSEWHERE)
    assert carry_place(there, ELSEWHERE, CORNERS) == pytest.approx((829.0, 614.0))


def test_a_box_stays_upright_and_holds_all_it_held():
    """Of a box, the four corners are carried, and the box around them is taken, whichever way the photo is turned."""
    left, top, right, bottom = carry_box((800.0, 600.0, 900.0, 650.0), CORNERS, ELSEWHERE)
    assert left < right
    assert top < bottom
    inside = carry_points(np.array([[800.0, 600.0], [850.0, 625.0], [900.0, 650.0]]), CORNERS, ELSEWHERE)
    assert (inside >= np.array([left, top]) - 1e-6).all()
    assert (inside <= np.array([right, bottom]) + 1e-6).all()
