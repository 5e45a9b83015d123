"""The whole job on the sample photos, against the truth written beside them."""

import dataclasses
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tonematch.bundled import SAMPLES
from tonematch.difference import delta_e00
from tonematch.errors import CalibrationError, ChartNotFoundError, PhotoError, RegionError
from tonematch.measure.sample import SkinSample
from tonematch.mix.palettes.load import load_palette
from tonematch.pipeline import calibrate_photo, match_sample, require_trust, sample_photo, sample_shots

TRUTHS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.json"))}
WITHIN = {"easy": 1.0, "typical": 2.0}
"""ΔE00 the surrounding tone may be off. Hard scenes are held to their own stated uncertainty and warnings instead."""
CORNER_SHARE = 0.02  # of the chart's width: a ninth of a patch
MATCHED = [name for name, truth in TRUTHS.items() if truth["expect"] == "match"]
REFUSED = {
    "12-refused-chart-cut-off": "chart.cut_off",
    "13-refused-no-chart": "chart.none",
    "14-refused-two-charts": "chart.several",
}


@cache
def measured(name: str) -> SkinSample:
    """Measure one sample by a click where its truth says the patch is."""
    truth = TRUTHS[name]
    x, y = truth["patch"]["click"]
    return sample_photo(calibrate_photo(SAMPLES / truth["photo"]), patch=(x, y))


@pytest.mark.parametrize("name", [name for name in MATCHED if TRUTHS[name]["tier"] in WITHIN])
def test_surrounding_tone_is_true(name):
    """The surrounding tone comes out within ΔE00 1 on easy samples and 2 on typical ones."""
    truth = TRUTHS[name]
    error = float(delta_e00(truth["surrounding"]["lab"], np.array(measured(name).surrounding.lab)))
    assert error <= WITHIN[truth["tier"]]


@pytest.mark.parametrize("name", MATCHED)
def test_chart_is_found_where_it_lies(name):
    """The corners found are those the renderer drew."""
    drawn = np.array(TRUTHS[name]["chart"]["corners"])
    reading = measured(name).calibration.reading
    assert np.abs(reading.corners - drawn).max() < CORNER_SHARE * reading.width_px


@pytest.mark.parametrize("name", MATCHED)
def test_patch_tone_is_near(name):
    """The patch is told from the skin around it: its tone is far nearer to its own truth than to the surround's."""
    truth = TRUTHS[name]
    patch = np.array(measured(name).patch.lab)
    assert float(delta_e00(truth["patch"]["lab"], patch)) < float(delta_e00(truth["surrounding"]["lab"], patch))


def test_mixed_light_is_warned_of():
    """Where window and lamp meet, the verdict warns and says why."""
    sample = measured("11-tan-shin-mixed-light")
    assert sample.calibration.verdict == "warn"
    assert "light.mixed" in {finding.code for finding in sample.findings}


def test_shine_on_deep_skin_is_told():
    """Shine on deep skin is left out, and said."""
    assert "skin.shine" in {finding.code for finding in measured("06-deep-forearm-led").findings}


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_unusable_samples_are_refused_for_the_right_reason(name, code):
    """A chart cut off, no chart, and two charts are each told apart."""
    with pytest.raises(ChartNotFoundError) as caught:
        calibrate_photo(SAMPLES / TRUTHS[name]["photo"])
    assert caught.value.code == code


def test_two_charts_serve_where_the_skin_is_marked():
    """With the skin marked, the nearer of two charts is used, the tone is true, and the other chart agrees."""
    truth = TRUTHS["14-refused-two-charts"]
    x, y = truth["patch"]["click"]
    sample = sample_photo(calibrate_photo(SAMPLES / truth["photo"], near=(x, y)), patch=(x, y))
    assert float(delta_e00(truth["surrounding"]["lab"], np.array(sample.surrounding.lab))) <= WITHIN["typical"]
    assert {"chart.nearest_used", "chart.others_agree"} <= {finding.code for finding in sample.findings}


def test_a_chart_that_contradicts_the_one_used_is_warned_of():
    """Where the other chart in the photo tells another tone, the sample warns."""
    truth = TRUTHS["14-refused-two-charts"]
    x, y = truth["patch"]["click"]
    read = calibrate_photo(SAMPLES / truth["photo"], near=(x, y))
    used = read.calibration.reading
    (other,) = used.others
    tinted = dataclasses.replace(other, measured=other.measured * np.array([1.25, 1.0, 0.8]))
    calibration = dataclasses.replace(read.calibration, reading=dataclasses.replace(used, others=(tinted,)))
    sample = sample_photo(dataclasses.replace(read, calibration=calibration), patch=(x, y))
    assert sample.verdict == "warn"
    assert sample.findings[-1].code == "chart.others_disagree"
    assert sample.findings[-1].value > sample.findings[-1].limit


