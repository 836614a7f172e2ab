"""A filled file, and the ways in which one comes to harm."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

from sample_team import YEAR, about

from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.values import Change, new_id
from convo_tui.storage.store import Store, open_store

PAGE = 4096
TALKS = 4

REFERENCES = (
    *("meeting_id", "parked_in", "asked_id", "goal_id", "strength_id"),
    *("note_id", "feedback_id", "commitment_id", "subject_id"),
)
"""The fields that name another value of the same person."""


@cache
def filled() -> bytes:
    """A file with the last talks of one person, and everything written in them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "convo.db"
        store = open_store(path)
        _fill(store)
        store.close()
        return path.read_bytes()


def _fill(store: Store) -> None:
    person = about("Maya", Meeting)[0].person_id
    wanted = {person, *(talk.id for talk in about("Maya", Meeting)[-TALKS:])}
    values = []
    for value in YEAR.values:
        parents = (getattr(value, name, None) for name in REFERENCES)
        mine = getattr(value, "person_id", "") == person and not isinstance(value, Meeting)
        if value.id in wanted or (mine and all(each in {None, *wanted} for each in parents)):
            wanted.add(value.id)
            values.append(value)
    store.take_in(values, [event for event in YEAR.events if event.meeting_id in wanted])


def in_folder(folder: Path, content: bytes = b"") -> Path:
    """A folder of its own, private, with the file in it."""
    folder.mkdir(mode=0o700)
    path = folder / "convo.db"
    path.touch(0o600)
    path.write_bytes(content or filled())
    return path


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, but for the index of a log: SQLite makes that anew as it reads."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in files
        if not file.name.endswith("-shm")
    }


# --- shapes ----------------------------------------------------------------------------------

Harm = Callable[[Path], None]


def cut_between_pages(path: Path) -> None:
    path.write_bytes(filled()[: PAGE * 20])


def cut_within_a_page(path: Path) -> None:
    path.write_bytes(filled()[: PAGE * 20 + 1234])


def half_copied(path: Path) -> None:
    """The second half was never written: the room is there, and holds nothing."""
    content, half = filled(), len(filled()) // 2
    path.write_bytes(content[:half] + bytes(len(content) - half))


def zeroed_header(path: Path) -> None:
    path.write_bytes(bytes(100) + filled()[100:])


def zeroed_page(path: Path) -> None:
    page = _root("note")
    _put(path, (page - 1) * PAGE, bytes(PAGE))


def all_zeros(path: Path) -> None:
    path.write_bytes(bytes(len(filled())))


def garbage_tail(path: Path) -> None:
    _put(path, len(filled()) - 3 * PAGE, random.Random(3).randbytes(3 * PAGE))


def swapped_pages(path: Path) -> None:
    content, one, other = filled(), _root("note"), _root("meeting_event")
    pages = [content[(number - 1) * PAGE : number * PAGE] for number in (one, other)]
    _put(path, (one - 1) * PAGE, pages[1])
    _put(path, (other - 1) * PAGE, pages[0])


def a_text_file(path: Path) -> None:
    path.write_text("Dear diary, this is no database at all.\n" * 200, encoding="utf-8")


def index_out_of_step(path: Path) -> None:
    """A row that its index does not know, as after a write that a disk did half."""
    with _raw(path) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        index = raw.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'ix_note_person_id_at'"
        ).fetchone()
        raw.execute("DELETE FROM sqlite_master WHERE name = 'ix_note_person_id_at'")
        raw.commit()
        root = _root("ix_note_person_id_at")
    with _raw(path) as raw:
        raw.execute("DELETE FROM note WHERE rowid = (SELECT max(rowid) FROM note)")
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(
            "INSERT INTO sqlite_master VALUES ('index', 'ix_note_person_id_at', 'note', ?, ?)",
            (root, *index),
        )


def nothing_to_belong_to(path: Path) -> None:
    """A row that refers to one that is gone."""
    with _raw(path) as raw:
        raw.execute("UPDATE asked SET meeting_id = 'gone'")


