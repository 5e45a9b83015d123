"""The description of a skin sample in sentences, the same on screen, in the report and in JSON."""

import math

from tonematch.chart.scale import Area
from tonematch.measure.description.describe import Description, PatchDescription, ToneDescription
from tonematch.measure.description.pigment_estimate import Estimate
from tonematch.measure.description.undertone import Undertone

Rows = tuple[tuple[str, str], ...]
UNDERTONE_WORDS = {"cool": "cool (redder)", "neutral": "neutral", "warm": "warm (yellower)"}
TELLING_SHARE = 1 / 3  # of the range of skins: an estimate less sure than that either way tells nothing
UNTOLD_PIGMENT = "not estimated: too few skins of this lightness were measured"
SOURCES = (
    "Hue is compared with the International Skin Spectra Archive, 2103 people (Lu et al. 2025, CC BY 4.0), without the "
    "mirrored part of the light. Melanin and haemoglobin are model estimates of the indices of Dawson et al. (1980) "
    "from colour alone, no measurement of pigment. The Monk tone (E. Monk 2019, CC BY 4.0) is a label, never a target. "
    "From how far a patch is seen is a guide after Paravina et al. (2009) and Adrian (1989), for even skin and sharp "
    "borders. ITA° and its classes after Chardon et al. (1991), for surrounding skin only. Ranges and ± hold in 95 of "
    "100 photos."
)


def description_rows(description: Description) -> Rows:
    """Give label and sentence for each thing described, the skin first, then the patch."""
    patch = () if description.patch is None else _patch_rows(description.patch)
    return (*_skin_rows(description.skin), *patch)


def undertone_text(tone: Undertone) -> str:
    """Say how warm the skin is among skins as light as it, or that this cannot be told.

    >>> undertone_text(Undertone(62.0, (59.0, 65.0), 81.2, (76.4, 88.0), ("warm",)))
    'warm (yellower): yellower than 81 of 100 measured skins of this lightness (76 to 88)'
    """
    if tone.percentile is None or tone.percentile_range is None:
        return "not told: too few skins of this lightness were measured"
    if len(tone.words) > 2:
        return "cannot be told from this photo: anything from cool to warm fits"
    share, (low, high) = tone.percentile, tone.percentile_range
    than = "yellower"
    if "cool" in tone.words:
        than, share, low, high = "redder", 100 - share, 100 - high, 100 - low
    words = " or ".join(UNDERTONE_WORDS[word] for word in tone.words)
    doubt = "" if len(tone.words) == 1 else ", which of the two cannot be told from this photo"
    return f"{words}{doubt}: {than} than {share:.0f} of 100 measured skins of this lightness ({low:.0f} to {high:.0f})"


def area_text(area: Area | None, size_source: str) -> str:
    """Say how large the patch is, rounded to what is known of it; or why that is not known.

    >>> area_text(Area(1136.2, 0.11), "")
    'about 1140 ± 120 mm², as if it lay flat beside the chart'
    """
    if area is None:
        return f"not known: {size_source}"
    doubt = area.mm2 * area.plus_minus
    digits = 1 - math.floor(math.log10(doubt))  # two figures of the doubt, and the area no finer
    places = max(0, digits)
    return (
        f"about {round(area.mm2, digits):.{places}f} ± {round(doubt, digits):.{places}f} mm², "
        "as if it lay flat beside the chart"
    )


def contrast_text(patch: PatchDescription) -> str:
    """Say how much the patch differs, and from how far that is seen."""
    seen = patch.visibility
    told = f"ΔE00 {patch.contrast_delta_e00:.1f} ± {patch.contrast_plus_minus:.1f}: {seen.words}"
    if seen.at_least != seen.at_most:
        told += f" (between {seen.at_least} and {seen.at_most})"
    return f"{told}, if it is about 2 cm across" if seen.assumed_size else told


def _skin_rows(skin: ToneDescription) -> Rows:
    low, high = skin.ita_range_deg
    redder, yellower = skin.undertone.hue_range_deg
    hue = f"{skin.lab.hue_deg:.0f}° ({redder:.0f}° to {yellower:.0f}°)"
    pigments = skin.pigments
    also = "".join(f" or {number}" for number in skin.monk.also)
    return (
        ("Hue", f"C* {skin.lab.chroma:.1f}, hue angle {hue}"),
        ("ITA°", f"{skin.ita_deg:.0f}° ({low:.0f}° to {high:.0f}°): {' or '.join(skin.ita_classes)}"),
        ("Undertone", undertone_text(skin.undertone)),
        ("Melanin", UNTOLD_PIGMENT if pigments is None else _pigment_text(pigments.melanin)),
        ("Haemoglobin", UNTOLD_PIGMENT if pigments is None else _pigment_text(pigments.haemoglobin)),
        ("Monk tone", f"nearest is {skin.monk.number}{also} of 10, ΔE00 {skin.monk.delta_e00:.1f} away; a label only"),
    )


def _pigment_text(estimate: Estimate) -> str:
    low, high = estimate.skins_5_95
    index = f"index {estimate.index:.0f} ± {estimate.plus_minus:.0f}"
    if estimate.plus_minus > TELLING_SHARE * (high - low):
        return f"cannot be told from this photo (a model estimate gives {index})"
    return f"{index}, a model estimate (90 of 100 measured skins have {low:.0f} to {high:.0f})"


def _patch_rows(patch: PatchDescription) -> Rows:
    than = "darker" if patch.darker else "lighter"
    return (
        ("Patch", f"{than} than the skin around it; C* {patch.lab.chroma:.1f}, hue angle {patch.lab.hue_deg:.0f}°"),
        ("Contrast", contrast_text(patch)),
        ("Area", area_text(patch.area, patch.size_source)),
    )
