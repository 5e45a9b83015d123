"""What is said of a chart that is blurred, tilted, bent by processing, or worn."""

import cv2
import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart
from tonematch.chart.layout import grid_from_corners
from tonematch.colour import lab_to_linear, linear_to_srgb, srgb_to_linear
from tonematch.correct.calibration import fit_calibration
from tonematch.correct.chart_state import edge_width, tilt_deg

CORNERS = ((80.0, 70.0), (440.0, 60.0), (445.0, 300.0), (85.0, 310.0))


def codes(photo: Photo, **how: object) -> set[str]:
    """Give the codes of a photo's findings."""
    return {finding.code for finding in fit_calibration(read_chart(photo, **how), photo).findings}


def with_light(photo: Photo, linear: np.ndarray) -> Photo:
    """Give the photo with other pixels."""
    return Photo(photo.name, photo.sha256, photo.profile, linear.astype(np.float32), photo.clipped.copy(), ())


def test_a_sharp_chart_gives_no_remark(painted_photo):
    """The standard painting is sharp, flat, plain and new."""
    assert not codes(painted_photo) & {"chart.blurred", "chart.tilted", "photo.processed", "chart.worn"}


def test_blur_is_measured_and_told(painted_photo):
    """Edges widen with blur, and beyond an eighth of a patch it is said."""
    widths = []
    for sigma in (1.0, 4.0, 8.0):
        photo = with_light(painted_photo, cv2.GaussianBlur(painted_photo.linear, (0, 0), sigma))
        widths.append(edge_width(photo, read_chart(photo, corners=CORNERS)))
    assert widths == sorted(widths)
    assert widths[0] < 0.12 < widths[2]
    blurred = with_light(painted_photo, cv2.GaussianBlur(painted_photo.linear, (0, 0), 8.0))
    assert "chart.blurred" in codes(blurred, corners=CORNERS)


@pytest.mark.parametrize("angle_deg", [0.0, 20.0, 45.0])
def test_tilt_is_estimated(painted_photo, angle_deg):
    """A chart turned about its upright axis, seen by a phone's camera, gives its angle back within a degree."""
    focal, far = 0.75 * 900, 8.0
    turn = np.radians(angle_deg)
    kind = read_chart(painted_photo).kind
    flat = np.array([[-2.93, -1.93], [2.93, -1.93], [2.93, 1.93], [-2.93, 1.93]])
    x, y = flat[:, 0] * np.cos(turn), flat[:, 1]
    z = far + flat[:, 0] * np.sin(turn)
    corners = np.stack([450 + focal * x / z, 350 + focal * y / z], axis=-1)
    reading = read_chart(painted_photo)
    seen = type(reading)(**{**reading.__dict__, "corners": corners})
    assert grid_from_corners(corners, kind).shape == (3, 3)
    assert tilt_deg(painted_photo, seen) == pytest.approx(angle_deg, abs=1.0)


def test_heavy_processing_is_told(painter, painting):
    """A contrast no camera gives is taken for editing."""

    def filtered(linear: np.ndarray) -> np.ndarray:
        encoded = linear_to_srgb(np.clip(linear * 0.8, 0, 1))
        return srgb_to_linear(encoded + 2.6 * encoded * (1 - encoded) * (encoded - 0.5))

    assert "photo.processed" in codes(painter(painting(camera=filtered)), corners=CORNERS)


def test_a_faded_chart_is_told(painter, painting):
    """Patches that have faded unequally, in even light, are taken for wear."""
    fading = np.random.default_rng(5).uniform(0.2, 1.0, 24)

    def faded(linear: np.ndarray) -> np.ndarray:
        out = linear.copy()
        for strength, colour in zip(
            fading, lab_to_linear(read_chart(painter(painting())).kind.reference_lab), strict=True
        ):
            near = np.linalg.norm(linear - colour, axis=-1) < 0.02
            grey = colour.mean()
            out[near] = grey + strength * (colour - grey)
        return np.asarray(out * 0.85)

    found = codes(painter(painting(camera=faded)), corners=CORNERS)
    assert "chart.worn" in found