def damaged_log(path: Path) -> None:
    """A whole transaction stands in the log behind one that is spoiled."""
    with left_log(path, 3) as log:
        content = bytearray(log.read_bytes())
        content[32 + 24 + 100] ^= 0xFF
        log.write_bytes(content)


def foreign_log(path: Path) -> None:
    """The log of another file under this one's name: SQLite plays it in."""
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE bookmarks (url TEXT)")
        raw.execute("INSERT INTO bookmarks VALUES ('https://example.org')")
        raw.commit()
        shutil.copy(f"{other}-wal", f"{path}-wal")
    other.unlink()


SHAPES: tuple[Harm, ...] = (
    cut_between_pages,
    cut_within_a_page,
    half_copied,
    zeroed_header,
    zeroed_page,
    all_zeros,
    garbage_tail,
    swapped_pages,
    a_text_file,
    index_out_of_step,
    nothing_to_belong_to,
    damaged_log,
)
"""Each leads to recovery."""


def damaged_search(path: Path) -> None:
    """A page of the search index holds something else."""
    with _raw(path) as raw:
        raw.execute("UPDATE search_data SET block = x'00' WHERE id > 10")


def index_behind(path: Path) -> None:
    """The search index lacks a line."""
    with _raw(path) as raw:
        one, text = raw.execute("SELECT id, text FROM entry WHERE length(text) > 20").fetchone()
        raw.execute("INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", (one, text))


def other_words(path: Path) -> None:
    """Somebody's words are other ones than the timeline was made of."""
    with _raw(path) as raw:
        raw.execute("DROP TRIGGER entry_note_changed")
        raw.execute("UPDATE note SET text = text || 'x' WHERE rowid = 1")


def lines_written_after(path: Path, count: int) -> None:
    """Write some lines, each in a transaction of its own."""
    store = open_store(path)
    person = store.people()[0]
    for number in range(count):
        line = Note(new_id(), person.id, person.created_at, f"line {number} in the log")
        store.apply(Change.added(line))
    store.close()


class left_log:  # noqa: N801  # reads as a function
    """The file as a crash leaves it: with a log that holds so many transactions."""

    def __init__(self, path: Path, count: int) -> None:
        self.path, self.count = path, count

    def __enter__(self) -> Path:
        with closing(sqlite3.connect(self.path)) as keeper:
            keeper.execute("PRAGMA wal_autocheckpoint = 0")
            keeper.execute("SELECT count(*) FROM person").fetchone()
            lines_written_after(self.path, self.count)
            self.kept = (self.path.read_bytes(), Path(f"{self.path}-wal").read_bytes())
        self.path.write_bytes(self.kept[0])
        log = Path(f"{self.path}-wal")
        log.write_bytes(self.kept[1])
        return log

    def __exit__(self, *_: object) -> None:
        Path(f"{self.path}-shm").unlink(missing_ok=True)


def flips(times: int) -> Iterator[tuple[int, int]]:
    """Places and bits to flip, the same each time: in the header, and in bytes that are used."""
    dice = random.Random(200)
    used = [place for place, byte in enumerate(filled()) if byte]
    for number in range(times):
        place = dice.randrange(100) if number % 20 == 0 else dice.choice(used)
        yield place, dice.randrange(8)


def flipped(place: int, bit: int) -> bytes:
    """The filled file with one bit that is another one."""
    content = bytearray(filled())
    content[place] ^= 1 << bit
    return bytes(content)


def _root(name: str) -> int:
    with closing(sqlite3.connect(":memory:")) as raw:
        content = bytearray(filled())
        content[18:20] = b"\x01\x01"
        raw.deserialize(bytes(content))
        found = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name]).fetchone()
        return int(found[0])


def _put(path: Path, at: int, content: bytes) -> None:
    whole = bytearray(path.read_bytes())
    whole[at : at + len(content)] = content
    path.write_bytes(whole)


class _raw:  # noqa: N801  # reads as a function
    """The file by SQLite alone, with nothing that keeps order; whole again without a log."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)

    def __enter__(self) -> sqlite3.Connection:
        self.connection.execute("PRAGMA foreign_keys = OFF")
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.commit()
        self.connection.close()
