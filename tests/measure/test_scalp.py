"""The scalp: skin told from dots, on pictures painted so that both are known."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart
from tonematch.colour import linear_to_srgb, srgb_to_linear
from tonematch.correct.calibration import fit_calibration
from tonematch.correct.light import EVEN_LIGHT
from tonematch.correct.paint_to_skin import NO_SHIFT
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.scalp.dots import Kind, likeliest_kinds, peaks_of
from tonematch.measure.scalp.sample import one_way_share, sample_scalp
from tonematch.measure.scalp.tone import DOT, SKIN
from tonematch.measure.scalp.unmix import unmix

SKIN_WITHIN = 1.0  # the bar set for rendered scalps under a perfect calibration
DOTS_WITHIN = 3.0  # the same for dots as they look
COUNT_SHARE = 0.1  # dots that touch are counted as one
WIDTH_SHARE = 0.2
PLACE = (690.0, 480.0)
BOX = (520.0, 330.0, 860.0, 660.0)
DARK, WHITE = (20.0, 1.0, 3.0), (80.0, 1.0, 6.0)
SPACING_PX = 11.0


@dataclass(frozen=True)
class Head:
    """What to paint on the skin's half of the picture."""

    skin_lab: tuple[float, float, float] = (60.0, 10.0, 17.0)
    dot_lab: tuple[float, float, float] = DARK
    diameter_px: float = 4.5
    spacing_px: float = SPACING_PX
    length_px: float = 0.0
    patch_lab: tuple[float, float, float] | None = None
    blur_px: float = 0.8


