"""The report as page and PDF: the same words, every picture told, nothing typed taken for markup."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tonematch.findings import Finding
from tonematch.mix.amounts import amounts_of
from tonematch.mix.match import match_target
from tonematch.mix.palettes.load import load_palette
from tonematch.report.pages.content import ReportContent, report_content
from tonematch.report.pages.html import html_report
from tonematch.report.pages.pdf import pdf_report
from tonematch.report.words import wording
from tonematch.report.words.amounts import amounts_unbroken

TWO = 2
DAY = date(2026, 11, 22)
NOT_OUR_WORDS = re.compile(r"diagnos|treat|normal skin|flesh|nude|perfect match", re.IGNORECASE)


def pages_of(pdf: bytes) -> int:
    """Count the pages of a PDF by its page objects."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", pdf))


@pytest.fixture(scope="module")
def content(case: SimpleNamespace) -> ReportContent:
    """Give the report of the sample photo."""
    return report_content(case.suggestions, case.photo, case.sample, made_on=DAY)


def test_page_says_what_the_terminal_says(content: ReportContent, case: SimpleNamespace) -> None:
    """The page holds the first recipe, all that is to be said of it, and the caveat about screens."""
    page = html_report(content).decode("utf-8").replace("&#39;", "'").replace("&#34;", '"')
    first = case.suggestions.matches[0]
    assert amounts_unbroken(first, amounts_of(first, case.suggestions.target)) in page
    for caution in (*wording.cautions(case.suggestions), *wording.findings_text(case.sample.findings)):
        assert caution in page
    assert wording.SCREEN_CAVEAT in page
    assert not NOT_OUR_WORDS.search(re.sub(r"base64,[^\"]*", "", page))


def test_page_needs_nothing_else_and_tells_every_picture(content: ReportContent) -> None:
    """No address outside the page, and words for every picture."""
    page = html_report(content).decode("utf-8")
    bare = re.sub(r"base64,[^\"]*", "", page)
    assert re.findall(r"(?:src|href|action)\s*=\s*[\"'](?!data:)[^\"']+|@import|url\((?!data:)", bare) == []
    assert "<script" not in bare
    pictures = re.findall(r"<img [^>]*>", page)
    assert len(pictures) == len(content.pictures)
    assert {"swatch", "preview", "overlay", "profile", "sectors"} <= content.pictures.keys()
    assert all(re.search(r'alt="[^"]{20,}"', picture) for picture in pictures)


def test_file_names_are_not_markup(case: SimpleNamespace) -> None:
    """A hostile file name stands in page and PDF as text."""
    hostile = replace(case.photo, name='<img src=x onerror=alert(1)>#panic("x")$.jpg')
    told = report_content(case.suggestions, hostile, case.sample, made_on=DAY)
    assert b"<img src=x" not in html_report(told)
    assert pdf_report(told).startswith(b"%PDF")


def test_pdf_is_accessible(content: ReportContent) -> None:
    """The PDF keeps to PDF/UA and has two pages: the card, and the annex."""
    pdf = pdf_report(content)
    assert b"pdfuaid" in pdf
    assert pages_of(pdf) == TWO


def test_a_target_given_as_numbers_has_a_report_too() -> None:
    """Without a photo the report has swatches and recipes only."""
    suggestions = match_target((60, 10, 18), [load_palette("generic-camouflage")], over=(75, 7, 11), top=2)
    told = report_content(suggestions, made_on=DAY)
    assert set(told.pictures) == {"swatch"}
    assert b"Patch beneath" in html_report(told)
    assert pdf_report(told).startswith(b"%PDF")


def test_a_refused_calibration_is_said_on_every_report(case: SimpleNamespace) -> None:
    """The notice stands on the page when a refused calibration was used anyway."""
    refused = replace(case.sample, findings=(*case.sample.findings, Finding("light.any", "refuse", "It is too dark.")))
    told = report_content(case.suggestions, case.photo, refused, made_on=DAY)
    assert "refused and used anyway" in html_report(told).decode("utf-8")
