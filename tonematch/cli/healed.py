"""`tonematch healed`: an artist's own pairs of fresh and healed colours, and the shift they tell."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tonematch.capture.marks import Point, parse_numbers
from tonematch.cli.mark_options import typed, typed_point
from tonematch.cli.options import AnywayOption, ChartOption, JsonOption

if TYPE_CHECKING:
    from tonematch.colour import Lab


class Typed(NamedTuple):
    """A pair of fresh and healed Lab as typed."""

    fresh: tuple[float, float, float]
    healed: tuple[float, float, float]


def parse_pair(text: str) -> Typed:
    """Read ``"L,a,b L,a,b"``: fresh, then healed."""
    halves = text.split()
    if len(halves) != 2:
        raise typer.BadParameter(f'"{text}" is not of the form "L,a,b L,a,b": fresh, then healed.')
    fresh, healed = (parse_numbers(half, count=3, shape="L,a,b") for half in halves)
    return Typed((fresh[0], fresh[1], fresh[2]), (healed[0], healed[1], healed[2]))


def healed(
    file: Annotated[Path, typer.Argument(metavar="FILE.json", help="Your pairs; written anew when one is added.")],
    *,
    pair: Annotated[
        list[Typed] | None,
        typer.Option(
            "--pair", parser=typed(parse_pair), metavar='"L,a,b L,a,b"', help="Fresh and healed Lab of one site."
        ),
    ] = None,
    fresh_photo: Annotated[
        Path | None, typer.Option("--fresh", metavar="PHOTO", help="A photo of the fresh site, with the chart.")
    ] = None,
    fresh_at: Annotated[
        Point | None, typer.Option("--fresh-at", parser=typed_point, metavar="X,Y", help="A point on the site in it.")
    ] = None,
    healed_photo: Annotated[
        Path | None, typer.Option("--healed", metavar="PHOTO", help="A photo of the same site healed, with the chart.")
    ] = None,
    healed_at: Annotated[
        Point | None, typer.Option("--healed-at", parser=typed_point, metavar="X,Y", help="A point on the site in it.")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="A word on the pair, such as the weeks between.")] = "",
    chart: ChartOption = "auto",
    anyway: AnywayOption = False,
    as_json: JsonOption = False,
) -> None:
    """Learn how your own work heals, from pairs of fresh and healed: at least three."""
    photos = (fresh_photo, fresh_at, healed_photo, healed_at)
    if any(one is not None for one in photos) and any(one is None for one in photos):
        raise typer.BadParameter("--fresh, --fresh-at, --healed and --healed-at go together.")
    from tonematch.cli import screen
    from tonematch.colour import lab_from
    from tonematch.mix.healing.healed import FEWEST_PAIRS, Pair, learn_healing
    from tonematch.mix.healing.healed_file import dump_pairs, load_pairs
    from tonematch.report.files import write_whole
    from tonematch.report.words.healed import healed_json, healed_text

    known = load_pairs(file) if file.exists() or (not pair and fresh_photo is None) else ()
    added = [Pair(lab_from(one.fresh), lab_from(one.healed), note) for one in pair or ()]
    if fresh_photo is not None and healed_photo is not None and fresh_at is not None and healed_at is not None:
        fresh = _colour(fresh_photo, fresh_at, chart, anyway=anyway)
        added.append(Pair(fresh, _colour(healed_photo, healed_at, chart, anyway=anyway), note))
    pairs = (*known, *added)
    learned = learn_healing(pairs) if len(pairs) >= FEWEST_PAIRS else None
    if added:
        write_whole(file, dump_pairs(pairs).encode("utf-8"))
        screen.write_note(f"Wrote {len(pairs)} pair{'s' if len(pairs) > 1 else ''} to {file}.")
    if as_json:
        screen.write_json(healed_json(pairs, learned))
    else:
        screen.people_console().print(healed_text(pairs, learned))


def _colour(photo: Path, place: Point, chart: str, *, anyway: bool) -> "Lab":
    from tonematch.pipeline import calibrate_photo, sample_photo

    read = calibrate_photo(photo, chart=chart, near=place)
    return sample_photo(read, anyway=anyway, skin=place).surrounding.lab