def coverage_of(head):
    """Draw dots, or strands, as the share of each pixel they cover; and how many lie in the box."""
    generator = np.random.default_rng(3)
    fine = np.zeros((700 * 4, 900 * 4), np.uint8)
    counted = 0
    for row, y in enumerate(np.arange(300, 700, head.spacing_px)):
        for x in np.arange(480, 900, head.spacing_px):
            if head.diameter_px == 0:
                break
            at = np.array([x + (row % 2) * head.spacing_px / 2, y]) + generator.uniform(-0.3, 0.3, 2) * head.spacing_px
            counted += int(BOX[0] <= at[0] < BOX[2] and BOX[1] <= at[1] < BOX[3])
            centre = tuple(int(value) for value in np.rint(at * 4))
            if head.length_px:
                lean = generator.normal(0.3, 0.15)
                end = tuple(int(v) for v in np.rint((at + head.length_px * np.array([np.cos(lean), np.sin(lean)])) * 4))
                cv2.line(fine, centre, end, 255, round(head.diameter_px * 4))
            else:
                cv2.circle(fine, centre, round(head.diameter_px * 2), 255, -1)
    share = cv2.resize(fine, (900, 700), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return share, counted


@dataclass(frozen=True)
class Faultless:
    """A correction of a camera without fault."""

    def apply(self, linear):
        """Give the light as it is."""
        return np.asarray(linear)


@pytest.fixture(scope="module")
def head_photo(painter, painting):
    """Give a function that photographs a head beside a chart, with a faultless calibration and the dots in the box."""

    def plain(skin, patch):
        return painter(painting(skin_lab=skin, patch_lab=patch, camera=lambda light: light, noise=0.0))

    chart = plain(Head().skin_lab, Head().skin_lab)
    fitted = fit_calibration(read_chart(chart), chart)
    calibration = replace(fitted, correction=Faultless(), skin_shift=NO_SHIFT, light=EVEN_LIGHT)

    def photographed(head):
        share, counted = coverage_of(head)
        bare = plain(head.skin_lab, head.patch_lab or head.skin_lab).linear
        light = bare + share[..., None] * (plain(head.dot_lab, head.dot_lab).linear - bare)
        light = cv2.GaussianBlur(light, (0, 0), head.blur_px)
        noisy = linear_to_srgb(light) + np.random.default_rng(2).normal(0, 0.004, light.shape)
        seen = np.rint(np.clip(noisy, 0, 1) * 255) / 255
        photo = Photo(
            "head.png", "0" * 64, "sRGB", srgb_to_linear(seen).astype(np.float32), seen.max(axis=-1) > 0.985, ()
        )
        return photo, calibration, counted

    return photographed


def off(lab, truth):
    """Give the ΔE00 between what was told and what was painted."""
    return float(delta_e00(np.array(truth), np.array(lab)))


@pytest.mark.parametrize(
    ("skin_lab", "dot_lab"),
    [
        ((76.0, 5.0, 12.0), DARK),
        ((60.0, 10.0, 17.0), DARK),
        ((45.0, 13.0, 20.0), (28.0, 1.0, 1.0)),
        ((38.0, 12.0, 16.0), WHITE),
        ((27.0, 10.0, 11.0), (60.0, 0.0, 3.0)),
        ((30.0, 11.0, 13.0), (56.0, 6.0, 20.0)),
    ],
)
@pytest.mark.parametrize("spacing_px", [8.0, 14.0])
def test_the_skin_is_told_without_its_dots(head_photo, skin_lab, dot_lab, spacing_px):
    """Between dark, grey, white or blond dots, dense or sparse, the skin comes out; the plain median is farther off."""
    photo, calibration, _ = head_photo(Head(skin_lab, dot_lab, diameter_px=3.5, spacing_px=spacing_px))
    told = sample_scalp(photo, calibration, skin=PLACE)
    assert off(told.skin.lab, skin_lab) < SKIN_WITHIN
    assert off(told.skin.lab, skin_lab) < off(told.unseparated, skin_lab) + 0.3  # noise, where dots are sparse
    assert told.dots is not None
    assert told.dots.darker is (dot_lab[0] < skin_lab[0])


def test_dense_dots_do_not_darken_the_skin(head_photo):
    """Where dots cover a third, the plain median is far too dark and the skin told is not."""
    photo, calibration, _ = head_photo(Head(diameter_px=4.0, spacing_px=6.0))
    told = sample_scalp(photo, calibration, box=BOX)
    assert off(told.unseparated, Head().skin_lab) > 3 * SKIN_WITHIN
    assert off(told.skin.lab, Head().skin_lab) < SKIN_WITHIN


def test_wide_dots_show_their_own_colour(head_photo):
    """A dot many pixels wide is told as it is painted, and the estimate of a covered dot agrees."""
    photo, calibration, _ = head_photo(Head(dot_lab=(35.0, 4.0, 8.0), diameter_px=8.0, spacing_px=20.0))
    dots = sample_scalp(photo, calibration, box=BOX).dots
    assert off(dots.full, (35.0, 4.0, 8.0)) < DOTS_WITHIN
    assert off(dots.full, (35.0, 4.0, 8.0)) < dots.full_uncertainty_delta_e00
    assert dots.contrast_delta_e00 > 10


def test_dots_as_they_look_lie_between_skin_and_dot(head_photo):
    """Dots of two pixels look paler than they are, and no covered dot is guessed at."""
    photo, calibration, _ = head_photo(Head(diameter_px=2.0, spacing_px=10.0, blur_px=0.9))
    dots = sample_scalp(photo, calibration, box=BOX).dots
    assert DARK[0] < dots.tone.lab.L < Head().skin_lab[0]
    assert dots.full is None


def test_dots_are_counted_and_measured(head_photo):
    """Count, width, cover and density are those painted."""
    photo, calibration, counted = head_photo(Head())
    mm_per_px = 0.1
    dots = sample_scalp(photo, calibration, box=BOX, mm_per_px=mm_per_px).dots
    area_cm2 = (BOX[2] - BOX[0]) * (BOX[3] - BOX[1]) * (mm_per_px / 10) ** 2
    assert dots.count == pytest.approx(counted, rel=COUNT_SHARE)
    assert dots.per_cm2 == pytest.approx(counted / area_cm2, rel=COUNT_SHARE)
    assert dots.diameter_px == pytest.approx(Head().diameter_px, rel=WIDTH_SHARE)
    assert dots.diameter_mm == pytest.approx(dots.diameter_px * mm_per_px)
    painted_share = np.pi / 4 * Head().diameter_px ** 2 / (SPACING_PX * SPACING_PX)
    assert dots.share_covered == pytest.approx(painted_share, rel=2 * WIDTH_SHARE)


def test_density_follows_the_scale(head_photo):
    """The same picture at half the scale holds four times the density; without a scale there is none."""
    photo, calibration, _ = head_photo(Head())
    near, far = (sample_scalp(photo, calibration, box=BOX, mm_per_px=scale).dots for scale in (0.05, 0.1))
    assert near.per_cm2 == pytest.approx(4 * far.per_cm2)


def test_large_dots_are_found_in_a_smaller_picture(head_photo):
    """Dots wider than the widest shape tried are found all the same, at their own size."""
    photo, calibration, _ = head_photo(Head(diameter_px=14.0, spacing_px=34.0))
    told = sample_scalp(photo, calibration, box=BOX)
    assert told.window.factor > 1
    assert told.dots.diameter_px == pytest.approx(14.0, rel=WIDTH_SHARE)
    assert off(told.skin.lab, Head().skin_lab) < SKIN_WITHIN


@pytest.mark.parametrize("skin_lab", [(78.0, 4.0, 11.0), (55.0, 12.0, 20.0), (26.0, 10.0, 11.0)])
def test_a_bald_scalp_has_no_dots(head_photo, skin_lab):
    """Without dots, the skin alone is told, and that no dots stand out."""
    photo, calibration, _ = head_photo(Head(skin_lab, diameter_px=0.0))
    told = sample_scalp(photo, calibration, skin=PLACE)
    assert told.dots is None
    assert "scalp.no_dots" in {finding.code for finding in told.findings}
    assert off(told.skin.lab, skin_lab) < SKIN_WITHIN


def test_dots_as_light_as_the_skin_are_not_made_up(head_photo):
    """Blond dots on skin of the same lightness are said not to stand out."""
    photo, calibration, _ = head_photo(Head((66.0, 8.0, 16.0), (66.5, 5.0, 19.0)))
    told = sample_scalp(photo, calibration, skin=PLACE)
    assert told.dots is None
    assert "scalp.no_dots" in {finding.code for finding in told.findings}


@pytest.mark.parametrize("length_px", [20.0, 40.0])
def test_hair_that_covers_the_skin_is_refused(head_photo, length_px):
    """Strands over the skin are refused in a sentence that says what to do."""
    photo, calibration, _ = head_photo(Head(diameter_px=2.5, spacing_px=12.0, length_px=length_px))
    with pytest.raises(RegionError, match="Hair lies over the skin") as caught:
        sample_scalp(photo, calibration, skin=PLACE)
    assert caught.value.code == "scalp.hair_covers_skin"
    assert "shaved" in caught.value.hint


def test_patch_and_skin_around_are_told_apart(head_photo):
    """Marked one after the other, a patch and its surroundings each come out in their own tone."""
    head = Head(patch_lab=(80.0, 5.0, 9.0), diameter_px=3.5, spacing_px=9.0)
    photo, calibration, _ = head_photo(head)
    patch = np.zeros(photo.linear.shape[:2], np.uint8)
    cv2.ellipse(patch, (640, 430), (60, 40), 20, 0, 360, 1, -1)
    inside = sample_scalp(photo, calibration, skin_mask=patch.astype(bool))
    around = sample_scalp(photo, calibration, box=(730, 500, 880, 680))
    assert off(inside.skin.lab, head.patch_lab) < SKIN_WITHIN
    assert off(around.skin.lab, head.skin_lab) < SKIN_WITHIN


def test_a_place_stays_on_its_side_of_the_border(head_photo):
    """A place in the patch takes no skin from beyond it, though its disc is wider than the patch."""
    head = Head(patch_lab=(80.0, 5.0, 9.0), diameter_px=3.5, spacing_px=9.0)
    photo, calibration, _ = head_photo(head)
    assert off(sample_scalp(photo, calibration, skin=(640, 430)).skin.lab, head.patch_lab) < SKIN_WITHIN


def test_two_tones_in_one_mark_are_warned_of(head_photo):
    """A box over patch and surroundings warns; one on even skin does not."""
    photo, calibration, _ = head_photo(Head(patch_lab=(80.0, 5.0, 9.0)))
    mixed = sample_scalp(photo, calibration, box=(540, 340, 800, 600))
    even = sample_scalp(photo, calibration, box=(740, 520, 880, 680))
    assert "scalp.two_tones" in {finding.code for finding in mixed.findings}
    assert "scalp.two_tones" not in {finding.code for finding in even.findings}


def test_a_coarse_photo_is_warned_of(head_photo):
    """Where a pixel spans more than dots of stubble allow, that is said with both numbers."""
    photo, calibration, _ = head_photo(Head())
    told = sample_scalp(photo, calibration, box=BOX, mm_per_px=0.3)
    coarse = next(finding for finding in told.findings if finding.code == "scalp.coarse")
    assert (coarse.value, coarse.limit) == (0.3, 0.15)
    assert told.verdict == "warn"


def test_the_uncertainty_holds_and_names_its_part(head_photo):
    """The whole uncertainty is larger than the part that separating adds, and the truth lies within it."""
    photo, calibration, _ = head_photo(Head())
    told = sample_scalp(photo, calibration, box=BOX)
    assert 0 < told.separation_delta_e00 < told.uncertainty_delta_e00
    assert off(told.skin.lab, Head().skin_lab) < told.uncertainty_delta_e00


def test_each_pixel_is_labelled(head_photo):
    """Pixels painted bare are labelled skin, middles of dots are labelled dot."""
    head = Head(diameter_px=6.0, spacing_px=18.0)
    photo, calibration, _ = head_photo(head)
    told = sample_scalp(photo, calibration, box=BOX)
    left, top, factor = told.window
    share = coverage_of(head)[0][top:, left:][: told.labels.shape[0] * factor, : told.labels.shape[1] * factor]
    share = share[::factor, ::factor][: told.labels.shape[0], : told.labels.shape[1]]
    far_from_dots = cv2.dilate((share > 0).astype(np.uint8), np.ones((7, 7), np.uint8)) == 0
    assert (told.labels[far_from_dots] == SKIN).mean() > 0.95
    assert (told.labels[cv2.erode((share == 1).astype(np.uint8), np.ones((3, 3))) == 1] == DOT).mean() > 0.95


def test_a_scalp_is_frozen(head_photo):
    """The labels cannot be written to."""
    photo, calibration, _ = head_photo(Head())
    told = sample_scalp(photo, calibration, box=BOX)
    with pytest.raises(ValueError, match="read-only"):
        told.labels[0, 0] = 1


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ({}, "region.marks"),
        ({"skin": PLACE, "box": BOX}, "region.marks"),
        ({"skin": (5000.0, 10.0)}, "region.outside"),
        ({"box": (90.0, 80.0, 400.0, 280.0)}, "region.on_chart"),
        ({"box": (600.0, 400.0, 620.0, 420.0)}, "region.small"),
        ({"box": (2000.0, 2000.0, 2600.0, 2600.0)}, "region.small"),
        ({"skin_mask": np.ones((10, 10), bool)}, "region.mask_size"),
    ],
)
def test_a_wrong_mark_is_named(head_photo, marks, code):
    """No mark, two marks, a place outside, the chart, too small a box and a mask of the wrong size are told apart."""
    photo, calibration, _ = head_photo(Head())
    with pytest.raises(RegionError) as caught:
        sample_scalp(photo, calibration, **marks)
    assert caught.value.code == code
    assert caught.value.hint


