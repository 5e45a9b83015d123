"""One recipe as JSON: the keys of the contract, and everything else that is known of it."""

from typing import Any

from tonematch.colour import Lab
from tonematch.mix.amounts import AS_IT_IS, Measure
from tonematch.mix.answer import Component, Match
from tonematch.mix.film.coats import Coats
from tonematch.mix.palettes.kit import best_before
from tonematch.report.rounding import number, rounded
from tonematch.report.words.amounts import amounts_json
from tonematch.report.words.columns import known_by
from tonematch.report.words.wording import recipe_text


def one_match_json(match: Match, target: Lab, measure: Measure = AS_IT_IS) -> dict[str, Any]:
    """Say all about one recipe."""
    doubt = match.uncertainty_delta_e00
    return {
        "rank": match.rank,
        "parts": [_part_json(part) for part in match.components],
        "pots": match.pots,
        "recipe": recipe_text(match),
        "amounts": amounts_json(match, target, measure),
        "predicted": {"lab": rounded(match.predicted.lab)},
        "delta_e00": number(match.delta_e00),
        "uncertainty_delta_e00": number(doubt) if doubt else None,
        "difference": dict(zip(("dL", "dC", "dH"), rounded(match.difference), strict=True)),
        "in_words": match.in_words,
        "grade": match.grade,
        "lights": {light: number(value) for light, value in match.lights.items()},
        "worst_light": match.worst_light,
        "worst_light_delta_e00": number(match.worst_light_delta_e00),
        "data": match.data,
        "stock": match.stock,
        "method": match.predicted.method,
        "expected_delta_e00": number(match.expected_delta_e00),
        "metamerism": {light: number(value) for light, value in match.metamerism.items()},
        "metamerism_index": number(match.metamerism_index),
        "rounding": _rounding_json(match),
        "proven_within_delta_e00": number(match.proven_within_delta_e00),
        "fresh": None if match.fresh is None else {"lab": rounded(match.fresh)},
        "coats": [_coats_json(row) for row in match.coats],
        "coats_needed": match.coats_needed,
    }


def _part_json(part: Component) -> dict[str, Any]:
    limit = best_before(part.shade)
    return {
        "palette": part.palette,
        "code": part.shade.code,
        "name": part.shade.name,
        "parts": part.parts,
        "data": part.shade.data,
        "known_by": known_by(part.shade),
        "stock": part.stock,
        "lot": part.shade.lot,
        "best_before": None if limit is None else limit.isoformat(),
    }


def _rounding_json(match: Match) -> dict[str, Any]:
    best = match.proportions
    return {
        "cost_delta_e00": number(best.cost_delta_e00),
        "best_delta_e00": number(best.delta_e00),
        "best_shares": dict(zip(match.parts, rounded(best.shares), strict=True)),
    }


def _coats_json(row: Coats) -> dict[str, Any]:
    return {
        "coats": row.coats,
        "lab": rounded(row.lab),
        "delta_e00": number(row.delta_e00),
        "shows_through_delta_e00": number(row.shows_through_delta_e00),
        "shows_through": row.shows_through,
        "contrast_ratio": number(row.contrast_ratio),
    }
