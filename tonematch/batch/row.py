"""One photo done: measured, matched, and told in the cells of its row."""

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from tonematch.batch.jobs import NO_WISHES, BatchJob, Wishes
from tonematch.capture.marks import parse_box, parse_corners, parse_point, place_of
from tonematch.errors import PhotoError, RegionError, ToneMatchError
from tonematch.findings import Finding
from tonematch.measure.sample import SkinSample
from tonematch.mix.answer import Suggestions
from tonematch.mix.palettes.load import Palette, load_palette
from tonematch.pipeline import calibrate_photo, match_sample, sample_photo
from tonematch.report.words.columns import stock_text
from tonematch.report.words.wording import codes_text, recipe_text

PHOTO_COLUMNS = ("verdict", "findings", "model", "held_out_mean", "held_out_skin")
SKIN_COLUMNS = ("L", "a", "b", "uncertainty_delta_e00", "ita_deg")
RECIPE_COLUMNS = (
    *("recipe", "codes", "delta_e00", "grade", "in_words", "pots", "expected_delta_e00", "worst_light"),
    *("worst_light_delta_e00", "metamerism_index", "rounding_cost_delta_e00", "stock", "data", "method", "tied"),
)
NUMBER_COLUMNS = (
    *("held_out_mean", "held_out_skin", *SKIN_COLUMNS, "delta_e00", "pots", "expected_delta_e00"),
    *("worst_light_delta_e00", "metamerism_index", "rounding_cost_delta_e00", "tied"),
)

Row = dict[str, str]


def row_of(job: BatchJob, wishes: Wishes = NO_WISHES) -> Row:
    """Do one photo; whatever goes wrong with it stands in its row."""
    told: Row = {}
    try:
        for piece in _measured(job, wishes):
            told.update(piece)
    except ToneMatchError as error:
        status = "refused" if error.code == "calibration.refused" else "error"
        return {**told, "status": status, "error_code": error.code, "error": str(error)}
    except Exception as defect:  # noqa: BLE001  a mistake met on one photo must not cost the night's run
        return {
            **told,
            "status": "error",
            "error_code": "internal",
            "error": f"tonematch made a mistake of its own ({type(defect).__name__}: {defect}). Please report it.",
        }
    return {**told, "status": "ok"}


def _measured(job: BatchJob, wishes: Wishes) -> Iterator[Row]:
    if not job.path.is_file():
        raise PhotoError(f"There is no photo {job.name}.", code="photo.unreadable", hint="Check the name in the list.")
    marks = {column: text for column, text in job.marks.items() if text}
    given = [column for column in ("patch", "box", "skin") if column in marks]
    if len(given) > 1:
        raise RegionError(f"{' and '.join(given)} exclude each other.", code="mark.several", hint="Give one of them.")
    patch = parse_point(marks["patch"]) if "patch" in marks else None
    box = parse_box(marks["box"]) if "box" in marks else None
    skin = parse_point(marks["skin"]) if "skin" in marks else None
    corners = np.array(parse_corners(marks["corners"])) if "corners" in marks else None
    palette = _palette(marks["palette"]) if given else None
    read = calibrate_photo(job.path, corners=corners, near=place_of(patch=patch, box=box, skin=skin))
    calibration = read.calibration
    yield {
        "verdict": calibration.verdict,
        "findings": _codes(calibration.findings),
        "model": calibration.model,
        "held_out_mean": f"{calibration.delta_e00.held_out_mean:.4f}",
        "held_out_skin": f"{calibration.delta_e00.held_out_skin:.4f}",
    }
    if palette is None:
        return
    sample = sample_photo(read, patch=patch, box=box, skin=skin)
    yield _sample_cells(sample)
    yield _recipe_cells(sample, _suggested(sample, palette, wishes))


def _sample_cells(sample: SkinSample) -> Row:
    skin = sample.surrounding
    return {
        "verdict": sample.verdict,
        "findings": _codes(sample.findings),
        "L": f"{skin.lab.L:.4f}",
        "a": f"{skin.lab.a:.4f}",
        "b": f"{skin.lab.b:.4f}",
        "uncertainty_delta_e00": f"{skin.uncertainty_delta_e00:.4f}",
        "ita_deg": f"{sample.ita_deg:.4f}",
    }


def _codes(findings: Iterable[Finding]) -> str:
    return " ".join(dict.fromkeys(finding.code for finding in findings))


@cache
def _palette(name: str) -> Palette:
    return load_palette(name)


def _suggested(sample: SkinSample, palette: Palette, wishes: Wishes) -> Suggestions:
    return match_sample(
        sample,
        [palette],
        max_shades=wishes.max_shades,
        max_parts=wishes.max_parts,
        technique=wishes.technique,
        coats=wishes.coats,
        light=wishes.light,
        prefer=wishes.prefer,
        after=wishes.after(sample.surrounding.lab),
        density=wishes.density,
        strengths=wishes.strengths,
        in_stock_only=wishes.in_stock_only,
    )


def _recipe_cells(sample: SkinSample, suggestions: Suggestions) -> Row:
    best = suggestions.matches[0]
    found = (*sample.findings, *(finding for finding in suggestions.findings if finding.severity != "info"))
    return {
        "findings": _codes(found),
        "recipe": recipe_text(best),
        "codes": codes_text(best),
        "delta_e00": f"{best.delta_e00:.4f}",
        "grade": best.grade,
        "in_words": best.in_words,
        "pots": str(best.pots),
        "expected_delta_e00": f"{best.expected_delta_e00:.4f}",
        "worst_light": best.worst_light,
        "worst_light_delta_e00": f"{best.worst_light_delta_e00:.4f}",
        "metamerism_index": f"{best.metamerism_index:.4f}",
        "rounding_cost_delta_e00": f"{best.rounding_cost:.4f}",
        "stock": stock_text(best),
        "data": best.data,
        "method": best.predicted.method,
        "tied": str(max(1, len(suggestions.tied))),
    }
