"""Correct: the stripe's photo, how far it is off, the next step; and how one's own work heals."""

import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from tonematch.bundled import sample_photos, stripe_photos
from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_from, lab_to_linear, linear_to_srgb
from tonematch.difference import delta_e00
from tonematch.mix.film.kubelka_munk import film_over, shade_index
from tonematch.mix.loop.bottles import bottles_of
from tonematch.mix.loop.correction import Correction
from tonematch.mix.palettes.load import load_palette
from tonematch.record import home as homes
from tonematch.record.clients import find_code
from tonematch.record.tables import Visit
from tonematch.report.words.correction import addition_text
from tonematch.ui.clients import where
from tonematch.ui.correct import own_jars
from tonematch.ui.correct.residual_section import DOUBT
from tonematch.ui.correct.work import Mix, Work
from tonematch.ui.words import clients as record_words
from tonematch.ui.words import correct as words

PAGE = "tonematch/ui/correct/page.py"
PALETTE = load_palette("generic-camouflage")
STRIPE, SKIN, BARE, ON_CHART, ON_CLOTH = (600.0, 430.0), (760.0, 200.0), (690.0, 430.0), (260.0, 180.0), (200.0, 600.0)
STRONG = {0: 1.35, 1: 0.8}
"""How strong the jars truly are, against the palette: the first pot a third stronger, the second a fifth weaker."""
RESIDUAL_DELTA_E = 0.5  # of a difference read in one painted photo, see test_beside
BARE_LAB = Lab(82.0, 4.0, 11.0)
HEALED_SHIFT = (4.0, -2.0, -2.5)

