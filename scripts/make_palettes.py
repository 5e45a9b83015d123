"""Make the palettes that come with tonematch, and print how much of measured skin they cover.

Run ``python scripts/make_palettes.py SHARED`` with the folder that holds ``data/issa_400_700.npz``; without it,
coverage is counted on the 240 skins that come with tonematch. All palettes are modelled: K and S of real single-pigment
paints (tonematch/reference/pigments.json) mixed by two-constant Kubelka-Munk. Their coverage is written into each file.

generic-camouflage: eight depths by three undertones. At each depth cool and warm lie near the ends of the hues that
measured skin of that depth has, at its middle chroma; neutral lies at the middle hue and nearly the fullest chroma.
Pairs of them enclose most skins, so that blends of two reach what lies between. One light neutral is greyer than 99 of
100 skins, for very light skin that is nearly without colour. Each recipe hits its colour exactly
under D65 and is then rounded to whole parts in a thousand.

iron-oxide-tinters: white, yellow oxide, red oxide and black at full strength and let down in clear carrier. A skin mix
holds 1 to 20 % black, less than one drop in twelve on light skin, so black needs a ladder of dilutions. Clear carrier
and not white, because a let-down in white would bring its white along and turn deep mixes chalky; carrier only makes a
drop count for less. One organic orange stands beside them: 89 of 15,208 measured skins, red palms and the deepest
brown, are more colourful than any mix of the four, and with it all but 8 are reached. Of thirteen pigments measured no
three reach seven of those: L* 22 and less with a chroma that matt paint so dark does not have. The steps were found by
climbing from an even ladder, changing one or two dilutions at a time, until four in twelve drops came within ΔE00 1.0
of all but one of the skins that can be reached; ladders of even steps leave 10 to 200 of them farther.

generic-correctors: pastel shades used beneath a camouflage cream to weaken a colour before it is covered. Their colours
are this script's choice (`CORRECTORS`), made of white and the pigments named.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares
from scipy.spatial import cKDTree

from tonematch.difference import delta_e00
from tonematch.mix.film.constants import Constants, opaque_reflectance
from tonematch.mix.film.layers import contrast_ratio, film_reflectance, thickness_for_contrast
from tonematch.mix.search.find import compositions
from tonematch.reference import read_table
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

OUT = Path(__file__).parent.parent / "palettes"
START_SHARES = np.array([0.5, 0.3, 0.15, 0.05])
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
LADDER = {
    "white": (2,),
    "yellow oxide": (2, 4),
    "red oxide": (7, 9),
    "black": (2, 11, 24, 59),
    "orange": (3, 14),
}
"""Parts of clear carrier to one of pigment, beside full strength."""

TINTER_CODES = {"white": "W", "yellow oxide": "Y", "red oxide": "R", "black": "B", "orange": "O"}
CORRECTORS = {
    "Green": ("CG", (74, -14, 16), "redness", ("white", "green", "cold yellow")),
    "Yellow": ("CY", (84, 2, 34), "bluish and violet shadows on fair skin", ("white", "yellow oxide", "cold yellow")),
    "Peach": ("CP", (77, 14, 26), "bluish shadows on fair and medium skin", ("white", "orange", "yellow oxide")),
    "Orange": (
        "CO",
        (62, 30, 40),
        "bluish shadows on tan and deep skin",
        ("white", "orange", "red oxide"),
    ),
    "Terracotta": ("CT", (46, 28, 30), "grey shadows on deep skin", ("white", "orange", "red oxide", "black")),
    "Pink": ("CK", (78, 17, 5), "sallow and greenish tones", ("white", "magenta", "red")),
    "Lavender": ("CL", (76, 7, -11), "yellowish tones", ("white", "violet", "magenta")),
    "White": ("CW", (95, -1, 3), "lightening any shade", ("white", "yellow oxide")),
}
"""Code, Lab, what it is set against, and what it is made of."""

SOURCE = (
    "modelled from K and S fitted to M. 'miciwan' Wronski's reflectance measurements of Kimera paints, PaintMixing, "
    "https://github.com/miciwan/PaintMixing (CC BY 4.0); recipes by scripts/make_palettes.py"
)
SURFACE_TERM = 0.028  # taken off the archive's specular-included spectra, as in scripts/derive_reference.py
NEIGHBOURS = 24  # recipes nearest in Lab whose ΔE00 is taken; the best of them can only err on the safe side

Floats = NDArray[np.floating[Any]]


def pigment_constants(names: Sequence[str]) -> Constants:
    """Give K and S of some pigments, (n, 31) each."""
    table = read_table("pigments")["pigments"]
    return Constants(*(np.array([table[name][key] for name in names]) for key in ("k", "s")))


def cream_target(lightness: float, hue_share: float, chroma_share: float) -> Floats:
    """Find the Lab at a place within the range of measured skin."""
    rows = np.array(read_table("skin_gamut")["rows"])
    limits = [float(np.interp(lightness, rows[:, 0], rows[:, column])) for column in range(2, 8)]
    below = 2 * min(chroma_share, 0.0) * (limits[1] - limits[0])
    chroma = float(np.interp(chroma_share, [0, 0.5, 1], limits[:3])) + below
    hue = np.radians(float(np.interp(hue_share, [0, 0.5, 1], limits[3:])))
    return np.array([lightness, chroma * np.cos(hue), chroma * np.sin(hue)])


def parts_for(target: Floats, pigments: Constants) -> NDArray[np.int64]:
    """Find parts in a thousand of some pigments whose opaque mix has this Lab, or comes nearest to it."""

    def shares(logs: Floats) -> Floats:
        weights = np.exp(logs - logs.max())
        return np.asarray(weights / weights.sum(), dtype=float)

    def miss(logs: Floats) -> Floats:
        mixed = shares(logs)
        return reflectance_to_lab(opaque_reflectance(mixed @ pigments.k, mixed @ pigments.s)) - target

    found = least_squares(miss, np.log(START_SHARES[: len(pigments.k)]))
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
            parts = parts_for(cream_target(lightness, *GREYEST.get((depth, undertone), place)), pigments)
            shares = parts / parts.sum()
            mixed = Constants(shares @ pigments.k, shares @ pigments.s)
            code = depth[0] + depth[-1] + undertone[0].upper()
            recipe = dict(zip(PIGMENTS, parts.tolist(), strict=True))
            entries.append(shade_entry(code, f"{depth} {undertone}", mixed, pigment_parts=recipe))
    return entries


def tinter_shades() -> list[dict[str, Any]]:
    """Make the pigments and their let-downs."""
    entries = []
    for name, k, s in zip(LADDER, *pigment_constants(tuple(LADDER)), strict=True):
        index = read_table("pigments")["pigments"][name]["colour_index"]
        for carrier in (0, *LADDER[name]):
            code = TINTER_CODES[name] + (str(carrier) if carrier else "")
            label = name.capitalize() + (f" 1:{carrier} in clear carrier" if carrier else "")
            facts = ({"colour_index": index} if index else {}) | {"carrier_parts": carrier}
            if name == "white" and not carrier:
                facts = {"role": "white", **facts}
            share = 1 / (1 + carrier)
            entries.append(shade_entry(code, label, Constants(k * share, s * share), **facts))
    return entries


def corrector_shades() -> list[dict[str, Any]]:
    """Make the correctors."""
    entries = []
    for name, (code, lab, against, names) in CORRECTORS.items():
        pigments = pigment_constants(names)
        parts = parts_for(np.array(lab, dtype=float), pigments)
        shares = parts / parts.sum()
        recipe = dict(zip(names, parts.tolist(), strict=True))
        mixed = Constants(shares @ pigments.k, shares @ pigments.s)
        entries.append(shade_entry(code, name, mixed, role="corrector", against=against, pigment_parts=recipe))
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


REACHED = 1.0  # ΔE00
MOST_LISTED = 12
ISSA = "International Skin Spectra Archive (doi 10.6084/m9.figshare.28228571.v4), surface term of 0.028 taken off"


def all_mixes(shades: list[dict[str, Any]], *, most_shades: int, most_parts: int) -> Floats:
    """Give the Lab of every opaque recipe within the limits, (recipes, 3)."""
    k, s = (np.array([shade[key] for shade in shades]) for key in ("k", "s"))
    labs: list[Floats] = []
    for pots in range(1, most_shades + 1):
        parts = compositions(pots, most_parts)
        sets = (list(chosen) for chosen in combinations(range(len(shades)), pots))
        labs += [reflectance_to_lab(opaque_reflectance(parts @ k[chosen], parts @ s[chosen])) for chosen in sets]
    return np.concatenate(labs)


def measured_skins(shared: Path | None) -> tuple[Floats, str]:
    """Give the Lab of measured skins, and where they come from."""
    if shared is None:
        table = read_table("skin_spectra")
        return np.array(table["lab"]), f"240 skins evenly over lightness of the {ISSA}"
    spectra = np.load(shared / "data" / "issa_400_700.npz", allow_pickle=False)["R"].astype(float)
    usable = (spectra.min(axis=1) > SURFACE_TERM + 0.003) & (spectra.max(axis=1) < 0.95)
    return reflectance_to_lab(spectra[usable] - SURFACE_TERM), f"{int(usable.sum())} skins of the {ISSA}"


def coverage(labs: Floats, skins: Floats, source: str, limits: str) -> dict[str, Any]:
    """Count how near the recipes come to measured skins, as the palette file tells it."""
    near = cKDTree(labs).query(skins, k=min(NEIGHBOURS, len(labs)))[1].reshape(len(skins), -1)
    error = delta_e00(skins[:, None, :], labs[near]).min(axis=1)
    beyond = skins[error > REACHED]
    told: dict[str, Any] = {"recipes": limits, "skins": source, "light": "D65, 2 degree observer"}
    told |= {
        "delta_e00_mean": round(float(error.mean()), 2),
        "delta_e00_p95": round(float(np.quantile(error, 0.95)), 2),
    }
    told |= {"delta_e00_max": round(float(error.max()), 2), "skins_beyond_1": len(beyond), "of": len(skins)}
    if 0 < len(beyond) <= MOST_LISTED:
        told["beyond_1_lab"] = np.round(beyond, 1).tolist()
    print(f"{limits}: {len(labs)} recipes, {told}")
    return told


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


def main(shared: Path | None) -> None:
    """Write the palettes and print their figures."""
    OUT.mkdir(exist_ok=True)
    skins, source = measured_skins(shared)
    creams, tinters = cream_shades(pigment_constants(PIGMENTS)), tinter_shades()
    middle = next(shade for shade in creams if shade["code"] == MIDDLE_SHADE)
    thickness = float(f"{thickness_for_contrast(middle['k'], middle['s'], ratio=COAT_CONTRAST):.4g}")
    note = f"assumed, not measured: one thin coat of {MIDDLE_SHADE} has a contrast ratio of {COAT_CONTRAST}"
    coat = {"thickness": thickness, "unit": "that of k and s", "basis": note}
    print_coats(creams, thickness)
    one = all_mixes(creams, most_shades=1, most_parts=1)
    coverage(one, skins, source, "a single shade")
    coverage(all_mixes(creams, most_shades=2, most_parts=4), skins, source, "two shades as 1:1, 2:1 or 3:1")
    reach = coverage(all_mixes(creams, most_shades=2, most_parts=8), skins, source, "two shades in at most 8 parts")
    facts = {"title": "Generic camouflage creams", "maker": "none", "line": "Generic", "technique": "camouflage"}
    write("generic-camouflage", {**facts, "coat": coat, "coverage": reach}, creams)
    facts = {"title": "Generic correctors", "maker": "none", "line": "Generic correctors", "technique": "camouflage"}
    write("generic-correctors", {**facts, "coat": coat}, corrector_shades())
    reach = coverage(all_mixes(tinters, most_shades=4, most_parts=12), skins, source, "four shades in at most 12 drops")
    facts = {"title": "Iron oxide pigments and tinters", "maker": "none", "line": "Generic iron oxides"}
    facts |= {"technique": "dermatography", "parts_unit": "drops"}
    write("iron-oxide-tinters", {**facts, "coverage": reach}, tinters)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared", nargs="?", type=Path, help="the folder that holds data/issa_400_700.npz")
    main(parser.parse_args().shared)
