"""The report as a PDF of two pages, the client card and the technical annex, set by Typst."""

import json
import tempfile
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typst

from tonematch.errors import CaseError
from tonematch.report.files import jpeg_bytes, png_bytes
from tonematch.report.pages import fonts
from tonematch.report.pages.content import ReportContent

TEMPLATE = "report.typ"
STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, titled, every picture with words; Typst refuses to write what does not keep to it."""


def pdf_report(content: ReportContent) -> bytes:
    """Lay a report out as an accessible PDF.

    Raises
    ------
    CaseError
        When the PDF cannot be set.
    """
    template = resources.files("tonematch.report.pages").joinpath(TEMPLATE).read_bytes()
    with tempfile.TemporaryDirectory(prefix="tonematch-report-") as folder:
        desk = Path(folder)
        (desk / TEMPLATE).write_bytes(template)
        pictures: dict[str, dict[str, str]] = {}
        for name, picture in content.pictures.items():
            file = f"{name}.{'png' if picture.exact else 'jpg'}"
            (desk / file).write_bytes(png_bytes(picture.pixels) if picture.exact else jpeg_bytes(picture.pixels))
            pictures[name] = {"file": file, "alt": picture.alt, "caption": picture.caption}
        told = {**content.values, "pictures": pictures, "fonts": list(fonts.FAMILIES.values())}
        values = json.dumps(_printable(told))
        try:
            pdf: bytes = typst.compile(
                desk / TEMPLATE,
                root=desk,
                font_paths=[fonts.FOLDER],
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"content": values},
                pdf_standards=STANDARD,
                timestamp=content.made_at,
            )
        except (typst.TypstError, RuntimeError) as problem:
            raise CaseError(
                f"The PDF report cannot be set: {problem}.", code="report.pdf", hint="Ask for a .html report instead."
            ) from problem
    return pdf


def _printable(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    if isinstance(value, str):
        return fonts.printable(value)
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list) else value
