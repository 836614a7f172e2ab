"""What of a talk's goals, roadmap, strengths, openings and celebrations is shared.

An allow-list, as `shared` is: private goals have no way in, and neither have preferences, sheets,
signs, and the reason why a goal was set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from convo_tui.documents.telling import measure_of, why_words
from convo_tui.domain.goal_history import as_it_stood
from convo_tui.domain.goals import Goal, GoalRecord, GoalState
from convo_tui.domain.openings import is_private
from convo_tui.domain.overview import TalkPage
from convo_tui.text import one_line


@dataclass(frozen=True, slots=True)
class SharedGoal:
    """What is shared of a goal that came up in a talk; the texts are one line each.

    Attributes:
        state: as the talk left it.
        new: whether it was set in the talk.
        why: for whom it matters, and the sentence on it.
        measure: from where to where; "" without one.
        found: each value with its unit, and each note, that was written in the talk.
        reached: the milestones that were ticked off in it.
        celebration: how to celebrate it; "" unless it was set or reached in the talk.
    """

    title: str
    state: GoalState
    new: bool
    why: str
    measure: str
    unit: str
    found: tuple[tuple[float | None, str], ...]
    reached: tuple[str, ...]
    celebration: str


@dataclass(frozen=True, slots=True)
class SharedRoadmap:
    """A version of the roadmap."""

    where_to: str
    today: str
    routes: tuple[str, ...]
    next_exit: str
    exit_on: date | None


@dataclass(frozen=True, slots=True)
class SharedStrength:
    """A strength as it was named."""

    name: str
    helps: str
    serves: str


def goals_in(page: TalkPage) -> Iterator[SharedGoal]:
    """The goals that were set, looked at, moved or closed in a talk, and are not private."""
    for now in page.goals:
        if not now.goal.private:
            ended = page.meeting.ended_at
            record = now if ended is None else as_it_stood(now, ended)
            yield from _goal(page, record)


def _goal(page: TalkPage, record: GoalRecord) -> Iterator[SharedGoal]:
    goal, talk = record.goal, page.meeting.id
    found = tuple(
        (each.value, one_line(each.note)) for each in record.updates if each.meeting_id == talk
    )
    reached = tuple(
        one_line(step.text)
        for step in record.milestones
        if step.reached_at is not None and step.meeting_id == talk
    )
    new, closed = goal.meeting_id == talk, _within(page, goal.closed_at)
    if new or closed or found or reached:
        yield SharedGoal(
            one_line(goal.title),
            goal.state,
            new,
            why_words(goal),
            measure_of(goal),
            one_line(goal.unit),
            found,
            reached,
            one_line(goal.celebration) if new or goal.state is GoalState.REACHED else "",
        )


def _within(page: TalkPage, at: datetime | None) -> bool:
    """Whether something happened in the talk."""
    if at is None or at < page.meeting.started_at:
        return False
    return page.meeting.ended_at is None or at <= page.meeting.ended_at


def roadmap_drawn(page: TalkPage) -> SharedRoadmap | None:
    """The newest version that was drawn in the talk, if one was."""
    drawn = [each for each in page.roadmaps if each.meeting_id == page.meeting.id]
    if not drawn:
        return None
    newest = drawn[-1]
    return SharedRoadmap(
        one_line(newest.where_to),
        one_line(newest.today),
        tuple(one_line(route) for route in newest.routes),
        one_line(newest.next_exit),
        newest.exit_on,
    )


def strengths_named(page: TalkPage) -> tuple[SharedStrength, ...]:
    """The strengths that were named in the talk."""
    return tuple(
        SharedStrength(one_line(each.name), one_line(each.helps), one_line(each.serves))
        for each in page.strengths
        if each.meeting_id == page.meeting.id
    )


def opened_with(page: TalkPage) -> tuple[str, ...]:
    """What was named; what stayed unsaid is not in it, nor what became private since."""
    return tuple(
        one_line(each.text)
        for each in page.openings
        if each.named_at is not None and not is_private(page, each)
    )


def celebrated_in(page: TalkPage) -> tuple[tuple[str, str], ...]:
    """What was celebrated in the talk: how, and what for."""
    return tuple(
        (
            one_line(each.celebration),
            one_line(each.title if isinstance(each, Goal) else each.goal),
        )
        for each in page.celebrated
        if not each.private
    )
