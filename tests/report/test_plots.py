"""The plots say what was measured: right values, right units, right directions, in pictures and in words."""

import re
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from tonematch.colour import Lab, lab_to_srgb
from tonematch.errors import RegionError
from tonematch.measure.surround.profile import BorderProfile
from tonematch.measure.surround.sectors import SectorTone
from tonematch.report.plots import profile as profile_plot
from tonematch.report.plots import sectors as sector_plot
from tonematch.report.plots.figure import png_of, svg_of
from tonematch.report.plots.profile import Profile
from tonematch.report.plots.sample import profile_alt, profile_png, profile_svg, sectors_alt, sectors_png, sectors_svg

PATCH, SKIN = Lab(74.0, 8.0, 13.0), Lab(52.0, 14.0, 22.0)
ONE_STEP = 2  # of 255: rounding of the figure's colours
UNCERTAINTY = 1.6
SAME_SCALE = 1e-9  # the arithmetic of the layout


@pytest.fixture
def profile() -> Profile:
    """Give a border that the colour crosses along a straight line, measured in millimetres."""
    distance = np.linspace(-50, 150, 41)
    share = np.clip(0.5 - distance / 40, 0, 1)[:, None]
    lab = np.array(SKIN) + share * (np.array(PATCH) - np.array(SKIN))
    return Profile(BorderProfile(distance, lab, np.full_like(lab, 0.8), 25.0, 110.0), PATCH, SKIN, 0.1)


def sector(direction: float, lab: tuple[float, float, float], apart: float) -> SectorTone:
    """Give an eighth of the skin around a patch."""
    return SectorTone(direction, 45.0, Lab(*lab), 5000, apart)


SECTORS = (
    sector(0, (55, 13, 21), 2.9),
    sector(90, (51, 14, 22), 0.9),
    sector(180, (49, 14, 22), 2.6),
    *(sector(direction, (52, 14, 22), 0.1) for direction in (45, 135, 225, 270)),
)


def words_of(figure: Figure) -> list[str]:
    """List what is written in a figure."""
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_text()]


def drawn(profile: Profile) -> Figure:
    """Draw a profile on a figure that can be looked into."""
    figure = Figure(figsize=profile_plot.SIZE_IN)
    profile_plot.draw_profile(figure, profile)
    return figure


def test_distances_are_in_millimetres_where_the_scale_is_known(profile: Profile) -> None:
    """The marks stand where the colour settles and where sampling ends."""
    words = words_of(drawn(profile))
    assert "settled, sampling starts: 2.5 mm" in words
    assert "sampling ends: 11.0 mm" in words
    assert any("distance from the border, mm" in word for word in words)


def test_distances_are_in_pixels_where_it_is_not(profile: Profile) -> None:
    """Without a scale nothing is said of millimetres."""
    words = words_of(drawn(replace(profile, mm_per_px=None)))
    assert "sampling ends: 110 pixels" in words
    assert not any("mm" in word for word in words)


def test_the_panels_have_one_scale(profile: Profile) -> None:
    """One unit of a* is drawn as high as one unit of L*, so that changes can be compared."""
    panels = [axes for axes in drawn(profile).axes if re.match(r"[Lab]\*", axes.get_ylabel())]
    heights = [axes.get_position().height / np.ptp(axes.get_ylim()) for axes in panels]
    assert len(panels) == 3
    assert np.ptp(heights) < SAME_SCALE


def test_the_surrounding_tone_is_written_beside_each_panel(profile: Profile) -> None:
    """L*, a* and b* of the skin stand where their lines run out."""
    assert {"skin 52.0", "skin 14.0", "skin 22.0"} <= set(words_of(drawn(profile)))


def test_the_strip_shows_the_colours_themselves(profile: Profile) -> None:
    """The picture holds the patch's colour on the left and the skin's on the right."""
    pixels = png_of(partial(profile_plot.draw_profile, profile=profile), profile_plot.SIZE_IN, name="test")
    columns = {}
    for lab in (PATCH, SKIN):
        colour = np.rint(lab_to_srgb(np.array(lab)) * 255)
        there = (np.abs(pixels.astype(float) - colour) <= ONE_STEP).all(axis=-1)
        columns[lab] = np.nonzero(there)[1].mean()
    assert columns[PATCH] < columns[SKIN]


def test_a_profile_with_gaps_is_drawn(profile: Profile) -> None:
    """A distance at which no skin was seen leaves a gap, not an empty plot."""
    lab = profile.measured.lab.copy()
    lab[20] = np.nan
    figure = drawn(replace(profile, measured=replace(profile.measured, lab=lab)))
    assert all(np.isfinite(axes.get_ylim()).all() for axes in figure.axes)


def test_the_words_give_the_facts_of_the_profile(profile: Profile) -> None:
    """Somebody who does not see the plot reads its numbers."""
    words = profile_plot.alt_of(profile)
    for fact in ("L* from 74.0 to 52.0", "b* from 13.0 to 22.0", "settles 2.5 mm", "from there to 11.0 mm"):
        assert fact in words


