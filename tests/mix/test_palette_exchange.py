"""Palettes in the formats of other programs: what comes in, what goes out, and what is told of it."""

import struct
from pathlib import Path

import numpy as np
import pytest

from tonematch.colour import linear_to_lab, srgb_to_linear
from tonematch.difference import delta_e00
from tonematch.errors import PaletteError
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.mix.palettes.swatch_files import beyond_screen, palette_to_ase, palette_to_gpl
from tonematch.spectrum import BANDS_NM

EIGHT_BIT_DELTA_E00 = 0.6  # rounding sRGB to 8 bits moves a skin colour by about half of this
FLOAT_DELTA_E00 = 0.01  # 32-bit floats

SPEC = """<cc:ColorSpecification Id="s">
  <cc:TristimulusSpec><cc:Illuminant>D50</cc:Illuminant><cc:Observer>2_Degree</cc:Observer></cc:TristimulusSpec>
  <cc:MeasurementSpec><cc:GeometryChoice>{geometry}</cc:GeometryChoice>
  <cc:WavelengthRange StartWL="380" Increment="10"/></cc:MeasurementSpec></cc:ColorSpecification>"""
ANNULAR = "<cc:SingleAngle><cc:SingleAngleConfiguration>Annular</cc:SingleAngleConfiguration></cc:SingleAngle>"
SPHERE = "<cc:Sphere><cc:SphereSpecular>Specular_Included</cc:SphereSpecular></cc:Sphere>"
LAB_OBJECT = """<cc:Object Name="Ivory" Id="2"><cc:ColorValues><cc:ColorCIELab ColorSpecification="s">
  <cc:L>65</cc:L><cc:A>8</cc:A><cc:B>18</cc:B></cc:ColorCIELab></cc:ColorValues></cc:Object>"""


def cxf(objects: str, geometry: str = ANNULAR, head: str = "") -> str:
    """Give a CxF3 file with these objects."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<cc:CxF xmlns:cc="http://colorexchangeformat.com/CxF3-core">'
        f"<cc:Resources><cc:ObjectCollection>{objects}</cc:ObjectCollection><cc:ColorSpecificationCollection>"
        f"{SPEC.format(geometry=geometry)}</cc:ColorSpecificationCollection></cc:Resources></cc:CxF>"
    )


def spectrum_object(name: str, values: object) -> str:
    """Give an object with a spectrum."""
    numbers = " ".join(f"{value:.5f}" for value in np.atleast_1d(np.asarray(values, dtype=float)))
    return (
        f'<cc:Object Name="{name}" Id="{name}"><cc:ColorValues><cc:ReflectanceSpectrum ColorSpecification="s">'
        f"{numbers}</cc:ReflectanceSpectrum></cc:ColorValues></cc:Object>"
    )


RISING_NM = np.arange(380, 731, 10)
RISING = RISING_NM / 1000


def load_text(tmp_path: Path, name: str, text: str) -> Palette:
    """Write a file and load it as a palette."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_palette(path)


def codes(palette: Palette) -> set[str]:
    """Give the codes of what was told on loading."""
    return {finding.code for finding in palette.findings}


def test_cxf_spectra_and_lab_come_in(tmp_path: Path) -> None:
    """Spectra come to the 31 bands and a Lab to D65; what was done is told, and an object without colour is named."""
    empty = '<cc:Object Name="Note" Id="3"/>'
    palette = load_text(tmp_path, "jars.cxf", cxf(spectrum_object("Sand", RISING) + LAB_OBJECT + empty))
    assert [shade.code for shade in palette.shades] == ["Sand", "Ivory"]
    assert palette.shade("Sand").reflectance == pytest.approx(BANDS_NM / 1000, abs=1e-4)
    assert palette.data == "measured"
    assert 0.2 < float(delta_e00(palette.shade("Ivory").lab, (65, 8, 18))) < 2.5
    assert palette.shade("Ivory").recovered
    assert codes(palette) >= {"palette.no_colour", "palette.resampled", "palette.recovered", "palette.adapted"}
    assert any("Note" in finding.text for finding in palette.findings)


