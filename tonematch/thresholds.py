"""How large a difference eyes notice on skin, and how large a one they accept, by how deep the skin is.

Eyes forgive more on dark skin than on light. The thresholds were found with silicone skin replicas:

=================  =================  =================  ==========================================================
                   light skin         dark skin          source
=================  =================  =================  ==========================================================
perceptible ΔE00   0.7                1.2                Paravina et al., J Prosthodont 18 (2009) 618-625
acceptable ΔE00    2.1                3.1                the same
perceptible ΔE*ab  0.8                1.3                Leow et al., Prosthet Orthot Int 30 (2006) 5-16
acceptable ΔE*ab   1.8                2.6                the same, doi 10.1080/03093640500465096
=================  =================  =================  ==========================================================

The values in ΔE00 are used. Between the two skins the thresholds slide with L*; where light ends and dark begins is our
own choice.
"""

from typing import NamedTuple

import numpy as np


class Thresholds(NamedTuple):
    """ΔE00 that half of observers notice, and that half of them accept."""

    perceptible: float
    acceptable: float


LIGHT_SKIN_L, LIGHT_SKIN = 65.0, Thresholds(0.7, 2.1)
DARK_SKIN_L, DARK_SKIN = 40.0, Thresholds(1.2, 3.1)


def thresholds(lightness: float) -> Thresholds:
    """Give the thresholds for skin of this L*.

    >>> thresholds(70), thresholds(30)
    (Thresholds(perceptible=0.7, acceptable=2.1), Thresholds(perceptible=1.2, acceptable=3.1))
    """
    pairs = zip(DARK_SKIN, LIGHT_SKIN, strict=True)
    return Thresholds(*(float(np.interp(lightness, [DARK_SKIN_L, LIGHT_SKIN_L], pair)) for pair in pairs))
