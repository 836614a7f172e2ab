"""The rows of the talk's three lists: what to raise, what was noted, what was promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from textual.content import Content

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.dates import clock_time, short_date
from convo_tui.domain.feedback import Feedback, FeedbackKind, by_place
from convo_tui.domain.goal_words import TALKS_KNOWN, goals_segment
from convo_tui.domain.goals import GoalRecord
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side
from convo_tui.text import clean
from convo_tui.ui.widgets.bars import part_boxes
from convo_tui.ui.widgets.feedback_age import age_words, form_lines
from convo_tui.ui.widgets.growth_lines import growth_lines
from convo_tui.ui.widgets.hard_talk_rows import beside_notes
from convo_tui.ui.widgets.opening_rows import opening_items, opening_title, page_without_opened
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.signs import (
    COMMITMENT,
    NEXT_TIME,
    NOTE_STYLES,
    POINT,
    STATES,
    UNSAID,
)

ToRaise = TalkingPoint | Asked | Feedback | Commitment | GoalRecord | HardTalk | Opening
Written = Note | TalkingPoint | Commitment

HIDDEN = "~ private"

DEVELOPMENT = "development"
"""The key of the segment in which growth is told."""

WHY_CELLS = 60
"""How much of why a goal matters stands beside a talk: about two lines, to be seen at a glance."""


@dataclass(frozen=True, slots=True)
class View:
    """What the rows depend on beside the page.

    Attributes:
        local: brings an instant into the manager's zone.
        hide_private: whether private things keep their words to themselves.
        answering: the asked question that notes answer now.
        current: the index of the running segment.
        sheets: whether the sheets for a hard talk stand in the left column.
    """

    local: Callable[[datetime], datetime]
    today: date
    hide_private: bool = False
    answering: str | None = None
    current: int = 0
    sheets: bool = False


def side_name(side: Side, name: str) -> Content:
    """Who, in their colour: "you", the first name, or "both"."""
    if side is Side.MANAGER:
        return Content.styled("you", "$manager")
    if side is Side.REPORT:
        return Content.styled(clean(name), "$report")
    return Content.styled("both", "$foreground")


def _heading(text: str) -> Item[ToRaise]:
    return Item(Row(Content.styled(text, "bold $muted"), marker=False))


def _lead(sign: tuple[str, str]) -> Content:
    return Content.styled(f"{sign[0]} ", sign[1])


def _gap() -> Item[ToRaise]:
    return Item(Row("", marker=False))


def to_raise(page: TalkPage, view: View) -> Iterator[Item[ToRaise]]:
    """The left column: feedback to say, points to raise, questions asked, promises from before.

    While development is talked about, the goals and how the person grows stand among them; at
    the beginning, what to open with. Sheets for a hard talk take its place while they are read.
    """
    if view.sheets and page.sheets and not view.hide_private:
        yield from beside_notes(page.sheets)
        return
    opening: list[Item[ToRaise]] = [*opening_items(page, view)]
    page = page_without_opened(page, view)
    name = page.person.first_name
    feedback = by_place(page.feedback, page.meeting.segments, view.current)
    points = [p for p in page.carried if p.state is not PointState.DROPPED]
    raised: list[Item[ToRaise]] = []
    raised += [Item(_feedback_row(each, place, page, view), each) for place, each in feedback]
    raised += [Item(_point_row(point, page, name, view), point) for point in points]
    sections: list[tuple[str, list[Item[ToRaise]]]] = [
        ("TO RAISE", raised),
        ("ASKED", [Item(_asked_row(asked, page, view), asked) for asked in page.asked]),
        (
            "FROM LAST TIME" if page.number > 1 else "PROMISED BEFORE",
            [Item(_promise_row(p, name, view), p) for p in page.promises],
        ),
    ]
    if goals_segment(page.meeting.segments) == view.current:
        grown = growth_lines(page.roadmap, page.strengths, view.today)
        sections[1:1] = [("GOALS", _goals(page, view)), ("GROWTH", [Item(row) for row in grown])]
    if not points:
        sections[0][1].append(Item(Row(Content.styled("t adds a point to raise", "$muted"))))
    sections.insert(len(sections) if view.current else 0, (opening_title(view), opening))
    first = True
    for title, rows in sections:
        if rows:
            if not first:
                yield _gap()
            first = False
            yield _heading(title)
            yield from rows


def _goals(page: TalkPage, view: View) -> list[Item[ToRaise]]:
    if not page.goals:
        return [Item(Row(Content.styled("g writes a first goal", "$muted")))]
    return [Item(_goal_row(record, page, view), record) for record in page.goals]


def _goal_row(record: GoalRecord, page: TalkPage, view: View) -> Row:
    # The rows of goals know how a person's facts are told, which is built on what stands here.
    from convo_tui.ui.widgets.celebration_rows import owed_line
    from convo_tui.ui.widgets.goal_rows import goal_row, still_line

    still = still_line(record, page.earlier, most=TALKS_KNOWN)
    owed = owed_line(record.goal)
    return goal_row(record, "", still, owed, hides=view.hide_private, why_cells=WHY_CELLS)


def _point_row(point: TalkingPoint, page: TalkPage, name: str, view: View) -> Row:
    done = point.state is PointState.DONE
    parked = point.parked_in == page.meeting.id
    box = Content.styled("☑ ", "$good") if done else _lead(POINT)
    words = HIDDEN if point.private and view.hide_private else clean(point.text)
    body = Content.styled(words, "$muted" if done or parked else "")
    if parked and not done:
        return Row(body, box, Content.styled("next time", "$date"))
    return Row(body, box, side_name(point.raised_by, name))


def _asked_row(asked: Asked, page: TalkPage, view: View) -> Row:
    answers = len(page.answers_to(asked.id))
    lines = f"{answers} line{'' if answers == 1 else 's'} of answer"
    here = asked.id == view.answering
    below = ("answering now", "$date") if here else (lines, "$muted")
    return Row(Content.assemble(clean(asked.text), "\n", below))


def _feedback_row(item: Feedback, place: int, page: TalkPage, view: View) -> Row:
    """What to say, and beneath it where and since when; its form once its segment has come."""
    said = item.said_at is not None
    kind = "praise: " if item.kind is FeedbackKind.PRAISE else "redirect: "
    if said:
        body = Content.assemble((kind, "$muted"), (clean(item.text), "$muted"))
        return Row(body, Content.styled("☑ ", "$good"))
    if view.hide_private:
        return Row(Content.assemble((kind, "$muted"), HIDDEN), _lead(UNSAID))
    days = max(0, (view.today - view.local(item.seen_at).date()).days)
    segment = clean(page.meeting.segments[place].name)
    lines = [
        Content.assemble((kind, "$muted"), clean(item.text)),
        *(form_lines(item) if place <= view.current else ()),
        Content.assemble((f"{segment} · ", "$muted"), age_words(days)),
    ]
    return Row(Content("\n").join(lines), _lead(UNSAID))


def _promise_row(promise: Commitment, name: str, view: View) -> Row:
    words = HIDDEN if promise.private and view.hide_private else clean(promise.goal)
    box = _lead(STATES[promise.state])
    if promise.state is CommitmentState.OPEN:
        end = due_words(promise, view.today)
    else:
        end = Content.styled(promise.state.value, STATES[promise.state][1])
    # The date stands below: beside the goal it would break in two.
    return Row(Content.assemble(side_name(promise.owner, name), f" {words}\n", end), box)


def due_words(commitment: Commitment, today: date) -> Content:
    """When the next checkpoint is, in the colour of its urgency."""
    due = commitment.due
    if due is None:
        return Content.styled("no date", "$muted")
    if due < today:
        days = (today - due).days
        return Content.styled(f"{days} day{'' if days == 1 else 's'} late", "$bad")
    if due == today:
        return Content.styled("checkpoint today", "$asks")
    return Content.styled(short_date(due, today), "$date")


def written(page: TalkPage, view: View) -> Iterator[Item[Written]]:
    """The notes by segment, with the commitments and next-time points that were written as notes.

    Rows are made once for the same content, so that a list which only grows keeps its layout.
    """
    lines: list[tuple[datetime, int | None, Written]] = [
        *((note.at, note.segment, note) for note in page.notes),
        *((point.created_at, point.segment, point) for point in page.points),
        *((item.created_at, item.segment, item) for item in page.commitments),
    ]
    lines.sort(key=lambda line: line[0])
    segment: int | None = None
    begun = False
    for at, index, value in lines:
        if index is not None and (index != segment or not begun):
            yield Item(_segment_row(clean(page.meeting.segments[index].name), begun))
            segment, begun = index, True
        yield Item(_written_row(value, clock_time(view.local(at)), view.hide_private), value)


@lru_cache(maxsize=256)
def _segment_row(name: str, gap: bool) -> Row:
    text = f"\n{name}" if gap else name
    return Row(Content.styled(text, "bold $muted"), marker=False)


@lru_cache(maxsize=4096)
def _written_row(value: Written, time: str, hide_private: bool) -> Row:
    private = value.private
    words = value.goal if isinstance(value, Commitment) else value.text
    sign, style = _sign(value)
    mark = "~" if private else " "
    lead = Content.assemble((f"{time} {mark}", "$muted"), (f"{sign} ", f"bold {style}"))
    if private and hide_private:
        return Row(Content.styled("private", "$muted"), lead)
    return Row(Content.styled(clean(words), "$muted" if private else ""), lead)


def _sign(value: Written) -> tuple[str, str]:
    if isinstance(value, Commitment):
        return COMMITMENT
    if isinstance(value, TalkingPoint):
        return NEXT_TIME
    return value.kind.sign, NOTE_STYLES.get(value.kind, "$muted")


def next_steps(page: TalkPage, view: View) -> Iterator[Item[Commitment]]:
    """The commitments of this talk: whose, what, by when, and how many parts are written."""
    if not page.commitments:
        yield Item(Row(Content.styled("c writes a commitment", "$muted")))
    for item in page.commitments:
        words = HIDDEN if item.private and view.hide_private else clean(item.goal)
        body = Content.assemble(
            side_name(item.owner, page.person.first_name),
            f"  {words}\n",
            part_boxes(item.parts_filled, item.parts_asked),
            (f" {item.parts_filled} of {item.parts_asked} parts  ", "$muted"),
            due_words(item, view.today) if item.state is CommitmentState.OPEN else _closed(item),
        )
        yield Item(Row(body), item)


def _closed(item: Commitment) -> Content:
    sign, colour = STATES[item.state]
    return Content.styled(f"{sign} {item.state.value}", colour)
