"""The tone of a band from the photo's pixels: flecks, hairs, shine, directions, and an honest error."""

import cv2
import numpy as np
import pytest

from tonematch.colour import lab_to_linear, linear_to_lab
from tonematch.difference import delta_e00
from tonematch.errors import RegionError
from tonematch.measure.surround.band_tone import read_band
from tonematch.measure.surround.relight import LightSlope
from tonematch.measure.surround.sectors import sector_tones
from tonematch.measure.surround.texture_error import texture_error
from tonematch.measure.tone import Lab

SIZE = 500
MIDDLE = SIZE / 2
SKIN = np.array([60.0, 11.0, 18.0])
FLECK = np.array([47.0, 13.0, 22.0])
NEAR = 0.5  # ΔE00 of the bar
FLECK_NEAR = 1.5  # flecks are some pixels wide, and a lens smears them
ROWS, COLUMNS = np.indices((SIZE, SIZE))
FROM_MIDDLE = np.hypot(COLUMNS - MIDDLE, ROWS - MIDDLE)
RING = (FROM_MIDDLE > 80) & (FROM_MIDDLE < 170)


def mottled(seed: int, size_px: float, size: int = SIZE) -> np.ndarray:
    """Give Lab of skin whose L*, a* and b* mottle alike in strength, with a true mean."""
    noise = np.random.default_rng(seed).standard_normal((size, size, 3))
    smooth = cv2.GaussianBlur(noise, (0, 0), size_px) * (2 * np.sqrt(np.pi) * size_px)
    return SKIN + smooth * np.array([0.8, 0.3, 0.5])


def photographed(lab: np.ndarray) -> np.ndarray:
    """Give linear light of painted Lab, through a lens."""
    return cv2.GaussianBlur(lab_to_linear(lab), (0, 0), 0.6).astype(np.float32)


def places(count: int, seed: int = 5, apart: float = 12.0) -> list[tuple[float, float]]:
    """Draw places in the ring that keep a distance from each other."""
    generator, found = np.random.default_rng(seed), []
    while len(found) < count:
        x, y = generator.uniform(70, SIZE - 70, 2)
        if 88 < np.hypot(x - MIDDLE, y - MIDDLE) < 162 and all(np.hypot(x - u, y - v) > apart for u, v in found):
            found.append((x, y))
    return found


def test_even_skin_comes_out_as_painted():
    """Without any marks the tone is the painted one, with no flecks and nothing left out."""
    read = read_band(photographed(mottled(1, 3.0)), linear_to_lab, RING)
    assert float(delta_e00(SKIN, np.array(read.tone.lab))) < NEAR / 2
    assert read.flecks is None
    assert read.tone.pixels > 0.9 * RING.sum()
    assert not read.left_out.of("hair").any()


@pytest.mark.parametrize("every", [1, 3])
def test_flecks_are_kept_apart_as_a_shade(every):
    """Freckles of known colour and share give base, fleck shade and share, at every size of photo."""
    lab = mottled(2, 3.0)
    spots = np.zeros((SIZE, SIZE), np.uint8)
    for x, y in places(160):
        cv2.circle(spots, (round(x), round(y)), 3, 1, -1)
    lab[spots > 0] = FLECK
    linear = cv2.resize(photographed(lab), None, fx=every, fy=every, interpolation=cv2.INTER_LINEAR)
    read = read_band(linear, linear_to_lab, RING)
    assert float(delta_e00(SKIN, np.array(read.tone.lab))) < NEAR
    assert read.flecks is not None
    assert float(delta_e00(FLECK, np.array(read.flecks.lab))) < FLECK_NEAR
    assert read.fleck_share == pytest.approx(spots[RING].mean(), rel=0.25)
    seen = read.left_out.of("fleck")
    assert seen[(spots > 0) & RING].mean() > 0.6
    assert seen[(cv2.dilate(spots, np.ones((9, 9), np.uint8)) == 0) & RING].mean() < 0.01


@pytest.mark.parametrize("hair_lab", [(22.0, 4.0, 6.0), (82.0, 2.0, 8.0)], ids=["dark", "light"])
def test_hairs_are_left_out_and_are_no_flecks(hair_lab):
    """Thin dark or light lines are hairs: they change neither the tone nor make a fleck shade."""
    lab = mottled(3, 3.0)
    lines = np.zeros((SIZE, SIZE), np.uint8)
    generator = np.random.default_rng(7)
    for x, y in places(90, seed=8):
        turn = generator.uniform(0.2, 0.9)
        end = (round(x + 26 * np.cos(turn)), round(y + 26 * np.sin(turn)))
        cv2.line(lines, (round(x), round(y)), end, 1, 1)
    lab[lines > 0] = hair_lab
    read = read_band(photographed(lab), linear_to_lab, RING)
    assert float(delta_e00(SKIN, np.array(read.tone.lab))) < NEAR
    assert read.left_out.of("hair")[(lines > 0) & RING].mean() > 0.6
    assert read.left_out.of("fleck").mean() < 0.005
    assert read.flecks is None


def test_dark_pores_of_the_skins_own_colour_are_no_flecks():
    """Small places that are darker as shade is, not browner, do not make a fleck shade."""
    linear = photographed(mottled(4, 3.0))
    pores = np.zeros((SIZE, SIZE), np.float32)
    for x, y in places(160, seed=9):
        cv2.circle(pores, (round(x), round(y)), 2, 1, -1)
    read = read_band(linear * (1 - 0.3 * pores[..., None]), linear_to_lab, RING)
    assert read.flecks is None
    assert read.fleck_share < 0.003


