"""Palettes on the command line: kits, advice, the card, formats, and jars over black and white."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

from scripts.render.drawdown import CardPhoto, photograph_card
from tonematch.mix.film.constants import Constants
from tonematch.mix.palettes.load import load_palette

Run = Callable[..., Any]


@pytest.fixture
def kit(run: Run, tmp_path: Path) -> Path:
    """Give a kit of four creams, one of which has gone out."""
    out = tmp_path / "kit.json"
    pot = "F1C: lot=A7, expires=2020-03-31, opened=2019-12-01, pao=12"
    assert run("palette", "kit", "generic-camouflage", "--own", "F1C, M1N,T1W,D1N", "--pot", pot, "-o", out).status == 0
    return out


def test_a_kit_says_what_is_owned(run: Run, kit: Path) -> None:
    """The four are in stock, the others are not, and the pot carries what was typed."""
    shades = run("palette", "show", kit, "--json").json["shades"]
    assert [shade["code"] for shade in shades if shade["in_stock"]] == ["F1C", "M1N", "T1W", "D1N"]
    pot = shades[0]
    assert (pot["lot"], pot["best_before"], pot["data"]) == ("A7", "2020-03-31", "modelled")
    told = run("palette", "check", kit, "--json").json["findings"]
    assert {finding["code"] for finding in told} == {"kit.expired", "kit.out_of_stock"}


def test_recipes_only_from_what_is_owned(run: Run, kit: Path) -> None:
    """With --in-stock-only no other shade is used, the expired one neither, and that is told."""
    told = run("match", "--target", "60,10,18", "--palette", kit, "--in-stock-only", "--json").json
    used = {part["code"] for match in told["matches"] for part in match["parts"]}
    assert used <= {"M1N", "T1W", "D1N"}
    assert any(finding["code"] == "kit.left_out" and "F1C" in finding["text"] for finding in told["findings"])


def test_expired_pots_in_recipes_are_told(run: Run, kit: Path) -> None:
    """Without the flag the expired pot may stand in a recipe, and is named."""
    told = run("match", "--target", "76,8,12", "--palette", kit, "--json").json
    assert any("F1C" in part["code"] for match in told["matches"] for part in match["parts"])
    assert any(finding["code"] == "kit.expired" for finding in told["findings"])


def test_what_is_in_stock_must_be_known(run: Run) -> None:
    """A palette without marks cannot be limited to what is in stock, and the hint says how to mark it."""
    outcome = run("match", "--target", "60,10,18", "--in-stock-only")
    assert outcome.status == 1
    assert "does not say what is in stock" in outcome.err
    assert "palette kit" in outcome.err


def test_advice_names_the_shade_that_helps_most(run: Run, kit: Path) -> None:
    """Candidates come with the mean that would be left, the most helpful first; on screen too."""
    told = run("palette", "advise", kit, "--target", "35,11,16", "--target", "66,9,17", "--top", 3, "--json").json
    means = [entry["mean_delta_e00"][1] for entry in told["advice"]]
    assert means == sorted(means)
    assert len(means) == 3
    assert means[0] < told["advice"][0]["mean_delta_e00"][0]
    assert told["advice"][0]["code"] in run("palette", "advise", kit, "--target", "35,11,16", "--target", "66,9,17").out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("kit", "generic-camouflage", "--own", "F1C", "--pot", "F1C: colour=red", "-o", "x.json"), "not of the form"),
        (
            ("kit", "generic-camouflage", "--own", "F1C", "--pot", "XX: lot=1", "-o", "x.json"),
            "no shade with the code XX",
        ),
        (("kit", "generic-camouflage", "--own", "F1C", "--pot", "F1C: pao=long", "-o", "x.json"), "expected months"),
        (("card", "card.png"), "does not end in .pdf"),
        (("measure", "a.jpg", "-o", "x.json"), "at least one --jar or --row"),
        (("measure", "a.jpg", "--jar", "A:B@1,2/3,4", "-o", "x.json"), "needs --bare"),
        (("measure", "a.jpg", "--row", "9=A:B", "-o", "x.json"), "rows 1 to 8"),
        (("measure", "a.jpg", "--row", "1=A:B", "--row", "2=A:C", "-o", "x.json"), "code A is given twice"),
        (("measure", "a.jpg", "--row", "1=A:B", "--row", "1=C:D", "-o", "x.json"), "row of the card is given twice"),
        (("measure", "a.jpg", "--jar", "A:B@1,2/3,4/5,6", "-o", "x.json"), "names 3 places"),
        (("measure", "a.jpg", "--jar", "A:B@1,2", "--let-down", "A+W=0:4@1,2", "-o", "x.json"), "PARTS:PARTS"),
        (("measure", "a.jpg", "--jar", "A:B@1,2", "--bare", "1,2", "-o", "x.json"), "bare black / bare white"),
    ],
)
def test_wrong_words_are_told(run: Run, words: tuple[str, ...], reason: str) -> None:
    """Wrong usage ends with status 2 and what was expected."""
    outcome = run("palette", *words)
    assert outcome.status == 2
    assert reason in " ".join(outcome.err.replace("│", " ").split())


@pytest.mark.parametrize("name", ["swatches.ase", "swatches.gpl", "table.csv", "card.pdf"])
def test_files_are_written(run: Run, tmp_path: Path, name: str) -> None:
    """Each format that is offered is written, with the signature it must have."""
    out = tmp_path / name
    words = ("card", out) if name.endswith(".pdf") else ("convert", "generic-correctors", out)
    assert run("palette", *words, "--json").json["written"] == str(out)
    signatures = {".ase": b"ASEF", ".gpl": b"GIMP Palette\n", ".csv": b"# name: generic-correctors", ".pdf": b"%PDF-"}
    assert out.read_bytes().startswith(signatures[out.suffix])


@pytest.fixture(scope="module")
def card_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a rendered photo of the card with two films on it."""
    path = tmp_path_factory.mktemp("card") / "card.png"
    films = {}
    for row, code in ((1, "F1C"), (3, "M2N")):
        shade = load_palette("generic-camouflage").shade(code)
        assert shade.k is not None
        assert shade.s is not None
        films[row] = Constants(shade.k.copy(), shade.s.copy())
    assert cv2.imwrite(str(path), photograph_card(CardPhoto(films))[..., ::-1])
    return path


