"""What is done to the photo store while no seat can save: another key, and what a crash left behind.

Photos are put inside a saving, and savings come one after the other. A saving that changes no row therefore keeps every
other seat from putting a photo until it is done.
"""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from tonematch.record.database import Record
from tonematch.record.keys import Key, Lock
from tonematch.record.photo_store import PhotoStore, change_key, remove_strangers, sweep
from tonematch.record.settings import settings_in
from tonematch.record.tables import Photo

Progress = Callable[[int, int], None]


def rekey(record: Record, store: PhotoStore, key: Key, lock: Lock, progress: Progress | None = None) -> PhotoStore:
    """Lock the photos of a record with another key; gives the store under that key.

    Parameters
    ----------
    record, store
        The record, and its photos under the key that is in force.
    key, lock
        The new key, and what stands for it.
    progress
        Told how many photos are done, and of how many.

    Raises
    ------
    RecordError
        When another seat is saving for long or has changed the key already, or a photo is missing or damaged.
    """
    with record.saving() as session:
        return change_key(store, _told(_digests(session), progress), key, lock)


def tidy(record: Record, store: PhotoStore) -> int:
    """Remove half-written files, photos that nothing refers to, and rooms of older keys; gives how many photos.

    To be called when a store is unlocked.

    Raises
    ------
    RecordError
        When another seat is saving for long, or has changed the key.
    """
    with record.saving() as session:
        sweep(store)
        return remove_strangers(store, iter(_digests(session)), settings_in(session).overwrites)


def _digests(session: Session) -> list[str]:
    return list(session.scalars(select(Photo.sha256).distinct().order_by(Photo.sha256)))


def _told(digests: Sequence[str], progress: Progress | None) -> Iterator[str]:
    for done, digest in enumerate(digests, 1):
        yield digest
        if progress is not None:
            progress(done, len(digests))
