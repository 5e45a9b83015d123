"""The photo store: whole or not there, readable with the key alone, and through a change of key."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tonematch.errors import RecordError
from tonematch.record import keys, photo_store
from tonematch.record.keys import Key, locked_by_passphrase, new_key, opened, read_lock, write_lock
from tonematch.record.photo_store import PhotoStore, change_key, sweep

WORDS = "copper lantern quiet meadow"
MARKER = b"skin of a client who trusted us "


@pytest.fixture(autouse=True)
def quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scrypt be quick: how slow a guess is has no bearing on these tests."""
    monkeypatch.setattr(keys, "SCRYPT_N", 2**10)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=4000))
def test_what_was_put_in_comes_out(store: PhotoStore, content: bytes) -> None:
    """Any bytes come back as they were, also when they are put in twice."""
    digest = store.put(content)
    assert store.put(content) == digest
    assert store.get(digest) == content


def test_files_and_names_tell_nothing(store: PhotoStore) -> None:
    """Neither the photo's bytes nor its SHA-256 can be found in the store's folder."""
    digest = store.put(MARKER * 50)
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert MARKER not in files[0].read_bytes()
    assert digest not in str(files[0])


@pytest.mark.parametrize("place", [0, 5, 40, -1])
def test_an_altered_file_is_told(store: PhotoStore, place: int) -> None:
    """One bit changed anywhere in a file is noticed."""
    digest = store.put(MARKER)
    path = next(path for path in store.folder.rglob("*.photo"))
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(RecordError, match="altered or is damaged"):
        store.get(digest)


def test_a_damaged_file_is_mended_by_putting_it_again(store: PhotoStore) -> None:
    """A photo put in again replaces a file that no longer reads."""
    digest = store.put(MARKER)
    next(path for path in store.folder.rglob("*.photo")).write_bytes(b"TMP1 half of")
    store.put(MARKER)
    assert store.get(digest) == MARKER


def test_one_file_cannot_stand_for_another(store: PhotoStore) -> None:
    """Two files that change places are noticed, although both were encrypted with the right key."""
    first, second = store.put(b"one"), store.put(b"two")
    here, there = (next(store.folder.rglob(f"{store.name_of(digest)}.photo")) for digest in (first, second))
    one, two = here.read_bytes(), there.read_bytes()
    here.write_bytes(two)
    there.write_bytes(one)
    with pytest.raises(RecordError, match="altered"):
        store.get(first)


def test_a_failed_write_leaves_nothing(store: PhotoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails in the middle, no part of a file stays, and the sentence says that nothing was lost."""

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(photo_store.os, "fsync", fails)
    with pytest.raises(RecordError, match="No space left") as caught:
        store.put(MARKER)
    assert "nothing was lost" in caught.value.hint
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_only_the_passphrase_opens_the_lock(tmp_path: Path, key: Key) -> None:
    """The lock file opens with the passphrase, not with another one, and holds no key in the clear."""
    write_lock(tmp_path, locked_by_passphrase(key, WORDS))
    lock = read_lock(tmp_path)
    assert lock is not None
    assert opened(lock, tmp_path, WORDS) == key
    with pytest.raises(RecordError, match="not the passphrase"):
        opened(lock, tmp_path, "Copper lantern quiet meadow")
    assert key.secret.hex() not in (tmp_path / keys.LOCK_FILE).read_text()
    assert key.secret.hex() not in repr(key)


def test_a_short_passphrase_is_refused(key: Key) -> None:
    """Eleven characters are too few."""
    with pytest.raises(RecordError, match="11 characters"):
        locked_by_passphrase(key, "short words")


@pytest.mark.parametrize("held", ["", "{}", "[]", '{"key_id": "../../x", "holder": "passphrase"}'])
def test_a_damaged_lock_is_told(tmp_path: Path, held: str) -> None:
    """A lock file that is not one is told, and never taken for the absence of a lock."""
    (tmp_path / keys.LOCK_FILE).write_text(held)
    with pytest.raises(RecordError, match="damaged"):
        read_lock(tmp_path)


def test_a_lock_that_would_take_all_memory_is_refused(tmp_path: Path, key: Key) -> None:
    """Settings of scrypt beyond what this program writes are not obeyed."""
    write_lock(tmp_path, locked_by_passphrase(key, WORDS))
    path = tmp_path / keys.LOCK_FILE
    path.write_text(json.dumps(json.loads(path.read_text()) | {"n": 2**40}))
    with pytest.raises(RecordError, match="damaged"):
        read_lock(tmp_path)


def test_a_new_key_reads_all_and_the_old_reads_none(store: PhotoStore, key: Key) -> None:
    """After a change of key every photo opens with the new one, and nothing is left that the old one opens."""
    write_lock(store.folder, locked_by_passphrase(key, WORDS))
    digests = [store.put(os.urandom(100)) for _ in range(5)]
    fresh = new_key()
    changed = change_key(store, iter(digests), fresh, locked_by_passphrase(fresh, f"{WORDS} again"))
    assert all(changed.holds(digest) for digest in digests)
    assert list(store.names()) == []
    lock = read_lock(store.folder)
    assert lock is not None
    assert lock.key_id == fresh.key_id


def test_a_change_of_key_cut_short_changes_nothing(store: PhotoStore, key: Key) -> None:
    """When copying stops half way, the old key still opens everything, and a sweep removes what was begun."""
    write_lock(store.folder, locked_by_passphrase(key, WORDS))
    digests = [store.put(os.urandom(100)) for _ in range(3)]
    fresh = new_key()
    with pytest.raises(RecordError, match="not in the store"):
        change_key(store, iter([*digests, "0" * 64]), fresh, locked_by_passphrase(fresh, WORDS))
    assert all(store.get(digest) for digest in digests)
    sweep(store)
    assert list(PhotoStore(store.folder, fresh).names()) == []
    assert len(list(store.names())) == 3
