"""What was found around the patch, in words: flecks, directions, what was left out, what texture leaves open."""

from tonematch.measure.sample import SkinSample
from tonematch.measure.surround.sectors import direction_words
from tonematch.report.pictures.overlay import REASON_WORDS
from tonematch.report.words.wording import lab_text

NOT_TOLD = ("transition", "not skin")  # they belong to every band


def surround_rows(sample: SkinSample) -> tuple[tuple[str, str], ...]:
    """Give labels and sentences on how the surrounding tone was sampled; those with nothing to say are absent."""
    skin = sample.surrounding
    rows = [("Sampled", f"{skin.pixels} pixels; texture alone leaves ΔE00 {skin.standard_error_delta_e00:.2f} open")]
    if sample.flecks is not None:
        rows.append(("Flecks", f"{lab_text(sample.flecks.lab)}, on {sample.fleck_share:.0%} of the skin"))
    if sample.sectors:
        most = max(sample.sectors, key=lambda sector: sector.from_whole_delta_e00)
        where = direction_words(most.direction_deg)
        rows.append(("Direction", f"at most ΔE00 {most.from_whole_delta_e00:.1f} from the whole, {where}"))
    reasons = [REASON_WORDS[reason] for reason in sample.left_out.reasons() if reason not in NOT_TOLD]
    if reasons:
        rows.append(("Left out", ", ".join(reasons)))
    return tuple(rows)
