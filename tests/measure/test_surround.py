"""The band of surrounding skin: where it starts, what is left out of it and why, and when it cannot be told."""

import cv2
import numpy as np
import pytest

from tonematch.colour import lab_to_linear
from tonematch.correct.view import View
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.patch.found import FoundPatch, patch_from_mask
from tonematch.measure.surround.band import surround_of

HEIGHT, WIDTH = 400, 600
CENTRE, RADIUS = (300, 200), 60.0
SKIN = (55.0, 12.0, 20.0)
PATCH = (76.0, 7.0, 11.0)
NEAR = 0.5  # ΔE00 of the bar
FEW_STEPS_PX = 9.0  # a few rings of the profile
ROWS, COLUMNS = np.indices((HEIGHT, WIDTH))
FROM_CENTRE = np.hypot(COLUMNS - CENTRE[0], ROWS - CENTRE[1])


def texture(seed: int = 1, size_px: float = 4.0, strength: float = 0.5) -> np.ndarray:
    """Give mottling of mean 0 and the deviation wanted, (h, w, 1)."""
    field = cv2.GaussianBlur(np.random.default_rng(seed).standard_normal((HEIGHT, WIDTH)), (0, 0), size_px)
    return (strength * (field - field.mean()) / field.std())[..., None]


def mixed(skin: tuple, patch: tuple, share: np.ndarray) -> np.ndarray:
    """Paint skin that becomes patch by a share (h, w)."""
    return np.array(skin) + share[..., None] * (np.array(patch) - np.array(skin)) + texture()


def seen(lab: np.ndarray, *, skin: np.ndarray | None = None, light: np.ndarray | float = 1.0) -> View:
    """Show painted Lab as a view, in a light of some strength (h, w)."""
    from tonematch.colour import linear_to_lab

    linear = lab_to_linear(lab) * np.broadcast_to(light, (HEIGHT, WIDTH))[..., None]
    all_skin = np.ones((HEIGHT, WIDTH), bool) if skin is None else skin
    no_chart = np.zeros((HEIGHT, WIDTH), bool)
    shown = linear_to_lab(linear).astype(np.float32)
    return View(
        lab=shown,
        skin=all_skin,
        chart=no_chart,
        light=linear.astype(np.float32),
        scale=1.0,
        full_shape=(HEIGHT, WIDTH),
        blown=no_chart,
    )


def disc(radius: float = RADIUS) -> FoundPatch:
    """Give the round patch in the middle."""
    return patch_from_mask(radius > FROM_CENTRE)


def hard_edge() -> np.ndarray:
    """Give the share of a round patch whose border is only as soft as a lens makes it."""
    return cv2.GaussianBlur((FROM_CENTRE < RADIUS).astype(float), (0, 0), 1.0)


def tone_in(view: View, band: np.ndarray) -> np.ndarray:
    """Give the median Lab of a band."""
    return np.median(view.lab[band], axis=0)


@pytest.mark.parametrize("halo_px", [0.0, 15.0, 32.0])
def test_the_band_starts_where_a_halo_ends(halo_px):
    """Skin that fades from the patch over a known width is left out as transition, and no more than that."""
    fading = 0.4 * np.clip(1 - (FROM_CENTRE - RADIUS) / max(halo_px, 1e-6), 0, 1) * (halo_px > 0)
    view = seen(mixed(SKIN, PATCH, np.maximum(hard_edge(), np.where(FROM_CENTRE < RADIUS, 1, fading))))
    surround = surround_of(view, disc(), mm_per_px=None)
    assert 0.75 * halo_px <= surround.profile.settled_px <= halo_px + FEW_STEPS_PX
    assert float(delta_e00(SKIN, tone_in(view, surround.band))) < NEAR
    assert surround.left_out.of("transition")[200, 361]


def test_a_darker_rim_is_left_out():
    """A rim with more pigment than the skin beyond it is no surrounding skin either."""
    rim = (FROM_CENTRE >= RADIUS) & (FROM_CENTRE < RADIUS + 14)
    lab = mixed(SKIN, PATCH, hard_edge())
    lab[rim] += (-5.0, 1.0, 2.0)
    surround = surround_of(seen(lab), disc(), mm_per_px=None)
    assert surround.profile.settled_px >= 12
    assert not (surround.band & rim).any()


def test_the_profile_tells_both_sides():
    """Deep inside the profile shows the patch, far outside the skin, and the distance rises."""
    profile = surround_of(seen(mixed(SKIN, PATCH, hard_edge())), disc(), mm_per_px=None).profile
    assert (np.diff(profile.distance_px) > 0).all()
    assert float(delta_e00(PATCH, profile.lab[profile.distance_px < -10].mean(axis=0))) < 1
    assert float(delta_e00(SKIN, profile.lab[profile.distance_px > 20].mean(axis=0))) < 1


