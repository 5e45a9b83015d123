"""The blends and the keeping of them, without a browser: every wish does what the core says, and nothing gets lost."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos
from tonematch.mix.amounts import amounts_of
from tonematch.mix.healing.healed import estimated_healing
from tonematch.mix.palettes.kit import mark_owned, today
from tonematch.mix.palettes.load import dump_palette, load_palette
from tonematch.mix.palettes.shade import Palette
from tonematch.pipeline import match_sample
from tonematch.report.words.amounts import amounts_text
from tonematch.report.words.wording import SCREEN_CAVEAT
from tonematch.ui.words import blends as words
from tonematch.ui.words import keep as keep_words
from tonematch.ui.words import match as match_words

STEPS = "tonematch/ui/match"
LIGHT, BROWN = 1, 5
HOSTILE = '<img src=x onerror="alert(1)">**[x](javascript:alert(1))**'

Choose = Callable[[int], AppTest]
Send = Callable[..., AppTest]


def titles(elements: Iterable[Any]) -> str:
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


def go(app: AppTest, page: str) -> AppTest:
    """Open a page."""
    return app.switch_page(f"{STEPS}/{page}").run()


def case_of(app: AppTest) -> Any:  # noqa: ANN401  # the session's values are not typed
    """Give the case at hand."""
    return app.session_state["case:now"]


def field(elements: Any, label: str) -> Any:  # noqa: ANN401
    """Find a field by its label."""
    return next(element for element in elements if element.label == label)


def codes_of(app: AppTest) -> list[dict[str, int]]:
    """Give the recipes in their order."""
    return [match.parts for match in case_of(app).suggestions.matches]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own files in a folder of the test's own."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def blends(app: AppTest, with_sample: Choose, mark: Send) -> Callable[[int], AppTest]:
    """Go with a sample as far as its blends."""

    def walk(number: int) -> AppTest:
        with_sample(number)
        go(app, "3_skin.py")
        facts = json.loads(sample_photos()[number - 1].with_suffix(".json").read_text(encoding="utf-8"))
        mark(app, "skin", "point", [facts["patch"]["click"]])
        return go(app, "4_match.py")

    return walk


def keep_palette(folder: Path, palette: Palette, **changes: Any) -> str:  # noqa: ANN401
    """Put a palette among one's own; give its name."""
    (folder / "palettes").mkdir(exist_ok=True)
    own = replace(palette, name="mine", **changes)
    (folder / "palettes" / "mine.json").write_text(dump_palette(own), encoding="utf-8")
    return "mine"


