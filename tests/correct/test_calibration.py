"""The correction, its error, and its verdict."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import chart_kind
from tonematch.chart.layout import grid_from_corners, project
from tonematch.colour import lab_to_linear, linear_to_lab
from tonematch.correct.calibration import fit_calibration
from tonematch.correct.linear_models import fit_linear
from tonematch.correct.models import CORRECTION_MODELS, PREFERRED_MODEL
from tonematch.correct.paint_to_skin import SHIFT_LIMIT, SkinShift
from tonematch.correct.tone_affine import ToneAffine, fit_tone_affine
from tonematch.difference import delta_e00
from tonematch.errors import CalibrationError

REFERENCE = chart_kind("classic24").reference_lab
ONES = np.ones(24)
EXACT = 1e-3  # ΔE00 left when a model meets just what it was made for
CURVED = 0.35  # ΔE00 left by the prior that keeps the tone curve tame


@pytest.fixture(scope="module")
def calibration(painted_photo):
    """Calibrate the standard painted photo."""
    return fit_calibration(read_chart(painted_photo), painted_photo)


@pytest.mark.parametrize("name", CORRECTION_MODELS)
def test_reference_fits_to_identity(name):
    """A calibration fitted on its own reference changes nothing."""
    seen = lab_to_linear(REFERENCE)
    tone = fit_tone_affine(seen, REFERENCE, ONES)
    correction = CORRECTION_MODELS[name](seen, REFERENCE, ONES, tone)
    assert float(delta_e00(REFERENCE, linear_to_lab(correction.apply(seen))).max()) < EXACT


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.floats(-0.12, 0.12), min_size=9, max_size=9),
    st.floats(0.5, 1.0),
)
def test_linear_model_undoes_any_mixing_of_channels(mixing, gain):
    """Whatever matrix stands between scene and camera, the linear model finds its inverse."""
    matrix = (np.eye(3) + np.reshape(mixing, (3, 3))) * gain
    seen = lab_to_linear(REFERENCE) @ matrix.T
    correction = fit_linear(seen, REFERENCE, ONES)
    assert float(delta_e00(REFERENCE, linear_to_lab(correction.apply(seen))).max()) < EXACT


def test_tone_curve_is_undone():
    """A camera's S-curve and mixing are undone together."""
    from tonematch.colour import linear_to_srgb, srgb_to_linear

    mixed = np.clip(lab_to_linear(REFERENCE), 0, 1) @ np.array([[0.8, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.1, 0.7]])
    encoded = linear_to_srgb(mixed)
    seen = srgb_to_linear(encoded + 0.25 * encoded * (1 - encoded) * (2 * encoded - 1))
    correction = fit_tone_affine(seen, REFERENCE, ONES)
    inside = (lab_to_linear(REFERENCE) > 0).all(axis=1)
    assert float(delta_e00(REFERENCE, linear_to_lab(correction.apply(seen)))[inside].mean()) < CURVED


def test_a_wrong_patch_hardly_pulls_the_fit():
    """One patch in glare moves the others by less than ΔE00 0.5."""
    seen = lab_to_linear(REFERENCE) * 0.8
    spoilt = seen.copy()
    spoilt[7] += 0.3
    fitted = fit_tone_affine(spoilt, REFERENCE, ONES).apply(seen)
    others = np.arange(24) != 7
    assert float(delta_e00(REFERENCE, linear_to_lab(fitted))[others].mean()) < 0.5


def test_table_lookup_equals_the_formula():
    """Correcting a whole picture by table gives what correcting single colours gives."""
    correction = ToneAffine(curve=np.array([[0.2, -0.1, 0.05]] * 3), matrix=np.eye(3) * 1.1, offset=np.full(3, 0.01))
    many = np.random.default_rng(0).uniform(0, 1, (2000, 3))
    single = np.array([correction.apply(colour) for colour in many])
    assert float(delta_e00(linear_to_lab(single), linear_to_lab(correction.apply(many))).max()) < 0.02


def test_held_out_error_is_told_beside_the_fit(calibration):
    """Held-out error is never smaller than the fit's own."""
    error = calibration.delta_e00
    assert error.fit_mean <= error.held_out_mean <= error.held_out_max
    assert calibration.compared[calibration.model] == error.held_out_mean
    assert set(calibration.compared) == set(CORRECTION_MODELS)
    assert calibration.verdict == "pass"


def test_painted_surfaces_come_out_as_painted(painted_photo, calibration):
    """The cloth, which is no skin, comes out within ΔE00 1 of the Lab it was painted with."""
    lab = calibration.lab(painted_photo)
    assert lab.shape == (700, 900, 3)
    assert lab.dtype == np.float32
    assert float(delta_e00((60.0, -8.0, -18.0), np.median(lab[400:600, 50:400], axis=(0, 1)))) < 1.0


def test_skin_lab_refuses_a_place_outside(painted_photo, calibration):
    """A place outside the photo is an error in words."""
    with pytest.raises(CalibrationError, match="outside the photo of 900 x 700"):
        calibration.skin_lab(painted_photo, at=(900, 10))
    assert calibration.skin_lab(painted_photo, at=(640, 430)).shape == (700, 900, 3)


