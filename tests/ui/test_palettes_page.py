"""The part Palettes: looked at, searched, edited, ticked, brought in, measured and printed, with nothing lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tonematch.bundled import palette_names
from tonematch.mix.palettes import own
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.palettes.choice import load_choice, palette_choices
from tonematch.ui.palettes.kit import seed_of
from tonematch.ui.words import palettes as words

PAGE = "tonematch/ui/palettes/page.py"
HOSTILE = "<script>alert(1)</script> **bold** $\\frac{1}{0}$ :red[x] ![](http://a.b/c)"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Keep what is written in a folder of the test."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / own.FOLDER


@pytest.fixture
def page(app: AppTest) -> Callable[..., AppTest]:
    """Open one view of the page, with a palette of one's own where one is given."""

    def show(view: str = "look", palette: Palette | None = None) -> AppTest:
        app.session_state["own:palettes view"] = view
        if palette is not None:
            app.session_state["own:palette open"] = own.add_own(palette)
        return app.switch_page(PAGE).run()

    return show


def texts(app: AppTest) -> str:
    """Join all plain texts and notices of a page."""
    return "\n".join(element.value for element in [*app.text, *app.info, *app.error, *app.markdown, *app.caption])


def creams(title: str = "My creams", **facts: object) -> Palette:
    """Make a palette of two shades known by their Lab."""
    shades = [
        {"code": "A1", "name": "Sand", "lab": [62.5, 10, 18], "note": "top shelf"} | facts,
        {"code": "A2", "name": "Night", "lab": [24, 11, 12]},
    ]
    return load_palette({"name": "x", "title": title, "shades": shades})


@pytest.mark.parametrize("view", words.VIEWS)
def test_every_view_opens(page, view):
    """Each view opens on an empty session and with a palette of one's own, without a problem."""
    for palette in (None, creams(HOSTILE)):
        app = page(view, palette)
        assert not app.exception
        assert not app.error


def test_all_palettes_are_on_show(page):
    """Bundled and own palettes stand as cards, and a button opens another one."""
    own.add_own(creams())
    app = page()
    shown = texts(app)
    for title in palette_choices().values():
        assert title in shown
    number = len(palette_names()) + 1
    app.button(key=f"open-{number}").click().run()
    assert app.session_state["own:palette open"] == "my-creams"
    assert not app.exception


def test_hostile_words_reach_no_markup(page):
    """Titles, codes and names that are markup or formulas are shown as plain text only."""
    shade = {"code": HOSTILE, "name": HOSTILE, "lab": [60, 10, 18], "lot": HOSTILE}
    palette = load_palette(
        {"name": HOSTILE, "title": HOSTILE, "source": HOSTILE, "licence": HOSTILE, "shades": [shade]}
    )
    for view in words.VIEWS:
        app = page(view, palette)
        assert not app.exception
        assert "<script>" not in "".join(element.value for element in [*app.markdown, *app.caption, *app.subheader])
        assert "<script>" not in "".join(element.proto.body for element in app.get("html"))


def test_broken_own_file_is_told(page, folder):
    """A broken file of one's own is named with shade, value and what was expected; the rest works."""
    own.add_own(creams())
    (folder / "worse.json").write_text('{"name": "w", "shades": [{"code": "1", "name": "N", "lab": [140, 0, 0]}]}')
    app = page()
    assert "worse.json, shade 1 'N': L is 140, expected 0 to 100." in texts(app)
    assert "My creams" in texts(app)


def test_search_on_the_page(page):
    """What was typed is searched for, and is still there after another part was looked at."""
    app = page()
    app.text_input(key="palette find").input("62,5; 10; 18").run()
    assert words.FOUND_TITLE in [header.value for header in app.subheader]
    assert "Nearest to L* 62.5 · a* 10.0 · b* 18.0, the nearest first:" in [text.value for text in app.text]
    app.switch_page("tonematch/ui/correct/page.py").run()
    app = page()
    assert app.text_input(key="palette find").value == "62,5; 10; 18"


def test_bundled_palette_is_copied_first(page):
    """A bundled palette offers a copy; the copy is open at once and can be changed."""
    app = page("edit")
    app.button(key="make-mine").click().run()
    (name,) = own.own_palettes().palettes
    assert app.session_state["own:palette open"] == name
    app.button(key="add-shade").click().run()
    assert words.UNSAVED in texts(app)
    assert app.button(key="save").disabled


