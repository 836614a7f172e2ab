"""Purging a person from an encrypted file: gone under the key, the file sound and still sealed."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from encrypted import PASSPHRASE, contents, encrypt, plain
from storage_samples import NOON, a_person

from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change, new_id
from convo_tui.storage import cipher, driver
from convo_tui.storage.backup import Why, make
from convo_tui.storage.copies import copies_with, delete_copies
from convo_tui.storage.doctor import examine
from convo_tui.storage.findings import Weight
from convo_tui.storage.purge import purge_person
from convo_tui.storage.store import open_store

pytest.importorskip("sqlcipher3")


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """An encrypted file with one of everything about one person, unlocked."""
    path = plain(tmp_path / "own" / "convo.db")
    path.parent.chmod(0o700)
    encrypt(path)
    cipher.unlock(path, PASSPHRASE)
    return path


def test_nothing_of_them_is_left_under_the_key(sealed: Path) -> None:
    tom, said = a_person("Tom Okafor"), "said by another"
    with closing(open_store(sealed)) as store:
        (maya,) = store.people(archived=True)
        store.apply(Change.added(tom), Change.added(Note(new_id(), tom.id, NOON, said)))
        assert maya.id in str(contents(sealed))
        assert purge_person(store.database, maya.id).rows["person"] == 1
        assert store.people(archived=True) == (tom,)
    told = str(contents(sealed))
    assert maya.id not in told
    assert said in told
    assert not sealed.read_bytes().startswith(driver.PLAIN)
    for each in sealed.parent.rglob("*"):
        assert not each.is_file() or said.encode() not in each.read_bytes()
    found = examine(sealed, NOON, UTC)
    assert [each for each in found if each.weight is not Weight.REMARK] == []


def test_encrypted_backups_that_know_them_are_found_and_deleted(sealed: Path) -> None:
    with closing(open_store(sealed)) as store:
        (maya,) = store.people(archived=True)
        made = make(sealed, Why.BY_HAND, NOON)
        purge_person(store.database, maya.id)
    found = copies_with(sealed, maya.id)
    assert made.path in found.holding
    assert not found.unread
    assert delete_copies(found.holding) == ()
    assert not copies_with(sealed, maya.id).holding
