"""Parts of pages: what was read, findings, swatches, one blend."""

from collections.abc import Iterable, Sequence

import streamlit as st

from tonematch.capture.photo import Photo
from tonematch.colour import Lab, lab_to_hex
from tonematch.correct.calibration import Calibration
from tonematch.findings import Finding
from tonematch.measure.description.describe import describe
from tonematch.measure.sample import SkinSample
from tonematch.measure.tone import ita_class
from tonematch.report.pictures.overlay import REASON_WORDS
from tonematch.report.plots.sample import profile_alt, profile_svg, sectors_alt, sectors_svg
from tonematch.report.words.description import SOURCES, description_rows
from tonematch.report.words.wording import trust_notice
from tonematch.ui import memory
from tonematch.ui.words import match as words


def photo_facts(photo: Photo) -> None:
    """Say what was read of the file."""
    st.subheader(words.WAS_READ)
    with st.container(gap=None):
        st.text(photo.name)
        st.text(words.photo_size(photo.width, photo.height))
        st.text(words.PHOTO_PROFILE.format(profile=photo.profile))


def verdict(calibration: Calibration) -> None:
    """Say whether the colours can be used, and how far off they are."""
    reading = calibration.reading
    st.text(f"{reading.kind.title}, {words.FOUND[reading.found]}")
    say = {"pass": st.success, "warn": st.warning, "refuse": st.error}[calibration.verdict]
    say(f"**{words.VERDICTS[calibration.verdict]}**")
    st.markdown(words.held_out(calibration.delta_e00.held_out_mean, calibration.delta_e00.held_out_skin))


def distrust(calibration: Calibration) -> None:
    """Say so where a refused calibration is used."""
    if trust_notice(calibration):
        st.error(trust_notice(calibration))


def findings(noticed: Iterable[Finding], title: str = words.FINDINGS_TITLE) -> None:
    """List findings, each once, the gravest first."""
    distinct = list(dict.fromkeys(noticed))
    if not distinct:
        return
    order = list(words.SEVERITIES)
    st.subheader(title)
    for number, finding in enumerate(sorted(distinct, key=lambda one: -order.index(one.severity))):
        with st.container(key=f"finding-{finding.severity}-{number}", gap=None):
            st.markdown(f"**{words.SEVERITIES[finding.severity]}**")
            st.text(finding.text)


def tones(sample: SkinSample) -> None:
    """Show the tones measured, with what is known about them."""
    skin = sample.surrounding
    name = words.REFERENCES[sample.reference]
    with st.container(gap=None):
        st.markdown(f"**{name}**")
        block([skin.lab], words.SWATCH_ALT.format(what=name, lab=words.lab(skin.lab)), "tone")
        st.markdown(words.TONE.format(lab=words.lab(skin.lab), ita=sample.ita_deg, name=ita_class(sample.ita_deg)))
        st.caption(
            words.UNCERTAINTY.format(value=skin.uncertainty_delta_e00)
            + " "
            + words.STANDARD_ERROR.format(pixels=skin.pixels, error=skin.standard_error_delta_e00)
        )
    if sample.patch is None or sample.contrast_delta_e00 is None:
        st.caption(words.NO_PATCH)
    else:
        patch = sample.patch.lab
        with st.container(gap=None):
            st.markdown(f"**{words.PATCH}**")
            block([patch], words.SWATCH_ALT.format(what=words.PATCH, lab=words.lab(patch)), "tone")
            st.markdown(words.lab(patch))
            contrast = words.CONTRAST if sample.reference == "band" else words.CONTRAST_TO_TARGET
            st.markdown(contrast.format(value=sample.contrast_delta_e00))
    if sample.flecks is not None:
        flecks = sample.flecks.lab
        with st.container(gap=None):
            st.markdown(f"**{words.FLECKS}**")
            block([flecks], words.SWATCH_ALT.format(what=words.FLECKS, lab=words.lab(flecks)), "flecks")
            st.markdown(words.lab(flecks))
            st.caption(words.FLECKS_SHARE.format(share=words.share(sample.fleck_share)))


def description(sample: SkinSample) -> None:
    """Say the tones in other words: undertone, pigments, named tones, how far the patch is seen."""
    with st.expander(words.DESCRIPTION_TITLE):
        for label, text in memory.kept("description", sample, lambda: description_rows(describe(sample))):
            with st.container(gap=None):
                st.markdown(f"**{label}**")
                st.text(text)
        st.caption(SOURCES)


def left_out(sample: SkinSample) -> None:
    """Say what was left out of the sample."""
    reasons = sample.left_out.reasons()
    if reasons:
        st.caption(words.LEFT_OUT.format(reasons=", ".join(REASON_WORDS[reason] for reason in reasons)))


def plots(sample: SkinSample) -> None:
    """Draw how the colour goes across the patch's border, and how it differs by direction."""
    across, around = st.columns([3, 2], gap="medium")
    if sample.profile is not None:
        drawn, alt = memory.kept("profile", sample.profile, lambda: (profile_svg(sample), profile_alt(sample)))
        with across:
            st.subheader(words.PROFILE_TITLE)
            st.image(drawn, alt=alt, width="stretch")
    if sample.sectors:
        drawn, alt = memory.kept("sectors", sample.sectors, lambda: (sectors_svg(sample), sectors_alt(sample)))
        with around:
            st.subheader(words.SECTORS_TITLE)
            st.image(drawn, alt=alt, width="stretch")


def swatch(lab: Lab, name: str) -> None:
    """Show one colour under its name."""
    with st.container(gap=None):
        st.markdown(f"**{name}**")
        block([lab], words.SWATCH_ALT.format(what=name, lab=words.lab(lab)), "tone")


def block(colours: Sequence[Lab], alt: str, kind: str) -> None:
    """Paint colours edge to edge; nothing but numbers and our own words may go into the markup."""
    sides = "".join(f'<span style="background:{lab_to_hex(lab)}"></span>' for lab in colours)
    st.html(f'<div class="tm-swatch tm-{kind}" role="img" aria-label="{alt}">{sides}</div>')
