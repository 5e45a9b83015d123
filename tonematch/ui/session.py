"""What one browser session knows: the case at hand. Setting an earlier value clears the later ones."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from tonematch.capture.photo import Photo
from tonematch.ui.case import Case, Chart, OtherSide
from tonematch.ui.marker.marks import NOTHING_DRAWN, Marking
from tonematch.ui.match.asked import Wishes
from tonematch.ui.preview import preview_of

if TYPE_CHECKING:
    from tonematch.correct.calibration import Calibration
    from tonematch.measure.sample import SkinSample
    from tonematch.mix.match import Suggestions

CASE_PREFIX = "case:"
"""Keys of what belongs to the case at hand; they go when it is ended."""
OWN_PREFIX = "own:"
"""Keys of what belongs to the person at work, whichever case it is."""
CASE = f"{CASE_PREFIX}now"
EARLIER = f"{CASE_PREFIX}earlier"
SITE = f"{CASE_PREFIX}site"
VISITS = f"{OWN_PREFIX}cases ended"
UPLOADS = "uploads taken"
WISHES = f"{OWN_PREFIX}wishes"
KEPT = f"{CASE_PREFIX}kept"
"""The matches kept of this client, one a site."""


def current() -> Case | None:
    """Give the case at hand."""
    case: Case | None = st.session_state.get(CASE)
    return case


def holds(encoded: bytes) -> bool:
    """Tell whether the case at hand is of this very file, so that it need not be decoded again."""
    case = current()
    return case is not None and case.photo.sha256 == hashlib.sha256(encoded).hexdigest()


def begin(photo: Photo, own_mark: Marking | None = None, at: str = "") -> None:
    """Start a case; the one before stays at hand until the new photo has proved its worth.

    Parameters
    ----------
    photo
        Its photo.
    own_mark
        The mark that comes with the photo, if any.
    at
        The place on the body, where the photo itself tells it; else it is the one asked for.
    """
    if at:
        st.session_state[SITE] = at
    case = current()
    if case is not None and case.calibration is not None:
        st.session_state[EARLIER] = case
    st.session_state[CASE] = Case(photo, preview_of(photo), own_mark, site=site())
    forget_uploads()


def site() -> str:
    """Give the place on the body that is being matched; empty as long as nobody has said."""
    said: str = st.session_state.get(SITE, "")
    return said


def ask_site(said: str) -> None:
    """Keep which place on the body is being matched, for the case at hand or the one to come."""
    st.session_state[SITE] = said
    case = current()
    if case is not None:
        st.session_state[CASE] = replace(case, site=said)


def has_earlier() -> bool:
    """Tell whether there is a case to go back to."""
    return EARLIER in st.session_state


def go_back() -> None:
    """Return to the case before."""
    st.session_state[CASE] = st.session_state.pop(EARLIER)
    st.session_state[SITE] = st.session_state[CASE].site


def ask_chart(chart: Chart) -> None:
    """Ask for a chart to be read."""
    st.session_state[CASE] = replace(_needed(), chart=chart)


def keep_calibration(calibration: "Calibration") -> None:
    """Keep a calibration; what was measured with another one goes, and so does the earlier case."""
    case = _needed()
    st.session_state.pop(EARLIER, None)
    st.session_state[CASE] = Case(
        case.photo,
        case.preview,
        case.own_mark,
        case.site,
        case.chart,
        wishes=case.wishes,
        calibration=calibration,
        calibrated=case.chart,
        other_side=case.other_side,
    )


def go_on_anyway(anyway: bool) -> None:  # noqa: FBT001  # the value kept is one
    """Keep whether the user goes on with a refused calibration; what was measured so far goes."""
    case = _needed()
    st.session_state[CASE] = replace(
        case, anyway=anyway, marking=NOTHING_DRAWN, sample=None, sampled=NOTHING_DRAWN, suggestions=None, matched=None
    )


def ask_marking(marking: Marking) -> Case:
    """Ask for the skin to be sampled where the user marked it; without a mark, nothing is. Gives the case as it is."""
    case = replace(_needed(), marking=marking)
    if marking.mark is None:
        case = replace(case, sample=None, sampled=marking, suggestions=None, matched=None)
    st.session_state[CASE] = case
    return case


def keep_sample(sample: "SkinSample") -> Case:
    """Keep what was measured on the skin; recipes for another tone go. Gives the case as it is then."""
    case = _needed()
    case = replace(case, sample=sample, sampled=case.marking, suggestions=None, matched=None)
    st.session_state[CASE] = case
    return case


def keep_other_side(other: OtherSide | None) -> Case:
    """Keep a second photo and what is known of it, or let it go; recipes for another tone go."""
    case = _needed()
    tone, before = (None if side is None else side.sample for side in (other, case.other_side))
    if tone is not before:
        case = replace(case, suggestions=None, matched=None)
    case = replace(case, other_side=other)
    st.session_state[CASE] = case
    return case


def ask_match(wishes: Wishes) -> None:
    """Ask for recipes; the next case begins with the same wishes."""
    st.session_state[CASE] = replace(_needed(), wishes=wishes)
    st.session_state[WISHES] = wishes


def wishes() -> Wishes | None:
    """Give what was wished for last, in this case or in one before."""
    known: Wishes | None = _needed().wishes or st.session_state.get(WISHES)
    return known


def keep_suggestions(suggestions: "Suggestions") -> None:
    """Keep the recipes; the first of them is chosen."""
    case = _needed()
    st.session_state[CASE] = replace(case, suggestions=suggestions, matched=case.wishes, chosen=1)


def choose(rank: int) -> None:
    """Choose a recipe by its rank."""
    st.session_state[CASE] = replace(_needed(), chosen=rank)


def next_site() -> None:
    """Make room for a photo of another place; what was kept of this client stays."""
    for key in (CASE, EARLIER, SITE):
        st.session_state.pop(key, None)
    st.session_state[VISITS] = visit() + 1
    forget_uploads()


def seeded(name: str, value: object) -> str:
    """Give the key of a field on the case's page, filled with what was wished before when the page is opened.

    A default would do the same, but when it changes, Streamlit takes the field for another one and resets it.
    """
    key = f"{name}-{_needed().photo.sha256[:16]}"
    st.session_state.setdefault(key, value)
    return key


def end() -> None:
    """Forget the photo, everything made of it, and the uploaded file."""
    visits = visit() + 1
    forget_uploads()
    own = {key: value for key, value in work().items() if key.startswith(OWN_PREFIX)}
    st.session_state.clear()
    take_up(own | {VISITS: visits})


def work() -> dict[str, object]:
    """Give all that must not be lost when the page is loaded again."""
    return {
        str(key): value for key, value in st.session_state.items() if str(key).startswith((CASE_PREFIX, OWN_PREFIX))
    }


def has_work() -> bool:
    """Tell whether anything was done in this session yet."""
    return bool(work())


def take_up(kept: Mapping[str, object]) -> None:
    """Put back what `work` gave."""
    for key, value in kept.items():
        st.session_state[key] = value


def visit() -> int:
    """Count the cases ended in this session, for keys of widgets that must start afresh."""
    visits: int = st.session_state.get(VISITS, 0)
    return visits


def uploads_taken() -> int:
    """Count the files taken from the field for uploads, for its key: it must be empty afterwards."""
    taken: int = st.session_state.get(UPLOADS, 0)
    return taken


def upload_taken() -> None:
    """Note that a file was taken from the field for uploads."""
    st.session_state[UPLOADS] = uploads_taken() + 1


def forget_uploads() -> None:
    """Take uploaded files out of the server's memory; it would keep them until another session opens."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def open_steps() -> Sequence[bool]:
    """Tell for each step whether what it needs is there."""
    case = current()
    calibrated = case is not None and case.calibration is not None
    trusted = calibrated and case is not None and (case.anyway or _verdict(case) != "refuse")
    sampled = case is not None and case.sample is not None
    matched = case is not None and case.suggestions is not None
    return (True, case is not None, trusted, sampled, matched or bool(st.session_state.get(KEPT)))


def done_steps() -> Sequence[bool]:
    """Tell for each step whether it has given its value."""
    case = current()
    return (*open_steps()[1:4], case is not None and case.suggestions is not None, False)


def furthest() -> int:
    """Give the place of the last step that is open with all before it."""
    return (*open_steps(), False).index(False) - 1


def _verdict(case: Case) -> str:
    return "refuse" if case.calibration is None else case.calibration.verdict


def _needed() -> Case:
    case = current()
    if case is None:
        raise LookupError("A value can only be kept while there is a case.")
    return case
