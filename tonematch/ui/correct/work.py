"""The mix at hand and its test stripes so far; what a reload must not lose."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import streamlit as st

from tonematch.colour import Lab
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.correct import shots
from tonematch.ui.session import CASE_PREFIX

WORK = f"{CASE_PREFIX}correct mix"
UNTOUCHED = "correct mix untouched"
"""Kept apart, since a session with nothing done in it takes up what was done before a reload."""
STRIPE = "stripe"
"""The name of the photo of the stripe among the session's shots."""


@dataclass(frozen=True)
class Mix:
    """What was mixed.

    Parameters
    ----------
    palette
        Its name among the choices.
    parts
        Shade codes with the whole parts of all that the mix holds.
    coats
        Thin coats the stripe is drawn in.
    title
        What the user calls it, or nothing.
    over
        The bare patch as the match measured it, where the mix was taken over from there.
    """

    palette: str
    parts: tuple[tuple[str, int], ...] = ()
    coats: int = 2
    title: str = ""
    over: Lab | None = None

    @property
    def recipe(self) -> dict[str, int]:
        """Parts by shade code."""
        return dict(self.parts)


@dataclass(frozen=True)
class Tried:
    """A stripe that was photographed and acted upon: how far it was off, and what was done."""

    stripe: Stripe
    delta_e00: float
    done: str


@dataclass(frozen=True)
class Work:
    """A mix and its stripes.

    Parameters
    ----------
    mix, tried
        The mix as it is now, and its stripes so far, oldest first.
    word
        What its stripes are kept under: a day and a word of chance, and nothing about anybody.
    revision
        Counts changes made other than by the fields themselves, so that these show them.
    """

    mix: Mix
    tried: tuple[Tried, ...] = ()
    word: str = ""
    revision: int = 0


def current(first_palette: str) -> Work:
    """Give the work at hand, or a new one from this palette."""
    if WORK not in st.session_state and UNTOUCHED not in st.session_state:
        st.session_state[UNTOUCHED] = begun(Mix(first_palette))
    work: Work = st.session_state.get(WORK) or st.session_state[UNTOUCHED]
    return work


def keep(work: Work) -> Work:
    """Keep the work at hand."""
    st.session_state[WORK] = work
    st.session_state.pop(UNTOUCHED, None)
    return work


def field_key(work: Work, name: str) -> str:
    """Give the key of a field about the mix: it shows what is kept, whenever that changes other than by the field."""
    return f"correct-{name}-{work.word[-6:]}-{work.revision}"


def begun(mix: Mix, revision: int = 0) -> Work:
    """Begin with a mix that has no stripes yet."""
    return Work(mix, (), f"{today()} {secrets.token_hex(3)}", revision)


def today() -> str:
    """Give the day, such as ``"2026-11-22"``."""
    return datetime.now(UTC).astimezone().date().isoformat()


def act(work: Work, tried: Tried, *, recipe: Mapping[str, int], coats: int) -> None:
    """Note what was done about a stripe; the next stripe is waited for."""
    mix = replace(work.mix, parts=tuple(recipe.items()), coats=coats)
    keep(replace(work, mix=mix, tried=(*work.tried, tried), revision=work.revision + 1))
    shots.lay_aside(STRIPE)


def take_back(work: Work) -> None:
    """Undo what was done last: the mix is what its last stripe was drawn from, and its photo is back."""
    last = work.tried[-1]
    coats = work.mix.coats if last.stripe.over is None else last.stripe.coats
    mix = replace(work.mix, parts=tuple(last.stripe.parts.items()), coats=coats)
    keep(replace(work, mix=mix, tried=work.tried[:-1], revision=work.revision + 1))
    shots.bring_back(STRIPE)


def begin_anew(work: Work, mix: Mix) -> None:
    """Let the stripes so far go, and begin with another mix."""
    keep(begun(mix, work.revision + 1))
    shots.drop(STRIPE)


def unit_of(palette: Palette) -> str:
    """Name what a palette is counted in: drops where it says so, else parts."""
    unit = palette.extra.get("parts_unit", "parts")
    return unit if isinstance(unit, str) and unit.strip() else "parts"
