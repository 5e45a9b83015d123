"""The plots of a skin sample: across the patch's border, and by direction around it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tonematch.errors import RegionError
from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.sectors import SectorTone
from tonematch.report.files import Pixels
from tonematch.report.plots import profile as profile_plot
from tonematch.report.plots import sectors as sector_plot
from tonematch.report.plots.figure import png_of, svg_of
from tonematch.report.plots.profile import Profile

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FEWEST_STEPS = 2  # a line needs two points


def profile_svg(sample: SkinSample) -> str:
    """Draw L*, a* and b* across the patch's border, as an ``<svg>`` element.

    Raises
    ------
    RegionError
        When the skin was not sampled around a patch, and so there is no border.
    """
    profile = _profile(sample)
    return svg_of(
        partial(profile_plot.draw_profile, profile=profile),
        profile_plot.SIZE_IN,
        name="profile",
        alt=profile_alt(sample),
    )


def profile_png(sample: SkinSample) -> Pixels:
    """Draw L*, a* and b* across the patch's border, as pixels; raises as `profile_svg` does."""
    return png_of(partial(profile_plot.draw_profile, profile=_profile(sample)), profile_plot.SIZE_IN, name="profile")


def profile_alt(sample: SkinSample) -> str:
    """Say in words what the profile plot shows; raises as `profile_svg` does."""
    return profile_plot.alt_of(_profile(sample))


def sectors_svg(sample: SkinSample) -> str:
    """Draw the surrounding tone by direction, as an ``<svg>`` element.

    Raises
    ------
    RegionError
        When the skin was not sampled around a patch, and so has no directions.
    """
    return svg_of(_wheel(sample), sector_plot.SIZE_IN, name="sectors", alt=sectors_alt(sample))


def sectors_png(sample: SkinSample) -> Pixels:
    """Draw the surrounding tone by direction, as pixels; raises as `sectors_svg` does."""
    return png_of(_wheel(sample), sector_plot.SIZE_IN, name="sectors")


def sectors_alt(sample: SkinSample) -> str:
    """Say in words what the plot by direction shows; raises as `sectors_svg` does."""
    return sector_plot.alt_of(_sectors(sample), sample.surrounding.lab, sample.surrounding.uncertainty_delta_e00)


def _profile(sample: SkinSample) -> Profile:
    if sample.profile is None or sample.patch is None:
        raise RegionError(
            "There is no border to draw the colour across: the skin was chosen by hand, not around a patch.",
            code="profile.no_patch",
            hint="Mark a patch with --patch x,y, or leave the profile out.",
        )
    if len(sample.profile.distance_px) < FEWEST_STEPS:
        raise RegionError(
            "There is too little skin along the border to draw the colour across it.",
            code="profile.too_short",
            hint="Take the photo from a little closer.",
        )
    return Profile(sample.profile, sample.patch.lab, sample.surrounding.lab, sample.mm_per_px)


def _sectors(sample: SkinSample) -> tuple[SectorTone, ...]:
    if not sample.sectors:
        raise RegionError(
            "There are no directions to tell apart: the skin was not sampled around a patch.",
            code="sectors.none",
            hint="Mark a patch with --patch x,y, or leave the plot by direction out.",
        )
    return sample.sectors


def _wheel(sample: SkinSample) -> Callable[["Figure"], None]:
    sectors, whole = _sectors(sample), sample.surrounding.lab
    verdict = sector_plot.verdict_words(sectors, whole, sample.surrounding.uncertainty_delta_e00)
    return partial(sector_plot.draw_sectors, sectors=sectors, whole=whole, verdict=verdict)
