"""Recipes that a tutor has laid down for exercises, in the folder of the user's own files; seen at the reveal only."""

import json
from collections.abc import Mapping

from tonematch.data_folder import data_folder, made_folder
from tonematch.errors import CaseError
from tonematch.practise.easel import checked_recipe
from tonematch.practise.exercise import Exercise
from tonematch.practise.journal import FOLDER
from tonematch.report.files import write_whole

FILE = "tutor.json"
SCHEMA = "tonematch.practise-tutor/1"


def tutor_recipes() -> dict[str, dict[str, int]]:
    """Give the recipes laid down: whole parts by shade code, by exercise.

    Raises
    ------
    CaseError
        If the file is there and cannot be read.
    """
    path = data_folder() / FOLDER / FILE
    if not path.exists():
        return {}
    try:
        written = json.loads(path.read_text(encoding="utf-8"))
        return {
            str(name): {str(code): int(count) for code, count in parts.items()}
            for name, parts in written["recipes"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise CaseError(
            f"The tutor's recipes in {path} cannot be read: {problem}.",
            code="practise.tutor_file",
            hint="Move the file away, and lay the recipes down again.",
        ) from problem


def lay_down(exercise: Exercise, parts: Mapping[str, int]) -> None:
    """Keep a tutor's recipe for an exercise; an earlier one is replaced.

    Raises
    ------
    NoMatchError
        If the recipe does not keep to the exercise.
    CaseError
        If it cannot be kept.
    """
    laid = checked_recipe(exercise, parts)
    recipes = {**tutor_recipes(), exercise.id: laid}
    content = json.dumps({"schema": SCHEMA, "recipes": recipes}, indent=1)
    write_whole(made_folder(FOLDER) / FILE, content.encode("utf-8"))
