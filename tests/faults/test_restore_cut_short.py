"""Bringing a backup back is cut off at every step: the old file or the new one, never between."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import cut_short
import pytest
from conftest import Tally
from cut_short import file_in, rows_of, unlocked
from dying import in_memory, killed_at_every_size, killed_at_every_step

from convo_tui.storage import driver
from convo_tui.storage.backup import backups_of
from convo_tui.storage.problems import Damaged
from convo_tui.storage.restore import restore
from convo_tui.storage.store import open_store

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="needs signals and fork"),
    pytest.mark.timeout(600),  # with a larger --faults
]

EVERY_PAGES = 8

PREPARED = {
    "plain": cut_short.with_a_backup,
    "encrypted": cut_short.encrypted_with_a_backup,
    "encrypted since": cut_short.encrypted_since_the_backup,
    "decrypted since": cut_short.decrypted_since_the_backup,
}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield from in_memory(tmp_path)


def kept_of(folder: Path) -> list[Path]:
    """What restoring kept of the old file, without what belongs to it."""
    return [each for each in folder.glob("convo.db.before-*") if each.name.endswith("Z")]


@pytest.mark.parametrize("prepare", PREPARED.values(), ids=PREPARED)
def test_the_old_file_or_the_new_one(
    place: Path, prepare: Callable[[Path], Path], times: int, tally: Tally
) -> None:
    prepared = place / "prepared"
    prepared.mkdir(mode=0o700)
    path = prepare(prepared)
    (backup,) = backups_of(path)
    old, new = rows_of(path), rows_of(backup.path)
    assert old != new

    def check(folder: Path) -> None:
        path = file_in(folder)
        found = rows_of(path)
        assert found in (old, new)
        for kept in kept_of(folder):
            assert rows_of(kept) == old
        if found == new:
            assert kept_of(folder)
        (backup,) = backups_of(path)
        kept_now = restore(unlocked(backup.path), path, cut_short.NOW)
        assert rows_of(path) == new
        assert kept_now is not None
        assert rows_of(kept_now) == found
        assert not list(folder.rglob("*.part*"))

    deaths = 0
    every = max(1, EVERY_PAGES // times)
    for folders in (
        killed_at_every_step(cut_short.bring_back, prepared, place / "steps"),
        killed_at_every_size(cut_short.bring_back, prepared, place / "sizes", every=every),
    ):
        for folder in folders:
            check(folder)
            deaths += 1
    assert deaths > 20
    tally("killed in every step of a restore", deaths, 0)


def test_a_damaged_file_stays_refused_or_is_replaced(place: Path, tally: Tally) -> None:
    prepared = place / "prepared"
    prepared.mkdir(mode=0o700)
    path = cut_short.damaged_with_a_backup(prepared)
    (backup,) = backups_of(path)
    old, log, new = path.read_bytes(), driver.log_of(path).read_bytes(), rows_of(backup.path)
    deaths = 0
    for folder in killed_at_every_step(cut_short.bring_back, prepared, place / "steps"):
        deaths += 1
        path, kept = file_in(folder), kept_of(folder)
        if path.read_bytes() == old:
            with pytest.raises(Damaged):
                open_store(path)
        else:
            assert rows_of(path) == new
            assert len(kept) == 1
        if not driver.log_of(path).exists():
            assert kept[0].read_bytes() == old
            assert driver.log_of(kept[0]).read_bytes() == log
    assert deaths > 20
    tally("killed in every step of a restore", deaths, 0)
