"""One recipe that was chosen, as it is kept: a row for a table, and an object for other programs."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tonematch.capture.photo import Photo
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import Measure, amounts_of
from tonematch.mix.answer import Match, Suggestions
from tonematch.report.documents.contract import match_json
from tonematch.report.documents.recipe import one_match_json
from tonematch.report.words.amounts import amounts_text
from tonematch.report.words.wording import codes_text

COLUMNS = (
    *("date", "site", "note", "photo", "sha256", "verdict", "technique", "palette", "recipe", "unit", "codes", "lots"),
    *("coats", "L", "a", "b", "uncertainty_delta_e00", "patch_L", "patch_a", "patch_b", "mix_L", "mix_a", "mix_b"),
    *("delta_e00", "dL", "dC", "dH", "in_words", "grade", "worst_light", "worst_light_delta_e00"),
    *("expected_delta_e00", "metamerism_index", "stock", "data", "method"),
)
"""Of the rows of `kept_row`."""


@dataclass(frozen=True, eq=False)
class Choice:
    """A recipe chosen from an answer, with what it was chosen for.

    Parameters
    ----------
    suggestions, match
        The answer, and the one chosen.
    photo, sample
        What it was measured in.
    measure
        The unit amounts are told in.
    site, note
        Where on the body, and what the user wrote beside it; free text.
    code
        The client's pseudonym, which stands on the card alone; or empty.
    """

    suggestions: Suggestions
    match: Match
    photo: Photo
    sample: SkinSample
    measure: Measure
    site: str = ""
    note: str = ""
    code: str = ""


def kept_row(choice: Choice, made_on: date) -> dict[str, object]:
    """Give the cells of one recipe chosen, by the names of `COLUMNS`."""
    match, sample, answer = choice.match, choice.sample, choice.suggestions
    amounts = amounts_of(match, answer.target, choice.measure)
    lots = [f"{part.shade.code} {part.shade.lot}" for part in match.components if part.shade.lot]
    return {
        "date": made_on.isoformat(),
        "site": choice.site,
        "note": choice.note,
        "photo": choice.photo.name,
        "sha256": choice.photo.sha256,
        "verdict": sample.verdict,
        "technique": answer.technique,
        "palette": match.components[0].palette,
        "recipe": amounts_text(match, amounts),
        "unit": amounts.unit,
        "codes": codes_text(match),
        "lots": ", ".join(lots),
        "coats": answer.coats,
        **dict(zip("Lab", map(float, answer.target), strict=True)),
        "uncertainty_delta_e00": match.uncertainty_delta_e00,
        **_lab("patch", answer.over),
        **_lab("mix", match.predicted.lab),
        "delta_e00": match.delta_e00,
        "dL": match.difference.dL,
        "dC": match.difference.dC,
        "dH": match.difference.dH,
        "in_words": match.in_words,
        "grade": match.grade,
        "worst_light": match.worst_light,
        "worst_light_delta_e00": match.worst_light_delta_e00,
        "expected_delta_e00": match.expected_delta_e00,
        "metamerism_index": match.metamerism_index,
        "stock": match.stock,
        "data": match.data,
        "method": match.predicted.method,
    }


def _lab(name: str, lab: tuple[float, float, float] | None) -> dict[str, object]:
    return {} if lab is None else {f"{name}_{axis}": float(x) for axis, x in zip("Lab", lab, strict=True)}


def kept_json(choice: Choice, made_on: date) -> dict[str, Any]:
    """Say all that `tonematch match` says, and which recipe was chosen."""
    answer, measure = choice.suggestions, choice.measure
    return {
        **match_json(answer, choice.photo, choice.sample, measure=measure),
        "chosen": {
            **one_match_json(choice.match, answer.target, measure),
            "site": choice.site,
            "note": choice.note,
            "date": made_on.isoformat(),
        },
    }
