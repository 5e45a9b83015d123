"""Charts of one's own: read from a file, found, and refused in words."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from tonematch.chart.corners import read_chart
from tonematch.chart.kinds import chart_kind
from tonematch.chart.own_chart import chart_from, load_chart, look_up_kind
from tonematch.difference import delta_e00
from tonematch.errors import ChartNotFoundError
from tonematch.spectrum import band_weights

FIELD = np.array([[150.0, 120.0], [750.0, 130.0], [740.0, 500.0], [140.0, 490.0]])
PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "add-a-chart.md"


def description(**changes: object):
    """Describe a chart of 3 rows of 5 patches, some keys changed."""
    colours = chart_kind("classic24").reference_lab[[0, 1, 5, 6, 7, 8, 10, 11, 12, 14, 15, 16, 18, 20, 23]]
    patches = [{"name": f"P{index + 1}", "lab": np.round(lab, 2).tolist()} for index, lab in enumerate(colours)]
    layout = {"rows": 3, "columns": 5, "pitch_mm": 12, "patch_mm": 10}
    plain = {"name": "studio-15", "title": "Studio chart", "source": "measured 2026-03", "illuminant": "D65"}
    return {**plain, "layout": layout, "patches": patches, **changes}


def with_patch(number, **changes: object):
    """Describe the chart with one patch changed."""
    whole = description()
    whole["patches"][number - 1] = {**whole["patches"][number - 1], **changes}
    return whole


def free_positions():
    """Describe eight patches lying anywhere."""
    places = [(0, 0), (30, 5), (60, 0), (15, 20), (45, 22), (0, 40), (30, 42), (60, 40)]
    patches = [{**patch, "at_mm": list(at)} for patch, at in zip(description()["patches"], places, strict=False)]
    return description(layout={"patch_mm": 12}, patches=patches)


def test_an_own_chart_is_found(tmp_path, lay, photographed):
    """A grid of enough colours is searched for by itself, from its file."""
    path = tmp_path / "studio.json"
    path.write_text(json.dumps(description()), encoding="utf-8")
    kind = load_chart(path)
    reading = read_chart(photographed(lay([(kind, FIELD)])), kind=str(path))
    assert reading.kind.title == "Studio chart"
    assert reading.kind.pitch_mm == 12
    assert np.abs(reading.corners - FIELD).max() < 4.0


def test_free_positions_are_read_by_corners(lay, photographed, tmp_path):
    """Patches lying anywhere are read where the corners of their field say."""
    path = tmp_path / "free.json"
    path.write_text(json.dumps(free_positions()), encoding="utf-8")
    kind = look_up_kind(str(path))
    photo = photographed(lay([(kind, FIELD)]))
    reading = read_chart(photo, kind=str(path), corners=FIELD)
    assert reading.measured.shape == (8, 3)
    assert reading.spread.max() < 0.02
    with pytest.raises(ChartNotFoundError, match="cannot be searched for"):
        read_chart(photo, kind=str(path))


def test_wrong_corners_on_an_own_chart_are_told(lay, photographed, tmp_path):
    """Corners in another order are told with the chart's own patch names."""
    path = tmp_path / "studio.json"
    path.write_text(json.dumps(description()), encoding="utf-8")
    photo = photographed(lay([(load_chart(path), FIELD)]))
    with pytest.raises(ChartNotFoundError, match="another order") as caught:
        read_chart(photo, kind=str(path), corners=FIELD[[2, 3, 0, 1]])
    assert "P1, P5, P15 and P11" in caught.value.hint


def test_lab_under_d50_is_moved():
    """Lab measured under D50 is moved to D65: a grey stays grey, a red changes a little."""
    patches = [{"name": "grey", "lab": [50, 0, 0]}, {"name": "red", "lab": [42, 53, 28]}]
    layout = {"rows": 1, "columns": 2}
    kind = chart_from(description(illuminant="D50", layout=layout, patches=patches), "two.json")
    assert np.abs(kind.reference_lab[0] - [50, 0, 0]).max() < 0.01
    assert 0.5 < float(delta_e00(kind.reference_lab[1], [42, 53, 28])) < 4


