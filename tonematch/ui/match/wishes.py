"""The bar of wishes above the recipes: the few that are changed every day, and the rarer ones behind a click."""

from dataclasses import replace

import streamlit as st

from tonematch.mix.amounts import BATCHES_G, UNITS, Measure
from tonematch.mix.ranking import DEFAULT_COATS
from tonematch.ui import session
from tonematch.ui.match import fields
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
WIDE = (3, 12)
"""Pots and parts with which the bundled tinters come near to any skin; see docs/method.md."""
WIDE_FIELD = 270
DENSITIES = (0.9, 0.7, 0.5, 0.3)
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


def widen() -> None:
    """Wish for as many pots and parts as reach most skins, and show that in the fields."""
    session.ask_match(replace(usual(), max_shades=WIDE[0], max_parts=WIDE[1]))
    fields.begin_anew()


def bar(before: Wishes, *, has_patch: bool) -> tuple[Wishes, Makings | None]:
    """Draw the wishes; give them, with what recipes are to be made of where that can be loaded."""
    with st.container(key="wishes", horizontal=True):
        wishes, makings = _palettes(before)
        technique = None if makings is None else technique_of(wishes, makings)
        if makings is not None and len(makings.techniques) > 1:
            wishes = _technique(wishes)
            technique = technique_of(wishes, makings)
        wishes = replace(
            wishes,
            max_shades=fields.count(words.MOST_SHADES, (1, MOST_POTS), "shades", before.max_shades, width=130),
            max_parts=fields.count(words.MOST_PARTS, (1, MOST_PARTS), "parts", before.max_parts, width=170),
        )
        if technique == CAMOUFLAGE and has_patch:
            coats = fields.choose(words.COATS, [USUAL, 1, 2, 3], "coats", before.coats or USUAL, told=_coats)
            wishes = replace(wishes, coats=coats or None)
        _measure()
    in_stock = fields.switch(words.IN_STOCK, "stock", on=before.in_stock_only, note=words.IN_STOCK_HELP)
    wishes = replace(wishes, in_stock_only=in_stock)
    with st.expander(words.MORE_WISHES), st.container(key="more-wishes", horizontal=True):
        return _more(wishes, makings, technique, has_patch=has_patch), makings


def _coats(count: int) -> str:
    return str(count or words.COATS_DEFAULT.format(count=DEFAULT_COATS))


def _palettes(before: Wishes) -> tuple[Wishes, Makings | None]:
    titles = palette_choices()
    key, first = fields.begin("palettes", before.palettes)
    chosen = st.multiselect(
        words.PALETTES,
        list(titles),
        [name for name in first if name in titles],
        key=key,
        format_func=lambda name: titles.get(name, name),
        width=340,
    )
    makings = tried("makings", object(), lambda: makings_of(chosen)) if chosen else None
    return replace(before, palettes=tuple(chosen)), makings


def _technique(wishes: Wishes) -> Wishes:
    ways = [AS_PALETTE, *TECHNIQUES]
    said = fields.choose(
        words.TECHNIQUE, ways, "technique", wishes.technique or AS_PALETTE, told=words.technique, width=210
    )
    return replace(wishes, technique=said or None)


def _measure() -> None:
    before = measure()
    unit = fields.choose(words.UNIT, UNITS, "unit", before.unit or UNITS[0], told=words.UNITS.__getitem__, width=130)
    if unit != "grams":
        st.session_state[MEASURE] = Measure(unit)
        return
    batch_g, (least_g, most_g) = before.batch_grams or BATCH_G, BATCHES_G
    key, first = fields.begin("batch", f"{batch_g:g}")
    typed = read_number(st.text_input(words.BATCH, first, key=key, width=130))
    if typed is None or not least_g <= typed <= most_g:
        st.error(words.BATCH_WRONG.format(least=least_g, most=most_g, value=batch_g), width=300)
    else:
        batch_g = typed
    balance_g = fields.choose(words.BALANCE, BALANCES_G, "balance", before.balance_g, told="{:g} g".format, width=170)
    st.session_state[MEASURE] = Measure(unit, batch_g, balance_g)


def _more(wishes: Wishes, makings: Makings | None, technique: str | None, *, has_patch: bool) -> Wishes:
    light = fields.choose(
        words.LIGHT,
        list(words.LIGHTS),
        "light",
        wishes.light,
        told=words.LIGHTS.__getitem__,
        width=WIDE_FIELD,
        note=words.LIGHT_HELP,
    )
    forgiving = fields.switch(
        words.FORGIVING, "forgiving", on=wishes.forgiving, note=words.FORGIVING_HELP, disabled=light != DAYLIGHT
    )
    wishes = replace(wishes, light=light, forgiving=forgiving)
    if makings is not None and len(makings.techniques) == 1:
        wishes = _technique(wishes)
        technique = technique_of(wishes, makings)
    if makings is not None and makings.strengths:
        known = fields.switch(words.OWN_JARS, "own-jars", on=wishes.own_jars, note=words.OWN_JARS_HELP)
        wishes = replace(wishes, own_jars=known)
    if technique == DERMATOGRAPHY and makings is not None:
        wishes = _pigment(wishes, makings, has_patch=has_patch)
    return wishes


def _pigment(wishes: Wishes, makings: Makings, *, has_patch: bool) -> Wishes:
    ways = [way for way in HEALED if way != "own" or makings.healing is not None]
    healed = fields.choose(
        words.HEALED,
        ways,
        "healed",
        wishes.healed if wishes.healed in ways else "off",
        told=words.HEALED_CHOICES.__getitem__,
        width=WIDE_FIELD,
        note=words.HEALED_HELP,
    )
    if not has_patch:
        return replace(wishes, healed=healed)
    ways_through = [NO_DENSITY, *DENSITIES]
    density = fields.choose(
        words.DENSITY,
        ways_through,
        "density",
        wishes.density or NO_DENSITY,
        told=words.density,
        width=WIDE_FIELD,
        note=words.DENSITY_HELP,
    )
    return replace(wishes, healed=healed, density=density or None)
