"""Open the record of this machine: its database, and its photos with the key that the user holds.

The photos are encrypted; the database with codes, colours, recipes and remarks is not, unless the disk is.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tonematch.data_folder import made_folder
from tonematch.errors import RecordError
from tonematch.record.database import Record, default_address, open_record
from tonematch.record.keys import (
    Holder,
    Key,
    Lock,
    forget_key,
    locked_by_keyring,
    locked_by_passphrase,
    new_key,
    opened,
    read_lock,
    write_lock,
)
from tonematch.record.photo_store import PhotoStore
from tonematch.record.upkeep import Progress, rekey, tidy

PHOTOS = "photos"


@dataclass(frozen=True, repr=False, eq=False)
class Home:
    """The record and its photos, open."""

    record: Record
    store: PhotoStore

    @property
    def still_open(self) -> bool:
        """Tell whether the key held is still the one that locks the photos; another seat may have changed it."""
        lock = read_lock(self.store.folder)
        return lock is not None and lock.key_id == self.store.key.key_id


@cache
def _record_at(address: str) -> Record:
    return open_record(address)


def record_here() -> Record:
    """Open the database: the one of the environment variable ``TONEMATCH_RECORD``, else the file in the data folder.

    Raises
    ------
    RecordError, CaseError
        When it cannot be opened, or a newer tonematch wrote it.
    """
    return _record_at(default_address())


def photos_folder() -> Path:
    """Give the folder of the photos, made if need be; raises as `made_folder`."""
    return made_folder(PHOTOS)


def lock_here() -> Lock | None:
    """Give the lock of the photos; None before anybody chose one.

    Raises
    ------
    RecordError, CaseError
        When the lock file is damaged, or the folder cannot be made.
    """
    return read_lock(photos_folder())


def begin(holder: Holder, passphrase: str = "") -> Home:
    """Choose for the first time how the photos are locked, and open the record.

    Raises
    ------
    RecordError
        When there is a lock already, the system has no keyring, or the passphrase is too short.
    """
    record, folder = record_here(), photos_folder()
    if read_lock(folder) is not None:
        raise RecordError(
            "The photos of this record are locked already.", code="record.locked", hint="Open them with their key."
        )
    key = new_key()
    write_lock(folder, _locked(key, folder, holder, passphrase))
    return _tidied(Home(record, PhotoStore(folder, key)))


def unlock(passphrase: str | None = None) -> Home:
    """Open the record with the key from the keyring, or under the passphrase.

    Raises
    ------
    RecordError
        When it is another passphrase, or the keyring has no such key.
    """
    record, folder = record_here(), photos_folder()
    lock = read_lock(folder)
    if lock is None:
        raise RecordError("The photos are not locked yet.", code="record.locked", hint="Choose a lock first.")
    return _tidied(Home(record, PhotoStore(folder, opened(lock, folder, passphrase))))


def change_lock(home: Home, holder: Holder, passphrase: str = "") -> None:
    """Lock the same key in another way: a new passphrase, or the keyring instead of one; raises as `begin`."""
    folder, key = home.store.folder, home.store.key
    before = read_lock(folder)
    write_lock(folder, _locked(key, folder, holder, passphrase))
    if before is not None and holder != before.holder:
        forget_key(before, folder)


def renew_key(home: Home, holder: Holder, passphrase: str = "", progress: Progress | None = None) -> Home:
    """Lock all photos with a new key, for when the old one may be known to somebody; raises as `begin`."""
    key = new_key()
    lock = _locked(key, home.store.folder, holder, passphrase)
    return Home(home.record, rekey(home.record, home.store, key, lock, progress))


def _locked(key: Key, folder: Path, holder: Holder, passphrase: str) -> Lock:
    if holder == "keyring":
        return locked_by_keyring(key, folder)
    return locked_by_passphrase(key, passphrase)


def _tidied(home: Home) -> Home:
    tidy(home.record, home.store)
    return home