def test_a_photo_of_the_card_becomes_a_palette_with_constants(run: Run, card_photo: Path, tmp_path: Path) -> None:
    """Rows of the card give K and S with uncertainty; the palette mixes by two constants and says how it is known."""
    out = tmp_path / "jars.json"
    words = ("palette", "measure", card_photo, "--row", "1=A:Ivory", "--row", "3=B:Sand", "--drawdown-coats", 1)
    told = run(*words, "-o", out, "--json").json
    for jar in told["jars"]:
        assert set(jar) >= {"lab", "lab_u95", "contrast_ratio", "contrast_ratio_u95", "k", "s", "k_sd", "s_sd"}
        assert 0 < jar["contrast_ratio"] < 1
    shown = run("palette", "show", out, "--json").json
    assert shown["mixing"] == "two-constant Kubelka-Munk"
    assert shown["shades"][0]["known_by"] == "K and S, measured from a photo"
    palette = load_palette(out)
    assert palette.coat_thickness == 1
    assert "black and white" in palette.shade("A").extra["known_by"]
    assert "contrast" in run(*words, "-o", out).out.lower()


def test_places_marked_by_hand_say_the_same(run: Run, card_photo: Path, tmp_path: Path) -> None:
    """Without the signs, places typed over black and white and on the bare card give nearly the same scattering."""
    from tonematch.capture.photo import read_photo
    from tonematch.measure.drawdown_card import find_card

    place = find_card(read_photo(card_photo))[2]
    film = "/".join(f"{x:.0f},{y:.0f}" for x, y in (place.over_black, place.over_white))
    bare = "/".join(f"{x:.0f},{y:.0f}" for x, y in (place.bare_black[0], place.bare_white[0]))
    by_row = run("palette", "measure", card_photo, "--row", "3=B:Sand", "-o", tmp_path / "a.json", "--json").json
    by_hand = run(
        "palette", "measure", card_photo, "--jar", f"B:Sand@{film}", "--bare", bare, "-o", tmp_path / "b.json", "--json"
    ).json
    one, two = by_row["jars"][0], by_hand["jars"][0]
    assert one["scattering"] == pytest.approx(two["scattering"], abs=one["scattering_u95"])


def test_a_let_down_gives_constants(run: Run, card_photo: Path, tmp_path: Path) -> None:
    """A jar, a white and their mix, here places of the card, make a palette in the white's unit; odd ones are told."""
    from tonematch.capture.photo import read_photo
    from tonematch.measure.drawdown_card import find_card

    rows = find_card(read_photo(card_photo))
    sand, ivory, white = (
        f"{x:.0f},{y:.0f}" for x, y in (rows[2].over_white, rows[0].over_white, rows[2].bare_white[0])
    )
    jars = ("--jar", f"S:Sand@{sand}", "--jar", f"W:White@{white}")
    out = tmp_path / "jars.json"
    words = ("palette", "measure", card_photo, *jars)
    told = run(*words, "--let-down", f"S+W=1:2@{ivory}", "-o", out, "--json").json
    assert told["jars"][0]["scattering"] > 0
    palette = load_palette(out)
    assert palette.extra["ks_unit"] == "that in which the white W scatters 1"
    assert palette.shade("W").role == "white"
    missing = run(*words, "--let-down", f"S+X=1:2@{ivory}", "-o", out)
    assert missing.status == 1
    assert "names X, which was not measured" in missing.err
    both = run(*words, "--row", "1=A:Ivory", "--let-down", f"S+W=1:2@{ivory}", "-o", out)
    assert "their units do not compare" in both.err
