"""What is to be matched: the skin in a photo, or a colour given as numbers."""

from dataclasses import dataclass

from tonematch.capture.marks import Corners
from tonematch.capture.mask import read_mask
from tonematch.capture.photo import Photo
from tonematch.cli.mark_options import Marks
from tonematch.cli.options import ColourTarget, PhotoTarget
from tonematch.colour import Lab, lab_from
from tonematch.measure.repeat import Repeated
from tonematch.measure.sample import SkinSample
from tonematch.pipeline import Calibrated, calibrate_photo, sample_photo, sample_shots, with_contralateral


@dataclass(frozen=True, eq=False)
class Aim:
    """A target, what lies beneath it, the photo both were measured in, and how further shots agree, if there are."""

    target: Lab
    over: Lab | None
    photo: Photo | None = None
    sample: SkinSample | None = None
    repeated: Repeated | None = None

    @property
    def uncertainty(self) -> float:
        """ΔE00 within which the target is known in 95 of 100 cases; 0 where it was given as numbers."""
        return 0.0 if self.sample is None else self.sample.surrounding.uncertainty_delta_e00


def aim_at(wish: PhotoTarget | ColourTarget, *, chart: str, corners: Corners | None, anyway: bool) -> Aim:
    """Measure the target in its photo, over the patch there; or take it as given."""
    if isinstance(wish, ColourTarget):
        return Aim(lab_from(wish.target), None if wish.over is None else lab_from(wish.over))
    read = calibrate_photo(wish.photo, chart=chart, corners=corners, near=wish.marks.near)
    sample, repeated = sample_marks(read, wish.marks, chart=chart, anyway=anyway)
    beneath = None if sample.patch is None else sample.patch.lab
    return Aim(sample.surrounding.lab, beneath, read.photo, sample, repeated)


def sample_marks(read: Calibrated, marks: Marks, *, chart: str, anyway: bool) -> tuple[SkinSample, Repeated | None]:
    """Sample the skin of a calibrated photo where the flags say, and of its further shots."""
    if marks.also:
        return sample_shots(
            read, marks.also, chart=chart, anyway=anyway, patch=marks.patch, box=marks.box, skin=marks.skin
        )
    shape = (read.photo.height, read.photo.width)
    sample = sample_photo(
        read,
        anyway=anyway,
        patch=marks.patch,
        box=marks.box,
        stroke=None if marks.stroke is None else marks.stroke.points,
        lighter_in=marks.lighter_in,
        darker_in=marks.darker_in,
        patch_mask=None if marks.patch_mask is None else read_mask(marks.patch_mask, shape),
        skin=marks.skin,
        skin_mask=None if marks.skin_mask is None else read_mask(marks.skin_mask, shape),
    )
    if marks.contralateral is not None and marks.contralateral_skin is not None:
        other = calibrate_photo(marks.contralateral, chart=chart, near=marks.contralateral_skin)
        sample = with_contralateral(sample, sample_photo(other, anyway=anyway, skin=marks.contralateral_skin))
    return sample, None
