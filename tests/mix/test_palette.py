"""Palette files: what loads, what is refused with which words, and what comes back out."""

import contextlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonematch.difference import delta_e00
from tonematch.errors import PaletteError
from tonematch.mix.palettes.conventions import adapt_lab
from tonematch.mix.palettes.csv_file import palette_to_csv
from tonematch.mix.palettes.load import Palette, dump_palette, load_palette
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

BANDS = BANDS_NM.tolist()


def document(*, shade: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give a small good palette with things changed."""
    return {"name": "warm", "shades": [{"code": "S", "name": "Sand", "lab": [65, 8, 18]} | (shade or {})]} | more


def refused(source: Any) -> str:  # noqa: ANN401
    """Give the sentence a palette is refused with."""
    with pytest.raises(PaletteError) as caught:
        load_palette(source)
    return str(caught.value)


def test_value_error_names_file_shade_value_and_expectation(tmp_path: Path) -> None:
    """The promised sentence, word for word."""
    good = [{"code": str(i), "name": f"Shade {i}", "lab": [60, 8, 18]} for i in range(6)]
    path = tmp_path / "warm.json"
    path.write_text(json.dumps({"name": "warm", "shades": [*good, {"code": "S", "name": "Sand", "lab": [140, 0, 0]}]}))
    assert refused(path) == f"{path}, shade 7 'Sand': L is 140, expected 0 to 100."


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (document(shades=[]), "the palette has no shades"),
        (document(shades={"a": 1}), "'shades' is a group of keys, expected a list of shades."),
        (document(shades=[3]), "shade 1: this is 3, expected keys and values"),
        (document(name="  "), "name is '', expected a text that is not empty."),
        (document(name=7), "name is 7, expected a text."),
        (document(technique="tattoo"), "technique is 'tattoo', expected camouflage or dermatography."),
        (document(data="guess"), "data is 'guess', expected measured or modelled or swatch."),
        (document(coat={"thickness": -1}), "coat thickness is -1, expected"),
        (document(shade={"code": ""}), "code is '', expected a text that is not empty."),
        (document(shade={"lab": None}), "no colour is given. Add lab, or reflectance, or k and s."),
        (document(shade={"lab": [60, 8]}), "lab is a list of 2, expected three numbers L, a, b."),
        (document(shade={"lab": [60, "8", 9]}), "a is '8', expected a number, -128 to 128."),
        (document(shade={"lab": [60, float("nan"), 9]}), "a is nan, expected -128 to 128."),
        (document(shade={"lab": [60, 8, 10**400]}), "b is a number of too many digits"),
        (document(shade={"lab": [60, True, 9]}), "a is true, expected a number"),
        (document(shade={"lab": [95, 40, 9]}), "expected a colour a matt surface can have"),
        (document(shade={"illuminant": "D99"}), "illuminant is 'D99', expected one of A, B, C, D50"),
        (document(shade={"observer": 5}), "observer is 5, expected 2 or 10 degrees."),
        (document(shade={"geometry": "round"}), "geometry is 'round', expected one of sce"),
        (document(shade={"reflectance": [0.5] * 31}), "reflectance is given, but the palette has no wavelengths_nm."),
        (document(shade={"reflectance": [0.5] * 30}, wavelengths_nm=BANDS), "reflectance has 30 numbers, expected 31"),
        (document(shade={"reflectance": [50.0] * 31}, wavelengths_nm=BANDS), "It looks like percent: divide by 100."),
        (document(shade={"reflectance": [-0.1] * 31}, wavelengths_nm=BANDS), "reflectance is -0.1, expected 0 to 1."),
        (document(wavelengths_nm=BANDS[::-1]), "goes from 700 to 690, expected ascending order."),
        (document(wavelengths_nm=[400, 410]), "wavelengths_nm has 2 numbers, expected at least 8."),
        (document(wavelengths_nm=list(range(500, 601, 10))), "wavelengths_nm runs from 500 to 600"),
        (document(shade={"k": [0.1] * 31}, wavelengths_nm=BANDS), "k is given without s."),
        (document(shade={"k": [-1] * 31, "s": [1] * 31}, wavelengths_nm=BANDS), "K, number 1, is -1, expected 0 to"),
        (document(shade={"k": [1] * 31, "s": [0] * 31}, wavelengths_nm=BANDS), "S, number 1, is 0, expected 1e-09 to"),
        (document(shade={"tinting_strength": 0}), "tinting_strength is 0, expected 0.001 to 1000."),
        (document(shade={"in_stock": "maybe"}), "in_stock is 'maybe', expected true or false."),
        (document(shade={"expires": "soon"}), "expires is 'soon', expected a date such as 2027-03-31."),
        (
            document(shades=[{"code": "A", "name": n, "lab": [60, 8, 18]} for n in ("One", "Two")]),
            "shade 2 'Two': the code 'A' is already that of shade 1.",
        ),
        (
            document(shade={"reflectance": [0.3] * 31, "let_down": {"with": "W"}}, wavelengths_nm=BANDS),
            "let_down: with is 'W', expected the code of this palette's white.",
        ),
        ("no-such-palette", "There is no palette 'no-such-palette'. Bundled palettes are: "),
        ("", "There is no palette ''."),
        ("a\0b", "There is no palette"),
        (42, "A int is no palette."),
    ],
)
def test_wrong_values_are_told(source: object, sentence: str) -> None:
    """Every wrong value is refused with a sentence that names it."""
    assert sentence in refused(source)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"not json", "line 1, column 1: this is not JSON"),
        (b'{"name": "\\ud800", "shades": []}', "half a letter"),
        (b"\xff\xfe\x00\x01", "is not a text file."),
        (b"[1, 2]", "this is no palette"),
        (b"[" * 100_000, "is too deep or holds too long a number."),
        (b'{"name": "x", "shades": ' + b"9" * 5000 + b"}", "is too deep or holds too long a number."),
        (b"", "this is not JSON"),
        (b'{"name": "x", "shades": [NaN]}', "shade 1: this is nan"),
    ],
)
def test_wrong_files_are_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    """What is no palette file at all is refused, whatever it is."""
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    assert sentence in refused(path)
    assert "cannot be read" in refused(tmp_path)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=8,
)
SHADE_KEYS = ("code", "name", "lab", "reflectance", "k", "s", "let_down", "role", "in_stock", "expires")
PALETTE_KEYS = (
    "tinting_strength",
    "illuminant",
    "observer",
    "geometry",
    "wavelengths_nm",
    "coat",
    "technique",
    "shades",
)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(SHADE_KEYS + PALETTE_KEYS), json_values, st.booleans())
def test_nothing_but_a_palette_error_comes_out(key: str, value: object, in_shade: bool) -> None:  # noqa: FBT001  # drawn
    """Any value in any place either loads or is refused as a palette."""
    source = document(shade={key: value}) if in_shade else document(**{key: value})
    with contextlib.suppress(PaletteError):
        assert isinstance(load_palette(source), Palette)


def test_lab_of_another_white_is_adapted() -> None:
    """White stays white from any illuminant and observer, and D50 moves a skin tone by about one."""
    white = load_palette(document(shade={"lab": [100, 0, 0], "illuminant": "D50", "observer": "10"})).shades[0].lab
    assert white == pytest.approx((100, 0, 0), abs=0.01)
    skin = load_palette(document(illuminant="D50")).shades[0].lab
    assert 0.2 < float(delta_e00(skin, (65, 8, 18))) < 2.5


def test_adaptation_agrees_with_the_spectrum() -> None:
    """Lab of a skin spectrum under D50, adapted, is within ΔE00 2 of its Lab under D65."""
    reflectance = load_palette(document()).shades[0].reflectance
    adapted = adapt_lab(
        reflectance_to_lab(reflectance, light="D50"), illuminant="D50", observer="2", geometry="excluded"
    )
    assert float(delta_e00(adapted, reflectance_to_lab(reflectance))) < 2.0


def test_specular_included_loses_its_surface() -> None:
    """Readings with the specular component get darker: about 2 in light skin, more in deep skin."""
    light = load_palette(document(geometry="d/8 SCI")).shades[0].lab
    deep = load_palette(document(shade={"lab": [30, 8, 10]}, geometry="SCI")).shades[0].lab
    assert 1 < 65 - light.L < 3
    assert 30 - deep.L > 4
    wave = document(shade={"reflectance": [0.3] * 31, "lab": None}, wavelengths_nm=BANDS, geometry="SCI")
    assert load_palette(wave).shades[0].reflectance == pytest.approx(np.full(31, 0.272))


def test_spectra_are_resampled() -> None:
    """A spectrum on a finer grid comes to the 31 bands."""
    fine = np.linspace(380, 730, 351)
    source = document(shade={"reflectance": (fine / 1000).tolist(), "lab": None}, wavelengths_nm=fine.tolist())
    assert load_palette(source).shades[0].reflectance == pytest.approx(BANDS_NM / 1000, abs=1e-3)


def test_let_down_gives_constants() -> None:
    """From masstone and let-down K and S follow, in the unit of the white's S."""
    creams = load_palette("iron-oxide-tinters")
    white, red = creams.shade("W"), creams.shade("R")
    assert white.k is not None
    assert white.s is not None
    assert red.k is not None
    assert red.s is not None
    from tonematch.mix.film.constants import opaque_reflectance

    mixed = opaque_reflectance((red.k + 2 * white.k) / 3, (red.s + 2 * white.s) / 3)
    shades = [
        {"code": "W", "name": "White", "reflectance": white.reflectance.tolist(), "role": "white"},
        {
            "code": "R",
            "name": "Red",
            "reflectance": red.reflectance.tolist(),
            "let_down": {"with": "W", "parts": [1, 2], "reflectance": mixed.tolist()},
        },
    ]
    loaded = load_palette({"name": "own", "wavelengths_nm": BANDS, "shades": shades}).shade("R")
    assert loaded.k == pytest.approx(red.k, rel=1e-3)
    assert loaded.s == pytest.approx(red.s, rel=1e-3)


def same(one: Palette, two: Palette) -> None:
    """Assert that two palettes hold the same."""
    assert (one.name, one.title, one.technique, one.data, one.source) == (
        two.name,
        two.title,
        two.technique,
        two.data,
        two.source,
    )
    assert one.coat_thickness == two.coat_thickness
    for left, right in zip(one.shades, two.shades, strict=True):
        assert (left.code, left.name, left.in_stock, left.expires) == (
            right.code,
            right.name,
            right.in_stock,
            right.expires,
        )
        assert left.extra == right.extra
        assert left.lab == pytest.approx(right.lab, abs=2e-3)
        assert left.reflectance == pytest.approx(right.reflectance, abs=1e-4)
        assert (left.k is None) == (right.k is None)
        if left.k is not None and right.k is not None:
            assert left.k == pytest.approx(right.k, rel=1e-4)


@pytest.mark.parametrize("name", ["generic-camouflage", "iron-oxide-tinters"])
def test_bundled_palettes_go_round(tmp_path: Path, name: str) -> None:
    """A palette written as JSON or as a table reads back the same."""
    palette = load_palette(name)
    (tmp_path / "own.json").write_text(dump_palette(palette), encoding="utf-8")
    (tmp_path / "own.csv").write_text(palette_to_csv(palette), encoding="utf-8")
    same(palette, load_palette(tmp_path / "own.json"))
    same(palette, load_palette(tmp_path / "own.csv"))


def test_mixed_palette_goes_round(tmp_path: Path) -> None:
    """Shades known in different ways, names with commas and unknown keys survive a table."""
    wave = {"code": "#2", "name": "Beige, warm", "reflectance": [0.4] * 31, "in_stock": False, "expires": "2027-03-31"}
    shades = [
        {"code": "1", "name": "Sand", "lab": [65, 8, 18], "note": {"shelf": 3}, "batch": "007", "year": "2026"},
        wave,
    ]
    palette = load_palette({"name": "mixed", "wavelengths_nm": BANDS, "shades": shades})
    (tmp_path / "own.csv").write_text(palette_to_csv(palette), encoding="utf-8")
    same(palette, load_palette(tmp_path / "own.csv"))


def test_spreadsheet_with_semicolons(tmp_path: Path) -> None:
    """A table of a spreadsheet that writes commas in numbers is understood."""
    path = tmp_path / "jars.csv"
    path.write_text("code;name;L;a;b\nA;Sand;65,5;8;18\n", encoding="utf-8-sig")
    palette = load_palette(path)
    assert palette.name == "jars"
    assert pytest.approx(65.5) == palette.shades[0].lab.L


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the table is empty."),
        ("a,b\n1,2\n", "the table has no column 'code'."),
        ("code,name,L,a,b\nA,Sand,x,1,2\n", "shade 1: L is 'x', expected a number."),
        ("code,name,L,a,b\nA,Sand,50\n", "shade 1: the row has 3 cells, expected 5."),
        ("code,name,L,a,b\nA,Sand,140,1,2\n", "shade 1 'Sand': L is 140, expected 0 to 100."),
        ("code,name,L,a,b\n", "the palette has no shades"),
    ],
)
def test_wrong_tables_are_told(tmp_path: Path, text: str, sentence: str) -> None:
    """What is wrong in a table is told like what is wrong in a file."""
    path = tmp_path / "jars.csv"
    path.write_text(text)
    assert sentence in refused(path)


def test_unknown_keys_are_kept() -> None:
    """Keys the tool does not know stay with palette and shade, and come back out."""
    palette = load_palette(document(shade={"shelf": 3}, colour_of_lid="blue"))
    assert palette.extra == {"colour_of_lid": "blue"}
    assert palette.shade("S").extra == {"shelf": 3}
    assert json.loads(dump_palette(palette))["colour_of_lid"] == "blue"
