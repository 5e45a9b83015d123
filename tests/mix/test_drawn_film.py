"""K and S from colours over black and white, or from a let-down: films whose K and S are known."""

import numpy as np
import pytest

from tonematch.colour import Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.errors import NoMatchError
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.drawn_film import DrawnShade, estimate_film, estimate_let_down, even_reflectance
from tonematch.mix.film.layers import film_reflectance
from tonematch.mix.film.likely_pigments import Seen
from tonematch.mix.palettes.load import load_palette
from tonematch.reference import read_table
from tonematch.spectrum import BANDS_NM, band_weights, reflectance_to_lab

CARD_BLACK = np.full(31, 0.045)
CARD_WHITE = np.interp(BANDS_NM, [400, 430, 700], [0.70, 0.85, 0.85])
GOOD_SD = 0.15  # Lab; what rounding to 8 bits leaves of an otherwise exact photo
PHOTO_SD = 0.8  # Lab; a photo known to ΔE00 2.2 on 95 of 100 patches
SCATTERING_SHARE = 0.1  # of S; exact colours of a film that does not hide leave 1 to 3 % in a trial of 240 films
COLOUR_DELTA_E00 = 1.0  # an exact photo of a film of contrast 0.5 leaves 0.3 to 0.9


def film(code: str, thickness: float) -> Constants:
    """Give K and S of a film of a bundled cream."""
    shade = load_palette("generic-camouflage").shade(code)
    assert shade.k is not None
    assert shade.s is not None
    return Constants(shade.k * thickness, shade.s * thickness)


def seen(reflectance: object, sd: float, generator: np.random.Generator | None = None) -> Seen:
    """Give a colour as a photo with such an error would."""
    lab = reflectance_to_lab(np.asarray(reflectance))
    return Seen(lab_from(lab if generator is None else lab + generator.normal(0, sd, 3)), (sd, sd, sd))


def photographed(constants: Constants, sd: float, generator: np.random.Generator | None = None) -> DrawnShade:
    """Estimate a film from its colours on the card, with the photo's error drawn or without."""
    black, white = (
        film_reflectance(*constants, thickness=1.0, substrate=ground) for ground in (CARD_BLACK, CARD_WHITE)
    )
    one, two, three, four = (seen(r, sd, generator) for r in (black, white, CARD_BLACK, CARD_WHITE))
    return estimate_film(one, two, bare_black=three, bare_white=four)


def eye_mean(values: object) -> float:
    """Weigh a spectrum as the eye does."""
    eye = band_weights()[:, 1]
    return float(np.asarray(values) @ eye / eye.sum())


@pytest.mark.parametrize(("code", "thickness"), [("F1C", 1.0), ("M2N", 0.8), ("T2W", 0.5)])
def test_exact_colours_give_scattering_and_colour_back(code: str, thickness: float) -> None:
    """Of a film that does not hide, S times thickness and the opaque colour come back."""
    truth = film(code, thickness)
    found = photographed(truth, GOOD_SD)
    assert found.scattering == pytest.approx(eye_mean(truth.s), rel=SCATTERING_SHARE)
    assert float(delta_e00(found.lab, reflectance_to_lab(opaque_reflectance(*truth)))) < COLOUR_DELTA_E00
    assert not found.hides


def test_stated_uncertainty_holds() -> None:
    """Over films and photo errors drawn at random, nearly all truths lie within what is stated, but not by far."""
    generator = np.random.default_rng(11)
    inside, shares = [], []
    for code in ("F1C", "F2W", "M1N", "M2N", "T1C", "T2W", "D1N", "D2C"):
        truth = film(code, float(np.exp(generator.uniform(np.log(0.3), np.log(1.5)))))
        found = photographed(truth, PHOTO_SD, generator)
        missed = np.abs(np.array(found.lab) - reflectance_to_lab(opaque_reflectance(*truth)))
        inside += (missed <= found.lab_u95).tolist()
        inside.append(abs(found.scattering - eye_mean(truth.s)) <= found.scattering_u95)
        shares.append(found.scattering_u95 / found.scattering)
    assert np.mean(inside) >= 0.85
    assert min(shares) < 0.25


def test_a_film_that_hides_says_that_its_scattering_is_a_guess() -> None:
    """Over an opaque film black and white look the same: the colour is known, S is not, and that is said."""
    found = photographed(film("M2N", 20.0), PHOTO_SD)
    assert found.hides
    assert found.contrast_ratio == pytest.approx(1.0, abs=0.01)
    assert found.scattering_u95 > 0.4 * found.scattering


def test_contrast_ratio_is_that_seen() -> None:
    """The ratio is Y over the card's black by Y over its white."""
    truth = film("M1N", 0.8)
    y = [eye_mean(film_reflectance(*truth, thickness=1.0, substrate=ground)) for ground in (CARD_BLACK, CARD_WHITE)]
    found = photographed(truth, GOOD_SD)
    assert found.contrast_ratio == pytest.approx(y[0] / y[1], abs=0.005)
    assert found.contrast_u95 is not None
    assert 0 < found.contrast_u95 < 0.05


def test_let_down_gives_scattering_in_the_unit_of_the_white() -> None:
    """Full shade and one mix with white give red oxide's S beside the white's 1 within what is stated."""
    table = read_table("pigments")["pigments"]
    white, red = (Constants(*(np.array(table[name][key]) for key in ("k", "s"))) for name in ("white", "red oxide"))
    mixed = opaque_reflectance((red.k + 4 * white.k) / 5, (red.s + 4 * white.s) / 5)
    full, let_down, pure = (seen(r, GOOD_SD) for r in (opaque_reflectance(*red), mixed, opaque_reflectance(*white)))
    found = estimate_let_down(full, let_down, parts=(1, 4), white=pure)
    assert abs(found.scattering - eye_mean(red.s)) < found.scattering_u95
    assert found.scattering == pytest.approx(eye_mean(red.s), rel=0.5)
    assert found.contrast_ratio is None
    again = opaque_reflectance((found.k + 4 * white.k) / 5, (found.s + 4 * white.s) / 5)
    assert float(delta_e00(let_down.lab, reflectance_to_lab(again))) < COLOUR_DELTA_E00


def test_swapped_places_are_told() -> None:
    """Black for white, of the film or of the card, and a let-down darker than the full shade are refused."""
    dark, light, middle = (Seen(Lab(L, 0.0, 0.0), (0.5, 0.5, 0.5)) for L in (20.0, 92.0, 60.0))
    with pytest.raises(NoMatchError, match="hardly lighter than its black"):
        estimate_film(middle, middle, bare_black=light, bare_white=dark)
    with pytest.raises(NoMatchError, match="lighter over black"):
        estimate_film(Seen(Lab(70.0, 0.0, 0.0), middle.sd), middle, bare_black=dark, bare_white=light)
    with pytest.raises(NoMatchError, match="darker than the full shade"):
        estimate_let_down(middle, dark, parts=(1, 4), white=light)


def test_even_reflectance_has_the_colour_of_paper_and_ink() -> None:
    """The simplest reflectance of a paper white and a printed black has their Lab."""
    labs = np.array([[93.0, 0.5, -2.0], [22.0, 0.3, 0.8]])
    assert reflectance_to_lab(even_reflectance(labs)) == pytest.approx(labs, abs=0.05)
