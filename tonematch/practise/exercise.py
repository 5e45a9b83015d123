"""What a trainee is asked: a skin, the patch in it, a palette, and what a recipe may be."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tonematch.colour import Lab
from tonematch.measure.tone import ita_class, ita_deg

Origin = Literal["sample photo", "measured skin", "own case"]
"""Where the skin comes from: a rendered sample photo's truth, a measured spectrum, a case of one's own."""

PatchKnown = Literal["rendered", "modelled", "measured"]
"""How the patch's colour is known: a sample photo's truth, a modelled depigmented tone, a photo of one's own."""

LAB_DIGITS = 2  # finer than any photo or screen, coarse enough that a number written and read is the same exercise
ID_LENGTH = 10


@dataclass(frozen=True)
class Exercise:
    """One question to mix an answer to.

    Parameters
    ----------
    title
        A few words for a list.
    target
        Lab of the surrounding skin, D65, 2°, specular excluded.
    over
        Lab of the patch beneath, or None for the opaque mix itself.
    palette
        The name the palette is loaded by.
    technique, coats
        As for `tonematch.mix.match.match_target`; coats count only for a cream over a patch.
    max_shades, max_parts
        Limits of a recipe.
    origin, source
        Where the skin comes from, in a word and in full.
    patch_known
        How the patch's colour is known.
    """

    title: str
    target: Lab
    over: Lab | None
    palette: str
    technique: str
    coats: int | None
    max_shades: int
    max_parts: int
    origin: Origin
    source: str
    patch_known: PatchKnown

    @property
    def id(self) -> str:
        """Give a word that is the same for the same question, whoever asks it and whatever it is called."""
        asked = [
            *(_rounded(self.target), None if self.over is None else _rounded(self.over)),
            *(self.palette, self.technique, self.coats, self.max_shades, self.max_parts),
        ]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:ID_LENGTH]

    @property
    def depth(self) -> str:
        """Name the ITA class of the surrounding skin, from very light to deep."""
        return ita_class(ita_deg(self.target))


def exercise_json(exercise: Exercise) -> dict[str, Any]:
    """Write an exercise down."""
    return {
        "id": exercise.id,
        "title": exercise.title,
        "target": _rounded(exercise.target),
        "over": None if exercise.over is None else _rounded(exercise.over),
        "palette": exercise.palette,
        "technique": exercise.technique,
        "coats": exercise.coats,
        "max_shades": exercise.max_shades,
        "max_parts": exercise.max_parts,
        "origin": exercise.origin,
        "source": exercise.source,
        "patch_known": exercise.patch_known,
    }


def exercise_from(written: Mapping[str, Any]) -> Exercise:
    """Read an exercise back; `KeyError`, `TypeError` or `ValueError` where it is none."""
    over = written["over"]
    coats = written["coats"]
    return Exercise(
        title=str(written["title"]),
        target=lab_of(written["target"]),
        over=None if over is None else lab_of(over),
        palette=str(written["palette"]),
        technique=_one_of(written["technique"], ("camouflage", "dermatography")),
        coats=None if coats is None else int(coats),
        max_shades=int(written["max_shades"]),
        max_parts=int(written["max_parts"]),
        origin=_one_of(written["origin"], ("sample photo", "measured skin", "own case")),  # type: ignore[arg-type]
        source=str(written["source"]),
        patch_known=_one_of(written["patch_known"], ("rendered", "modelled", "measured")),  # type: ignore[arg-type]
    )


def lab_of(written: object) -> Lab:
    """Read three numbers; `TypeError` or `ValueError` where they are none."""
    if not isinstance(written, list | tuple) or len(written) != 3:
        raise ValueError("a colour is not three numbers")
    L, a, b = (float(value) for value in written)
    if not (0 <= L <= 100 and abs(a) <= 128 and abs(b) <= 128):
        raise ValueError("a colour lies outside Lab")
    return Lab(L, a, b)


def _one_of(value: object, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ValueError(f"{value!r} is not one of {', '.join(known)}")
    return str(value)


def _rounded(lab: Lab) -> list[float]:
    return [round(float(value), LAB_DIGITS) + 0.0 for value in lab]
