"""How wrong a correction is on patches it has not seen: the only error worth telling."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, linear_to_lab
from tonematch.correct.models import CORRECTION_MODELS
from tonematch.correct.paint_to_skin import learned_for, read_skin_shift
from tonematch.correct.tone_affine import ToneAffine, fit_tone_affine
from tonematch.difference import delta_e00
from tonematch.reference import read_table


@dataclass(frozen=True)
class HeldOutError:
    """ΔE00 of a correction over the chart's patches.

    Parameters
    ----------
    fit_mean
        Mean over the patches it was fitted to. Always flattering.
    held_out_mean, held_out_p95, held_out_max
        Over patches each predicted by a correction fitted to the others.
    held_out_skin
        Mean of the held-out error over the chart's two skin-like patches, treated as skin is.
    basis
        Whether this was measured in this photo, or is what a card of one colour typically leaves.
    """

    fit_mean: float
    held_out_mean: float
    held_out_p95: float
    held_out_max: float
    held_out_skin: float
    basis: Literal["this photo", "typical of white balance alone"] = "this photo"


def typical_of_white_balance() -> HeldOutError:
    """Give what white balance alone leaves on real photos (`scripts/measure_real_photos.py`); a card shows no error."""
    table = read_table("white_balance_error")
    return HeldOutError(
        fit_mean=table["fit_mean"],
        held_out_mean=table["held_out_mean"],
        held_out_p95=table["held_out_p95"],
        held_out_max=table["held_out_max"],
        held_out_skin=table["held_out_skin"],
        basis="typical of white balance alone",
    )


@dataclass(frozen=True, eq=False)
class HeldOut:
    """Each patch as predicted by corrections fitted to the others.

    Parameters
    ----------
    differences
        For each model, (patches,) ΔE00 of the patch left out.
    as_skin
        (patches,) ΔE00 of the patch left out by the preferred model with the shift for skin on top; only the patches
        painted like skin mean anything here.
    """

    differences: Mapping[str, FloatArray]
    as_skin: FloatArray


def hold_out(tone: ToneAffine, measured: FloatArray, reference_lab: FloatArray, weights: FloatArray) -> HeldOut:
    """Leave each patch out in turn, fit every model to the rest, and predict the one left out.

    Parameters
    ----------
    tone
        The preferred model fitted to all patches, from which refits start.
    measured, reference_lab, weights
        (patches, 3) as photographed, (patches, 3) as known, (patches,) how far each is believed.
    """
    count = len(measured)
    predicted = {name: np.empty((count, 3)) for name in CORRECTION_MODELS}
    as_skin = np.empty((count, 3))
    for index in range(count):
        rest = np.arange(count) != index
        some = measured[rest], reference_lab[rest], weights[rest]
        refitted = fit_tone_affine(*some, start=tone)
        for name, fit in CORRECTION_MODELS.items():
            predicted[name][index] = linear_to_lab(fit(*some, refitted).apply(measured[index]))
        patches_lab = linear_to_lab(refitted.apply(measured))
        as_skin[index] = patches_lab[index]
        if learned_for(count):
            shift = read_skin_shift(patches_lab, reference_lab, rest & (weights == 1))
            as_skin[index] = shift.apply(patches_lab[index])
    differences = {name: delta_e00(reference_lab, labs) for name, labs in predicted.items()}
    return HeldOut(MappingProxyType(differences), delta_e00(reference_lab, as_skin))


def summarise(
    fit_differences: FloatArray,
    held_out: FloatArray,
    skin_differences: FloatArray,
    usable: NDArray[np.bool_],
    skin_patches: tuple[int, ...],
) -> HeldOutError:
    """Sum up over the usable patches; the skin-like ones that are usable, or both when neither is."""
    kept = held_out[usable]
    skin = [index for index in skin_patches if usable[index]] or list(skin_patches)
    return HeldOutError(
        fit_mean=float(fit_differences[usable].mean()),
        held_out_mean=float(kept.mean()),
        held_out_p95=float(np.percentile(kept, 95)),
        held_out_max=float(kept.max()),
        held_out_skin=float(skin_differences[skin].mean()),
    )
