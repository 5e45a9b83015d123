"""Write tonematch/reference/exercises.json: what trainees are asked, and how hard each question is.

Run from the repository's folder with ``python -m scripts.make_exercises``. The skins are the truths of the rendered
sample photos and measured skins of the reference table, chosen evenly within each ITA class; the patches are the truths
of the sample photos, or modelled: the skin's melanin taken out, as for the sample photos, up to the lightness that
those have on skin as light. How hard a question is comes from trying every recipe within its limits.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from scripts.render.spectra import BODY_SITES, depigmented
from tonematch.bundled import SAMPLES
from tonematch.colour import Lab
from tonematch.measure.tone import ITA_CLASSES, ita_class, ita_deg
from tonematch.mix.palettes.load import load_palette
from tonematch.practise.bank import Graded, grade_exercise
from tonematch.practise.exercise import Exercise, exercise_json
from tonematch.practise.survey import LEVELS, survey_json
from tonematch.reference import read_table
from tonematch.spectrum import reflectance_to_lab

TABLE = Path(__file__).resolve().parent.parent / "tonematch" / "reference" / "exercises.json"
SKINS_A_CLASS = 4
CREAMS, TINTERS = "generic-camouflage", "iron-oxide-tinters"
SITES = {1: "back of the hand", 7: "inner arm", 8: "neck", 10: "outer arm"}


def sample_truths() -> Iterator[dict[str, Any]]:
    """Read what is true in each rendered sample that can be matched."""
    for path in sorted(SAMPLES.glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        if truth["expect"] == "match":
            yield truth


def of_samples() -> Iterator[Exercise]:
    """Ask for the skin of each sample photo in two creams."""
    for truth in sample_truths():
        yield Exercise(
            title=truth["what"].rstrip("."),
            target=Lab(*truth["surrounding"]["lab"]),
            over=Lab(*truth["patch"]["lab"]),
            palette=CREAMS,
            technique="camouflage",
            coats=2,
            max_shades=2,
            max_parts=8,
            origin="sample photo",
            source=f"truth of the rendered sample {truth['photo']}; skin from the International Skin Spectra Archive",
            patch_known="rendered",
        )


def patch_lightness() -> np.poly1d:
    """Fit the L* of depigmented patches in the samples by that of the skin around them."""
    pairs = np.array([(t["surrounding"]["lab"][0], t["patch"]["lab"][0]) for t in sample_truths()])
    lighter = pairs[pairs[:, 1] > pairs[:, 0]]
    return np.poly1d(np.polyfit(lighter[:, 0], lighter[:, 1], 1))


def measured_skins() -> Iterator[tuple[str, str, Lab, Lab]]:
    """Choose measured skins of the body evenly within each ITA class: title, source, skin, modelled patch."""
    table = read_table("skin_spectra")
    labs = [Lab(*row) for row in table["lab"]]
    known = {Lab(*truth["surrounding"]["lab"]) for truth in sample_truths()}
    patch_of = patch_lightness()
    for name in (*(name for _, name in ITA_CLASSES), "deep"):
        rows = [row for row, lab in enumerate(labs) if ita_class(ita_deg(lab)) == name]
        rows = [row for row in rows if table["site"][row] in BODY_SITES and labs[row] not in known]
        places = np.linspace(0, len(rows) - 1, min(SKINS_A_CLASS, len(rows))).round().astype(int)
        for row in (rows[place] for place in places):
            skin = np.array(table["reflectance"][row])
            patch = reflectance_to_lab(depigmented(skin, float(patch_of(labs[row].L))))
            title = f"{name.capitalize()} skin, {SITES[table['site'][row]]}"
            source = f"measured skin, row {row} of skin_spectra.json; patch modelled. {table['source']}"
            yield title, source, labs[row], Lab(*(round(float(value), 2) for value in patch))


def of_measured() -> Iterator[Exercise]:
    """Ask for measured skins: all in two creams, and in turn in three creams and one coat, or in pigment."""
    for number, (title, source, target, patch) in enumerate(measured_skins()):
        asked: list[tuple[str, str, int | None, int, int]] = [(CREAMS, "camouflage", 2, 2, 8)]
        asked += [(CREAMS, "camouflage", 1, 3, 8)] if number % 2 else [(TINTERS, "dermatography", None, 4, 12)]
        for palette, technique, coats, pots, parts in asked:
            yield Exercise(
                title=title,
                target=target,
                over=patch,
                palette=palette,
                technique=technique,
                coats=coats,
                max_shades=pots,
                max_parts=parts,
                origin="measured skin",
                source=source,
                patch_known="modelled",
            )


def main() -> None:
    """Grade all exercises, write them, and print how hard they are."""
    graded = [grade_exercise(exercise, load_palette(exercise.palette)) for exercise in (*of_samples(), *of_measured())]
    table = {
        "what": "exercises for trainees: skin, patch, palette and limits, and what trying every recipe says of each",
        "source": read_table("skin_spectra")["source"],
        "licence": "CC BY 4.0",
        "made_by": "scripts/make_exercises.py",
    }
    rows = [json.dumps({"exercise": exercise_json(g.exercise), "survey": survey_json(g.survey)}) for g in graded]
    head = json.dumps(table, indent=1)[:-2]
    TABLE.write_text(f'{head},\n "exercises": [\n  ' + ",\n  ".join(rows) + "\n ]\n}\n", encoding="utf-8")
    _tell(graded)


def _tell(graded: list[Graded]) -> None:
    blended = [g.survey.share_within for g in graded if g.survey.pots_needed != 1]
    print(f"{len(graded)} exercises; where no single pot will do, 1 recipe in {1 / np.median(blended):.0f} (median)")
    for level in LEVELS:
        of_level = [g for g in graded if g.level == level]
        print(level, len(of_level), sorted({g.exercise.depth for g in of_level}))
    for g in graded:
        s = g.survey
        print(
            f"{g.level:7}{g.exercise.palette[:12]:13}{g.exercise.depth:13}needs {s.pots_needed} single "
            f"{s.single_delta_e00:5.2f} best {s.best_delta_e00:5.2f} within {s.within:6} of {s.recipes}"
        )


if __name__ == "__main__":
    main()
