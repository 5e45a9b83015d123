"""What a trainee is at: kept through reloads, and after a case is ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import streamlit as st

from tonematch.practise.bank import Graded
from tonematch.practise.entry import Entry
from tonematch.practise.reveal import Reveal
from tonematch.ui.session import OWN_PREFIX

AT = f"{OWN_PREFIX}practise at"


@dataclass(frozen=True, eq=False)
class Attempt:
    """One exercise being answered: the parts so far, and once they are laid down, what came out of it."""

    graded: Graded
    parts: Mapping[str, int] = field(default_factory=dict)
    shown: Reveal | None = None
    entry: Entry | None = None
    kept: bool = False


@dataclass(frozen=True, eq=False)
class Bench:
    """All that a trainee has on the table.

    Parameters
    ----------
    eyes_told
        The pointer to a test of colour vision was read.
    trainee
        The pseudonym, or empty.
    view, seed, levels, depths
        What was chosen last on the page.
    attempt
        The exercise at hand.
    own
        Exercises made of cases of one's own: colours only.
    added
        Blends added to a comparison, by exercise.
    """

    eyes_told: bool = False
    trainee: str = ""
    view: str = ""
    seed: int = 1
    levels: tuple[str, ...] = ()
    depths: tuple[str, ...] = ()
    attempt: Attempt | None = None
    own: tuple[Graded, ...] = ()
    added: Mapping[str, tuple[Mapping[str, int], ...]] = field(default_factory=dict)


def bench() -> Bench:
    """Give what is on the table."""
    return st.session_state.get(AT) or Bench()


def change(**values: object) -> Bench:
    """Change something on the table."""
    changed = replace(bench(), **values)  # type: ignore[arg-type]
    st.session_state[AT] = changed
    return changed


def start(graded: Graded) -> None:
    """Begin an exercise afresh."""
    for key in [key for key in st.session_state if str(key).startswith("practise-blend")]:
        del st.session_state[key]
    change(attempt=Attempt(graded))


def leave() -> None:
    """Put the exercise at hand away."""
    change(attempt=None)


def answer(**values: object) -> None:
    """Change something about the exercise at hand."""
    attempt = bench().attempt
    if attempt is not None:
        change(attempt=replace(attempt, **values))  # type: ignore[arg-type]