def test_wishes_change_the_answer_as_the_core_says(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Pots, parts, coats, light and dose tolerance go to the core as they are set, and its recipes come back."""
    blends(LIGHT)
    creams = [load_palette("generic-camouflage")]
    sample = case_of(app).sample

    def expected(**limits: Any) -> list[dict[str, int]]:  # noqa: ANN401  # the limits of the core
        return [match.parts for match in match_sample(sample, creams, **limits).matches]

    assert codes_of(app) == expected()
    field(app.number_input, words.MOST_SHADES).set_value(1).run()
    assert codes_of(app) == expected(max_shades=1)
    field(app.number_input, words.MOST_SHADES).set_value(2).run()
    field(app.number_input, words.MOST_PARTS).set_value(5).run()
    assert codes_of(app) == expected(max_parts=5)
    field(app.selectbox, words.COATS).set_value(3).run()
    assert codes_of(app) == expected(max_parts=5, coats=3)
    field(app.selectbox, words.LIGHT).set_value("worst").run()
    assert codes_of(app) == expected(max_parts=5, coats=3, light="worst")
    assert field(app.toggle, words.FORGIVING).disabled
    field(app.selectbox, words.LIGHT).set_value("D65").run()
    field(app.toggle, words.FORGIVING).set_value(True).run()
    assert codes_of(app) == expected(max_parts=5, coats=3, prefer="forgiving")
    assert not app.exception
    assert not app.error


def test_pigment_has_wishes_of_its_own(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Healing and density are offered with pigment, coats are not; the direction of healing is told in words."""
    blends(BROWN)
    assert words.HEALING not in titles(app.markdown)
    field(app.multiselect, words.PALETTES).set_value(["iron-oxide-tinters"]).run()
    assert words.COATS not in [element.label for element in app.selectbox]
    assert words.HEALING in titles(app.markdown)
    assert "lighter and cooler" in titles(app.text)
    assert "no melanin" in titles(app.text)
    field(app.selectbox, words.HEALED).set_value("estimate").run()
    field(app.selectbox, words.DENSITY).set_value(0.7).run()
    case = case_of(app)
    tinters = [load_palette("iron-oxide-tinters")]
    healed = estimated_healing(case.sample.surrounding.lab)
    expected = match_sample(case.sample, tinters, after=healed, density=0.7)
    assert codes_of(app) == [match.parts for match in expected.matches]
    assert "healed" in words.HEALED_CHOICES["estimate"]
    assert "own" not in field(app.selectbox, words.HEALED).options
    assert field(app.selectbox, words.STAGE).options == list(words.STAGES.values())
    assert not app.exception
    assert not app.error


def test_palettes_for_different_techniques_ask_which(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Creams and pigments together wait until the technique is said; what was found before stays."""
    blends(LIGHT)
    before = case_of(app).suggestions
    field(app.multiselect, words.PALETTES).set_value(["generic-camouflage", "iron-oxide-tinters"]).run()
    assert words.TECHNIQUE_UNCLEAR in titles(app.info)
    assert case_of(app).suggestions is before
    field(app.selectbox, words.TECHNIQUE).set_value("dermatography").run()
    assert case_of(app).suggestions.technique == "dermatography"
    assert not app.exception


def test_no_palette_asks_for_one(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Without a palette nothing is searched for, and nothing breaks."""
    blends(LIGHT)
    field(app.multiselect, words.PALETTES).set_value([]).run()
    assert words.PALETTES_EMPTY in titles(app.info)
    assert not app.exception
    assert not app.error


def test_only_what_is_in_the_kit(app: AppTest, own_folder: Path, blends: Callable[[int], AppTest]) -> None:
    """An own palette's pots in stock are all that is used; a bundled one that says nothing of stock says why not."""
    creams = load_palette("generic-camouflage")
    codes = [shade.code for shade in creams.shades[:6]]
    blends(LIGHT)
    field(app.toggle, words.IN_STOCK).set_value(True).run()
    assert "does not say what is in stock" in titles(app.text)
    keep_palette(own_folder, mark_owned(creams, codes))
    app.run()
    field(app.multiselect, words.PALETTES).set_value(["mine"]).run()
    assert case_of(app).suggestions.palettes == ("mine",)
    assert {code for parts in codes_of(app) for code in parts} <= set(codes)
    assert words.STOCK["in stock"] in titles(app.text)
    assert not app.exception


def test_an_expired_pot_is_named(app: AppTest, own_folder: Path, blends: Callable[[int], AppTest]) -> None:
    """A recipe with a pot that has gone out says so on its card, and how to leave such pots out."""
    creams = load_palette("generic-camouflage")
    gone = (today() - timedelta(days=1)).isoformat()
    shades = tuple(replace(shade, in_stock=True, expires=gone, lot="L-77") for shade in creams.shades)
    keep_palette(own_folder, creams, shades=shades)
    blends(LIGHT)
    field(app.multiselect, words.PALETTES).set_value(["mine"]).run()
    assert words.STOCK["expired"].format(pots="").strip() in titles(app.text)
    field(app.toggle, words.IN_STOCK).set_value(True).run()
    assert "has expired" in titles(app.text)
    assert case_of(app).suggestions is not None
    assert not app.exception


def test_names_of_shades_never_become_markup(app: AppTest, own_folder: Path, blends: Callable[[int], AppTest]) -> None:
    """A hostile title and hostile names of shades stand as text, on the blends and on the card."""
    creams = load_palette("generic-camouflage")
    shades = tuple(replace(shade, name=HOSTILE) for shade in creams.shades)
    keep_palette(own_folder, creams, shades=shades, title=HOSTILE)
    blends(LIGHT)
    field(app.multiselect, words.PALETTES).set_value(["mine"]).run()
    for page in ("4_match.py", "5_keep.py"):
        go(app, page)
        assert HOSTILE in titles(app.text)
        marked_up = titles([*app.markdown, *app.caption, *app.subheader, *app.get("html")])
        assert "onerror" not in marked_up
        assert not app.exception


def test_a_target_out_of_reach_says_how_far_and_offers_more(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """How far, in which direction, what is missing; and one click widens the limits."""
    blends(LIGHT)
    field(app.multiselect, words.PALETTES).set_value(["iron-oxide-tinters"]).run()
    unreachable = case_of(app).suggestions.unreachable
    assert unreachable is not None
    assert words.UNREACHABLE in titles(app.markdown)
    assert unreachable.text in titles(app.text)
    field(app.button, words.WIDEN).click().run()
    case = case_of(app)
    assert (case.matched.max_shades, case.matched.max_parts) == (3, 12)
    assert field(app.number_input, words.MOST_SHADES).value == 3
    assert not app.exception


def test_amounts_are_told_in_the_unit_chosen(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Drops and grams are ways of telling: the recipes stay; decimal commas are read, and what is no weight is told."""
    blends(LIGHT)
    before = case_of(app).suggestions
    field(app.selectbox, words.UNIT).set_value("drops").run()
    assert any(line.value.startswith("1. ") and "drop" in line.value for line in app.text)
    field(app.selectbox, words.UNIT).set_value("grams").run()
    field(app.text_input, words.BATCH).set_value("2,5").run()
    assert app.session_state["own:measure"].batch_grams == 2.5
    assert any(line.value.startswith("1. ") and " g " in line.value for line in app.text)
    field(app.text_input, words.BATCH).set_value("much").run()
    assert "2.5 g is used until then" in titles(app.error)
    assert case_of(app).suggestions is before
    assert not app.exception


def test_choosing_a_recipe_shows_it_on_the_photo_and_on_the_card(
    app: AppTest, blends: Callable[[int], AppTest]
) -> None:
    """The recipe chosen is the one previewed, measured out and kept; a new answer begins with its first again."""
    blends(LIGHT)
    assert words.PREVIEW.format(rank=1) in titles(app.subheader)
    app.button(key="choose-3").click().run()
    assert words.PREVIEW.format(rank=3) in titles(app.subheader)
    third = case_of(app).suggestions.matches[2]
    go(app, "5_keep.py")
    assert amounts_text(third, amounts_of(third, case_of(app).suggestions.target)) in titles(app.text)
    go(app, "4_match.py")
    assert words.PREVIEW.format(rank=3) in titles(app.subheader)
    field(app.number_input, words.MOST_PARTS).set_value(5).run()
    assert words.PREVIEW.format(rank=1) in titles(app.subheader)


def test_the_preview_changes_with_its_controls(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Opacity, coats and extent are kept for the card, and the caveat about screens is always there."""
    blends(BROWN)
    assert SCREEN_CAVEAT in titles(app.caption)
    field(app.slider, words.OPACITY).set_value(60).run()
    field(app.selectbox, words.COATS_SHOWN).set_value(1).run()
    field(app.selectbox, words.EXTENT).set_value("photo").run()
    worn = app.session_state["case:worn"]
    assert (worn.opacity, worn.coats, worn.extent) == (60, 1, "photo")
    assert SCREEN_CAVEAT in titles(app.caption)
    go(app, "5_keep.py")
    go(app, "4_match.py")
    assert field(app.slider, words.OPACITY).value == 60
    assert app.session_state["case:worn"] == worn
    assert not app.exception


def test_a_palette_changed_meanwhile_is_searched_anew(
    app: AppTest, own_folder: Path, blends: Callable[[int], AppTest]
) -> None:
    """Recipes follow the palette as it is now, not as it was when they were first found."""
    creams = load_palette("generic-camouflage")
    keep_palette(own_folder, creams)
    blends(LIGHT)
    field(app.multiselect, words.PALETTES).set_value(["mine"]).run()
    used = {code for parts in codes_of(app) for code in parts}
    left = tuple(shade for shade in creams.shades if shade.code not in used)
    keep_palette(own_folder, creams, shades=left)
    app.run()
    assert not used & {code for parts in codes_of(app) for code in parts}


def test_files_are_made_when_asked_for(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """Nothing is prepared by itself; each file comes with its button and holds the recipe chosen."""
    blends(LIGHT)
    app.button(key="choose-2").click().run()
    go(app, "5_keep.py")
    assert not app.get("download_button")
    field(app.selectbox, match_words.SITE).set_value("hand").run()
    app.text_input[0].set_value("=left").run()
    for kind in keep_words.PREPARE:
        app.button(key=f"prepare-{kind}").click().run()
    made = {kind: content for kind, (_, content) in app.session_state["files made"].items()}
    second = case_of(app).suggestions.matches[1]
    assert made["pdf"].startswith(b"%PDF")
    assert made["png"].startswith(b"\x89PNG")
    assert second.components[0].shade.name.replace(" ", "\N{NO-BREAK SPACE}") in made["html"].decode()
    told = json.loads(made["json"])
    assert {part["code"]: part["parts"] for part in told["chosen"]["parts"]} == second.parts
    assert told["chosen"]["site"] == "Hand"
    heading, row = csv.reader(io.StringIO(made["csv"].decode()))
    cells = dict(zip(heading, row, strict=True))
    assert cells["note"] == "'=left"
    assert float(cells["delta_e00"]) == pytest.approx(second.delta_e00, abs=1e-4)
    assert len(app.get("download_button")) == len(made)
    app.text_input[0].set_value("right").run()
    assert not app.get("download_button")
    assert not app.exception
    assert not app.error


def test_matching_place_after_place(app: AppTest, blends: Callable[[int], AppTest]) -> None:
    """What was kept stays while the next place is matched, wishes too; ending the case lets it go."""
    blends(LIGHT)
    field(app.number_input, words.MOST_PARTS).set_value(5).run()
    go(app, "5_keep.py")
    field(app.button, keep_words.KEEP_IT).click().run()
    field(app.button, keep_words.KEEP_IT).click().run()
    assert len(app.session_state["case:kept"]) == 1
    field(app.button, keep_words.KEEP_AND_GO).click().run()
    assert "case:now" not in app.session_state
    go(app, "5_keep.py")
    assert keep_words.KEPT in titles(app.subheader)
    blends(BROWN)
    assert field(app.number_input, words.MOST_PARTS).value == 5
    go(app, "5_keep.py")
    field(app.button, keep_words.KEEP_IT).click().run()
    assert len(app.session_state["case:kept"]) == 2
    app.button(key="drop-1").click().run()
    assert len(app.session_state["case:kept"]) == 1
    app.button(key="end-case").click().run()
    assert "case:kept" not in app.session_state
    assert not app.exception


def test_skin_without_a_patch_has_recipes_and_no_preview(app: AppTest, with_sample: Choose, mark: Send) -> None:
    """Where skin itself was pointed at, recipes come without coats, and the preview says why there is none."""
    with_sample(LIGHT)
    go(app, "3_skin.py")
    facts = json.loads(sample_photos()[LIGHT - 1].with_suffix(".json").read_text(encoding="utf-8"))
    mark(app, "skin", "skin", [facts["surrounding"]["skin_click"]])
    go(app, "4_match.py")
    assert words.NO_PATCH in titles(app.info)
    assert words.COATS not in [element.label for element in app.selectbox]
    go(app, "5_keep.py")
    assert "prepare-png" not in [button.key for button in app.button]
    assert not app.exception
    assert not app.error
