"""The description in sentences: on screen, in the report and in JSON alike."""

import json
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tonematch.chart.scale import Area
from tonematch.colour import Lab
from tonematch.measure.description.describe import Description, describe, describe_tone
from tonematch.measure.description.undertone import Undertone
from tonematch.report.documents.contract import sample_json
from tonematch.report.documents.description import description_json
from tonematch.report.pages.content import report_content
from tonematch.report.pages.html import html_report
from tonematch.report.words.description import SOURCES, area_text, contrast_text, description_rows, undertone_text

DAY = date(2026, 11, 22)
SKIN_LABELS = ("Hue", "ITA°", "Undertone", "Melanin", "Haemoglobin", "Monk tone")
PATCH_LABELS = ("Patch", "Contrast", "Area")
NOT_OUR_WORDS = re.compile(r"diagnos|treat|severity|normal skin|flesh|nude|perfect|accurate", re.IGNORECASE)


def tone(percentile: float, low: float, high: float, *words: str) -> Undertone:
    """Make an undertone with a percentile."""
    return Undertone(60.0, (55.0, 65.0), percentile, (low, high), words)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def described(case: SimpleNamespace) -> Description:
    """Give the description of the sample photo."""
    return describe(case.sample)


def test_skin_first_then_the_patch(described: Description) -> None:
    """Each thing described has a label and a sentence, the skin's before the patch's."""
    rows = description_rows(described)
    assert tuple(label for label, _ in rows) == SKIN_LABELS + PATCH_LABELS
    assert all(text for _, text in rows)
    assert not NOT_OUR_WORDS.search(" ".join(text for _, text in rows) + SOURCES)


def test_skin_itself_has_no_patch_rows(described: Description) -> None:
    """Without a patch nothing is said of one."""
    assert tuple(label for label, _ in description_rows(replace(described, patch=None))) == SKIN_LABELS


def test_a_sure_undertone_is_one_word_and_a_rank() -> None:
    """Warm skin is yellower than so many of 100, cool skin redder than so many, with the range the right way round."""
    warm, cool = undertone_text(tone(80, 76, 88, "warm")), undertone_text(tone(12, 5, 20, "cool"))
    assert warm == "warm (yellower): yellower than 80 of 100 measured skins of this lightness (76 to 88)"
    assert cool == "cool (redder): redder than 88 of 100 measured skins of this lightness (80 to 95)"


def test_an_unsure_undertone_says_so() -> None:
    """Two words that fit are both named; three are none at all; and so is a lightness nobody measured."""
    two = undertone_text(tone(70, 55, 82, "neutral", "warm"))
    assert two.startswith("neutral or warm (yellower), which of the two cannot be told from this photo")
    assert undertone_text(tone(50, 10, 90, "cool", "neutral", "warm")).startswith("cannot be told from this photo")
    assert "too few skins of this lightness" in undertone_text(Undertone(60.0, (55.0, 65.0), None, None, ()))


@pytest.mark.parametrize(
    ("area", "told"),
    [
        (Area(1136.2, 0.12), "about 1140 ± 140 mm²"),
        (Area(25.04, 0.2), "about 25.0 ± 5.0 mm²"),
        (Area(3.217, 0.15), "about 3.22 ± 0.48 mm²"),
        (Area(58_123.0, 0.1), "about 58100 ± 5800 mm²"),
    ],
)
def test_an_area_is_no_finer_than_its_doubt(area: Area, told: str) -> None:
    """The doubt has two figures and the area no more decimals than it."""
    assert area_text(area, "").startswith(told)


def test_an_unknown_area_gives_the_reason(described: Description) -> None:
    """Where the chart's size was not told, the area says why it is not known, and the contrast what was assumed."""
    assert described.patch is not None
    assert area_text(None, described.patch.size_source).startswith("not known: ")
    assert contrast_text(described.patch).endswith("if it is about 2 cm across")


def test_a_contrast_between_two_steps_names_both(described: Description) -> None:
    """Where the uncertainty spans several words, the least and the most are named."""
    assert described.patch is not None
    seen = replace(
        described.patch.visibility,
        words="visible close up",
        at_least="just visible close up",
        at_most="just visible at arm's length",
        assumed_size=False,
    )
    told = contrast_text(replace(described.patch, visibility=seen))
    assert told.endswith("visible close up (between just visible close up and just visible at arm's length)")


def test_pigments_are_called_estimates(described: Description) -> None:
    """Melanin and haemoglobin are never given without saying that a model estimates them."""
    rows = dict(description_rows(described))
    assert "model estimate" in rows["Melanin"]
    assert "model estimate" in rows["Haemoglobin"]
    deep = dict(description_rows(Description(describe_tone(Lab(25.0, 10.0, 14.0), 1.5), None)))
    assert deep["Haemoglobin"].startswith("cannot be told from this photo")
    beyond = dict(description_rows(Description(describe_tone(Lab(85.0, 3.0, 9.0), 1.0), None)))
    assert beyond["Melanin"].startswith("not estimated")
    assert beyond["Undertone"].startswith("not told")


def test_json_carries_figures_units_and_sentences(case: SimpleNamespace, described: Description) -> None:
    """The sample's JSON holds the description, strictly, with the patch's own part free of skin-only figures."""
    told = sample_json(case.photo, case.sample)["description"]
    assert told == description_json(described)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert set(told) == {"skin", "patch", "in_words"}
    assert told["skin"]["melanin"]["data"] == told["skin"]["haemoglobin"]["data"] == "modelled"
    assert set(told["skin"]["undertone"]) == {"hue_range_deg", "percentile", "percentile_range", "words"}
    assert told["patch"]["area_mm2"] is None
    assert not {"ita_deg", "undertone", "monk", "melanin"} & set(told["patch"])
    assert [(row["label"], row["text"]) for row in told["in_words"]] == list(description_rows(described))


def test_json_of_the_outermost_tone_has_no_gaps() -> None:
    """A tone nobody measured, without a patch, is still strict JSON."""
    told = description_json(Description(describe_tone(Lab(92.0, 1.0, 3.0), 2.0), None))
    assert told["patch"] is None
    assert told["skin"]["undertone"]["percentile"] is None
    assert told["skin"]["melanin"] is None
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_an_area_is_in_json_with_its_doubt(described: Description) -> None:
    """With a known size the area stands there in mm2, with its doubt in mm2."""
    assert described.patch is not None
    told = description_json(replace(described, patch=replace(described.patch, area=Area(500.0, 0.1))))
    assert (told["patch"]["area_mm2"], told["patch"]["area_plus_minus_mm2"]) == (500.0, 50.0)


def test_the_report_describes_and_names_its_sources(case: SimpleNamespace, described: Description) -> None:
    """Every sentence of the description and the sources stand on the page."""
    page = html_report(report_content(case.suggestions, case.photo, case.sample, made_on=DAY)).decode("utf-8")
    page = page.replace("&#39;", "'").replace("&#34;", '"')
    assert "Description of the skin" in page
    for label, text in description_rows(described):
        assert f"<dt>{label}</dt><dd>{text}</dd>" in page
    assert SOURCES in page