def test_reflectance_is_integrated():
    """A flat reflectance at other wavelengths comes out as the grey it is."""
    patches = [{"name": "grey", "reflectance": [0.184] * 7}]
    layout = {"rows": 1, "columns": 1}
    kind = chart_from(
        description(wavelengths_nm=[400, 450, 500, 550, 600, 650, 700], layout=layout, patches=patches), "x"
    )
    assert np.abs(kind.reference_lab[0] - [50, 0, 0]).max() < 0.1
    assert kind.balance_only
    assert band_weights("D65").shape == (31, 3)


def test_skin_patches_can_be_named():
    """The file may name the patches that are painted like skin; else the nearest to skin are taken."""
    assert chart_from(description(skin=["P2"]), "x").skin_patches == (1,)
    assert 1 in chart_from(description(), "x").skin_patches


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "this is no chart"),
        (description(name=""), "'name' is \"\", expected a short text"),
        (description(name="auto"), "the name 'auto' cannot be used"),
        (description(source=None), "'source' is missing"),
        (description(patches=[]), "expected a list of 1 to 500 patches"),
        (description(layout=None), "'layout' is missing, expected rows and columns"),
        (description(layout={"rows": 4, "columns": 5}), "4 rows of 5 are 20 patches, but 15 are listed"),
        (description(layout={"rows": 3.5, "columns": 5}), "layout rows is 3.5, expected a whole number"),
        (description(layout={"rows": 3, "columns": 5, "pitch_mm": -1}), "layout pitch_mm is -1, expected millimetres"),
        (description(layout={"rows": 3, "columns": 5, "pitch_mm": 9, "patch_mm": 10}), "patch_mm is larger than pitch"),
        (description(layout={"patch_mm": 10}), "patch 1: there is no 'at_mm'"),
        (description(illuminant=None), "the illuminant is missing, expected D65 or D50"),
        (description(illuminant="F2"), 'the illuminant is "F2", expected D65 or D50'),
        (description(skin=["nose"]), "'skin' names \"nose\", which is no patch"),
        (with_patch(7, lab=[140, 0, 0]), "patch 7 'P7': L is 140, expected 0 to 100"),
        (with_patch(3, lab=[50, 0]), "patch 3 'P3': lab is a list of 2, expected 3 numbers"),
        (with_patch(3, lab=[50, "x", 0]), "patch 3 'P3': lab holds \"x\", expected numbers"),
        (with_patch(3, lab=[50, float("nan"), 0]), "patch 3 'P3': lab holds NaN, expected numbers"),
        (with_patch(2, name="P1"), "two patches are called 'P1'"),
        (with_patch(2, reflectance=[0.5]), "no 'wavelengths_nm'"),
        (
            {**with_patch(2, reflectance=[50, 60]), "wavelengths_nm": [400, 700]},
            "reflectance reaches 60, expected 0 to 1",
        ),
        ({**with_patch(2, reflectance=[0.5, 0.6]), "wavelengths_nm": [500, 600]}, "wavelengths_nm run from 500 to 600"),
    ],
)
def test_wrong_values_are_named(document, words):
    """Each wrong value is told with file, patch, value and what was expected."""
    with pytest.raises(ChartNotFoundError, match=re.escape(words)) as caught:
        chart_from(document, "studio.json")
    assert caught.value.code == "chart.file"
    assert caught.value.message.startswith("studio.json")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"{", "no valid JSON at line 1"), (b"\xff\xfe\x00", "no text in UTF-8"), (b"[" * 100_000, "no valid JSON")],
)
def test_broken_files_are_told(tmp_path, content, words):
    """A file that is no JSON is a sentence, not a traceback."""
    path = tmp_path / "broken.json"
    path.write_bytes(content)
    with pytest.raises(ChartNotFoundError, match=words):
        load_chart(path)


def test_a_missing_file_is_told(tmp_path):
    """A file that is not there is told."""
    with pytest.raises(ChartNotFoundError, match="cannot be read"):
        look_up_kind(str(tmp_path / "nowhere.json"))


def test_the_example_in_the_guide_works():
    """The file shown in the guide is a chart."""
    example = re.search(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert len(chart_from(json.loads(example.group(1)), "guide").patch_names) >= 2
