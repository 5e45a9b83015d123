"""Make the fonts of the reports from Debian's fonts-noto-core and fonts-noto-cjk, unpacked in a folder.

For example ``apt-get download fonts-noto-core fonts-noto-cjk; dpkg -x PACKAGE noto`` for both, and then
``python scripts/make_fonts.py noto``. Hints for old screens are dropped. Of the font for Chinese, Japanese and Korean,
which is 19 MB, stays what the everyday character sets of these countries hold: GB 2312, level 1 of Big5, JIS X 0208,
KS X 1001.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "tonematch" / "report" / "pages" / "fonts"
WHOLE = (
    *("NotoSans-Regular", "NotoSans-Bold", "NotoSansArabic-Regular", "NotoSansHebrew-Regular"),
    *("NotoSansDevanagari-Regular", "NotoSansThai-Regular"),
)
CJK = "NotoSansCJK-Regular"
SIMPLIFIED_CHINESE = 2  # its place in the collection
FIRST, LAST = 0x2E80, 0xFFEF


def everyday(encoding: str, leads: range) -> set[int]:
    """Give the code points that a two-byte character set has."""
    found = set()
    for lead in leads:
        for trail in range(0x40, 0xFF):
            try:
                character = bytes((lead, trail)).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(character) == 1:
                found.add(ord(character))
    return found


def wanted_cjk() -> set[int]:
    """Give the code points kept of the large font."""
    sets = everyday("gb2312", range(0xA1, 0xF8)) | everyday("big5", range(0xA1, 0xC7))
    sets |= everyday("euc_jp", range(0xA1, 0xF5)) | everyday("euc_kr", range(0xA1, 0xFE))
    return {point for point in sets if FIRST <= point <= LAST}


def written(font: TTFont, points: set[int], name: str) -> None:
    """Write what of a font is wanted."""
    options = subset.Options(hinting=False, desubroutinize=False, notdef_outline=True, name_IDs=["*"])
    options.layout_features = ["*"] if name != CJK else []
    maker = subset.Subsetter(options)
    maker.populate(unicodes=points)
    maker.subset(font)
    font.save(FONTS / f"{name}{'.otf' if name == CJK else '.ttf'}")


def main() -> None:
    """Make them all, and say how large they are."""
    source = Path(sys.argv[1])
    FONTS.mkdir(exist_ok=True)
    for name in WHOLE:
        font = TTFont(next(source.rglob(f"{name}.ttf")), recalcTimestamp=False)
        written(font, set(font.getBestCmap()), name)
    large = TTFont(next(source.rglob(f"{CJK}.ttc")), fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    written(large, wanted_cjk() & set(large.getBestCmap()), CJK)
    for path in sorted(FONTS.glob("*.?tf")):
        print(path.name, f"{path.stat().st_size / 1000:.0f} kB,", len(TTFont(path).getBestCmap()), "characters")


if __name__ == "__main__":
    main()
