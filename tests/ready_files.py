"""Databases that are there at once: what takes long to make is made once a process and copied.

A new file costs all of its migrations, the sample year two thousand rows; hundreds of tests begin
with the one or the other. Tests of how a file comes to be open it with `open_store` alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path

from convo_tui.domain.meeting import MeetingEvent
from convo_tui.domain.values import Value
from convo_tui.storage.store import Store, open_store


@cache
def _made(*, sample: bool) -> bytes:
    """A database as Convo leaves it, with nobody in it or with the sample team."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ready.db"
        with closing(open_store(file)) as store:
            if sample:
                from sample_team import YEAR

                store.take_in(YEAR.values, YEAR.events)
        return file.read_bytes()


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(0o600)  # as Convo makes it
    path.write_bytes(content)


def sample_file(path: Path) -> None:
    """Put a database there that holds the sample team's year."""
    _put(path, _made(sample=True))


def new_store(path: Path) -> Store:
    """What `open_store` gives, also where there is no file yet."""
    if not path.exists():
        _put(path, _made(sample=False))
    return open_store(path)


def keep(path: Path, values: Iterable[Value], events: Iterable[MeetingEvent] = ()) -> None:
    """Put values and events into the file, which need not be there yet."""
    values, events = tuple(values), tuple(events)
    if not path.exists() and _is_sample(values, events):
        sample_file(path)
        return
    with closing(new_store(path)) as store:
        store.take_in(values, events)


def _is_sample(values: tuple[Value, ...], events: tuple[MeetingEvent, ...]) -> bool:
    if not events:
        return False
    from sample_team import YEAR

    return (values, events) == (YEAR.values, YEAR.events)
