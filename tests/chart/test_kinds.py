"""The charts there are: layouts, reference colours, and reading each of them."""

import numpy as np
import pytest

from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import AUTO, CHART_TITLES, chart_kind
from tonematch.chart.refusals import corner_names
from tonematch.difference import delta_e00
from tonematch.errors import ChartNotFoundError

FIELD = np.array([[120.0, 90.0], [780.0, 110.0], [770.0, 560.0], [110.0, 540.0]])
CORNER_PX = 4.0
SEARCHED = [name for name in CHART_TITLES if not name.endswith("card")]
CARDS = ["grey-card", "white-card"]


@pytest.mark.parametrize("name", CHART_TITLES)
def test_every_kind_is_complete(name):
    """Each kind has a colour, a name and a place for every patch, and says where the numbers come from."""
    kind = chart_kind(name)
    patches = kind.rows * kind.columns
    assert kind.name == name
    assert kind.title == CHART_TITLES[name]
    assert len(kind.patch_names) == len(set(kind.patch_names)) == patches
    assert kind.reference_lab.shape == (patches, 3)
    assert kind.patch_centres.shape == (patches, 2)
    assert np.isfinite(kind.reference_lab).all()
    assert kind.source
    assert not kind.reference_lab.flags.writeable
    greys = kind.reference_lab[list(kind.neutral_patches)]
    assert (np.diff(greys[:, 0]) <= 0).all()
    assert kind.skin_patches


@pytest.mark.parametrize("name", SEARCHED)
def test_every_chart_is_found(lay, photographed, name):
    """Each kind with colours is found by itself, corners in the maker's order."""
    reading = read_chart(photographed(lay([(chart_kind(name), FIELD)])), kind=name)
    assert reading.kind.name == name
    assert np.abs(reading.corners - FIELD).max() < CORNER_PX


@pytest.mark.parametrize("name", CARDS)
def test_a_card_is_read_by_its_corners(lay, photographed, name):
    """A grey or white card is read where the corners say, and lowers the trust."""
    kind = chart_kind(name)
    reading = read_chart(photographed(lay([(kind, FIELD)])), kind=name, corners=FIELD)
    assert kind.balance_only
    assert reading.measured.shape == (1, 3)
    assert {"chart.balance_only"} == {finding.code for finding in reading.findings if finding.severity == "warn"}


def test_a_card_cannot_be_searched_for(painted_photo):
    """A card has no colours to be known by, so its corners are asked for."""
    with pytest.raises(ChartNotFoundError, match="cannot be searched for") as caught:
        read_chart(painted_photo, kind="grey-card")
    assert caught.value.code == "chart.needs_corners"


def test_corners_across_the_edge_of_a_card_are_refused(lay, photographed):
    """Corners that take in more than the card are told."""
    photo = photographed(lay([(chart_kind("classic24"), FIELD)]))
    with pytest.raises(ChartNotFoundError, match="not one even grey card"):
        read_chart(photo, kind="grey-card", corners=FIELD)


def test_a_digital_sg_is_not_taken_for_the_classic_in_its_middle(lay, photographed):
    """The Digital SG holds the Classic's colours; it is named instead of being read as one."""
    photo = photographed(lay([(chart_kind("sg140"), FIELD)]))
    with pytest.raises(ChartNotFoundError, match="is a ColorChecker Digital SG") as caught:
        read_chart(photo)
    assert "--chart sg140" in caught.value.hint


def test_a_classic_is_not_taken_for_a_digital_sg(lay, photographed):
    """A Classic is refused where a Digital SG is stated."""
    with pytest.raises(ChartNotFoundError):
        read_chart(photographed(lay([(chart_kind("classic24"), FIELD)])), kind="sg140")


def test_aliases_share_the_classics_patches():
    """Passport, Mini and Nano are the Classic's patches under their own titles."""
    classic, newer = chart_kind("classic24"), chart_kind("classic24-2014")
    for alias, same in {"passport": classic, "mini": classic, "passport-2014": newer, "nano": newer}.items():
        assert np.array_equal(chart_kind(alias).reference_lab, same.reference_lab)
        assert chart_kind(alias).title != same.title


def test_the_two_eras_differ_a_little():
    """References before and after November 2014 differ little, as the maker's notes say they do."""
    for older, newer, most in (("classic24", "classic24-2014", 2.0), ("sg140", "sg140-2014", 5.0)):
        differences = delta_e00(chart_kind(older).reference_lab, chart_kind(newer).reference_lab)
        assert differences.max() > 0.5
        assert differences.mean() < 1.5
        assert differences.max() < most


def test_the_sg_repeats_its_greys():
    """White, grey and black recur around the Digital SG's edge; the recurrences agree, so rows and columns do too."""
    kind = chart_kind("sg140")
    lab = dict(zip(kind.patch_names, kind.reference_lab, strict=True))
    for first, *others in (("A1", "D1", "N1", "A10", "N10", "E5"), ("B1", "E1", "B10"), ("C1", "F1", "C10")):
        for other in others:
            assert float(delta_e00(lab[first], lab[other])) < 0.6, (first, other)
    assert [kind.patch_names[index] for index in kind.corner_patches] == ["A1", "N1", "N10", "A10"]


def test_the_sg_holds_the_classics_colours():
    """The Digital SG's middle is near the Classic's 24 colours, apart from its glossier, deeper paints."""
    kind = chart_kind("sg140")
    middle = kind.reference_lab.reshape(10, 14, 3)[1:5, 4:10].reshape(24, 3)
    differences = delta_e00(middle, chart_kind("classic24").reference_lab)
    assert np.median(differences) < 4.0
    assert differences[18:].mean() < 2.5


def test_auto_is_the_measured_classic():
    """Without being told, the Classic with measured spectra is meant."""
    assert chart_kind(AUTO) == chart_kind(AUTO)
    assert chart_kind(AUTO).name == "classic24"


def test_corners_are_named_by_their_patches():
    """Corner patches are called what people see on them, whatever the kind."""
    assert corner_names(chart_kind("nano")) == "dark skin, bluish green, black and white"
    assert corner_names(chart_kind("sg140")) == "A1, N1, N10 and A10"


def test_unknown_kind_names_the_known_ones():
    """An unknown chart kind is answered with those there are."""
    with pytest.raises(ChartNotFoundError, match="no chart kind 'it8'") as caught:
        chart_kind("it8")
    assert "classic24" in caught.value.hint
    assert ".json" in caught.value.hint
