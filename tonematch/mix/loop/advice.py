"""What to watch out for with the recipes suggested, as findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tonematch.colour import Lab
from tonematch.difference import delta_e00
from tonematch.findings import Finding
from tonematch.mix.film.coats import MOST_THIN_COATS
from tonematch.mix.film.kubelka_munk import COAT_CONTRAST, RECOVERED, SINGLE_CONSTANT
from tonematch.mix.lights import LIGHT_WORDS
from tonematch.mix.palettes.shade import Origin
from tonematch.reference import read_table

LAMP_DRIFT = 1.0  # ΔE00 a lamp may add before it is told
NEAR_TIE = 0.3  # ΔE00 between recipes that eyes rarely tell apart, well below what is perceptible on skin
SHOWS_THROUGH = 1.0  # ΔE00 between the film over the patch and the same cream opaque
SKIN_MARGIN = 0.25  # share by which chroma and hue may leave the range of measured skin


@dataclass(frozen=True)
class Subject:
    """What the findings are about: the question, and the first of the recipes that answer it."""

    target: Lab
    technique: str
    coats: int | None
    coat_assumed: bool
    best_lab: Lab
    best_opaque: Lab
    delta_e00s: tuple[float, ...]
    lights: Mapping[str, float]
    data: Origin
    method: str
    coats_needed: int | None = None
    healed: bool = False


def advise(subject: Subject) -> list[Finding]:
    """List the findings on a ranked list of recipes, of which the first is described in full."""
    found = [
        _outside_skin(subject.target),
        _ties(subject.delta_e00s),
        _lamp(subject.lights),
        _origin(subject.data),
        _method(subject.method),
        _through(subject),
        _coat_assumed(subject),
        *(_pigment(subject) if subject.technique == "dermatography" else ()),
    ]
    return [finding for finding in found if finding is not None]


def remarks_on_target(target: Lab) -> list[Finding]:
    """Say what is odd about a target by itself."""
    found = _outside_skin(target)
    return [] if found is None else [found]


def is_skin_like(lab: Lab) -> bool:
    """Tell whether a Lab lies near the range of measured skin, 1st to 99th percentile by lightness with a margin."""
    rows = np.array(read_table("skin_gamut")["rows"])
    if not rows[0, 0] - 6 <= lab.L <= rows[-1, 0] + 6:
        return False
    low_c, _, high_c, low_h, _, high_h = (float(np.interp(lab.L, rows[:, 0], rows[:, i])) for i in range(2, 8))
    in_chroma = low_c * (1 - SKIN_MARGIN) - 1 <= lab.chroma <= high_c * (1 + SKIN_MARGIN)
    hue_margin = SKIN_MARGIN * (high_h - low_h) + 3
    return in_chroma and low_h - hue_margin <= lab.hue_deg <= high_h + hue_margin


def _outside_skin(target: Lab) -> Finding | None:
    if is_skin_like(target):
        return None
    text = (
        f"The target (L {target.L:.0f}, a {target.a:.0f}, b {target.b:.0f}) lies outside measured skin: check that it "
        "was sampled on skin, in good light. What is said about other lamps is a guess here."
    )
    return Finding("target.outside_skin", "warn", text)


def _ties(delta_e00s: Sequence[float]) -> Finding | None:
    tied = sum(value <= delta_e00s[0] + NEAR_TIE for value in delta_e00s)
    if tied < 2:
        return None
    text = f"The first {tied} recipes lie within ΔE00 {NEAR_TIE} of each other: take the one that is easiest to mix."
    return Finding("match.tie", "info", text, float(tied))


def _lamp(lights: Mapping[str, float]) -> Finding | None:
    worst = max(lights, key=lights.__getitem__)
    drift = lights[worst] - lights["D65"]
    if drift < LAMP_DRIFT:
        return None
    text = (
        f"The first recipe holds in daylight (ΔE00 {lights['D65']:.1f}) but drifts under {LIGHT_WORDS[worst]} "
        f"(ΔE00 {lights[worst]:.1f}, estimated): look at the test stripe under that lamp too."
    )
    return Finding("match.lamp", "info", text, lights[worst], lights["D65"] + LAMP_DRIFT)


def _origin(data: Origin) -> Finding | None:
    if data == "measured":
        return None
    texts = {
        "modelled": "The shades are modelled from pigment measurements, not measured on real pots: make a test stripe.",
        "swatch": "The shades are known only from swatches, which can be far from the pot: make a test stripe.",
    }
    return Finding(f"match.{data}", "info", texts[data])


def _method(method: str) -> Finding | None:
    if method not in {SINGLE_CONSTANT, RECOVERED}:
        return None
    text = (
        "How strongly the shades of this palette scatter is not known, so their mixes are predicted by a simpler model "
        "that can miss by ΔE00 2 to 3: make a test stripe."
    )
    return Finding("match.simple_model", "warn", text)


def _through(subject: Subject) -> Finding | None:
    if subject.coats is None:
        return None
    shift = float(delta_e00(subject.best_opaque, subject.best_lab))
    if shift < SHOWS_THROUGH:
        return None
    enough = (
        f"{subject.coats_needed} thin coats hide it"
        if subject.coats_needed is not None
        else f"even {MOST_THIN_COATS} do not hide it, so a cream that hides better would help"
    )
    plural = "coats" if subject.coats > 1 else "coat"
    text = (
        f"With {subject.coats} thin {plural} the patch still shows through (ΔE00 {shift:.1f} from a full cover); "
        f"{enough}. The recipe allows for it, so keep to that number of coats."
    )
    return Finding("match.shows_through", "info", text, shift, SHOWS_THROUGH)


def _coat_assumed(subject: Subject) -> Finding | None:
    if subject.coats is None or not subject.coat_assumed:
        return None
    text = "The palette does not say how thick a coat is: each is taken to hide 90 % of the contrast beneath it."
    return Finding("match.coat_assumed", "info", text, COAT_CONTRAST)


def _pigment(subject: Subject) -> list[Finding]:
    fresh = (
        "The colour predicted is that of the fresh pigment mix. Fresh looks darker than healed: expect it to heal "
        "lighter and cooler, and judge it after 4 to 6 weeks."
    )
    healed = (
        "Fresh it will look darker and warmer than the skin; it heals lighter and cooler. Judge it after 4 to 6 weeks."
    )
    patch = (
        "In a depigmented patch no melanin will lie above the pigment, and the patch will not tan with the skin around."
    )
    return [
        Finding("match.heals_lighter", "info", healed if subject.healed else fresh),
        Finding("match.no_melanin", "info", patch),
    ]
