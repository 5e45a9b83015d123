"""The photo guide as a page to print and pin to the wall, set by Typst."""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Final

import typst

from tonematch.errors import CaseError

TEMPLATE = "photo_guide.typ"
STANDARD: Final = "ua-1"


@dataclass(frozen=True)
class GuideStep:
    """One thing to mind when taking the photo.

    Parameters
    ----------
    title, text
        What to mind, in a few words and in a sentence or two.
    picture
        The drawing of it, as SVG.
    alt
        What the drawing shows, for those who cannot see it.
    """

    title: str
    text: str
    picture: bytes
    alt: str


def photo_guide_pdf(title: str, lead: str, steps: Sequence[GuideStep]) -> bytes:
    """Lay the guide out on one accessible page.

    Raises
    ------
    CaseError
        When the PDF cannot be set.
    """
    template = resources.files("tonematch.report.pages").joinpath(TEMPLATE).read_bytes()
    with tempfile.TemporaryDirectory(prefix="tonematch-guide-") as folder:
        desk = Path(folder)
        (desk / TEMPLATE).write_bytes(template)
        rows = []
        for number, step in enumerate(steps):
            (desk / f"{number}.svg").write_bytes(step.picture)
            rows.append({"file": f"{number}.svg", "alt": step.alt, "title": step.title, "text": step.text})
        try:
            pdf: bytes = typst.compile(
                desk / TEMPLATE,
                root=desk,
                format="pdf",
                sys_inputs={"content": json.dumps({"title": title, "lead": lead, "steps": rows})},
                pdf_standards=STANDARD,
                timestamp=round(datetime.now(UTC).timestamp()),
            )
        except (typst.TypstError, RuntimeError) as problem:
            raise CaseError(f"The photo guide cannot be set: {problem}.", code="guide.pdf") from problem
    return pdf
