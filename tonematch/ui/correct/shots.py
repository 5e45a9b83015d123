"""A photo with its chart, in which places are pointed at by name, and what was measured at them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import hypot
from types import MappingProxyType
from typing import TYPE_CHECKING

import streamlit as st

from tonematch.capture.photo import Photo, decode_photo
from tonematch.errors import RegionError
from tonematch.ui import session
from tonematch.ui.case import Chart
from tonematch.ui.clients import originals
from tonematch.ui.marker.marks import NOTHING_DRAWN, Gesture, Marking, Place, Tool
from tonematch.ui.preview import Preview, preview_of

if TYPE_CHECKING:
    from tonematch.colour import Lab
    from tonematch.correct.calibration import Calibration
    from tonematch.measure.sample import SkinSample

PREFIX = f"{session.CASE_PREFIX}shot "
COUNT = f"{session.CASE_PREFIX}shots taken"
BEFORE = " before"
SPOTS_MM = (4, 8, 15)
USUAL_SPOT_MM = 8
"""Across: well within a stripe of a fingertip's breadth, and still thousands of pixels of a phone's photo."""
FRAME_MM = 500.0
"""What the long side of a photo is taken to span where the chart does not tell: an arm's length away."""


@dataclass(frozen=True, eq=False)
class Spot:
    """A place, how large a spot was measured there, and what was measured.

    Parameters
    ----------
    at, width_mm, radius_px
        Where it is, and how large.
    alone
        What was measured there by itself.
    sample
        The same in the light on the skin `beside`, where that is known.
    """

    at: Place
    width_mm: int
    radius_px: float
    alone: "SkinSample"
    sample: "SkinSample"
    beside: "SkinSample | None" = None

    @property
    def lab(self) -> "Lab":
        """The colour there."""
        return self.sample.surrounding.lab


@dataclass(frozen=True, eq=False)
class Shot:
    """A photo and what is known of it.

    Parameters
    ----------
    photo, preview
        The photo, and a small picture of it for the screen.
    chart, calibration, calibrated
        How its chart is to be read, what that gave, and for which chart.
    anyway
        The user goes on although the calibration was refused.
    marking, spot_mm
        What was pointed at, and how large a spot is to be measured there.
    spots
        What was measured, by the names of the places.
    """

    photo: Photo
    preview: Preview
    chart: Chart = field(default_factory=Chart)
    calibration: "Calibration | None" = None
    calibrated: Chart | None = None
    anyway: bool = False
    marking: Marking = NOTHING_DRAWN
    spot_mm: int = USUAL_SPOT_MM
    spots: Mapping[Tool, Spot] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def trusted(self) -> bool:
        """Whether its colours may be used."""
        return self.calibration is not None and (self.anyway or self.calibration.verdict != "refuse")


def current(name: str) -> Shot | None:
    """Give a photo of the session by its name."""
    shot: Shot | None = st.session_state.get(f"{PREFIX}{name}")
    return shot


def keep(name: str, shot: Shot) -> Shot:
    """Keep a photo and what is known of it."""
    st.session_state[f"{PREFIX}{name}"] = shot
    return shot


def take(name: str, encoded: bytes, file_name: str, pointed: Mapping[Tool, Place] | None = None) -> None:
    """Take a file as a photo, with places pointed at where they are known.

    Raises
    ------
    PhotoError
        When it cannot be read as one.
    """
    photo = decode_photo(encoded, file_name)
    originals.hold(photo.sha256, encoded)
    marking = NOTHING_DRAWN
    for tool, at in (pointed or {}).items():
        marking = marking.then(Gesture(tool, (at,)))
    keep(name, Shot(photo, preview_of(photo), marking=marking))
    st.session_state[COUNT] = taken() + 1
    session.forget_uploads()


def taken() -> int:
    """Count the photos taken, for keys of fields that must start afresh."""
    count: int = st.session_state.get(COUNT, 0)
    return count


def drop(name: str) -> None:
    """Let a photo go, and the one laid aside."""
    for key in (name, f"{name}{BEFORE}"):
        st.session_state.pop(f"{PREFIX}{key}", None)


