"""Questions that were kept for the coming talk: each stands among the talking points till then.

A point does not know of a question: it is one as long as it has its very words. Worded anew it is
a point like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from convo_tui.domain.agenda import Segment
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.planning import next_position
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked, Question
from convo_tui.domain.values import Change, Side, new_id


def keeping(
    question: Question,
    points: Sequence[TalkingPoint],
    person_id: str,
    segment: int | None,
    at: datetime,
) -> TalkingPoint:
    """The point that a question becomes: the manager's, behind all others of the segment.

    Args:
        question: what is to be asked.
        points: the open ones of the person.
        person_id: whom it is asked.
        segment: the index of the segment of the agenda, None for any time.
        at: the moment it is kept.
    """
    position = next_position(points)
    return TalkingPoint(new_id(), person_id, question.text, at, segment=segment, position=position)


def segment_of(question: Question, segments: Sequence[Segment]) -> int | None:
    """The index of the segment a question belongs to; None where the agenda has no such one."""
    keys = [segment.key for segment in segments]
    return keys.index(question.segment) if question.segment in keys else None


def question_of(point: TalkingPoint, bank: Iterable[Question]) -> Question | None:
    """The question that a point of the manager's is; one that is not hidden before one that is."""
    if point.raised_by is not Side.MANAGER:
        return None
    found = [question for question in bank if _alike(question.text, point.text)]
    return min(found, key=lambda question: question.hidden, default=None)


def is_kept(question: Question, points: Iterable[TalkingPoint]) -> bool:
    """Whether a question stands among the points."""
    return any(question_of(point, (question,)) is not None for point in points)


def asking(
    page: TalkPage, point: TalkingPoint, bank: Iterable[Question], segment: int
) -> tuple[Change, ...]:
    """The change that remembers a question as asked whose point was ticked off in a talk.

    None where the point is no question, or the question was asked in this talk already. What was
    asked is shared, so of a private point nothing is remembered.

    Args:
        page: of the talk.
        point: as it was ticked off.
        bank: the merged bank.
        segment: the index of the segment that ran then.
    """
    question = question_of(point, bank)
    at = point.closed_at
    if question is None or at is None or point.private or _was_asked(page, question):
        return ()
    meeting, person = page.meeting.id, page.person.id
    asked = Asked(new_id(), person, meeting, question.id, question.text, at, segment)
    return (Change.added(asked),)


def unasking(page: TalkPage, point: TalkingPoint) -> tuple[Change, ...]:
    """The changes that forget what `asking` remembered, where no note answers it."""
    return tuple(
        Change.removed(asked)
        for asked in page.asked
        if asked.at == point.closed_at
        and _alike(asked.text, point.text)
        and not page.answers_to(asked.id)
    )


def raising(page: TalkPage, question: Question, at: datetime) -> tuple[Change, ...]:
    """The changes that tick off the points a question was kept as, once it is asked in a talk."""
    return tuple(
        Change.edited(point, replace(point, state=PointState.DONE, closed_at=at))
        for point in page.carried
        if point.waits_in(page.meeting.id) and is_kept(question, (point,))
    )


def _was_asked(page: TalkPage, question: Question) -> bool:
    return any(asked.question_id == question.id for asked in page.asked)


def _alike(one: str, other: str) -> bool:
    """Whether two texts have the same words, however they are spaced."""
    return one.split() == other.split()
