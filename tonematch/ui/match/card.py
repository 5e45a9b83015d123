"""The client card: what goes home, on to a prescription, or into the record."""

from datetime import date

import streamlit as st

from tonematch.mix.answer import Component
from tonematch.mix.lights import LIGHT_WORDS
from tonematch.mix.palettes.kit import best_before
from tonematch.report.documents.kept import Choice
from tonematch.report.files import jpeg_bytes
from tonematch.report.pictures.recolour import recoloured
from tonematch.report.words.wording import DATA_WORDS, SCREEN_CAVEAT, STRIPE_ADVICE, delta_text, findings_text
from tonematch.ui import memory, panels
from tonematch.ui.match import on_photo
from tonematch.ui.match.amounts import order_line, recipe_in
from tonematch.ui.match.asked import DERMATOGRAPHY
from tonematch.ui.palettes.choice import load_choice, palette_choices
from tonematch.ui.words import blends as blend_words
from tonematch.ui.words import keep as words


def section(choice: Choice, scene: on_photo.Scene, day: date) -> None:
    """Draw the card."""
    with st.container(key="card", border=True):
        told, beside = st.columns([11, 9], gap="large")
        with told, st.container(key="card-told"):
            _recipe(choice, day)
        with beside, st.container(key="card-beside"):
            _apply(choice)
            _cautions(choice)
        _pictures(choice, scene)


def line_title(choice: Choice) -> str:
    """Name the line of shades as people know it."""
    name = choice.match.components[0].palette
    if name not in palette_choices():
        return name
    return load_choice(name).title


def coats_text(choice: Choice) -> str:
    """Say in how many coats it is worn."""
    coats = choice.suggestions.coats
    if coats is None:
        return words.IMPLANTED if choice.suggestions.technique == DERMATOGRAPHY else words.OPAQUE
    return blend_words.counted(words.COATS_TEXT, coats)


def _recipe(choice: Choice, day: date) -> None:
    match, answer = choice.match, choice.suggestions
    st.text(
        " · ".join(part for part in (choice.site or words.NO_SITE, choice.note, words.MADE.format(day=day)) if part)
    )
    alt = blend_words.SPLIT_ALT.format(value=delta_text(match), grade=match.grade)
    panels.block([answer.target, match.predicted.lab], alt, "split")
    with st.container(key="card-recipe"):
        st.text(recipe_in(match, answer.target, choice.measure))
    worst = match.worst_light
    rows = {
        words.COATS: coats_text(choice),
        words.FIT: words.FIT_TEXT.format(delta=delta_text(match), grade=match.grade, in_words=match.in_words),
        words.HOLDS: blend_words.worst_light(worst, LIGHT_WORDS.get(worst, worst), match.worst_light_delta_e00),
        words.POTS: "; ".join(_pot(part) for part in match.components),
    }
    for name, text in rows.items():
        with st.container(key=f"card-row-{name.replace(' ', '-')}", gap=None):
            st.caption(name)
            st.text(text)
    st.caption(words.LINE)
    st.code(order_line(match, answer.target, choice.measure, line_title(choice)), language=None, wrap_lines=True)


def _pot(part: Component) -> str:
    limit = best_before(part.shade)
    told = [
        f"{part.shade.code} {part.shade.name}",
        words.LOT.format(lot=part.shade.lot) if part.shade.lot else "",
        words.BEST_BEFORE.format(day=limit) if limit is not None else "",
        words.NOT_USABLE.get(part.stock, ""),
    ]
    return ", ".join(text for text in told if text)


def _pictures(choice: Choice, scene: on_photo.Scene) -> None:
    if scene.sample.patch is None:
        return
    worn, ready = on_photo.worn(), on_photo.canvas(scene, "patch")
    before = memory.kept("before patch", ready, lambda: jpeg_bytes(ready.picture))
    colour = on_photo.colour_worn(choice.match, worn)
    after = jpeg_bytes(recoloured(ready, colour, opacity=worn.opacity / on_photo.FULL))
    with st.container(key="card-pictures", horizontal=True):
        st.image(before, caption=words.BEFORE, alt=words.BEFORE_ALT, width="stretch")
        st.image(after, caption=words.AFTER.format(opacity=worn.opacity), alt=words.AFTER_ALT, width="stretch")
    st.caption(SCREEN_CAVEAT)


def _apply(choice: Choice) -> None:
    pigment = choice.suggestions.technique == DERMATOGRAPHY
    st.subheader(words.APPLY)
    steps = words.APPLY_PIGMENT if pigment else words.APPLY_CREAM
    coats = choice.suggestions.coats
    worn = blend_words.counted(words.COATS_TEXT, 2 if coats is None else coats)
    with st.container(key="card-steps"):
        for number, step in enumerate(steps, 1):
            st.text(f"{number}. {step.format(coats=worn)}")


def _cautions(choice: Choice) -> None:
    answer = choice.suggestions
    texts = [
        *findings_text(choice.sample.findings),
        *(() if answer.unreachable is None else (answer.unreachable.text,)),
        *(finding.text for finding in answer.findings if _counts(finding.code, finding.severity)),
        DATA_WORDS[choice.match.data],
        STRIPE_ADVICE,
    ]
    st.subheader(words.CAUTIONS)
    with st.container(key="card-cautions"):
        for text in dict.fromkeys(texts):
            st.text(f"• {text}")


def _counts(code: str, severity: str) -> bool:
    """Tell what of an answer's remarks holds for each of its recipes, and matters once it is made."""
    return severity != "info" or code in {"match.heals_lighter", "match.no_melanin", "match.powder"}
