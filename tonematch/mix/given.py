"""A recipe as a person gives it, found in the palette that has its codes."""

from collections.abc import Mapping, Sequence

from tonematch.errors import NoMatchError
from tonematch.mix.film.kubelka_munk import checked_amount, shade_index
from tonematch.mix.ranking import Bench
from tonematch.mix.search.find import Recipe


def place_recipe(benches: Sequence[Bench], recipe: Mapping[str, int]) -> tuple[Bench, Recipe]:
    """Find the palette that has all codes of a recipe; where none has, the one with most of them speaks.

    Raises
    ------
    PaletteError
        Naming codes near to the one that is missing.
    NoMatchError
        If the recipe is empty, its parts are not whole numbers of 1 or more, or it mixes palettes.
    """
    if not recipe:
        raise NoMatchError("A recipe is empty.", code="recipe.empty", hint="Name at least one shade and its parts.")

    def known(bench: Bench) -> int:
        return len(
            {shade.code.casefold() for shade in bench.palette.shades} & {str(code).casefold() for code in recipe}
        )

    bench = max(benches, key=known)
    _check_one_line(bench, benches, recipe)
    parts: dict[int, int] = {}
    for code, amount in recipe.items():
        index = shade_index(bench.palette, code)
        parts[index] = parts.get(index, 0) + _whole(code, amount)
    return bench, Recipe(tuple(parts), tuple(parts.values()), 0.0)


def _check_one_line(bench: Bench, benches: Sequence[Bench], recipe: Mapping[str, int]) -> None:
    own = {shade.code.casefold() for shade in bench.palette.shades}
    for code in recipe:
        folded = str(code).casefold()
        others = [
            other.palette.name
            for other in benches
            if other is not bench and folded in {shade.code.casefold() for shade in other.palette.shades}
        ]
        if folded not in own and others:
            raise NoMatchError(
                f"The recipe takes {code} from palette '{others[0]}' and the rest from '{bench.palette.name}'.",
                code="recipe.several_palettes",
                hint="A recipe stays within one palette: product lines are not made to be mixed with each other.",
            )


def _whole(code: str, amount: float) -> int:
    number = checked_amount(code, amount)
    if number != int(number):
        raise NoMatchError(
            f"The recipe gives {amount:g} parts of {code}, expected a whole number.",
            code="recipe.parts",
            hint="Multiply all parts until they are whole.",
        )
    return int(number)
