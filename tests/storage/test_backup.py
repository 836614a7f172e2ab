"""Backups: whole, private, verified, thinned; and bringing one back."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from storage_samples import a_person, a_talk, days, every_kind, started

from convo_tui.domain.meeting import EventKind, MeetingEvent
from convo_tui.domain.people import Person
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Change
from convo_tui.storage import changeover, cipher, driver, snapshot
from convo_tui.storage.async_store import AsyncStore
from convo_tui.storage.backing_up import BackingUp
from convo_tui.storage.backup import (
    Contents,
    Why,
    backups_of,
    contents_of,
    folder_of,
    last_made,
    make,
    make_into,
)
from convo_tui.storage.problems import (
    Damaged,
    InUse,
    Locked,
    NotOurs,
    StorageProblem,
    TooNew,
    Unwritable,
)
from convo_tui.storage.restore import restore
from convo_tui.storage.sealing import Cost
from convo_tui.storage.store import Store, open_store

NOW = datetime(2026, 11, 24, 14, 30, 12, 345678, tzinfo=UTC)
ONLY_POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
PASSPHRASE = "four words of mine"  # noqa: S105


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


def add(store: Store, name: str) -> Person:
    person = a_person(name)
    store.apply(Change.added(person))
    return person


def names(path: Path) -> list[str]:
    with closing(open_store(path)) as store:
        return [person.name for person in store.people()]


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.fixture
def maya(store: Store) -> Store:
    """A store with one person in it."""
    add(store, "Maya")
    return store


# --- making ----------------------------------------------------------------------------------


def test_a_backup_holds_what_was_written_last(maya: Store, path: Path) -> None:
    made = make(path, Why.AFTER_TALK, NOW)
    assert made.path == path.parent / "backups" / "convo-2026-11-24T143012Z-after-talk.db"
    assert made.contents() == Contents(people=1, talks=0, notes=0)
    assert backups_of(path) == (made,)
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("SELECT name FROM person").fetchall() == [("Maya",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert files(folder_of(path)) == {made.path.name, "convo.lock"}


def test_counts_are_those_of_talks_held(store: Store, path: Path) -> None:
    values = every_kind("words")
    store.apply(*map(Change.added, values))
    person = values[0]
    assert isinstance(person, Person)
    store.apply(Change.added(a_talk(person, days(-7))))
    assert make(path, Why.DAILY, NOW).contents() == Contents(people=1, talks=1, notes=1)


@ONLY_POSIX
def test_only_the_owner_may_read_it_whatever_the_umask(maya: Store, path: Path) -> None:
    before = os.umask(0)
    try:
        made = make(path, Why.DAILY, NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder_of(path).stat().st_mode) == 0o700
    for each in folder_of(path).iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
    assert made.path.exists()


def test_two_of_one_second_are_two_files(maya: Store, path: Path) -> None:
    first, second = (make(path, Why.DAILY, NOW) for _ in range(2))
    assert first.path != second.path
    assert set(backups_of(path)) == {first, second}


def test_two_databases_in_one_folder_have_their_own(maya: Store, path: Path) -> None:
    other = path.with_name("convo.sqlite")
    with closing(open_store(other)) as store:
        add(store, "Tom")
    mine, theirs = make(path, Why.DAILY, NOW), make(other, Why.DAILY, NOW)
    assert backups_of(path) == (mine,)
    assert backups_of(other) == (theirs,)


def test_they_come_newest_first_and_nothing_else_does(maya: Store, path: Path) -> None:
    made = [make(path, Why.DAILY, ago(hours=hours)) for hours in (2, 0, 1)]
    (folder_of(path) / "convo-2026-11-24T150000Z-daily.db").touch()
    (folder_of(path) / "convo-2026-11-24T150000Z-daily.db.part").write_text("half")
    (folder_of(path) / "notes.db").write_text("not one of ours")
    assert backups_of(path) == (made[1], made[2], made[0])
    assert last_made(path, ago(minutes=30)) == made[2].made_at


def test_a_writer_goes_on_while_one_is_made(
    maya: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the copy and its verification somebody writes; nobody waits for anybody."""
    flush = snapshot.flush

    def written_meanwhile(file: Path) -> None:
        flush(file)
        if file.name.endswith(".part"):
            add(maya, "Tom")

    monkeypatch.setattr(snapshot, "flush", written_meanwhile)
    made = make(path, Why.DAILY, NOW)
    assert made.contents() == Contents(1, 0, 0)
    assert contents_of(path) == Contents(2, 0, 0)


