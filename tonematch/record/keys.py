"""The key of the photo store: made at random, and never kept beside what it locks in a form that opens it.

Either the system's own keyring holds it, or it lies in the store's lock file wrapped under a passphrase (scrypt, so
that guessing is slow). Whoever has neither the keyring nor the passphrase has only noise.

References
----------
C. Percival, S. Josefsson (2016), The scrypt password-based key derivation function, RFC 7914.
D. McGrew, J. Viega (2004), The Galois/Counter Mode of operation; NIST SP 800-38D (2007).
"""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tonematch.errors import RecordError
from tonematch.whole_file import write_whole

LOCK_FILE = "lock.json"
SERVICE = "tonematch photo store"
KEY_BYTES, SALT_BYTES, NONCE_BYTES = 32, 16, 12
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**17, 8, 1
"""128 MB and about half a second a guess: the interactive setting of 2017 was 2**15; machines have doubled since."""
MOST_N = 2**20
SHORTEST_PASSPHRASE = 12
Holder = Literal["keyring", "passphrase"]


@dataclass(frozen=True)
class Lock:
    """What is known of a key without the key.

    Parameters
    ----------
    key_id
        Names the key; photos say which one locks them.
    holder
        Who holds it.
    salt, n, r, p, wrapped
        For a passphrase: scrypt's settings, and the key wrapped under what scrypt gives (base64).
    """

    key_id: str
    holder: Holder
    salt: str = ""
    n: int = 0
    r: int = 0
    p: int = 0
    wrapped: str = ""


@dataclass(frozen=True, repr=False)
class Key:
    """A key of 32 bytes, and its name. Not shown by `repr`, so that no log holds it."""

    key_id: str
    secret: bytes


def new_key() -> Key:
    """Make a key at random."""
    return Key(os.urandom(8).hex(), AESGCM.generate_key(KEY_BYTES * 8))


def locked_by_keyring(key: Key, folder: Path) -> Lock:
    """Give the key to the system's keyring.

    Raises
    ------
    RecordError
        When this system has no keyring that can keep it.
    """
    import keyring  # noqa: PLC0415  # asks the system for its keyring on import
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.set_password(SERVICE, _account(folder, key.key_id), b64encode(key.secret).decode())
        kept = keyring.get_password(SERVICE, _account(folder, key.key_id))
    except (KeyringError, RuntimeError) as problem:
        raise no_keyring() from problem
    if kept is None or b64decode(kept) != key.secret:
        raise no_keyring()
    return Lock(key.key_id, "keyring")


def locked_by_passphrase(key: Key, passphrase: str) -> Lock:
    """Wrap the key under a passphrase.

    Raises
    ------
    RecordError
        When the passphrase is shorter than 12 characters.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise RecordError(
            f"The passphrase has {len(passphrase)} characters.",
            code="record.passphrase_short",
            hint=f"Take at least {SHORTEST_PASSPHRASE}: four or five words that do not belong together are good.",
        )
    salt = os.urandom(SALT_BYTES)
    nonce = os.urandom(NONCE_BYTES)
    wrapping = _derived(passphrase, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P)
    wrapped = nonce + AESGCM(wrapping).encrypt(nonce, key.secret, key.key_id.encode())
    return Lock(
        key.key_id, "passphrase", b64encode(salt).decode(), SCRYPT_N, SCRYPT_R, SCRYPT_P, b64encode(wrapped).decode()
    )


def opened(lock: Lock, folder: Path, passphrase: str | None = None) -> Key:
    """Get the key that a lock stands for.

    Raises
    ------
    RecordError
        When the keyring has no such key, or the passphrase is missing or another one.
    """
    if lock.holder == "keyring":
        return _from_keyring(lock, folder)
    if passphrase is None:
        raise RecordError(
            "The photos are locked with a passphrase.", code="record.locked", hint="Type the passphrase to see them."
        )
    salt, wrapped = b64decode(lock.salt), b64decode(lock.wrapped)
    wrapping = _derived(passphrase, salt, lock.n, lock.r, lock.p)
    try:
        secret = AESGCM(wrapping).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], lock.key_id.encode())
    except InvalidTag as problem:
        raise RecordError(
            "This is not the passphrase that the photos are locked with.",
            code="record.passphrase",
            hint="Mind capital letters and the keyboard's language. Without it nobody can open the photos.",
        ) from problem
    return Key(lock.key_id, secret)


def read_lock(folder: Path) -> Lock | None:
    """Read the lock of a store; None where there is no store yet.

    Raises
    ------
    RecordError
        When the file is damaged.
    """
    path = folder / LOCK_FILE
    if not path.exists():
        return None
    try:
        kept = cast("dict[str, Any]", json.loads(path.read_text(encoding="utf-8")))
        lock = Lock(**kept)
        known = lock.holder in ("keyring", "passphrase") and lock.key_id.isalnum() and lock.n <= MOST_N
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        raise _damaged(path) from problem
    if not known:
        raise _damaged(path)
    return lock


def write_lock(folder: Path, lock: Lock) -> None:
    """Write the lock of a store, whole."""
    write_whole(folder / LOCK_FILE, json.dumps(asdict(lock), indent=1).encode())


def forget_key(lock: Lock, folder: Path) -> None:
    """Take a key that locks nothing any more out of the keyring."""
    if lock.holder == "keyring":
        import keyring  # noqa: PLC0415  # asks the system for its keyring on import
        from keyring.errors import KeyringError, PasswordDeleteError  # noqa: PLC0415

        try:
            keyring.delete_password(SERVICE, _account(folder, lock.key_id))
        except (PasswordDeleteError, KeyringError):
            return


def no_keyring() -> RecordError:
    """Say that the system cannot keep a key."""
    return RecordError(
        "This computer has no keyring that could keep the key to the photos.",
        code="record.no_keyring",
        hint="Choose a passphrase instead.",
    )


def _from_keyring(lock: Lock, folder: Path) -> Key:
    import keyring  # noqa: PLC0415  # asks the system for its keyring on import
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        kept = keyring.get_password(SERVICE, _account(folder, lock.key_id))
    except (KeyringError, RuntimeError) as problem:
        raise no_keyring() from problem
    if kept is None:
        raise RecordError(
            "The keyring of this computer no longer holds the key to the photos.",
            code="record.key_missing",
            hint="Log in as the user who made the record, or take in an export; without the key nobody can open them.",
        )
    return Key(lock.key_id, b64decode(kept))


def _account(folder: Path, key_id: str) -> str:
    return f"{folder.resolve()} {key_id}"


def _derived(passphrase: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=n, r=r, p=p).derive(passphrase.encode())


def _damaged(path: Path) -> RecordError:
    return RecordError(
        f"The lock file {path} is damaged.",
        code="record.lock_damaged",
        hint="Put it back from a backup; the photos cannot be opened without it.",
    )