@pytest.mark.parametrize(
    ("skin", "patch"),
    [
        ((72.0, 6.0, 11.0), (75.0, 5.3, 9.6)),
        ((24.0, 9.0, 11.0), (72.0, 7.0, 11.0)),
        ((14.0, 6.0, 6.0), (20.0, 8.0, 9.0)),
        ((66.0, 9.0, 17.0), (50.0, 13.0, 20.0)),
    ],
    ids=["faint on pale", "deep", "deepest, faint", "darker patch"],
)
def test_every_depth_and_contrast(skin, patch):
    """From very light to very deep skin, faint, strong and darker patches, the tone around is that painted."""
    view = seen(mixed(skin, patch, hard_edge()))
    surround = surround_of(view, disc(), mm_per_px=None)
    assert float(delta_e00(skin, tone_in(view, surround.band))) < NEAR
    assert surround.profile.settled_px < 0.4 * RADIUS


def test_the_band_is_measured_in_millimetres_when_the_scale_is_known():
    """A small patch close up gets a band of some millimetres, a large one no more than a couple of centimetres."""
    view = seen(mixed(SKIN, PATCH, hard_edge()))
    for mm_per_px in (0.08, 0.2, 0.5):
        profile = surround_of(view, disc(), mm_per_px=mm_per_px).profile
        breadth_mm = (profile.ends_px - profile.settled_px) * mm_per_px
        assert 3.9 <= breadth_mm <= 20.01  # the nearest view ends at the window, before six millimetres


def test_another_patch_is_left_out():
    """A second patch known as such is left out with a margin, and named."""
    second = np.hypot(COLUMNS - 405, ROWS - 200) < 25
    lab = mixed(SKIN, PATCH, np.maximum(hard_edge(), second))
    found = FoundPatch(FROM_CENTRE < RADIUS, hard_edge().astype(np.float32), second)
    surround = surround_of(seen(lab), found, mm_per_px=None)
    assert not (surround.band & second).any()
    assert surround.left_out.of("other patch")[200, 400]


def test_a_patch_nobody_named_is_left_out_as_unlike():
    """A lighter place in the band that no one marked is unlike the rest."""
    second = np.hypot(COLUMNS - 395, ROWS - 200) < 12
    surround = surround_of(seen(mixed(SKIN, PATCH, np.maximum(hard_edge(), second))), disc(), mm_per_px=None)
    assert not (surround.band & second).any()
    assert surround.left_out.of("unlike")[200, 395]


def test_a_mole_is_a_fleck():
    """A small dark place is left out as a fleck."""
    mole = np.hypot(COLUMNS - 395, ROWS - 200) < 5
    lab = mixed(SKIN, PATCH, hard_edge())
    lab[mole] = (30.0, 12.0, 14.0)
    surround = surround_of(seen(lab), disc(), mm_per_px=None)
    assert surround.left_out.of("fleck")[200, 395]
    assert not surround.band[200, 395]


@pytest.mark.parametrize("skin", [(68.0, 8.0, 15.0), (45.0, 14.0, 21.0), (26.0, 10.0, 12.0)])
def test_a_cast_shadow_is_left_out(skin):
    """A soft-edged shadow over a part of the band does not darken the tone, and is named."""
    beyond = cv2.GaussianBlur((COLUMNS > 375).astype(float), (0, 0), 5.0)
    view = seen(mixed(skin, (78.0, 7.0, 11.0), hard_edge()), light=1 - 0.4 * beyond)
    surround = surround_of(view, disc(), mm_per_px=None)
    assert surround.left_out.of("shadow")[200, 395]
    assert not surround.band[:, 385:].any()
    assert float(delta_e00(skin, tone_in(view, surround.band))) < NEAR


def test_browner_skin_is_not_taken_for_shadow():
    """A gradual change of pigment stays in the band: it is the skin's own."""
    lab = mixed(SKIN, PATCH, hard_edge())
    lab += np.clip((COLUMNS - 300) / 100, -1, 1)[..., None] * np.array([-3.5, 1.0, 2.6])
    surround = surround_of(seen(lab), disc(), mm_per_px=None)
    assert not surround.left_out.of("shadow").any()
    assert surround.band[:, 390:].any()
    assert surround.band[:, :210].any()


def test_cloth_and_chart_are_left_out():
    """What is not skin is left out and named, and so is the rim of the limb beside it."""
    skin = ROWS < 290
    lab = np.where(skin[..., None], mixed(SKIN, PATCH, hard_edge()), (60.0, -8.0, -18.0))
    surround = surround_of(seen(lab, skin=skin), disc(), mm_per_px=None)
    assert not surround.band[287:].any()
    assert surround.left_out.of("not skin")[292, 300]


def test_only_the_limb_of_the_patch_is_sampled():
    """Another person's arm beyond a strip of cloth is not sampled, and is told of."""
    skin = (COLUMNS < 375) | (COLUMNS > 385)
    lab = mixed(SKIN, PATCH, hard_edge())
    lab[:, 385:] = (30.0, 11.0, 13.0) + texture(2)[:, 385:]
    lab[~skin] = (60.0, -8.0, -18.0)
    view = seen(lab, skin=skin)
    surround = surround_of(view, disc(), mm_per_px=None)
    assert not surround.band[:, 376:].any()
    assert float(delta_e00(SKIN, tone_in(view, surround.band))) < NEAR
    assert [finding.code for finding in surround.findings] == ["skin.another_person"]


