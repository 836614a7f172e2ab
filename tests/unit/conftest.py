"""The command line, for the tests of it."""

from __future__ import annotations

import pytest
from shell_commands import Convo


@pytest.fixture
def convo() -> Convo:
    """Commands on a machine on which nothing was ever kept."""
    return Convo()
