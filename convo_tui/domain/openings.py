"""What a talk opens with: something that went well, named, and never the same twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import zip_longest
from typing import TYPE_CHECKING

from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.goals import measure_words
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.values import Change, Side, new_id

if TYPE_CHECKING:
    from convo_tui.domain.overview import Overview, TalkPage


@dataclass(frozen=True, slots=True)
class Opening:
    """A thing that went well and was put before the manager to name in a talk.

    Attributes:
        subject_id: the value it was taken from: a win, a kept promise, a goal that moved. Whatever
            stands here was proposed once and is not proposed again.
        at: when that happened.
        text: it, in words.
        named_at: when the manager named it; None where it stayed unsaid.
    """

    id: str
    person_id: str
    meeting_id: str
    subject_id: str
    at: datetime
    text: str
    named_at: datetime | None = None


MOST = 3
"""How many things a talk is opened with at most: more than that is a list, and no praise."""


class About(StrEnum):
    """What a proposal is taken from; the value is the word before it."""

    FEEDBACK = "praise"
    WIN = "win"
    KEPT = "kept"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A thing that went well since the last talk, and that the manager could name.

    Attributes:
        subject_id: the value it is taken from, as `Opening` has it.
        about: which of the four sources it comes from.
    """

    subject_id: str
    about: About
    at: datetime
    text: str


def proposals(overview: Overview) -> tuple[Proposal, ...]:
    """Up to three things to open a talk with, newest first; none that was ever proposed.

    They come from wins, from what the person kept, from praise that is not yet said, and from goals
    that moved, all of them since the last talk; praise waits however long. One of each source comes
    before a second one of any. What is private is nobody's to name.
    """
    sources = (_praise(overview), _wins(overview), _kept(overview), _moved(overview))
    fresh = [
        sorted(
            (each for each in source if each.subject_id not in overview.proposed),
            key=lambda each: each.at,
            reverse=True,
        )
        for source in sources
    ]
    turns = [each for turn in zip_longest(*fresh) for each in turn if each is not None]
    return tuple(sorted(turns[:MOST], key=lambda each: each.at, reverse=True))


def opens_with(overview: Overview) -> tuple[Proposal, ...]:
    """What the next talk begins with; nothing anew where one runs, or was cut off and goes on."""
    return () if overview.live is not None else proposals(overview)


def opened(found: Iterable[Proposal], talk: Meeting) -> tuple[Opening, ...]:
    """What stands before the manager in a talk, once it began with these proposals."""
    return tuple(
        Opening(new_id(), talk.person_id, talk.id, each.subject_id, each.at, each.text)
        for each in found
    )


def all_named(page: TalkPage) -> bool:
    """Whether everything that a talk was to open with is named."""
    return all(each.named_at is not None for each in page.openings)


def praise_of(page: TalkPage, opening: Opening) -> Feedback | None:
    """The praise that an opening was taken from; None where it was taken from something else."""
    return next((each for each in page.feedback if each.id == opening.subject_id), None)


def is_private(page: TalkPage, opening: Opening) -> bool:
    """Whether it is the manager's own: praise the person has not heard, or what is private now.

    A win or a goal may become private after it was named; then its words stand nowhere else either.
    """
    feedback = praise_of(page, opening)
    if feedback is not None:
        return feedback.said_at is None
    return opening.subject_id in page.veiled


def naming(page: TalkPage, opening: Opening, now: datetime) -> tuple[Change, ...]:
    """The changes that tick an opening as named, or take the tick away; praise is said by it."""
    at = now if opening.named_at is None else None
    feedback = praise_of(page, opening)
    named = Change.edited(opening, replace(opening, named_at=at))
    if feedback is None or (feedback.said_at is None) is (at is None):
        return (named,)
    return (named, Change.edited(feedback, replace(feedback, said_at=at)))


def saying(page: TalkPage, feedback: Feedback, now: datetime) -> tuple[Change, ...]:
    """The changes that tick feedback as said, or take the tick away; an opening is named by it."""
    at = now if feedback.said_at is None else None
    said = Change.edited(feedback, replace(feedback, said_at=at))
    opening = next((each for each in page.openings if each.subject_id == feedback.id), None)
    if opening is None or (opening.named_at is None) is (at is None):
        return (said,)
    return (said, Change.edited(opening, replace(opening, named_at=at)))


def _praise(overview: Overview) -> Iterator[Proposal]:
    for each in overview.feedback:
        if each.kind is FeedbackKind.PRAISE:
            yield Proposal(each.id, About.FEEDBACK, each.seen_at, each.text)


def _wins(overview: Overview) -> Iterator[Proposal]:
    for note in overview.wins:
        if not note.private:
            yield Proposal(note.id, About.WIN, note.at, note.text)


def _kept(overview: Overview) -> Iterator[Proposal]:
    for each in overview.kept:
        if each.closed_at is not None and each.owner is not Side.MANAGER and not each.private:
            yield Proposal(each.id, About.KEPT, each.closed_at, each.goal)


def _moved(overview: Overview) -> Iterator[Proposal]:
    """Each goal that came closer, by its newest step alone."""
    for goal in overview.reached:
        if goal.closed_at is not None and not goal.private:
            yield Proposal(goal.id, About.GOAL, goal.closed_at, f"{goal.title}: reached")
    since = overview.last.started_at if overview.last is not None else None
    for record in overview.goals:
        goal = record.goal
        steps = [
            Proposal(step.id, About.GOAL, step.reached_at, f"{goal.title}: {step.text}")
            for step in record.milestones
            if step.reached_at is not None
        ]
        was = goal.start
        for update in record.updates:
            if update.value is None:
                continue
            if was is not None and goal.closer(was, update.value):
                way = f"{measure_words(was)} → {measure_words(update.value, goal.unit)}"
                steps.append(Proposal(update.id, About.GOAL, update.at, f"{goal.title}: {way}"))
            was = update.value
        fresh = [step for step in steps if since is None or step.at > since]
        if fresh and not goal.private:
            yield max(fresh, key=lambda step: step.at)
