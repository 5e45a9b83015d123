"""What is fed to tonematch: each kind of input with its sound originals and the ways in which it is damaged."""

import contextlib
import io
import json
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from scripts.fuzz import damage
from tests.capture.photo_files import dng_file, encoded, noisy, orientation_exif, png_chunk, png_file, rgb_tiff
from tonematch.bundled import sample_photos
from tonematch.capture.wide_gamut import wide_gamut_profile
from tonematch.cli import main
from tonematch.record.archive import export_all
from tonematch.record.consent import give_consent
from tonematch.record.database import open_record
from tonematch.record.keep import keep_visit
from tonematch.record.kept import ColourToKeep, CorrectionToKeep, PhotoToKeep, PotToKeep, RecipeToKeep, VisitToKeep
from tonematch.record.keys import Key
from tonematch.record.photo_store import PhotoStore

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE = "tonematch-fuzz-outside"
"""The name under which hostile archives try to leave their folder."""
HUGE = 40_000_000
TARGET = ("match", "--target", "60,12,18", "--palette", "generic-camouflage")
MOST_SEGMENT = 65_533
WIDE_TABLE = "Sample_Name," + ",".join(f"R{nm}" for nm in range(380, 731, 10)) + "\n"
CXF = (
    '<?xml version="1.0" encoding="UTF-8"?><cc:CxF xmlns:cc="http://colorexchangeformat.com/CxF3-core"><cc:Resources>'
    '<cc:ObjectCollection><cc:Object Name="Ivory" Id="2"><cc:ColorValues><cc:ColorCIELab ColorSpecification="s">'
    "<cc:L>65</cc:L><cc:A>8</cc:A><cc:B>18</cc:B></cc:ColorCIELab></cc:ColorValues></cc:Object></cc:ObjectCollection>"
    '<cc:ColorSpecificationCollection><cc:ColorSpecification Id="s"><cc:TristimulusSpec><cc:Illuminant>D50'
    "</cc:Illuminant><cc:Observer>2_Degree</cc:Observer></cc:TristimulusSpec></cc:ColorSpecification>"
    "</cc:ColorSpecificationCollection></cc:Resources></cc:CxF>"
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
)
PALETTE: dict[str, Any] = {
    "name": "mine",
    "data": "measured",
    "source": "my own",
    "shades": [{"code": "A", "name": "Ivory", "lab": [65, 8, 18]}, {"code": "B", "name": "Sand", "lab": [55, 12, 20]}],
}
FACTOR = {"factor": 0.9, "sd_ln": 0.1}
STRENGTHS: dict[str, Any] = {
    "schema": "tonematch.strengths/1",
    "palette": "generic-camouflage",
    "shades": {"M2N": FACTOR},
    "coat": FACTOR,
    "history": [],
}
HEALED: dict[str, Any] = {
    "schema": "tonematch.healed/1",
    "pairs": [{"fresh": [55, 12, 18], "healed": [60, 10, 16]}] * 3,
}
MARKING: dict[str, Any] = {
    "gestures": [
        {"tool": "box", "points": [[300, 200], [500, 300]], "radius_px": 0},
        {"tool": "add", "points": [[310, 210], [320, 220]], "radius_px": 12},
        {"tool": "compare", "points": [[500, 300]], "radius_px": 20},
        {"tool": "corners", "points": [[1, 1], [9, 1], [9, 9], [1, 9]], "radius_px": 0},
    ],
    "at": 3,
    "revision": 1,
}


@dataclass(frozen=True)
class Kind:
    """A kind of input: its share of all inputs, and how one is made from a source of chance."""

    share: float
    make: Callable[[Random], tuple[str, bytes]]


