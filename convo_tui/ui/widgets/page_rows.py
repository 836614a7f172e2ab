"""The pages of single things: an entry of the timeline, or a commitment, told whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import Correction
from convo_tui.domain.dates import full_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.history import Context
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.timeline import Entry
from convo_tui.text import clean
from convo_tui.ui.widgets.celebration_rows import owed_line
from convo_tui.ui.widgets.corrected import subject_corrections
from convo_tui.ui.widgets.feedback_rows import came_from_row, feedback_rows
from convo_tui.ui.widgets.goal_rows import goal_rows
from convo_tui.ui.widgets.growth_rows import (
    preferences_rows,
    roadmap_rows,
    shown_strength_rows,
    strength_rows,
)
from convo_tui.ui.widgets.hard_talk_rows import hard_talk_page
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, hint, labelled, title_row
from convo_tui.ui.widgets.signs import STATES
from convo_tui.ui.widgets.talk_story import note_row, talk_rows
from convo_tui.ui.widgets.teller import PRIVATE, Teller, parts_words


@dataclass(frozen=True, slots=True)
class Record:
    """What a page tells beside the entry itself, once it was read.

    Attributes:
        page: the talk that the entry is, with all that was written in it.
        context: what belongs to the entry.
        corrections: the later edits of the entry, and of what stands on the page of a talk.
    """

    page: TalkPage | None = None
    context: Context | None = None
    corrections: tuple[Correction, ...] = ()


def entry_rows(entry: Entry, teller: Teller, record: Record) -> list[Row]:
    """The page of an entry."""
    if isinstance(entry.subject, Meeting):
        return talk_rows(entry.subject, record.page, teller, record.corrections)
    title = title_row(full_date(teller.local(entry.at).date()))
    if entry.private and teller.hides:
        return [title, gap(), Row(PRIVATE), gap(), hint("The key . shows private things again.")]
    match entry.subject:
        case Note() as note:
            body = _note_rows(note, teller, record)
        case Feedback() as feedback:
            came = record.context.commitments if record.context is not None else ()
            body = [*feedback_rows(feedback, teller, came), *_shows(record)]
        case Asked() as asked:
            body = _asked_rows(asked, teller, record)
        case ScheduleChange() as change:
            body = _schedule_rows(change, teller)
        case TalkingPoint() as point:
            body = _point_rows(point, teller, record)
        case Commitment() as commitment:
            came_of = record.context.feedback if record.context is not None else None
            body = commitment_rows(commitment, teller, came_of)
        case Goal() as goal:
            known = record.context.goal if record.context is not None else None
            body = goal_rows(known or GoalRecord(goal), teller, step=entry.step)
        case Roadmap() as roadmap:
            body = roadmap_rows(roadmap)
        case Strength() as strength:
            shows = record.context.shows[::-1] if record.context is not None else ()
            body = strength_rows(strength, teller, shows)
        case Preferences() as preferences:
            body = preferences_rows(preferences)
        case HardTalk() as sheet:
            body = hard_talk_page(sheet, teller)
    edits = subject_corrections(entry.subject, record.corrections, teller)
    return [title, gap(), *body, *([gap()] if edits else []), *edits]


def _origin(segment: int | None, teller: Teller, record: Record) -> str:
    """`In the talk of Tue 10 Nov, Blockers`, or "" where it came between two talks."""
    talk = record.context.talk if record.context is not None else None
    if talk is None:
        return ""
    words = f"In the talk of {teller.day(talk.started_at)}"
    if segment is not None and segment < len(talk.segments):
        words += f", {clean(talk.segments[segment].name)}"
    return words + "."


def _has_clock(record: Record) -> bool:
    """Whether lines have a time: those of a talk logged afterwards have none."""
    talk = record.context.talk if record.context is not None else None
    return talk is None or talk.logged_at is None


def _note_rows(note: Note, teller: Teller, record: Record) -> list[Row]:
    rows = [note_row(note, teller, clock=_has_clock(record)), gap()]
    if note.private:
        rows.append(hint("~ private: only you see it, and no recap has it."))
    where = _origin(note.segment, teller, record)
    if where or note.meeting_id is None:
        rows.append(hint(where or "Captured between two talks."))
    if note.edited_at is not None:
        rows.append(hint(f"Edited {teller.moment(note.edited_at)}."))
    shows = _shows(record)
    return [*rows, *([gap()] if shows else []), *shows]


def _shows(record: Record) -> list[Row]:
    """The strengths that a win or feedback shows."""
    return shown_strength_rows(record.context.strengths) if record.context is not None else []


def _asked_rows(asked: Asked, teller: Teller, record: Record) -> list[Row]:
    rows = [Row(Content.styled(clean(asked.text), "bold")), gap()]
    if record.context is not None:
        clock = _has_clock(record)
        notes = record.context.answers
        answers = [note_row(note, teller, answer=True, clock=clock) for note in notes]
        rows += answers or [hint("No line of answer was noted.")]
    where = _origin(asked.segment, teller, record)
    return [*rows, gap(), hint(where)] if where else rows


def _point_rows(point: TalkingPoint, teller: Teller, record: Record) -> list[Row]:
    rows = [Row(Content.styled(clean(point.text), "bold")), gap()]
    rows.append(labelled("By", teller.who(point.raised_by)))
    match point.state:
        case PointState.OPEN:
            rows.append(labelled("State", Content.styled("waits for a talk", "$asks")))
        case PointState.DONE if point.closed_at is not None:
            rows.append(labelled("Raised", Content.styled(teller.day(point.closed_at), "$date")))
        case _ if point.closed_at is not None:
            rows.append(labelled("Dropped", Content.styled(teller.day(point.closed_at), "$muted")))
    where = _origin(None, teller, record)
    return [*rows, gap(), hint(where)] if where else rows


def _schedule_rows(change: ScheduleChange, teller: Teller) -> list[Row]:
    def moment(label: str, at: datetime) -> Row:
        return labelled(label, Content.styled(teller.moment(at), "$date"))

    head = "The talk was cancelled." if change.moved_to is None else "The talk was moved."
    rows = [Row(Content.styled(head, "bold")), gap(), moment("Planned for", change.planned_for)]
    if change.moved_to is not None:
        rows.append(moment("Moved to", change.moved_to))
    rows.append(labelled("By", teller.who(change.who)))
    rows.append(labelled("Why", clean(change.reason) or Content.styled("not said", "$muted")))
    return rows


def commitment_rows(
    commitment: Commitment, teller: Teller, came_of: Feedback | None = None
) -> list[Row]:
    """The page of a commitment: the seven parts, its checkpoints, and how it stands.

    Args:
        commitment: as it stands.
        teller: tells it.
        came_of: the feedback that it came of.
    """
    if commitment.private and teller.hides:
        return [Row(PRIVATE), gap(), hint("The key . shows private things again.")]
    sign, colour = STATES[commitment.state]
    rows = [
        Row(Content.styled(clean(commitment.goal), "bold"), Content.styled(f"{sign} ", colour)),
        Row(
            Content.assemble(
                teller.who(commitment.owner), ("  ·  ", "$muted"), teller.state(commitment)
            ),
            "  ",
        ),
        Row(parts_words(commitment), "  "),
    ]
    if commitment.reason:
        rows += [gap(), labelled("Reason", clean(commitment.reason))]
    rows.append(gap())
    for label, words in (
        ("Resources", commitment.resources),
        ("Metric", commitment.metric),
        ("Your part", commitment.manager_part),
        ("Obstacles", commitment.obstacles),
        ("Celebrate", commitment.celebration),
    ):
        text = clean(words, newlines=True).strip()
        rows.append(labelled(label, text or Content.styled("not written", "$muted")))
    rows += [gap(), title_row("Checkpoints")]
    for point in commitment.checkpoints:
        note = f"\n{clean(point.note)}" if point.note else ""
        rows.append(Row(Content.assemble(teller.outcome(point), note)))
    if not commitment.checkpoints:
        rows.append(hint("No checkpoint yet."))
    if commitment.celebrated_at is not None:
        held = Content.styled(f"★ {teller.day(commitment.celebrated_at)}", "$good")
        rows += [gap(), labelled("Celebrated", held)]
    elif owed := owed_line(commitment):
        rows += [gap(), Row(owed)]
    if came_of is not None:
        rows += [gap(), came_from_row(came_of, teller)]
    made = f"Made {teller.day(commitment.created_at)}"
    return [*rows, gap(), hint(f"{made}{', private' if commitment.private else ''}.")]
