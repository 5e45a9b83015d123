"""A label with a client's code and nothing else, to stick on a folder or a card.

References
----------
ISO/IEC 18004:2015, QR code; level M mends 15 % of it.
"""

import io

from tonematch.record.consent import checked_code

QUIET_MODULES = 4  # ISO/IEC 18004, 9.1: readers need this much white around it
PNG_SCALE, SVG_SCALE = 12, 8


def label_svg(code: str) -> bytes:
    """Draw the label as SVG; raises as `checked_code`."""
    return _saved(code, "svg", SVG_SCALE)


def label_png(code: str) -> bytes:
    """Draw the label as PNG; raises as `checked_code`."""
    return _saved(code, "png", PNG_SCALE)


def _saved(code: str, kind: str, scale: int) -> bytes:
    import segno  # noqa: PLC0415  # only labels need it

    drawn = io.BytesIO()
    segno.make_qr(checked_code(code), error="m").save(drawn, kind=kind, scale=scale, border=QUIET_MODULES)
    return drawn.getvalue()
