"""Surrounding skin in words: class, undertone, pigments and Monk tone, each with its uncertainty."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.colour import Lab
from tonematch.difference import delta_e00, local_metric
from tonematch.measure.description.describe import describe_tone
from tonematch.measure.description.monk import monk_scale, nearest_monk
from tonematch.measure.description.pigment_estimate import estimate_pigments
from tonematch.measure.description.tones_within import ONE_WAY, tones_within
from tonematch.measure.description.undertone import COOL_BELOW, WARM_ABOVE, hue_percentile, undertone_of
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

SURE, VAGUE = 0.1, 4.0  # ΔE00 at 95 %: an instrument in a laboratory, and a poor photo
BRIGHT = Lab(60.0, 10.0, 18.0)
MONK_PRINTED = 0.1  # the shared table prints one decimal
DIRECTIONS_MISSED = 0.02  # 26 directions do not hold the very extreme of a slope
BETWEEN_ROWS = 0.5  # percentiles, where lightness falls on a row of the table

skins = st.builds(Lab, st.floats(24, 71), st.floats(6, 16), st.floats(8, 24))


def hue_row(lightness: float) -> tuple[list[float], list[float]]:
    """Give the table's shares and hue angles at a lightness that is in it."""
    table = read_table("skin_hue")
    row = next(row for row in table["rows"] if row[0] == lightness)
    return table["shares"], row[1:]


def with_hue(lightness: float, hue_deg: float, chroma: float = 20.0) -> Lab:
    """Make a skin of a lightness and a hue angle."""
    return Lab(lightness, chroma * float(np.cos(np.radians(hue_deg))), chroma * float(np.sin(np.radians(hue_deg))))


@given(skins, st.floats(0.2, 3.0))
@settings(max_examples=40, deadline=None)
def test_the_tones_within_lie_as_far_as_said(lab, uncertainty):
    """Each tone it could as well be lies one way's share of the uncertainty away, by the local metric."""
    steps = tones_within(lab, uncertainty) - np.asarray(lab)
    lengths = np.sqrt(np.einsum("ni,ij,nj->n", steps, local_metric(lab), steps))
    assert lengths == pytest.approx(np.full(26, ONE_WAY * uncertainty), rel=1e-6)


def test_a_range_holds_the_truth_in_ninety_five_of_a_hundred_cases():
    """Where errors stay within the uncertainty in 95 of 100 cases, so does the hue angle within its range."""
    generator, uncertainty = np.random.default_rng(4), 2.0
    spread, axes = np.linalg.eigh(local_metric(BRIGHT))
    errors = generator.normal(size=(20_000, 3)) * uncertainty / 2.795 / np.sqrt(spread) @ axes.T
    near = np.asarray(BRIGHT) + errors
    hue = np.degrees(np.arctan2(near[:, 2], near[:, 1]))
    low, high = undertone_of(BRIGHT, uncertainty).hue_range_deg
    assert np.mean((hue >= low) & (hue <= high)) == pytest.approx(0.95, abs=DIRECTIONS_MISSED)


@pytest.mark.parametrize("lightness", [26.0, 40.0, 56.0, 70.0])
@pytest.mark.parametrize(("share", "word"), [(0.1, "cool"), (0.5, "neutral"), (0.9, "warm")])
def test_the_percentile_is_that_of_the_table(lightness, share, word):
    """A hue that so many of 100 measured skins stay below has that percentile, and its word, at every depth."""
    shares, angles = hue_row(lightness)
    lab = with_hue(lightness, angles[shares.index(share)])
    told = undertone_of(lab, SURE / 10)
    assert told.percentile == pytest.approx(100 * share, abs=BETWEEN_ROWS)
    assert told.words == (word,)


def test_the_same_hue_is_warm_on_deep_skin_and_cool_on_light_skin():
    """Hue is judged among skins of the same lightness: 58 degrees is yellow on deep skin, red on light skin."""
    assert undertone_of(with_hue(28.0, 58.0), SURE).words == ("warm",)
    assert undertone_of(with_hue(70.0, 58.0), SURE).words == ("cool",)


def test_an_uncertain_photo_names_all_words_that_fit():
    """With a sure tone one word fits; with a vague one all three do: it cannot be told from this photo."""
    assert undertone_of(BRIGHT, SURE).words == ("neutral",)
    assert undertone_of(BRIGHT, VAGUE).words == ("cool", "neutral", "warm")
    low, high = undertone_of(BRIGHT, VAGUE).percentile_range or (0.0, 0.0)
    assert low < COOL_BELOW
    assert high > WARM_ABOVE


def test_skin_of_little_chroma_has_an_uncertain_hue():
    """The same uncertainty turns the hue of greyish skin much farther than that of coloured skin."""

    def width(lab: Lab) -> float:
        low, high = undertone_of(lab, 1.5).hue_range_deg
        return high - low

    assert width(with_hue(25.0, 50.0, chroma=5.0)) > 2 * width(with_hue(25.0, 50.0, chroma=18.0))


@pytest.mark.parametrize("lightness", [12.0, 82.0])
def test_no_percentile_where_no_skin_was_measured(lightness):
    """Skin lighter or deeper than any measured has a hue angle, and neither percentile, word nor pigments."""
    told = describe_tone(with_hue(lightness, 55.0, chroma=10.0), 1.0)
    assert told.undertone.hue_deg == pytest.approx(55.0)
    assert told.undertone.percentile is None
    assert told.undertone.percentile_range is None
    assert told.undertone.words == ()
    assert told.pigments is None


