"""How much of measured skin the bundled palettes reach: by the script's figures, and tried again on some skins."""

import numpy as np
import pytest

from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import load_palette
from tonematch.reference import read_table

REACHED = 1.0  # ΔE00
BEYOND_PIGMENT = 23.5  # L*; the few skins no mix of these pigments reaches are deeper than this


def test_files_carry_their_coverage() -> None:
    """The creams' mean is 1.0 or less over the whole archive; tinters miss only skins that no pigment mix reaches."""
    creams = load_palette("generic-camouflage").extra["coverage"]
    assert creams["of"] > 15_000
    assert creams["delta_e00_mean"] <= REACHED
    tinters = load_palette("iron-oxide-tinters").extra["coverage"]
    assert tinters["of"] > 15_000
    assert tinters["skins_beyond_1"] == len(tinters["beyond_1_lab"])
    assert all(L < BEYOND_PIGMENT for L, _, _ in tinters["beyond_1_lab"])


@pytest.mark.parametrize("row", range(8, 240, 33))
def test_twelve_drops_reach_any_skin(row: int) -> None:
    """From deep to light, four tinters in at most twelve drops come within ΔE00 1.0."""
    skin = read_table("skin_spectra")["lab"][row]
    best = find_matches(skin, [load_palette("iron-oxide-tinters")], max_shades=4, max_parts=12, top=1)[0]
    assert best.delta_e00 <= REACHED
    assert sum(best.parts.values()) <= 12


def test_black_can_be_dosed() -> None:
    """The weakest black is less than a fiftieth of the full one, so that light mixes hold whole drops of it."""
    palette = load_palette("iron-oxide-tinters")
    full = palette.shade("B").k
    assert full is not None
    weakest = min(
        float(np.mean(shade.k / full)) for shade in palette.shades if shade.code.startswith("B") and shade.k is not None
    )
    assert weakest < 1 / 50


def test_correctors_say_what_they_are_set_against() -> None:
    """Each corrector is modelled, marked as one, and says what it weakens."""
    for shade in load_palette("generic-correctors").shades:
        assert shade.data == "modelled"
        assert shade.role == "corrector"
        assert shade.extra["against"]
