"""What is to be said of the stripe: worked out once for what was measured, and kept in the jars' memory if wanted."""

from functools import partial

import streamlit as st

from tonematch.mix.film.strengths import Strengths, checked_for
from tonematch.mix.loop.correction import Correction, suggest_correction
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.palettes.shade import Palette
from tonematch.ui.correct import own_jars, work
from tonematch.ui.correct.shots import Shot
from tonematch.ui.correct.work import Work
from tonematch.ui.problems import tried
from tonematch.ui.session import CASE_PREFIX, OWN_PREFIX

ADVICE = f"{CASE_PREFIX}correct advice"
WANTED = f"{OWN_PREFIX}remember jars"
KEPT = f"{CASE_PREFIX}jars kept"


def advice(at_hand: Work, palette: Palette, known: Strengths | None, shot: Shot) -> Correction | None:
    """Work out what to do about the stripe of a photo in which stripe and skin are measured; None where that fails.

    Parameters
    ----------
    known
        What is remembered of the palette's jars.
    """
    mix, spots = at_hand.mix, shot.spots
    over = spots["bare"].lab if "bare" in spots else mix.over
    skin = spots["beside"]
    others = () if known is None else tuple(stripe for stripe in known.history if stripe.mix != at_hand.word)
    before = (*others, *(one.stripe for one in at_hand.tried))
    uncertainty = skin.sample.surrounding.uncertainty_delta_e00
    about = (spots["stripe"].lab, skin.lab, mix.parts, over, mix.coats, uncertainty, at_hand.word, before)
    last: tuple[object, Palette, Correction] | None = st.session_state.get(ADVICE)
    if last is not None and last[0] == about and last[1] is palette:
        return last[2]
    found = tried(
        "correct advice",
        about,
        partial(
            suggest_correction,
            spots["stripe"].lab,
            skin.lab,
            palette,
            mix.recipe,
            over=over,
            coats=mix.coats,
            uncertainty=uncertainty,
            before=before,
            mix=at_hand.word,
            day=work.today(),
        ),
    )
    if found is not None:
        st.session_state[ADVICE] = (about, palette, found)
    return found


def wanted() -> bool:
    """Tell whether what the jars show is to be remembered."""
    return bool(st.session_state.get(WANTED, False))


def want(*, wish: bool) -> None:
    """Keep whether what the jars show is to be remembered."""
    st.session_state[WANTED] = wish


def known_jars(palette: Palette) -> Strengths | None:
    """Read what is remembered of a palette's jars.

    Raises
    ------
    PaletteError
        When the file cannot be read, or is of other shades.
    """
    known = own_jars.strengths_of(palette.name)
    return None if known is None else checked_for(palette, known)


def remember(at_hand: Work, palette: Palette, latest: Stripe) -> Strengths | None:
    """Keep what the stripes of this mix show, if that is wanted and not done yet; give what is kept by that."""
    stripes = (*(one.stripe for one in at_hand.tried), latest)
    if not wanted() or st.session_state.get(KEPT) == (palette.name, stripes):
        return None
    kept = tried("keep jars", stripes, partial(own_jars.remember, palette, stripes))
    if kept is not None:
        st.session_state[KEPT] = (palette.name, stripes)
    return kept
