"""How large the charts are: the distance between the middles of neighbouring patches, and where that is known from.

Makers print the sizes of cards and cases, not of the grid of patches on them, and one layout comes in several sizes. So
a size is told only where the kind of chart was named and a source tells its patches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

NOMINAL_SHARE = 0.86  # of the pitch, midway between the Classic's patches and the Passport's
OWN_SIZE_DOUBT = 0.01  # a ruler laid over the chart's patches
OWN_SIZE_SOURCE = "the chart's own description, where it gives pitch_mm"


@dataclass(frozen=True)
class Size:
    """How large a kind of chart is.

    Parameters
    ----------
    pitch_mm
        Distance between the middles of neighbouring patches, None where it is not known.
    doubt
        Share by which that may be wrong, in 95 of 100 charts.
    source
        Where it comes from, or why there is none.
    patch_share
        Width of a patch in pitches.
    """

    pitch_mm: float | None
    doubt: float
    source: str
    patch_share: float = NOMINAL_SHARE


NOT_TOLD = Size(
    None, 0.0, "charts of this layout come in several sizes, which look alike in a photo; name its kind to know"
)
PASSPORT = Size(15.0, 0.01, "ArgyllCMS, ref/ColorCheckerPassport.cht: patches of 12.4 mm, 15.0 mm apart", 0.827)
DIGITAL_SG = Size(15.21, 0.01, "ArgyllCMS, ref/ColorCheckerSG.cht: 15.175 mm across and 15.25 mm down", 0.836)
SIZES: Mapping[str, Size] = MappingProxyType(
    {
        "classic24": Size(None, 0.0, "cards made before November 2014 come in two sizes, 28 and 33 cm wide"),
        "classic24-2014": Size(
            45.5, 0.03, "PlantCV, detect_color_card: patches of 40 mm, which photos show to be 0.88 of the pitch", 0.88
        ),
        "passport": PASSPORT,
        "passport-2014": PASSPORT,
        "mini": Size(None, 0.0, "no source tells the patches of cards made before November 2014"),
        "mini-2014": Size(
            14.9,
            0.045,
            "PlantCV, detect_color_card: patches of 12 mm, which a photo shows to be 0.81 of the pitch",
            0.81,
        ),
        "nano": Size(None, 0.0, "sources disagree on the size of its patches"),
        "sg140": DIGITAL_SG,
        "sg140-2014": DIGITAL_SG,
    }
)
"""By kind of chart. PlantCV tells patches to the millimetre, which is the doubt here; on the Passport its 12 mm and a
share of 0.81 give 14.9 mm, as against 15.0 mm. The large card of 33 cm has a pitch of 52.5 mm (ArgyllCMS,
ref/ColorChecker.cht)."""