def test_unsaved_rows_outlive_the_page(page):
    """What was typed and not saved is there again after another part was looked at, and can be discarded."""
    app = page("edit", creams())
    (name,) = own.own_palettes().palettes
    app.text_input[0].input("Winter").run()
    app.switch_page("tonematch/ui/correct/page.py").run()
    app = page("edit")
    assert app.text_input[0].value == "Winter"
    app.button(key="save").click().run()
    assert own.load_own(name).title == "Winter"
    app.button(key="undo-save").click().run()
    assert own.load_own(name).title == "My creams"
    assert app.text_input[0].value == "My creams"


def test_deleted_and_brought_back(page):
    """A deleted palette is offered to be brought back."""
    app = page("edit", creams())
    app.button(key="delete").click().run()
    assert dict(own.own_palettes().palettes) == {}
    app.button(key="restore-0").click().run()
    assert list(own.own_palettes().palettes) == ["my-creams"]


def test_saving_where_nothing_can_be_written_is_told(page, tmp_path, monkeypatch):
    """Without a folder to write to, a copy cannot be made; the page says so and goes on."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "file"))
    app = page("edit")
    app.button(key="make-mine").click().run()
    assert not app.exception
    assert "cannot be made" in texts(app)


def test_kit_is_kept(page):
    """What was ticked is kept with the palette, and Match can mix from it alone."""
    app = page("kit", creams())
    (name,) = own.own_palettes().palettes
    app.button(key="kit-all").click().run()
    app.button(key="kit-keep").click().run()
    assert [shade.in_stock for shade in own.load_own(name).shades] == [True, True]


def test_kit_of_ticks_from_the_browser(page):
    """Ticks are taken from the browser for this palette alone; codes it does not have are ignored."""
    app = page("kit", creams())
    (name,) = own.own_palettes().palettes
    app.session_state["shades-kit"] = {"ticked": {"seed": seed_of(name, frozenset(), 0), "codes": ["A2", "nothing", 7]}}
    app.run()
    assert "1 of 2 ticked" in texts(app)
    app.session_state["shades-kit"] = {"ticked": {"seed": "other 0", "codes": ["A1", "A2"]}}
    app.run()
    assert "1 of 2 ticked" in texts(app)


def test_the_shade_that_would_help_most(page):
    """Of a kit of one, the one shade is told that helps most."""
    app = page("kit", creams(in_stock=True))
    app.button(key="advise").click().run()
    assert not app.exception
    assert "With A2 Night" in texts(app) or "No single shade" in texts(app)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "a.json",
            b'{"name": "w", "shades": [{"code": "1", "name": "N", "lab": [140, 0, 0]}]}',
            "L is 140, expected 0",
        ),
        ("a.json", b"{", "a.json, line 1, column 2: this is not JSON"),
        ("<b>.csv", b"code,name,L,a,b\n1,N,x,2,3\n", "<b>.csv, shade 1: L is 'x', expected a number."),
        ("a.csv", b"\xff\xfe\x00", "a.csv is not a text file."),
        ("a.csv", b"", "the table is empty"),
        ("a.cxf", b"<x/>", "this is XML, but not CxF3"),
    ],
)
def test_files_that_cannot_be_brought_in(page, name, content, told):
    """A wrong file is told with file, shade, value and what was expected; nothing is kept."""
    app = page("exchange")
    app.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    assert not app.exception
    assert told in texts(app)
    assert dict(own.own_palettes().palettes) == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("my.json", json.dumps({"name": "w", "shades": [{"code": "1", "name": "N", "lab": [60, 10, 18]}]}).encode()),
        ("my.csv", "code;name;L;a;b\n1;Nüss;60,5;10;18\n".encode()),
        ("my.csv", ("name," + ",".join(map(str, range(400, 701, 10))) + "\nA," + ",".join(["40"] * 31)).encode()),
    ],
)
def test_brought_in_and_kept(page, name, content):
    """A good file is shown first, and kept only when that is wished."""
    app = page("exchange")
    app.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    assert dict(own.own_palettes().palettes) == {}
    assert "1 shade. Look it through" in texts(app)
    app.button(key="import-keep").click().run()
    assert len(own.own_palettes().palettes) == 1
    assert not app.exception


def test_choices_are_bundled_then_own(folder):
    """Other pages choose among bundled palettes first, then one's own; a broken one is not among them."""
    own.add_own(creams())
    Path(folder / "cut.json").write_text("{")
    assert list(palette_choices()) == [*palette_names(), "my-creams"]
    assert load_choice("my-creams").title == "My creams"
