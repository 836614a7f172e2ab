"""The guard of the open file is asked by the threads that read while the one that writes notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from convo_tui.storage.guard import Guard


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    """Of a file that has a log beside it, but no index of the log yet."""
    path = tmp_path / "convo.db"
    for place in (path, path.with_name("convo.db-wal")):
        place.write_bytes(b"something")
    made = Guard(path)
    made.note_log()
    return made


def index_noted(guard: Guard) -> None:
    guard.path.with_name("convo.db-shm").touch()
    guard.note_log()


@pytest.mark.parametrize("meanwhile", [index_noted, Guard.close], ids=["noted", "closed"])
def test_what_another_thread_does_in_the_middle_of_a_look_breaks_nothing(
    guard: Guard, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Guard], None]
) -> None:
    looked: list[str] = []
    plain = Path.stat

    def interrupted(path: Path, **how: bool) -> object:
        found = plain(path, **how)
        looked.append(path.name)
        if path.name.endswith("-wal") and looked.count(path.name) == 1:
            meanwhile(guard)
        return found

    monkeypatch.setattr(Path, "stat", interrupted)
    guard.check()
    assert "convo.db-wal" in looked
