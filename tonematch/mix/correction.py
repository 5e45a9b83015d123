"""What to add to a mix when its test stripe does not yet look like the skin beside it.

The model is trusted for the direction and size of a change, not for the absolute colour: the shift it predicts when
parts are added is laid on the colour measured at the stripe, so that whatever the stripe shows (strength of the
shades, thickness of the coat, the light of the photo) is carried along.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.mix.kubelka_munk import predict_mix
from tonematch.mix.shade import Palette, Shade
from tonematch.mix.words import Parts, in_words, split

MAX_ADDED_PARTS = 4
WORTH_ADDING_DELTA_E00 = 0.3  # a smaller gain is lost in the scatter of one drop, and of one photo


@dataclass(frozen=True)
class Residual:
    """How far the stripe is from the skin, both Lab; positive parts: the stripe is lighter, stronger, yellower."""

    stripe: Lab
    skin: Lab
    delta_e00: float
    difference: Parts
    in_words: str


@dataclass(frozen=True, eq=False)
class Addition:
    """One way to go on from the mix.

    Parameters
    ----------
    shade, parts
        What to add to the mix, in the parts it was mixed in.
    recipe
        Codes and parts of the whole mix after adding.
    expected
        Colour expected at the stripe after adding.
    expected_delta_e00
        ΔE00 expected between that and the skin.
    """

    shade: Shade
    parts: int
    recipe: Mapping[str, int]
    expected: Lab
    expected_delta_e00: float


@dataclass(frozen=True, eq=False)
class Correction:
    """The residual, and the additions that reduce it, best first; none of them when leaving the mix alone is best."""

    residual: Residual
    recipe: Mapping[str, int]
    additions: tuple[Addition, ...]

    @property
    def leave_it(self) -> bool:
        """Whether nothing that could be added helps."""
        return not self.additions


def residual_between(stripe: Sequence[float], skin: Sequence[float]) -> Residual:
    """Compare the stripe with the skin beside it, both Lab."""
    seen, wanted = lab_from(stripe), lab_from(skin)
    return Residual(
        stripe=seen,
        skin=wanted,
        delta_e00=float(delta_e00(wanted, seen)),
        difference=split(wanted, seen),
        in_words=in_words(wanted, seen),
    )


def suggest_correction(  # noqa: PLR0913  # two colours, the mix, and two limits
    stripe: Sequence[float],
    skin: Sequence[float],
    palette: Palette,
    recipe: Mapping[str, int],
    *,
    max_added: int = MAX_ADDED_PARTS,
    top: int = 3,
) -> Correction:
    """Find what to add to a mix so that its stripe comes closest to the skin.

    Parameters
    ----------
    stripe, skin
        Lab measured at the test stripe and at the skin beside it, in one photo.
    recipe
        Codes and whole parts of the mix the stripe was made with.
    max_added
        At most this many parts of one shade are added.
    top
        How many additions to give, each of another shade.

    Raises
    ------
    PaletteError
        When the palette lacks a shade of the recipe.
    NoMatchError
        When the recipe is empty.
    """
    residual = residual_between(stripe, skin)
    steps = range(1, max_added + 1)
    model_misses = np.asarray(residual.stripe) - np.asarray(predict_mix(palette, recipe).lab)
    best_per_shade = (
        min(
            (_addition(residual.skin, palette, recipe, (shade, parts), model_misses) for parts in steps),
            key=lambda addition: addition.expected_delta_e00,
        )
        for shade in palette.shades
        if shade.in_stock is not False
    )
    acceptable = residual.delta_e00 - WORTH_ADDING_DELTA_E00
    helpful = sorted(
        (addition for addition in best_per_shade if addition.expected_delta_e00 <= acceptable),
        key=lambda addition: (addition.expected_delta_e00, addition.parts, addition.shade.code),
    )
    return Correction(residual=residual, recipe=dict(recipe), additions=tuple(helpful[:top]))


def _addition(
    skin: Lab, palette: Palette, recipe: Mapping[str, int], added: tuple[Shade, int], model_misses: FloatArray
) -> Addition:
    shade, parts = added
    after = {**recipe, shade.code: recipe.get(shade.code, 0) + parts}
    expected = lab_from(np.asarray(predict_mix(palette, after).lab) + model_misses)
    return Addition(
        shade=shade,
        parts=parts,
        recipe=after,
        expected=expected,
        expected_delta_e00=float(delta_e00(skin, expected)),
    )