def test_blown_out_chart_warns_or_stops(painted_photo):
    """A chart photographed far too bright never passes."""
    bright = np.clip(painted_photo.linear * 6, 0, 1)
    photo = Photo("bright.png", "0" * 64, "sRGB", bright.astype(np.float32), bright.max(axis=-1) > 0.98, ())
    reading = read_chart(photo, corners=[[80, 70], [440, 60], [445, 300], [85, 310]])
    try:
        calibration = fit_calibration(reading, photo)
    except CalibrationError as problem:
        assert "blown out" in problem.message  # noqa: PT017  # either way of saying no is right
    else:
        assert calibration.verdict != "pass"


def test_dark_photo_warns(painted_photo):
    """A photo whose white patch is dark grey says that light is missing."""
    dark = (painted_photo.linear * 0.2).astype(np.float32)
    photo = Photo("dark.png", "0" * 64, "sRGB", dark, np.zeros(dark.shape[:2], bool), ())
    codes = {finding.code for finding in fit_calibration(read_chart(photo), photo).findings}
    assert "light.too_little" in codes


@pytest.mark.parametrize(("end", "power", "stops"), [(0.5, 1.0, 0.34), (0.3, 1.5, 0.78), (0.05, 2.5, 1.97)])
def test_fall_off_is_measured(painted_photo, end, power, stops):
    """Light that falls off across the chart is measured to a quarter, and refused when nearly half of it is lost."""
    ramp = np.linspace(1, end, 900)[None, :, None] ** power
    linear = (painted_photo.linear * ramp).astype(np.float32)
    photo = Photo("ramp.png", "0" * 64, "sRGB", linear, np.zeros(linear.shape[:2], bool), ())
    reading = read_chart(photo, corners=[[80, 70], [440, 60], [445, 300], [85, 310]])
    calibration = fit_calibration(reading, photo)
    assert calibration.light.fall_off_stops == pytest.approx(stops, rel=0.25)
    assert (calibration.verdict == "refuse") == (stops > 0.9)


def test_light_falling_off_warns(painted_photo):
    """Light that loses more than half a stop across the chart is told."""
    ramp = np.linspace(1, 0.5, 900)[None, :, None] ** 1.6
    linear = (painted_photo.linear * ramp).astype(np.float32)
    photo = Photo("ramp.png", "0" * 64, "sRGB", linear, np.zeros(linear.shape[:2], bool), ())
    codes = {finding.code for finding in fit_calibration(read_chart(photo), photo).findings}
    assert "light.uneven" in codes


@given(st.lists(st.floats(-50, 50), min_size=21, max_size=21))
def test_skin_shift_stays_bounded(coefficients):
    """Whatever the coefficients, skin is never moved by more than the limit."""
    shift = SkinShift(np.reshape(coefficients, (7, 3)))
    lab = np.array([[30.0, 12.0, 15.0], [95.0, 0.0, 40.0], [60.0, 10.0, 18.0]])
    assert np.abs(shift.apply(lab) - lab).max() <= SHIFT_LIMIT + 1e-9


def test_process_in_lab_smooths_what_is_left():
    """A smooth distortion in Lab that no matrix makes is mostly taken out by the process on top."""
    bent = REFERENCE + np.column_stack([np.zeros(24), 2.5 * np.sin(REFERENCE[:, 0] / 15), np.zeros(24)])
    seen = lab_to_linear(bent)
    tone = fit_tone_affine(seen, REFERENCE, ONES)
    base = float(delta_e00(REFERENCE, linear_to_lab(tone.apply(seen))).mean())
    process = CORRECTION_MODELS["tone curve + affine + process in Lab"](seen, REFERENCE, ONES, tone)
    assert float(delta_e00(REFERENCE, linear_to_lab(process.apply(seen))).mean()) < 0.7 * base


@pytest.mark.parametrize("gain", [0.5, 0.8])
def test_root_polynomial_keeps_with_exposure(gain):
    """Twice the light gives twice the result: the model's terms scale as the channels do."""
    seen = np.clip(lab_to_linear(REFERENCE), 0, 1)
    tone = fit_tone_affine(seen, REFERENCE, ONES)
    correction = CORRECTION_MODELS["root polynomial"](seen, REFERENCE, ONES, tone)
    assert np.allclose(correction.apply(seen * gain), correction.apply(seen) * gain, atol=1e-12)


def test_other_models_must_halve_the_error(calibration):
    """The preferred model is kept unless another halves its held-out error."""
    assert calibration.model == PREFERRED_MODEL


def test_a_card_gives_white_balance_and_caps_the_trust(painted_photo):
    """The chart's white patch, taken for a white card: usable, warned of, and with typical errors that say so."""
    reading = read_chart(painted_photo)
    grid = grid_from_corners(reading.corners, reading.kind)
    corners = project(grid, np.array([[-0.4, 2.6], [0.4, 2.6], [0.4, 3.4], [-0.4, 3.4]]))
    calibration = fit_calibration(read_chart(painted_photo, corners=corners, kind="white-card"), painted_photo)
    assert calibration.verdict == "warn"
    assert calibration.model == "white balance"
    assert calibration.delta_e00.basis == "typical of white balance alone"
    assert np.abs(calibration.patches_lab[0] - reading_reference("white-card")).max() < 1e-6


def reading_reference(kind: str) -> np.ndarray:
    """Give the Lab a card is known to have."""
    return chart_kind(kind).reference_lab[0]
