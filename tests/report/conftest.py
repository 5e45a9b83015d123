"""One sample photo, measured and matched once for all report tests."""

import json
from types import SimpleNamespace

import pytest

from tonematch.bundled import SAMPLES
from tonematch.mix.palettes.load import load_palette
from tonematch.pipeline import calibrate_photo, match_sample, sample_photo


@pytest.fixture(scope="session")
def case() -> SimpleNamespace:
    """Give an easy sample photo with its skin measured and shades suggested."""
    truths = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SAMPLES.glob("*.json"))]
    truth = next(truth for truth in truths if truth["tier"] == "easy")
    read = calibrate_photo(SAMPLES / truth["photo"])
    sample = sample_photo(read, patch=truth["patch"]["click"])
    suggestions = match_sample(sample, [load_palette("generic-camouflage")], top=3)
    return SimpleNamespace(photo=read.photo, sample=sample, suggestions=suggestions)
