"""The README's picture is what the app really shows."""

from __future__ import annotations

import importlib.util

from convo_tui import assets

DOCS = assets.styles_dir().parent / "docs"
KEPT = (DOCS / "talk.svg").read_text(encoding="utf-8")


async def test_the_picture_of_the_talk_screen_is_true() -> None:
    spec = importlib.util.spec_from_file_location("picture", DOCS / "picture.py")
    assert spec is not None
    assert spec.loader is not None
    picture = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(picture)
    drawn = await picture.draw()
    same = drawn == KEPT  # apart, or pytest would print both
    assert same, "draw it again: uv run python docs/picture.py"
