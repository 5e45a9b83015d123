"""Close the loop many times on simulated jars, and print how far stripe and skin lie apart after each correction.

Run ``python -m scripts.simulate_correction [RUNS]`` from the repository. It writes nothing.

After that it follows shops through successive clients, each a stripe: how far the first mix of the next client lies
from the skin when it is chosen with what the stripes so far have told of the jars.

Each run takes a measured skin and a shop whose jars are not as the palette says: every shade's true strength is drawn
between 0.7 and 1.3 of the stated one, every pour is off by 8 %, the film by 20 %. A photo has an error that is the
same on stripe and skin, of the size that its stated uncertainty says, and a small one on each. The skin is measured in
one such photo, matched, mixed, drawn, photographed and corrected; then corrected once more. What is printed is the true
ΔE00 between stripe and skin: no photo in between. The jars mix exactly as two-constant Kubelka-Munk says, so model
error comes on top, of which each further stripe takes off what is common to all stripes of a mix.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, Lab, lab_from
from tonematch.difference import delta_e00
from tonematch.mix.film.kubelka_munk import film_over
from tonematch.mix.film.strengths import Strengths, strengths_from, with_strengths
from tonematch.mix.loop.bottles import bottles_of, whitener
from tonematch.mix.loop.correction import suggest_correction
from tonematch.mix.loop.learning import RADIUS_95, learn
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.match import find_matches
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

WEAKEST, STRONGEST = 0.7, 1.3
DOSE_SD, FILM_SD, COAT_SD = 0.08, 0.2, 0.1  # of ln amount and ln thickness
PATCH, PATCH_SD = np.array([84.0, 4.0, 10.0]), np.array([2.0, 1.0, 1.5])
COATS = 2


@dataclass(frozen=True)
class Condition:
    """What is mixed, on what, and how well photos tell colours.

    Parameters
    ----------
    palette, shades, parts
        What may be mixed.
    over_patch
        Whether the stripe is a film over a light patch, or opaque.
    uncertainty
        ΔE00 that holds 95 of 100 photos, as the photo says of itself; the same on stripe and skin.
    nearby_sd
        ΔE00 along each direction by which either is misread apart from the other.
    """

    palette: str = "generic-camouflage"
    shades: int = 2
    parts: int = 8
    over_patch: bool = False
    uncertainty: float = 2.0
    nearby_sd: float = 0.2


CONDITIONS = {
    "2 creams, opaque": Condition(),
    "2 creams, over a light patch": Condition(over_patch=True),
    "3 creams, opaque": Condition(shades=3),
    "3 creams, over a light patch": Condition(shades=3, over_patch=True),
    "2 creams, poor photo": Condition(uncertainty=4.0),
    "2 creams, grainy photo": Condition(nearby_sd=0.4),
    "3 pigments in 12 drops": Condition(palette="iron-oxide-tinters", shades=3, parts=12),
    "4 pigments in 16 drops": Condition(palette="iron-oxide-tinters", shades=4, parts=16),
}

LEARNING = ("2 creams, opaque", "2 creams, over a light patch", "4 pigments in 16 drops")
LEARNED_FROM = (0, 3, 10)  # stripes


@dataclass(eq=False)
class Shop:
    """A skin, jars that are not as stated, and what stands in the dish."""

    palette: Palette
    condition: Condition
    random: np.random.Generator
    skin: FloatArray
    patch: Lab | None
    strengths: FloatArray
    film: float
    dish: FloatArray

    def pour(self, parts: Mapping[str, int]) -> None:
        """Pour into the dish, each shade a little more or less than wanted."""
        for place, shade in enumerate(self.palette.shades):
            wanted = parts.get(shade.code, 0)
            self.dish[place] += wanted * np.exp(self.random.normal(0, DOSE_SD)) if wanted else 0.0

    def draw(self) -> FloatArray:
        """Draw a stripe of what is in the dish, and give its true Lab."""
        held = np.flatnonzero(self.dish)
        thicker = np.log(self.film) + self.random.normal(0, COAT_SD)
        logs = np.append(np.log(self.dish[held] * self.strengths[held]), thicker)
        film = None if self.patch is None else film_over(self.patch, COATS)
        return np.asarray(bottles_of(self.palette).labs(held.tolist(), logs[None], film)[0], dtype=float)

    def off_by(self, sd: float) -> FloatArray:
        """Draw an error of so many ΔE00 along each direction."""
        error: FloatArray = np.linalg.solve(whitener(lab_from(self.skin)), self.random.normal(0, sd, 3))
        return error

    def photo(self, stripe: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Photograph a stripe beside the skin: both Lab as measured."""
        common = self.off_by(self.condition.uncertainty / RADIUS_95)
        nearby = self.condition.nearby_sd
        return stripe + common + self.off_by(nearby), self.skin + common + self.off_by(nearby)


