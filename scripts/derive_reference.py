"""Derive the small tables in tonematch/reference from published measurements.

Run ``python scripts/derive_reference.py SHARED`` with the folder that holds ``data/issa_400_700.npz``
(International Skin Spectra Archive, doi 10.6084/m9.figshare.28228571.v4, CC BY 4.0). Illuminants, observer and
ColorChecker spectra come with colour-science (BSD-3-Clause).
"""

import json
import sys
from pathlib import Path
from typing import Any

import colour
import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).parent.parent / "tonematch" / "reference"
BANDS_NM = np.arange(400, 701, 10)
FINE_NM = np.arange(360, 781)
LIGHTS = {"D65": "D65", "D50": "D50", "A": "A", "FL11": "FL11", "LED-B3": "LED-B3"}
SURFACE_TERM = 0.028  # share of light the skin's surface mirrors, in ISSA's specular-included spectra (CIE L* -2 to -9)
BASIS_SIZE = 6
SKIN_SAMPLES = 240
ISSA = (
    "International Skin Spectra Archive: Lu et al., Scientific Data 12 (2025) 487, "
    "doi 10.6084/m9.figshare.28228571.v4; specular-included spectra less a surface term of 0.028"
)
COLOUR_SCIENCE = f"colour-science {colour.__version__}, BSD-3-Clause"

Floats = NDArray[np.floating[Any]]


def write(name: str, table: dict[str, object]) -> None:
    """Write one table, one key a line, so that a change shows in a diff."""
    lines = [f" {json.dumps(key)}: {json.dumps(value, separators=(', ', ': '))}" for key, value in table.items()]
    path = OUT / name
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def rounded(values: Floats, digits: int) -> list[Any]:
    """Give an array as lists with so many decimals."""
    listed: list[Any] = np.round(np.asarray(values, dtype=float), digits).tolist()
    return listed


def band_weights(light: str) -> Floats:
    """Weigh the 31 bands so that a dot product with reflectance integrates it at 1 nm, ends held constant."""
    observer = colour.MSDS_CMFS["CIE 1931 2 Degree Standard Observer"].copy().align(colour.SpectralShape(360, 780, 1))
    power = colour.SDS_ILLUMINANTS[light].copy().align(colour.SpectralShape(360, 780, 1))
    linear = np.stack([np.interp(FINE_NM, BANDS_NM, unit) for unit in np.eye(BANDS_NM.size)], axis=1)
    weights = linear.T @ (observer.values * power.values[:, None])
    scaled: Floats = weights / (observer.values[:, 1] @ power.values)
    return scaled


def chart_spectra() -> tuple[list[str], Floats]:
    """Give the 24 patches as BabelColor averaged them over 30 charts made before November 2014."""
    patches = colour.SDS_COLOURCHECKERS["BabelColor Average"]
    shape = colour.SpectralShape(400, 700, 10)
    return list(patches), np.array([patches[name].copy().align(shape).values for name in patches])


def chart_lab_after_2014(spectra: Floats, weights: dict[str, Floats]) -> Floats:
    """Give the maker's values since November 2014 under D65.

    The maker prints them under D50 only. A chromatic adaptation transform is off by up to 3 in a* for the skin
    patches, so each patch moves from D50 to D65 as the older, spectrally measured patch of the same paint does.
    """
    chart = colour.CCS_COLOURCHECKERS["ColorChecker24 - After November 2014"]
    xyz = colour.xyY_to_XYZ(np.array(list(chart.data.values())))
    printed = colour.XYZ_to_Lab(xyz, chart.illuminant)

    def older(light: str) -> Floats:
        white = colour.XYZ_to_xy(weights[light].sum(axis=0))
        lab: Floats = colour.XYZ_to_Lab(spectra @ weights[light], white)
        return lab

    moved: Floats = printed + older("D65") - older("D50")
    return moved


def spread_over_tones(lab: Floats, subjects: NDArray[Any], count: int) -> NDArray[np.intp]:
    """Choose spectra evenly over lightness, one subject at most twice, by a fixed seed."""
    generator = np.random.default_rng(2025)
    edges = np.quantile(lab[:, 0], [0.003, 0.997])
    wanted = np.linspace(edges[0], edges[1], count)
    used: dict[Any, int] = {}
    chosen: list[int] = []
    for lightness in wanted:
        near = np.argsort(np.abs(lab[:, 0] - lightness) + generator.uniform(0, 0.6, len(lab)))
        pick = next(int(i) for i in near if used.get(subjects[i], 0) < 2 and int(i) not in chosen)
        used[subjects[pick]] = used.get(subjects[pick], 0) + 1
        chosen.append(pick)
    return np.array(chosen)


