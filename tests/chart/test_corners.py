"""Finding the chart, and refusing what is not one."""

import numpy as np
import pytest

from tonematch.capture.photo import Photo
from tonematch.chart.corners import read_chart, read_charts
from tonematch.chart.kinds import chart_kind
from tonematch.colour import lab_to_linear, srgb_to_linear
from tonematch.errors import ChartNotFoundError

CORNERS = np.array([[80.0, 70.0], [440.0, 60.0], [445.0, 300.0], [85.0, 310.0]])
CORNER_PX = 3.0  # a twentieth of a patch: far inside what reading its middle needs


def turned(photo: Photo, how: str) -> Photo:
    """Turn or mirror a photo."""
    turns = {
        "upside down": lambda a: a[::-1, ::-1],
        "mirrored": lambda a: a[:, ::-1],
        "quarter": np.rot90,
        "as it is": lambda a: a,
    }
    turn = turns[how]
    return Photo(
        photo.name,
        photo.sha256,
        photo.profile,
        np.ascontiguousarray(turn(photo.linear)),
        turn(photo.clipped).copy(),
        (),
    )


def expected_corners(how: str) -> np.ndarray:
    """Say where the corners go when a 900 x 700 photo is turned."""
    x, y = CORNERS[:, 0], CORNERS[:, 1]
    return {
        "upside down": np.stack([899 - x, 699 - y], axis=1),
        "mirrored": np.stack([899 - x, y], axis=1),
        "quarter": np.stack([y, 899 - x], axis=1),
        "as it is": CORNERS,
    }[how]


@pytest.mark.parametrize("how", ["as it is", "upside down", "mirrored", "quarter"])
def test_chart_is_found_whichever_way_it_lies(painted_photo, how):
    """Corners come out in the order of patches 1, 6, 24, 19, also turned and mirrored."""
    reading = read_chart(turned(painted_photo, how))
    assert reading.found == "auto"
    assert np.abs(reading.corners - expected_corners(how)).max() < CORNER_PX


def test_patches_are_read_in_the_makers_order(painter, painting):
    """Without a camera in between, each patch reads as its reference."""
    reading = read_chart(painter(painting(camera=lambda linear: linear)))
    wanted = lab_to_linear(reading.kind.reference_lab)
    # Cyan lies outside sRGB, so its red cannot be held by the picture.
    assert np.abs(reading.measured - np.clip(wanted, 0, 1)).max() < 0.01


def test_corners_by_hand_read_the_same(painted_photo):
    """Marking the corners by hand gives the same patches as finding them."""
    found = read_chart(painted_photo)
    by_hand = read_chart(painted_photo, corners=CORNERS)
    assert by_hand.found == "by hand"
    assert np.abs(found.measured - by_hand.measured).max() < 0.01


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ([[80, 70], [440, 60], [445, 300]], "four points"),
        ([[80, 70], [440, 60], [445, 3000], [85, 310]], "outside the photo"),
        ([[80, 70], [445, 300], [440, 60], [85, 310]], "do not go around"),
        ([[440, 60], [445, 300], [85, 310], [80, 70]], "another order"),
        ([[480, 370], [840, 360], [845, 600], [485, 610]], "not those of"),
        ([["a", 70], [440, 60], [445, 300], [85, 310]], "not numbers"),
    ],
)
def test_wrong_corners_are_refused_in_words(painted_photo, corners, words):
    """Corners that cannot be right are told, never read silently."""
    with pytest.raises(ChartNotFoundError, match=words):
        read_chart(painted_photo, corners=corners)


def test_photo_without_chart_is_refused(painter, painting):
    """No chart: one sentence that says so."""
    with pytest.raises(ChartNotFoundError, match="No colour chart was found") as caught:
        read_chart(painter(painting(with_chart=False)))
    assert caught.value.code == "chart.none"


def test_chart_cut_by_the_frame_is_refused(painted_photo):
    """A chart whose last column is cut off is not read."""
    cut = Photo(
        "cut.png", "0" * 64, "sRGB", painted_photo.linear[:, 125:].copy(), painted_photo.clipped[:, 125:].copy(), ()
    )
    with pytest.raises(ChartNotFoundError) as caught:
        read_chart(cut)
    assert caught.value.code in {"chart.cut_off", "chart.none"}