def test_shots_are_joined_to_one_sample(painted_photo, painter, painting, monkeypatch):
    """Shots of one scene from two places give the median of their tones, with contrast and ITA to match."""
    moved = painting(
        corners=((110.0, 90.0), (430.0, 95.0), (435.0, 310.0), (105.0, 305.0)), patch_centre=(620, 410), noise=0.004
    )
    files = {"first": painted_photo, "second": dataclasses.replace(painter(moved), sha256="1" * 64)}
    monkeypatch.setattr("tonematch.pipeline.read_photo", files.__getitem__)
    first = calibrate_photo("first")
    joined, repeated = sample_shots(first, ["second"], patch=(640.0, 430.0))
    assert repeated.shots == 2
    assert joined.surrounding.lab == repeated.surrounding
    assert joined.surrounding.uncertainty_delta_e00 == repeated.uncertainty_delta_e00
    assert float(delta_e00(np.array(moved.skin_lab), np.array(joined.surrounding.lab))) < 1.5
    assert joined.contrast_delta_e00 == float(delta_e00(joined.surrounding.lab, joined.patch.lab))
    assert joined.findings == repeated.findings
    with pytest.raises(PhotoError, match="given twice"):
        sample_shots(first, ["first"], patch=(640.0, 430.0))


def test_a_shot_without_the_mark_is_named(painted_photo, painter, painting, monkeypatch):
    """Where the mark falls outside a further shot, that shot is named."""
    moved = painting(corners=((500.0, 370.0), (860.0, 360.0), (865.0, 600.0), (505.0, 610.0)), patch_centre=(300, 150))
    files = {"first": painted_photo, "second": dataclasses.replace(painter(moved), sha256="1" * 64, name="second.png")}
    monkeypatch.setattr("tonematch.pipeline.read_photo", files.__getitem__)
    with pytest.raises(RegionError, match=r"carried over to second\.png"):
        sample_shots(calibrate_photo("first"), ["second"], patch=(640.0, 430.0))


def test_every_sample_is_either_matched_or_refused():
    """No sample is left out of these tests."""
    assert set(MATCHED) | set(REFUSED) == set(TRUTHS)
    assert len(TRUTHS) >= 8


def test_a_blend_is_suggested():
    """From the photo to whole parts: the best blend is no worse than the nearest single shade."""
    suggestions = match_sample(measured("03-intermediate-shin"), [load_palette("generic-camouflage")])
    best = suggestions.matches[0]
    assert best.delta_e00 <= suggestions.nearest_single.delta_e00
    assert all(isinstance(parts, int) and parts > 0 for parts in best.parts.values())
    assert suggestions.over is not None


def test_a_refused_calibration_stops_unless_told_otherwise():
    """The verdict refuse stops with its reasons; insisting goes on."""
    with pytest.raises(CalibrationError, match="too dark") as caught:
        require_trust("refuse", ["The photo is too dark."], anyway=False)
    assert caught.value.code == "calibration.refused"
    require_trust("refuse", ["The photo is too dark."], anyway=True)
    require_trust("warn", [], anyway=False)


REAL = Path(__file__).resolve().parents[2] / "shared" / "photos"


@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real photos is not beside this checkout")
def test_real_hand_gives_a_sane_tone():
    """A lit forearm in a real, hand-held photo reads as light skin, with a warning about the shaded chart patch."""
    calibrated = calibrate_photo(REAL / "pedrodiamel" / "img-colorchecker.jpg")
    sample = sample_photo(calibrated, skin=(60.0, 235.0))
    L, a, b = sample.surrounding.lab
    assert 60 < L < 80
    assert 6 < a < 18
    assert 9 < b < 24
    assert calibrated.calibration.verdict == "warn"


@pytest.mark.skipif(not REAL.is_dir(), reason="the folder of real photos is not beside this checkout")
def test_real_charts_are_right_or_refused():
    """On the real photos at hand no chart is read wrongly, and none is seen where there is none."""
    import csv

    from tonematch.capture.photo import read_photo
    from tonematch.chart.corners import read_chart

    right = 0
    with (REAL / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        marked = row["corners_px(patch1;patch6;patch24;patch19)"]
        try:
            reading = read_chart(read_photo(REAL / row["file"]))
        except ChartNotFoundError:
            continue
        assert row["class"] == "pos", f"{row['file']} holds no readable chart"
        corners = np.array([[float(value) for value in corner.split()] for corner in marked.split(";")])
        assert np.abs(reading.corners - corners).max() < 0.03 * reading.width_px, row["file"]
        right += 1
    assert right >= 16
