"""The photo store: a file a photo, named by what is in it, encrypted, and either there whole or not at all.

A file is ``magic, nonce, AES-256-GCM of the bytes``; its name is an HMAC of the bytes' SHA-256, so that a name does not
tell whether somebody's known photo lies here. Each key has a folder of its own: a new key fills a new folder, the lock
file is replaced in one step, and only then does the old folder go.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tonematch.errors import RecordError
from tonematch.record.keys import NONCE_BYTES, Key, Lock, forget_key, read_lock, write_lock

MAGIC = b"TMP1"
ENDING = ".photo"


@dataclass(frozen=True, repr=False)
class PhotoStore:
    """A store that is open: its folder and its key."""

    folder: Path
    key: Key

    def put(self, content: bytes) -> str:
        """Keep a photo and give its SHA-256, by which `get` finds it; keeping it twice keeps it once.

        When this returns, the photo is on the disk. To be called while saving: nobody changes the key then.

        Raises
        ------
        RecordError
            When it cannot be written, or another seat has changed the key; then nothing of it is there.
        """
        refuse_old_key(self)
        return self._kept(content)

    def take_from(self, other: "PhotoStore", digests: Iterator[str]) -> None:
        """Keep photos of another store too, under this key, before it is the one in force."""
        for digest in digests:
            self._kept(other.get(digest))

    def _kept(self, content: bytes) -> str:
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists() and self._reads(digest):
            return digest
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.key.secret).encrypt(nonce, content, MAGIC + self._bound(digest))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_synced(path, MAGIC + nonce + sealed)
        except OSError as problem:
            raise RecordError(
                f"The photo could not be kept in {self.folder}: {problem.strerror or problem}.",
                code="record.photo_write",
                hint="Make room on the disk, or make the folder writable, and save again; nothing was lost.",
            ) from problem
        return digest

    def get(self, digest: str) -> bytes:
        """Give a photo's bytes.

        Raises
        ------
        RecordError
            When it is not there, or was altered or damaged.
        """
        path = self._path(digest)
        try:
            held = path.read_bytes()
        except OSError as problem:
            raise RecordError(
                f"The photo {digest[:12]}… is not in the store at {self.folder}.",
                code="record.photo_missing",
                hint="Put it back from a backup; what was measured on it is still in the record.",
            ) from problem
        return self._unsealed(held, digest)

    def holds(self, digest: str) -> bool:
        """Tell whether a photo is there."""
        return self._path(digest).exists()

    def remove(self, digest: str, overwrites: int = 1) -> None:
        """Delete a photo for good: overwritten as often as wished, then unlinked.

        On flash storage an overwritten block may live on; what is left there is encrypted.
        """
        self.remove_named(self._path(digest).stem, overwrites)

    def remove_named(self, name: str, overwrites: int = 1) -> None:
        """Delete the photo that lies under one of `names`, as `remove` does."""
        path = self._room() / name[:2] / f"{name}{ENDING}"
        if not path.exists():
            return
        size = path.stat().st_size
        with path.open("r+b") as file:
            for _ in range(overwrites):
                file.seek(0)
                file.write(os.urandom(size))
                file.flush()
                os.fsync(file.fileno())
        path.unlink()

    def names(self) -> Iterator[str]:
        """Give the names of all files that are there whole."""
        yield from sorted(path.stem for path in self._room().rglob(f"*{ENDING}"))

    def name_of(self, digest: str) -> str:
        """Give the name under which a photo of this digest lies."""
        return hmac.new(self._naming(), bytes.fromhex(digest), hashlib.sha256).hexdigest()

    def _room(self) -> Path:
        return self.folder / self.key.key_id

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise RecordError(f"'{digest[:80]}' is not a photo's SHA-256.", code="record.digest")
        name = self.name_of(digest)
        return self._room() / name[:2] / f"{name}{ENDING}"

    def _naming(self) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tonematch photo names").derive(self.key.secret)

    def _bound(self, digest: str) -> bytes:
        return f"{self.key.key_id} {digest}".encode()

    def _reads(self, digest: str) -> bool:
        try:
            self.get(digest)
        except RecordError:
            return False
        return True

    def _unsealed(self, held: bytes, digest: str) -> bytes:
        start = len(MAGIC) + NONCE_BYTES
        nonce, bound = held[len(MAGIC) : start], held[: len(MAGIC)] + self._bound(digest)
        try:
            content = AESGCM(self.key.secret).decrypt(nonce, held[start:], bound)
        except (InvalidTag, ValueError) as problem:
            raise RecordError(
                f"The photo {digest[:12]}… in the store was altered or is damaged.",
                code="record.photo_damaged",
                hint="Put it back from a backup; what was measured on it is still in the record.",
            ) from problem
        return content


def refuse_old_key(store: PhotoStore) -> None:
    """Refuse to work with a key that is no longer in force, because another seat has changed it.

    Raises
    ------
    RecordError
        When the lock file names another key.
    """
    lock = read_lock(store.folder)
    if lock is not None and lock.key_id != store.key.key_id:
        raise RecordError(
            "The photos were locked with another key meanwhile, here or at another seat.",
            code="record.key_changed",
            hint="Unlock them again with the new passphrase, then save again; nothing of this was saved.",
        )


def change_key(store: PhotoStore, digests: Iterator[str], key: Key, lock: Lock) -> PhotoStore:
    """Lock all photos with another key; a crash at any moment leaves the one or the other in force, and whole.

    Where there is a record, `tonematch.record.upkeep.rekey` does this while no other seat can save.

    Parameters
    ----------
    store
        The store as it is.
    digests
        Of all photos that are to be kept.
    key, lock
        The new key, and what stands for it.
    """
    refuse_old_key(store)
    before = read_lock(store.folder)
    fresh = PhotoStore(store.folder, key)
    fresh.take_from(store, digests)
    write_lock(store.folder, lock)
    sweep(fresh)
    if before is not None:
        forget_key(before, store.folder)
    return fresh


def sweep(store: PhotoStore) -> None:
    """Remove what a crash or an older key left behind: files half written, and rooms of keys no longer in force.

    Raises
    ------
    RecordError
        When this store's own key is the older one.
    """
    refuse_old_key(store)
    for path in sorted(store.folder.rglob("*"), reverse=True):
        inside = path.relative_to(store.folder).parts
        stale = len(inside) > 1 and inside[0] != store.key.key_id
        if path.is_dir() and not path.is_symlink():
            if inside[0] != store.key.key_id and not any(path.iterdir()):
                path.rmdir()
        elif stale or path.suffix == ".part":
            path.unlink(missing_ok=True)


def remove_strangers(store: PhotoStore, digests: Iterator[str], overwrites: int = 1) -> int:
    """Delete photos that the record does not refer to; gives how many.

    A crash between the record's saving and the deletion of a photo leaves such a file: to be called when a store is
    opened, so that what a client took back is gone.
    """
    known = {store.name_of(digest) for digest in digests}
    strangers = [name for name in store.names() if name not in known]
    for name in strangers:
        store.remove_named(name, overwrites)
    return len(strangers)


def _write_synced(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened, and a rename is journalled anyway
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
