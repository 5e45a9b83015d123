"""Names in any script are printed with their own letters, and what no font has is told by its number."""

import io
import re
import warnings
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont

from tonematch.report.pages.client_card import Client
from tonematch.report.pages.content import report_content
from tonematch.report.pages.fonts import FAMILIES, FOLDER, embedded, font_with, printable
from tonematch.report.pages.html import html_report
from tonematch.report.pages.pdf import pdf_report

SCRIPTS = {
    "Latin": "Łukasz Ødegård Şahin Đặng Þór",
    "Vietnamese": "Nguyễn Thị Phượng, cẳng tay trái",
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Юлія Щербак, тыльная сторона",
    "Arabic": "فاطمة الزهراء، اليد اليسرى",
    "Hebrew": "שרה כהן, יד שמאל",
    "Devanagari": "लक्ष्मी देवी, बायाँ हाथ",
    "Thai": "สมชาย ใจดี หลังมือ",
    "Chinese": "王小明 左手背 陳大文",
    "Japanese": "佐藤さくら・左手の甲 サトウ",
    "Korean": "김민지 왼손 등",
}
DAY = date(2026, 11, 22)


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_every_letter_has_a_font(text: str) -> None:
    """No letter of the scripts claimed is without a glyph, in the fonts themselves."""
    cmaps = [TTFont(FOLDER / file).getBestCmap() for file in FAMILIES]
    assert [letter for letter in text if not any(ord(letter) in cmap for cmap in cmaps)] == []
    assert printable(text) == text


def test_the_words_of_the_product_have_a_font() -> None:
    """Signs that the reports use are in the fonts."""
    assert [sign for sign in "\N{MULTIPLICATION SIGN}Δ±°·²—…“”" if font_with(sign) is None] == []


def test_all_scripts_in_one_pdf(case: SimpleNamespace) -> None:
    """A card with every script is set without a warning, in two pages, with the fonts of each script in it."""
    place = " ".join(word.split()[0] for word in SCRIPTS.values())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told = report_content(case.suggestions, case.photo, case.sample, made_on=DAY, client=Client(place))
        pdf = pdf_report(told)
    found = {name.decode() for name in re.findall(rb"/FontName\s*/[A-Z]{6}\+([A-Za-z]+)", pdf)}
    assert {"NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansThai"} <= found
    assert any(name.startswith("NotoSansCJK") for name in found)


def test_what_no_font_has_is_told_by_number(case: SimpleNamespace) -> None:
    """An emoji, a rare sign and half a letter become numbers, not boxes; marks that turn text round are dropped."""
    assert printable("a\U0001f600b\ud800c\u202e") == "a[U+1F600]b[U+D800]c"
    hostile = replace(case.photo, name="\U0001f600\ud800\x00.jpg")
    told = report_content(case.suggestions, hostile, case.sample, made_on=DAY)
    assert pdf_report(told).startswith(b"%PDF")
    assert html_report(told)


def test_a_page_brings_the_fonts_it_needs(case: SimpleNamespace) -> None:
    """A page with Arabic and Chinese holds just those letters; one in Latin holds no font."""
    fonts = {font["family"] for font in embedded("王 فاطمة Zoë")}
    assert fonts == {"Noto Sans Arabic", "Noto Sans CJK SC"}
    assert embedded("Zoë Ελένη Юлія") == []
    client = Client("王小明")
    page = html_report(report_content(case.suggestions, case.photo, case.sample, made_on=DAY, client=client)).decode()
    assert page.count("@font-face") == 1
    assert "王小明" in page


def test_the_licence_lies_beside_the_fonts() -> None:
    """Every font is covered by the licence text in its folder, and says so itself."""
    licence = (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    for file in sorted(FOLDER.glob("*.?tf")):
        assert file.stem in licence
        names = TTFont(io.BytesIO(file.read_bytes()))["name"]
        assert "SIL Open Font License" in names.getDebugName(13)
