"""A migration or a backup is cut off at every step: what was there is there, and nothing half."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import cut_short
import pytest
from conftest import Tally
from cut_short import NEXT, Rows, file_in, revision_of, rows_of, unlocked
from dying import Operation, in_memory, killed_at_every_size, killed_at_every_step

from convo_tui.storage import driver, entries
from convo_tui.storage.backup import Why, backups_of, make
from convo_tui.storage.header import HEAD, KNOWN_REVISIONS, checked_revision
from convo_tui.storage.snapshot import verify
from convo_tui.storage.store import open_store

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name != "posix", reason="needs signals and fork"),
    pytest.mark.timeout(600),  # with a larger --faults
]

EVERY_PAGES = 8
"""Between two deaths by size; one page with `--faults 8` or more."""

Check = Callable[[Path], None]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    yield from in_memory(tmp_path)


@pytest.fixture
def prepared(place: Path) -> Path:
    folder = place / "prepared"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def cut_off(place: Path, prepared: Path, times: int, tally: Tally) -> Callable[..., None]:
    """Cuts an operation off everywhere, and looks at what each death left."""

    def everywhere(what: str, operation: Operation, check: Check) -> None:
        deaths = 0
        steps, sizes = place / "steps", place / "sizes"
        every = max(1, EVERY_PAGES // times)
        for folders in (
            killed_at_every_step(operation, prepared, steps),
            killed_at_every_size(operation, prepared, sizes, every=every),
        ):
            for folder in folders:
                check(folder)
                deaths += 1
        assert deaths > 20
        tally(f"killed in every step of {what}", deaths, 0)

    return everywhere


class News:
    """Which of the states that deaths leave was not there before, by the files and their sizes.

    The content is looked at after each death. What takes long, such as opening the store, is done
    once in each state.
    """

    def __init__(self) -> None:
        self._seen: set[frozenset[tuple[str, int]]] = set()

    def are_in(self, folder: Path) -> bool:
        files = (each for each in folder.rglob("*") if each.is_file())
        state = frozenset((each.suffix, each.stat().st_size) for each in files)
        new = state not in self._seen
        self._seen.add(state)
        return new


# --- migrations ------------------------------------------------------------------------------


def test_a_new_file_is_there_or_can_be_begun_anew(cut_off: Callable[..., None]) -> None:
    news = News()

    def check(folder: Path) -> None:
        path = file_in(folder)
        if path.exists():
            assert checked_revision(path) in {None, HEAD}
        if not news.are_in(folder):
            return
        with closing(open_store(path)) as store:
            assert store.people() == ()
        assert revision_of(path) == HEAD

    cut_off("a first start", cut_short.begin, check)


@pytest.mark.parametrize("revision", KNOWN_REVISIONS)
def test_what_an_older_convo_wrote_is_brought_up_to_date_or_not_touched(
    prepared: Path, revision: str, cut_off: Callable[..., None]
) -> None:
    before, news = rows_of(cut_short.at_revision(file_in(prepared), revision)), News()

    def check(folder: Path) -> None:
        new = news.are_in(folder)
        _old_or_new(file_in(folder), before, revision, HEAD)
        if not new:
            return
        # Whatever state it is in, the next start ends what was begun.
        with closing(open_store(file_in(folder))) as store:
            assert len(store.people()) == 1
        with closing(driver.connect(file_in(folder))) as connection:
            assert entries.problems(connection) == ()
        _old_or_new(file_in(folder), before, revision, HEAD)
        assert revision_of(file_in(folder)) == HEAD

    cut_off("an upgrade", cut_short.bring_up_to_date, check)


def test_the_next_migration_is_done_or_not_begun(
    prepared: Path, cut_off: Callable[..., None]
) -> None:
    before, news = rows_of(cut_short.filled(prepared)), News()

    def check(folder: Path) -> None:
        path, new = file_in(folder), news.are_in(folder)
        _old_or_new(path, before, HEAD, NEXT)
        if revision_of(path) == NEXT:
            after = rows_of(path)
            assert [word for _, word in after["mood"]] == ["of old"] * len(before["note"])
            assert after["draft"] == [(*row, 2) for row in before["draft"]]
        elif new:
            open_store(path).close()

    cut_off("a migration that rewrites tables", cut_short.bring_to_the_next, check)


def _old_or_new(path: Path, before: Rows, old: str, new: str) -> None:
    """All is as it was; or the migration is done, and before it there was a good backup."""
    after, revision = rows_of(path), revision_of(path)
    assert revision in {old, new}
    backups = backups_of(path)
    for backup in backups:
        assert backup.why == Why.BEFORE_UPGRADE
        verify(backup.path)
        assert revision_of(backup.path) == old
        assert rows_of(backup.path) == before
    if revision == old:
        assert after == before
        return
    assert backups
    for table, rows in before.items():
        width = len(rows[0]) if rows else 0
        assert [row[:width] for row in after[table]] == rows


# --- backups ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prepare", [cut_short.with_a_backup, cut_short.encrypted_with_a_backup], ids=["plain", "secret"]
)
def test_a_backup_is_whole_or_not_there(
    prepared: Path, prepare: Callable[[Path], Path], cut_off: Callable[..., None]
) -> None:
    path = prepare(prepared)
    (earlier,) = backups_of(path)
    then, now = rows_of(earlier.path), rows_of(path)
    assert then != now

    def check(folder: Path) -> None:
        path = file_in(folder)
        assert rows_of(path) == now
        *newer, oldest = backups_of(path)
        assert rows_of(oldest.path) == then
        for backup in newer:
            verify(unlocked(backup.path))
            assert rows_of(backup.path) == now
        # What the death left is swept up, and the next one is made.
        made = make(path, Why.BY_HAND, cut_short.NOW + 2 * cut_short.DAY)
        assert rows_of(made.path) == now
        assert not list(made.path.parent.glob("*.part*"))

    cut_off("a backup", cut_short.back_up, check)
