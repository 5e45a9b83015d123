"""Describe a skin sample: hue and class, undertone, pigments, the Monk tone, and how the patch stands out.

The typology angle, the undertone, the pigments and the Monk tone are told of surrounding skin alone: all four were made
for skin with its own pigment and say nothing of a patch.
"""

from dataclasses import dataclass

from tonematch.chart.scale import Area, area_of
from tonematch.colour import Lab
from tonematch.measure.description.contrast_words import Visibility, contrast_doubt, visibility_of
from tonematch.measure.description.monk import MonkTone, nearest_monk
from tonematch.measure.description.pigment_estimate import PigmentEstimate, estimate_pigments
from tonematch.measure.description.tones_within import tones_within
from tonematch.measure.description.undertone import Undertone, undertone_of
from tonematch.measure.sample import SkinSample
from tonematch.measure.tone import ita_class, ita_deg


@dataclass(frozen=True)
class ToneDescription:
    """Surrounding skin, described.

    Parameters
    ----------
    lab
        The tone; its chroma and hue angle are properties of it.
    ita_deg, ita_range_deg
        Individual typology angle, and what it could as well be (95 %).
    ita_classes
        The classes that fit within the uncertainty, that of the angle measured first.
    undertone
        The hue among measured skins of the same L*.
    pigments
        Modelled melanin and haemoglobin; None where too few skins of this L* were measured.
    monk
        The nearest tone of the Monk scale.
    """

    lab: Lab
    ita_deg: float
    ita_range_deg: tuple[float, float]
    ita_classes: tuple[str, ...]
    undertone: Undertone
    pigments: PigmentEstimate | None
    monk: MonkTone


@dataclass(frozen=True)
class PatchDescription:
    """The patch, described.

    Parameters
    ----------
    lab
        Its tone.
    darker
        It is darker than the skin around it.
    contrast_delta_e00, contrast_plus_minus
        ΔE00 to the surrounding skin, and its 95 % uncertainty.
    visibility
        What that means to the eye.
    area
        In mm², as if it lay in the chart's plane; None where the scale is not known.
    size_source
        Where the chart's size comes from, or why it is not known.
    """

    lab: Lab
    darker: bool
    contrast_delta_e00: float
    contrast_plus_minus: float
    visibility: Visibility
    area: Area | None
    size_source: str


@dataclass(frozen=True)
class Description:
    """What a sample says in words and figures.

    Parameters
    ----------
    skin
        The surrounding skin, or the skin chosen.
    patch
        The patch; None when skin itself is the target.
    """

    skin: ToneDescription
    patch: PatchDescription | None


def describe(sample: SkinSample) -> Description:
    """Describe a sample, with its uncertainty carried into every figure."""
    skin = describe_tone(sample.surrounding.lab, sample.surrounding.uncertainty_delta_e00)
    if sample.patch is None or sample.contrast_delta_e00 is None:
        return Description(skin, None)
    reading, contrast = sample.calibration.reading, sample.contrast_delta_e00
    area = area_of(reading, sample.patch_mask)
    doubt = contrast_doubt(contrast, sample.surrounding.uncertainty_delta_e00)
    patch = PatchDescription(
        lab=sample.patch.lab,
        darker=sample.patch.lab.L < skin.lab.L,
        contrast_delta_e00=contrast,
        contrast_plus_minus=doubt,
        visibility=visibility_of(contrast, doubt, skin.lab.L, None if area is None else area.mm2),
        area=area,
        size_source=reading.kind.size_source,
    )
    return Description(skin, patch)


def describe_tone(lab: Lab, uncertainty_delta_e00: float) -> ToneDescription:
    """Describe a tone of surrounding skin.

    Parameters
    ----------
    lab
        The tone, D65, 2°, specular excluded.
    uncertainty_delta_e00
        The ΔE00 the true tone stays within in 95 of 100 photos.
    """
    own = ita_deg(lab)
    angles = [own, *(ita_deg(Lab(*tone)) for tone in tones_within(lab, uncertainty_delta_e00).tolist())]
    # The angle measured comes first, so that its class does too.
    classes = tuple(dict.fromkeys(ita_class(angle) for angle in angles))
    return ToneDescription(
        lab=lab,
        ita_deg=own,
        ita_range_deg=(min(angles), max(angles)),
        ita_classes=classes,
        undertone=undertone_of(lab, uncertainty_delta_e00),
        pigments=estimate_pigments(lab, uncertainty_delta_e00),
        monk=nearest_monk(lab, uncertainty_delta_e00),
    )