@given(skins, st.floats(0.1, 5.0))
@settings(max_examples=40, deadline=None)
def test_every_range_holds_what_was_measured(lab, uncertainty):
    """What was measured lies in the range of what it could be, and its word and class among those that fit."""
    told = describe_tone(lab, uncertainty)
    tone = told.undertone
    assert tone.hue_range_deg[0] <= tone.hue_deg <= tone.hue_range_deg[1]
    assert told.ita_range_deg[0] <= told.ita_deg <= told.ita_range_deg[1]
    assert tone.percentile is not None
    assert tone.percentile_range is not None
    assert 1 <= tone.percentile_range[0] <= tone.percentile <= tone.percentile_range[1] <= 99
    assert told.monk.number not in told.monk.also


def test_a_yellower_skin_never_has_a_lower_percentile():
    """The percentile rises with the hue angle, at every lightness of the table."""
    for lightness in range(22, 73, 3):
        turned = np.array([with_hue(lightness, hue) for hue in range(30, 90)])
        assert (np.diff(hue_percentile(turned)) >= 0).all()


def test_the_hue_table_serves_people_it_was_not_made_from():
    """Of people kept apart, 10, 25, 50, 75 and 90 of 100 lie below those percentiles, to two in a hundred."""
    below = read_table("skin_hue")["held_out_below_10_25_50_75_90"]
    assert below == pytest.approx([0.10, 0.25, 0.50, 0.75, 0.90], abs=0.02)


def test_the_class_measured_comes_first_and_its_neighbour_only_when_near():
    """On a class's limit both classes fit, that of the angle measured first; in its middle one does."""
    near_limit = Lab(60.0, 10.0, 18.5)
    assert describe_tone(near_limit, 2.0).ita_classes == ("intermediate", "tan")
    assert describe_tone(Lab(60.0, 10.0, 14.0), SURE).ita_classes == ("intermediate",)


def test_the_monk_scale_is_the_one_published():
    """The ten tones have the Lab that their hexadecimal codes say, from light to deep."""
    scale = monk_scale()
    assert scale.shape == (10, 3)
    assert scale[0] == pytest.approx([94.2, 1.5, 5.4], abs=MONK_PRINTED)
    assert scale[5] == pytest.approx([55.1, 7.8, 26.7], abs=MONK_PRINTED)
    assert scale[9] == pytest.approx([14.6, 1.5, 3.5], abs=MONK_PRINTED)


def test_a_monk_tone_is_its_own_nearest():
    """Each tone of the scale is nearest to itself, at no distance."""
    for index, tone in enumerate(monk_scale().tolist()):
        told = nearest_monk(Lab(*tone), 0.1)
        assert (told.number, told.also) == (index + 1, ())
        assert told.delta_e00 == pytest.approx(0.0, abs=1e-6)


def test_between_two_monk_tones_both_are_named():
    """Half-way between two tones the photo cannot tell which is nearer, and both are named."""
    scale = monk_scale()
    shares = np.linspace(0, 1, 201)[:, None]
    line = scale[5] * (1 - shares) + scale[6] * shares
    half = int(np.abs(delta_e00(line, scale[5]) - delta_e00(line, scale[6])).argmin())
    told = nearest_monk(Lab(*line[half].tolist()), 1.0)
    assert {told.number, *told.also} == {6, 7}


def test_pigments_come_near_to_the_indices_of_measured_spectra():
    """On the bundled skins the indices from colour lie within their error of those from the spectra, in 9 of 10."""
    table = read_table("skin_spectra")
    spectra = np.array(table["reflectance"])
    absorbance = -np.log10(spectra)
    melanin = 100 * (absorbance[:, 25] - absorbance[:, 30] + 0.015)
    green = absorbance[:, [14, 15]].mean(axis=1), absorbance[:, [17, 18]].mean(axis=1)
    blood = 100 * (absorbance[:, 16] + 1.5 * sum(green) - 2 * (absorbance[:, 11] + absorbance[:, 21]))
    told = [estimate_pigments(Lab(*lab), SURE) for lab in reflectance_to_lab(spectra).tolist()]
    both = [(one, index) for index, one in enumerate(told) if one is not None]
    assert len(both) > 0.9 * len(spectra)
    for name, wanted in (("melanin", melanin), ("haemoglobin", blood)):
        inside = [abs(getattr(one, name).index - wanted[index]) <= getattr(one, name).plus_minus for one, index in both]
        assert np.mean(inside) > 0.9, name


def test_deeper_skin_has_more_melanin_and_redder_skin_more_haemoglobin():
    """The estimates follow what everybody sees: deep skin holds more melanin, red skin more blood."""
    light, deep = (estimate_pigments(Lab(*lab), 1.0) for lab in ((66, 9, 16), (38, 12, 18)))
    pale, red = (estimate_pigments(Lab(*lab), 1.0) for lab in ((62, 7, 17), (60, 15, 14)))
    assert light is not None
    assert deep is not None
    assert pale is not None
    assert red is not None
    assert deep.melanin.index > light.melanin.index + light.melanin.plus_minus
    assert red.haemoglobin.index > pale.haemoglobin.index + pale.haemoglobin.plus_minus


def test_a_vague_tone_widens_the_pigments():
    """The photo's uncertainty adds to the model's own error."""
    sure, vague = estimate_pigments(BRIGHT, SURE), estimate_pigments(BRIGHT, VAGUE)
    assert sure is not None
    assert vague is not None
    assert vague.haemoglobin.plus_minus > sure.haemoglobin.plus_minus > 0


@pytest.mark.parametrize("name", ["skin_hue", "pigment_indices", "monk"])
def test_the_tables_name_their_source_licence_and_script(name):
    """Each table of the description says where it comes from and which script of the repository writes it."""
    table = read_table(name)
    assert "doi" in table["source"]
    assert table["licence"] == "CC BY 4.0"
    assert (Path(__file__).parents[2] / table["made_by"]).is_file()
    assert json.dumps(table)
