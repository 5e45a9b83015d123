"""What a mix of a palette's shades will look like: opaque, or as a film over a patch."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.errors import NoMatchError, PaletteError
from tonematch.mix.film.constants import Constants, k_over_s, opaque_reflectance
from tonematch.mix.film.layers import film_reflectance, thickness_for_contrast
from tonematch.mix.film.recover import recover_reflectance
from tonematch.mix.palettes.shade import Palette
from tonematch.spectrum import reflectance_to_lab

COAT_CONTRAST = 0.9
"""Contrast ratio one thin coat of a middling shade is taken to have where the palette does not say: an assumption."""

TWO_CONSTANT = "two-constant Kubelka-Munk"
SINGLE_CONSTANT = "single-constant Kubelka-Munk"
RECOVERED = "single-constant Kubelka-Munk on reflectance recovered from Lab"


@dataclass(frozen=True, eq=False)
class Mix:
    """The colour predicted of a recipe.

    Parameters
    ----------
    lab
        D65, 2°, specular excluded.
    reflectance
        In the 31 bands, 0-1, read-only.
    method
        The mixing model in words; it depends on how the shades are known.
    """

    lab: Lab
    reflectance: FloatArray
    method: str

    def __post_init__(self) -> None:
        self.reflectance.flags.writeable = False

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.reflectance.flags.writeable = False


@dataclass(frozen=True, eq=False)
class Film:
    """So many coats over a substrate of known reflectance (31,)."""

    substrate: FloatArray
    coats: int


def mixing_method(palette: Palette) -> str:
    """Name the model a palette's data allow."""
    if all(shade.k is not None and shade.s is not None for shade in palette.shades):
        return TWO_CONSTANT
    return RECOVERED if any(shade.recovered for shade in palette.shades) else SINGLE_CONSTANT


def mixing_constants(palette: Palette) -> Constants:
    """Give K and S of every shade, (shades, 31), tinting strength included.

    Where one shade's K and S are unknown, all of the palette get S = 1 and K = K/S of their reflectance, because the
    two kinds do not add up with each other.
    """
    strength = np.array([shade.tinting_strength for shade in palette.shades])[:, None]
    known = [(shade.k, shade.s) for shade in palette.shades if shade.k is not None and shade.s is not None]
    if len(known) == len(palette.shades):
        return Constants(np.array([k for k, _ in known]) * strength, np.array([s for _, s in known]) * strength)
    ratio = k_over_s(np.array([shade.reflectance for shade in palette.shades]))
    return Constants(ratio * strength, np.ones_like(ratio) * strength)


def coat_thickness(palette: Palette) -> float:
    """Give the thickness of one coat, in the palette's own unit or as assumed from a contrast ratio of 0.9."""
    if palette.coat_thickness is not None and mixing_method(palette) == TWO_CONSTANT:
        return palette.coat_thickness
    return thickness_that_hides(palette, COAT_CONTRAST)


def thickness_that_hides(palette: Palette, ratio: float) -> float:
    """Find the thickness at which the palette's middling shade has this contrast ratio, between 0 and 1."""
    constants = mixing_constants(palette)
    depth = opaque_reflectance(*constants).mean(axis=-1)
    middling = int(np.argsort(depth)[len(depth) // 2])
    return thickness_for_contrast(constants.k[middling], constants.s[middling], ratio=ratio)


def reflectance_of(constants: Constants, *, film: Film | None, thickness: float) -> FloatArray:
    """Give the reflectance (..., 31) of mixed K and S, opaque or as a film of the given thickness a coat."""
    if film is None:
        return opaque_reflectance(constants.k, constants.s)
    return film_reflectance(constants.k, constants.s, thickness=thickness * film.coats, substrate=film.substrate)


def mix_constants(constants: Constants, sets: NDArray[np.int64], parts: NDArray[np.int64]) -> Constants:
    """Add up K and S for shade sets (M, pots), each in each of the parts (P, pots): (M, P, 31) of each."""
    shares = parts / parts.sum(axis=1, keepdims=True)
    return Constants(shares @ constants.k[sets], shares @ constants.s[sets])


def predict_mix(palette: Palette, parts: Mapping[str, float], *, over: ArrayLike | None = None, coats: int = 2) -> Mix:
    """Predict the colour of a recipe.

    Parameters
    ----------
    palette
        Where the codes are looked up.
    parts
        Parts by weight by shade code, such as ``{"F1C": 3, "F1W": 1}``.
    over
        Lab of the patch beneath a film of so many coats; without it the mix is opaque.
    coats
        Thin coats, where `over` is given.

    Raises
    ------
    PaletteError
        If a code is not in the palette.
    NoMatchError
        If there are no parts, or they are not numbers above 0.
    """
    shares = np.zeros(len(palette.shades))
    for code, amount in parts.items():
        shares[shade_index(palette, code)] += checked_amount(code, amount)
    if not shares.any():
        raise NoMatchError("The recipe is empty.", code="recipe.empty", hint="Name at least one shade and its parts.")
    shares /= shares.sum()
    constants = mixing_constants(palette)
    mixed = Constants(shares @ constants.k, shares @ constants.s)
    film = film_over(over, coats) if over is not None else None
    reflectance = reflectance_of(mixed, film=film, thickness=coat_thickness(palette) if film else 0.0)
    return Mix(lab_from(reflectance_to_lab(reflectance)), reflectance, mixing_method(palette))


def film_over(over: ArrayLike, coats: int) -> Film:
    """Make the film over a patch of this Lab."""
    return Film(recover_reflectance(over), coats)


def checked_amount(code: str, amount: float) -> float:
    """Give an amount back if it is a number above 0.

    Raises
    ------
    NoMatchError
        Naming the shade and the amount.
    """
    number = isinstance(amount, int | float | np.number) and not isinstance(amount, bool)
    if not number or not np.isfinite(amount) or not 0 < amount < 1e9:
        raise NoMatchError(
            f"The recipe gives {amount!r} parts of {code}, expected a number above 0.",
            code="recipe.parts",
            hint="Write parts as in 'F1C=3,F1W=1'.",
        )
    return float(amount)


def shade_index(palette: Palette, code: str) -> int:
    """Find a shade by its code; letter case does not matter where only one shade fits.

    Raises
    ------
    PaletteError
        Naming the codes nearest to it.
    """
    codes = [shade.code for shade in palette.shades]
    if code in codes:
        return codes.index(code)
    folded = [known.casefold() for known in codes]
    wanted = str(code).strip().casefold()
    if folded.count(wanted) == 1:
        return folded.index(wanted)
    near = [codes[folded.index(match)] for match in get_close_matches(wanted, folded, n=3, cutoff=0.5)]
    hint = (
        f"Did you mean {' or '.join(near)}?"
        if near
        else f"Its codes are {', '.join(codes[:12])}{'…' * (len(codes) > 12)}."
    )
    raise PaletteError(f"Palette '{palette.name}' has no shade with the code '{code}'.", code="palette.code", hint=hint)