def test_older_ones_are_thinned_after_each(maya: Store, path: Path) -> None:
    for day in range(20, -1, -1):
        for hour in (2, 1):
            make(path, Why.DAILY, ago(days=day, hours=hour))
    stay = [each.made_at for each in backups_of(path)]
    today = [each for each in stay if each.date() == NOW.date()]
    earlier = [each.date() for each in stay if each.date() != NOW.date()]
    assert len(today) == 2
    assert len(earlier) == len(set(earlier)) == 14 + 1  # and the week before these days


def test_a_damaged_database_gives_no_backup_and_takes_none_away(maya: Store, path: Path) -> None:
    good = make(path, Why.DAILY, ago(hours=1))
    maya.close()
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(Damaged):
        make(path, Why.DAILY, NOW)
    assert backups_of(path) == (good,)
    assert not list(folder_of(path).glob("*.part*"))


@ONLY_POSIX
def test_a_full_disk_is_told_and_leaves_nothing(
    maya: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(snapshot, "flush", full)
    with pytest.raises(Unwritable, match="no space left on device"):
        make(path, Why.DAILY, NOW)
    assert backups_of(path) == ()
    assert files(folder_of(path)) <= {"convo.lock"}


def test_a_file_in_the_place_of_the_folder_is_told(maya: Store, path: Path) -> None:
    folder_of(path).write_text("in the way")
    with pytest.raises(Unwritable):
        make(path, Why.DAILY, NOW)


def test_a_backup_into_a_file_of_ones_own(maya: Store, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "stick.db"
    target.write_text("an older one")
    make_into(path, target)
    assert contents_of(target) == Contents(1, 0, 0)
    assert files(tmp_path) == {"own", "stick.db"}
    assert backups_of(path) == ()


def test_a_backup_never_goes_over_a_database_in_use(maya: Store, path: Path) -> None:
    with pytest.raises(Unwritable, match="the database itself"):
        make_into(path, path)
    other = path.with_name("other.db")
    with closing(open_store(other)) as store:
        add(store, "Tom")
        with pytest.raises(Unwritable, match="in use"):
            make_into(path, other)
    assert names(other) == ["Tom"]


# --- bringing one back -----------------------------------------------------------------------


def test_restoring_keeps_the_old_one(maya: Store, path: Path) -> None:
    made = make(path, Why.DAILY, ago(days=1))
    add(maya, "Tom")
    maya.close()
    kept = restore(made.path, path, NOW)
    assert kept == path.with_name("convo.db.before-2026-11-24T143012Z")
    assert names(path) == ["Maya"]
    assert names(kept) == ["Maya", "Tom"]
    assert backups_of(path) == (made,)


def test_what_stands_in_the_log_alone_is_kept_and_not_played_into_the_new_one(
    maya: Store, path: Path
) -> None:
    made = make(path, Why.DAILY, ago(days=1))
    add(maya, "Tom")
    log = driver.log_of(path)
    left = {each: each.read_bytes() for each in (path, log)}
    maya.close()
    for each, content in left.items():
        each.write_bytes(content)
    kept = restore(made.path, path, NOW)
    assert kept is not None
    assert names(path) == ["Maya"]
    assert names(kept) == ["Maya", "Tom"]


def test_it_is_refused_while_a_window_has_the_file_open(maya: Store, path: Path) -> None:
    made = make(path, Why.DAILY, ago(days=1))
    add(maya, "Tom")
    with pytest.raises(InUse, match="Leave it there first"):
        restore(made.path, path, NOW)
    add(maya, "Ada")
    assert contents_of(path) == Contents(3, 0, 0)
    assert not list(path.parent.glob("*.before-*"))
    assert not list(path.parent.glob("*.part*"))


def test_a_file_that_is_gone_or_empty_is_brought_back(maya: Store, path: Path) -> None:
    made = make(path, Why.DAILY, ago(days=1))
    maya.close()
    path.unlink()
    assert restore(made.path, path, NOW) is None
    assert names(path) == ["Maya"]
    path.write_bytes(b"")
    assert restore(made.path, path, NOW) is not None
    assert names(path) == ["Maya"]


def test_a_damaged_one_is_kept_byte_for_byte(maya: Store, path: Path) -> None:
    made = make(path, Why.DAILY, ago(days=1))
    maya.close()
    path.write_bytes(b"no database " * 100)
    kept = restore(made.path, path, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"no database " * 100
    assert names(path) == ["Maya"]


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.commit()


def garbage(path: Path) -> None:
    path.write_text("no database at all\n" * 300)


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20000])


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [(foreign, NotOurs), (garbage, Damaged), (cut_off, Damaged), (newer, TooNew)],
)
def test_what_is_not_a_whole_backup_replaces_nothing(
    maya: Store, path: Path, spoil: Callable[[Path], None], problem: type[StorageProblem]
) -> None:
    source = make(path, Why.DAILY, ago(days=1)).path
    maya.close()
    if spoil is foreign:
        source.unlink()
    spoil(source)
    before = path.read_bytes()
    with pytest.raises(problem) as caught:
        restore(source, path, NOW)
    assert str(source) in str(caught.value)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.before-*"))


