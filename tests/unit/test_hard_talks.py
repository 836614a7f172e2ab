"""Sheets for hard talks: their parts are the steps of their walks."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from convo_tui.domain.hard_talks import PARTS, HardTalk, HardTalkKind, kind_of_walk, waiting
from convo_tui.domain.walks import parse_walks

FILE = Path(__file__).parents[2] / "data" / "walks.toml"
WALKS = {walk.id: walk for walk in parse_walks(tomllib.loads(FILE.read_text(encoding="utf-8")))}
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", HardTalkKind)
def test_each_kind_has_its_walk_whose_steps_are_its_parts(kind: HardTalkKind) -> None:
    walk = WALKS[kind.walk_id]
    assert tuple(step.title for step in walk.steps) == PARTS[kind]
    assert walk.steps[0].id == "seen"
    assert kind_of_walk(walk.id) is kind
    assert walk.title == f"Hard talk: {kind.value}"


def test_other_walks_are_no_hard_talk() -> None:
    assert [kind_of_walk(each) for each in ("roadmap", "strength", "preferences")] == [None] * 3


def test_a_sheet_tells_what_is_written_and_nothing_is_lost_beyond_its_parts() -> None:
    sheet = HardTalk("s", "maya", HardTalkKind.TENSION, NOON, ("saw", " ", "", "ask", "more"))
    assert list(sheet.told) == [("seen", "saw"), ("coach", "ask"), ("", "more")]


def test_what_was_used_waits_no_more() -> None:
    open_one = HardTalk("a", "maya", HardTalkKind.STRONG, NOON)
    used = HardTalk("b", "maya", HardTalkKind.STRONG, NOON, closed_at=NOON)
    other = HardTalk("c", "maya", HardTalkKind.TENSION, NOON)
    assert waiting((open_one, used, other)) == (open_one, other)
    assert waiting((open_one, used, other), HardTalkKind.STRONG) == (open_one,)
