"""The colour charts tonematch knows: how their patches are laid out and what colours they are known to have."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from tonematch.colour import FloatArray
from tonematch.errors import ChartNotFoundError
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

AUTO = "auto"
DEFAULT_KIND = "classic24"


@dataclass(frozen=True, eq=False)
class ChartKind:
    """One kind of chart.

    Parameters
    ----------
    name, title
        The word for the command line, and the words for people.
    rows, columns
        Layout; patches are numbered row by row.
    patch_names
        The maker's names, in order.
    reference_lab
        (patches, 3) Lab, D65, 2°, specular excluded.
    skin_patches, neutral_patches
        Indices of the patches painted like skin, and of the greys from white to black.
    source
        Where the reference values come from.
    """

    name: str
    title: str
    rows: int
    columns: int
    patch_names: tuple[str, ...]
    reference_lab: FloatArray
    skin_patches: tuple[int, ...]
    neutral_patches: tuple[int, ...]
    source: str

    @property
    def patch_centres(self) -> FloatArray:
        """Centres of the patches in units of their pitch, (patches, 2), the first at (0, 0)."""
        row, column = np.divmod(np.arange(self.rows * self.columns), self.columns)
        return np.stack([column, row], axis=-1).astype(float)


CHART_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "classic24": "ColorChecker Classic 24, made before November 2014",
        "classic24-2014": "ColorChecker Classic 24, made since November 2014",
    }
)


@cache
def chart_kind(name: str) -> ChartKind:
    """Look a kind of chart up by name; ``"auto"`` means the Classic 24 with its measured spectra.

    Raises
    ------
    ChartNotFoundError
        When no chart has that name.
    """
    wanted = DEFAULT_KIND if name == AUTO else name
    if wanted not in CHART_TITLES:
        raise ChartNotFoundError(
            f"There is no chart kind '{name}'.",
            code="chart.unknown_kind",
            hint=f"Known kinds: {', '.join((AUTO, *CHART_TITLES))}.",
        )
    table = read_table("classic24")
    measured = reflectance_to_lab(np.array(table["reflectance"]))
    reference = measured if wanted == DEFAULT_KIND else np.array(table["lab_after_2014"])
    reference.flags.writeable = False
    return ChartKind(
        name=wanted,
        title=CHART_TITLES[wanted],
        rows=4,
        columns=6,
        patch_names=tuple(table["patches"]),
        reference_lab=reference,
        skin_patches=(0, 1),
        neutral_patches=tuple(range(18, 24)),
        source=table["source"],
    )
