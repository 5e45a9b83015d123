"""`tonematch demo`: the whole job on a bundled sample photo whose truth is known."""

import json
from shlex import quote
from typing import TYPE_CHECKING, Any

from tonematch.cli.options import DEFAULT_PALETTES, JsonOption

if TYPE_CHECKING:
    from pathlib import Path

EASIEST_FIRST = ("easy", "typical", "hard")


def demo(*, as_json: JsonOption = False) -> None:
    """Do the whole job on a bundled sample photo, and compare with what is known about it."""
    from tonematch.cli import screen
    from tonematch.difference import delta_e00
    from tonematch.mix.palettes.load import load_palette
    from tonematch.pipeline import calibrate_photo, match_sample, sample_photo
    from tonematch.report.documents.contract import match_json
    from tonematch.report.rounding import rounded
    from tonematch.report.words.wording import lab_text

    path, known = _sample_with_truth()
    palette = load_palette(DEFAULT_PALETTES["camouflage"])
    read = calibrate_photo(path)
    sample = sample_photo(read, patch=tuple(known["patch"]["click"]))
    suggestions = match_sample(sample, [palette])
    true_lab, measured = known["surrounding"]["lab"], sample.surrounding.lab
    error = float(delta_e00(true_lab, measured))
    if as_json:
        truth = {"surrounding": {"lab": rounded(true_lab)}, "delta_e00": rounded([error])[0]}
        screen.write_json({**match_json(suggestions, read.photo, sample), "truth": truth})
        return
    console = screen.people_console()
    screen.show_suggestions(console, suggestions, read.photo, sample)
    x, y = known["patch"]["click"]
    told = (
        f"Rendered sample: the true surrounding tone is {lab_text(true_lab)}, we measured {lab_text(measured)}, "
        f"ΔE00 = {error:.2f}."
    )
    by_hand = f"The same by hand: tonematch match {quote(str(path))} --patch {x:g},{y:g} --palette {palette.name}"
    screen.bullets(console, "How true it is", [told, by_hand])


def _sample_with_truth() -> "tuple[Path, dict[str, Any]]":
    """Choose the sample that shows the job best: the easiest, and of those the one of middling lightness."""
    from tonematch.bundled import SAMPLES, sample_photos
    from tonematch.errors import CaseError

    usable = []
    for path in sample_photos():
        beside = path.with_suffix(".json")
        known = json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else {}
        if known.get("expect") == "match" and known.get("tier") in EASIEST_FIRST:
            usable.append((EASIEST_FIRST.index(known["tier"]), abs(known["surrounding"]["lab"][0] - 60), path, known))
    if not usable:
        raise CaseError(
            f"There are no sample photos in {SAMPLES}.",
            code="demo.no_samples",
            hint="Fetch tonematch again, whole.",
        )
    *_, path, known = min(usable, key=lambda entry: entry[:3])
    return path, known
