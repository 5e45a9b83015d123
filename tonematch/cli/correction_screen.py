"""How a correction looks in a terminal."""

from rich.console import Console
from rich.text import Text

from tonematch.capture.photo import Photo
from tonematch.cli.screen import bullets, facts, read_rows, tone, warn_untrusted
from tonematch.findings import verdict_of
from tonematch.measure.sample import SkinSample
from tonematch.mix.loop.correction import Correction
from tonematch.report.words import correction as correction_words
from tonematch.report.words import wording


def show_correction(
    console: Console, photo: Photo, stripe: SkinSample, skin: SkinSample, correction: Correction
) -> None:
    """Say how the stripe differs from the skin, what that is put down to, and what to add."""
    residual = correction.residual
    findings = (*stripe.findings, *skin.findings, *correction.findings)
    warn_untrusted(console, skin)
    console.print(
        facts(
            [
                *read_rows(photo, skin.calibration, verdict_of(findings)),
                ("Skin", tone(console, residual.skin, "")),
                ("Stripe", tone(console, residual.stripe, "")),
                ("Difference", f"ΔE00 {residual.delta_e00:.1f}: the stripe is {residual.in_words}"),
                ("Advice", Text(correction_words.advice_text(correction), style="bold")),
            ]
        )
    )
    bullets(console, "What it is put down to", correction_words.cause_texts(correction.causes))
    unit = correction_words.unit_of(correction)
    steps = [
        f"{correction_words.addition_text(addition, unit)}: ΔE00 {addition.expected_delta_e00:.1f} expected"
        for addition in correction.additions
    ]
    if correction.another_coat_delta_e00 is not None:
        steps.append(f"one more thin coat of the same mix: ΔE00 {correction.another_coat_delta_e00:.1f} expected")
    steps.append(f"draw it anew as it is: ΔE00 {correction.unchanged_delta_e00:.1f} expected")
    bullets(console, "What could be done", steps)
    cautions = [*wording.findings_text(findings), correction_words.CORRECTION_CAVEAT]
    bullets(console, "What to watch out for", cautions)
