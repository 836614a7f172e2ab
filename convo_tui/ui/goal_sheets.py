"""Opening the sheets of goals from any screen; each gives what is to be kept, and keeps nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from convo_tui.domain.goals import Goal, GoalRecord, GoalState
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, new_id
from convo_tui.text import shorten

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.modals.goal_form import WrittenGoal
    from convo_tui.ui.modals.goal_update import UpdatedGoal

TITLE_CELLS = 40
"""How much of a title a sentence in the bottom line quotes."""


def quoted_goal(goal: Goal, *, hides: bool) -> str:
    """`“Deploy alone”`, for a sentence; no words of a private one while those are hidden."""
    return "a private goal" if goal.private and hides else f"“{shorten(goal.title, TITLE_CELLS)}”"


async def ask_new_goal(
    convo: ConvoApp,
    person: Person,
    now: datetime,
    *,
    next_talk: date | None = None,
    meeting_id: str | None = None,
) -> tuple[Goal, tuple[Change, ...]] | None:
    """A new goal as it was written, with all that is to be kept; None where the form was left."""
    blank = Goal(new_id(), person.id, "", now, meeting_id=meeting_id)
    written = await ask_goal(convo, GoalRecord(blank), person, new=True, next_talk=next_talk)
    if written is None:
        return None
    return written.goal, (Change.added(written.goal), *written.milestones)


async def ask_goal(
    convo: ConvoApp,
    record: GoalRecord,
    person: Person,
    *,
    new: bool = False,
    next_talk: date | None = None,
) -> WrittenGoal | None:
    """The goal as it was written in its form; None where that was left."""
    from convo_tui.ui.modals.goal_form import GoalForm

    return await convo.push_screen_wait(GoalForm(record, person, new=new, next_talk=next_talk))


async def ask_update(
    convo: ConvoApp,
    record: GoalRecord,
    now: datetime,
    *,
    meeting_id: str | None = None,
    state: GoalState | None = None,
) -> UpdatedGoal | None:
    """What is new of a goal; None where the sheet was left."""
    from convo_tui.ui.modals.goal_update import GoalUpdateSheet

    return await convo.push_screen_wait(GoalUpdateSheet(record, now, meeting_id, state=state))
