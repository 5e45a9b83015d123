"""The patch, found on pictures whose every pixel is known."""

import cv2
import numpy as np
import pytest

from tonematch.colour import lab_to_linear
from tonematch.correct.gamut import could_be_skin
from tonematch.correct.view import View
from tonematch.errors import RegionError
from tonematch.measure.patch.box import find_differing_in, find_patch_in_box
from tonematch.measure.patch.click import find_patch, find_patch_along
from tonematch.measure.regions import grown, overlap

HEIGHT, WIDTH = 360, 480
LIGHT_SKIN, DEEP_SKIN, CLOTH = (70.0, 7.0, 15.0), (30.0, 10.0, 12.0), (55.0, -8.0, -18.0)
PALE = (76.0, 7.0, 11.0)
CENTRE, AXES = (240, 180), (70, 45)
SHARP = 0.97  # overlap on a sharp border: half a pixel all round the ellipse is 2 %
SOFT = 0.93  # where the border fades over a third of the patch


def ellipse(centre=CENTRE, axes=AXES):
    """Draw where a patch is."""
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.ellipse(mask, centre, axes, 20, 0, 360, 1, -1)
    return mask.astype(bool)


def share_of(mask, fade_px=0.0):
    """Turn a mask to shares 0-1 whose half lies on its outline."""
    return cv2.GaussianBlur(mask.astype(np.float32), (0, 0), fade_px) if fade_px else mask.astype(np.float32)


