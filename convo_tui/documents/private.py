"""What of a talk is private: it stands in a document only where the manager asked for it."""

from __future__ import annotations

from dataclasses import dataclass

from convo_tui.domain.notes import NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.text import one_line

PRIVATE_NOTES = "Private notes"
NOTICE = "This copy has private notes in it. It is for the manager alone; do not pass it on."

_NOTES = {NoteKind.WIN: "Win", NoteKind.BLOCKER: "Blocker"}


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """Something private that was written in a talk.

    Attributes:
        kind: `win`, `blocker`, `note`, `point`, `commitment` or `goal`.
        what: the same as a person says it.
        text: one cleaned line.
    """

    kind: str
    what: str
    text: str


def private_of(page: TalkPage) -> tuple[PrivateLine, ...]:
    """What a recap leaves out of a talk because it is private, in the order of the recap.

    Feedback that was not yet said is owed, not private: it is in no recap at all.
    """
    lines = [
        PrivateLine(note.kind.value, _NOTES.get(note.kind, "Note"), one_line(note.text))
        for note in page.notes
        if note.private
    ]
    lines += [
        PrivateLine("commitment", "Commitment", one_line(made.goal))
        for made in page.commitments
        if made.private
    ]
    lines += [
        PrivateLine("goal", "Goal", one_line(record.goal.title))
        for record in page.goals
        if record.goal.private and record.goal.meeting_id == page.meeting.id
    ]
    points = (
        *(point for point in page.carried if point.parked_in == page.meeting.id),
        *page.points,
    )
    lines += [
        PrivateLine("point", "For next time", one_line(point.text))
        for point in points
        if point.private
    ]
    return tuple(lines)
