"""The colour charts tonematch knows: how their patches are laid out and what colours they are known to have."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from tonematch.chart.sizes import NOMINAL_SHARE, NOT_TOLD, OWN_SIZE_DOUBT, OWN_SIZE_SOURCE, SIZES
from tonematch.colour import FloatArray
from tonematch.errors import ChartNotFoundError
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

AUTO = "auto"
DEFAULT_KIND = "classic24"
FEWEST_FOR_COLOUR = 8
FEWEST_TO_FIND = 12  # fewer colours are explained by chance too often
TYPICAL_SKIN_LAB = (55.0, 12.0, 18.0)  # the middle of the skin gamut, DESIGN section 4
GREY_CHROMA = 4.0


@dataclass(frozen=True, eq=False)
class ChartKind:
    """One kind of chart.

    Parameters
    ----------
    name, title
        The word for the command line, and the words for people.
    rows, columns
        Layout; patches are numbered row by row. Free positions: as many rows and columns as the field is high and wide.
    patch_names
        The maker's names, in order.
    reference_lab
        (patches, 3) Lab, D65, 2°, specular excluded.
    skin_patches, neutral_patches
        Indices of the patches painted like skin, and of the greys from white to black.
    source
        Where the reference values come from.
    patch_width
        Width of a patch in pitches, as the maker makes it.
    pitch_mm
        Distance between the middles of neighbouring patches; None where no source tells.
    pitch_doubt
        Share by which that may be wrong, in 95 of 100 charts.
    size_source
        Where the pitch comes from, or why there is none.
    positions
        (patches, 2) middles of the patches in pitches, where they are no full grid.
    inside
        A larger chart that holds this one's colours in its middle, and the column and row there of the first patch.
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
    patch_width: float = NOMINAL_SHARE
    pitch_mm: float | None = None
    pitch_doubt: float = OWN_SIZE_DOUBT
    size_source: str = OWN_SIZE_SOURCE
    positions: FloatArray | None = None
    inside: tuple[str, int, int] | None = None

    def __post_init__(self) -> None:
        self.reference_lab.flags.writeable = False
        if self.positions is not None:
            self.positions.flags.writeable = False

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    @property
    def patch_centres(self) -> FloatArray:
        """Centres of the patches in units of their pitch, (patches, 2); in a grid the first is at (0, 0)."""
        if self.positions is not None:
            return self.positions
        row, column = np.divmod(np.arange(self.rows * self.columns), self.columns)
        return np.stack([column, row], axis=-1).astype(float)

    @property
    def corner_patches(self) -> tuple[int, int, int, int]:
        """Indices of the patches nearest to the four corners of the field, in the order of the corners."""
        centres = self.patch_centres
        low, high = centres.min(axis=0), centres.max(axis=0)
        corners = np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
        one, two, three, four = np.linalg.norm(centres - corners[:, None], axis=-1).argmin(axis=1).tolist()
        return one, two, three, four

    @property
    def balance_only(self) -> bool:
        """Whether there are too few colours for more than a white balance: a grey or white card."""
        return len(self.patch_names) < FEWEST_FOR_COLOUR

    @property
    def findable(self) -> bool:
        """Whether it can be searched for: a grid of enough colours; others need their corners by hand."""
        return self.positions is None and len(self.patch_names) >= FEWEST_TO_FIND


@dataclass(frozen=True)
class Edition:
    """A kind of chart as listed: its title, the table with its values, and which of them hold."""

    title: str
    table: str
    values: str
    rows: int = 4
    columns: int = 6


OLD, NEW = "made before November 2014", "made since November 2014"
EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        "classic24": Edition(f"ColorChecker Classic 24, {OLD}", "classic24", "reflectance"),
        "classic24-2014": Edition(f"ColorChecker Classic 24, {NEW}", "classic24", "lab_after_2014"),
        "passport": Edition(f"ColorChecker Passport, {OLD}", "classic24", "reflectance"),
        "passport-2014": Edition(f"ColorChecker Passport, {NEW}", "classic24", "lab_after_2014"),
        "mini": Edition(f"ColorChecker Classic Mini, {OLD}", "classic24", "reflectance"),
        "mini-2014": Edition(f"ColorChecker Classic Mini, {NEW}", "classic24", "lab_after_2014"),
        "nano": Edition("ColorChecker Classic Nano", "classic24", "lab_after_2014"),
        "sg140": Edition(f"ColorChecker Digital SG, {OLD}", "chart_sg140", "lab_before_2014", 10, 14),
        "sg140-2014": Edition(f"ColorChecker Digital SG, {NEW}", "chart_sg140", "lab_after_2014", 10, 14),
    }
)


CARDS: Mapping[str, tuple[str, float]] = MappingProxyType(
    {"grey-card": ("Grey card, 18 % reflectance", 0.18), "white-card": ("White card, 90 % reflectance", 0.90)}
)
"""Title and nominal reflectance; a card of known reflectance is better described as a chart of one's own."""
CHART_TITLES: Mapping[str, str] = MappingProxyType(
    {
        **{name: edition.title for name, edition in EDITIONS.items()},
        **{name: title for name, (title, _) in CARDS.items()},
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
    if wanted in CARDS:
        return _card(wanted)
    if wanted not in EDITIONS:
        raise ChartNotFoundError(
            f"There is no chart kind '{name}'.",
            code="chart.unknown_kind",
            hint=f"Known kinds: {', '.join((AUTO, *CHART_TITLES))}, or a file ending in .json that describes your own.",
        )
    edition = EDITIONS[wanted]
    table = read_table(edition.table)
    values = np.array(table[edition.values])
    reference = reflectance_to_lab(values) if edition.values == "reflectance" else values
    classic = edition.table == "classic24"
    size = NOT_TOLD if name == AUTO else SIZES[wanted]
    return ChartKind(
        name=wanted,
        title=edition.title,
        rows=edition.rows,
        columns=edition.columns,
        patch_names=tuple(table["patches"]),
        reference_lab=reference,
        skin_patches=(0, 1) if classic else nearest_to_skin(reference),
        neutral_patches=tuple(range(18, 24)) if classic else greys(reference),
        source=table["source"],
        patch_width=size.patch_share,
        pitch_mm=size.pitch_mm,
        pitch_doubt=size.doubt,
        size_source=size.source,
        inside=("sg140", 4, 1) if classic else None,
    )


def _card(name: str) -> ChartKind:
    title, reflectance = CARDS[name]
    return ChartKind(
        name=name,
        title=title,
        rows=1,
        columns=1,
        patch_names=("card",),
        reference_lab=reflectance_to_lab(np.full((1, 31), reflectance)),
        skin_patches=(0,),
        neutral_patches=(0,),
        source="nominal reflectance, the same at all wavelengths",
        size_source="cards of this kind come in many sizes",
        patch_width=1.0,
    )


def nearest_to_skin(reference_lab: FloatArray, count: int = 2) -> tuple[int, ...]:
    """Pick the patches nearest to the middle of skin, which tell best how well skin will come out."""
    order = np.linalg.norm(reference_lab - np.array(TYPICAL_SKIN_LAB), axis=1).argsort()
    return tuple(int(index) for index in order[:count])


def greys(reference_lab: FloatArray) -> tuple[int, ...]:
    """List the grey patches from white to black; the least coloured one where there is none."""
    chroma = np.hypot(reference_lab[:, 1], reference_lab[:, 2])
    grey = np.flatnonzero(chroma <= max(GREY_CHROMA, float(chroma.min())))
    return tuple(int(index) for index in grey[np.argsort(-reference_lab[grey, 0])])
