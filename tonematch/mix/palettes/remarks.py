"""What was made of a palette's numbers on loading, told so that nothing is changed or filled in silently."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tonematch.difference import delta_e00
from tonematch.findings import Finding
from tonematch.mix.palettes.draft import Draft
from tonematch.mix.palettes.shade import Shade
from tonematch.spectrum import BANDS_NM, reflectance_to_lab

DISAGREE = 1.0  # ΔE00 between a shade's Lab and its own spectrum beyond rounding and adaptation; seen on skin
MOST_NAMED = 8


def loading_remarks(
    document: Mapping[str, Any], drafts: Sequence[Draft], shades: Sequence[Shade], wavelengths_nm: Sequence[float]
) -> tuple[Finding, ...]:
    """List what a person should know of how a palette's numbers were read.

    Parameters
    ----------
    document, drafts
        The palette as its file has it.
    shades
        The same shades as read.
    wavelengths_nm
        Of the spectra in the file, ascending; empty where it has none.
    """
    found = (
        _resampled(wavelengths_nm),
        _adapted(drafts),
        _surface(drafts),
        _recovered(shades),
        _disagree(shades),
        _no_constants(shades),
        _no_unit(document, shades),
    )
    return tuple(finding for finding in found if finding is not None)


def named(codes: Sequence[str]) -> str:
    """Name some shades by their codes, the first few of many.

    >>> named(["A", "B"])
    'A, B'
    """
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _resampled(nm: Sequence[float]) -> Finding | None:
    if len(nm) == 0 or np.array_equal(nm, BANDS_NM):
        return None
    text = f"The spectra stand from {nm[0]:g} to {nm[-1]:g} nm; they were brought to 400 to 700 nm every 10 nm"
    if nm[0] < BANDS_NM[0] or nm[-1] > BANDS_NM[-1]:
        text += ", and what lies outside was left out"
    if nm[0] > BANDS_NM[0] or nm[-1] < BANDS_NM[-1]:
        text += ", and beyond their ends they were held at the last value"
        return Finding("palette.range", "warn", f"{text}.", float(nm[-1] - nm[0]), 300.0)
    return Finding("palette.resampled", "info", f"{text}.")


def _adapted(drafts: Sequence[Draft]) -> Finding | None:
    moved = [d.code for d in drafts if d.entry.get("lab") is not None and (d.illuminant, d.observer) != ("D65", "2")]
    if not moved:
        return None
    text = (
        f"Lab of {named(moved)} was measured under another light or observer and moved to D65, 2°, which is good to "
        "about ΔE00 1; a spectrum would be exact."
    )
    return Finding("palette.adapted", "info", text, float(len(moved)))


def _surface(drafts: Sequence[Draft]) -> Finding | None:
    included = [draft.code for draft in drafts if draft.geometry == "included"]
    if not included:
        return None
    text = f"The readings of {named(included)} have the shine of the surface in them; a typical share was taken off."
    return Finding("palette.surface", "info", text, float(len(included)))


def _recovered(shades: Sequence[Shade]) -> Finding | None:
    recovered = [shade.code for shade in shades if shade.recovered]
    if not recovered:
        return None
    text = (
        f"Only the Lab of {named(recovered)} is known. A plausible reflectance was recovered from it: one of many with "
        "that colour, so mixes and other lamps are estimates."
    )
    return Finding("palette.recovered", "info", text, float(len(recovered)))


def _disagree(shades: Sequence[Shade]) -> Finding | None:
    apart = {shade.code: float(delta_e00(shade.lab, reflectance_to_lab(shade.reflectance))) for shade in shades}
    far = [code for code, value in apart.items() if value > DISAGREE]
    if not far:
        return None
    worst = max(apart.values())
    text = (
        f"Lab and spectrum of {named(far)} do not agree (ΔE00 up to {worst:.1f}). Mixes go by the spectrum: check both."
    )
    return Finding("palette.disagree", "warn", text, worst, DISAGREE)


def _no_constants(shades: Sequence[Shade]) -> Finding | None:
    without = [shade.code for shade in shades if shade.k is None]
    if not without or len(without) == len(shades):
        return None
    text = (
        f"K and S are known of some shades but not of {named(without)}, so the whole palette is mixed by the simpler "
        "model. Keep those apart, or measure them with a let-down or over black and white."
    )
    return Finding("palette.mixed_kinds", "warn", text, float(len(without)))


def _no_unit(document: Mapping[str, Any], shades: Sequence[Shade]) -> Finding | None:
    given = any(shade.k is not None for shade in shades)
    stated = bool(document.get("ks_unit")) or any(shade.role == "white" for shade in shades)
    if not given or stated:
        return None
    text = "The palette does not state the unit of K and S (ks_unit); all shades are taken to be in the same one."
    return Finding("palette.ks_unit", "info", text)
