"""All commands under one name."""

from typing import Annotated

import typer

from tonematch.cli.batch import batch
from tonematch.cli.calibrate import calibrate
from tonematch.cli.compare import compare
from tonematch.cli.correct import correct
from tonematch.cli.demo import demo
from tonematch.cli.healed import healed
from tonematch.cli.match import match
from tonematch.cli.palette import palette_app
from tonematch.cli.sample import sample
from tonematch.cli.scalp import scalp

app = typer.Typer(
    name="tonematch",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(value: bool) -> None:  # noqa: FBT001  this is how typer calls it
    if value:
        from tonematch.report.version import tool_version

        typer.echo(f"tonematch {tool_version()}")
        raise typer.Exit


@app.callback()
def tonematch(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Match skin colour for camouflage creams and dermatography from a photo with a colour chart in it."""


for command in (calibrate, sample, scalp, match, compare, correct, healed, batch, demo):
    app.command(name=command.__name__, no_args_is_help=command is not demo)(command)
app.add_typer(palette_app, name="palette")
