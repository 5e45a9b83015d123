"""`tonematch scalp` on the bundled sample, against the truth written beside it."""

import json

import numpy as np
import pytest
from PIL import Image

from tonematch.bundled import SAMPLES
from tonematch.difference import delta_e00

TRUTH = json.loads((SAMPLES / "15-scalp-stubble.json").read_text(encoding="utf-8"))
PHOTO = SAMPLES / TRUTH["photo"]
SKIN_WITHIN = 2.0  # a real calibration, and stubble
DENSITY_SHARE = 0.15  # dots that touch are counted as one, and some places are empty


@pytest.mark.parametrize("zone", ["surrounding", "patch"])
def test_skin_between_stubble_is_true_in_both_zones(run, zone):
    """On the patch and beside it, the skin told is the skin rendered, and dots are dark and as dense as drawn."""
    x, y = TRUTH["surrounding"]["skin_click"] if zone == "surrounding" else TRUTH["patch"]["click"]
    told = run("scalp", PHOTO, "--skin", f"{x},{y}", "--chart", "passport", "--json").json
    assert told["schema"] == "tonematch.scalp/1"
    assert float(delta_e00(told["skin"]["lab"], TRUTH[zone]["lab"])) < SKIN_WITHIN
    assert told["dots"]["darker"] is True
    assert told["dots"]["per_cm2"] == pytest.approx(TRUTH["stubble"]["per_cm2"], rel=DENSITY_SHARE)


def test_people_read_sentences_and_get_a_picture(run, tmp_path):
    """Without --json the skin comes first, then the dots; the picture has the stretch twice and a legend."""
    x, y = TRUTH["surrounding"]["skin_click"]
    out = tmp_path / "check.png"
    told = run("scalp", PHOTO, "--skin", f"{x},{y}", "--chart", "passport", "--overlay", out)
    assert told.out.index("Skin between the dots") < told.out.index("Dots as they look")
    with Image.open(out) as opened:
        picture = np.asarray(opened)
    colours = {tuple(colour) for colour in picture[:, picture.shape[1] // 2 :].reshape(-1, 3)[::7].tolist()}
    assert {(235, 235, 235), (0, 60, 110), (240, 178, 30)} <= colours


@pytest.mark.parametrize("marks", [[], ["--skin", "10,10", "--box", "1,1,9,9"], ["--skin", "ten"]])
def test_a_wrong_mark_is_wrong_usage(run, marks):
    """No mark, two marks, or words for numbers leave with status 2."""
    assert run("scalp", PHOTO, *marks).status == 2
