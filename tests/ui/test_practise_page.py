"""Practise: blind until it is laid down, then everything; kept, brought back, handed on, and deleted."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos
from tonematch.colour import lab_to_hex
from tonematch.data_folder import VARIABLE
from tonematch.mix.palettes.load import load_palette
from tonematch.practise.bank import Graded, bundled_exercises, draw
from tonematch.practise.easel import set_up
from tonematch.practise.entry import Guess, entry_of
from tonematch.practise.journal import add_entry, read_journal
from tonematch.practise.reveal import reveal
from tonematch.practise.tutor import tutor_recipes
from tonematch.ui.practise.attempt import Attempt
from tonematch.ui.practise.choose import DUE_SHOWN, SET_SIZE
from tonematch.ui.practise.swatches import plain
from tonematch.ui.words import practise as words

PAGE = "tonematch/ui/practise/page.py"
ROOT = Path(__file__).resolve().parents[2]
KINDS = ("header", "subheader", "markdown", "text", "caption", "error", "warning", "info", "success", "metric", "latex")
AVOIDED = (
    "diagnos",
    "detect vitiligo",
    "treat",
    "normal skin",
    "flesh",
    "nude",
    "perfect match",
    "monitor",
    "severity",
)
CREAMS, LIMIT_PARTS = "generic-camouflage", 8


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is written in a folder of the test."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    return tmp_path / "own"


def said(app: AppTest) -> str:
    """Join all that a page shows: words, labels, tables and the words of pictures."""
    told = [str(element.value) for kind in KINDS for element in getattr(app, kind)]
    told += [str(element.label) for kind in ("button", "toggle", "selectbox") for element in getattr(app, kind)]
    told += [str(getattr(element.proto, "body", "")) for element in app.get("html")]
    told += [str(table.value) for table in app.dataframe]
    told += [str(picture.proto) for picture in app.get("imgs")]
    return "\n".join(told)


def keys(elements: Iterable[Any]) -> set[str]:
    """Name the elements that have a key."""
    return {str(element.key) for element in elements if element.key}


@pytest.fixture
def practise(app: AppTest) -> AppTest:
    """Open the page, past the pointer to a test of colour vision."""
    app.switch_page(PAGE).run()
    return app.button(key="practise-eyes-read").click().run()


@pytest.fixture
def as_robin(practise: AppTest) -> AppTest:
    """Practise under a pseudonym."""
    return practise.text_input(key="practise-name").set_value("Robin").run()


def two_creams(app: AppTest) -> AppTest:
    """Start the first exercise of the set that asks for two creams."""
    shown = [str(caption.value) for caption in app.caption]
    limits = [caption for caption in shown if caption.startswith("Up to")]
    number = next(place for place, caption in enumerate(limits) if caption.startswith("Up to 2 creams"))
    return app.button(key=f"practise-start-set-{number}").click().run()


def add(app: AppTest, *numbers: int) -> AppTest:
    """Press pots, by their place in the palette."""
    for number in numbers:
        app.button(key=f"practise-blend-add-own-{number}").click().run()
    return app


def lay_down(app: AppTest) -> AppTest:
    """Lay the blend down."""
    return app.button(key="practise-reveal").click().run()


def view(app: AppTest, name: str) -> AppTest:
    """Go to another view of the page."""
    return app.segmented_control(key="practise-view").set_value(name).run()


def exercise_of(palette: str = CREAMS) -> Graded:
    """Give a bundled exercise with a palette."""
    return next(graded for graded in bundled_exercises() if graded.exercise.palette == palette)


def finished(on: date, trainee: str = "Robin", parts: dict[str, int] | None = None) -> Graded:
    """Put a finished exercise into a journal, as if it had been done on a day."""
    graded = exercise_of()
    shown = reveal(graded, set_up(graded.exercise, load_palette(CREAMS)), parts or {"F1N": 2, "T1W": 1})
    add_entry(trainee, entry_of(shown, Guess(), on))
    return graded


def test_the_pointer_to_a_colour_vision_test_comes_first(app: AppTest) -> None:
    """Until it was read nothing else is there; afterwards it is not shown again."""
    app.switch_page(PAGE).run()
    assert not app.exception
    assert "optometrist" in said(app)
    assert "no substitute" in said(app)
    assert keys(app.button) == {"practise-eyes-read"}
    app.button(key="practise-eyes-read").click().run()
    assert words.EYES_TITLE not in said(app)
    app.run()
    assert words.EYES_TITLE not in said(app)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (words.EXERCISES, words.OWN_NONE),
        (words.COMPARE, words.COMPARE_EMPTY),
        (words.PROGRESS, words.PROGRESS_TRAINEE),
    ],
)
def test_each_view_opens_on_an_empty_session(practise: AppTest, name: str, says: str) -> None:
    """Where nothing is there yet, the view says what it waits for."""
    view(practise, name)
    assert not practise.exception
    assert not practise.error
    assert says in said(practise)


def test_nothing_tells_the_colour_before_the_blend_is_laid_down(as_robin: AppTest) -> None:
    """On the whole page stands no difference, no colour in numbers, no points, no picture of the mix and no plot."""
    two_creams(as_robin)
    add(as_robin, 3, 3, 14)
    shown = said(as_robin)
    assert "3 of at most 8 parts" in shown
    for word in ("ΔE", "dE00", "delta", "L*", "excellent", "poor", words.PLOT_TITLE, words.COMPARISON_TITLE):
        assert word not in shown
    assert not re.search(r"\d points", shown)
    assert not as_robin.dataframe
    exercise = as_robin.session_state["own:practise at"].attempt.graded.exercise
    palette = load_palette(exercise.palette)
    mixed = set_up(exercise, palette).judge({palette.shades[3].code: 2, palette.shades[14].code: 1})
    assert lab_to_hex(exercise.target) in shown
    assert lab_to_hex(mixed.predicted.lab) not in shown


def test_the_whole_way(as_robin: AppTest, folder: Path) -> None:
    """Exercise, entry, reveal, journal, progress and export; every view shows what was done."""
    two_creams(as_robin)
    add(as_robin, 3, 3, 14)
    as_robin.segmented_control(key="practise-blend-guess-depth").set_value("too light").run()
    lay_down(as_robin)
    assert not as_robin.exception
    assert not as_robin.error
    shown = said(as_robin)
    assert "of 100 points" in shown
    assert "You thought: too light" in shown
    for word in (*words.AXES, words.PULLS_TITLE, words.PLOT_TITLE, "ΔE00"):
        assert word in shown
    assert "Uneven drops" in said(as_robin)
    (entry,) = read_journal("Robin").entries
    assert sum(entry.own.parts.values()) == 3
    assert entry.guess.depth == "too light"
    assert words.KEPT.format(due=f"{entry.on + timedelta(days=30):%d %B %Y}") in shown
    as_robin.run()
    assert len(read_journal("Robin").entries) == 1
    view(as_robin, words.PROGRESS)
    shown = said(as_robin)
    assert not as_robin.exception
    for word in (words.POINTS_OVER_TIME, words.ERRORS_OVER_TIME, entry.graded.exercise.title, "no certificate"):
        assert word in shown
    assert len(as_robin.get("download_button")) == 2
    view(as_robin, words.COMPARE)
    assert "Best possible" in said(as_robin)
    stored = "".join(path.read_text(encoding="utf-8") for path in (folder / "practise").iterdir())
    assert "Robin" in stored


def test_the_engine_is_never_worse(as_robin: AppTest) -> None:
    """In the table shown, the best possible stands first."""
    two_creams(as_robin)
    lay_down(add(as_robin, 20))
    table = as_robin.dataframe[0].value
    assert next(iter(table["Whose"])) == words.SIDES["engine"]
    assert list(table["Rank"]) == [1, 2]


def test_more_blends_can_be_compared(as_robin: AppTest) -> None:
    """Blends added stand in the same table; too much is told beside the place, and nothing is lost."""
    two_creams(as_robin)
    lay_down(add(as_robin, 20))
    as_robin.toggle(key="practise-add-open").set_value(True).run()
    place = f"added-{as_robin.session_state['own:practise at'].attempt.graded.exercise.id}"
    as_robin.button(key="practise-add-blend").click().run()
    assert any("no parts yet" in str(line.value) for line in as_robin.text)
    as_robin.button(key=f"practise-blend-add-{place}-5").click().run()
    as_robin.button(key="practise-add-blend").click().run()
    assert len(as_robin.dataframe[0].value) == 3
    as_robin.button(key="practise-added-clear").click().run()
    assert len(as_robin.dataframe[0].value) == 2


def test_nothing_laid_down_is_told(as_robin: AppTest) -> None:
    """Without parts, and with a pot stepped down to nothing, the page says so and stays."""
    two_creams(as_robin)
    lay_down(as_robin)
    assert any("no parts yet" in str(line.value) for line in as_robin.text)
    add(as_robin, 4)
    as_robin.number_input(key="practise-blend-parts-own-4").set_value(0).run()
    lay_down(as_robin)
    assert any("no parts yet" in str(line.value) for line in as_robin.text)
    assert not as_robin.exception
    assert read_journal("Robin").entries == ()


def test_too_much_is_told_and_kept(as_robin: AppTest) -> None:
    """Too many parts or pots are told with their number; the blend stays as it was typed."""
    two_creams(as_robin)
    add(as_robin, 4)
    as_robin.number_input(key="practise-blend-parts-own-4").set_value(LIMIT_PARTS + 1).run()
    assert any(words.TOTAL_OVER[:8] in str(line.value) for line in as_robin.warning)
    lay_down(as_robin)
    assert any(f"{LIMIT_PARTS + 1} parts" in str(line.value) for line in as_robin.text)
    assert as_robin.number_input(key="practise-blend-parts-own-4").value == LIMIT_PARTS + 1
    as_robin.number_input(key="practise-blend-parts-own-4").set_value(1).run()
    lay_down(add(as_robin, 5, 6))
    assert any("3 pots" in str(line.value) for line in as_robin.text)
    as_robin.button(key="practise-blend-out-own-6").click().run()
    lay_down(as_robin)
    assert "of 100 points" in said(as_robin)


def test_a_blend_survives_another_page(as_robin: AppTest) -> None:
    """Going to another part and coming back keeps the parts and the exercise."""
    two_creams(as_robin)
    add(as_robin, 3, 3)
    as_robin.switch_page("tonematch/ui/match/1_photo.py").run()
    as_robin.switch_page(PAGE).run()
    assert as_robin.number_input(key="practise-blend-parts-own-3").value == 2
    assert "2 of at most 8 parts" in said(as_robin)


def test_practice_without_a_pseudonym_is_not_kept(practise: AppTest, folder: Path) -> None:
    """It works, says that nothing is kept, and writes nothing; a pseudonym typed afterwards keeps it."""
    two_creams(practise)
    lay_down(add(practise, 3))
    assert words.NOT_KEPT in said(practise)
    assert not (folder / "practise").exists()
    practise.text_input(key="practise-name").set_value("Kim").run()
    assert len(read_journal("Kim").entries) == 1


def test_a_place_that_cannot_be_written_keeps_the_page(
    as_robin: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is shown, the problem told beside it, and it can be tried again."""
    two_creams(as_robin)
    add(as_robin, 3)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file"))
    lay_down(as_robin)
    assert not as_robin.exception
    assert "of 100 points" in said(as_robin)
    assert any("cannot be made" in str(line.value) for line in as_robin.text)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "better"))
    as_robin.button(key="practise-keep-again").click().run()
    assert len(read_journal("Robin").entries) == 1


