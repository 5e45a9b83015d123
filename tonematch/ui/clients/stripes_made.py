"""Test stripes as they are kept with a visit, made of the work at hand in Correct."""

from collections.abc import Mapping

from tonematch.colour import Lab
from tonematch.mix.loop.correction import Correction
from tonematch.mix.loop.stripes import Stripe
from tonematch.mix.words import in_words
from tonematch.record.kept import ColourToKeep, CorrectionToKeep, PhotoToKeep, stripe_mark
from tonematch.record.tables import Correction as Kept
from tonematch.report.documents.correction import correction_json
from tonematch.ui.clients.photos_made import nameless, photos_made
from tonematch.ui.correct.shots import Shot
from tonematch.ui.correct.work import Work, today

STRIPE = "stripe"


def stripes_made(at_hand: Work, correction: Correction | None, shot: Shot | None) -> tuple[CorrectionToKeep, ...]:
    """Give the stripes of a mix, the one being looked at last.

    Parameters
    ----------
    at_hand
        The mix, and its stripes that were acted upon.
    correction, shot
        What is advised on the stripe being looked at, and its photo; None where there is none.
    """
    following = [one.stripe.parts for one in at_hand.tried[1:]] + [at_hand.mix.recipe] * bool(at_hand.tried)
    kept = [
        _stripe(at_hand, number, one.stripe, one.delta_e00, after=after, done=one.done)
        for number, (one, after) in enumerate(zip(at_hand.tried, following, strict=True), 1)
    ]
    if correction is not None:
        drawn = correction.learned.stripes[-1]
        advice = {} if shot is None else _advice(shot, correction)
        kept.append(_stripe(at_hand, len(kept) + 1, drawn, correction.residual.delta_e00, advice=advice))
    return tuple(kept)


def photo_made(shot: Shot, encoded: bytes) -> tuple[PhotoToKeep, ...]:
    """Make what is kept of the photo of a stripe.

    Raises
    ------
    PhotoError
        When it cannot be stripped.
    """
    return photos_made(shot.photo, shot.calibration, encoded, None, STRIPE)


def is_kept(stripe: CorrectionToKeep, held: Kept) -> bool:
    """Tell whether the record holds a stripe as it is now."""
    return stripe.known_by == stripe_mark(held.document) and dict(stripe.added) == dict(held.added)


def _stripe(  # noqa: PLR0913  # one stripe, and what was done about it
    at_hand: Work,
    number: int,
    drawn: Stripe,
    delta_e00: float,
    *,
    after: Mapping[str, int] | None = None,
    done: str = "",
    advice: Mapping[str, object] | None = None,
) -> CorrectionToKeep:
    now = dict(drawn.parts) if after is None else dict(after)
    added = {code: float(parts - drawn.parts.get(code, 0)) for code, parts in now.items()}
    document = {
        "mix": at_hand.word,
        "number": number,
        "palette": at_hand.mix.palette,
        "day": drawn.day or today(),
        "parts": dict(drawn.parts),
        "coats": drawn.coats,
        "stripe": _floats(drawn.stripe),
        "skin": _floats(drawn.skin),
        "over": None if drawn.over is None else _floats(drawn.over),
        "done": done,
        **({"advice": dict(advice)} if advice else {}),
    }
    return CorrectionToKeep(
        float(delta_e00),
        in_words(drawn.skin, drawn.stripe),
        {code: parts for code, parts in added.items() if parts},
        document=document,
        colours=(ColourToKeep(STRIPE, _floats(drawn.stripe), float(drawn.uncertainty)),),
    )


def _advice(shot: Shot, correction: Correction) -> dict[str, object]:
    return nameless(correction_json(shot.photo, shot.spots["stripe"].sample, shot.spots["beside"].sample, correction))


def _floats(lab: Lab) -> tuple[float, float, float]:
    L, a, b = map(float, lab)
    return L, a, b
