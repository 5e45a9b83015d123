"""How far a calibration can be trusted, and why not further."""

import numpy as np

from tonematch.chart.reading import ChartReading
from tonematch.colour import FloatArray
from tonematch.correct.chart_state import ChartState
from tonematch.correct.held_out import HeldOutError
from tonematch.correct.light import LightOnChart
from tonematch.findings import Finding, Severity

WARN_HELD_OUT = 4.5
REFUSE_HELD_OUT = 8.0
"""Mean held-out ΔE00. The seven photos of `scripts/measure_real_photos.py` lie at 2.6 to 4.0."""
WARN_SKIN = 7.0
MOST_CLIPPED = 3
REFUSE_CLIPPED = 9
SMALL_PATCH_PX = 14.0
UNEVEN_STOPS = 0.35
REFUSE_UNEVEN_STOPS = 0.9  # nearly half the light lost over one chart: where the skin lies, anything may be
MIXED_STOPS = 0.15
"""Six of the seven photos of `scripts/measure_real_photos.py` stay below; in the seventh a hand shades the chart."""
DARK_WHITE = 0.25
BLURRED_EDGE = 0.12
TILTED_DEG = 40.0
PROCESSED_BEND = 0.9  # plain camera pictures need up to 0.75
WORN_HELD_OUT = 4.0
NOISY = 0.10  # spread within a patch, as a share of its own value


def judge(
    reading: ChartReading, error: HeldOutError, usable: FloatArray, light: LightOnChart, state: ChartState
) -> tuple[Finding, ...]:
    """List what lowers the trust in a calibration, each with cause and remedy.

    Parameters
    ----------
    reading
        The chart as read.
    error
        Held-out error of the chosen correction.
    usable
        (patches,) weights; below 1 means clipped or too dark to believe.
    light
        How the light changes across the chart.
    state
        How the chart lies and looks.
    """
    checks = (
        _fit(error),
        _skin(error),
        _clipped(reading, usable),
        _small(reading),
        _dark(reading),
        _noise(reading),
        _uneven(light.fall_off_stops),
        _mixed(light.colour_stops),
        _blurred(state.edge_share),
        _tilted(state.tilt_deg),
        _processed(state.bend),
        _worn(error, usable, light),
    )
    return tuple(finding for finding in checks if finding is not None)


def _fit(error: HeldOutError) -> Finding | None:
    value = error.held_out_mean
    if value > REFUSE_HELD_OUT:
        return Finding(
            "calibration.refused",
            "refuse",
            f"The chart's colours cannot be brought to their known values: patches left out miss by ΔE00 {value:.1f}. "
            "The chart may be worn, a copy, in mixed light, or the photo edited. Take it again in even daylight.",
            value,
            REFUSE_HELD_OUT,
        )
    if value > WARN_HELD_OUT:
        return Finding(
            "calibration.loose",
            "warn",
            f"The chart's colours fit only loosely: patches left out miss by ΔE00 {value:.1f}. "
            "Even daylight, no flash and no photo filter give a better fit.",
            value,
            WARN_HELD_OUT,
        )
    return None


def _skin(error: HeldOutError) -> Finding | None:
    if error.held_out_skin <= WARN_SKIN:
        return None
    return Finding(
        "calibration.skin_patches",
        "warn",
        f"The chart's two skin-like patches miss by ΔE00 {error.held_out_skin:.1f}: "
        "a hand or its shadow may lie on them. Hold the chart by its frame, away from shadows.",
        error.held_out_skin,
        WARN_SKIN,
    )


def _clipped(reading: ChartReading, usable: FloatArray) -> Finding | None:
    count = int((usable < 1).sum())
    if count <= MOST_CLIPPED:
        return None
    severity: Severity = "refuse" if count >= REFUSE_CLIPPED else "warn"
    names = ", ".join(reading.kind.patch_names[index] for index in np.flatnonzero(usable < 1))
    return Finding(
        "chart.clipped",
        severity,
        f"{count} patches cannot be read: blown out, too dark, covered or shaded ({names}). "
        "Expose so that the white patch is not pure white.",
        float(count),
        float(MOST_CLIPPED),
    )


