"""A blend laid down pot by pot: press a pot to add it, step its parts; no colour of the mix is shown."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from tonematch.mix.palettes.shade import Palette
from tonematch.practise.exercise import Exercise
from tonematch.ui.practise.swatches import plain, pot
from tonematch.ui.words import practise as words

POT_WIDTH, STEPPER_WIDTH = 56, 160
KEYS = "practise-blend"
"""Keys of every blend being put together begin with it."""


def parts_so_far(place: str) -> dict[str, int]:
    """Give whole parts by shade code as they stand; pots stepped down to nothing stay with 0."""
    parts: dict[str, int] = st.session_state.get(_kept(place), {})
    return dict(parts)


def seed_parts(place: str, parts: Mapping[str, int]) -> None:
    """Put parts there where none were yet, as after a reload."""
    if _kept(place) not in st.session_state:
        _set(place, dict(parts))


def forget_parts(place: str) -> None:
    """Begin with no pot again."""
    _set(place, {})


def chosen_pots(place: str, exercise: Exercise, palette: Palette) -> dict[str, int]:
    """Draw the pots chosen with their steppers and the total; give the parts."""
    known = {shade.code for shade in palette.shades}
    parts = {code: count for code, count in parts_so_far(place).items() if code in known}
    if not parts:
        st.caption(words.NO_POTS)
    total = sum(parts.values())
    for code, count in parts.items():
        _row(place, palette, code, count / total if total else 0.0)
    pots = sum(count > 0 for count in parts.values())
    told = words.TOTAL.format(total=total, most=exercise.max_parts, pots=pots, most_pots=exercise.max_shades)
    if total > exercise.max_parts or pots > exercise.max_shades:
        st.warning(words.TOTAL_OVER.format(total=told))
    else:
        st.markdown(f"**{told}**")
    return parts


def _row(place: str, palette: Palette, code: str, share: float) -> None:
    number = [shade.code for shade in palette.shades].index(code)
    shade = palette.shades[number]
    key = _field_key(place, number)
    st.session_state.setdefault(key, parts_so_far(place)[code])
    with st.container(key=f"{KEYS}-row-{place}-{number}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            pot(shade.lab, width=POT_WIDTH)
            st.text(shade.name, width="stretch")
            st.text(words.SHARE.format(share=100 * share), width="content")
        with st.container(horizontal=True):
            st.number_input(
                words.PARTS_OF.format(name=plain(shade.name)),
                min_value=0,
                max_value=99,
                step=1,
                key=key,
                label_visibility="collapsed",
                on_change=partial(_stepped, place, code, key),
                width=STEPPER_WIDTH,
            )
            st.button(
                words.TAKE_OUT,
                key=f"{KEYS}-out-{place}-{number}",
                help=words.TAKE_OUT_NAMED.format(name=plain(shade.name)),
                on_click=partial(_take_out, place, code),
            )


def pot_grid(place: str, palette: Palette) -> None:
    """Draw every pot of the palette with a button that adds a part of it."""
    with st.container(key=f"{KEYS}-pots-{place}"):
        for number, shade in enumerate(palette.shades):
            with st.container(key=f"{KEYS}-pot-{place}-{number}", gap=None):
                pot(shade.lab)
                st.button(
                    plain(shade.name),
                    key=f"{KEYS}-add-{place}-{number}",
                    on_click=partial(_add, place, shade.code, number),
                    width="stretch",
                )


def _add(place: str, code: str, number: int) -> None:
    parts = parts_so_far(place)
    parts[code] = parts.get(code, 0) + 1
    st.session_state[_field_key(place, number)] = parts[code]
    _set(place, parts)


def _stepped(place: str, code: str, key: str) -> None:
    _set(place, parts_so_far(place) | {code: int(st.session_state[key] or 0)})


def _take_out(place: str, code: str) -> None:
    _set(place, {name: count for name, count in parts_so_far(place).items() if name != code})


def _set(place: str, parts: dict[str, int]) -> None:
    st.session_state[_kept(place)] = parts


def _kept(place: str) -> str:
    return f"{KEYS} parts {place}"


def _field_key(place: str, number: int) -> str:
    return f"{KEYS}-parts-{place}-{number}"