def picture(share, skin=LIGHT_SKIN, patch=PALE, *, slope=0.0, mottling=0.01, seed=1):  # noqa: PLR0913  # what varies
    """Paint skin with a patch in linear light, with mottling, noise and a slope of the light, as a view of itself."""
    generator = np.random.default_rng(seed)
    share = np.asarray(share, np.float32)[..., None]
    light = lab_to_linear(np.array(skin)) * (1 - share) + lab_to_linear(np.array(patch)) * share
    coarse = cv2.resize(
        generator.normal(size=(24, 32)).astype(np.float32), (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC
    )
    x = np.linspace(-0.5, 0.5, WIDTH, dtype=np.float32)
    light = light * np.exp(mottling * coarse + slope * x)[..., None]
    light *= np.exp(generator.normal(0, 0.006, light.shape))
    return seen(light.astype(np.float32))


def seen(light, not_skin=None):
    """Look at a picture given as linear light."""
    from tonematch.colour import linear_to_lab

    lab = linear_to_lab(light).astype(np.float32)
    nowhere = np.zeros(light.shape[:2], bool)
    skin = could_be_skin(lab) & (~not_skin if not_skin is not None else ~nowhere)
    return View(lab, skin, nowhere, light, nowhere, 1.0, light.shape[:2])


@pytest.mark.parametrize("skin", [(85.0, 3.0, 14.0), LIGHT_SKIN, (50.0, 12.0, 19.0), DEEP_SKIN, (24.0, 6.0, 6.0)])
def test_a_click_finds_the_patch_on_skin_of_any_depth(skin):
    """From ITA +65 to below -60 one click finds a lighter patch."""
    lighter = (min(skin[0] + 14, 93), 6.0, 10.0)
    truth = ellipse()
    assert overlap(find_patch(picture(share_of(truth), skin, lighter), CENTRE).mask, truth) > SHARP


def test_a_click_finds_a_darker_patch():
    """A patch darker than the skin around it is found as well."""
    truth = ellipse()
    found = find_patch(picture(share_of(truth), LIGHT_SKIN, (61.0, 9.0, 17.0)), CENTRE)
    assert overlap(found.mask, truth) > SHARP
    assert found.border.darker


def test_a_faint_patch_on_very_light_skin():
    """A difference of three Lab units on very light skin is enough."""
    truth = ellipse()
    view = picture(share_of(truth), (78.0, 5.0, 13.0), (80.2, 5.0, 11.0), mottling=0.004)
    assert overlap(find_patch(view, CENTRE).mask, truth) > SHARP


def test_light_that_falls_off_does_not_move_the_border():
    """Half a stop and more of fall-off over the picture, more than the patch itself differs, leaves the outline."""
    truth = ellipse()
    view = picture(share_of(truth), patch=(74.0, 7.0, 11.0), slope=0.5)
    assert overlap(find_patch(view, CENTRE).mask, truth) > SHARP


def test_a_soft_border_is_cut_at_one_half():
    """Where the border fades, the outline runs where half has changed, and the share tells how far."""
    truth = ellipse()
    share = share_of(truth, 7.0)
    found = find_patch(picture(share), CENTRE)
    assert overlap(found.mask, share > 0.5) > SOFT
    near = grown(truth, 20)
    assert np.abs(found.share - share)[near].mean() < 0.06


def test_islands_of_pigment_stay_out():
    """Islands of surrounding skin inside the patch are not part of it."""
    truth = ellipse()
    islands = ellipse((222, 185), (9, 9)) | ellipse((262, 172), (7, 9))
    found = find_patch(picture(share_of(truth & ~islands)), (240, 205))
    assert overlap(found.mask, truth & ~islands) > SHARP
    assert not found.mask[185, 222]


def test_a_patch_at_the_frame():
    """A patch that the picture's edge cuts off is found up to the edge."""
    truth = ellipse((10, 180))
    found = find_patch(picture(share_of(truth)), (20, 180))
    assert overlap(found.mask, truth) > SHARP
    assert found.mask[180, 0]


def test_another_patch_is_told_but_not_taken():
    """A second patch is not part of the one clicked on, and is known as another."""
    truth, second = ellipse((170, 180), (50, 40)), ellipse((275, 190), (24, 20))
    found = find_patch(picture(share_of(truth | second)), (170, 180))
    assert overlap(found.mask, truth) > SHARP
    assert (found.others & second).sum() > 0.8 * second.sum()
    assert not (found.others & truth).any()


def test_a_box_takes_all_patches_in_it():
    """A box drawn around two patches finds both, and a box around one of them finds that."""
    first, second = ellipse((170, 180), (50, 40)), ellipse((310, 190), (30, 24))
    view = picture(share_of(first | second))
    assert overlap(find_patch_in_box(view, (90, 110, 360, 250)).mask, first | second) > SHARP
    assert overlap(find_patch_in_box(view, (270, 150, 350, 230)).mask, second) > SHARP


def test_a_stroke_joins_parts():
    """A rough stroke over two patches finds both, though skin lies between them."""
    first, second = ellipse((170, 180), (50, 40)), ellipse((310, 190), (30, 24))
    stroke = [(150, 180), (180, 182), (300, 190), (320, 192)]
    assert overlap(find_patch_along(picture(share_of(first | second)), stroke).mask, first | second) > SHARP


@pytest.mark.parametrize(("kind", "patch"), [("lighter", PALE), ("darker", (61.0, 9.0, 17.0))])
def test_the_differing_area_of_a_region(kind, patch):
    """The lighter or darker area somewhere in a region is found; what was not asked for is not."""
    truth = ellipse()
    view = picture(share_of(truth), patch=patch, slope=0.2)
    region = (60.0, 40.0, 430.0, 330.0)
    assert overlap(find_differing_in(view, region, kind).mask, truth) > SHARP
    with pytest.raises(RegionError, match="stands out in the region") as refused:
        find_differing_in(view, region, "darker" if kind == "lighter" else "lighter")
    assert refused.value.code == "patch.no_border"


@pytest.mark.parametrize("seed", range(6))
def test_skin_without_a_patch_is_refused(seed):
    """On mottled skin without a patch a click finds nothing, rather than the limb."""
    view = picture(np.zeros((HEIGHT, WIDTH)), seed=seed, slope=0.2)
    with pytest.raises(RegionError, match="cannot tell where the patch") as refused:
        find_patch(view, (200, 150))
    assert refused.value.code == "patch.no_border"
    assert "--box" in refused.value.hint


def test_the_limb_is_never_taken_for_the_patch():
    """A limb on a cloth of another colour stands out sharply, but is no patch."""
    light = picture(np.zeros((HEIGHT, WIDTH))).light.copy()
    light[:110], light[260:] = lab_to_linear(np.array(CLOTH)), lab_to_linear(np.array(CLOTH))
    with pytest.raises(RegionError):
        find_patch(seen(light), CENTRE)


def test_a_limb_on_a_table_of_skin_colour_is_not_taken():
    """Even where the background could be skin, a region that runs from edge to edge is refused."""
    light = picture(np.zeros((HEIGHT, WIDTH))).light.copy()
    table = lab_to_linear(np.array((52.0, 12.0, 24.0)))
    light[:110], light[260:] = table, table
    with pytest.raises(RegionError):
        find_patch(seen(light), CENTRE)


@pytest.mark.parametrize(
    ("at", "code"),
    [((-3.0, 10.0), "region.outside"), ((481.0, 10.0), "region.outside"), ((20.0, 20.0), "region.not_skin")],
)
def test_clicks_elsewhere(at, code):
    """A click outside the photo, or on cloth, is told in words."""
    light = picture(share_of(ellipse())).light.copy()
    light[:60] = lab_to_linear(np.array(CLOTH))
    with pytest.raises(RegionError) as refused:
        find_patch(seen(light), at)
    assert refused.value.code == code


def test_a_box_off_the_skin():
    """A box with no skin around it, one outside the photo and an empty one are refused, each with its reason."""
    light = picture(share_of(ellipse())).light.copy()
    light[:120] = lab_to_linear(np.array(CLOTH))
    view = seen(light)
    for box, code in (
        ((20, 20, 60, 60), "region.no_skin"),
        ((500, 10, 600, 60), "region.outside"),
        ((200, 200, 201, 201), "region.small"),
    ):
        with pytest.raises(RegionError) as refused:
            find_patch_in_box(view, box)
        assert refused.value.code == code


def test_an_empty_stroke():
    """A stroke without points is refused."""
    with pytest.raises(RegionError, match="no points"):
        find_patch_along(picture(share_of(ellipse())), [])


def test_a_patch_that_looks_like_no_skin_but_lies_in_skin():
    """In orange light part of a patch leaves the colours of skin; enclosed by skin, it is found whole."""
    truth = ellipse()
    view = picture(share_of(truth))
    light = view.light.copy()
    half = np.zeros(truth.shape, bool)
    half[:, 240:] = True
    light[half] *= np.array([1.12, 1.0, 0.55], np.float32)
    orange = seen(light, not_skin=truth & half)
    assert not orange.skin[180, 260]
    found = find_patch(orange, (260, 180))
    assert (found.mask & truth & half).sum() > 0.9 * (truth & half).sum()


def test_a_blue_thing_on_skin_is_no_patch():
    """What lies on skin but has a colour that no lamp gives it is refused."""
    light = picture(np.zeros((HEIGHT, WIDTH))).light.copy()
    light[ellipse()] = lab_to_linear(np.array((45.0, 0.0, -45.0)))
    with pytest.raises(RegionError) as refused:
        find_patch(seen(light), CENTRE)
    assert refused.value.code == "region.not_skin"
