"""Step 1: what was mixed, taken over from the match or told by pots and parts."""

from dataclasses import replace

import streamlit as st

from tonematch.mix.answer import Match
from tonematch.mix.palettes.shade import Palette
from tonematch.report.words.correction import amount_text
from tonematch.report.words.wording import recipe_text
from tonematch.ui import session
from tonematch.ui.correct import shots, swatches, work
from tonematch.ui.correct.work import Mix, Work
from tonematch.ui.palettes.choice import load_choice, palette_choices
from tonematch.ui.problems import tried
from tonematch.ui.words import correct as words
from tonematch.ui.words import match as match_words

MOST_POTS = 6
MOST_PARTS = 200
COATS = range(1, 5)


def section(at_hand: Work) -> tuple[Work, Palette | None]:
    """Draw the step; give the work as it is then, and its palette unless that cannot be loaded."""
    st.subheader(words.MIX_TITLE)
    if not at_hand.tried:
        _from_match(at_hand)
    choices = palette_choices()
    mix = at_hand.mix
    with st.container(horizontal=True, key="correct-mix", vertical_alignment="bottom"):
        name = st.selectbox(
            words.PALETTE,
            [*choices] if mix.palette in choices else [mix.palette, *choices],
            index=[*choices].index(mix.palette) if mix.palette in choices else 0,
            format_func=lambda one: choices.get(one, one),
            key=work.field_key(at_hand, "palette"),
            disabled=bool(at_hand.tried),
            width=320,
        )
        coats = st.selectbox(
            words.COATS,
            COATS,
            index=min(mix.coats, len(COATS)) - 1,
            key=work.field_key(at_hand, "coats"),
            help=words.COATS_HELP,
            width=200,
        )
        title = st.text_input(words.MIX_NAME, mix.title, max_chars=60, key=work.field_key(at_hand, "title"), width=320)
    palette = tried("correct palette", name, lambda: load_choice(name))
    if palette is None:
        return at_hand, None
    parts = mix.parts if name == mix.palette else ()
    mix = Mix(name, _parts(at_hand, palette, dict(parts)), coats, title, mix.over if parts else None)
    if mix != at_hand.mix:
        at_hand = work.keep(replace(at_hand, mix=mix))
    if shots.current(work.STRIPE) is not None and mix.parts:
        st.caption(words.DRAWN_FROM)
    if mix.over is not None:
        st.caption(words.OVER_KNOWN.format(lab=match_words.lab(mix.over)))
    if at_hand.tried and st.button(words.ANEW, help=words.ANEW_HELP, key="correct-anew"):
        work.begin_anew(at_hand, Mix(name, coats=coats))
        st.rerun()
    return at_hand, palette


def _parts(at_hand: Work, palette: Palette, before: dict[str, int]) -> tuple[tuple[str, int], ...]:
    """Draw the pots with their parts."""
    names = {shade.code: f"{shade.name} ({shade.code})" for shade in palette.shades}
    fewest = dict(at_hand.tried[-1].stripe.parts) if at_hand.tried else {}
    own = at_hand.mix.palette if before else palette.name
    chosen = st.multiselect(
        words.POTS,
        [code for code in names if code not in fewest],
        [code for code in before if code in names and code not in fewest],
        format_func=lambda code: names[code],
        key=work.field_key(at_hand, f"pots-{own}"),
        placeholder=words.POTS_HOLDER,
        max_selections=MOST_POTS,
        help=words.POT_HELP,
    )
    codes = [*fewest, *chosen]
    unit = work.unit_of(palette)
    parts: dict[str, int] = {}
    with st.container(horizontal=True, key="correct-pots"):
        for number, code in enumerate(codes, 1):
            shade = palette.shade(code)
            with st.container(key=f"correct-pot-{number}", width=190, gap=None):
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    swatches.chip(shade.lab)
                    st.text(shade.name, width="stretch")
                parts[code] = st.number_input(
                    words.AMOUNT.format(unit=unit.capitalize() if unit == "drops" else "Parts", number=number),
                    fewest.get(code, 1),
                    MOST_PARTS,
                    max(before.get(code, 1), fewest.get(code, 1)),
                    key=work.field_key(at_hand, f"parts-{own}-{code}"),
                )
    if parts:
        st.markdown(words.MIX_SUM.format(amount=_amount(sum(parts.values()), unit)))
    else:
        st.markdown(words.MIX_EMPTY)
    return tuple(parts.items())


def _amount(count: int, unit: str) -> str:
    return amount_text(count, unit if unit == "drops" else "parts")


def _from_match(at_hand: Work) -> None:
    """Offer the recipes of the match at hand."""
    case = session.current()
    if case is None or case.suggestions is None:
        return
    found = {match.rank: match for match in (case.suggestions.nearest_single, *case.suggestions.matches)}
    ranks = sorted(found, key=lambda rank: (rank == 0, rank))
    with st.container(horizontal=True, key="correct-from-match", vertical_alignment="bottom"):
        rank = st.selectbox(
            words.FROM_MATCH,
            ranks,
            index=ranks.index(case.chosen) if case.chosen in ranks else 0,
            format_func=lambda one: _row(found[one]),
            key="correct-from-match-rank",
            width=560,
        )
        if st.button(words.FROM_MATCH_TAKE, key="correct-take-over"):
            match, suggestions = found[rank], case.suggestions
            work.begin_anew(
                at_hand,
                Mix(
                    match.components[0].palette,
                    tuple(match.parts.items()),
                    suggestions.coats or at_hand.mix.coats,
                    over=None if suggestions.coats is None else suggestions.over,
                ),
            )
            st.rerun()


def _row(match: Match) -> str:
    form = words.FROM_MATCH_ROW if match.rank else words.FROM_MATCH_SINGLE
    return form.format(rank=match.rank, recipe=recipe_text(match), value=match.delta_e00)
