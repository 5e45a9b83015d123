"""Every report has exactly two pages: the card, and the annex, in type that can be read."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from tonematch.bundled import SAMPLES
from tonematch.mix.amounts import Measure
from tonematch.mix.palettes.load import load_palette
from tonematch.pipeline import calibrate_photo, match_sample, sample_photo
from tonematch.report.pages.client_card import Client
from tonematch.report.pages.content import report_content
from tonematch.report.pages.pdf import pdf_report

DAY = date(2026, 11, 22)
NO_CHART = {"12-refused-chart-cut-off", "13-refused-no-chart"}  # nothing to measure by
MADE = sorted(path for path in SAMPLES.glob("*.json") if path.stem not in NO_CHART)
LIMITS = {"generic-camouflage": (2, 8), "iron-oxide-tinters": (3, 12)}


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


@pytest.mark.parametrize("truth", MADE, ids=lambda path: path.stem)
def test_two_pages_for_every_sample(truth: Path) -> None:
    """Creams and pigments, 10 recipes and 6, the first and another, all units: two pages."""
    known = json.loads(truth.read_text(encoding="utf-8"))
    patch = tuple(known["patch"]["click"])
    read = calibrate_photo(SAMPLES / known["photo"], near=patch)
    sample = sample_photo(read, patch=patch, anyway=True)
    client, grams = Client("Back of the hand, left", "M-0042"), MADE.index(truth) % 2
    for name, (pots, parts) in LIMITS.items():
        answer = match_sample(sample, [load_palette(name)], max_shades=pots, max_parts=parts)
        told = replace(answer, matches=answer.matches[:6]) if grams else answer
        content = report_content(
            told,
            read.photo,
            sample,
            made_on=DAY,
            measure=Measure("grams", 2.0) if grams else Measure(),
            chosen=told.matches[-1],
            client=client,
        )
        assert pages_of(pdf_report(content)) == 2
        assert not [text for text in content.values["remarks"] if "first recipe " in text]


def test_two_pages_whatever_is_typed(case: SimpleNamespace) -> None:
    """A note of ten thousand letters, a name without a space and fifty findings are told in two pages."""
    findings = tuple(replace(one, text=one.text * 3) for one in case.sample.findings * 10)
    sample = replace(case.sample, findings=findings)
    photo = replace(case.photo, name="x" * 4000)
    content = report_content(case.suggestions, photo, sample, made_on=DAY, client=Client("long " * 2000, "C" * 40))
    assert pages_of(pdf_report(content)) == 2


def test_the_same_content_gives_the_same_bytes(case: SimpleNamespace) -> None:
    """The PDF of one content is one PDF, whenever it is made: command line, app and Python give the same file."""
    content = report_content(case.suggestions, case.photo, case.sample, made_on=DAY)
    assert pdf_report(content) == pdf_report(content)
