"""The fonts that come with the reports, what they cover, and what stands where none has a character.

Noto Sans and its scripts, SIL Open Font License 1.1 (fonts/OFL.txt), made smaller by scripts/make_fonts.py. The PDF is
set in nothing else, so that it is the same on every computer.
"""

import base64
import functools
import io
import unicodedata
from importlib import resources
from pathlib import Path

FOLDER = Path(str(resources.files("tonematch.report.pages").joinpath("fonts")))
LATIN = "NotoSans-Regular.ttf"
FAMILIES = {
    LATIN: "Noto Sans",
    "NotoSansArabic-Regular.ttf": "Noto Sans Arabic",
    "NotoSansHebrew-Regular.ttf": "Noto Sans Hebrew",
    "NotoSansDevanagari-Regular.ttf": "Noto Sans Devanagari",
    "NotoSansThai-Regular.ttf": "Noto Sans Thai",
    "NotoSansCJK-Regular.otf": "Noto Sans CJK SC",
}
"""By file, in the order in which a character is looked for."""
UNSEEN = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}")
"""Shape and direct what stands beside them; need no glyph."""


@functools.cache
def coverage(file: str) -> frozenset[str]:
    """Give the characters that a font of `FAMILIES` has."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # only reports need it

    with TTFont(FOLDER / file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def font_with(character: str) -> str | None:
    """Give the file of the first font that has a character."""
    return next((file for file in FAMILIES if character in coverage(file)), None)


def printable(text: str) -> str:
    r"""Write a text so that it can be printed: a character that no font has by its number, never as an empty box.

    >>> printable("Zoë\t1"), printable("\U0001f600")
    ('Zoë 1', '[U+1F600]')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printable, unicodedata.normalize("NFC", text)))


def _printable(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    if category == "Cf":
        return character if character in UNSEEN else ""
    if font_with(character) is not None:
        return character
    return " " if category in {"Zs", "Zl", "Zp"} else f"[U+{ord(character):04X}]"


def embedded(text: str) -> list[dict[str, str]]:
    """Give what a page needs to show a text where the computer lacks fonts for it: family and font, as base64.

    Latin, Greek and Cyrillic are left to the browser.
    """
    used: dict[str, set[str]] = {}
    for character in set(text):
        file = None if character.isascii() else font_with(character)
        if file is not None and file != LATIN:
            used.setdefault(file, set()).add(character)
    return [
        {"family": FAMILIES[file], "source": base64.b64encode(_part_of(file, used[file])).decode("ascii")}
        for file in FAMILIES
        if file in used
    ]


def _part_of(file: str, characters: set[str]) -> bytes:
    """Cut a font down to some characters, with the forms they take beside each other."""
    from fontTools import subset  # noqa: PLC0415  # only such names need it
    from fontTools.ttLib import TTFont  # noqa: PLC0415  # as above

    font = TTFont(FOLDER / file, recalcTimestamp=False)
    maker = subset.Subsetter(subset.Options(layout_features=["*"], notdef_outline=True))
    maker.populate(unicodes={ord(character) for character in characters | UNSEEN | {" "}})
    maker.subset(font)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()
