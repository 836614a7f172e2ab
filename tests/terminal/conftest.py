"""The real program for tests in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal.real_convo import Convo

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # it has no pseudo-terminals of this kind


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all programs of these tests find what the first of them compiled."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def convo(tmp_path: Path, compiled: Path) -> Iterator[Convo]:
    """Convo on a file that is not there yet; what the test opened is ended after it."""
    from terminal.real_convo import Convo

    real = Convo(tmp_path, compiled)
    yield real
    real.close()