def _small(reading: ChartReading) -> Finding | None:
    if reading.patch_px >= SMALL_PATCH_PX:
        return None
    return Finding(
        "chart.small",
        "warn",
        f"The chart is small in the photo: a patch spans {reading.patch_px:.0f} pixels. Go closer.",
        reading.patch_px,
        SMALL_PATCH_PX,
    )


def _dark(reading: ChartReading) -> Finding | None:
    white = float(reading.measured[reading.kind.neutral_patches[0]].max())
    if white >= DARK_WHITE:
        return None
    return Finding(
        "light.too_little",
        "warn",
        f"The photo is dark: the white patch reaches {white:.0%} of full light. Use more light, not flash.",
        white,
        DARK_WHITE,
    )


def _noise(reading: ChartReading) -> Finding | None:
    level = reading.measured.mean(axis=1)
    noise = (
        float(np.median(reading.spread.mean(axis=1)[level > 0.05] / level[level > 0.05]))
        if (level > 0.05).any()
        else 1.0
    )
    if noise <= NOISY:
        return None
    return Finding(
        "chart.noisy",
        "warn",
        f"The patches are grainy or blurred: they vary by {noise:.0%} within themselves. "
        "Hold still and use more light.",
        noise,
        NOISY,
    )


def _uneven(stops: float) -> Finding | None:
    if stops <= UNEVEN_STOPS:
        return None
    return Finding(
        "light.uneven",
        "refuse" if stops > REFUSE_UNEVEN_STOPS else "warn",
        f"The light falls off across the chart by {stops:.1f} stops, and so it may between chart and skin. "
        "Turn so that the light comes from in front, and lay the chart right beside the skin.",
        stops,
        UNEVEN_STOPS,
    )


def _mixed(stops: float) -> Finding | None:
    if stops <= MIXED_STOPS:
        return None
    return Finding(
        "light.mixed",
        "warn",
        f"The colour of the light changes across the chart by {stops:.2f} stops: two kinds of light meet, "
        "such as window and lamp, and the skin may be lit differently from the chart. Use one kind of light.",
        stops,
        MIXED_STOPS,
    )


def _blurred(edge_share: float | None) -> Finding | None:
    if edge_share is None or edge_share <= BLURRED_EDGE:
        return None
    return Finding(
        "chart.blurred",
        "warn",
        f"The photo is blurred: the edges of the patches are smeared over {edge_share:.0%} of a patch. "
        "Hold still, wipe the lens, and focus on the chart.",
        edge_share,
        BLURRED_EDGE,
    )


def _tilted(angle_deg: float) -> Finding | None:
    if angle_deg <= TILTED_DEG:
        return None
    return Finding(
        "chart.tilted",
        "warn",
        f"The chart is seen at a slant of about {angle_deg:.0f}°, so it may be lit otherwise than the skin. "
        "Lay it in the plane of the skin and photograph it from straight above.",
        angle_deg,
        TILTED_DEG,
    )


def _processed(bend: float) -> Finding | None:
    if bend <= PROCESSED_BEND:
        return None
    return Finding(
        "photo.processed",
        "warn",
        f"The photo's contrast is bent far more than cameras do ({bend:.1f}): it seems edited, filtered or taken in a "
        "special mode. Use the camera's plain mode and the original file.",
        bend,
        PROCESSED_BEND,
    )


def _worn(error: HeldOutError, usable: FloatArray, light: LightOnChart) -> Finding | None:
    lit_evenly = light.fall_off_stops <= UNEVEN_STOPS and light.colour_stops <= MIXED_STOPS
    well_read = int((usable < 1).sum()) <= MOST_CLIPPED
    if error.held_out_mean <= WORN_HELD_OUT or not (lit_evenly and well_read):
        return None
    return Finding(
        "chart.worn",
        "warn",
        f"The light is even, and still the patches miss by ΔE00 {error.held_out_mean:.1f}: the chart may be "
        "faded, dirty, or a copy by another maker. Compare it with a new one, or measure it and use its own values.",
        error.held_out_mean,
        WORN_HELD_OUT,
    )
