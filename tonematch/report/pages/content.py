"""What a report says, as plain values that both the page and the PDF lay out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_to_hex
from tonematch.measure.description.describe import describe
from tonematch.measure.sample import SkinSample
from tonematch.mix.amounts import AS_IT_IS, Amounts, Measure, amounts_of
from tonematch.mix.answer import Match, Suggestions
from tonematch.mix.lights import DAYLIGHT
from tonematch.report.pages.annex import annex_pictures
from tonematch.report.pages.annex_facts import annex_values, headings, recipe_cells
from tonematch.report.pages.client_card import NOBODY, Client, card_values, code_picture
from tonematch.report.pictures.captioned import Picture
from tonematch.report.pictures.picture import preview
from tonematch.report.pictures.swatch import split_swatch
from tonematch.report.version import tool_version
from tonematch.report.words import wording
from tonematch.report.words.amounts import amounts_unbroken, unit_heading
from tonematch.report.words.columns import HOLDING_NOTE
from tonematch.report.words.description import SOURCES, description_rows

NOON = time(12)
LAMPS_NOTE = "Under each lamp stands ΔE00 to the skin; beyond daylight it is an estimate."


@dataclass(frozen=True, eq=False)
class ReportContent:
    """All that a report shows.

    Parameters
    ----------
    values
        Text and numbers as JSON knows them; the templates say what they are called.
    pictures
        By name: always ``swatch``; with a photo those of `annex_pictures`; ``preview`` with a photo of a patch;
        ``code`` where the client has one.
    """

    values: dict[str, Any]
    pictures: dict[str, Picture]
    made_on: date

    @property
    def made_at(self) -> int:
        """The noon of that day, in seconds since 1970: one content gives one file."""
        return round(datetime.combine(self.made_on, NOON, UTC).timestamp())


def report_content(  # noqa: PLR0913  # what it is about, and how it is to be told
    suggestions: Suggestions,
    photo: Photo | None = None,
    sample: SkinSample | None = None,
    *,
    made_on: date,
    measure: Measure = AS_IT_IS,
    chosen: Match | None = None,
    client: Client = NOBODY,
) -> ReportContent:
    """Gather what a report says about one match: the client card, and the technical annex.

    Parameters
    ----------
    photo, sample
        Both, or neither when the target was given as Lab.
    made_on
        The day printed on the report.
    measure
        The unit that recipes are told in, and how much is wanted.
    chosen
        The recipe it is about; the first where none was chosen.
    client
        Where on the body it is, and the client's code.
    """
    best = suggestions.matches[0] if chosen is None else chosen
    lamps = tuple(lamp for lamp in best.lights if lamp != DAYLIGHT)

    def row(match: Match) -> dict[str, Any]:
        amounts = amounts_of(match, suggestions.target, measure)
        return {**_row(match, amounts, several=len(suggestions.palettes) > 1), "cells": recipe_cells(match, lamps)}

    listed = list(suggestions.matches)
    if suggestions.nearest_single.rank == 0:
        listed.append(suggestions.nearest_single)
    values = {
        "title": "Client card",
        "annex_title": "Technical annex",
        "made": f"{made_on:%d %B %Y}, tonematch {tool_version()}",
        "notice": wording.trust_notice(sample),
        "card": card_values(suggestions, best, sample, client=client, measure=measure, made_on=made_on),
        "annex": annex_values(suggestions, photo, sample),
        "tones": _tones(suggestions, sample),
        "best": row(best),
        "best_title": _title(best),
        "rows": [row(match) for match in listed],
        "recipe_heading": unit_heading(suggestions.matches, measure),
        "headings": list(headings(lamps)),
        "widths": list(headings(lamps).values()),
        "table_note": f"{LAMPS_NOTE} {HOLDING_NOTE}",
        "description": _description(sample),
        "sources": SOURCES,
        "remarks": list(wording.cautions(suggestions, None, measure, best)),
        "screen_caveat": wording.SCREEN_CAVEAT,
    }
    return ReportContent(values, _pictures(suggestions, best, photo, sample, client), made_on)


def _title(match: Match) -> str:
    return {0: "Nearest single shade", 1: "First recipe"}.get(match.rank, f"Recipe {match.rank}, as chosen")


def _pictures(
    suggestions: Suggestions, best: Match, photo: Photo | None, sample: SkinSample | None, client: Client
) -> dict[str, Picture]:
    pictures = {
        "swatch": Picture(
            split_swatch(suggestions.target, best.predicted.lab),
            alt=f"Two colours side by side: the target on the left, {wording.recipe_text(best)} on the right. "
            f"They differ by ΔE00 {best.delta_e00:.1f}.",
            caption=f"Target (left) and {wording.called_text(best)} (right)",
            exact=True,
        )
    }
    if client.code:
        pictures["code"] = code_picture(client.code)
    if photo is not None and sample is not None:
        pictures |= annex_pictures(photo, sample)
        if sample.patch is not None:
            pictures["preview"] = Picture(
                preview(photo, sample, best.predicted.lab),
                alt=f"The patch as measured, and with {wording.recipe_text(best)} on it, as estimated.",
                caption=f"The patch as measured, and with {wording.called_text(best)} on it (estimate)",
            )
    return pictures


def _description(sample: SkinSample | None) -> list[list[str]]:
    return [] if sample is None else [list(row) for row in description_rows(describe(sample))]


def _tone(label: str, lab: Lab, remark: str) -> dict[str, str]:
    return {"label": label, "hex": lab_to_hex(lab), "lab": wording.lab_text(lab), "remark": remark}


def _tones(suggestions: Suggestions, sample: SkinSample | None) -> list[dict[str, str]]:
    if sample is None:
        tones = [_tone("Target", suggestions.target, "given as numbers")]
        if suggestions.over is not None:
            tones.append(_tone("Patch beneath", suggestions.over, "given as numbers"))
        return tones
    tones = [_tone("Surrounding skin", sample.surrounding.lab, wording.tone_remark(sample))]
    if sample.patch is not None:
        tones.append(_tone("Patch", sample.patch.lab, wording.contrast_remark(sample)))
    return tones


def _row(match: Match, amounts: Amounts, *, several: bool) -> dict[str, Any]:
    return {
        "rank": match.rank,
        "number": str(match.rank or "single"),
        "hex": lab_to_hex(match.predicted.lab),
        "recipe": amounts_unbroken(match, amounts),
        "codes": wording.codes_text(match) if several else wording.codes_text(match).partition(": ")[2],
        "delta_e00": wording.delta_text(match),
        "grade": match.grade,
        "in_words": match.in_words,
    }
