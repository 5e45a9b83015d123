"""The values a palette is made of: shades, each known in one of several ways, and the palette around them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tonematch.colour import FloatArray, Lab
from tonematch.errors import PaletteError
from tonematch.findings import Finding

Technique = Literal["camouflage", "dermatography"]
Origin = Literal["measured", "modelled", "swatch"]
PartsUnit = Literal["parts", "drops"]
ORIGINS: tuple[Origin, ...] = ("measured", "modelled", "swatch")
"""From the best known to the least."""


@dataclass(frozen=True, eq=False)
class Shade:
    """One pot, jar or bottle.

    Parameters
    ----------
    code, name
        As printed on it; the code is unique in its palette.
    lab
        Of an opaque layer, D65, 2°, specular excluded.
    reflectance
        Of an opaque layer in the 31 bands, 0-1; recovered from `lab` where nothing better is known.
    k, s
        Absorption and scattering in the 31 bands, in the palette's unit, or None where unknown.
    recovered
        Whether `reflectance` was recovered from `lab` and not measured or modelled.
    role
        ``"white"`` for the white of let-downs, or whatever the file says.
    data
        How its colour is known: measured on a real pot, modelled from pigments, or only seen as a swatch.
    in_stock, lot, expires, opened
        As the file says; the last two are dates such as 2027-03-31.
    pao_months
        Months a pot keeps once opened, as the open-jar symbol on it says (period after opening), or None.
    tinting_strength
        How many parts of the nominal shade one part of this one counts for.
    density_g_ml
        Grams a millilitre weighs, or None where the file does not say.
    grams_per_part
        What one part of it weighs, or None; where it is stated it counts before any density.
    extra
        Keys of the file that tonematch does not know, kept as they were.
    """

    code: str
    name: str
    lab: Lab
    reflectance: FloatArray
    k: FloatArray | None = None
    s: FloatArray | None = None
    recovered: bool = False
    role: str | None = None
    data: Origin = "swatch"
    in_stock: bool | None = None
    lot: str | None = None
    expires: str | None = None
    opened: str | None = None
    pao_months: float | None = None
    tinting_strength: float = 1.0
    density_g_ml: float | None = None
    grams_per_part: float | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._freeze()

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._freeze()

    def _freeze(self) -> None:
        for array in (self.reflectance, self.k, self.s):
            if array is not None:
                array.flags.writeable = False


@dataclass(frozen=True, eq=False)
class Palette:
    """A line of shades that are made to be mixed with each other.

    Parameters
    ----------
    name, title, maker, line
        The short name, a readable one, and whose it is.
    technique
        What the shades are for: cream on the skin or pigment in it.
    data
        How the colours are known, where a shade does not say otherwise: measured on real pots, modelled from
        pigments, or only seen as swatches.
    source, licence, measured_on, instrument
        Where the numbers come from.
    wavelengths_nm
        Of every spectrum in it, after loading always 400-700 nm every 10 nm.
    shades
        At least one.
    coat_thickness
        Thickness of one thin coat in the unit K and S are given for, or None where the file does not say.
    parts_unit
        What a part is: a part of any size, or a drop.
    drop_ml
        Millilitres of one drop, or None where the file does not say.
    extra
        Keys of the file that tonematch does not know, kept as they were.
    findings
        What was made of the numbers on loading: resampled, adapted, recovered, cut.
    """

    name: str
    title: str
    maker: str
    line: str
    technique: Technique
    data: Origin
    source: str
    licence: str
    measured_on: str
    instrument: str
    wavelengths_nm: tuple[int, ...]
    shades: tuple[Shade, ...]
    coat_thickness: float | None = None
    parts_unit: PartsUnit = "parts"
    drop_ml: float | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def shade(self, code: str) -> Shade:
        """Give the shade with this code.

        Raises
        ------
        PaletteError
            If there is none.
        """
        for shade in self.shades:
            if shade.code == code:
                return shade
        raise PaletteError(
            f"Palette '{self.name}' has no shade with the code '{code}'.",
            code="palette.code",
            hint=f"Its codes are {', '.join(shade.code for shade in self.shades[:12])}.",
        )


def least_known(shades: Iterable[Shade]) -> Origin:
    """Say how the least well known of some shades is known; a mix of them is known no better."""
    return max((shade.data for shade in shades), key=ORIGINS.index, default="swatch")