def test_a_damaged_journal_is_told_and_shown(app: AppTest, folder: Path) -> None:
    """What can be read is shown, and what cannot is named and left in the file."""
    finished(date(2026, 9, 1))
    (path,) = (folder / "practise").iterdir()
    path.write_bytes(path.read_bytes() + b"rubbish\n")
    app.switch_page(PAGE).run()
    app.button(key="practise-eyes-read").click().run()
    app.selectbox(key="practise-who").set_value("Robin").run()
    view(app, words.PROGRESS)
    assert not app.exception
    assert any("line 3" in str(line.value) for line in app.text)
    assert words.POINTS_OVER_TIME in said(app)
    assert path.read_bytes().endswith(b"rubbish\n")


def test_an_exercise_comes_back_after_a_month(app: AppTest) -> None:
    """What was done long ago is offered again, and once done is no longer."""
    graded = finished(date(2020, 1, 1))
    app.switch_page(PAGE).run()
    app.button(key="practise-eyes-read").click().run()
    assert words.DUE_TITLE not in said(app)
    app.selectbox(key="practise-who").set_value("Robin").run()
    assert words.DUE_TITLE in said(app)
    app.button(key="practise-start-due-0").click().run()
    assert app.session_state["own:practise at"].attempt.graded == graded
    lay_down(add(app, 3))
    app.button(key="practise-leave").click().run()
    assert words.DUE_TITLE not in said(app)
    assert len(read_journal("Robin").entries) == 2


