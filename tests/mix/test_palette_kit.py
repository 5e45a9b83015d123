"""Kits: what is owned, what has gone out, and which one shade more would help most."""

from datetime import date
from typing import Any

import pytest

from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.csv_file import palette_to_csv
from tonematch.mix.palettes.kit import best_before, is_expired, kit_findings, mark_owned, owned, unexpired, with_shades
from tonematch.mix.palettes.load import Palette, dump_palette, load_palette
from tonematch.mix.palettes.missing_shade import which_shade_helps_most
from tonematch.mix.palettes.shade import least_known

TODAY = date(2026, 11, 22)


def kit(*pots: dict[str, Any]) -> Palette:
    """Give a palette of these pots."""
    shades = [{"code": f"P{i}", "name": f"Pot {i}", "lab": [60 - i, 8, 18]} | pot for i, pot in enumerate(pots)]
    return load_palette({"name": "own", "data": "measured", "shades": shades})


def codes(palette: Palette) -> list[str]:
    """Give the codes of a palette's shades."""
    return [shade.code for shade in palette.shades]


def test_a_pot_goes_out_by_its_date_or_after_opening() -> None:
    """The earlier of the date printed and of so many months after opening counts; month ends are kept."""
    pots = kit(
        {"expires": "2027-03-31"},
        {"opened": "2026-08-31", "pao_months": 6},
        {"expires": "2026-12-01", "opened": "2026-08-31", "pao_months": 12},
        {"opened": "2026-08-31"},
    ).shades
    limits = [best_before(pot) for pot in pots]
    assert limits == [date(2027, 3, 31), date(2027, 2, 28), date(2026, 12, 1), None]
    assert not is_expired(pots[2], date(2026, 12, 1))
    assert is_expired(pots[2], date(2026, 12, 2))


def test_only_what_is_owned() -> None:
    """Marked pots are kept; where only absent ones are marked, the others are."""
    assert codes(owned(kit({"in_stock": True}, {}, {"in_stock": False}))) == ["P0"]
    assert codes(owned(kit({}, {"in_stock": False}))) == ["P0"]
    with pytest.raises(NoMatchError, match="does not say what is in stock"):
        owned(kit({}, {}))
    with pytest.raises(NoMatchError, match="Nothing of palette 'own' is in stock"):
        owned(kit({"in_stock": False}))


def test_marking_what_is_owned() -> None:
    """The codes named are in stock, the others are not, and an unknown code is told."""
    marked = mark_owned(kit({}, {}), ["P1"])
    assert [shade.in_stock for shade in marked.shades] == [False, True]
    with pytest.raises(PaletteError, match="no shade with the code 'P9'"):
        mark_owned(kit({}), ["P9"])


def test_expired_pots_are_left_out_and_told() -> None:
    """What has gone out is named with date and lot; without it the rest is left, or nothing, which is told."""
    palette = kit({"expires": "2026-11-21", "lot": "A7"}, {"expires": "2026-12-24"}, {"in_stock": False})
    assert codes(unexpired(palette, TODAY)) == ["P1", "P2"]
    told = {finding.code: finding.text for finding in kit_findings(palette, TODAY)}
    assert "P0 (2026-11-21, lot A7)" in told["kit.expired"]
    assert "P1 (2026-12-24)" in told["kit.expires_soon"]
    assert told["kit.out_of_stock"] == "Not in stock: P2."
    with pytest.raises(NoMatchError, match="Every shade of palette 'own' has expired"):
        unexpired(with_shades(palette, palette.shades[:1]), TODAY)


def test_odd_dates_are_told() -> None:
    """A pot opened in the future, and one opened without a limit, are named."""
    told = {finding.code for finding in kit_findings(kit({"opened": "2027-01-01"}), TODAY)}
    assert told == {"kit.opened_ahead", "kit.no_limit"}


def test_kit_keys_go_round(tmp_path) -> None:
    """Opened, months after opening and how a single shade is known survive JSON and CSV."""
    palette = kit({"opened": "2026-08-31", "pao_months": 12, "lot": "007", "data": "swatch"}, {})
    for name, text in (("own.json", dump_palette(palette)), ("own.csv", palette_to_csv(palette))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        pot, other = load_palette(tmp_path / name).shades
        assert (pot.opened, pot.pao_months, pot.lot, pot.data) == ("2026-08-31", 12, "007", "swatch")
        assert other.data == "measured"


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("opened", "yesterday", "opened is 'yesterday', expected a date"),
        ("pao_months", 0, "pao_months is 0, expected 1 to 120"),
        ("data", "guess", "data is 'guess', expected measured or modelled or swatch"),
    ],
)
def test_wrong_kit_values_are_told(key: str, value: object, sentence: str) -> None:
    """A wrong value of a pot is refused with its shade."""
    with pytest.raises(PaletteError, match=sentence):
        kit({key: value})


def test_the_least_known_shade_counts() -> None:
    """A mix is known no better than the least well known of its shades."""
    pots = kit({"data": "modelled"}, {"data": "swatch"}, {}).shades
    assert least_known(pots) == "swatch"
    assert least_known([pots[0], pots[2]]) == "modelled"
    assert least_known([pots[2]]) == "measured"


def test_the_missing_shade_is_found() -> None:
    """Of all candidates the one advised leaves the smallest mean, as a trial of each shows."""
    line = load_palette("generic-camouflage")
    own = owned(mark_owned(line, ["F1C", "F1W", "M2N"]))
    skins = [(66.0, 9.0, 17.0), (40.0, 11.0, 18.0), (35.0, 11.0, 16.0)]
    gains = which_shade_helps_most(skins, own, line.shades)
    assert len(gains) == 21
    best = gains[0]

    def mean_with(code: str) -> float:
        more = with_shades(line, [*own.shades, line.shade(code)])
        return sum(find_matches(skin, [more], top=1)[0].delta_e00 for skin in skins) / len(skins)

    assert best.mean_after == pytest.approx(min(mean_with(gain.shade.code) for gain in gains), abs=0.05)
    assert best.mean_after < best.mean_before
    assert best.helped >= 1
    with pytest.raises(NoMatchError, match="no shade left"):
        which_shade_helps_most(skins, line, line.shades)


def test_palettes_tell_what_was_made_of_their_numbers() -> None:
    """Lab against spectrum, K and S of some only, and an unstated unit are told; nothing odd, nothing told."""
    bands = list(range(400, 701, 10))
    flat = {"reflectance": [0.3] * 31}
    mixed = [
        {"code": "A", "name": "A", "lab": [80, 0, 0], **flat},
        {"code": "B", "name": "B", "k": [0.1] * 31, "s": [1] * 31},
    ]
    told = {finding.code for finding in load_palette({"name": "m", "wavelengths_nm": bands, "shades": mixed}).findings}
    assert told == {"palette.disagree", "palette.mixed_kinds", "palette.ks_unit"}
    assert (
        load_palette({"name": "m", "wavelengths_nm": bands, "shades": [{"code": "A", "name": "A", **flat}]}).findings
        == ()
    )


def test_a_recipe_is_known_no_better_than_its_shades() -> None:
    """A match of a measured palette that takes a shade known from a swatch says swatch."""
    palette = kit({"data": "swatch"}, {"lab": [30, 10, 12]})
    assert find_matches((60, 8, 18), [palette], max_shades=1, top=1)[0].data == "swatch"
    assert find_matches((30, 10, 12), [palette], max_shades=1, top=1)[0].data == "measured"
