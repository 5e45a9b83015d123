"""A calibration: from the chart's reading to the colours of everything else in the photo, with its own error."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tonematch.capture.photo import Photo
from tonematch.chart.identity import OUTLIER, explain
from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray, linear_to_lab, linear_to_srgb
from tonematch.correct.chart_state import look_at
from tonematch.correct.gamut import could_be_skin
from tonematch.correct.held_out import HeldOutError, hold_out, summarise, typical_of_white_balance
from tonematch.correct.light import EVEN_LIGHT, LightOnChart, light_on_chart
from tonematch.correct.light_at import SAME_LIGHT, LightAt
from tonematch.correct.linear_models import fit_white_balance
from tonematch.correct.models import CORRECTION_MODELS, PREFERRED_MODEL, Correction
from tonematch.correct.paint_to_skin import NO_SHIFT, SkinShift, learned_for, read_skin_shift
from tonematch.correct.skin_light import light_around
from tonematch.correct.tone_affine import fit_tone_affine
from tonematch.correct.trust import judge
from tonematch.correct.view import View, view_of
from tonematch.difference import delta_e00
from tonematch.errors import CalibrationError
from tonematch.findings import Finding, Verdict, verdict_of

CLIPPED_WEIGHT = 0.05
BRIGHTEST = 0.985
DARKEST = 0.012
MOST_CLIPPED_SHARE = 0.05
FEWEST_USABLE = 8
ROWS_AT_ONCE = 256
OTHERS_MUST_GAIN = 0.5
"""The skin shift was learned for the preferred model, so another must halve its held-out error on paint."""


@dataclass(frozen=True, eq=False)
class Calibration:
    """How to turn a photo into colours under D65, and how far to believe it.

    Parameters
    ----------
    reading
        The chart it was fitted to.
    model
        The correction model chosen, a key of `CORRECTION_MODELS`.
    correction
        The fitted map on linear light.
    skin_shift
        What skin needs on top, because it is not paint.
    delta_e00
        Error on the chart, fitted and held out.
    compared
        Mean held-out ΔE00 of every model that was tried.
    patches_lab
        (patches, 3) Lab of the chart's patches as calibrated.
    light
        How the light changes across the chart.
    findings
        Everything worth knowing, from the file to the fit.
    """

    reading: ChartReading
    model: str
    correction: Correction
    skin_shift: SkinShift
    delta_e00: HeldOutError
    compared: Mapping[str, float]
    patches_lab: FloatArray
    light: LightOnChart
    findings: tuple[Finding, ...]

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "compared": dict(self.compared)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self.__dict__["compared"] = MappingProxyType(dict(self.compared))

    @property
    def verdict(self) -> Verdict:
        """``"pass"``, ``"warn"`` or ``"refuse"``: the worst of the findings."""
        return verdict_of(self.findings)

    def lab_of(self, linear: ArrayLike) -> FloatArray:
        """Give Lab (..., 3) of linear sRGB values (..., 3) as photographed, every surface as the chart tells."""
        return linear_to_lab(self.correction.apply(linear))

    def skin_lab_of(self, linear: ArrayLike, light: LightAt = SAME_LIGHT) -> FloatArray:
        """Give Lab (..., 3) of linear sRGB values (..., 3) that are known to be skin, lit so against the chart."""
        corrected = self.correction.apply(linear)
        return self._skin_lab(corrected * light.gains.astype(corrected.dtype))

    def _skin_lab(self, corrected: FloatArray) -> FloatArray:
        return self.skin_shift.apply(linear_to_lab(corrected))

    def view(self, photo: Photo) -> View:
        """Give the calibrated photo at a size at which regions are found quickly; made once while both are in use."""
        views = _VIEWS.setdefault(self, WeakKeyDictionary())
        if photo not in views:
            views[photo] = view_of(photo, self.reading, self.correction.apply, self._skin_lab)
        return views[photo]

    def relit(self, view: View, gains: FloatArray) -> View:
        """Give a view as in light of another colour: its corrected light times gains (3,)."""
        light = view.light * gains.astype(view.light.dtype)
        lab = self._skin_lab(light).astype(np.float32)
        skin = could_be_skin(lab) & ~view.chart & ~view.blown
        return replace(view, light=light, lab=lab, skin=skin, gains=view.gains * gains)

    def lab(self, photo: Photo) -> NDArray[np.float32]:
        """Give Lab (H, W, 3) of the whole photo, D65, 2°: every surface as the chart tells."""
        return _by_rows(photo.linear, self.lab_of)

    def skin_lab(self, photo: Photo, *, at: tuple[float, float]) -> NDArray[np.float32]:
        """Give Lab (H, W, 3) of the whole photo, corrected for skin.

        Parameters
        ----------
        photo
            The photo the calibration was fitted to, or another in the same light.
        at
            The place (x, y) of the skin that matters: colours are seen in the light that falls there, as far as the
            photo can tell how it differs from the light on the chart.
        """
        require_inside(photo, at)
        light = light_around(self.view(photo), self.reading, self.light, at)
        return _by_rows(photo.linear, lambda rows: self.skin_lab_of(rows, light))

    def chart_widths_to(self, at: tuple[float, float]) -> float:
        """Tell how far a place lies from the chart's centre, in chart widths."""
        x, y = self.reading.centre
        return float(np.hypot(at[0] - x, at[1] - y) / self.reading.width_px)


