"""Goals for Pilot tests, and the sheets of goals over an app with hands that type in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from textual.pilot import Pilot
from textual.widgets import Static
from ui.steps import until
from ui.talking import MAYA, NOW

from convo_tui.domain.goals import Goal, GoalRecord, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.values import Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.form import FormSheet
from convo_tui.ui.modals.goal_form import GoalForm
from convo_tui.ui.modals.goal_update import GoalUpdateSheet
from convo_tui.ui.widgets.field import Field

SheetT = TypeVar("SheetT", bound=FormSheet[Any])


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


DEPLOY = Goal(
    "abababab0001",
    MAYA.id,
    "Deploy alone",
    ago(90),
    WhyLink.TEAM,
    "we can ship on a Friday",
    "%",
    20.0,
    80.0,
    date(2026, 12, 18),
    "cake",
)
CIRCLE = Goal("abababab0002", MAYA.id, "Run the circle", ago(60))
STEPS = tuple(
    Milestone(f"acacacac000{n}", MAYA.id, CIRCLE.id, text, n)
    for n, text in enumerate(("first meeting", "three teams", "somebody else leads"))
)
FIRST_STEP = replace(STEPS[0], reached_at=ago(30))
UPDATES = (
    GoalUpdate("adadadad0001", MAYA.id, DEPLOY.id, ago(40), 38.0, "paired with Luis"),
    GoalUpdate("adadadad0002", MAYA.id, DEPLOY.id, ago(20), 55.0),
)
SECRET = Goal("abababab0003", MAYA.id, "Think about management", ago(10), private=True)
GOALS: tuple[Value, ...] = (DEPLOY, CIRCLE, FIRST_STEP, *STEPS[1:], *UPDATES, SECRET)
OF_DEPLOY = GoalRecord(DEPLOY, updates=UPDATES)
OF_CIRCLE = GoalRecord(CIRCLE, (FIRST_STEP, *STEPS[1:]))
BLANK = GoalRecord(Goal("abababab0009", MAYA.id, "", NOW))


@dataclass
class Opened(Generic[SheetT]):
    """A sheet on the screen, and what it handed back."""

    app: ConvoApp
    pilot: Pilot[None]
    sheet: SheetT
    results: list[Any] = field(default_factory=list)

    async def type(self, *texts: str) -> None:
        """Type texts; a name in angle brackets is a key."""
        for text in texts:
            keys = [text[1:-1]] if text.startswith("<") else list(text)
            await self.pilot.press(*("space" if key == " " else key for key in keys))
        await self.pilot.pause()

    async def fill(self, field_id: str, text: str) -> None:
        """Put a text in place of what stands in a field."""
        self.sheet.query_one(f"#{field_id}", Field).value = text
        await self.pilot.pause()

    @property
    def told(self) -> str:
        return str(self.sheet.query_one("#told", Static).render())

    @property
    def focused(self) -> str | None:
        return None if self.sheet.focused is None else self.sheet.focused.id

    @property
    def result(self) -> Any:
        (result,) = self.results
        assert result is not None
        return result


@asynccontextmanager
async def over(app: ConvoApp, sheet: SheetT) -> AsyncIterator[Opened[SheetT]]:
    """A sheet over a running app."""
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        yield await again(app, pilot, sheet)


async def again(app: ConvoApp, pilot: Pilot[None], sheet: SheetT) -> Opened[SheetT]:
    """One more sheet over the same app."""
    opened = Opened(app, pilot, sheet)
    await app.push_screen(sheet, opened.results.append)
    await until(pilot, lambda: sheet._keeps)
    return opened


def form(record: GoalRecord = BLANK) -> GoalForm:
    """The form of a goal; new where it has no title."""
    return GoalForm(record, MAYA, new=not record.goal.title, next_talk=date(2026, 12, 1))


def update(record: GoalRecord = OF_DEPLOY, **options: Any) -> GoalUpdateSheet:
    """The sheet that asks what is new of a goal."""
    return GoalUpdateSheet(record, NOW, **options)