def lay_aside(name: str) -> None:
    """Make room for the next photo; this one can be brought back until the next is laid aside."""
    shot = current(name)
    drop(name)
    if shot is not None:
        keep(f"{name}{BEFORE}", shot)


def bring_back(name: str) -> None:
    """Take up the photo that was laid aside, if it is still there."""
    before = current(f"{name}{BEFORE}")
    drop(name)
    if before is not None:
        keep(name, before)


def calibrated(shot: Shot) -> Shot:
    """Read the chart in a photo.

    Raises
    ------
    ChartNotFoundError, CalibrationError
        When that cannot be done.
    """
    from tonematch.chart.corners import read_chart  # noqa: PLC0415  # heavy: loaded when a photo is there
    from tonematch.correct.calibration import fit_calibration  # noqa: PLC0415  # the same

    reading = read_chart(shot.photo, corners=shot.chart.corners, kind=shot.chart.kind)
    calibration = fit_calibration(reading, shot.photo)
    return replace(shot, calibration=calibration, calibrated=shot.chart, spots=MappingProxyType({}))


def measured(shot: Shot, tool: Tool, at: Place, others: Mapping[Tool, Spot]) -> Spot:
    """Measure a spot.

    Raises
    ------
    RegionError
        When it lies off the skin, outside the photo, or on another one.
    CalibrationError
        When the colours of the photo must not be used.
    """
    from tonematch.measure.patch.click import colour_at  # noqa: PLC0415  # heavy: loaded when a photo is there
    from tonematch.measure.strokes import Stroke, painted  # noqa: PLC0415  # the same
    from tonematch.pipeline import Calibrated, sample_photo  # noqa: PLC0415  # the same

    calibration, photo = shot.calibration, shot.photo
    if calibration is None:
        raise LookupError("Nothing can be measured before the chart has been read.")
    colour_at(calibration.view(photo), at)  # says where there is no skin
    radius = spot_radius_px(shot, at)
    for name, other in others.items():
        if name != tool and hypot(at[0] - other.at[0], at[1] - other.at[1]) < radius + other.radius_px:
            raise same_place()
    spot = painted((photo.height, photo.width), [Stroke("add", (at,), radius)])
    sample = sample_photo(Calibrated(photo, calibration), anyway=shot.anyway, skin_mask=spot)
    return Spot(at, shot.spot_mm, radius, sample, sample)


def in_one_light(shot: Shot, spots: Mapping[Tool, Spot]) -> Mapping[Tool, Spot]:
    """Read all spots in the light on the skin beside the stripe, where that was measured.

    Raises
    ------
    RegionError
        When a spot has too few pixels.
    """
    from tonematch.measure.beside import read_beside  # noqa: PLC0415  # heavy: loaded when a photo is there

    skin = spots["beside"].alone if "beside" in spots else None
    found: dict[Tool, Spot] = {}
    for tool, spot in spots.items():
        if spot.beside is skin or tool == "beside":
            found[tool] = spot
        else:
            seen = spot.alone if skin is None else read_beside(shot.photo, skin, spot.alone)
            found[tool] = replace(spot, sample=seen, beside=skin)
    return MappingProxyType(found)


def spot_radius_px(shot: Shot, at: Place) -> float:
    """Give half the breadth of a spot, in pixels of the photo."""
    from tonematch.chart.scale import mm_per_px_at  # noqa: PLC0415  # heavy: loaded when a photo is there

    longest = max(shot.photo.width, shot.photo.height)
    scale = None if shot.calibration is None else mm_per_px_at(shot.calibration.reading, at)
    return shot.spot_mm / 2 / (scale or FRAME_MM / longest)


def same_place() -> RegionError:
    """Make the error that tells of two names for one place."""
    return RegionError(
        "Two of the places lie upon each other, so their difference would be nothing.",
        code="correct.same_place",
        hint="Point at the stripe, and then at the bare skin beside it, clear of the stripe; or measure smaller spots.",
    )
