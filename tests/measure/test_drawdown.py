"""One's own jars, read beside the chart: its own patches as drawdowns, and rendered films of known K and S."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from scripts.render.camera import Exposure
from scripts.render.drawdown import INK, PAPER, CardPhoto, photograph_card
from tonematch.bundled import SAMPLES
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.drawdown import measure_drawdowns, measure_places
from tonematch.measure.drawdown_card import ROWS, find_card, sign_bits
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.layers import film_reflectance
from tonematch.mix.palettes.load import load_palette
from tonematch.own_jars.drawn import Jar, film_jar
from tonematch.pipeline import Calibrated, calibrate_photo
from tonematch.spectrum import band_weights, reflectance_to_lab

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


FILMS = {1: ("F1C", 1.2), 2: ("M1W", 1.0), 4: ("M2N", 0.8), 6: ("T1C", 0.6), 8: ("T2W", 0.6)}
"""Row, cream and thickness of what is drawn on the card."""

SEEN_DELTA_E00 = 3.0  # a film read in the photo; the correction misses patches it has not seen by up to 2 there
SCATTERING_SHARE = 0.15  # of S; a trial of 56 films in 7 photos left 2 % at the median, more only where a film hides


def constants(row: int) -> Constants:
    """Give K and S of the film drawn in a row."""
    code, thickness = FILMS[row]
    shade = load_palette("generic-camouflage").shade(code)
    assert shade.k is not None
    assert shade.s is not None
    return Constants(shade.k * thickness, shade.s * thickness)


@pytest.fixture(scope="module", params=["D65", "LED-B3"])
def card(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Calibrated:
    """Give a rendered photo of the card beside the chart, calibrated; once in daylight, once under an LED."""
    path = tmp_path_factory.mktemp("card") / "card.png"
    photo = CardPhoto({row: constants(row) for row in FILMS}, exposure=Exposure(lamp=request.param))
    write(path, photograph_card(photo))
    return calibrate_photo(path)


def write(path: Path, picture: np.ndarray) -> None:
    """Write a picture (H, W, 3) as a file."""
    assert cv2.imwrite(str(path), picture[..., ::-1])


def jar(card: Calibrated, row: int) -> Jar:
    """Measure the film in a row of the card."""
    place = find_card(card.photo)[row - 1]
    groups = ([place.over_black], [place.over_white], place.bare_black, place.bare_white)
    black, white, bare_black, bare_white = (
        measure_places(card.photo, card.calibration, group, place.radius_px) for group in groups
    )
    return film_jar(FILMS[row][0], "a film", film=(black, white), bare=(bare_black, bare_white))


@pytest.mark.parametrize("row", FILMS)
def test_films_on_the_card_come_back(card: Calibrated, row: int) -> None:
    """Lab, contrast ratio and scattering of a film of known K and S lie within what is stated of them."""
    found = jar(card, row)
    truth = constants(row)
    grounds = {"black": INK, "white": PAPER}
    reflectance = {name: film_reflectance(*truth, thickness=1.0, substrate=ground) for name, ground in grounds.items()}
    assert found.over_black is not None
    assert found.shade is not None
    assert float(delta_e00(found.over_black.lab, reflectance_to_lab(reflectance["black"]))) < SEEN_DELTA_E00
    assert float(delta_e00(found.drawdown.lab, reflectance_to_lab(reflectance["white"]))) < SEEN_DELTA_E00
    missed = np.abs(np.array(found.shade.lab) - reflectance_to_lab(opaque_reflectance(*truth)))
    assert (missed <= found.shade.lab_u95).all()
    eye = band_weights()[:, 1]
    ratio = float(reflectance["black"] @ eye / (reflectance["white"] @ eye))
    assert found.shade.contrast_ratio == pytest.approx(ratio, abs=found.shade.contrast_u95)
    scattering = float(truth.s @ eye / eye.sum())
    assert found.shade.scattering == pytest.approx(scattering, abs=found.shade.scattering_u95)
    assert found.shade.scattering == pytest.approx(scattering, rel=SCATTERING_SHARE)


def test_bare_card_is_read_where_it_is_bare(card: Calibrated) -> None:
    """Between the rows the card's own black and white are read, not a film's edge."""
    for place in find_card(card.photo):
        for points, ground in ((place.bare_black, INK), (place.bare_white, PAPER)):
            read_here = measure_places(card.photo, card.calibration, points, place.radius_px)
            assert float(delta_e00(read_here.lab, reflectance_to_lab(ground))) < SEEN_DELTA_E00


def test_a_covered_sign_is_told(tmp_path: Path) -> None:
    """With a thumb on one corner sign the card is refused, and the sign is named."""
    write(tmp_path / "thumb.png", photograph_card(CardPhoto({}, covered=True)))
    with pytest.raises(RegionError, match=r"1 of its four corner signs are missing \(1; counted"):
        find_card(calibrate_photo(tmp_path / "thumb.png").photo)


def test_a_photo_without_the_card(read: Calibrated) -> None:
    """In a photo of skin no card is found."""
    with pytest.raises(RegionError, match="4 of its four corner signs are missing"):
        find_card(read.photo)


def test_signs_differ_whichever_way_they_lie() -> None:
    """No sign of the card looks like another one turned."""
    turned = [np.rot90(sign_bits(number), turns) for number in range(4) for turns in range(4)]
    assert len({sign.tobytes() for sign in turned}) == 16
    assert ROWS == 8