_VIEWS: WeakKeyDictionary[Calibration, WeakKeyDictionary[Photo, View]] = WeakKeyDictionary()
"""Every click on a photo needs its view, which takes longer to make than the click to answer."""


def require_inside(photo: Photo, at: tuple[float, float]) -> None:
    """Refuse a place that is not in the photo.

    Raises
    ------
    CalibrationError
        When (x, y) is not a pixel of the photo.
    """
    x, y = at
    if not (0 <= x < photo.width and 0 <= y < photo.height):
        raise CalibrationError(
            f"The place ({x:g}, {y:g}) lies outside the photo of {photo.width} x {photo.height} pixels.",
            code="region.outside",
            hint="Give x from the left and y from the top, in pixels of the upright photo.",
        )


def _by_rows(linear: NDArray[np.float32], convert: Callable[[NDArray[np.float32]], FloatArray]) -> NDArray[np.float32]:
    lab = np.empty_like(linear)
    # In slices, so that the steps in between need memory for a slice and not for the photo.
    for top in range(0, len(linear), ROWS_AT_ONCE):
        lab[top : top + ROWS_AT_ONCE] = convert(linear[top : top + ROWS_AT_ONCE])
    return lab


def patch_weights(reading: ChartReading) -> FloatArray:
    """Weigh patches: 1 when readable, `CLIPPED_WEIGHT` when blown out, too dark, covered or shaded."""
    encoded = linear_to_srgb(reading.measured)
    bad = (encoded > BRIGHTEST).any(axis=1) | (encoded < DARKEST).any(axis=1)
    bad |= reading.clipped_share > MOST_CLIPPED_SHARE
    bad |= explain(reading.measured, reading.kind.reference_lab) > OUTLIER
    return np.where(bad, CLIPPED_WEIGHT, 1.0)


def fit_calibration(reading: ChartReading, photo: Photo) -> Calibration:
    """Choose and fit the correction that predicts patches it has not seen best.

    Parameters
    ----------
    reading
        The chart as read from the photo.
    photo
        The photo, for what is worth knowing about the file.

    Raises
    ------
    CalibrationError
        When too few patches can be read for any fit.
    """
    if reading.kind.balance_only:
        return _balanced_on_card(reading, photo)
    weights = patch_weights(reading)
    usable = weights == 1
    if int(usable.sum()) < FEWEST_USABLE:
        raise CalibrationError(
            f"Only {int(usable.sum())} of {usable.size} chart patches can be read; the others are blown out or black.",
            code="calibration.unreadable_patches",
            hint="Expose so that the chart's white is light grey in the photo, and keep reflections off the chart.",
        )
    reference = reading.kind.reference_lab
    tone = fit_tone_affine(reading.measured, reference, weights)
    held_out = hold_out(tone, reading.measured, reference, weights)
    compared = {name: float(differences[usable].mean()) for name, differences in held_out.differences.items()}
    model = min(compared, key=lambda name: compared[name] * (OTHERS_MUST_GAIN if name == PREFERRED_MODEL else 1))
    correction = CORRECTION_MODELS[model](reading.measured, reference, weights, tone)
    patches_lab = linear_to_lab(correction.apply(reading.measured))
    told = held_out.differences[model]
    error = summarise(
        delta_e00(reference, patches_lab),
        told,
        held_out.as_skin if model == PREFERRED_MODEL and learned_for(len(reference)) else told,
        usable,
        reading.kind.skin_patches,
    )
    light = light_on_chart(reading, correction, usable)
    shifted = model == PREFERRED_MODEL and learned_for(len(reference))
    return Calibration(
        reading=reading,
        model=model,
        correction=correction,
        skin_shift=read_skin_shift(patches_lab, reference, usable) if shifted else NO_SHIFT,
        delta_e00=error,
        compared=MappingProxyType(compared),
        patches_lab=patches_lab,
        light=light,
        findings=(
            *photo.findings,
            *reading.findings,
            *judge(reading, error, weights, light, look_at(photo, reading, correction)),
        ),
    )


def _balanced_on_card(reading: ChartReading, photo: Photo) -> Calibration:
    if float(reading.clipped_share.max()) > MOST_CLIPPED_SHARE or (linear_to_srgb(reading.measured) > BRIGHTEST).any():
        raise CalibrationError(
            "The card is blown out, so it tells nothing about the light.",
            code="calibration.unreadable_patches",
            hint="Expose so that the card is light grey in the photo, and keep reflections off it.",
        )
    correction = fit_white_balance(reading.measured, reading.kind.reference_lab, np.ones(len(reading.measured)))
    typical = typical_of_white_balance()
    card = Finding(
        "chart.card_only",
        "warn",
        f"The errors told are what white balance alone typically leaves, ΔE00 {typical.held_out_skin:.0f} on skin; "
        "one card cannot measure them in this photo. Use a chart of 24 colours for a match.",
    )
    return Calibration(
        reading=reading,
        model="white balance",
        correction=correction,
        skin_shift=NO_SHIFT,
        delta_e00=typical,
        compared=MappingProxyType({"white balance": typical.held_out_mean}),
        patches_lab=linear_to_lab(correction.apply(reading.measured)),
        light=EVEN_LIGHT,
        findings=(*photo.findings, *reading.findings, card),
    )
