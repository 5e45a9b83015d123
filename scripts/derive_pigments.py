"""Derive K and S of single-pigment paints from their measured reflectance.

Run ``python scripts/derive_pigments.py SHARED`` with the folder that holds ``data/pigments/masstone.json`` and
``mix1.json``: Kimera paints, each measured three times at full strength and in one mix with white, parts by weight
(M. "miciwan" Wronski, PaintMixing, https://github.com/miciwan/PaintMixing, data CC BY 4.0).

Which surface correction
------------------------
The paints dry matt: part of the light mirrored at their surface is scattered into the reading, so that black reads a
flat 0.028-0.033 and no mix of the iron oxides and black comes near the deepest skins, whose spectra are freed of
such a surface term (0.028 of skin). The share k1 = 0.02 is therefore taken off every reading before the fit and not put
back when a mix is predicted: specular excluded, as skin, photos and palettes are here. It must stay below the darkest
reading, 0.022: at 0.03 nine bands of black are used up, its S falls to nothing and its K means nothing. The script
prints the evidence for k1 from 0 to 0.03: smallest S of black, bands of black below k1, how far skin-like mixes move
with k1 put back (ΔE00 0.2 or less up to 0.02: there the choice is harmless), and how far the deepest measured skins
are out of reach of white, the two oxides and black (ΔE00 about 4 at 0, reached at 0.02).
k2 = 0.5 stands in tonematch/mix/film/constants.py.

What is not trusted
-------------------
The instrument's lamp is weak below 410 nm: a yellow that reflects 0.06 at 420 nm reads 0.17 at 400 nm. K and S of
every paint but white are therefore held below 420 nm at their value for 420 nm. S is never below 0.001 of white's.
"""

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from tonematch.difference import delta_e00
from tonematch.mix.film.constants import SURFACE_K2, Constants, constants_from_let_down, k_over_s, opaque_reflectance
from tonematch.reference import read_table
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

OUT = Path(__file__).parent.parent / "tonematch" / "reference" / "pigments.json"
TRUSTED_FROM_NM = 420
COLOUR_INDEX = {
    "white": "PW6",
    "yellow oxide": "PY42",
    "red oxide": "PR101",
    "black": "PBk7",
}
SKIN_LIKE = [(0.93, 0.03, 0.02, 0.02), (0.7, 0.18, 0.1, 0.02), (0.5, 0.3, 0.16, 0.04), (0.25, 0.35, 0.32, 0.08)]
SKIN_LIKE += [(0.05, 0.3, 0.5, 0.15)]
SURFACE_K1 = 0.02  # below the darkest reading; the docstring says why

Floats = NDArray[np.floating[Any]]
Reading = tuple[dict[str, float], Floats]


def read_paints(path: Path) -> dict[str, Reading]:
    """Give each paint's parts and its reflectance in the 31 bands, mean of three readings, 0-1."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    wavelengths = np.array(entries[0]["values"])
    readings: dict[str, list[Reading]] = {}
    for entry in entries[1:]:
        parts = entry.get("components", {entry["name"]: 1.0})
        colour = next((name for name in parts if name != "white"), "white")
        bands = np.interp(BANDS_NM, wavelengths, entry["reflectance"]) / 100
        readings.setdefault(colour, []).append((parts, bands))
    return {name: (rows[0][0], np.mean([row[1] for row in rows], axis=0)) for name, rows in readings.items()}


def held_below(values: Floats) -> Floats:
    """Hold the bands that are not trusted at the first that is."""
    first = int(np.searchsorted(BANDS_NM, TRUSTED_FROM_NM))
    held = values.copy()
    held[:first] = held[first]
    return held


def fit(masstones: dict[str, Reading], mixes: dict[str, Reading]) -> dict[str, Constants]:
    """Fit K and S of every paint, white's S = 1 in every band."""
    white = Constants(k_over_s(masstones["white"][1]), np.ones(BANDS_NM.size))
    fitted = {"white": white}
    for name, (parts, let_down) in mixes.items():
        pair = (parts[name], parts["white"])
        raw = constants_from_let_down(masstones[name][1], let_down, parts=pair, white=white)
        fitted[name] = Constants(held_below(raw.k), held_below(raw.s))
    return fitted


def mixed(fitted: dict[str, Constants], parts: dict[str, float]) -> Floats:
    """Predict the opaque reflectance of parts by weight."""
    total = sum(parts.values())
    k = sum((share / total * fitted[name].k for name, share in parts.items()), start=np.zeros(BANDS_NM.size))
    s = sum((share / total * fitted[name].s for name, share in parts.items()), start=np.zeros(BANDS_NM.size))
    return opaque_reflectance(k, s)


def without_mirror(paints: dict[str, Reading], k1: float) -> dict[str, Reading]:
    """Take the mirrored share off all readings."""
    return {name: (parts, (seen - k1) / (1 - k1)) for name, (parts, seen) in paints.items()}


