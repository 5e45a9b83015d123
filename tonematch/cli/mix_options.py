"""The flags that say how a mix is to be judged: one's own jars, powder, healing, density, lamp."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tonematch.capture.marks import parse_numbers
from tonematch.cli.mark_options import typed

if TYPE_CHECKING:
    from tonematch.colour import Lab
    from tonematch.mix.film.strengths import Strengths
    from tonematch.mix.healing.aftermath import Aftermath

LIGHTS = ("D65", "A", "FL11", "LED-B3", "D50", "worst")
"""Those of `tonematch.mix.lights`, which takes too long to load for a page of help."""


class Change(NamedTuple):
    """A difference of two Lab as typed."""

    dL: float  # noqa: N815  # its name in the literature
    da: float
    db: float


def parse_change(text: str) -> Change:
    """Read ``"dL,da,db"``."""
    return Change(*parse_numbers(text, count=3, shape="dL,da,db"))


def _checked_light(text: str) -> str:
    if text not in LIGHTS:
        raise typer.BadParameter(f'"{text}" is not one of {", ".join(LIGHTS)}.')
    return text


StrengthsOption = Annotated[
    Path | None,
    typer.Option(
        "--strengths", metavar="FILE.json", help="Your own jars, as 'tonematch correct --strengths' learned them."
    ),
]
PowderOption = Annotated[
    Change | None,
    typer.Option(
        "--powder",
        parser=typed(parse_change),
        metavar="dL,da,db",
        help="What fixing powder does to the colour: a drawdown with powder less the same without.",
    ),
]
HealedOption = Annotated[
    Path | None,
    typer.Option(
        "--healed", metavar="FILE.json", help="Choose for the healed colour by your own pairs: see 'tonematch healed'."
    ),
]
HealedEstimateOption = Annotated[
    bool,
    typer.Option(
        "--healed-estimate", help="Choose for a modelled estimate of the healed colour; its size is very uncertain."
    ),
]
DensityOption = Annotated[
    float | None,
    typer.Option(
        "--density",
        metavar="0.05-0.99",
        help="Contrast ratio of the implanted pigment; sheer layers let the patch be seen. Default: opaque.",
    ),
]
LightOption = Annotated[
    str,
    typer.Option(
        "--light",
        parser=_checked_light,
        metavar="|".join(LIGHTS),
        help="The lamp to choose for; worst: the one under which a recipe fits least.",
    ),
]
ForgivingOption = Annotated[
    bool, typer.Option("--forgiving", help="Put those recipes first that uneven drops harm least.")
]


@dataclass(frozen=True)
class Afterwards:
    """What is to be reckoned with once the mix is in place, as typed."""

    powder: Change | None = None
    healed: Path | None = None
    healed_estimate: bool = False

    def __post_init__(self) -> None:
        given = [self.powder is not None, self.healed is not None, self.healed_estimate]
        if sum(given) > 1:
            raise typer.BadParameter("--powder, --healed and --healed-estimate exclude each other; give one of them.")


def reckoned_with(wish: Afterwards, target: "Lab") -> "Aftermath | None":
    """Give the shift wished for, or None where the palettes' own word is to count."""
    from tonematch.mix.healing.aftermath import powder_from
    from tonematch.mix.healing.healed import estimated_healing, learn_healing
    from tonematch.mix.healing.healed_file import load_pairs

    if wish.powder is not None:
        return powder_from(wish.powder)
    if wish.healed is not None:
        return learn_healing(load_pairs(wish.healed))
    return estimated_healing(target) if wish.healed_estimate else None


def jars_in(file: Path | None) -> "Strengths | None":
    """Read what test stripes have taught of one's own jars, where a file is given."""
    from tonematch.mix.loop.strengths_file import load_strengths

    return None if file is None else load_strengths(file)
