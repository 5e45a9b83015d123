"""Progress: what comes back when, tendencies that are none of chance, plots, and the record for an assessor."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from tonematch.mix.words import Parts
from tonematch.practise.entry import Guess
from tonematch.practise.plots import comparison_alt, comparison_svg, errors_alt, errors_svg, points_alt, points_svg
from tonematch.practise.portfolio import COLUMNS, NO_CERTIFICATE, portfolio_csv, portfolio_html
from tonematch.practise.progress import DEPTH_GROUPS, RETEST, biases, due, groups, retests
from tonematch.practise.reveal import ranked, reveal

DAY = date(2026, 10, 1)


@pytest.fixture
def entry(graded, entry_with):
    """Give a finished exercise."""
    return entry_with(graded, {"F1N": 2, "T1W": 1}, DAY, Guess("too dark", "right"))


def with_difference(entry, dL: float, dC: float, dH: float):
    """Give the entry with another error."""
    return replace(entry, own=replace(entry.own, difference=Parts(dL, dC, dH)))


def test_an_exercise_comes_back_after_a_month(entry) -> None:
    """It is due thirty days after it was done last, not a day before."""
    assert due([entry], DAY + RETEST - timedelta(days=1)) == ()
    assert [one.graded for one in due([entry], DAY + RETEST)] == [entry.graded]


def test_doing_it_again_puts_it_off(entry) -> None:
    """Only the last time counts, in whatever order the lines stand."""
    later = replace(entry, on=DAY + timedelta(days=20))
    for entries in ([entry, later], [later, entry]):
        (one,) = retests(entries)
        assert (one.last, one.due) == (later.on, later.on + RETEST)


def test_a_steady_error_is_a_tendency(entry) -> None:
    """Blends that all err to one side are told, with the mean and on which skin."""
    entries = [with_difference(entry, 0.0, 0.1, size) for size in (1.2, 1.4, 1.6)]
    (bias,) = biases(entries)
    assert bias.words == "too yellow"
    assert bias.mean == pytest.approx(1.4)
    assert entry.graded.exercise.depth in DEPTH_GROUPS[bias.depth]


def test_chance_is_no_tendency(entry) -> None:
    """Errors to both sides, too few blends, and a mean too small to see are not told."""
    assert biases([with_difference(entry, size, 0, 0) for size in (3.0, -3.0, 2.5, -2.0)]) == ()
    assert biases([with_difference(entry, 3.0, 0, 0)] * 2) == ()
    assert biases([with_difference(entry, size, 0, 0) for size in (0.1, 0.11, 0.12)]) == ()


def test_groups_sum_up_by_depth_and_level(entry) -> None:
    """Each row has its count and means; depths not practised have none."""
    rows = groups([with_difference(entry, 1, 0, 0), with_difference(entry, 3, 0, 0)])
    assert [(row.kind, row.count) for row in rows] == [("depth", 2), ("level", 2)]
    assert rows[0].mean_difference == pytest.approx((2, 0, 0))


def test_plots_are_pictures_with_words(entry, easel, graded) -> None:
    """Each is one SVG element that says in words what it shows."""
    blends = ranked(reveal(graded, easel, {"D2C": 1}).blends)
    target = graded.exercise.target
    drawn = (
        (points_svg([entry]), points_alt([entry])),
        (errors_svg([entry, entry]), errors_alt([entry, entry])),
        (comparison_svg(target, blends), comparison_alt(target, blends)),
    )
    for svg, alt in drawn:
        element = ET.fromstring(svg)  # noqa: S314  # drawn here
        assert element.get("aria-label") == alt
        assert re.search(r"\d", alt)


class Outside(HTMLParser):
    """Collect what a page would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        names = dict(attrs)
        if tag in {"script", "iframe", "link", "img"} or any(name.startswith("on") for name in names):
            self.found.append(tag)
        self.found += [str(names[name]) for name in ("src", "href") if name in names and tag != "use"]


def test_the_record_needs_nothing_else(entry) -> None:
    """The page fetches and runs nothing, says that it is no certificate, and has recipe, date and plots."""
    page = portfolio_html("Robin", [entry, entry], made_on=DAY).decode("utf-8")
    look = Outside()
    look.feed(page)
    assert look.found == []
    assert NO_CERTIFICATE in page
    assert "no certificate" in NO_CERTIFICATE
    assert entry.own.recipe in page
    assert "01 October 2026" in page
    assert page.count("<svg") == 2


def test_a_hostile_pseudonym_stays_text(entry) -> None:
    """Neither a name nor a shade's name becomes markup or a formula."""
    name = "=1+<b>x</b>"
    shade = replace(entry, own=replace(entry.own, names={"F1N": "<script>", "T1W": "@T"}))
    page = portfolio_html(name, [shade], made_on=DAY).decode("utf-8")
    assert "<b>x" not in page
    assert "<script" not in page
    rows = list(csv.DictReader(io.StringIO(portfolio_csv(name, [shade]).decode("utf-8"))))
    assert rows[0]["trainee"] == f"'{name}"
    assert not [cell for cell in rows[0].values() if cell.startswith(("=", "+", "@", "\t"))]


def test_the_table_has_numbers_as_numbers(entry) -> None:
    """Errors keep their sign and can be read as numbers; a missing tutor is empty."""
    (row,) = csv.DictReader(io.StringIO(portfolio_csv("Robin", [with_difference(entry, -1.25, 0, 0)]).decode("utf-8")))
    assert tuple(row) == COLUMNS
    assert float(row["dL"]) == -1.25
    assert (row["date"], row["tutor_recipe"], row["guess_depth"]) == ("2026-10-01", "", "too dark")
