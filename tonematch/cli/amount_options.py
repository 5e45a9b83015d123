"""The flags that say in which unit a recipe is told, and how much of it is wanted."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tonematch.mix.amounts import Measure

UNITS = ("parts", "drops", "grams")
"""Those of `tonematch.mix.amounts`, which takes too long to load for a page of help."""


def _checked_unit(text: str) -> str:
    if text not in UNITS:
        raise typer.BadParameter(f'"{text}" is not one of {", ".join(UNITS)}.')
    return text


UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        parser=_checked_unit,
        metavar="|".join(UNITS),
        help="Unit to tell recipes in. Default: the palette's own; grams with --batch-grams.",
    ),
]
BatchGramsOption = Annotated[
    float | None,
    typer.Option("--batch-grams", min=0.01, max=10_000, metavar="G", help="How many grams to mix in all."),
]
BalanceOption = Annotated[
    float, typer.Option("--balance", min=0.0001, max=10, metavar="G", help="The smallest step your balance shows.")
]


def measure_typed(unit: str | None, batch_grams: float | None, balance: float) -> "Measure":
    """Give the measure typed.

    Raises
    ------
    typer.BadParameter
        When parts are asked for beside a batch in grams.
    """
    if unit == "parts" and batch_grams is not None:
        raise typer.BadParameter("--batch-grams tells grams or drops; leave --unit parts away.", param_hint="'--unit'")
    from tonematch.mix.amounts import UNITS as KNOWN
    from tonematch.mix.amounts import Measure

    return Measure(next((known for known in KNOWN if known == unit), None), batch_grams, balance)
