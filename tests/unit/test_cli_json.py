"""docs/json.md holds against what the commands print."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from sample_team import TUESDAY, YEAR, about
from shell_commands import ZONE, Convo

from convo_tui.cli import cli
from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment, kept
from convo_tui.domain.goals import Goal, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import Strength
from convo_tui.domain.imports import ImportKind
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, Value

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
EXAMPLE = re.compile(r"^## `convo (.+?)`$.*?^```json$(.*?)^```$", re.MULTILINE | re.DOTALL)
ABOUT = {
    "recap": ("maya",),
    "review": ("maya",),
    "history": ("maya",),
    "search": ("staging",),
    "log": ("maya", "--on", "2026-11-20", "--note", "word"),
}
"""What a command is asked about, where it must be."""

EXPORT = "export --format json"
SETTINGS = """\
them = "dawn"

[keys]
talk.next = "ctrl+g"

[[agenda]]
name = "friday"
title = "Friday 20 minutes"
segments = [{ key = "wins", name = "Wins", minutes = 20 }]
"""


def documented() -> dict[str, Any]:
    """The example of each command in the document."""
    found = re.findall(
        r"^## `convo (.+?)`$.*?^```json$(.*?)^```$", DOCS.read_text(), re.MULTILINE | re.DOTALL
    )
    return {command: json.loads(example) for command, example in found}


def commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[str]:
    """Every command that can print JSON, with the option that makes it."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        for option in command.params:
            if "--json" in option.opts:
                yield " ".join([*names, name, "--json"])
            if isinstance(option.type, click.Choice) and "json" in option.type.choices:
                yield " ".join([*names, name, option.opts[0], "json"])
        if isinstance(command, click.Group):
            yield from commands(command, (*names, name))


def keys(value: Any) -> Any:
    """The keys of a shape; those of a list's entries together."""
    if isinstance(value, dict):
        return {key: keys(part) for key, part in value.items()}
    if isinstance(value, list):
        merged: dict[str, Any] = {}
        for part in value:
            shape = keys(part)
            if not isinstance(shape, dict):
                return [shape]
            unknown: tuple[Any, ...] = (
                None,
                [{}],
            )  # as of an empty list, which says nothing of its entries
            merged |= {
                key: below if merged.get(key) in unknown else merged[key]
                for key, below in shape.items()
            }
        return [merged]
    return None


def closed_and_parked() -> list[Value]:
    """What the newest talk with Maya lacks in the sample: a promise kept, a point put off."""
    talk = max(about("Maya", Meeting), key=lambda talk: talk.started_at)
    before, within = talk.started_at - timedelta(days=1), talk.started_at + timedelta(minutes=5)
    promise = Commitment("00000000aaaa", talk.person_id, "ask for access", before, Side.MANAGER)
    point = TalkingPoint("00000000bbbb", talk.person_id, "on-call", before, parked_in=talk.id)
    checkpoint = Checkpoint("00000000cccc", before.date())
    return [
        kept(replace(promise, checkpoints=(checkpoint,)), within),
        point,
        *grown_in(talk, within),
    ]


def grown_in(talk: Meeting, at: datetime) -> list[Value]:
    """What grew in that talk, of each kind."""
    who = talk.person_id
    goal = Goal("00000000ee00", who, "calm nights", at, WhyLink.TEAM, "all of us sleep", "pages",
                20.0, 4.0, meeting_id=talk.id)  # fmt: skip
    return [
        goal,
        Milestone("00000000ee01", who, goal.id, "a quiet week", 0, at, talk.id),
        GoalUpdate("00000000ee02", who, goal.id, at, 7.0, "two new ones", talk.id),
        replace(goal, id="00000000ee03", state=GoalState.REACHED, celebration="tea",
                closed_at=at, celebrated_at=at),
        Strength("00000000ee04", who, "draws it", at, "people see it", meeting_id=talk.id),
        Opening("00000000ee05", who, talk.id, goal.id, at, "the calm release", at),
    ]  # fmt: skip


def test_every_command_that_prints_json_is_documented() -> None:
    assert set(documented()) == set(commands(cli))


def _leave_a_line_of_a_talk_that_is_gone(convo: Convo) -> None:
    store = convo.open()
    store.keep_draft("note 0123456789ab", "half a line")
    store.close()


def _compare_exported(convo: Convo, example: dict[str, Any]) -> None:
    """What goes into a file; the fields of its values are described by the archive's schema."""
    file = convo.file.with_name("maya.json")
    convo.told("export", "maya", "-o", str(file))
    exported = json.loads(file.read_text())
    for half in ("shared", "private"):
        assert exported.pop(half).keys() <= example.pop(half).keys()
    assert keys(exported) == keys(example)


@pytest.mark.parametrize("command", list(documented()))
def test_the_documented_keys_are_those_that_are_printed(convo: Convo, command: str) -> None:
    convo.clock = FakeClock(TUESDAY, ZONE)
    convo.keep(YEAR.values, YEAR.events)
    convo.keep(closed_and_parked())
    convo.set(SETTINGS)
    if command == "backup --json":
        convo.told("backup")
    if command == "doctor --json":
        _leave_a_line_of_a_talk_that_is_gone(convo)
    if command == "import list --json":
        store = convo.open()
        store.imports.bring(ImportKind.PEOPLE, [Person("00000000dddd", "Ada", TUESDAY)], TUESDAY)
        store.close()
    if command == EXPORT:
        _compare_exported(convo, documented()[command])
        return
    name, *options = command.split()
    printed = convo.json(name, *ABOUT.get(name, ()), *options)
    assert keys(printed) == keys(documented()[command])
