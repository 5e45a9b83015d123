"""Derive what the scene renderer needs of cameras and lamps, into scripts/render/cameras.json and lamps.json.

Run ``python scripts/derive_cameras.py SHARED`` with the folder that holds ``data/cameras`` (rawtoaces-data, Academy
Software Foundation, Apache-2.0). Lamps come with colour-science (BSD-3-Clause).
"""

import json
import sys
from pathlib import Path
from typing import Any

import colour
import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).parent / "render"
BANDS_NM = np.arange(400, 701, 10)
LAMP_NM = np.arange(380, 781, 5)
CAMERAS = (
    "ARRI_D21",
    "Arashi_Vision_Insta360_X5",
    "Canon_Digital_Rebel_XTi",
    "Canon_EOS-1D_X_Mark_II",
    "Canon_EOS_100D",
    "Canon_EOS_5D_Mark_IV",
    "Canon_EOS_M",
    "Canon_EOS_R5",
    "Canon_EOS_R6",
    "Canon_PowerShot_S90",
    "Fujifilm_GFX_100",
    "Fujifilm_X-T4",
    "Hasselblad_L1D-20c",
    "Hasselblad_L2D-20c",
    "Nikon_D200",
    "Nikon_D3300",
    "Nikon_D700",
    "Nikon_D810",
    "Nikon_D850",
    "Nikon_Z_f",
    "Panasonic_DC-GX9",
    "Sony_DSC-RX100M4",
    "Sony_ILCE-6400",
    "Sony_ILCE-7M4",
    "Sony_ILCE-7SM3",
    "Sony_ILCE-9",
)
LAMPS = ("A", "D50", "D55", "D65", "D75", "FL2", "FL11", "LED-B1", "LED-B2", "LED-B3", "LED-V2")

Floats = NDArray[np.floating[Any]]


def write(name: str, table: dict[str, object]) -> None:
    """Write one table, one key a line, so that a change shows in a diff."""
    lines = [f" {json.dumps(key)}: {json.dumps(value, separators=(', ', ': '))}" for key, value in table.items()]
    path = OUT / name
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


def sensitivities(path: Path) -> Floats:
    """Read one camera as (31, 3), each band the mean over its 10 nm, the peak of green 1."""
    table = json.loads(path.read_text(encoding="utf-8"))["spectral_data"]["data"]["main"]
    measured_nm = np.array(sorted(int(key) for key in table))
    measured = np.array([table[str(key)] for key in measured_nm])
    fine_nm = np.arange(395, 706)
    fine = np.stack([np.interp(fine_nm, measured_nm, channel) for channel in measured.T], axis=1)
    bands = np.array([fine[np.abs(fine_nm - band) <= 5].mean(axis=0) for band in BANDS_NM])
    scaled: Floats = bands / bands[:, 1].max()
    return scaled


def lamp(name: str) -> list[float]:
    """Give the relative power of one lamp at `LAMP_NM`, 1 at 560 nm."""
    power = colour.SDS_ILLUMINANTS[name].copy().align(colour.SpectralShape(380, 780, 5))
    values: list[float] = np.round(power.values / power[560], 5).tolist()
    return values


def main(shared: Path) -> None:
    """Write both tables."""
    folder = shared / "data" / "cameras"
    write(
        "cameras.json",
        {
            "what": "relative spectral sensitivities, rows of [red, green, blue] per band, peak of green = 1",
            "source": "rawtoaces-data, Academy Software Foundation; averaged to bands of 10 nm",
            "licence": "Apache-2.0",
            "made_by": "scripts/derive_cameras.py",
            "wavelengths_nm": BANDS_NM.tolist(),
            **{
                name: np.round(sensitivities(folder / f"{name}_380_780_5.json"), 4).tolist() for name in sorted(CAMERAS)
            },
        },
    )
    basis = colour.colorimetry.SDS_BASIS_FUNCTIONS_CIE_ILLUMINANT_D_SERIES
    daylight = [basis[f"S{i}"].copy().align(colour.SpectralShape(380, 780, 5)).values for i in range(3)]
    write(
        "lamps.json",
        {
            "what": "relative spectral power, 1 at 560 nm; daylight_S0 to S2 are the components of CIE daylight",
            "source": f"CIE 015:2018 as tabulated in colour-science {colour.__version__}",
            "licence": "BSD-3-Clause",
            "made_by": "scripts/derive_cameras.py",
            "wavelengths_nm": LAMP_NM.tolist(),
            **{f"daylight_S{i}": np.round(daylight[i], 3).tolist() for i in range(3)},
            **{name: lamp(name) for name in LAMPS},
        },
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