def test_unmixing_finds_the_constant_of_its_own_model():
    """A picture that is exactly skin plus one Gaussian a dot gives back the skin, dense as the dots are."""
    generator = np.random.default_rng(1)
    points = np.zeros((240, 240), np.float32)
    rows, columns = generator.integers(0, 240, (2, 3600))
    points[rows, columns] = 1
    dots = cv2.GaussianBlur(points, (0, 0), 1.2) * 2 * np.pi * 1.2**2
    L = (60 - 12 * np.minimum(dots, 3)).astype(np.float32)
    lab = np.stack([L, np.full_like(L, 8.0), np.full_like(L, 12.0)], axis=-1)
    kind = likeliest_kinds(L)[0]
    unmixed = unmix(lab, np.ones(L.shape, bool), kind)
    assert kind.darker
    assert float(np.median(L)) < 56
    assert off((60.0, 8.0, 12.0), _lab(unmixed.skin)) < SKIN_WITHIN


def _lab(linear):
    from tonematch.colour import linear_to_lab

    return linear_to_lab(linear)


def test_noise_is_as_well_explained_by_light_dots_as_by_dark():
    """White noise scores far below dots, and nearly alike for either sign."""
    noise = np.random.default_rng(4).normal(60, 1, (200, 200)).astype(np.float32)
    best, other = likeliest_kinds(cv2.GaussianBlur(noise, (0, 0), 0.7))
    assert best.explained < 0.45
    assert best.explained - other.explained < 0.1


def test_stripes_run_one_way_and_dots_do_not():
    """The one-way share is near 1 on stripes and near 0 on round dots."""
    rows, columns = np.indices((200, 200))
    inside = np.ones((200, 200), bool)
    stripes = np.sin(columns / 2 + rows / 5).astype(np.float32)
    dots = (np.sin(columns / 2) * np.sin(rows / 2)).astype(np.float32)
    assert one_way_share(stripes, inside) > 0.9
    assert one_way_share(dots, inside) < 0.1


def test_peaks_are_the_highest_within_reach():
    """Of two maxima nearer than the reach the higher one counts, of two farther apart both."""
    field = np.zeros((30, 30), np.float32)
    field[10, 10], field[10, 12], field[20, 20] = 1.0, 0.5, 0.3
    peaks = peaks_of(field, 3.0)
    assert sorted(zip(peaks.x.tolist(), peaks.y.tolist(), strict=True)) == [(10, 10), (20, 20)]
    assert Kind(0.6, 1.2, darker=True) > Kind(0.5, 3.4, darker=False)