@cache
def _photos() -> Mapping[str, bytes]:
    deep = np.asarray(noisy()).astype(np.uint16) * 257
    return {
        "a.jpg": encoded(noisy(), "JPEG", icc_profile=wide_gamut_profile(), exif=orientation_exif(6)),
        "b.jpg": encoded(noisy(), "JPEG", progressive=True),
        "a.png": encoded(noisy(), "PNG", icc_profile=wide_gamut_profile()),
        "a.tif": encoded(noisy(), "TIFF", compression="tiff_lzw"),
        "deep.tif": rgb_tiff(deep),
        "a.webp": encoded(noisy(), "WEBP"),
        "a.heic": encoded(noisy(), "HEIF", quality=80),
        "a.dng": dng_file(np.asarray(noisy()) / 255),
        "linear.dng": dng_file(np.asarray(noisy()) / 255, mosaic=False),
    }


def _photo(random: Random) -> tuple[str, bytes]:
    name, content = random.choice(list(_photos().items()))
    if name.endswith(".jpg") and random.random() < 0.2:  # very much EXIF, or a profile in very many pieces
        mark, head = random.choice(((b"\xff\xe1", b"Exif\0\0"), (b"\xff\xe2", b"ICC_PROFILE\0\1\2")))
        body = head + random.randbytes(MOST_SEGMENT - len(head) - 2)
        return name, content[:2] + (mark + struct.pack(">H", len(body) + 2) + body) * 300 + content[2:]
    if name.endswith(".png") and random.random() < 0.3:
        bomb = zlib.compress(bytes(HUGE))
        chunk = random.choice(((b"iCCP", b"a\0\0"), (b"zTXt", b"a\0\0"), (b"eXIf", b"")))
        return name, png_file(160, 120, png_chunk(chunk[0], chunk[1] + bomb))
    return name, damage.bytes_of(content, random)


def _sample(random: Random) -> tuple[str, bytes]:
    path = random.choice(sample_photos())
    return f"sample{path.suffix}", damage.bytes_of(path.read_bytes(), random)


def _palette(random: Random) -> tuple[str, bytes]:
    bundled = random.choice(sorted((ROOT / "palettes").glob("*.json"))).read_bytes()
    how = random.randrange(6)
    if how == 0:
        return "p.json", damage.json_of(bundled, random)
    if how < 3:
        return "p.json", damage.json_of(json.dumps(PALETTE).encode(), random)
    if how == 3:
        table = "code,name,L,a,b\nA,Ivory,65,8,18\nB,Sand,55,12,20\n"
        return "p.csv", damage.text_of(table.encode(), random)
    if how == 4:
        rows = "".join(f"Sand{row}," + ",".join(["0.4"] * 36) + "\n" for row in range(3))
        return "p.csv", damage.text_of((WIDE_TABLE + rows).encode(), random)
    text = LAUGHS if random.random() < 0.1 else "<a>" * 20_000 if random.random() < 0.1 else CXF
    return "p.cxf", damage.text_of(text.encode(), random)


def _of(name: str, document: object) -> Callable[[Random], tuple[str, bytes]]:
    return lambda random: (name, damage.json_of(json.dumps(document).encode(), random))


