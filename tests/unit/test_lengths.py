"""A file is short enough to be read at one sitting, and says at its top what it is for."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import convo_tui

ROOT = Path(convo_tui.__file__).parent
MODULES = [path for path in sorted(ROOT.rglob("*.py")) if "migrations" not in path.parts]
MOST_LINES = 400


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text))


def test_the_modules_were_found() -> None:
    assert len(MODULES) > 100
