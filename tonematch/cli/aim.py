"""What is to be matched: the skin in a photo, or a colour given as numbers."""

from dataclasses import dataclass

from tonematch.capture.marks import Corners
from tonematch.capture.mask import read_mask
from tonematch.capture.photo import Photo
from tonematch.cli.options import ColourTarget, Marks, PhotoTarget
from tonematch.colour import Lab, lab_from
from tonematch.measure.sample import SkinSample
from tonematch.pipeline import Calibrated, calibrate_photo, sample_photo


@dataclass(frozen=True, eq=False)
class Aim:
    """A target, what lies beneath it, and the photo both were measured in, if there is one."""

    target: Lab
    over: Lab | None
    photo: Photo | None = None
    sample: SkinSample | None = None


def aim_at(wish: PhotoTarget | ColourTarget, *, chart: str, corners: Corners | None, anyway: bool) -> Aim:
    """Measure the target in its photo, over the patch there; or take it as given."""
    if isinstance(wish, ColourTarget):
        return Aim(lab_from(wish.target), None if wish.over is None else lab_from(wish.over))
    read = calibrate_photo(wish.photo, chart=chart, corners=corners)
    sample = sample_marks(read, wish.marks, anyway=anyway)
    beneath = None if sample.patch is None else sample.patch.lab
    return Aim(sample.surrounding.lab, beneath, read.photo, sample)


def sample_marks(read: Calibrated, marks: Marks, *, anyway: bool) -> SkinSample:
    """Sample the skin of a calibrated photo where the flags say."""
    shape = (read.photo.height, read.photo.width)
    return sample_photo(
        read,
        anyway=anyway,
        patch=marks.patch,
        box=marks.box,
        patch_mask=None if marks.patch_mask is None else read_mask(marks.patch_mask, shape),
        skin=marks.skin,
        skin_mask=None if marks.skin_mask is None else read_mask(marks.skin_mask, shape),
    )
