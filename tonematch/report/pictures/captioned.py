"""A picture with the words that stand for it and below it."""

from dataclasses import dataclass

from tonematch.report.files import Pixels


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture with the words that stand for it.

    Parameters
    ----------
    pixels
        (h, w, 3) encoded sRGB.
    alt
        What it says, for those who do not see it.
    caption
        What stands below it.
    exact
        It is drawn or painted, not photographed: kept without loss.
    """

    pixels: Pixels
    alt: str
    caption: str
    exact: bool = False
