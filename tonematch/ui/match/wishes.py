"""The bar of wishes above the recipes: the few that are changed every day, and the rarer ones behind a click."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from tonematch.mix.amounts import BATCHES_G, UNITS, Measure
from tonematch.mix.ranking import DEFAULT_COATS
from tonematch.ui import session
from tonematch.ui.match.amounts import BALANCES_G, BATCH_G
from tonematch.ui.match.answering import Makings, makings_of, technique_of
from tonematch.ui.match.asked import (
    CAMOUFLAGE,
    DAYLIGHT,
    DERMATOGRAPHY,
    HEALED,
    TECHNIQUES,
    Wishes,
)
from tonematch.ui.palettes.choice import palette_choices
from tonematch.ui.places import read_number
from tonematch.ui.problems import tried
from tonematch.ui.words import blends as words

MEASURE = f"{session.OWN_PREFIX}measure"
MOST_POTS, MOST_PARTS = 4, 20
DENSITIES = (0.9, 0.7, 0.5, 0.3)
Value = TypeVar("Value")
USUAL, NO_DENSITY, AS_PALETTE = 0, 0.0, ""


def measure() -> Measure:
    """Give the unit the person at work doses by, and how much a batch is to weigh."""
    kept: Measure = st.session_state.get(MEASURE, Measure("parts"))
    return kept


def usual() -> Wishes:
    """Give what was wished for last, without palettes that have gone; the first palette where nothing was yet."""
    before, titles = session.wishes(), palette_choices()
    if before is None:
        return Wishes(tuple(titles)[:1])
    return replace(before, palettes=tuple(name for name in before.palettes if name in titles))


def bar(before: Wishes, *, has_patch: bool) -> tuple[Wishes, Makings | None]:
    """Draw the wishes; give them, with what recipes are to be made of where that can be loaded."""
    titles = palette_choices()
    with st.container(key="wishes", horizontal=True):
        wishes, makings = _palettes(before, titles)
        technique = None if makings is None else technique_of(wishes, makings)
        if makings is not None and len(makings.techniques) > 1:
            wishes = _technique(wishes)
            technique = technique_of(wishes, makings)
        wishes = replace(
            wishes,
            max_shades=st.number_input(
                words.MOST_SHADES, 1, MOST_POTS, key=session.seeded("shades", before.max_shades), width=130
            ),
            max_parts=st.number_input(
                words.MOST_PARTS, 1, MOST_PARTS, key=session.seeded("parts", before.max_parts), width=170
            ),
        )
        if technique == CAMOUFLAGE and has_patch:
            wishes = _coats(wishes)
        _measure()
    in_stock = st.toggle(
        words.IN_STOCK, key=session.seeded("stock", before.in_stock_only), help=words.IN_STOCK_HELP, width="content"
    )
    wishes = replace(wishes, in_stock_only=in_stock)
    with st.expander(words.MORE_WISHES), st.container(key="more-wishes", horizontal=True):
        return _more(wishes, makings, technique, has_patch=has_patch), makings


def _palettes(before: Wishes, titles: Mapping[str, str]) -> tuple[Wishes, Makings | None]:
    chosen = st.multiselect(
        words.PALETTES,
        list(titles),
        key=session.seeded("palettes", list(before.palettes)),
        format_func=lambda name: titles.get(name, name),
        width=340,
    )
    makings = tried("makings", object(), lambda: makings_of(chosen)) if chosen else None
    return replace(before, palettes=tuple(chosen)), makings


def _technique(wishes: Wishes) -> Wishes:
    said = st.selectbox(
        words.TECHNIQUE,
        [AS_PALETTE, *TECHNIQUES],
        key=session.seeded("technique", wishes.technique or AS_PALETTE),
        format_func=lambda name: words.TECHNIQUES.get(name, words.TECHNIQUE_DEFAULT),
        width=210,
    )
    return replace(wishes, technique=said or None)


def _coats(wishes: Wishes) -> Wishes:
    said = st.selectbox(
        words.COATS,
        [USUAL, 1, 2, 3],
        key=session.seeded("coats", wishes.coats or USUAL),
        format_func=lambda count: str(count or words.COATS_DEFAULT.format(count=DEFAULT_COATS)),
        width=150,
    )
    return replace(wishes, coats=said or None)


def _measure() -> None:
    before = measure()
    unit = st.selectbox(
        words.UNIT,
        UNITS,
        key=session.seeded("unit", before.unit),
        format_func=words.UNITS.__getitem__,
        width=130,
    )
    if unit != "grams":
        st.session_state[MEASURE] = Measure(unit)
        return
    batch_g, (least_g, most_g) = before.batch_grams or BATCH_G, BATCHES_G
    typed = read_number(st.text_input(words.BATCH, key=session.seeded("batch", f"{batch_g:g}"), width=130))
    if typed is None or not least_g <= typed <= most_g:
        st.error(words.BATCH_WRONG.format(least=least_g, most=most_g, value=batch_g), width=300)
    else:
        batch_g = typed
    balance_g = st.selectbox(
        words.BALANCE,
        BALANCES_G,
        key=session.seeded("balance", before.balance_g),
        format_func="{:g} g".format,
        width=170,
    )
    st.session_state[MEASURE] = Measure(unit, batch_g, balance_g)


def _more(wishes: Wishes, makings: Makings | None, technique: str | None, *, has_patch: bool) -> Wishes:
    wishes = replace(
        wishes,
        light=_choice(words.LIGHT, list(words.LIGHTS), ("light", wishes.light), words.LIGHTS.__getitem__),
        forgiving=st.toggle(
            words.FORGIVING,
            key=session.seeded("forgiving", wishes.forgiving),
            help=words.FORGIVING_HELP,
            disabled=st.session_state.get(session.seeded("light", wishes.light)) != DAYLIGHT,
            width="content",
        ),
    )
    if makings is not None and len(makings.techniques) == 1:
        wishes = _technique(wishes)
        technique = technique_of(wishes, makings)
    if makings is not None and makings.strengths:
        known = st.toggle(
            words.OWN_JARS, key=session.seeded("own-jars", wishes.own_jars), help=words.OWN_JARS_HELP, width="content"
        )
        wishes = replace(wishes, own_jars=known)
    if technique == DERMATOGRAPHY and makings is not None:
        wishes = _pigment(wishes, makings, has_patch=has_patch)
    return wishes


def _pigment(wishes: Wishes, makings: Makings, *, has_patch: bool) -> Wishes:
    ways = [way for way in HEALED if way != "own" or makings.healing is not None]
    healed = wishes.healed if wishes.healed in ways else "off"
    healed = _choice(words.HEALED, ways, ("healed", healed), words.HEALED_CHOICES.__getitem__)
    density: float | None = wishes.density
    if has_patch:
        said = _choice(words.DENSITY, [NO_DENSITY, *DENSITIES], ("density", density or NO_DENSITY), _density)
        density = said or None
    return replace(wishes, healed=healed, density=density)


def _density(share: float) -> str:
    return words.DENSITY_SHARE.format(share=round(100 * share)) if share else words.DENSITY_DEFAULT


def _choice(label: str, ways: list[Value], field: tuple[str, Value], name: Callable[[Value], str]) -> Value:
    """Offer a choice in a field, given by its key and what it begins with."""
    return st.selectbox(
        label, ways, key=session.seeded(*field), format_func=name, help=words.HELPS.get(field[0]), width=270
    )
