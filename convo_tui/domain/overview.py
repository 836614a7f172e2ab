"""A person as Today and Prepare see them: what stands between the last talk and the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked


@dataclass(frozen=True, slots=True)
class Overview:
    """One person with everything that is open between the two.

    Attributes:
        talks: how many talks were held.
        last: the newest talk held.
        live: a talk that runs, or was cut off and can be continued.
        shares: manager_share of the last eight talks held, oldest first; None where nobody's
            time was tracked.
        notes: lines captured since the last talk, oldest first.
        points: open talking points, in their order.
        feedback: not yet said, oldest first.
        commitments: open ones of both, by date of the next checkpoint.
    """

    person: Person
    talks: int = 0
    last: Meeting | None = None
    live: Meeting | None = None
    shares: tuple[float | None, ...] = ()
    notes: tuple[Note, ...] = ()
    points: tuple[TalkingPoint, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    @property
    def wins(self) -> tuple[Note, ...]:
        """Wins captured since the last talk."""
        return tuple(note for note in self.notes if note.kind is NoteKind.WIN)

    @property
    def promises(self) -> tuple[Commitment, ...]:
        """What the manager owes, alone or with the person."""
        return tuple(commitment for commitment in self.commitments if commitment.promised)

    def late_promises(self, today: date) -> tuple[Commitment, ...]:
        """Promises whose checkpoint has passed."""
        return tuple(p for p in self.promises if p.due is not None and p.due < today)

    def checkpoints_until(self, day: date) -> tuple[Commitment, ...]:
        """Commitments with a checkpoint up to and on that day."""
        return tuple(c for c in self.commitments if c.due is not None and c.due <= day)


@dataclass(frozen=True, slots=True)
class TalkPage:
    """One talk whole, live or held: what the talk screen, the wrap-up and the recap are made of.

    Attributes:
        number: 1 for the first talk with the person.
        events: by `seq`.
        notes, points, commitments, asked: those made in this talk, oldest first.
        carried: open talking points from before (and those closed or parked in this talk).
        promises: commitments from before this talk, open when it began.
        feedback: unsaid when the talk began, or written down or said in it.
    """

    meeting: Meeting
    person: Person
    number: int
    events: tuple[MeetingEvent, ...] = ()
    notes: tuple[Note, ...] = ()
    points: tuple[TalkingPoint, ...] = ()
    carried: tuple[TalkingPoint, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    promises: tuple[Commitment, ...] = ()
    asked: tuple[Asked, ...] = ()
    feedback: tuple[Feedback, ...] = ()

    @property
    def live(self) -> bool:
        """Whether it still runs."""
        return self.meeting.state is MeetingState.LIVE