def test_two_charts_are_refused(painted_photo):
    """Two charts: which to trust is for the user to say."""
    doubled = np.concatenate([painted_photo.linear, painted_photo.linear[:, ::-1]], axis=0)
    photo = Photo("two.png", "0" * 64, "sRGB", doubled, np.zeros(doubled.shape[:2], bool), ())
    with pytest.raises(ChartNotFoundError, match="There are 2 colour charts"):
        read_chart(photo)


def test_other_colours_in_the_same_grid_are_refused(painter, painting):
    """A grid of squares with other colours is not taken for a Classic 24."""
    shuffled = tuple(int(index) for index in np.random.default_rng(4).permutation(24))
    swapped = painter(painting(order=shuffled))
    with pytest.raises(ChartNotFoundError):
        read_chart(swapped)


def test_covered_patches_are_named(painter, painting):
    """Two covered patches do not stop the reading; they are named."""
    photo = painter(painting())
    linear = photo.linear.copy()
    linear[80:130, 90:140] = 0.5
    reading = read_chart(Photo("covered.png", "0" * 64, "sRGB", linear, photo.clipped.copy(), ()))
    texts = [finding.text for finding in reading.findings if finding.code == "chart.patches_left_out"]
    assert texts
    assert "dark skin" in texts[0]


SMALL = np.array([[420.0, 300.0], [475.0, 305.0], [472.0, 342.0], [417.0, 337.0]])
TILTED = np.array([[200.0, 150.0], [620.0, 250.0], [560.0, 430.0], [150.0, 460.0]])
LEFT, RIGHT = CORNERS * 0.8, CORNERS * 0.8 + (450.0, 300.0)
CLASSIC = chart_kind("classic24")


def test_small_chart_is_found(lay, photographed):
    """Patches of eight pixels are enough to find the chart and to read it."""
    reading = read_chart(photographed(lay([(CLASSIC, SMALL)])))
    assert 7.0 < reading.patch_px < 9.0
    assert np.abs(reading.corners - SMALL).max() < 2.0


def test_tiny_chart_is_told_to_be_small(lay, photographed):
    """Patches of five pixels are refused, with the reason."""
    tiny = (SMALL - SMALL[0]) * 0.62 + SMALL[0]
    with pytest.raises(ChartNotFoundError) as caught:
        read_chart(photographed(lay([(CLASSIC, tiny)])))
    assert caught.value.code in {"chart.too_small", "chart.none"}


def test_steeply_tilted_chart_is_found(lay, photographed):
    """A chart seen in steep perspective is found."""
    reading = read_chart(photographed(lay([(CLASSIC, TILTED)])))
    assert np.abs(reading.corners - TILTED).max() < 4.0


def test_small_chart_in_a_large_photo_is_found(lay, photographed):
    """A chart of small patches in a large photo is found at full size, where a smaller picture would lose it."""
    reading = read_chart(photographed(lay([(CLASSIC, SMALL + 700.0)], (2000, 1500))))
    assert np.abs(reading.corners - SMALL - 700.0).max() < 2.0


def test_dark_and_tinted_photos_are_read(lay, photographed):
    """A fifth of the light, or a strong cast of lamplight, hides no chart."""
    linear = lay([(CLASSIC, CORNERS)], noise=0.0005)
    for light in ((0.2, 0.2, 0.2), (1.0, 0.6, 0.25)):
        reading = read_chart(photographed(linear * np.array(light)))
        assert np.abs(reading.corners - CORNERS).max() < CORNER_PX


def test_glare_on_two_patches_is_told(lay, photographed):
    """A bright reflection on part of the chart is named; the chart is read all the same."""
    linear = lay([(CLASSIC, CORNERS)])
    y, x = np.mgrid[: linear.shape[0], : linear.shape[1]]
    veil = 0.9 * np.exp(-(((x - 110) / 40.0) ** 2 + ((y - 150) / 40.0) ** 2))
    reading = read_chart(photographed(linear + veil[..., None]))
    assert np.abs(reading.corners - CORNERS).max() < CORNER_PX
    assert "chart.patches_left_out" in {finding.code for finding in reading.findings}


