"""The commitment editor over an app, and hands that type in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Static

from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar

NOW = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
MAYA = Person("maya", "Maya Lindqvist", NOW)
BLANK = Commitment("new", "maya", "", NOW)
KEPT_TRACK = Checkpoint("c1", date(2026, 11, 13), CheckpointOutcome.ON_TRACK, "half of it", NOW)
NEXT = Checkpoint("c2", date(2026, 11, 27))
LATER = Checkpoint("c3", date(2026, 12, 11))
OLD = Commitment(
    "old",
    "maya",
    "Write the runbook for staging",
    NOW,
    Side.BOTH,
    metric="nobody asks how to restart it",
    checkpoints=(KEPT_TRACK, NEXT, LATER),
    asked_id=None,
    segment=2,
)


@dataclass
class Opened:
    """An editor on the screen, and what it handed back."""

    app: ConvoApp
    pilot: Pilot[None]
    sheet: CommitmentEditor
    results: list[Commitment | None] = field(default_factory=list)

    async def type(self, *texts: str) -> None:
        """Type texts; a name in angle brackets is a key."""
        for text in texts:
            keys = [text[1:-1]] if text.startswith("<") else list(text)
            await self.pilot.press(*("space" if key == " " else key for key in keys))
        await self.pilot.pause()

    def words(self, selector: str) -> str:
        return str(self.sheet.query_one(selector, Static).render())

    def text(self, field_id: str) -> str:
        return self.sheet.query_one(f"#{field_id}", Field).value

    @property
    def shown_day(self) -> str:
        return str(self.sheet.query_one("#checkpoint-date > Static", Static).render())

    @property
    def keys(self) -> list[str]:
        """What the bottom line says that keys do."""
        return [label for _, label in self.sheet.query_one(KeyBar).keys()]  # noqa: SIM118  # a method

    @property
    def result(self) -> Commitment:
        assert len(self.results) == 1
        assert self.results[0] is not None
        return self.results[0]

    @property
    def focused(self) -> str | None:
        return None if self.sheet.focused is None else self.sheet.focused.id


@asynccontextmanager
async def editing(
    app: ConvoApp, commitment: Commitment, size: tuple[int, int] = (120, 36), **options: Any
) -> AsyncIterator[Opened]:
    async with app.run_test(size=size) as pilot:
        await app.ready()
        yield await open_again(app, pilot, commitment, **options)


async def open_again(
    app: ConvoApp, pilot: Pilot[None], commitment: Commitment, **options: Any
) -> Opened:
    options = {"new": commitment.id.startswith("new"), "next_talk": date(2026, 12, 1), **options}
    sheet = CommitmentEditor(commitment, MAYA, **options)
    opened = Opened(app, pilot, sheet)
    await app.push_screen(sheet, opened.results.append)
    for _ in range(500):
        await pilot.pause(0.01)
        if sheet._keeps:
            break
    assert sheet._keeps
    await pilot.pause()
    return opened
