"""Make the palettes that come with tonematch, and print how much of measured skin they cover.

Run ``python scripts/make_palettes.py``. Both palettes are modelled: K and S of real single-pigment paints (white PW6,
yellow oxide PY42, red oxide PR101, black PBk7; tonematch/reference/pigments.json) mixed by two-constant Kubelka-Munk.

generic-camouflage: eight depths by three undertones. At each depth cool and warm lie near the ends of the hues that
measured skin of that depth has, at its middle chroma; neutral lies at the middle hue and nearly the fullest chroma.
Pairs of them enclose most skins, so that blends of two reach what lies between. One light neutral is greyer than 99 of
100 skins, for very light skin that is nearly without colour. Each recipe hits its colour exactly
under D65 and is then rounded to whole parts in a thousand.

iron-oxide-tinters: the four pigments at full strength, and each let down in clear carrier. A skin mix
holds 1 to 20 % black, less than one drop in twelve on light skin, so black needs a ladder of dilutions. Clear carrier
and not white, because a let-down in white would bring its white along and turn deep mixes chalky; carrier only makes a
drop count for less.
"""

import argparse
import json
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from tonematch.difference import delta_e00
from tonematch.mix.constants import Constants, opaque_reflectance
from tonematch.mix.layers import contrast_ratio, film_reflectance, thickness_for_contrast
from tonematch.mix.search import compositions
from tonematch.reference import read_table
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

OUT = Path(__file__).parent.parent / "palettes"
PIGMENTS = ("white", "yellow oxide", "red oxide", "black")
DEPTHS = {
    "Fair 1": 75,
    "Fair 2": 68,
    "Medium 1": 60,
    "Medium 2": 53,
    "Tan 1": 45,
    "Tan 2": 38,
    "Deep 1": 30,
    "Deep 2": 23,
}
UNDERTONES = {"cool": (0.1, 0.5), "neutral": (0.5, 0.9), "warm": (0.9, 0.5)}
"""Where between the 1st and 99th percentile of skin's hue and chroma the undertone lies; 0.5 is the median."""
GREYEST = {("Fair 2", "neutral"): (0.5, -0.09)}
"""A place below 0 lies as far beyond the 1st percentile as the same share within."""

COAT_CONTRAST = 0.9
MIDDLE_SHADE = "M2N"
LADDER = {"white": (2, 4), "yellow oxide": (2, 4), "red oxide": (2, 4), "black": (3, 10, 20, 40)}
"""Parts of clear carrier to one of pigment."""

TINTER_CODES = {"white": "W", "yellow oxide": "Y", "red oxide": "R", "black": "B"}
SOURCE = (
    "modelled from K and S fitted to M. 'miciwan' Wronski's reflectance measurements of Kimera paints, PaintMixing, "
    "https://github.com/miciwan/PaintMixing (CC BY 4.0); recipes by scripts/make_palettes.py"
)

Floats = NDArray[np.floating[Any]]


def pigment_constants() -> Constants:
    """Give K and S of the four pigments, (4, 31) each."""
    table = read_table("pigments")["pigments"]
    return Constants(*(np.array([table[name][key] for name in PIGMENTS]) for key in ("k", "s")))


def cream_target(lightness: float, hue_share: float, chroma_share: float) -> Floats:
    """Find the Lab at a place within the range of measured skin."""
    rows = np.array(read_table("skin_gamut")["rows"])
    limits = [float(np.interp(lightness, rows[:, 0], rows[:, column])) for column in range(2, 8)]
    below = 2 * min(chroma_share, 0.0) * (limits[1] - limits[0])
    chroma = float(np.interp(chroma_share, [0, 0.5, 1], limits[:3])) + below
    hue = np.radians(float(np.interp(hue_share, [0, 0.5, 1], limits[3:])))
    return np.array([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])


def cream_parts(target: Floats, pigments: Constants) -> NDArray[np.int64]:
    """Find parts in a thousand of the four pigments whose opaque mix has this Lab, or comes nearest to it."""

    def shares(logs: Floats) -> Floats:
        weights = np.exp(logs - logs.max())
        return np.asarray(weights / weights.sum(), dtype=float)

    def miss(logs: Floats) -> Floats:
        mixed = shares(logs)
        return reflectance_to_lab(opaque_reflectance(mixed @ pigments.k, mixed @ pigments.s)) - target

    found = least_squares(miss, np.log([0.5, 0.3, 0.15, 0.05]))
    return np.maximum(np.rint(1000 * shares(found.x)), 0).astype(np.int64)


def rounded(values: Floats) -> list[float]:
    """Give numbers with five digits that count."""
    return [float(f"{value:.5g}") for value in values]


def shade_entry(code: str, name: str, constants: Constants, **more: object) -> dict[str, Any]:
    """Give one shade as the file holds it."""
    k, s = rounded(constants.k), rounded(constants.s)
    lab = reflectance_to_lab(opaque_reflectance(k, s))
    return {"code": code, "name": name, "lab": np.round(lab, 3).tolist(), **more, "k": k, "s": s}


def cream_shades(pigments: Constants) -> list[dict[str, Any]]:
    """Make the 24 creams, lightest first."""
    entries = []
    for depth, lightness in DEPTHS.items():
        for undertone, place in UNDERTONES.items():
            parts = cream_parts(cream_target(lightness, *GREYEST.get((depth, undertone), place)), pigments)
            shares = parts / parts.sum()
            mixed = Constants(shares @ pigments.k, shares @ pigments.s)
            code = depth[0] + depth[-1] + undertone[0].upper()
            recipe = dict(zip(PIGMENTS, parts.tolist(), strict=True))
            entries.append(shade_entry(code, f"{depth} {undertone}", mixed, pigment_parts=recipe))
    return entries


