"""A database as its rows, to compare two of them value by value."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from convo_tui.storage.entries import is_derived


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that was kept, by table; what is derived is made anew from it."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608
            for (name,) in names
            if not is_derived(name)
        }