def open_shop(condition: Condition, random: np.random.Generator) -> Shop:
    """Draw a skin, a patch and jars."""
    palette = load_palette(condition.palette)
    skins = reflectance_to_lab(np.array(read_table("skin_spectra")["reflectance"]))
    count = len(palette.shades)
    return Shop(
        palette=palette,
        condition=condition,
        random=random,
        skin=skins[random.integers(len(skins))],
        patch=lab_from(PATCH + random.normal(0, PATCH_SD)) if condition.over_patch else None,
        strengths=random.uniform(WEAKEST, STRONGEST, count),
        film=float(np.exp(random.normal(0, FILM_SD))),
        dish=np.zeros(count),
    )


def first_recipe(shop: Shop, palette: Palette) -> dict[str, int]:
    """Photograph the skin and take the product's first recipe for it, from a palette as the shop believes it to be."""
    _, measured = shop.photo(shop.skin)
    limits = shop.condition
    best, *_ = find_matches(
        measured,
        [palette],
        over=shop.patch,
        max_shades=limits.shades,
        max_parts=limits.parts,
        technique="camouflage",
        top=1,
    )
    return dict(best.parts)


def close_the_loop(condition: Condition, seed: int, corrections: int = 2) -> list[float]:
    """Give the true ΔE00 between stripe and skin before any correction and after each."""
    shop = open_shop(condition, np.random.default_rng(seed))
    recipe = first_recipe(shop, shop.palette)
    step = dict(recipe)
    said = None
    apart = []
    for _ in range(corrections + 1):
        shop.pour(step)
        true = shop.draw()
        apart.append(float(delta_e00(shop.skin, true)))
        stripe, skin = shop.photo(true)
        said = suggest_correction(
            stripe,
            skin,
            shop.palette,
            recipe,
            over=shop.patch,
            coats=COATS,
            uncertainty=condition.uncertainty,
            before=() if said is None else said.learned.stripes,
        )
        step = {} if said.leave_it else {shade.code: parts for shade, parts in said.additions[0].shades}
        recipe = recipe if said.leave_it else dict(said.additions[0].recipe)
    return apart


def simulate(condition: Condition, runs: int) -> NDArray[np.float64]:
    """Give the true ΔE00 of so many runs, (runs, 3): before any correction, after one, after two."""
    return np.array([close_the_loop(condition, seed) for seed in range(runs)])


def follow_clients(condition: Condition, seed: int, clients: int) -> list[float]:
    """Give the true ΔE00 of the first mix of each client of one shop, each teaching its jars by one stripe."""
    random = np.random.default_rng(seed)
    shop = open_shop(condition, random)
    skins = reflectance_to_lab(np.array(read_table("skin_spectra")["reflectance"]))
    nominal = shop.palette
    known = Strengths(nominal.name, {})
    apart = []
    for client in range(clients):
        shop.skin, shop.dish = skins[random.integers(len(skins))], np.zeros(len(nominal.shades))
        recipe = first_recipe(shop, with_strengths(nominal, known))
        shop.pour(recipe)
        true = shop.draw()
        apart.append(float(delta_e00(shop.skin, true)))
        stripe, skin = shop.photo(true)
        drawn = Stripe(
            recipe, lab_from(stripe), lab_from(skin), shop.patch, COATS, condition.uncertainty, mix=f"client {client}"
        )
        known = strengths_from(learn(bottles_of(nominal), (*known.history, drawn)))
    return apart


def print_learning(runs: int) -> None:
    """Print how the first mix improves as stripes teach a shop its jars."""
    print(f"\ntrue ΔE00 of the first mix after so many stripes of other clients, {runs} shops: median (mean)")
    print(f"{'condition':32}" + "".join(f"{stripes:>14}" for stripes in LEARNED_FROM))
    for name in LEARNING:
        errors = np.array([follow_clients(CONDITIONS[name], seed, max(LEARNED_FROM) + 1) for seed in range(runs)])
        cells = [f"{np.median(errors[:, at]):.2f} ({errors[:, at].mean():.2f})" for at in LEARNED_FROM]
        print(f"{name:32}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    print(f"true ΔE00 between stripe and skin, {wanted} runs each: median (nine of ten below)")
    print(f"{'condition':32}{'as mixed':>14}{'corrected':>14}{'twice':>14}")
    for name, condition in CONDITIONS.items():
        errors = simulate(condition, wanted)
        pairs = zip(np.median(errors, axis=0), np.percentile(errors, 90, axis=0), strict=True)
        cells = [f"{middle:.2f} ({most:.2f})" for middle, most in pairs]
        print(f"{name:32}" + "".join(f"{cell:>14}" for cell in cells), flush=True)
    print_learning(wanted)
