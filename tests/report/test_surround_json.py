"""How the surrounding tone was sampled, in JSON and in words."""

import json
from dataclasses import replace

import numpy as np
import pytest

from tonematch.colour import Lab
from tonematch.measure.tone import Tone
from tonematch.report.documents.surround import surround_json
from tonematch.report.words.surround import surround_rows

FLECKS = Tone(Lab(41.5, 13.0, 19.25), (1.0, 1.0, 1.0), 240, shiny=False)


@pytest.fixture
def sample(case):
    """Give the sample of the bundled case."""
    return case.sample


def test_all_of_the_sampling_is_told(sample):
    """Reference, error, directions, what was left out and the profile are there, as plain JSON."""
    told = json.loads(json.dumps(surround_json(sample), allow_nan=False))
    assert told["reference"] == "band"
    assert told["standard_error_delta_e00"] == round(sample.surrounding.standard_error_delta_e00, 4)
    assert len(told["sectors"]) == len(sample.sectors)
    assert told["left_out"] == list(sample.left_out.reasons())
    assert len(told["profile"]["distance_px"]) == len(told["profile"]["lab"]) == len(sample.profile.distance_px)
    assert told["profile"]["settled_px"] < told["profile"]["ends_px"]
    assert np.all(np.diff(told["profile"]["distance_px"]) > 0)


def test_flecks_are_told_with_their_share(sample):
    """A fleck shade is given with how much of the skin it covers, in JSON and in words."""
    flecked = replace(sample, flecks=FLECKS, fleck_share=0.034)
    assert surround_json(flecked)["flecks"] == {"lab": [41.5, 13.0, 19.25], "pixels": 240, "share": 0.034}
    assert dict(surround_rows(flecked))["Flecks"] == "L* 41.5  a* 13.0  b* 19.2, on 3% of the skin"


def test_nothing_to_say_is_not_said(sample):
    """Without flecks, directions and a profile there are no rows about them."""
    plain = replace(sample, flecks=None, sectors=(), profile=None)
    assert surround_json(plain)["profile"] is None
    assert not {"Flecks", "Direction"} & dict(surround_rows(plain)).keys()
