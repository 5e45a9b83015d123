"""The recipes found, best first: each beside its target, with what speaks for and against it."""

from collections.abc import Sequence

import streamlit as st

from tonematch.colour import Lab
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import Measure
from tonematch.mix.answer import Match, Suggestions
from tonematch.mix.lights import LIGHT_WORDS
from tonematch.mix.palettes.kit import Stock
from tonematch.report.words.wording import cautions, delta_text, technique_text, tie_text
from tonematch.ui import panels, session
from tonematch.ui.match import wishes
from tonematch.ui.match.amounts import recipe_in
from tonematch.ui.match.asked import DERMATOGRAPHY
from tonematch.ui.words import blends as words

SHOWN_AT_ONCE = 5
HINDERED: tuple[Stock, ...] = ("not in stock", "expired")
HEALING_CODES = ("match.heals_lighter", "match.no_melanin", "match.healed_estimate", "match.healed_learned")


def chosen_of(suggestions: Suggestions, rank: int) -> Match:
    """Give the recipe of a rank; the first where there is none, 0 being the nearest single shade."""
    listed = {match.rank: match for match in (suggestions.nearest_single, *suggestions.matches)}
    return listed.get(rank, suggestions.matches[0])


def section(suggestions: Suggestions, sample: SkinSample, chosen: Match, measure: Measure) -> None:
    """Draw the recipes."""
    st.caption(words.FOR.format(what=technique_text(suggestions)))
    _told_first(suggestions, sample)
    single = suggestions.nearest_single
    first, rest = suggestions.matches[:SHOWN_AT_ONCE], suggestions.matches[SHOWN_AT_ONCE:]
    if single.rank == 0:
        st.subheader(words.NEAREST_SINGLE)
        _card(suggestions, single, chosen, measure)
    st.subheader(words.BEST_BLENDS)
    for match in first:
        _card(suggestions, match, chosen, measure)
    if rest:
        with st.expander(words.MORE_BLENDS.format(count=len(rest)), expanded=chosen in rest):
            for match in rest:
                _card(suggestions, match, chosen, measure)


def watch_out(suggestions: Suggestions, sample: SkinSample, measure: Measure) -> None:
    """List what to watch out for that was not told above the recipes."""
    told = {text for _, texts in _first(suggestions, sample) for text in texts}
    st.subheader(words.WATCH_OUT)
    with st.container(key="cautions"):
        for caution in cautions(suggestions, sample, measure):
            if caution not in told:
                st.text(f"• {caution}")
    st.caption(words.DELTA_EXPLAINED)


def _first(suggestions: Suggestions, sample: SkinSample) -> list[tuple[str, list[str]]]:
    """Give what must be known before any recipe is looked at: how far off it is, how it heals, what ties."""
    unreachable, tie = suggestions.unreachable, tie_text(suggestions, sample)
    healing = [finding.text for finding in suggestions.findings if finding.code in HEALING_CODES]
    return [
        (words.UNREACHABLE, [] if unreachable is None else [unreachable.text]),
        (words.HEALING, healing if suggestions.technique == DERMATOGRAPHY else []),
        (words.TIES, [tie] if tie else []),
    ]


def _told_first(suggestions: Suggestions, sample: SkinSample) -> None:
    for number, (title, texts) in enumerate(_first(suggestions, sample)):
        if texts:
            severity = "warn" if title == words.UNREACHABLE else "info"
            with st.container(key=f"finding-{severity}-first-{number}", gap=None):
                st.markdown(f"**{title}**")
                for text in texts:
                    st.text(text)
                if title == words.UNREACHABLE and (suggestions.max_shades, suggestions.max_parts) < wishes.WIDE:
                    st.button(words.WIDEN, on_click=wishes.widen)


def _card(suggestions: Suggestions, match: Match, chosen: Match, measure: Measure) -> None:
    place = "single" if match.rank == 0 else str(match.rank)
    state = "chosen" if match is chosen else "open"
    some_tie = len(suggestions.tied) < len(suggestions.matches)
    tied = f" · {words.TIED}" if some_tie and match.rank > 1 and match.rank in suggestions.tied else ""
    with st.container(key=f"blend-{state}-{place}", gap="small"):
        split(suggestions.target, match, place)
        with st.container(key=f"told-{place}", horizontal=True, vertical_alignment="top"):
            with st.container(key=f"recipe-{place}", gap=None):
                rank = words.RANK.format(rank=match.rank) if match.rank else ""
                st.text(f"{rank} {recipe_in(match, suggestions.target, measure)}".strip())
                delta = words.DELTA.format(value=delta_text(match))
                st.markdown(f"**{delta}** · **{match.grade}** · {match.in_words}{tied}")
                st.text(" · ".join(_traits(match)))
            _choose(match, is_chosen=match is chosen)


def split(target: Lab, match: Match, place: str) -> None:
    """Show a recipe's colour beside its target, without a gap, on mid-grey."""
    alt = words.SPLIT_ALT.format(value=delta_text(match), grade=match.grade)
    with st.container(key=f"split-{place}", gap=None):
        panels.block([target, match.predicted.lab], alt, "split")
        st.html(
            f'<div class="tm-sides" aria-hidden="true"><span>{words.TARGET_SIDE}</span>'
            f"<span>{words.MIX_SIDE}</span></div>"
        )


def _traits(match: Match) -> Sequence[str]:
    """Say in few words what a recipe needs and withstands."""
    worst = match.worst_light
    pots = [part.shade.code for part in match.components if part.stock in HINDERED]
    traits = [
        words.counted(words.POTS, match.pots),
        words.worst_light(worst, LIGHT_WORDS.get(worst, worst), match.worst_light_delta_e00),
        words.UNEVEN.format(value=match.expected_delta_e00) if match.pots > 1 else "",
        words.ROUNDING.format(value=match.rounding_cost) if match.pots > 1 else "",
        words.STOCK[match.stock].format(pots=", ".join(pots)),
        words.DATA[match.data],
    ]
    return [trait for trait in traits if trait]


def _choose(match: Match, *, is_chosen: bool) -> None:
    label = words.CHOOSE.format(rank=match.rank) if match.rank else words.CHOOSE_SINGLE
    name = words.CHOSEN if is_chosen else label
    st.button(name, key=f"choose-{match.rank}", disabled=is_chosen, on_click=session.choose, args=(match.rank,))