def test_svg_is_the_same_each_time_and_has_its_words(profile: Profile) -> None:
    """One element with the words in it, without a date, and equal byte for byte when drawn again."""
    draw = partial(profile_plot.draw_profile, profile=profile)
    first, again = (svg_of(draw, profile_plot.SIZE_IN, name="profile", alt='a "b" <c>') for _ in range(2))
    assert first == again
    element = ET.fromstring(first)  # noqa: S314  our own output
    assert element.tag.endswith("svg")
    assert element.attrib["aria-label"] == 'a "b" <c>'
    assert element.attrib["role"] == "img"
    assert "date" not in first.lower()


def test_two_figures_on_one_page_keep_apart(profile: Profile) -> None:
    """What one figure refers to inside itself is not taken from another."""
    draw = partial(profile_plot.draw_profile, profile=profile)
    clips = [
        set(re.findall(r'<clipPath id="(\w+)"', svg_of(draw, profile_plot.SIZE_IN, name=name, alt=""))) for name in "ab"
    ]
    assert clips[0]
    assert not clips[0] & clips[1]


def test_sectors_lie_where_they_lie_on_the_photo() -> None:
    """Each sector's colour is drawn in its direction: 90 degrees is below."""
    pixels = png_of(
        partial(sector_plot.draw_sectors, sectors=SECTORS, whole=SKIN, verdict=""), sector_plot.SIZE_IN, name="test"
    )
    height, width = pixels.shape[:2]
    middle = {}
    for direction, lab in ((0, (55, 13, 21)), (90, (51, 14, 22)), (180, (49, 14, 22))):
        colour = np.rint(lab_to_srgb(np.array(lab, float)) * 255)
        rows, columns = np.nonzero((np.abs(pixels.astype(float) - colour) <= 1).all(axis=-1))
        middle[direction] = (np.median(columns) / width, np.median(rows) / height)
    assert middle[0][0] > 0.6
    assert middle[180][0] < 0.4
    assert middle[90][1] > 0.55


def test_a_direction_not_sampled_is_named() -> None:
    """The one eighth that was not sampled is said to be so."""
    assert sector_plot.not_sampled(SECTORS) == [315]
    figure = Figure()
    sector_plot.draw_sectors(figure, SECTORS, SKIN, "")
    assert "upper right\nnone used" in words_of(figure)


def test_a_broad_sector_covers_its_directions() -> None:
    """Where two eighths were measured as one, neither is said to be missing."""
    joined = SectorTone(292.5, 90.0, Lab(52, 14, 22), 5000, 0.1)
    rest = [tone for tone in SECTORS if tone.direction_deg != 270]
    assert sector_plot.not_sampled([*rest, joined]) == []


@pytest.mark.parametrize(
    ("uncertainty", "said"),
    [
        (UNCERTAINTY, "The skin on the right is lighter, by ΔE00 2.9 from the whole: more than the uncertainty of 1.6"),
        (3.5, "No direction differs by more than ΔE00 2.9 from the whole, less than the uncertainty of 3.5"),
    ],
)
def test_sectors_are_judged_by_the_uncertainty(uncertainty: float, said: str) -> None:
    """A difference counts where it is larger than what the measurement may be off by."""
    words = sector_plot.alt_of(SECTORS, SKIN, uncertainty)
    assert said in words
    assert "left 2.6" in words


def test_the_plots_of_a_sample_show_its_values(case: SimpleNamespace) -> None:
    """Pictures and words are made of the sample's own profile and directions."""
    tone = case.sample.surrounding.lab
    assert f"to {tone.L:.1f}" in profile_alt(case.sample)
    assert all(direction in sectors_alt(case.sample) for direction in ("left", "right", "above", "below"))
    assert profile_svg(case.sample).startswith("<svg")
    assert sectors_svg(case.sample).startswith("<svg")
    for picture in (profile_png(case.sample), sectors_png(case.sample)):
        assert picture.dtype == np.uint8
        assert picture.shape[2] == 3


def test_skin_chosen_by_hand_has_no_border(case: SimpleNamespace) -> None:
    """Where there was no patch to go around, a sentence says why there is no plot."""
    chosen = replace(case.sample, profile=None, sectors=())
    with pytest.raises(RegionError, match="no border to draw the colour across"):
        profile_png(chosen)
    with pytest.raises(RegionError, match="no directions to tell apart"):
        sectors_svg(chosen)


def test_a_border_of_one_step_is_not_drawn(case: SimpleNamespace) -> None:
    """A line needs two points."""
    short = replace(
        case.sample.profile,
        **{name: getattr(case.sample.profile, name)[:1].copy() for name in ("distance_px", "lab", "spread")},
    )
    with pytest.raises(RegionError, match="too little skin along the border"):
        profile_alt(replace(case.sample, profile=short))
