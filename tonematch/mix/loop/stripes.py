"""Test stripes as they were photographed, and what was poured before each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tonematch.colour import Lab
from tonematch.errors import NoMatchError

UNCERTAINTY = 2.0
"""ΔE00 that holds 95 of 100 photos, where nothing is said of one: the median bound told in even daylight."""


@dataclass(frozen=True)
class Stripe:
    """A test stripe photographed beside the skin.

    Parameters
    ----------
    parts
        What the mix holds by shade code, in the parts it was mixed in, all that was added since included.
    stripe, skin
        Lab measured in one photo, D65, 2°, specular excluded.
    over
        Lab of the bare patch beneath, or None for an opaque stripe.
    coats
        Thin coats, where `over` is given.
    uncertainty
        ΔE00 within which the photo tells a colour in 95 of 100.
    mix
        Stripes of one mix, corrected step by step, bear one name.
    day
        When, such as ``"2026-11-22"``, or empty.
    """

    parts: Mapping[str, int]
    stripe: Lab
    skin: Lab
    over: Lab | None = None
    coats: int = 2
    uncertainty: float = UNCERTAINTY
    mix: str = ""
    day: str = ""


def pours(stripes: Sequence[Stripe]) -> Iterator[tuple[int, str, float]]:
    """Tell what was poured before each stripe: its place in the list, code and parts.

    Raises
    ------
    NoMatchError
        When a later stripe of a mix holds less of a shade than an earlier one.
    """
    latest: dict[str, Mapping[str, int]] = {}
    for place, stripe in enumerate(stripes):
        before = latest.get(stripe.mix, {})
        for code, parts in before.items():
            now = stripe.parts.get(code, 0)
            if now < parts:
                raise NoMatchError(
                    f"The mix held {parts} parts of {code} at its last stripe and holds {now} now; nothing can be "
                    "taken out of a mix.",
                    code="correct.less_than_before",
                    hint="Give all that the mix holds now, or another name for a mix made anew.",
                )
        for code, parts in stripe.parts.items():
            if parts > before.get(code, 0):
                yield place, code, float(parts - before.get(code, 0))
        latest[stripe.mix] = stripe.parts
