"""Derive the reference table of the ColorChecker Digital SG from the maker's values.

Run ``python scripts/derive_charts.py``. The maker gives Lab under D50 only, and no spectra; they come with
colour-science (BSD-3-Clause). They are moved to D65 by a linear rule that keeps white and is fitted to the measured
spectra of the Classic's 24 paints; the table says how well that predicts a paint left out, beside Bradford's rule.
"""

import json
from pathlib import Path

import colour
import numpy as np

from tonematch.colour import WHITE_D65, FloatArray, adaptation, xyz_to_lab
from tonematch.difference import delta_e00
from tonematch.reference import read_table

OUT = Path(__file__).parent.parent / "tonematch" / "reference" / "chart_sg140.json"


def paints_under(light: str) -> FloatArray:
    """Give XYZ over white (24, 3) of the Classic's paints under a light."""
    weights = np.array(read_table("lights")[light])
    return np.asarray(np.array(read_table("classic24")["reflectance"]) @ weights / weights.sum(axis=0))


def contrasts(xyz_over_white: FloatArray) -> FloatArray:
    """Give X - Y and Y - Z over white: both are nothing on a grey, so that a rule built on them keeps greys."""
    return np.stack([xyz_over_white[:, 0] - xyz_over_white[:, 1], xyz_over_white[:, 1] - xyz_over_white[:, 2]], axis=1)


def fit_rule(d50: FloatArray, d65: FloatArray) -> FloatArray:
    """Fit (2, 3): how much of the contrasts is added on the way from D50 to D65, dark paints counting as much."""
    weight = 1 / (d50.mean(axis=1, keepdims=True) + 0.05)
    return np.asarray(np.linalg.lstsq(contrasts(d50) * weight, (d65 - d50) * weight, rcond=None)[0])


def left_out() -> FloatArray:
    """Give ΔE00 (24,) with which each paint is predicted by a rule fitted to the others."""
    d50, d65 = paints_under("D50"), paints_under("D65")
    off = []
    for index in range(len(d50)):
        rest = np.arange(len(d50)) != index
        one = d50[index : index + 1]
        moved = one + contrasts(one) @ fit_rule(d50[rest], d65[rest])
        off.append(delta_e00(xyz_to_lab(d65[index] * WHITE_D65), xyz_to_lab(moved[0] * WHITE_D65)))
    return np.array(off)


def by_bradford() -> FloatArray:
    """Give ΔE00 (24,) with which Bradford's rule predicts each paint."""
    white = np.array(read_table("lights")["D50"]).sum(axis=0)
    moved = (paints_under("D50") * white) @ adaptation(white, WHITE_D65).T
    return np.asarray(delta_e00(xyz_to_lab(paints_under("D65") * WHITE_D65), xyz_to_lab(moved)))


def main() -> None:
    """Write the table, and print how far the move to D65 can be trusted."""
    rule = fit_rule(paints_under("D50"), paints_under("D65"))
    lab = {}
    names: list[str] = []
    for era in ("Before", "After"):
        chart = colour.CCS_COLOURCHECKERS[f"ColorCheckerSG - {era} November 2014"]
        names = list(chart.data)
        white = colour.xy_to_XYZ(chart.illuminant)
        over_white = colour.xyY_to_XYZ(np.array(list(chart.data.values()))) / white
        moved = np.maximum(over_white + contrasts(over_white) @ rule, 0)
        lab[era] = np.round(xyz_to_lab(moved * WHITE_D65), 3).tolist()
    fitted, bradford = left_out(), by_bradford()
    doubt = (
        f"moved from D50 by a rule fitted to the Classic's spectra: ΔE00 {fitted.mean():.2f} on average, at most "
        f"{fitted.max():.2f}, on paints left out (Bradford {bradford.mean():.2f} and {bradford.max():.2f})"
    )
    table = {
        "what": "ColorChecker Digital SG, 140 patches row by row from A1 to N10, Lab D65; no spectra are published",
        "source": f"X-Rite's values as tabulated in colour-science {colour.__version__}, BSD-3-Clause; {doubt}",
        "made_by": "scripts/derive_charts.py",
        "patches": names,
        "lab_before_2014": lab["Before"],
        "lab_after_2014": lab["After"],
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
    OUT.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(doubt)


if __name__ == "__main__":
    main()
