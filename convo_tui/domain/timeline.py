"""The timeline of a person: everything that happened, newest first, one line an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side


class EntryKind(StrEnum):
    """What an entry of the timeline is; its value is the word on the screen."""

    TALK = "talk"
    WIN = "win"
    BLOCKER = "blocker"
    NOTE = "note"
    FEEDBACK = "feedback"
    COMMITMENT = "commitment"
    CHECKPOINT = "checkpoint"
    KEPT = "kept"
    BROKEN = "broken"
    DROPPED = "dropped"
    ASKED = "asked"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wins, blockers and commitments a talk brought."""

    wins: int = 0
    blockers: int = 0
    commitments: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline, and what it opens.

    Attributes:
        id: of the value it shows; several entries may show the same commitment.
        text: what was written, as typed; "" for a talk.
        subject: the value behind the entry, for the page that shows it whole.
        checkpoint: which checkpoint, for an entry of that kind.
        counts: for a talk.
    """

    kind: EntryKind
    at: datetime
    id: str
    text: str
    subject: Subject
    private: bool = False
    side: Side | None = None
    meeting_id: str | None = None
    checkpoint: Checkpoint | None = None
    counts: Counts | None = None


Subject = Meeting | Note | Feedback | Commitment | Asked | ScheduleChange

_NOTES = {NoteKind.WIN: EntryKind.WIN, NoteKind.BLOCKER: EntryKind.BLOCKER}
_CLOSINGS = {
    CommitmentState.KEPT: EntryKind.KEPT,
    CommitmentState.BROKEN: EntryKind.BROKEN,
    CommitmentState.DROPPED: EntryKind.DROPPED,
}
_SCHEDULE = {ScheduleKind.MOVED: EntryKind.MOVED, ScheduleKind.CANCELLED: EntryKind.CANCELLED}


def entries_of(subject: Subject, counts: Counts | None = None) -> list[Entry]:
    """The entries a value gives: one, or several for a commitment with a life of its own."""
    match subject:
        case Meeting():
            return [
                Entry(
                    EntryKind.TALK,
                    subject.started_at,
                    subject.id,
                    "",
                    subject,
                    meeting_id=subject.id,
                    counts=counts or Counts(),
                )
            ]
        case Note():
            kind = _NOTES.get(subject.kind, EntryKind.NOTE)
            return [
                Entry(
                    kind,
                    subject.at,
                    subject.id,
                    subject.text,
                    subject,
                    subject.private,
                    meeting_id=subject.meeting_id,
                )
            ]
        case Feedback():
            return [
                Entry(
                    EntryKind.FEEDBACK,
                    subject.seen_at,
                    subject.id,
                    subject.text,
                    subject,
                    private=subject.said_at is None,
                    meeting_id=subject.meeting_id,
                )
            ]
        case Commitment():
            return _commitment_entries(subject)
        case Asked():
            return [
                Entry(
                    EntryKind.ASKED,
                    subject.at,
                    subject.id,
                    subject.text,
                    subject,
                    meeting_id=subject.meeting_id,
                )
            ]
        case ScheduleChange():
            return [
                Entry(
                    _SCHEDULE[subject.kind],
                    subject.at,
                    subject.id,
                    subject.reason,
                    subject,
                    side=subject.who,
                )
            ]


def _commitment_entries(subject: Commitment) -> list[Entry]:
    def entry(kind: EntryKind, at: datetime, checkpoint: Checkpoint | None = None) -> Entry:
        return Entry(
            kind,
            at,
            subject.id,
            subject.goal,
            subject,
            subject.private,
            subject.owner,
            subject.meeting_id,
            checkpoint,
        )

    listed = [entry(EntryKind.COMMITMENT, subject.created_at)]
    listed += [
        entry(EntryKind.CHECKPOINT, point.answered_at, point)
        for point in subject.checkpoints
        if point.answered_at is not None
    ]
    if subject.closed_at is not None and subject.state in _CLOSINGS:
        listed.append(entry(_CLOSINGS[subject.state], subject.closed_at))
    return listed


def told_apart(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that have a line of their own.

    A plain note of a talk stands on the talk's page. A checkpoint that was done as its commitment
    was kept says nothing more than that.
    """
    return [entry for entry in entries if not (_is_plain(entry) or _is_said_by_closing(entry))]


def _is_plain(entry: Entry) -> bool:
    return entry.kind is EntryKind.NOTE and entry.meeting_id is not None


def _is_said_by_closing(entry: Entry) -> bool:
    point, commitment = entry.checkpoint, entry.subject
    return (
        point is not None
        and isinstance(commitment, Commitment)
        and point.outcome is CheckpointOutcome.DONE
        and commitment.state is CommitmentState.KEPT
        and point.answered_at == commitment.closed_at
    )


def by_month(entries: Iterable[Entry], zone: tzinfo) -> dict[tuple[int, int], list[Entry]]:
    """The entries by (year, month) as the calendar of `zone` has it, all newest first.

    A talk stands where it ended, and thus above what was written in it; but on the day on which
    it began.
    """

    def place(entry: Entry) -> tuple[int, datetime]:
        return entry.at.astimezone(zone).toordinal(), _last_moment(entry)

    months: dict[tuple[int, int], list[Entry]] = {}
    for entry in sorted(entries, key=place, reverse=True):
        at = entry.at.astimezone(zone)
        months.setdefault((at.year, at.month), []).append(entry)
    return months


def _last_moment(entry: Entry) -> datetime:
    if isinstance(entry.subject, Meeting) and entry.subject.ended_at is not None:
        return max(entry.at, entry.subject.ended_at)
    return entry.at
