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


@pytest.fixture
def convo(tmp_path: Path) -> Iterator[Convo]:
    """Convo on a file that is not there yet; what the test opened is ended after it."""
    from terminal.real_convo import Convo

    real = Convo(tmp_path)
    yield real
    real.close()