def tinter_shades(pigments: Constants) -> list[dict[str, Any]]:
    """Make the pigments and their let-downs."""
    entries = []
    for name, k, s in zip(PIGMENTS, *pigments, strict=True):
        index = read_table("pigments")["pigments"][name]["colour_index"]
        for carrier in (0, *LADDER[name]):
            code = TINTER_CODES[name] + (str(carrier) if carrier else "")
            label = name.capitalize() + (f" 1:{carrier} in clear carrier" if carrier else "")
            facts = {"colour_index": index, "carrier_parts": carrier}
            if name == "white" and not carrier:
                facts = {"role": "white", **facts}
            share = 1 / (1 + carrier)
            entries.append(shade_entry(code, label, Constants(k * share, s * share), **facts))
    return entries


def write(name: str, facts: Mapping[str, object], shades: list[dict[str, Any]]) -> None:
    """Write a palette, one shade a line."""
    common = {"data": "modelled", "source": SOURCE, "licence": "CC BY 4.0", "measured_on": "2024"}
    common |= {"instrument": "hand-built spectrophotometer (Hamamatsu C12666MA); surface share of 0.02 taken off"}
    head = {"name": name, **facts, **common, "illuminant": "D65", "observer": "2", "geometry": "specular excluded"}
    head |= {"ks_unit": "per unit thickness in which the white pigment scatters 1", "wavelengths_nm": BANDS_NM.tolist()}
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    rows = ",\n".join(f"  {json.dumps(shade)}" for shade in shades)
    path = OUT / f"{name}.json"
    path.write_text("{\n" + ",\n".join(lines) + ',\n "shades": [\n' + rows + "\n ]\n}\n", encoding="utf-8")
    print(f"{path.name}: {len(shades)} shades, {path.stat().st_size / 1000:.0f} kB")


def all_mixes(shades: list[dict[str, Any]], *, most_shades: int, most_parts: int) -> Floats:
    """Give the Lab of every opaque recipe within the limits, (recipes, 3)."""
    k, s = (np.array([shade[key] for shade in shades]) for key in ("k", "s"))
    labs: list[Floats] = []
    for pots in range(1, most_shades + 1):
        parts = compositions(pots, most_parts)
        sets = (list(chosen) for chosen in combinations(range(len(shades)), pots))
        labs += [reflectance_to_lab(opaque_reflectance(parts @ k[chosen], parts @ s[chosen])) for chosen in sets]
    return np.concatenate(labs)


def print_coverage(title: str, labs: Floats) -> None:
    """Print how near the recipes come to measured skin."""
    skins = np.array(read_table("skin_spectra")["lab"])
    nearest = []
    for skin in skins:
        far = np.abs(labs - skin).max(axis=1)
        nearest.append(float(delta_e00(skin, labs[far <= far.min() + 12]).min()))
    error = np.array(nearest)
    print(
        f"{title}: {len(labs)} recipes, {len(skins)} skins, ΔE00 mean {error.mean():.2f}, 95 % below "
        f"{np.quantile(error, 0.95):.2f}, largest {error.max():.2f}, above 1.0: {(error > 1).sum()}"
    )


def print_coats(creams: list[dict[str, Any]], thickness: float) -> None:
    """Print the hiding power of one, two and three coats of the lightest, middling and deepest cream."""
    for code in ("F1N", MIDDLE_SHADE, "D2N"):
        shade = next(entry for entry in creams if entry["code"] == code)
        ratios = [float(contrast_ratio(shade["k"], shade["s"], thickness=thickness * coats)) for coats in (1, 2, 3)]
        patch = np.full(31, 0.6)
        full = reflectance_to_lab(opaque_reflectance(shade["k"], shade["s"]))
        film = film_reflectance(shade["k"], shade["s"], thickness=2 * thickness, substrate=patch)
        shift = float(delta_e00(full, reflectance_to_lab(film)))
        print(f"{code}: contrast ratio of 1, 2, 3 coats {np.round(ratios, 3).tolist()}; 2 on R 0.6 miss by {shift:.2f}")


def main(*, coverage: bool) -> None:
    """Write both palettes and print their figures."""
    OUT.mkdir(exist_ok=True)
    pigments = pigment_constants()
    creams, tinters = cream_shades(pigments), tinter_shades(pigments)
    middle = next(shade for shade in creams if shade["code"] == MIDDLE_SHADE)
    thickness = float(f"{thickness_for_contrast(middle['k'], middle['s'], ratio=COAT_CONTRAST):.4g}")
    note = f"assumed, not measured: one thin coat of {MIDDLE_SHADE} has a contrast ratio of {COAT_CONTRAST}"
    coat = {"thickness": thickness, "unit": "that of k and s", "basis": note}
    facts = {"title": "Generic camouflage creams", "maker": "none", "line": "Generic", "technique": "camouflage"}
    write("generic-camouflage", {**facts, "coat": coat}, creams)
    facts = {"title": "Iron oxide pigments and tinters", "maker": "none", "line": "Generic iron oxides"}
    write("iron-oxide-tinters", {**facts, "technique": "dermatography", "parts_unit": "drops"}, tinters)
    print_coats(creams, thickness)
    if coverage:
        print_coverage("creams, nearest single shade", all_mixes(creams, most_shades=1, most_parts=1))
        print_coverage("creams, two shades in 8 parts", all_mixes(creams, most_shades=2, most_parts=8))
        print_coverage("tinters, four in 12 drops", all_mixes(tinters, most_shades=4, most_parts=12))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-coverage", action="store_true", help="only write the files")
    main(coverage=not parser.parse_args().no_coverage)
