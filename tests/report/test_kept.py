"""What is kept of a recipe: a row no text can take over, and an object that says which one was chosen."""

import csv
import io
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from tonematch.mix.amounts import Measure
from tonematch.report.documents.kept import COLUMNS, Choice, kept_json, kept_row
from tonematch.report.documents.spreadsheet import RISKY_STARTS, csv_bytes
from tonematch.report.pages.client_card import Client
from tonematch.report.pages.content import report_content
from tonematch.report.pages.html import html_report

DAY = date(2026, 11, 22)


@pytest.fixture
def choice(case: SimpleNamespace) -> Choice:
    """Choose the second recipe of the sample photo, in drops."""
    return Choice(
        case.suggestions, case.suggestions.matches[1], case.photo, case.sample, Measure("drops"), "Hand", "=left, inner"
    )


def test_a_row_has_every_column_and_its_numbers(choice: Choice) -> None:
    """All columns are filled from the recipe chosen, numbers as numbers."""
    written = csv_bytes(COLUMNS, [kept_row(choice, DAY)]).decode()
    heading, row = csv.reader(io.StringIO(written))
    cells = dict(zip(heading, row, strict=True))
    assert tuple(heading) == COLUMNS
    assert kept_row(choice, DAY).keys() == set(COLUMNS)
    assert float(cells["delta_e00"]) == pytest.approx(choice.match.delta_e00, abs=1e-4)
    assert float(cells["dH"]) == pytest.approx(choice.match.difference.dH, abs=1e-4)
    assert "drop" in cells["recipe"]
    assert [cell for cell in row if not cell] == [cells["lots"]]


def test_no_text_becomes_a_formula(choice: Choice) -> None:
    """Whatever a user or a file name says, no cell begins as a formula does, and none breaks the row."""
    hostile = replace(choice, site="@SUM(A1)", note="\t=1+1\r\n-2", photo=replace(choice.photo, name="+cmd|x.jpg"))
    _, row = csv.reader(io.StringIO(csv_bytes(COLUMNS, [kept_row(hostile, DAY)]).decode()))
    texts = [cell for cell in row if not cell.lstrip("-").replace(".", "").isdigit()]
    assert len(row) == len(COLUMNS)
    assert [cell for cell in texts if cell.startswith(RISKY_STARTS)] == []
    assert "'=1+1 -2" in row


def test_the_object_says_which_recipe_was_chosen(choice: Choice) -> None:
    """Beside all that a match says stands the recipe chosen, in its unit, with the place."""
    told = kept_json(choice, DAY)
    assert told["schema"] == "tonematch.match/1"
    assert told["chosen"]["rank"] == choice.match.rank
    assert told["chosen"]["site"] == "Hand"
    assert told["chosen"]["parts"] == told["matches"][1]["parts"]


def test_a_report_is_about_the_recipe_chosen(choice: Choice) -> None:
    """The page leads with the recipe chosen, by its rank, and tells the place."""
    content = report_content(
        choice.suggestions, choice.photo, choice.sample, made_on=DAY, chosen=choice.match, client=Client("Hand <b>")
    )
    assert content.values["best"]["rank"] == 2
    assert content.values["card"]["place"] == "Hand <b>"
    page = html_report(content).decode()
    assert "Recipe 2, as chosen" in page
    assert "Hand &lt;b&gt;" in page
