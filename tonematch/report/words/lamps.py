"""Lamps in words."""

from collections.abc import Mapping
from types import MappingProxyType

from tonematch.mix.answer import Match

SHORT_LIGHTS: Mapping[str, str] = MappingProxyType(
    {"D65": "daylight", "A": "tungsten", "FL11": "fluorescent", "LED-B3": "LED", "D50": "warm daylight"}
)
"""Lamps in a word, for narrow tables."""


FIRST = "the first recipe"
"""What the recipe that most is said of is called."""


def light_text(match: Match) -> str:
    """Say under which lamp the recipe fits least, and its ΔE00 there."""
    light = match.worst_light
    return f"{SHORT_LIGHTS.get(light, light)} {match.worst_light_delta_e00:.1f}"


def light_robust_text(match: Match, called: str = FIRST) -> str:
    """Say how far lamps part a recipe from the skin by themselves."""
    lamp = max(match.metamerism, key=match.metamerism.__getitem__)
    return (
        f"Lamps alone part {called} from the skin by up to ΔE00 {match.metamerism_index:.1f} "
        f"({SHORT_LIGHTS.get(lamp, lamp)}; metamerism index, by a model of the skin's reflectance)."
    )
