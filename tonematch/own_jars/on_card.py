"""Measure what was drawn down on the printed card, row by row, or opaquely anywhere beside the chart."""

from tonematch.capture.photo import Photo
from tonematch.correct.calibration import Calibration
from tonematch.measure.drawdown import measure_drawdowns, measure_places
from tonematch.measure.drawdown_card import CardRow
from tonematch.own_jars.drawn import Jar, film_jar


def row_jar(photo: Photo, calibration: Calibration, row: CardRow, *, code: str, name: str) -> Jar:
    """Measure the film in one row of the card, over black and over white, with the bare card beside it.

    Raises
    ------
    RegionError
        When a place lies on blown-out highlights or outside the photo.
    NoMatchError
        When the film over black and that over white do not make sense together.
    """
    groups = ([row.over_black], [row.over_white], row.bare_black, row.bare_white)
    black, white, bare_black, bare_white = (
        measure_places(photo, calibration, group, row.radius_px) for group in groups
    )
    return film_jar(code, name, film=(black, white), bare=(bare_black, bare_white))


def opaque_jar(photo: Photo, calibration: Calibration, point: tuple[float, float], *, code: str, name: str) -> Jar:
    """Measure the colour of an opaque layer at a point, x and y in pixels.

    Raises
    ------
    RegionError
        When the place lies on blown-out highlights or outside the photo.
    """
    return Jar(code, name, measure_drawdowns(photo, calibration, [point])[0])
