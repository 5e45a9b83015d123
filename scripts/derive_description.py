"""Derive what the description of skin compares with: hue by lightness, pigment indices from colour, the Monk scale.

Run ``python scripts/derive_description.py SHARED`` with the folder that holds ``data/issa_400_700.npz``
(International Skin Spectra Archive, doi 10.6084/m9.figshare.28228571.v4, CC BY 4.0). It prints how well each table
serves people it was not made from: a third of the people, kept apart.
"""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray
from tonematch.measure.description.pigment_estimate import features
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

OUT = Path(__file__).parent.parent / "tonematch" / "reference"
SURFACE_TERM = 0.028  # as in derive_reference.py: the mirrored share in ISSA's specular-included spectra
SHARES = np.array([0.01, 0.025, *np.arange(0.05, 0.96, 0.05), 0.975, 0.99])
LIGHTNESS = np.arange(16.0, 80.0, 2.0)
BANDWIDTH = 2.5  # sd in L*: half of it is what a good photo tells L* to
FEWEST_PEOPLE = 12.0  # votes within the bandwidth; fewer cannot tell the quarters
HELD_OUT = 3  # one in so many people
PALM = 11  # the archive's number of the site
ISSA = (
    "International Skin Spectra Archive: Lu et al., Scientific Data 12 (2025) 487, "
    "doi 10.6084/m9.figshare.28228571.v4; specular-included spectra less a surface term of 0.028"
)
DAWSON = (
    "J. B. Dawson et al., A theoretical and experimental study of light absorption and scattering by in vivo skin, "
    "Physics in Medicine and Biology 25 (1980) 695-709, doi 10.1088/0031-9155/25/4/008"
)
MONK = (
    "E. Monk, The Monk Skin Tone Scale (2019), https://skintone.google, doi 10.31235/osf.io/pdf4c; "
    "ten tones as published in sRGB hexadecimal"
)
MONK_HEX = (
    "#f6ede4",
    "#f3e7db",
    "#f7ead0",
    "#eadaba",
    "#d7bd96",
    "#a07e56",
    "#825c43",
    "#604134",
    "#3a312a",
    "#292420",
)


class Skins(NamedTuple):
    """Measured skins: reflectance (n, 31), Lab (n, 3), person (n,), who is kept apart (n,), and palms (n,)."""

    reflectance: FloatArray
    lab: FloatArray
    person: NDArray[Any]
    held_out: NDArray[np.bool_]
    palm: NDArray[np.bool_]


