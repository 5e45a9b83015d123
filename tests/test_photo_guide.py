"""The drawn guide: its pictures are what the script draws, each is told in words, and it can be printed."""

import re
import xml.etree.ElementTree as ET

import pytest

from scripts.draw_photo_guide import DRAWINGS, PICTURES, drawing
from tonematch.ui.match.guide import printed
from tonematch.ui.words.guide import STEPS


@pytest.mark.parametrize("name", DRAWINGS)
def test_pictures_are_drawn_by_the_script(name: str) -> None:
    """What lies in the package is what the script gives today, and it is sound SVG that loads nothing."""
    kept = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert kept == drawing(name)
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(kept).iter()}  # noqa: S314  # our own drawings
    assert tags <= {"svg", "g", "path", "rect", "circle", "text"}


def test_every_step_has_its_picture_and_words_for_it() -> None:
    """Steps and drawings are the same, and each drawing is described for those who cannot see it."""
    assert [step.name for step in STEPS] == list(DRAWINGS)
    assert all(len(step.alt) > 20 and step.title and step.text for step in STEPS)


def test_the_guide_can_be_printed() -> None:
    """It comes as a PDF of one page."""
    pdf = printed()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type/Page(?!s)", pdf)) == 1