def out_of_reach(fitted: dict[str, Constants]) -> float:
    """Give the mean ΔE00 by which continuous mixes of the four pigments miss the twelve deepest measured skins."""
    skins = np.array(read_table("skin_spectra")["lab"])[:12]
    return float(np.mean([nearest_mix(fitted, skin)[1] for skin in skins]))


def nearest_mix(fitted: dict[str, Constants], lab: Floats) -> tuple[dict[str, float], float]:
    """Find the shares of the four pigments that come nearest to a Lab, and the ΔE00 left."""

    def shares(logs: Floats) -> dict[str, float]:
        weights = np.exp(logs) / np.exp(logs).sum()
        return dict(zip(COLOUR_INDEX, weights.tolist(), strict=True))

    def miss(logs: Floats) -> Floats:
        gap: Floats = reflectance_to_lab(mixed(fitted, shares(logs))) - lab
        return np.append(gap, 1e-4 * logs)

    best = shares(least_squares(miss, np.log([0.5, 0.3, 0.15, 0.05])).x)
    return best, float(delta_e00(lab, reflectance_to_lab(mixed(fitted, best))))


def print_evidence(masstones: dict[str, Reading], mixes: dict[str, Reading]) -> None:
    """Print what k1 does to black and to skin-like mixes."""
    base: Floats | None = None
    for k1 in (0.0, 0.01, 0.02, 0.025, 0.03):
        below = int((masstones["black"][1] <= k1).sum())
        fitted = fit(without_mirror(masstones, k1), without_mirror(mixes, k1))
        parts = [dict(zip(COLOUR_INDEX, shares, strict=True)) for shares in SKIN_LIKE]
        lab = reflectance_to_lab(np.array([mixed(fitted, recipe) * (1 - k1) + k1 for recipe in parts]))
        base = lab if base is None else base
        moved = np.round(delta_e00(base, lab), 2).tolist()
        print(
            f"k1 {k1:.3f}: black's S >= {fitted['black'].s.min():.3f}, bands of black below k1: {below}, "
            f"skin-like mixes move {moved}, deepest skins out of reach by {out_of_reach(fitted):.2f}"
        )


def print_reproduction(masstones: dict[str, Reading], mixes: dict[str, Reading], fitted: dict[str, Constants]) -> None:
    """Print how far prediction is from every measurement the fit has seen."""
    for name in fitted:
        rows = [masstones[name]] + ([mixes[name]] if name in mixes else [])
        errors = [delta_e00(reflectance_to_lab(seen), reflectance_to_lab(mixed(fitted, parts))) for parts, seen in rows]
        print(f"{name:18s} reproduces masstone, mix at ΔE00", [round(float(error), 3) for error in errors])


def print_comparison(path: Path, fitted: dict[str, Constants]) -> None:
    """Print how alike the shape of log K is to an earlier fit that used k1 = 0.03, k2 = 0.65."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {(row[0], row[1]): np.array(row[2:], dtype=float) for row in list(csv.reader(lines))[1:]}
    for name in COLOUR_INDEX:
        theirs, ours = rows[name, "K"][2:] / rows[name, "S"][2:], (fitted[name].k / fitted[name].s)[2:]
        alike = np.corrcoef(np.log(theirs), np.log(ours))[0, 1]
        print(f"{name:18s} log K/S correlates with the earlier fit at {alike:.3f}")


def write(fitted: dict[str, Constants]) -> None:
    """Write the table, one pigment's K or S a line."""
    table: dict[str, Any] = {
        "what": "K and S of single-pigment paints per 10 nm band, opaque layers, white's S = 1, parts by weight",
        "source": "fitted to M. 'miciwan' Wronski, PaintMixing, https://github.com/miciwan/PaintMixing (Kimera paints)",
        "licence": "CC BY 4.0",
        "made_by": "scripts/derive_pigments.py",
        "surface": {"k1_taken_off": SURFACE_K1, "k2": SURFACE_K2, "specular": "excluded"},
        "wavelengths_nm": BANDS_NM.tolist(),
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in table.items()]
    pigments = []
    for name, (k, s) in fitted.items():
        index = json.dumps(COLOUR_INDEX.get(name))
        k_text, s_text = (json.dumps([float(f"{value:.5g}") for value in values]) for values in (k, s))
        pigments.append(f'  {json.dumps(name)}: {{"colour_index": {index},\n   "k": {k_text},\n   "s": {s_text}}}')
    lines.append(' "pigments": {\n' + ",\n".join(pigments) + "\n }")
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


def main(shared: Path) -> None:
    """Fit, print the evidence, write the table."""
    folder = shared / "data" / "pigments"
    masstones, mixes = read_paints(folder / "masstone.json"), read_paints(folder / "mix1.json")
    print_evidence(masstones, mixes)
    masstones, mixes = without_mirror(masstones, SURFACE_K1), without_mirror(mixes, SURFACE_K1)
    fitted = fit(masstones, mixes)
    print_reproduction(masstones, mixes, fitted)
    print_comparison(folder / "kimera_ks_fit_reference.csv", fitted)
    write(fitted)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
