"""A store on a new file, in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ready_files import new_store

from convo_tui.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the store of a test stands; there is neither file nor folder yet."""
    return tmp_path / "own" / "convo.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """An open store with nothing in it."""
    opened = new_store(path)
    yield opened
    opened.close()
