"""The drawdown card as a PDF to print: black and white halves, corner signs, rows for eight jars, a scale."""

import json
import tempfile
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import typst

from tonematch.errors import CaseError
from tonematch.measure.drawdown_card import (
    BAND_MM,
    FIELD_MM,
    PAGE_MM,
    ROWS,
    SIGN_BITS,
    SIGN_MM,
    SIGN_PLACES_MM,
    row_middle_mm,
    sign_bits,
)
from tonematch.report.version import tool_version

TEMPLATE = "drawdown_card.typ"
WORDS: dict[str, Any] = {
    "title": "Drawdown card",
    "lead": (
        "One row for each jar or bottle: the same film over black and over white, with bare card above and below it. "
        "Beside a colour chart, one photo tells each shade's colour, how well it hides, and how it will mix."
    ),
    "black": "over black",
    "white": "over white",
    "code": "code",
    "name": "name",
    "draw_title": "Draw down",
    "draw": [
        "Print at 100 % in black, on coated or matt photo paper. Check the scale below the field with a ruler.",
        "Write code and name beside each row.",
        (
            "Draw one even film across both halves, between the marks. Use the same gap for all rows: two layers of "
            "adhesive tape as rails, and a straight edge."
        ),
        "Keep the strips between the rows bare. Let wet films dry; press creams on as thin as they are worn.",
    ],
    "photo_title": "Photograph",
    "photo": [
        "Lay the card flat, the colour chart right beside it, both in the same even light; daylight without sun.",
        "From straight above, so that nothing shines. All four corner signs and the whole chart in the picture, sharp.",
        "Expose so that the white is light grey, not blown out.",
        'tonematch palette measure PHOTO --row "1=A1:Sand" --row "2=A2:Dune" -o my-jars.json',
    ],
}


def card_pdf() -> bytes:
    """Set the card as an A4 page.

    Raises
    ------
    CaseError
        When the PDF cannot be set.
    """
    template = resources.files("tonematch.report.pages").joinpath(TEMPLATE).read_bytes()
    with tempfile.TemporaryDirectory(prefix="tonematch-card-") as folder:
        desk = Path(folder)
        (desk / TEMPLATE).write_bytes(template)
        try:
            pdf: bytes = typst.compile(
                desk / TEMPLATE,
                root=desk,
                format="pdf",
                sys_inputs={"content": json.dumps(_content())},
                pdf_standards="ua-1",
                timestamp=round(datetime.now(UTC).timestamp()),
            )
        except (typst.TypstError, RuntimeError) as problem:
            raise CaseError(f"The card cannot be set: {problem}.", code="card.pdf") from problem
    return pdf


def _content() -> dict[str, Any]:
    places = enumerate(SIGN_PLACES_MM)
    signs = [
        {"x": x, "y": y, "module": SIGN_MM / SIGN_BITS, "squares": np.argwhere(sign_bits(number)).tolist()}
        for number, (x, y) in places
    ]
    return WORDS | {
        "page": PAGE_MM,
        "field": FIELD_MM,
        "band": BAND_MM,
        "signs": signs,
        "rows": [{"number": row, "y": row_middle_mm(row)} for row in range(1, ROWS + 1)],
        "foot": f"tonematch {tool_version()} · drawdown card 1 · A4 · for matching colour",
    }