def test_glints_are_left_out_as_shine():
    """Small blobs of mirrored light are left out, named as shine, and do not lighten the tone."""
    linear = photographed(mottled(5, 3.0))
    spots = np.zeros((SIZE, SIZE), np.float32)
    for x, y in places(120, seed=10):
        cv2.circle(spots, (round(x), round(y)), 3, 1, -1)
    read = read_band(linear + 0.2 * spots[..., None], linear_to_lab, RING)
    assert float(delta_e00(SKIN, np.array(read.tone.lab))) < NEAR
    assert read.left_out.of("shine")[(spots > 0) & RING].mean() > 0.6


@pytest.mark.parametrize(("turn_deg", "lightest"), [(0, 0.0), (90, 90.0), (225, 225.0)])
def test_the_lighter_side_is_told_by_direction(turn_deg, lightest):
    """Skin that grows lighter towards one side shows it in that sector, and the opposite in the other."""
    turn = np.radians(turn_deg)
    along = ((COLUMNS - MIDDLE) * np.cos(turn) + (ROWS - MIDDLE) * np.sin(turn)) / 170
    lab = mottled(6, 3.0) + along[..., None] * np.array([4.0, -0.5, -1.0])
    sectors = read_band(photographed(lab), linear_to_lab, RING).sectors
    assert [sector.direction_deg for sector in sectors] == [0, 45, 90, 135, 180, 225, 270, 315]
    by_lightness = sorted(sectors, key=lambda sector: sector.lab.L)
    assert by_lightness[-1].direction_deg == lightest
    assert by_lightness[0].direction_deg == (lightest + 180) % 360
    assert by_lightness[-1].from_whole_delta_e00 > 1.5


def test_directions_without_skin_are_absent():
    """Half a ring gives only the directions it lies in."""
    read = read_band(photographed(mottled(7, 3.0)), linear_to_lab, RING & (COLUMNS > MIDDLE), around((1.0, 1.0)))
    assert {sector.direction_deg for sector in read.sectors} <= {270, 315, 0, 45, 90}


def around(slope: tuple[float, float], strength: float = 0.0) -> LightSlope:
    """Give light that falls off around the middle of the picture."""
    return LightSlope(strength * np.array(slope), (MIDDLE, MIDDLE), 100.0)


def test_thin_directions_are_joined():
    """Neighbouring directions with few pixels make one broader sector; all pixels are counted once."""
    angles = np.repeat([0.0, 45.0, 90.0, 135.0], [1000, 20, 25, 30])
    lab = np.tile(SKIN, (len(angles), 1)).astype(np.float32)
    sectors = sector_tones(lab, angles, Lab(*SKIN), photo_px_each=4)
    assert [(sector.direction_deg, sector.breadth_deg, sector.pixels) for sector in sectors] == [
        (0.0, 45.0, 4000),
        (90.0, 135.0, 300),
    ]


def test_light_that_falls_off_is_taken_back_to_the_patch():
    """A band on one side only, in light that grows that way, is seen in the light on the patch."""
    light = np.exp(0.15 * (COLUMNS - MIDDLE) / 100)
    linear = photographed(mottled(8, 3.0)) * light[..., None].astype(np.float32)
    side = RING & (COLUMNS > MIDDLE + 40)
    as_lit = read_band(linear, linear_to_lab, side).tone.lab
    taken_back = read_band(linear, linear_to_lab, side, around((1.0, 0.0), 0.15)).tone.lab
    assert float(delta_e00(SKIN, np.array(as_lit))) > 2
    assert float(delta_e00(SKIN, np.array(taken_back))) < NEAR


@pytest.mark.parametrize("size_px", [2.0, 6.0, 14.0])
def test_the_standard_error_covers_what_it_should(size_px):
    """Over many textures the true error lies within twice the stated one nearly always, and is of its size."""
    errors, stated = [], []
    rows, columns = np.nonzero(RING & (COLUMNS < 350))
    for seed in range(30):
        lab = mottled(100 + seed, size_px)[rows, columns].astype(np.float32)
        errors.append(float(delta_e00(SKIN, lab.mean(axis=0))))
        stated.append(texture_error(lab, columns.astype(float), rows.astype(float)))
    inside = np.array(errors) <= 2 * np.array(stated)
    assert inside.mean() >= 0.9
    assert 0.8 <= float(np.sqrt(np.mean(np.square(stated)) / np.mean(np.square(errors)))) <= 2.2


def test_more_pixels_of_the_same_skin_tell_no_more():
    """Enlarging a photo does not make the tone surer: its texture is the same skin."""
    rows, columns = np.nonzero(RING)
    lab = mottled(9, 6.0)[rows, columns].astype(np.float32)
    once = texture_error(lab, columns.astype(float), rows.astype(float))
    four_times = texture_error(
        np.repeat(lab, 4, axis=0),
        np.repeat(columns, 4) + np.tile([0.0, 0.5, 0.0, 0.5], len(columns)),
        np.repeat(rows, 4) + np.tile([0.0, 0.0, 0.5, 0.5], len(rows)),
    )
    assert four_times == pytest.approx(once, rel=0.15)


def test_too_few_pixels_are_told():
    """A handful of pixels is a sentence, not a tone."""
    few = np.zeros((SIZE, SIZE), bool)
    few[10:14, 10:14] = True
    with pytest.raises(RegionError) as caught:
        read_band(photographed(mottled(10, 3.0)), linear_to_lab, few)
    assert caught.value.code == "region.small"
    assert caught.value.hint
