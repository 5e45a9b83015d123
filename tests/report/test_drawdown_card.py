"""The drawdown card as a file to print."""

import re
import zlib

from tonematch.report.pages.drawdown_card import card_pdf

A4_POINTS = (595.28, 841.89)


def test_the_card_is_one_accessible_page_of_a4() -> None:
    """One page of A4, tagged, with a title."""
    pdf = card_pdf()
    inflated = pdf + b"".join(_streams(pdf))
    box = re.search(rb"/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+) ?\]", inflated)
    assert box is not None
    assert [round(float(side), 1) for side in box.groups()] == [round(side, 1) for side in A4_POINTS]
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", inflated)) == 1
    assert b"/StructTreeRoot" in inflated
    assert b"Drawdown card" in inflated


def _streams(pdf: bytes) -> list[bytes]:
    """Inflate the streams that are deflated."""
    found = []
    for start in re.finditer(rb"stream\r?\n", pdf):
        try:
            found.append(zlib.decompressobj().decompress(pdf[start.end() :]))
        except zlib.error:
            continue
    return found
