"""The annex has the pictures that the sample has facts for, each with words that say the same."""

from dataclasses import replace
from types import SimpleNamespace

from tonematch.colour import Lab
from tonematch.measure.surround.left_out import REASONS, LeftOut
from tonematch.measure.tone import Tone
from tonematch.report.pages.annex import annex_pictures, overlay_alt

FLECKS = Tone(Lab(40.0, 12.0, 18.0), (1.0, 1.0, 1.0), 900, shiny=False)


def test_skin_around_a_patch_has_all_pictures(case: SimpleNamespace) -> None:
    """What was sampled, across the border, by direction, and the fleck shade where there is one."""
    pictures = annex_pictures(case.photo, replace(case.sample, flecks=FLECKS, fleck_share=0.064))
    assert pictures.keys() == {"overlay", "profile", "sectors", "flecks"}
    assert "6.4 %" in pictures["flecks"].caption
    assert "L* 40.0" in pictures["flecks"].alt
    assert not pictures["overlay"].exact  # a photo; the others are drawn
    assert all(pictures[name].exact for name in ("profile", "sectors", "flecks"))


def test_skin_chosen_by_hand_has_only_what_was_sampled(case: SimpleNamespace) -> None:
    """Without a border, a band and flecks there is nothing to draw of them."""
    chosen = replace(case.sample, reference="painted", profile=None, flecks=None)
    assert annex_pictures(case.photo, chosen).keys() == {"overlay"}


def test_the_overlay_is_told_in_words(case: SimpleNamespace) -> None:
    """Each reason that occurs is named, and only those."""
    labels = case.sample.left_out.labels * 0
    labels[0, 0] = REASONS.index("shine") + 1
    words = overlay_alt(replace(case.sample, left_out=LeftOut(labels)))
    assert words == "The photo with the patch outlined and the sampled skin dotted; marked as left out: shine."