def test_of_many_that_come_back_the_first_are_offered(app: AppTest) -> None:
    """A trainee back after a long time is not met by a wall: the earliest stand first, the rest are counted."""
    bank = [graded for graded in bundled_exercises() if graded.exercise.palette == CREAMS][: DUE_SHOWN + 2]
    for days, graded in enumerate(bank):
        shown = reveal(graded, set_up(graded.exercise, load_palette(CREAMS)), graded.survey.best)
        add_entry("Robin", entry_of(shown, Guess(), date(2020, 1, 1) + timedelta(days=days)))
    app.switch_page(PAGE).run()
    app.button(key="practise-eyes-read").click().run()
    app.selectbox(key="practise-who").set_value("Robin").run()
    offered = [key for key in keys(app.button) if key.startswith("practise-start-due-")]
    assert len(offered) == DUE_SHOWN
    assert words.DUE_MORE.format(count=2) in said(app)


def test_trainees_are_kept_apart(app: AppTest) -> None:
    """Each pseudonym has its own progress, and a hostile one is text."""
    finished(date(2026, 9, 1), "<b>*Kim*</b>")
    app.switch_page(PAGE).run()
    app.button(key="practise-eyes-read").click().run()
    app.selectbox(key="practise-who").set_value("<b>*Kim*</b>").run()
    view(app, words.PROGRESS)
    assert words.POINTS_OVER_TIME in said(app)
    assert not any("Kim" in str(line.value) for line in [*app.markdown, *app.get("html")])
    app.selectbox(key="practise-who").set_value(words.TRAINEE_NEW).run()
    app.text_input(key="practise-name").set_value("Robin").run()
    assert words.PROGRESS_EMPTY in said(app)