def test_cxf_of_a_sphere_loses_the_shine(tmp_path: Path) -> None:
    """Readings with the specular component included lose a surface term; percent is told and divided."""
    palette = load_text(tmp_path, "jars.cxf", cxf(spectrum_object("Sand", 100 * RISING), SPHERE))
    assert palette.shade("Sand").reflectance == pytest.approx(BANDS_NM / 1000 - 0.028, abs=1e-4)
    assert codes(palette) >= {"palette.percent", "palette.surface"}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, "<!DOCTYPE x>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_cxf_with_entities_is_refused(tmp_path: Path, head: str, encoding: str) -> None:
    """A document type is refused before anything is read, whatever the encoding."""
    path = tmp_path / "bad.cxf"
    path.write_bytes(cxf(LAB_OBJECT, head=head).replace("UTF-8", encoding.upper()).encode(encoding))
    with pytest.raises(PaletteError, match="declares a document type"):
        load_palette(path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<a/>", "not CxF3"),
        ("not xml", "line 1: this is not XML"),
        (cxf(""), "no object in it has a reflectance or a Lab"),
        (cxf(LAB_OBJECT)[:-40], "this is not XML"),
        (cxf(LAB_OBJECT.replace("65", "six")), "'six' is no number"),
        (cxf(LAB_OBJECT.replace(">8<", "><")), "'' is no number"),
        (cxf(spectrum_object("Sand", RISING) + spectrum_object("Dune", RISING[:-1])), "different wavelengths"),
        (cxf(spectrum_object("Sand", -RISING)), "shade 1 'Sand': reflectance is -0.38, expected 0 to 1"),
        ("<a>" * 5000, "nested too deep"),
        (cxf(LAB_OBJECT).replace("UTF-8", "UTF-x"), "encoded in a way that is not known"),
        (cxf(LAB_OBJECT).replace("UTF-8", "shift_jis"), "encoded in a way that is not known"),
    ],
)
def test_wrong_cxf_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    """What is no usable CxF3 is refused with what is wrong with it."""
    with pytest.raises(PaletteError) as caught:
        load_text(tmp_path, "bad.cxf", text)
    assert sentence in str(caught.value)


WIDE = "Sample_Name," + ",".join(f"R{nm}" for nm in RISING_NM) + "\n"


def row(name: str, values: object) -> str:
    """Give a row of a wide table."""
    return f"{name}," + ",".join(f"{value:.4f}" for value in np.asarray(values, dtype=float)) + "\n"


def test_spectral_table_in_rows(tmp_path: Path) -> None:
    """One sample a row: names become codes, those given twice get a number, percent is told."""
    palette = load_text(tmp_path, "i1.csv", WIDE + row("Sand", 100 * RISING) + row("Sand", 50 * RISING))
    assert [shade.code for shade in palette.shades] == ["Sand", "Sand 2"]
    assert palette.shades[1].reflectance == pytest.approx(BANDS_NM / 2000, abs=1e-4)
    assert codes(palette) >= {"palette.percent", "palette.geometry_assumed", "palette.resampled"}


def test_spectral_table_in_columns(tmp_path: Path) -> None:
    """One sample a column, decimal commas, from long to short wavelengths: read, turned round, and told."""
    lines = [
        f"{nm} nm;{value:.3f};{value / 2:.4f}".replace(".", ",") for nm, value in zip(RISING_NM, RISING, strict=True)
    ]
    text = "# geometry: SCE\nwavelength;Sand;Dune\n" + "\n".join(lines[::-1])
    palette = load_text(tmp_path, "cm.csv", text)
    assert [shade.name for shade in palette.shades] == ["Sand", "Dune"]
    assert palette.shades[0].reflectance == pytest.approx(BANDS_NM / 1000, abs=1e-4)
    assert "palette.turned" in codes(palette)
    assert not codes(palette) & {"palette.percent", "palette.geometry_assumed"}


