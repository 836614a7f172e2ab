"""The real program with everything about one person in its file, for the tests of faults."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from terminal.real_convo import Convo


@pytest.fixture
def places(tmp_path: Path, isolated: Path) -> tuple[Path, ...]:
    """Every folder that the program can know of."""
    return tmp_path, isolated


@pytest.fixture
def convo(tmp_path: Path, isolated: Path) -> Iterator[Convo]:
    """The real program with temporary folders of its own; what the test opened is ended after."""
    from terminal.real_convo import Convo

    real = Convo(tmp_path)
    real.database = tmp_path / "new" / "convo.db"
    (tmp_path / "tmp").mkdir()
    switches = {
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_LOG": str(isolated / "textual.log"),
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(isolated),
    }
    real.env |= {
        "CONVO_DATABASE": str(real.database),
        "TMPDIR": str(tmp_path / "tmp"),
        "HOME": str(isolated / "home"),
        **switches,
    }
    yield real
    real.close()