def test_a_link_stays_one(maya: Store, path: Path, tmp_path: Path) -> None:
    made = make(path, Why.DAILY, ago(days=1))
    maya.close()
    real = tmp_path / "elsewhere.db"
    path.rename(real)
    path.symlink_to(real)
    restore(made.path, path, NOW)
    assert path.is_symlink()
    assert names(path) == ["Maya"]


# --- encrypted -------------------------------------------------------------------------------


@pytest.fixture
def secret(maya: Store, path: Path) -> Path:
    """An encrypted database with one person, unlocked."""
    maya.close()
    file, key, _ = cipher.KeyFile.new(PASSPHRASE, Cost(2**4))
    changeover.encrypt(path, file, key)
    return path


def test_the_backup_of_an_encrypted_file_opens_with_its_passphrase(secret: Path) -> None:
    made = make(secret, Why.DAILY, NOW)
    assert b"Maya" not in made.path.read_bytes()
    assert driver.key_file(made.path).read_bytes() == driver.key_file(secret).read_bytes()
    driver.forget_key(secret)
    assert made.contents() is None
    cipher.unlock(made.path, PASSPHRASE)
    assert made.contents() == Contents(1, 0, 0)


def test_thinning_takes_the_keys_too(secret: Path) -> None:
    for hours in (2, 1):
        make(secret, Why.DAILY, ago(days=1, hours=hours))
    last = make(secret, Why.DAILY, NOW)
    kept = {each.path.name for each in backups_of(secret)}
    assert len(kept) == 2
    assert last.path.name in kept
    assert files(folder_of(secret)) == kept | {f"{name}.key" for name in kept} | {"convo.lock"}


def test_an_encrypted_backup_is_not_restored_without_its_passphrase(secret: Path) -> None:
    made = make(secret, Why.DAILY, NOW)
    driver.forget_key(secret)
    before = secret.read_bytes()
    with pytest.raises(Locked):
        restore(made.path, secret, NOW)
    assert secret.read_bytes() == before


