"""How each recipe holds up: the columns that terminal, report and app show beside ΔE00, grade and words."""

from collections.abc import Sequence

from tonematch.mix.answer import Match
from tonematch.mix.palettes.shade import Shade
from tonematch.report.words.lamps import light_text

HEADINGS = ("Pots", "Uneven drops", "Worst light", "Lamps alone", "Whole parts", "Stock", "Shades")
"""Of the cells of `holding_cells`."""

HOLDING_NOTE = (
    "Uneven drops: ΔE00 to expect where every dose is off by about 8 %. Lamps alone: metamerism index, what a lamp "
    "adds to the ΔE00 in daylight, by a model of the skin's reflectance. Whole parts: by how much ΔE00 in daylight is "
    "larger than in the best proportions of the same shades."
)


def holding_cells(match: Match) -> tuple[str, ...]:
    """Give the cells of one recipe, in the order of `HEADINGS`."""
    return (
        str(match.pots),
        f"{match.expected_delta_e00:.1f}",
        light_text(match),
        f"{match.metamerism_index:.1f}",
        f"+{match.rounding_cost:.2f}",
        stock_text(match),
        match.data,
    )


def stock_text(match: Match) -> str:
    """Say whether all pots of a recipe can be used, and name those that cannot."""
    hindered = [part for part in match.components if part.stock in {"expired", "not in stock"}]
    if hindered:
        return ", ".join(f"{part.shade.code} {part.stock}" for part in hindered)
    return "in stock" if match.stock == "in stock" else "not stated"


def known_by(shade: Shade) -> str:
    """Say in a few words what of a shade is known."""
    by_photo = shade.data == "measured" and str(shade.extra.get("known_by", "")).startswith("photo")
    origin = "measured from a photo" if by_photo else shade.data
    if shade.k is not None:
        return f"K and S, {origin}"
    return f"Lab, {origin}; reflectance recovered" if shade.recovered else f"reflectance, {origin}"


def methods_text(matches: Sequence[Match]) -> str:
    """Name the model that predicted the recipes; where several did, say which predicted which."""
    ranks: dict[str, list[int]] = {}
    for match in matches:
        ranks.setdefault(match.predicted.method, []).append(match.rank)
    if len(ranks) == 1:
        return f"Predicted by {next(iter(ranks))}."
    return "; ".join(f"{_numbered(found)} predicted by {method}" for method, found in ranks.items()) + "."


def _numbered(ranks: Sequence[int]) -> str:
    """Name recipes by their ranks.

    >>> _numbered([1]), _numbered([1, 3, 4])
    ('Recipe 1', 'Recipes 1, 3 and 4')
    """
    if len(ranks) == 1:
        return f"Recipe {ranks[0]}"
    return f"Recipes {', '.join(map(str, ranks[:-1]))} and {ranks[-1]}"


def tied_text(ranks: Sequence[int], listed: int) -> str:
    """Name the recipes that tie with the first.

    >>> tied_text((1, 2, 3), 10), tied_text((1, 2), 2), tied_text((1, 3), 10)
    ('the first 3 recipes', 'all recipes listed', 'recipes 1 and 3')
    """
    if len(ranks) == listed:
        return "all recipes listed"
    if tuple(ranks) == tuple(range(1, len(ranks) + 1)):
        return f"the first {len(ranks)} recipes"
    return _numbered(ranks).replace("R", "r", 1)
