"""The colour of one's own jars, read beside the chart: here the chart's own patches stand in for drawdowns."""

import numpy as np
import pytest

from tonematch.bundled import SAMPLES
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.drawdown import measure_drawdowns
from tonematch.pipeline import Calibrated, calibrate_photo

MEDIAN_DELTA_E00 = 0.5  # a disc and a square within one even patch differ by noise only


@pytest.fixture(scope="module")
def read() -> Calibrated:
    """Give an easy sample photo, calibrated."""
    return calibrate_photo(next(path for path in sorted(SAMPLES.glob("03*")) if path.suffix != ".json"))


def patch_centre(read: Calibrated, row: int, column: int) -> tuple[float, float]:
    """Give the middle of a chart patch, by plain interpolation between the corners."""
    first, second, third, fourth = (np.asarray(corner) for corner in read.calibration.reading.corners)
    across, down = (column + 0.5) / 6, (row + 0.5) / 4
    x, y = (1 - down) * ((1 - across) * first + across * second) + down * ((1 - across) * fourth + across * third)
    return float(x), float(y)


def test_a_drawdown_reads_what_the_calibration_reads(read: Calibrated) -> None:
    """Over a chart patch the disc gives the Lab the calibration gives that patch, with its held-out error."""
    measured = measure_drawdowns(read.photo, read.calibration, [patch_centre(read, 1, 2)])[0]
    assert float(delta_e00(measured.lab, read.calibration.patches_lab[8])) < MEDIAN_DELTA_E00
    assert measured.uncertainty_delta_e00 == read.calibration.delta_e00.held_out_p95
    assert measured.pixels > 20


def test_a_place_outside_the_photo(read: Calibrated) -> None:
    """A drawdown beyond the photo's edge is told with its place."""
    with pytest.raises(RegionError, match="at -5,3 lies outside the photo"):
        measure_drawdowns(read.photo, read.calibration, [(-5, 3)])