def test_a_passphrase_changed_since_the_backup_stays(secret: Path) -> None:
    made = make(secret, Why.DAILY, NOW)
    key = driver.key_of(secret)
    assert key is not None
    changed = cipher.KeyFile.of(secret).with_passphrase(key, "another one", Cost(2**4))
    changed.write(secret)
    restore(made.path, secret, NOW)
    driver.forget_key(secret)
    driver.forget_key(made.path)
    cipher.unlock(secret, "another one")
    assert names(secret) == ["Maya"]


def test_a_backup_under_another_key_is_encrypted_anew(secret: Path) -> None:
    made = make(secret, Why.DAILY, NOW)
    changeover.decrypt(secret)
    file, key, _ = cipher.KeyFile.new("another one", Cost(2**4))
    changeover.encrypt(secret, file, key)
    with pytest.raises(Locked):
        restore(made.path, secret, NOW)
    cipher.unlock(made.path, PASSPHRASE)
    restore(made.path, secret, NOW)
    driver.forget_key(secret)
    driver.forget_key(made.path)
    cipher.unlock(secret, "another one")
    assert names(secret) == ["Maya"]


# --- by themselves ---------------------------------------------------------------------------


class Told:
    """Keeps what is told."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, problem: str) -> None:
        self.words.append(problem)


@pytest.fixture
def told() -> Told:
    return Told()


async def test_a_backup_follows_each_talk(maya: Store, path: Path, told: Told) -> None:
    person = maya.people()[0]
    live = a_talk(person, days(0), held=False)
    maya.start_meeting(live, started(live))
    ended = MeetingEvent(live.id, 1, days(0.02), EventKind.ENDED)
    held = live.closed(replay(live.segments, (started(live), ended), ended.at))
    store = AsyncStore(path, backing_up=BackingUp(path, lambda: NOW, told))
    await store.open()
    store.end_meeting(live, held, ended)
    assert await asyncio.to_thread(store.close)
    (made,) = backups_of(path)
    assert made.why == Why.AFTER_TALK
    assert made.contents() == Contents(people=1, talks=1, notes=0)
    assert told.words == [""]


async def test_a_talk_that_the_file_refused_is_followed_by_none(
    maya: Store, path: Path, told: Told
) -> None:
    gone = a_talk(a_person("Nobody"), days(0), held=False)
    ended = MeetingEvent(gone.id, 1, days(0.02), EventKind.ENDED)
    store = AsyncStore(path, backing_up=BackingUp(path, lambda: NOW, told))
    await store.open()
    kept = store.end_meeting(gone, gone, ended)
    await asyncio.to_thread(store.close)
    assert kept.exception() is not None
    assert backups_of(path) == ()
    assert told.words == []


def test_a_failing_backup_is_told_and_raises_nothing(maya: Store, path: Path, told: Told) -> None:
    folder_of(path).write_text("in the way")
    making = BackingUp(path, lambda: NOW, told)
    asked = making.make(Why.AFTER_TALK)
    making.close()
    assert asked is not None
    assert asked.result() == told.words[0]
    assert "backups" in told.words[0]
    assert making.make(Why.DAILY) is None


def daily(path: Path, told: Told, at: datetime) -> None:
    making = BackingUp(path, lambda: at, told)
    making.daily()
    making.daily()
    making.close()


def test_one_a_day_is_enough(maya: Store, path: Path, told: Told) -> None:
    for hours in (30, 2, 1, 0):
        daily(path, told, ago(hours=hours))
    assert [each.made_at.date() for each in backups_of(path)] == [
        NOW.date(),
        NOW.date() - timedelta(days=1),
    ]


def test_nothing_is_backed_up_where_nobody_is(store: Store, path: Path, told: Told) -> None:
    daily(path, told, NOW)
    assert backups_of(path) == ()
    add(store, "Maya")
    daily(path, told, NOW)
    assert len(backups_of(path)) == 1