def test_a_journal_is_deleted_when_asked_twice(app: AppTest) -> None:
    """The button waits for the tick; afterwards nothing of it is there."""
    finished(date(2026, 9, 1))
    app.switch_page(PAGE).run()
    app.button(key="practise-eyes-read").click().run()
    app.selectbox(key="practise-who").set_value("Robin").run()
    view(app, words.PROGRESS)
    assert app.button(key="practise-delete").disabled
    app.checkbox(key="practise-delete-sure").check().run()
    app.button(key="practise-delete").click().run()
    assert not app.exception
    assert read_journal("Robin").entries == ()
    assert words.PROGRESS_TRAINEE in said(app)


def test_a_tutors_recipe_is_shown_at_the_reveal_only(as_robin: AppTest) -> None:
    """Laid down beforehand, it stands beside the trainee's afterwards, and not a word of it before."""
    as_robin.toggle(key="practise-tutor").set_value(True).run()
    drawn = draw(bundled_exercises(), SET_SIZE, seed=1)
    name = next(graded.exercise.id for graded in drawn if graded.exercise.max_shades == 2)
    as_robin.selectbox(key="practise-tutor-exercise").set_value(name).run()
    as_robin.button(key="practise-blend-add-tutor-0").click().run()
    as_robin.button(key="practise-tutor-keep").click().run()
    assert words.TUTOR_KEPT in said(as_robin)
    assert tutor_recipes() == {name: {"F1C": 1}}
    two_creams(as_robin)
    assert words.TUTOR_THERE in said(as_robin)
    add(as_robin, 20)
    assert words.SIDES["tutor"] not in said(as_robin)
    lay_down(as_robin)
    assert words.SIDES["tutor"] in said(as_robin)


