"""What one case holds: a photo, what the user asked of it, and what was made of it so far."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tonematch.capture.photo import Photo
from tonematch.ui.marker.marks import NOTHING_DRAWN, Marking, Place
from tonematch.ui.match.asked import Wishes
from tonematch.ui.preview import Preview

if TYPE_CHECKING:
    from tonematch.correct.calibration import Calibration
    from tonematch.measure.sample import SkinSample
    from tonematch.mix.match import Suggestions

AUTO = "auto"


@dataclass(frozen=True)
class Chart:
    """Which chart it is, and its corners where the user marked them."""

    kind: str = AUTO
    corners: tuple[Place, ...] | None = None


@dataclass(frozen=True, eq=False)
class OtherSide:
    """A second photo, of the same place on the other side of the body, whose skin is to be the target.

    Parameters
    ----------
    photo, preview, calibration
        The photo with its own chart, and a small picture of it for the screen.
    marking, sampled
        What the user drew on it, and what `sample` was measured for.
    sample
        The skin there.
    """

    photo: Photo
    preview: Preview
    calibration: "Calibration"
    marking: Marking = NOTHING_DRAWN
    sampled: Marking = NOTHING_DRAWN
    sample: "SkinSample | None" = None


@dataclass(frozen=True, eq=False)
class Case:
    """One photo, what the user asked of it, and what was made of it so far.

    A result stays until the next one of its kind has come out, so that a mark that fails takes nothing away.

    Parameters
    ----------
    photo, preview
        The photo, and a small picture of it for the screen.
    own_mark
        The mark that comes with a bundled sample, or with a photo of the record.
    site
        Where on the body it was taken, a key of the words' `SITES`; empty as long as nobody has said.
    chart
        The kind of chart and its corners as the user says; corners None means to search.
    anyway
        The user goes on although the calibration was refused.
    marking
        What the user drew on the photo.
    wishes
        What a recipe may be.
    calibration, sample, suggestions
        What the steps gave, and in `calibrated`, `sampled` and `matched` what they gave it for.
    other_side
        A second photo to take the target from.
    chosen
        The rank of the recipe chosen; 0 is the nearest single shade where that is not listed.
    """

    photo: Photo
    preview: Preview
    own_mark: Marking | None = None
    site: str = ""
    chart: Chart = Chart()
    anyway: bool = False
    marking: Marking = NOTHING_DRAWN
    wishes: Wishes | None = None
    calibration: "Calibration | None" = None
    calibrated: Chart | None = None
    sample: "SkinSample | None" = None
    sampled: Marking = NOTHING_DRAWN
    other_side: "OtherSide | None" = None
    suggestions: "Suggestions | None" = None
    matched: Wishes | None = None
    chosen: int = 1

    @property
    def target(self) -> "SkinSample | None":
        """What is to be matched: the sample, with the tone of the other side where that was measured."""
        other = None if self.other_side is None else self.other_side.sample
        if self.sample is None or other is None:
            return self.sample
        from tonematch.pipeline import with_contralateral  # noqa: PLC0415  # loaded while the user looks at the photo

        return with_contralateral(self.sample, other)