def main(shared: Path) -> None:
    """Write every table."""
    OUT.mkdir(exist_ok=True)
    weights = {light: band_weights(name) for light, name in LIGHTS.items()}
    write(
        "lights.json",
        {
            "what": "XYZ per unit reflectance in each band, 2 degree observer, Y of a perfect diffuser = 1",
            "source": f"CIE illuminants and CIE 1931 observer as tabulated in {COLOUR_SCIENCE}",
            "made_by": "scripts/derive_reference.py",
            "wavelengths_nm": BANDS_NM.tolist(),
            **{light: rounded(table, 9) for light, table in weights.items()},
        },
    )

    def lab_under_d65(reflectance: Floats) -> Floats:
        xyz = reflectance @ weights["D65"]
        lab: Floats = colour.XYZ_to_Lab(xyz / weights["D65"].sum(axis=0) * [0.95047, 1, 1.08883], (0.3127, 0.3290))
        return lab

    names, spectra = chart_spectra()
    write(
        "classic24.json",
        {
            "what": "ColorChecker Classic, 24 patches in the maker's order, row by row from dark skin",
            "source": (
                "reflectance: BabelColor average of 30 charts (before November 2014); lab_after_2014: X-Rite's values, "
                f"D50, moved to D65 as the measured older patches move; both as tabulated in {COLOUR_SCIENCE}"
            ),
            "made_by": "scripts/derive_reference.py",
            "wavelengths_nm": BANDS_NM.tolist(),
            "patches": names,
            "reflectance": rounded(spectra, 4),
            "lab_after_2014": rounded(chart_lab_after_2014(spectra, weights), 3),
        },
    )

    archive = np.load(shared / "data" / "issa_400_700.npz", allow_pickle=False)
    skin = archive["R"].astype(float)
    subjects = archive["subject"]
    usable = (skin.min(axis=1) > SURFACE_TERM + 0.003) & (skin.max(axis=1) < 0.95)
    skin, subjects, sites = skin[usable] - SURFACE_TERM, subjects[usable], archive["loc"][usable]
    lab = lab_under_d65(skin)
    log_skin = np.log(skin)
    mean = log_skin.mean(axis=0)
    _, singular, axes = np.linalg.svd(log_skin - mean, full_matrices=False)
    write(
        "skin_basis.json",
        {
            "what": "mean and principal components of the logarithm of skin reflectance; sd is along each component",
            "source": ISSA,
            "licence": "CC BY 4.0",
            "made_by": "scripts/derive_reference.py",
            "wavelengths_nm": BANDS_NM.tolist(),
            "spectra": len(skin),
            "mean": rounded(mean, 5),
            "components": rounded(axes[:BASIS_SIZE], 5),
            "sd": rounded(singular[:BASIS_SIZE] / np.sqrt(len(skin) - 1), 5),
        },
    )
    chosen = spread_over_tones(lab, subjects, SKIN_SAMPLES)
    write(
        "skin_spectra.json",
        {
            "what": "measured skin reflectance, chosen evenly over lightness, at most two a person, lightest last",
            "source": ISSA,
            "licence": "CC BY 4.0",
            "made_by": "scripts/derive_reference.py",
            "wavelengths_nm": BANDS_NM.tolist(),
            "site": sites[chosen].tolist(),
            "lab": rounded(lab[chosen], 2),
            "reflectance": rounded(skin[chosen], 4),
        },
    )
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))
    rows = []
    for lower in range(20, 80, 5):
        inside = (lab[:, 0] >= lower) & (lab[:, 0] < lower + 5)
        if inside.sum() >= 20:
            limits = [np.quantile(values[inside], [0.01, 0.5, 0.99]) for values in (chroma, hue)]
            rows.append([lower + 2.5, int(inside.sum()), *rounded(np.concatenate(limits), 2)])
    write(
        "skin_gamut.json",
        {
            "what": "per 5 units of L*: centre, count; 1st, 50th, 99th percentile of chroma, then of hue in degrees",
            "source": ISSA,
            "licence": "CC BY 4.0",
            "made_by": "scripts/derive_reference.py",
            "rows": rows,
        },
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