def test_one_person_alone_is_not_remarked_on():
    """Even skin all over the frame gives no finding."""
    assert surround_of(seen(mixed(SKIN, PATCH, hard_edge())), disc(), mm_per_px=None).findings == ()


def test_a_pale_sheet_is_no_person():
    """Paper or white cloth, which passes for skin without pigment, is not remarked on."""
    lab = mixed(SKIN, PATCH, hard_edge())
    skin = (COLUMNS < 400) | (COLUMNS > 410)
    lab[:, 400:] = (88.0, 1.5, 4.0) + texture(2)[:, 400:]
    assert surround_of(seen(lab, skin=skin), disc(), mm_per_px=None).findings == ()


def test_two_skins_around_the_patch_are_refused():
    """A band that lies half on one skin and half on another has no one tone."""
    lab = mixed(SKIN, PATCH, hard_edge())
    other = (COLUMNS > 300) & (FROM_CENTRE >= RADIUS)
    lab[other] = (32.0, 13.0, 17.0) + texture(2)[other]
    with pytest.raises(RegionError) as caught:
        surround_of(seen(lab), disc(), mm_per_px=None)
    assert caught.value.code == "surround.two_tones"
    assert "two clearly different tones" in caught.value.message
    assert caught.value.hint


def test_another_skin_touching_the_band_from_outside_is_left_out():
    """Another person's skin against the arm, away from the patch, is left out and the arm's own taken."""
    lab = mixed(SKIN, PATCH, hard_edge())
    lab[:, 388:] = (32.0, 13.0, 17.0) + texture(2)[:, 388:]
    view = seen(lab)
    surround = surround_of(view, disc(), mm_per_px=None)
    assert not surround.band[:, 389:].any()
    assert float(delta_e00(SKIN, tone_in(view, surround.band))) < NEAR


def test_no_skin_around_is_said():
    """A patch as large as the frame has no surrounding skin, which is a sentence and not a guess."""
    view = seen(mixed(SKIN, PATCH, np.ones((HEIGHT, WIDTH))))
    with pytest.raises(RegionError) as caught:
        surround_of(view, patch_from_mask(np.ones((HEIGHT, WIDTH), bool)), mm_per_px=None)
    assert caught.value.code == "surround.too_small"
    assert caught.value.message.endswith(".")


def test_a_patch_cut_off_by_the_frame():
    """Where the frame cuts a patch off, the skin on its other sides is taken."""
    from_corner = np.hypot(COLUMNS - 10, ROWS - 150)
    share = cv2.GaussianBlur((from_corner < 50).astype(float), (0, 0), 1.0)
    view = seen(mixed(SKIN, PATCH, share))
    surround = surround_of(view, patch_from_mask(from_corner < 50), mm_per_px=None)
    assert float(delta_e00(SKIN, tone_in(view, surround.band))) < NEAR
    assert surround.profile.settled_px < 15


def test_islands_of_pigment_in_the_patch_are_not_sampled():
    """Skin enclosed by the patch belongs to it."""
    mask = (FROM_CENTRE < RADIUS) & (FROM_CENTRE > 30)
    view = seen(mixed(SKIN, PATCH, mask.astype(float)))
    assert not surround_of(view, patch_from_mask(mask), mm_per_px=None).band[FROM_CENTRE < 30].any()


def test_nothing_is_both_sampled_and_left_out():
    """The band and what was left out of it never overlap."""
    lab = mixed(SKIN, PATCH, hard_edge())
    lab[np.hypot(COLUMNS - 395, ROWS - 200) < 8] = (30.0, 12.0, 14.0)
    surround = surround_of(seen(lab, skin=ROWS < 300), disc(), mm_per_px=None)
    assert not (surround.band & (surround.left_out.labels > 0)).any()


@pytest.mark.parametrize("turn_deg", [0.0, 130.0])
def test_the_fall_off_of_light_is_found(turn_deg):
    """Light that changes by a fifth over three radii is recovered, in its direction."""
    turn = np.radians(turn_deg)
    along = ((COLUMNS - CENTRE[0]) * np.cos(turn) + (ROWS - CENTRE[1]) * np.sin(turn)) / RADIUS
    surround = surround_of(seen(mixed(SKIN, PATCH, hard_edge()), light=np.exp(0.06 * along)), disc(), mm_per_px=None)
    assert surround.light.slope == pytest.approx(0.06 * np.array([np.cos(turn), np.sin(turn)]), abs=0.015)
    assert surround.light.centre == pytest.approx(CENTRE, abs=1.0)


def test_shine_is_not_taken_for_a_fall_off_of_light():
    """Deep skin that grows lighter and paler towards a lamp shines there: no slope of light is taken back."""
    from tonematch.colour import linear_to_lab

    shine = np.clip(0.02 * (COLUMNS - 180) / 240, 0, 0.02)[..., None]
    lab = linear_to_lab(lab_to_linear(mixed((30.0, 13.0, 18.0), PATCH, hard_edge())) + shine)
    surround = surround_of(seen(lab), disc(), mm_per_px=None)
    assert float(np.hypot(*surround.light.slope)) < 0.01
