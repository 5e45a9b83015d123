"""Work a match out again from its JSON file, and tell whether everything comes out as it stands there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tonematch.errors import CaseError
from tonematch.findings import Finding
from tonematch.mix.answer import Suggestions
from tonematch.mix.palettes.digest import palette_digest
from tonematch.mix.palettes.shade import Palette
from tonematch.mix.suggest import suggest_recipes
from tonematch.report.documents.asked import asked_json
from tonematch.report.documents.case_file import CaseFile, Named
from tonematch.report.documents.contract import answer_json
from tonematch.report.documents.recipe import one_match_json

MEASURED_KEYS = (
    *("photo", "chart", "correction", "verdict", "findings", "surrounding", "patch", "contrast_delta_e00", "ita_deg"),
    *("sampling", "description", "shots", "notice"),
)
"""What a file says of its photo."""
MOST_TOLD = 3

Json = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """What is known of a sample without its photo."""

    findings: tuple[Finding, ...]


def palette_remark(named: Named, palette: Palette) -> str:
    """Say that a palette is no longer the one a match was made of; empty where it is."""
    if palette_digest(palette) == named.sha256:
        return ""
    return (
        f"The palette '{named.name}' has changed since: colours, stock or lots are not those the match was made of. "
        "Recipes are worked out of the palette as it is now."
    )


def missing_palette(named: Named) -> CaseError:
    """Make the error of a palette that is not here."""
    title = f" ({named.title})" if named.title else ""
    return CaseError(
        f"The match was made of the palette '{named.name}'{title}, which is not here.",
        code="again.palette",
        hint="Give its file with --palette, or bring it in under Palettes in the app.",
    )


def ask_again(case: CaseFile, palettes: Sequence[Palette]) -> Suggestions:
    """Ask what was asked, of the palettes in the order of the file.

    Raises
    ------
    NoMatchError, PaletteError
        As `tonematch.mix.suggest.suggest_recipes`.
    """
    return suggest_recipes(**case.with_palettes(tuple(palettes)))


def again_json(case: CaseFile, answer: Suggestions) -> Json:
    """Write the file anew: what was measured as it stands there, and everything else as it comes out now."""
    document = case.document
    measured = None if case.measured is None else Told(case.measured)
    from_photo = {key: value for key, value in document.items() if key in MEASURED_KEYS and measured is not None}
    asked = asked_json(answer, None, case.measure) or {}
    asked |= {key: case.asked.get(key) for key in ("sample_findings", "marks")}
    told = answer_json(answer, measured, from_photo, case.measure, asked)
    chosen = document.get("chosen")
    if not isinstance(chosen, Mapping):
        return told
    listed = {match.rank: match for match in (answer.nearest_single, *answer.matches)}
    rank = chosen.get("rank")
    if not isinstance(rank, int) or rank not in listed:
        return told
    kept = {key: str(chosen.get(key, "")) for key in ("site", "note", "date")}
    return {**told, "chosen": {**one_match_json(listed[rank], answer.target, case.measure), **kept}}


def differences(before: object, now: object, place: str = "") -> Iterator[str]:
    """Tell in words where two JSON values differ."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys((*before, *now)):
            yield from differences(before.get(key), now.get(key), f"{place}.{key}" if place else str(key))
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, (one, two) in enumerate(zip(before, now, strict=True), 1):
            yield from differences(one, two, f"{place} {number}")
    elif before != now:
        yield f"{place}: {_short(before)} there, {_short(now)} now"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def outcome_text(before: object, now: object, *, what: str) -> str:
    """Say whether something comes out as it stands in the file, and where not."""
    found = list(differences(before, now))
    if not found:
        return f"{what} comes out the same as in the file, to every digit."
    more = f"; and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
    return f"{what} comes out otherwise than in the file: {'; '.join(found[:MOST_TOLD])}{more}."
