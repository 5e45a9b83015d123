"""A person's own palettes: files in the data folder that nothing gets lost from."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tonematch.bundled import palette_names
from tonematch.errors import CaseError, PaletteError
from tonematch.mix.palettes import own
from tonematch.mix.palettes.load import load_palette
from tonematch.mix.palettes.shade import Palette

HOSTILE = [
    "../../etc/passwd",
    "CON",
    "a\0b",
    "<script>alert(1)</script>",
    "砂",
    " ",
    "x" * 400,
    "Crème Nº 5",
    ".hidden",
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Keep what is written in a folder of the test."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / own.FOLDER


def palette_of(title: str = "My creams", lightness: float = 62.0) -> Palette:
    """Make a palette of one shade."""
    shade = {"code": "A1", "name": "Sand", "lab": [lightness, 10, 18], "note": "top shelf"}
    return load_palette({"name": "x", "title": title, "maker": "me", "shades": [shade]})


def test_nothing_kept_is_an_empty_list(folder):
    """Without a folder there are no own palettes, and looking makes none."""
    assert dict(own.own_palettes().palettes) == {}
    assert not folder.exists()


def test_kept_whole():
    """A palette comes back as it was, further keys included, under the name of its file."""
    name = own.add_own(palette_of())
    kept = own.load_own(name)
    assert (kept.name, kept.title, kept.maker) == (name, "My creams", "me")
    assert kept.shades[0].extra == {"note": "top shelf"}
    assert list(own.own_palettes().palettes) == [name]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_in_the_folder(title, folder):
    """Whatever a palette is called, its file lies in the folder under a plain name, and the title is kept."""
    name = own.add_own(replace(palette_of(), title=title))
    (path,) = folder.glob("*")
    assert path.name == f"{name}.json"
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name.casefold() not in own.UNUSABLE
    assert json.loads(path.read_text(encoding="utf-8"))["title"] == title


def test_same_title_twice():
    """Of two palettes called the same, both are kept; neither takes the name of a bundled one."""
    names = [own.add_own(palette_of()), own.add_own(palette_of()), own.add_own(palette_of(palette_names()[0]))]
    assert len(set(names) | set(palette_names())) == len(palette_names()) + 3


def test_broken_file_is_told_and_skipped(folder):
    """A file with a wrong value is named, the others can be used, and the file is left as it is."""
    good = own.add_own(palette_of())
    broken = folder / "worse.json"
    broken.write_text('{"name": "w", "shades": [{"code": "1", "name": "Night", "lab": [140, 0, 0]}]}')
    (folder / "cut.json").write_text('{"name": ')
    shelved = own.own_palettes()
    assert list(shelved.palettes) == [good]
    messages = sorted(problem.message for problem in shelved.broken)
    assert "line 1" in messages[0]
    assert messages[1].endswith("worse.json, shade 1 'Night': L is 140, expected 0 to 100.")
    assert "140" in broken.read_text()


def test_file_called_like_a_bundled_palette_is_told(folder):
    """An own file cannot stand in for a bundled palette unseen."""
    own.add_own(palette_of())
    (folder / f"{palette_names()[0]}.json").write_text('{"name": "w", "shades": []}')
    assert [problem.code for problem in own.own_palettes().broken] == ["palette.taken"]


def test_saved_and_undone():
    """The version before a save can be had back, and the save again."""
    name = own.add_own(palette_of())
    assert not own.has_earlier(name)
    own.save_own(name, palette_of(lightness=40))
    assert own.load_own(name).shades[0].lab.L == 40
    own.undo_save(name)
    assert own.load_own(name).shades[0].lab.L == 62
    own.undo_save(name)
    assert own.load_own(name).shades[0].lab.L == 40


def test_undo_without_an_earlier_version():
    """What was never saved again has nothing to go back to, and that is told."""
    name = own.add_own(palette_of())
    with pytest.raises(PaletteError, match="no earlier version"):
        own.undo_save(name)


def test_renamed():
    """A new title leaves the name as it is, so that recipes find the palette; an empty one is refused."""
    name = own.add_own(palette_of())
    own.rename_own(name, "  Winter \n creams ")
    assert own.load_own(name).title == "Winter creams"
    with pytest.raises(PaletteError, match="needs a title"):
        own.rename_own(name, "  ")


def test_deleted_and_restored():
    """Deleted palettes stay where they can be brought back from, also two of the same name."""
    first = own.add_own(palette_of())
    trashed = [own.delete_own(first)]
    second = own.add_own(palette_of(lightness=40))
    trashed.append(own.delete_own(second))
    assert dict(own.own_palettes().palettes) == {}
    assert list(own.deleted_palettes().values()) == ["My creams", "My creams"]
    back = [own.restore_own(name) for name in trashed]
    assert sorted(own.load_own(name).shades[0].lab.L for name in back) == [40, 62]
    assert dict(own.deleted_palettes()) == {}


def test_unknown_names_are_told(folder):
    """A name that leads out of the folder, or nowhere, is no palette."""
    own.add_own(palette_of())
    (folder.parent / "outside.json").write_text("{}")
    for act in (own.load_own, own.delete_own, own.undo_save):
        with pytest.raises(PaletteError, match="no palette of your own"):
            act("../outside")
    with pytest.raises(PaletteError, match="no deleted palette"):
        own.restore_own("../outside")


def test_data_folder_in_the_way(tmp_path, monkeypatch):
    """Where the folder cannot be made, nothing is lost and the folder is named."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path / "file"))
    assert dict(own.own_palettes().palettes) == {}
    with pytest.raises(CaseError, match="cannot be made"):
        own.add_own(palette_of())


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_folder_that_may_only_be_read(folder):
    """In a folder that may only be read, saving is told and the palette stays."""
    name = own.add_own(palette_of())
    Path(folder).chmod(0o555)
    try:
        with pytest.raises(CaseError, match="cannot be"):
            own.save_own(name, palette_of(lightness=40))
    finally:
        Path(folder).chmod(0o755)
    assert own.load_own(name).shades[0].lab.L == 62


def test_what_cannot_be_read_again_replaces_nothing():
    """A palette with a value that the format refuses is not saved over a good one."""
    name = own.add_own(palette_of())
    shade = replace(palette_of().shades[0], expires="tomorrow")
    with pytest.raises(PaletteError, match="expires is 'tomorrow'"):
        own.save_own(name, replace(palette_of(), shades=(shade,)))
    assert own.load_own(name).shades[0].expires is None