def test_the_open_case_becomes_an_exercise(
    as_robin: AppTest, with_sample: Callable[[int], AppTest], mark: Callable[..., AppTest]
) -> None:
    """Its colours are kept after the case is ended; the photo is in nothing that is kept."""
    with_sample(1)
    facts = json.loads(sample_photos()[0].with_suffix(".json").read_text(encoding="utf-8"))
    as_robin.switch_page("tonematch/ui/match/3_skin.py").run()
    mark(as_robin, "skin", "point", [facts["patch"]["click"]])
    as_robin.switch_page(PAGE).run()
    as_robin.button(key="practise-own-make").click().run()
    assert not as_robin.exception
    (own,) = as_robin.session_state["own:practise at"].own
    assert own.exercise.origin == "own case"
    as_robin.button(key="end-case").click().run()
    as_robin.switch_page(PAGE).run()
    as_robin.button(key="practise-start-own-0").click().run()
    assert "measured in your photo" in said(as_robin)
    lay_down(add(as_robin, 0))
    assert "of 100 points" in said(as_robin)
    assert "01-very-light" not in repr(as_robin.session_state["own:practise at"].own)


def test_a_filter_that_leaves_nothing_says_so(practise: AppTest) -> None:
    """An empty choice of exercises is told."""
    practise.session_state["practise-levels"] = ["easy"]
    practise.session_state["practise-depths"] = ["intermediate"]
    practise.run()
    assert words.NO_EXERCISE in said(practise)
    assert not practise.exception


@pytest.mark.parametrize("text", ["*bold*", "[link](x)", ":red[x]", "`code`", "<b>", "$x$", "_a_", "# title"])
def test_a_shades_name_stays_text_in_a_label(text: str) -> None:
    """Every sign that markdown obeys is written so that it is shown."""
    assert not re.search(r"(?<!\\)[*_`\[\]<>$#:]", plain(text))
    assert plain(text).replace("\\", "") == text


def test_words_that_promise_too_much_are_avoided() -> None:
    """No text of this part speaks of judging health, or calls one skin the usual one."""
    told = " ".join(str(value) for name, value in vars(words).items() if name.isupper()).lower()
    assert not [word for word in AVOIDED if word in told]


def test_the_open_case_can_be_compared_against(
    as_robin: AppTest, with_sample: Callable[[int], AppTest], mark: Callable[..., AppTest]
) -> None:
    """Without any exercise finished, blends can be held against the case open in Match."""
    with_sample(1)
    facts = json.loads(sample_photos()[0].with_suffix(".json").read_text(encoding="utf-8"))
    as_robin.switch_page("tonematch/ui/match/3_skin.py").run()
    mark(as_robin, "skin", "point", [facts["patch"]["click"]])
    as_robin.switch_page(PAGE).run()
    view(as_robin, words.COMPARE)
    assert not as_robin.exception
    assert list(as_robin.dataframe[0].value["Whose"]) == [words.SIDES["engine"]]
    as_robin.run()
    assert not as_robin.exception


def test_a_palette_that_has_gone_is_told(as_robin: AppTest) -> None:
    """An exercise whose own palette was deleted says so, and there is a way back."""
    graded = exercise_of()
    gone = Graded(replace(graded.exercise, palette="a palette of mine"), graded.survey)
    as_robin.session_state["own:practise at"] = replace(
        as_robin.session_state["own:practise at"], attempt=Attempt(gone)
    )
    as_robin.run()
    assert not as_robin.exception
    assert any("a palette of mine" in str(line.value) for line in as_robin.text)
    as_robin.button(key="practise-leave").click().run()
    assert words.SET_TITLE in said(as_robin)
