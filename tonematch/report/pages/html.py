"""The report as one HTML file that needs nothing else."""

import base64
import json
from importlib import resources

import jinja2

from tonematch.report.files import jpeg_bytes, png_bytes
from tonematch.report.pages.content import ReportContent
from tonematch.report.pages.fonts import embedded
from tonematch.report.pictures.captioned import Picture

TEMPLATE = "report.html"


def html_report(content: ReportContent) -> bytes:
    """Lay a report out as a self-contained HTML page, UTF-8, pictures inside."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(
        resources.files("tonematch.report.pages").joinpath(TEMPLATE).read_text(encoding="utf-8")
    )
    pictures = {
        name: {"source": _source(picture), "alt": picture.alt, "caption": picture.caption}
        for name, picture in content.pictures.items()
    }
    words = json.dumps(
        [content.values, *(picture.caption for picture in content.pictures.values())], ensure_ascii=False
    )
    page = template.render(**content.values, pictures=pictures, fonts=embedded(words))
    return page.encode("utf-8", errors="replace")


def _source(picture: Picture) -> str:
    """Put a picture into an address: what is drawn exactly, photos as JPEG."""
    encoded = base64.b64encode(png_bytes(picture.pixels) if picture.exact else jpeg_bytes(picture.pixels)).decode(
        "ascii"
    )
    return f"data:image/{'png' if picture.exact else 'jpeg'};base64,{encoded}"
