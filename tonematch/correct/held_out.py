"""How wrong a correction is on patches it has not seen: the only error worth telling."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tonematch.colour import FloatArray, linear_to_lab
from tonematch.correct.models import Correction, Fit, fit_tone_affine
from tonematch.difference import delta_e00


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
        Mean of the held-out error over the chart's two skin-like patches.
    """

    fit_mean: float
    held_out_mean: float
    held_out_p95: float
    held_out_max: float
    held_out_skin: float


def held_out_differences(
    fit: Fit, fitted: Correction, measured: FloatArray, reference_lab: FloatArray, weights: FloatArray
) -> FloatArray:
    """Leave each patch out in turn, fit to the rest, and give the ΔE00 (patches,) of the one left out."""
    differences = np.empty(len(measured))
    for index in range(len(measured)):
        rest = np.arange(len(measured)) != index
        if fit is fit_tone_affine:
            refitted = fit_tone_affine(measured[rest], reference_lab[rest], weights[rest], start=fitted)
        else:
            refitted = fit(measured[rest], reference_lab[rest], weights[rest])
        differences[index] = delta_e00(reference_lab[index], linear_to_lab(refitted.apply(measured[index])))
    return differences


def summarise(
    fit_differences: FloatArray, held_out: FloatArray, usable: NDArray[np.bool_], skin_patches: tuple[int, ...]
) -> HeldOutError:
    """Sum up over the usable patches; the skin-like ones are always told, usable or not."""
    kept = held_out[usable]
    return HeldOutError(
        fit_mean=float(fit_differences[usable].mean()),
        held_out_mean=float(kept.mean()),
        held_out_p95=float(np.percentile(kept, 95)),
        held_out_max=float(kept.max()),
        held_out_skin=float(held_out[list(skin_patches)].mean()),
    )