@cache
def _case() -> bytes:
    """Match a tone, and give the JSON that is printed of it."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
        main([*TARGET, "--over", "80,5,10", "--json"])
    return said.getvalue().encode()


def _damaged_case(random: Random) -> tuple[str, bytes]:
    return "case.json", damage.json_of(_case(), random)


def _message(random: Random) -> tuple[str, bytes]:
    return _of("message.json", MARKING)(random)


@cache
def _export() -> Mapping[str, bytes]:
    """Export a client with a visit, and give the files of the archive."""
    photo = PhotoToKeep(b"a photo's bytes", "0" * 64, "before", ".jpg", 40, 30)
    pot = PotToKeep("F2N", "Fair 2 neutral", 5, "L-7")
    visit = VisitToKeep(
        client_code="AB",
        site="left shin",
        region="shin",
        day=date(2026, 11, 22),
        technique="camouflage",
        photos=(photo,),
        colours=(ColourToKeep("surround", (61.0, 10.5, 16.25), 1.7, photo=0),),
        recipes=(RecipeToKeep("generic-camouflage", (pot,), 0.7, "good"),),
        corrections=(CorrectionToKeep(2.1, "a touch too light", {"F2W": 1.0}, photo=0),),
    )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        record, store = open_record(f"sqlite:///{home / 'record.sqlite3'}"), PhotoStore(home, Key("0" * 16, bytes(32)))
        give_consent(record, "AB", "photo", "Photos may be kept.", date(2026, 11, 22))
        keep_visit(record, store, visit)
        export_all(record, store, home / "all.zip")
        record.close()
        with zipfile.ZipFile(home / "all.zip") as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def _archive(random: Random) -> tuple[str, bytes]:
    files = dict(_export())
    digest = next(name for name in files if name.startswith("photos/")).removeprefix("photos/")
    for name, content in _export().items():
        if name.endswith(".json") and random.random() < 0.6:
            files[name] = damage.json_of(content, random)
    entries = [(zipfile.ZipInfo(name), content) for name, content in files.items()]
    how = random.randrange(8)
    if how == 0:
        entries.append((zipfile.ZipInfo(f"photos/{digest[::-1]}"), bytes(HUGE)))
    elif how == 1:
        away = random.choice((f"../../../{OUTSIDE}", f"/tmp/{OUTSIDE}", f"photos/../../{OUTSIDE}", f"C:\\{OUTSIDE}"))  # noqa: S108
        entries.append((zipfile.ZipInfo(away), b"out"))
    elif how == 2:
        link = zipfile.ZipInfo(f"photos/{digest[::-1]}")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        entries.append((link, b"/etc/passwd"))
    elif how == 3:
        entries.append((zipfile.ZipInfo(f"photos/{digest[::-1]}"), _zipped(entries)))
    elif how == 4:
        entries.append((zipfile.ZipInfo("record.json"), b"{}"))
    packed = _zipped(entries)
    if how == 5:  # the directory at the end lies about a size
        at = packed.rindex(b"PK\1\2") + random.choice((20, 24))
        packed = packed[:at] + struct.pack("<I", random.choice((0, 1, 10**9))) + packed[at + 4 :]
    return "import.zip", damage.bytes_of(packed, random) if how == 6 else packed


def _zipped(entries: list[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        written: set[str] = set()
        for entry, content in entries:
            if entry.filename in written:  # zipfile itself would only warn
                archive.NameToInfo.pop(entry.filename)
            written.add(entry.filename)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


KINDS: Mapping[str, Kind] = {
    "photo": Kind(0.25, _photo),
    "sample": Kind(0.04, _sample),
    "palette": Kind(0.22, _palette),
    "strengths": Kind(0.06, _of("s.json", STRENGTHS)),
    "healed": Kind(0.06, _of("h.json", HEALED)),
    "case": Kind(0.05, _damaged_case),
    "archive": Kind(0.14, _archive),
    "message": Kind(0.12, _message),
    "app photo": Kind(0.02, _photo),
    "app palette": Kind(0.02, _palette),
    "app marks": Kind(0.02, _message),
}
"""By the words of the table; those that begin with 'app' go through the pages."""


def sound() -> Mapping[str, tuple[str, bytes]]:
    """Give sound originals, by kind, for a look whether what is damaged would otherwise be read."""
    documents = {"palette": PALETTE, "strengths": STRENGTHS, "healed": HEALED, "message": MARKING}
    files = {kind: (f"{kind}.json", json.dumps(document).encode()) for kind, document in documents.items()}
    packed = _zipped([(zipfile.ZipInfo(name), content) for name, content in _export().items()])
    more = {"archive": ("all.zip", packed), "case": ("case.json", _case())}
    return files | more | {"sample": ("sample.jpg", sample_photos()[0].read_bytes())}


def made(kind: str, seed: str) -> tuple[str, bytes]:
    """Make one input: a file's name and its bytes."""
    return KINDS[kind].make(Random(f"{kind} {seed}"))  # noqa: S311  # the same input each time
