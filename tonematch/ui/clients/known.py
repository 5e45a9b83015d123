"""What the record knows of a code that is typed where something is kept, and the consents that are asked for there."""

from dataclasses import dataclass

import streamlit as st

from tonematch.record.clients import find_code
from tonematch.record.home import Home
from tonematch.record.settings import Settings, read_settings
from tonematch.record.tables import Client, Consent
from tonematch.ui.clients import where
from tonematch.ui.shell import CLIENTS
from tonematch.ui.words import clients as words

LONGEST_SITE = 80


def entered() -> Home | None:
    """Give the record under the heading of what is to be kept; say where to unlock it while it is locked."""
    st.subheader(words.KEEP)
    home = where.open_home()
    if home is None:
        st.text(words.KEEP_LOCKED)
        st.page_link(str(CLIENTS), label=words.KEEP_UNLOCK)
    return home


@dataclass(frozen=True)
class Known:
    """The client of a code, if there is one, and the practice's settings."""

    client: Client | None
    settings: Settings


def known_of(home: Home, code: str) -> Known:
    """Look a code up.

    Raises
    ------
    RecordError
        When it cannot be a code, or the record cannot be read.
    """
    return Known(find_code(home.record, code), read_settings(home.record))


def consent(known: Known, kind: str, digest: str) -> tuple[str, ...]:
    """Show a consent in force, or offer to note one; gives the kinds that are newly given.

    Parameters
    ----------
    digest
        Tells this field from those of other photos.
    """
    force = _in_force(known, kind)
    if force is not None:
        st.text(f"{words.CONSENT_KINDS[kind]}: {words.GIVEN.format(day=force.given_on)}")
        return ()
    with st.container(key=f"rec-consent-{kind}", gap="small"):
        st.text(words.WORDINGS[kind])
        given = st.checkbox(words.KEEP_CONSENT[kind], key=f"rec-agrees-{kind}-{digest}-{known.client is None}")
    return (kind,) if given else ()


def _in_force(known: Known, kind: str) -> Consent | None:
    consents = [] if known.client is None else known.client.consents
    return next((one for one in consents if one.kind == kind and one.withdrawn_on is None), None)
