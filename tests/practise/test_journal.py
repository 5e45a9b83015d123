"""The journal: lines added whole, damaged ones told and never lost, and deleted when asked."""

from datetime import date
from pathlib import Path

import pytest

from tonematch.data_folder import VARIABLE
from tonematch.errors import CaseError, NoMatchError
from tonematch.practise.entry import Guess, entry_from, line_of
from tonematch.practise.journal import add_entry, checked_trainee, delete_journal, read_journal, trainees
from tonematch.practise.tutor import lay_down, tutor_recipes

DAY = date(2026, 11, 22)
WRITTEN = 1e-4  # digits kept


@pytest.fixture
def entry(graded, entry_with):
    """Give a finished exercise."""
    return entry_with(graded, {"F1N": 2, "T1W": 1}, DAY, Guess("too dark", "right"))


def only_file(folder: Path) -> Path:
    """Give the one journal there is."""
    (path,) = (folder / "practise").glob("journal-*.jsonl")
    return path


def test_an_entry_survives_being_written_down(entry) -> None:
    """Read back it says the same, to the digits kept."""
    again = entry_from(line_of(entry))
    assert (again.on, again.guess, again.graded) == (entry.on, entry.guess, entry.graded)
    assert again.own.parts == entry.own.parts
    assert again.own.recipe == entry.own.recipe
    assert again.own.delta_e00 == pytest.approx(entry.own.delta_e00, abs=WRITTEN)
    assert line_of(again) == line_of(entry)


def test_what_is_added_is_there_afterwards(entry) -> None:
    """Entries come back in the order they were made, each trainee's apart."""
    add_entry("Robin", entry)
    add_entry("robin ", entry)
    add_entry("Kim / ../é", entry)
    assert len(read_journal("Robin").entries) == 2
    assert trainees() == ("Kim / ../é", "Robin")
    assert read_journal("nobody").entries == ()


def test_damaged_lines_are_told_and_stay(folder: Path, entry) -> None:
    """A line that broke off costs neither its neighbours nor itself, and the next one is not glued to it."""
    add_entry("Robin", entry)
    path = only_file(folder)
    broken = path.read_bytes() + b'{"half": tr'
    path.write_bytes(broken)
    add_entry("Robin", entry)
    journal = read_journal("Robin")
    assert len(journal.entries) == 2
    assert [finding.value for finding in journal.findings] == [1]
    assert "line 3" in journal.findings[0].text
    assert path.read_bytes().startswith(broken)


@pytest.mark.parametrize(
    "line",
    [b"\xff\xfe", b"[]", b"null", b"{}", b'{"schema": "tonematch.practise/1"}', b"[" * 100_000, b'"' + b"x" * 9999],
)
def test_no_line_breaks_the_reading(folder: Path, entry, line: bytes) -> None:
    """Whatever stands in a line, the others are read."""
    add_entry("Robin", entry)
    with only_file(folder).open("ab") as file:
        file.write(line + b"\n")
    add_entry("Robin", entry)
    journal = read_journal("Robin")
    assert len(journal.entries) == 2
    assert len(journal.findings) == 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_numbers_that_are_none_are_damage(entry, number: str) -> None:
    """A ΔE00 that is no number does not reach the plots."""
    line = line_of(entry).replace(b'"points": ', f'"points": {number}, "was": '.encode(), 1)
    with pytest.raises(ValueError, match=r"number|finite"):
        entry_from(line)


def test_a_damaged_first_line_is_told(folder: Path, entry) -> None:
    """Whose it is is known by the pseudonym typed, so the entries are still there."""
    add_entry("Robin", entry)
    path = only_file(folder)
    path.write_bytes(b"?" + path.read_bytes())
    assert len(read_journal("Robin").entries) == 1
    assert read_journal("Robin").findings
    assert trainees() == ()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entry) -> None:
    """Where the folder cannot be made, the sentence says which, and what to do."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    with pytest.raises(CaseError, match="cannot be made") as problem:
        add_entry("Robin", entry)
    assert VARIABLE in problem.value.hint
    assert read_journal("Robin").entries == ()


def test_a_file_that_cannot_be_written_is_told(folder: Path, entry) -> None:
    """A folder in the journal's place is told for writing, reading and deleting, never a traceback."""
    add_entry("Robin", entry)
    path = only_file(folder)
    path.unlink()
    path.mkdir()
    for action in (lambda: add_entry("Robin", entry), lambda: read_journal("Robin"), lambda: delete_journal("Robin")):
        with pytest.raises(CaseError, match=r"could not|cannot"):
            action()


def test_deleting_removes_everything_of_one(folder: Path, entry) -> None:
    """The file goes, damage and all; others keep theirs."""
    add_entry("Robin", entry)
    add_entry("Kim", entry)
    delete_journal("Robin")
    assert trainees() == ("Kim",)
    assert read_journal("Robin").entries == ()
    delete_journal("Robin")
    assert len(list((folder / "practise").iterdir())) == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\x00b"])
def test_a_pseudonym_can_be_printed(name: str) -> None:
    """Nothing, too much, and what cannot be printed is none."""
    with pytest.raises(CaseError):
        checked_trainee(name)


def test_a_tutors_recipe_is_kept(graded) -> None:
    """It is there for its exercise, and must keep to it."""
    assert tutor_recipes() == {}
    lay_down(graded.exercise, {"F1N": 1, "T1W": 1, "D1C": 0})
    assert tutor_recipes() == {graded.exercise.id: {"F1N": 1, "T1W": 1}}
    with pytest.raises(NoMatchError):
        lay_down(graded.exercise, {"F1N": 99})


def test_a_broken_tutors_file_is_told_and_not_overwritten(folder: Path, graded) -> None:
    """What cannot be read is neither used nor lost."""
    lay_down(graded.exercise, {"F1N": 1})
    path = folder / "practise" / "tutor.json"
    path.write_text("{", encoding="utf-8")
    for action in (tutor_recipes, lambda: lay_down(graded.exercise, {"F1N": 1})):
        with pytest.raises(CaseError, match="cannot be read"):
            action()
    assert path.read_text(encoding="utf-8") == "{"