def read_skins(shared: Path) -> Skins:
    """Read the archive without the surface term, dropping what is no plausible skin."""
    archive = np.load(shared / "data" / "issa_400_700.npz", allow_pickle=False)
    raw = archive["R"].astype(float)
    usable = (raw.min(axis=1) > SURFACE_TERM + 0.003) & (raw.max(axis=1) < 0.95)
    reflectance, person = raw[usable] - SURFACE_TERM, archive["subject"][usable]
    people = np.random.default_rng(487).permutation(np.unique(person))
    held_out = np.isin(person, people[: len(people) // HELD_OUT])
    lab = np.asarray(reflectance_to_lab(reflectance), dtype=float)
    return Skins(reflectance, lab, person, held_out, archive["loc"][usable] == PALM)


def one_vote_each(person: NDArray[Any]) -> FloatArray:
    """Weigh spectra so that each person counts once."""
    _, index, count = np.unique(person, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / count[index])


def hue_rows(skins: Skins, chosen: NDArray[np.bool_]) -> list[list[float]]:
    """Give, for each lightness, itself and the hue angles at `SHARES`, smoothed over neighbouring lightness."""
    lab, votes = skins.lab[chosen], one_vote_each(skins.person[chosen])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    order = np.argsort(hue)
    rows = []
    for lightness in LIGHTNESS:
        weights = votes * np.exp(-0.5 * ((lab[:, 0] - lightness) / BANDWIDTH) ** 2)
        if weights.sum() < FEWEST_PEOPLE:
            continue
        reached = np.cumsum(weights[order]) - 0.5 * weights[order]
        rows.append([float(lightness), *np.interp(SHARES, reached / weights.sum(), hue[order]).round(2).tolist()])
    return rows


def hue_check(skins: Skins) -> FloatArray:
    """Give the shares of held-out skins that lie below the 10th, 25th, 50th, 75th and 90th percentile of the others."""
    rows = np.array(hue_rows(skins, ~skins.held_out))
    lab, votes = skins.lab[skins.held_out], one_vote_each(skins.person[skins.held_out])
    within = (lab[:, 0] >= rows[0, 0]) & (lab[:, 0] <= rows[-1, 0])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    below = []
    for share in (0.10, 0.25, 0.50, 0.75, 0.90):
        column = 1 + int(np.abs(SHARES - share).argmin())
        under = hue < np.interp(lab[:, 0], rows[:, 0], rows[:, column])
        below.append(float((votes * under)[within].sum() / votes[within].sum()))
    return np.array(below)


def indices(reflectance: FloatArray) -> dict[str, FloatArray]:
    """Compute Dawson's melanin and erythema index of each spectrum (n, 31)."""
    absorbance = -np.log10(reflectance)

    def at(nm: float) -> FloatArray:
        lower = int((nm - BANDS_NM[0]) // 10)
        share = (nm - BANDS_NM[lower]) / 10
        upper = min(lower + 1, BANDS_NM.size - 1)
        return np.asarray((1 - share) * absorbance[:, lower] + share * absorbance[:, upper])

    return {
        "melanin": 100 * (at(650) - at(700) + 0.015),
        "haemoglobin": 100 * (at(560) + 1.5 * (at(545) + at(575)) - 2.0 * (at(510) + at(610))),
    }


def fit_index(skins: Skins, wanted: FloatArray, chosen: NDArray[np.bool_]) -> FloatArray:
    """Fit coefficients (10,) that give an index from colour, every person counting once."""
    root = np.sqrt(one_vote_each(skins.person[chosen]))
    terms = features(skins.lab[chosen])
    return np.asarray(np.linalg.lstsq(terms * root[:, None], wanted[chosen] * root, rcond=None)[0])


def index_table(skins: Skins, name: str, wanted: FloatArray) -> dict[str, Any]:
    """Give one index's coefficients, and its error on held-out people by lightness."""
    fitted = fit_index(skins, wanted, ~skins.held_out)
    off = features(skins.lab[skins.held_out]) @ fitted - wanted[skins.held_out]
    lightness, centres = skins.lab[skins.held_out, 0], [25.0, 35.0, 45.0, 55.0, 65.0]
    near = [np.abs(lightness - centre) < 5 for centre in centres]
    error = [float(np.quantile(np.abs(off[inside]), 0.95)) for inside in near]
    told = 1 - off.var() / wanted[skins.held_out].var()
    print(f"{name}: rms {off.std():.2f} on held-out people, R2 {told:.2f}; 95 % within, by L*:", end=" ")
    print(", ".join(f"{centre:.0f}: {value:.1f}" for centre, value in zip(centres, error, strict=True)), end="; ")
    print(f"on palms off by {off[skins.palm[skins.held_out]].mean():+.1f} on average")
    return {
        "coefficients": fit_index(skins, wanted, np.ones(len(wanted), bool)).round(5).tolist(),
        "error_95": [list(pair) for pair in zip(centres, np.round(error, 2).tolist(), strict=True)],
        "held_out_r2": round(float(told), 3),
        "skins_5_50_95": np.quantile(wanted, [0.05, 0.5, 0.95]).round(1).tolist(),
    }


def write(name: str, table: dict[str, Any]) -> None:
    """Write one table, one key a line, rows one a line."""
    path = OUT / name
    lines = []
    for key, value in table.items():
        if key == "rows":
            rows = ",\n  ".join(json.dumps(row) for row in value)
            lines.append(f' "rows": [\n  {rows}\n ]')
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main(shared: Path) -> None:
    """Write the three tables and print the checks."""
    skins = read_skins(shared)
    made = {"licence": "CC BY 4.0", "made_by": "scripts/derive_description.py"}
    below = hue_check(skins)
    print("hue: held-out skins below the 10th, 25th, 50th, 75th, 90th percentile:", below.round(3))
    everybody = np.ones(len(skins.lab), bool)
    write(
        "skin_hue.json",
        {
            "what": "hue angle h_ab in degrees of skin of a lightness: L*, then the angles at the shares listed; "
            f"smoothed with a standard deviation of {BANDWIDTH} in L*, each person counting once",
            "source": ISSA,
            **made,
            "people": int(np.unique(skins.person).size),
            "shares": SHARES.round(3).tolist(),
            "held_out_below_10_25_50_75_90": below.round(3).tolist(),
            "rows": hue_rows(skins, everybody),
        },
    )
    both = {name: index_table(skins, name, wanted) for name, wanted in indices(skins.reflectance).items()}
    write(
        "pigment_indices.json",
        {
            "what": "modelled: Dawson's melanin and erythema (haemoglobin) index from log linear sRGB, its squares and "
            "products; error_95 is L* and the error that 95 of 100 skins of people kept apart stay within",
            "source": f"{ISSA}; indices: {DAWSON}",
            **made,
            "lightness": [float(value) for value in np.quantile(skins.lab[:, 0], [0.002, 0.998]).round(1)],
            **both,
        },
    )
    write("monk.json", {"what": "Monk Skin Tone Scale, lightest first", "source": MONK, **made, "hex": list(MONK_HEX)})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