def test_short_range_is_told(tmp_path: Path) -> None:
    """A spectrum that ends before 700 nm is held at its last value, with a warning."""
    keep = (RISING_NM >= 410) & (RISING_NM <= 690)
    head = "name," + ",".join(str(nm) for nm in RISING_NM[keep]) + "\n"
    palette = load_text(tmp_path, "i1.csv", head + row("Sand", RISING[keep]))
    assert "palette.range" in codes(palette)
    assert palette.shades[0].reflectance[[0, -1]] == pytest.approx([0.41, 0.69], abs=1e-4)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WIDE.replace("R390", "R405") + row("Sand", RISING), "the wavelengths go from 405 to 400, expected one order"),
        (WIDE + "Sand,1,2\n", "sample 1: the row has 3 cells"),
        (WIDE + row("Sand", RISING).replace("0.4000", "x"), "a reading is 'x', expected a number"),
        (WIDE + row("Sand", RISING).replace("0.4000", "-0.1"), "reflectance is -0.1, expected 0 to 1"),
        (WIDE, "the palette has no shades"),
        ("code,name,L,L,a,b\n", "more than one column 'L'"),
    ],
)
def test_wrong_spectral_tables_are_told(tmp_path: Path, text: str, sentence: str) -> None:
    """What is wrong in a table of spectra is told with its place."""
    with pytest.raises(PaletteError) as caught:
        load_text(tmp_path, "bad.csv", text)
    assert sentence in str(caught.value)


def read_ase(content: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Read the RGB colours of a swatch exchange file, block by block."""
    signature, major, minor, count = struct.unpack_from(">4sHHI", content)
    assert (signature, major, minor) == (b"ASEF", 1, 0)
    at, colours, kinds = 12, [], []
    for _ in range(count):
        kind, length = struct.unpack_from(">HI", content, at)
        body = content[at + 6 : at + 6 + length]
        at += 6 + length
        kinds.append(kind)
        if kind == 1:
            letters = struct.unpack_from(">H", body)[0]
            name = body[2 : 2 + 2 * letters].decode("utf-16-be")
            assert name.endswith("\0")
            model, *values, _ = struct.unpack_from(">4s3fH", body, 2 + 2 * letters)
            assert model == b"RGB "
            colours.append((name[:-1], tuple(values)))
    assert at == len(content)
    assert (kinds[0], kinds[-1]) == (0xC001, 0xC002)
    return colours


def test_swatch_exchange_reads_back() -> None:
    """Every shade is in the file with code, name and its colour."""
    palette = load_palette("generic-camouflage")
    colours = read_ase(palette_to_ase(palette))
    assert [name for name, _ in colours] == [f"{shade.code} {shade.name}" for shade in palette.shades]
    for shade, (_, srgb) in zip(palette.shades, colours, strict=True):
        assert float(delta_e00(shade.lab, linear_to_lab(srgb_to_linear(np.array(srgb))))) < FLOAT_DELTA_E00


def test_gimp_palette_reads_back() -> None:
    """Every shade is a line of three whole numbers, a tab and its name."""
    palette = load_palette("generic-camouflage")
    first, name, *lines = palette_to_gpl(palette).splitlines()
    assert first == "GIMP Palette"
    assert name == f"Name: {palette.title}"
    colours = [line for line in lines if "\t" in line]
    for shade, line in zip(palette.shades, colours, strict=True):
        numbers, label = line.split("\t")
        srgb = np.array([int(number) for number in numbers.split()]) / 255
        assert label == f"{shade.code} {shade.name}"
        assert float(delta_e00(shade.lab, linear_to_lab(srgb_to_linear(srgb)))) < EIGHT_BIT_DELTA_E00


def test_colours_beyond_a_screen_are_told() -> None:
    """A shade sRGB cannot show is named; one that it can is not."""
    shades = [{"code": "S", "name": "Sand", "lab": [65, 8, 18]}, {"code": "T", "name": "Teal", "lab": [55, -45, -12]}]
    finding = beyond_screen(load_palette({"name": "own", "shades": shades}))
    assert finding is not None
    assert finding.text.startswith("T cannot be shown")
    assert beyond_screen(load_palette({"name": "own", "shades": shades[:1]})) is None