def test_veil_of_light_across_the_chart_is_allowed_for(lay, photographed):
    """Stray light that grows from one side of the chart to the other does not stop it from being known."""
    linear = lay([(CLASSIC, CORNERS)])
    veil = np.clip((np.arange(linear.shape[1]) - 80) / 365, 0, 1)[None, :, None] * 0.12
    reading = read_chart(photographed(linear + veil))
    assert np.abs(reading.corners - CORNERS).max() < CORNER_PX


def test_half_covered_chart_is_refused(lay, photographed):
    """A hand over the left third of the chart: too little is left."""
    linear = lay([(CLASSIC, CORNERS)])
    linear[60:320, 60:200] = (0.5, 0.3, 0.2)
    with pytest.raises(ChartNotFoundError) as caught:
        read_chart(photographed(linear))
    assert caught.value.code == "chart.hidden"


def test_keyboard_and_board_are_no_charts(photographed):
    """Grids of like squares are not taken for a chart."""
    rows, columns = np.mgrid[:700, :900] // 50
    board = np.where((rows + columns) % 2, 0.7, 0.03)[..., None] * np.array([1.0, 0.9, 0.8])
    keys = np.where((np.mgrid[:700, :900] % 50 > 6).all(axis=0), 0.08, 0.02)[..., None] * np.ones(3)
    for linear in (board, keys):
        with pytest.raises(ChartNotFoundError):
            read_chart(photographed(linear))


def test_the_chart_nearest_to_the_skin_is_used(lay, photographed):
    """Of two charts the one nearest to the mark is read, the other is kept as a check."""
    photo = photographed(lay([(CLASSIC, LEFT), (CLASSIC, RIGHT)]))
    for mark, used, other in (((60.0, 300.0), LEFT, RIGHT), ((700.0, 320.0), RIGHT, LEFT)):
        reading = read_chart(photo, near=mark)
        assert np.abs(reading.corners - used).max() < CORNER_PX
        assert np.abs(reading.others[0].corners - other).max() < CORNER_PX
        assert "chart.nearest_used" in {finding.code for finding in reading.findings}


def test_all_charts_are_read(lay, photographed):
    """Both of two charts are found; one chart alone has no others."""
    assert len(read_charts(photographed(lay([(CLASSIC, LEFT), (CLASSIC, RIGHT)])))) == 2
    (alone,) = read_charts(photographed(lay([(CLASSIC, LEFT)])))
    assert alone.others == ()
    assert read_chart(photographed(lay([(CLASSIC, LEFT)])), near=(10.0, 10.0)).others == ()


def test_rendered_scenes_keep_their_promise():
    """The drawn corners of hard scenes lie where the finder finds them, on a few seeds outside the measured set."""
    from scripts.render.hard_charts import draw_scene

    for kind in ("mirrored", "cut off"):
        scene = draw_scene(900, kind)
        clipped = scene.picture.max(axis=-1) > 250
        photo = Photo("s", "0" * 64, "sRGB", srgb_to_linear(scene.picture / 255).astype(np.float32), clipped, ())
        if scene.corners is None:
            with pytest.raises(ChartNotFoundError):
                read_chart(photo)
            continue
        pitch = np.linalg.norm(scene.corners[1] - scene.corners[0]) / 5.86
        assert np.abs(read_chart(photo).corners - scene.corners).max() < 0.25 * pitch


@pytest.mark.parametrize("size", [(1, 1), (5, 3), (4000, 2), (40, 40)])
def test_strips_and_crumbs_are_refused_at_once(photographed, size):
    """A picture of a few pixels, or a strip, holds no chart and costs no memory."""
    linear = np.random.default_rng(2).random((size[1], size[0], 3))
    with pytest.raises(ChartNotFoundError, match="No colour chart"):
        read_chart(photographed(linear))
