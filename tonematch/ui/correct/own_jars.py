"""What a shop has learned of its own jars, and how its work heals: kept in the folder of the user's own files.

One file a palette with the stripes and what they showed, and one of pairs of fresh and healed. A file that cannot be
read is told, never written over: what is to be kept is refused until the file is put right or set aside.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from tonematch.data_folder import data_folder, made_folder
from tonematch.errors import CaseError
from tonematch.mix.film.strengths import Strengths, strengths_from
from tonematch.mix.healing.healed import FEWEST_PAIRS, Healing, Pair, learn_healing
from tonematch.mix.healing.healed_file import dump_pairs, load_pairs
from tonematch.mix.loop.bottles import bottles_of
from tonematch.mix.loop.learning import learn
from tonematch.mix.loop.strengths_file import dump_strengths, load_strengths
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.palettes.shade import Palette
from tonematch.report.files import write_whole

FOLDER = "own-jars"
PAIRS = "healed-pairs.json"
ASIDE = ".set-aside"
MOST_STRIPES = 60
"""Stripes remembered of a palette, the latest: far more than tell anything new, and few enough to work out at once."""


def jars_file(palette_name: str) -> Path:
    """Give the file of a palette's jars; it need not be there. Any name gives a file name that cannot harm."""
    readable = re.sub(r"[^a-z0-9]+", "-", palette_name.lower()).strip("-")[:40]
    digest = hashlib.sha256(palette_name.encode("utf-8")).hexdigest()[:10]
    return data_folder() / FOLDER / f"{readable or 'palette'}-{digest}.json"


def pairs_file() -> Path:
    """Give the file of pairs of fresh and healed; it need not be there."""
    return data_folder() / FOLDER / PAIRS


def strengths_of(palette_name: str) -> Strengths | None:
    """Give what is known of the jars of a palette, by the name in its file; None where nothing was remembered.

    Raises
    ------
    PaletteError
        When the file of them cannot be read.
    """
    path = jars_file(palette_name)
    return load_strengths(path) if path.exists() else None


def before_this_mix(palette_name: str, mix: str) -> tuple[Stripe, ...]:
    """Give the stripes remembered of other mixes from this palette, oldest first.

    Raises
    ------
    PaletteError
        When the file of them cannot be read.
    """
    known = strengths_of(palette_name)
    return () if known is None else tuple(stripe for stripe in known.history if stripe.mix != mix)


def remember(palette: Palette, stripes: Sequence[Stripe]) -> Strengths:
    """Keep all stripes of one mix with those of other mixes, and what all of them show; give what is kept.

    The stripes of this mix that were kept before are replaced, so that keeping it twice counts it once.

    Raises
    ------
    PaletteError
        When the file cannot be read; it stays as it is.
    CaseError
        When it cannot be written.
    """
    others = before_this_mix(palette.name, stripes[0].mix)
    learned = learn(bottles_of(palette), (*others, *stripes)[-MOST_STRIPES:])
    strengths = strengths_from(learned)
    made_folder(FOLDER)
    write_whole(jars_file(palette.name), dump_strengths(strengths).encode("utf-8"))
    return strengths


def forget_jars(palette_name: str) -> None:
    """Let go of what was learned of a palette's jars.

    Raises
    ------
    CaseError
        When the file cannot be taken away.
    """
    _taken_away(jars_file(palette_name))


def pairs() -> tuple[Pair, ...]:
    """Give the pairs of fresh and healed that are kept.

    Raises
    ------
    PaletteError
        When the file of them cannot be read.
    """
    path = pairs_file()
    return load_pairs(path) if path.exists() else ()


def add_pair(pair: Pair) -> tuple[Pair, ...]:
    """Keep one pair more, and give all.

    Raises
    ------
    PaletteError
        When the file of them cannot be read; it stays as it is.
    CaseError
        When it cannot be written.
    """
    return _kept((*pairs(), pair))


def drop_pair(place: int) -> tuple[Pair, ...]:
    """Let one pair go, by its place from 0, and give the rest; a place that holds none changes nothing."""
    known = pairs()
    return _kept((*known[:place], *known[place + 1 :])) if 0 <= place < len(known) else known


def forget_pairs() -> None:
    """Let all pairs go.

    Raises
    ------
    CaseError
        When the file cannot be taken away.
    """
    _taken_away(pairs_file())


def healing() -> Healing | None:
    """Give the shift learned from the pairs kept; None with fewer than three.

    Raises
    ------
    PaletteError
        When the file of them cannot be read.
    """
    known = pairs()
    return learn_healing(known) if len(known) >= FEWEST_PAIRS else None


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be read, so that one can start anew with nothing lost; give where it is now.

    Raises
    ------
    CaseError
        When it cannot be renamed.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}{ASIDE}-{number}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as problem:
        raise _stuck(path, problem) from problem
    return aside


def _kept(known: tuple[Pair, ...]) -> tuple[Pair, ...]:
    made_folder(FOLDER)
    write_whole(pairs_file(), dump_pairs(known).encode("utf-8"))
    return known


def _taken_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        raise _stuck(path, problem) from problem


def _stuck(path: Path, problem: OSError) -> CaseError:
    return CaseError(
        f"{path} cannot be taken away: {problem.strerror or problem}.",
        code="data.stuck",
        hint="Check that you may write in that folder.",
    )