Draw = Callable[..., AppTest]
Shoot = Callable[..., bytes]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's own files where a test may write."""
    monkeypatch.setenv("TONEMATCH_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def page(app: AppTest) -> AppTest:
    """Open the page on a new session."""
    return app.switch_page(PAGE).run()


@pytest.fixture(scope="session")
def shoot(painter: Callable[[Any], Photo], painting: Callable[..., Any]) -> Shoot:
    """Photograph a stripe beside a skin, and if wanted on a bare patch, as the bytes of a PNG."""

    def shot(stripe: Lab, skin: Lab, bare: Lab | None = None) -> bytes:
        plain = painting().camera

        def camera(linear: np.ndarray) -> np.ndarray:
            linear = linear.copy()
            linear[395:465, 580:640] = lab_to_linear(np.array(stripe))
            return np.asarray(plain(linear))

        beneath = stripe if bare is None else bare
        photo = painter(painting(skin_lab=tuple(skin), patch_lab=tuple(beneath), camera=camera))
        pixels = np.rint(np.clip(linear_to_srgb(photo.linear), 0, 1) * 255).astype(np.uint8)
        encoded = io.BytesIO()
        Image.fromarray(pixels).save(encoded, format="PNG")
        return encoded.getvalue()

    return shot


def pots(first: int = 8, second: int = 12) -> tuple[str, str]:
    """Name two pots of the palette."""
    return PALETTE.shades[first].code, PALETTE.shades[second].code


def drawn(recipe: Mapping[str, int], over: Lab | None = None, coats: int = 2) -> Lab:
    """Give the true colour of a stripe of a recipe, from jars that are not as the palette says."""
    codes = pots()
    held = [shade_index(PALETTE, code) for code in recipe]
    strengths = [STRONG[codes.index(code)] if code in codes else 1.0 for code in recipe]
    amounts = np.array([*recipe.values()], dtype=float) * strengths
    film = None if over is None else film_over(over, coats)
    return lab_from(bottles_of(PALETTE).labs(held, np.append(np.log(amounts), 0.0)[None], film)[0])


def told(elements: Iterable[Any]) -> str:
    """Join what elements say."""
    return "\n".join(str(element.value) for element in elements)


def press(page: AppTest, label: str) -> AppTest:
    """Press the first button of that label."""
    next(button for button in page.button if button.label == label).click().run()
    return page


def mixed(page: AppTest, recipe: Mapping[str, int]) -> AppTest:
    """Tell the page what was mixed."""
    page.multiselect[0].set_value([*recipe]).run()
    for code, parts in recipe.items():
        next(field for field in page.number_input if f"-{code}-" in str(field.key)).set_value(parts)
    return page.run()


def upload(page: AppTest, content: bytes, name: str = "stripe.png", place: str = "stripe") -> AppTest:
    """Upload a photo on the page."""
    field = next(one for one in page.file_uploader if str(one.key).startswith(f"upload-{place}"))
    field.set_value((name, content, "image/png")).run()
    return page


def shot_of(page: AppTest, name: str = "stripe") -> Any:  # noqa: ANN401  # whatever the session holds
    """Give a photo of the session."""
    return page.session_state[f"case:shot {name}"]


def pointed(page: AppTest, draw: Draw, name: str = "stripe", **places: tuple[float, float]) -> AppTest:
    """Point at places in a photo of the page."""
    gestures = [(tool, [list(at)]) for tool, at in places.items()]
    return draw(page, name, *gestures, digest=shot_of(page, name).photo.sha256)


def test_an_empty_page_says_what_to_do(page: AppTest) -> None:
    """Before anything is done the page shows its steps and what the later ones wait for."""
    assert not page.exception
    assert not page.error
    assert words.MIX_EMPTY in told(page.markdown)
    assert words.RESIDUAL_WAITS in told(page.caption)


def skin_of(recipe: Mapping[str, int], over: Lab | None = None) -> Lab:
    """Give a skin that the recipe would match, were the jars as the palette says."""
    held = [shade_index(PALETTE, code) for code in recipe]
    logs = np.log(np.array([[*recipe.values(), 1.0]], dtype=float))
    film = None if over is None else film_over(over, 2)
    return lab_from(bottles_of(PALETTE).labs(held, logs, film)[0])


RECIPE = dict(zip(pots(), (4, 3), strict=True))
WANTED = skin_of(RECIPE)


@pytest.fixture
def corrected(page: AppTest, draw: Draw, shoot: Shoot) -> AppTest:
    """Open the page with a mix, its stripe, and what is to be said of it."""
    upload(mixed(page, RECIPE), shoot(drawn(RECIPE), WANTED))
    return pointed(page, draw, stripe=STRIPE, beside=SKIN)


def said(page: AppTest) -> Correction:
    """Give what was worked out for the page."""
    correction: Correction = page.session_state["case:correct advice"][2]
    return correction


def test_the_whole_way(corrected: AppTest, draw: Draw, shoot: Shoot) -> None:
    """Mix, stripe, residual, addition, second stripe: what is told is true, and the second stripe is nearer."""
    page = corrected
    assert not page.exception
    assert not page.error
    first = said(page)
    assert first.residual.delta_e00 == pytest.approx(float(delta_e00(WANTED, drawn(RECIPE))), abs=RESIDUAL_DELTA_E)
    assert words.OFF_BY.format(value=first.residual.delta_e00, doubt=DOUBT) in told(page.markdown)
    best = first.additions[0]
    assert addition_text(best)[1:] in told(page.text)
    assert words.EXPECTED.format(before=first.residual.delta_e00, after=best.expected_delta_e00) in told(page.markdown)
    low, high = best.likely_delta_e00
    assert words.LIKELY.format(low=low, high=high) in told(page.caption)
    press(page, words.ADDED)
    assert page.session_state["case:correct mix"].mix.recipe == dict(best.recipe)
    assert "case:shot stripe" not in page.session_state
    assert any("Now stir well" in line.value for line in page.text)
    upload(page, shoot(drawn(best.recipe), WANTED), "second.png")
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert not page.error
    assert said(page).residual.delta_e00 < first.residual.delta_e00 - RESIDUAL_DELTA_E
    assert words.HISTORY_TITLE in told(page.subheader)
    assert f"Stripe 1: ΔE00 {first.residual.delta_e00:.1f}, then added" in told(page.text)


def test_the_sample_is_a_click_away(page: AppTest) -> None:
    """The bundled stripe comes with its mix and its places, and what is told of it is near its truth."""
    page.button(key="correct-use-sample").click().run()
    assert not page.exception
    assert not page.error
    truth = json.loads(stripe_photos()[0].with_suffix(".json").read_text(encoding="utf-8"))
    assert page.session_state["case:correct mix"].mix.recipe == truth["stripe"]["recipe"]
    residual = said(page).residual
    true = float(delta_e00(truth["surrounding"]["lab"], truth["stripe"]["lab"]))
    assert residual.delta_e00 == pytest.approx(true, abs=RESIDUAL_DELTA_E)
    assert residual.difference.dL > 1
    factors = {code: said(page).learned.factor("strength", code) for code in truth["stripe"]["recipe"]}
    assert all((factors[code] > 1) == (strength > 1) for code, strength in truth["stripe"]["strengths"].items())


def test_ending_the_case_forgets_the_stripe(page: AppTest) -> None:
    """The photo of the stripe and the mix go with the case, on the page where they are and without a match."""
    page.button(key="correct-use-sample").click().run()
    page.button(key="end-case").click().run()
    assert "case:shot stripe" not in page.session_state
    assert "case:correct mix" not in page.session_state
    assert not page.exception


def test_a_film_over_the_bare_patch(page: AppTest, draw: Draw, shoot: Shoot) -> None:
    """Where the bare patch is pointed at, the stripe is taken for a film over it, and one more coat is weighed."""
    wanted = skin_of(RECIPE, BARE_LAB)
    upload(mixed(page, RECIPE), shoot(drawn(RECIPE, BARE_LAB), wanted, BARE_LAB))
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert said(page).another_coat_delta_e00 is None
    pointed(page, draw, stripe=STRIPE, beside=SKIN, bare=BARE)
    assert not page.error
    stripe = said(page).learned.stripes[-1]
    assert stripe.over is not None
    assert float(delta_e00(stripe.over, BARE_LAB)) < 2 * RESIDUAL_DELTA_E
    assert said(page).another_coat_delta_e00 is not None


def test_a_stripe_that_fits_is_left_alone(page: AppTest, draw: Draw, shoot: Shoot) -> None:
    """Nothing is advised where nothing would be seen."""
    upload(mixed(page, RECIPE), shoot(WANTED, WANTED))
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert said(page).leave_it
    assert words.LEAVE_SEEN in told(page.text)
    assert not any(button.label == words.ADDED for button in page.button)


def test_what_was_done_is_taken_back(corrected: AppTest) -> None:
    """A button pressed by mistake is undone: the mix and the photo are as they were."""
    page = corrected
    before = said(page).residual
    press(page, words.ADDED)
    press(page, words.BACK)
    assert page.session_state["case:correct mix"].mix.recipe == RECIPE
    assert page.session_state["case:correct mix"].tried == ()
    assert said(page).residual == before
    assert not page.exception


def test_something_else_was_added(corrected: AppTest) -> None:
    """What the user added of his own accord is counted in the mix, and the next stripe waited for."""
    page = corrected
    code = pots()[1]
    page.selectbox(key="correct-other-pot").set_value(code)
    page.number_input(key="correct-other-amount").set_value(2)
    press(page, words.OTHERWISE_DONE)
    assert page.session_state["case:correct mix"].mix.recipe == RECIPE | {code: RECIPE[code] + 2}
    assert len(page.session_state["case:correct mix"].tried) == 1


def test_jars_are_remembered_only_if_wanted(corrected: AppTest) -> None:
    """Nothing is written before the user says so; then what the stripes show is kept, and forgotten on demand."""
    page = corrected
    assert own_jars.strengths_of(PALETTE.name) is None
    page.toggle(key="correct-keep-jars").set_value(True).run()
    kept = own_jars.strengths_of(PALETTE.name)
    assert kept is not None
    assert len(kept.history) == 1
    assert kept.shades[pots()[0]].factor > 1 > kept.shades[pots()[1]].factor
    assert f"{PALETTE.shade(pots()[0]).name}: about" in told(page.text)
    page.run()
    assert own_jars.strengths_of(PALETTE.name) == kept
    page.button(key="correct-forget-jars").click().run()
    assert own_jars.strengths_of(PALETTE.name) is None
    assert not page.exception


def test_a_mix_made_anew_keeps_the_jars(corrected: AppTest) -> None:
    """Starting another mix lets its stripes go and not what was remembered."""
    page = corrected
    page.toggle(key="correct-keep-jars").set_value(True).run()
    press(page, words.ADDED)
    press(page, words.ANEW)
    assert page.session_state["case:correct mix"].tried == ()
    assert own_jars.strengths_of(PALETTE.name) is not None
    assert not page.exception


def test_the_work_outlives_the_page(corrected: AppTest) -> None:
    """Another part of the app can be looked at meanwhile; mix, photo and advice are still there afterwards."""
    page = corrected
    before = said(page)
    page.switch_page("tonematch/ui/match/1_photo.py").run()
    page.switch_page(PAGE).run()
    assert not page.exception
    assert said(page) is before
    assert page.session_state["case:correct mix"].mix.recipe == RECIPE
    assert words.NEXT_TITLE in told(page.subheader)


def test_the_recipe_of_the_match_is_taken_over(app: AppTest, with_sample: Callable[[int], AppTest], draw: Draw) -> None:
    """A recipe found in Match becomes the mix, with its palette and the bare patch."""
    with_sample(5)
    app.switch_page("tonematch/ui/match/3_skin.py").run()
    click = json.loads(sample_photos()[4].with_suffix(".json").read_text(encoding="utf-8"))["patch"]["click"]
    draw(app, "skin", ("point", [click]))
    app.switch_page("tonematch/ui/match/4_match.py").run()
    found = app.session_state["case:now"].suggestions
    page = app.switch_page(PAGE).run()
    press(page, words.FROM_MATCH_TAKE)
    mix = page.session_state["case:correct mix"].mix
    assert mix.recipe == found.matches[0].parts
    assert mix.over == found.over
    assert not page.exception


@pytest.mark.parametrize(
    ("places", "problem"),
    [
        ({"stripe": ON_CHART, "beside": SKIN}, "on the colour chart"),
        ({"stripe": STRIPE, "beside": STRIPE}, "lie upon each other"),
        ({"stripe": ON_CLOTH, "beside": SKIN}, "does not show skin"),
    ],
)
def test_a_wrong_place_is_told(
    page: AppTest, draw: Draw, shoot: Shoot, places: Mapping[str, tuple[float, float]], problem: str
) -> None:
    """Places on the chart, upon each other or off the skin are refused in words, and what was right stays."""
    upload(mixed(page, RECIPE), shoot(drawn(RECIPE), WANTED))
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    before = said(page).residual
    pointed(page, draw, "stripe", **places)
    assert problem in told(page.text)
    assert words.RESIDUAL_WAITS in told(page.caption)
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert said(page).residual == before
    assert problem not in told(page.text)


def test_a_photo_without_a_chart_is_told(page: AppTest) -> None:
    """A photo without a chart is refused beside it; the mix stays, and another photo can be chosen."""
    path = next(path for path in sample_photos() if "no-chart" in path.name)
    upload(mixed(page, RECIPE), path.read_bytes(), path.name)
    assert "The colour chart could not be read" in told(page.error)
    assert page.session_state["case:correct mix"].mix.recipe == RECIPE
    press(page, words.ANOTHER)
    assert not page.error
    assert page.file_uploader


def test_what_is_no_photo_is_told(page: AppTest) -> None:
    """A file that is no photo is refused where it was dropped."""
    upload(mixed(page, RECIPE), b"no photo at all", "<b>stripe</b>.png")
    assert "This photo cannot be used" in told(page.error)
    assert "<b>stripe</b>.png" in told(page.text)
    assert page.session_state["case:correct mix"].mix.recipe == RECIPE


def test_an_empty_recipe_waits(page: AppTest, draw: Draw, shoot: Shoot) -> None:
    """Without pots nothing is said of a stripe, and the page says what it waits for."""
    upload(page, shoot(drawn(RECIPE), WANTED))
    pointed(page, draw, stripe=STRIPE, beside=SKIN)
    assert words.MIX_EMPTY in told(page.markdown)
    assert words.RESIDUAL_WAITS in told(page.caption)
    assert not page.exception


def test_a_palette_that_has_gone_is_told(page: AppTest) -> None:
    """A mix of a palette that was deleted meanwhile says so, and another palette can be chosen."""
    page.session_state["case:correct mix"] = Work(Mix("gone", (("X", 1),)), (), "gone")
    page.run()
    assert "The palette cannot be used" in told(page.error)
    page.selectbox[0].set_value(PALETTE.name).run()
    assert not page.error
    assert not page.exception


def test_a_broken_file_of_jars_is_told_and_set_aside(corrected: AppTest) -> None:
    """The stripe is judged all the same, nothing is written over, and the file can be set aside."""
    page = corrected
    path = own_jars.jars_file(PALETTE.name)
    path.parent.mkdir()
    path.write_text("{", encoding="utf-8")
    page.toggle(key="correct-keep-jars").set_value(True).run()
    assert f"{path} is not JSON." in told(page.text)
    assert words.NEXT_TITLE in told(page.subheader)
    assert path.read_text(encoding="utf-8") == "{"
    page.button(key="correct-aside").click().run()
    assert not page.error
    assert own_jars.strengths_of(PALETTE.name) is not None


def test_hostile_names_are_only_shown(page: AppTest) -> None:
    """What the user calls the mix is shown as it is and obeyed nowhere."""
    page.text_input[0].set_value("**bold** <script>alert(1)</script>").run()
    assert not page.exception
    assert "<script>" not in told(page.markdown)


def test_stripes_are_kept_with_a_visit(corrected: AppTest) -> None:
    """A stripe goes to a new visit with its photo; acted upon and kept again, its row tells what was added."""
    home = homes.begin("passphrase", "four quiet green doors")
    page = corrected
    assert record_words.KEEP_LOCKED in told(page.text)
    page.session_state[where.OPEN] = home
    page.run()
    code = next(one for one in page.text_input if str(one.key).startswith("stripes-code-"))
    code.input("K-7").run()
    next(one for one in page.checkbox if str(one.key).startswith("stripes-photo-")).check().run()
    next(one for one in page.checkbox if str(one.key).startswith("rec-agrees-photo")).check().run()
    page.button(key="stripes-keep").click().run()
    assert not page.exception
    assert record_words.STRIPES_KEPT.format(code="K-7", count="1 stripe") in told(page.text)
    (visit,) = kept_visits(home)
    (row,) = visit.corrections
    residual = said(page).residual
    assert (row.delta_e00, row.in_words, row.added) == (residual.delta_e00, residual.in_words, {})
    assert sorted(photo.kind for photo in visit.photos) == ["corrected", "stripe"]
    assert [one.kind for one in visit.measurements] == ["stripe"]
    assert "stripe.png" not in json.dumps(row.document)
    best = said(page).additions[0]
    press(page, words.ADDED)
    page.button(key="stripes-keep").click().run()
    (visit,) = kept_visits(home)
    (row,) = visit.corrections
    assert row.added == {shade.code: float(parts) for shade, parts in best.shades}
    assert record_words.STRIPES_KEPT_ALREADY in told(page.caption)
    press(page, words.BACK)
    assert not [one for one in page.checkbox if str(one.key).startswith("stripes-photo-")]
    page.button(key="stripes-keep").click().run()
    (visit,) = kept_visits(home)
    assert [dict(one.added) for one in visit.corrections] == [{}]
    assert len(visit.photos) == 2


def test_another_client_has_visits_of_their_own(corrected: AppTest) -> None:
    """When another code is typed, the visit chosen before is no choice any more, and nothing breaks."""
    home = homes.begin("passphrase", "four quiet green doors")
    page = corrected
    page.session_state[where.OPEN] = home
    page.run()
    for code in ("K-7", "K-8"):
        next(one for one in page.text_input if str(one.key).startswith("stripes-code-")).input(code).run()
        choice = next(one for one in page.selectbox if str(one.key).startswith("stripes-visit-"))
        assert choice.value == ""
        page.button(key="stripes-keep").click().run()
        assert not page.exception
        assert not page.error
    assert len(kept_visits(home)) == 1


def kept_visits(home: homes.Home) -> list[Visit]:
    """Read the visits of the client of this test."""
    client = find_code(home.record, "K-7")
    assert client is not None
    return [visit for site in client.sites for visit in site.visits]
