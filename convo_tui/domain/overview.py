"""A person as Today and Prepare see them: what stands between the last talk and the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar, cast

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord, GoalUpdate, Milestone, records
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import About, Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change, Value

V = TypeVar("V", bound=Value)


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
        recent: when the last eight talks held began, oldest first.
        goals: open ones, oldest first.
        roadmap: the version that holds.
        strengths: those that count now, oldest first.
        preferences: the version that holds.
        sheets: for hard talks, those that wait.
        kept: commitments closed as kept since the last talk, oldest first.
        reached: goals reached since the last talk.
        celebrations: goals reached and commitments kept whose celebration is still owed.
        proposed: the ids of what was ever proposed to open a talk with.
        began: when each of the talks held began, oldest first.
        unbooked: the cancelled talk that got no other day; see `domain.ledger.unbooked`.
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
    recent: tuple[datetime, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    roadmap: Roadmap | None = None
    strengths: tuple[Strength, ...] = ()
    preferences: Preferences | None = None
    sheets: tuple[HardTalk, ...] = ()
    kept: tuple[Commitment, ...] = ()
    reached: tuple[Goal, ...] = ()
    celebrations: tuple[Goal | Commitment, ...] = ()
    proposed: frozenset[str] = frozenset()
    began: tuple[datetime, ...] = ()
    unbooked: ScheduleChange | None = None

    @property
    def last_began(self) -> datetime | None:
        """When the newest talk began, held or running: what the next one follows."""
        begun = (each.started_at for each in (self.last, self.live) if each)
        return max(begun, default=None)

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
        goals: open when it began, or set in it, oldest first.
        openings: what it was to open with.
        veiled: the ids of the values behind its openings that are private, or private by now.
        sources: from what each of these was taken, by the id of that value; as the store read it.
        sheets: for a hard talk, those beside it.
        roadmaps: every version until its end, oldest first; the last one held.
        strengths: those that counted, oldest first.
        preferences: the version that held.
        celebrated: what was celebrated in it.
        signs: the answers after it.
        earlier: when the talks held before it began, the last eight, oldest first.
        newest: whether no later talk with the person was begun.
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
    goals: tuple[GoalRecord, ...] = ()
    openings: tuple[Opening, ...] = ()
    veiled: frozenset[str] = frozenset()
    sources: Mapping[str, About] = field(default_factory=dict, compare=False)
    sheets: tuple[HardTalk, ...] = ()
    roadmaps: tuple[Roadmap, ...] = ()
    strengths: tuple[Strength, ...] = ()
    preferences: Preferences | None = None
    celebrated: tuple[Goal | Commitment, ...] = ()
    signs: Signs | None = None
    earlier: tuple[datetime, ...] = ()
    newest: bool = True

    @property
    def live(self) -> bool:
        """Whether it still runs."""
        return self.meeting.state is MeetingState.LIVE

    @property
    def roadmap(self) -> Roadmap | None:
        """The version that held."""
        return self.roadmaps[-1] if self.roadmaps else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the talk and of everything on its page: what a later edit may be of."""
        written = (
            self.notes,
            self.points,
            self.carried,
            self.commitments,
            self.promises,
            self.asked,
            self.feedback,
            self.goals,
        )
        return (self.meeting.id, *(each.id for values in written for each in values))

    def answers_to(self, asked_id: str) -> tuple[Note, ...]:
        """The notes that answer an asked question."""
        return tuple(note for note in self.notes if note.asked_id == asked_id)

    def changed(self, *changes: Change) -> TalkPage:
        """The page after changes to what is written on it, as the store would give it back."""
        page = self
        for change in changes:
            page = _celebrating(page._changed(change), change)
        return page

    def _changed(self, change: Change) -> TalkPage:
        value = change.after or change.before
        match value:
            case Note():
                return replace(self, notes=_with(self.notes, change))
            case Asked():
                return replace(self, asked=_with(self.asked, change))
            case Feedback():
                return replace(self, feedback=_with(self.feedback, change))
            case TalkingPoint() if value.meeting_id == self.meeting.id:
                return replace(self, points=_with(self.points, change))
            case TalkingPoint():
                return replace(self, carried=_with(self.carried, change))
            case Commitment() if value.meeting_id == self.meeting.id:
                return replace(self, commitments=_with(self.commitments, change))
            case Commitment():
                return replace(self, promises=_with(self.promises, change))
            case Meeting() if change.after is not None:
                return replace(self, meeting=value)
            case Goal() | Milestone() | GoalUpdate():
                return replace(self, goals=_with_goal(self.goals, change))
            case Opening():
                return replace(self, openings=_with(self.openings, change))
            case HardTalk():
                return replace(self, sheets=_with(self.sheets, change))
            case Roadmap():
                return replace(self, roadmaps=_with(self.roadmaps, change))
            case Strength():
                return replace(self, strengths=_with(self.strengths, change))
            case Signs():
                return replace(self, signs=value if change.after is not None else None)
            case _:
                return self


def _celebrating(page: TalkPage, change: Change) -> TalkPage:
    """The page after what was celebrated in its talk, or is not any more."""
    value = change.after or change.before
    if not isinstance(value, Goal | Commitment):
        return page
    at = value.celebrated_at if change.after is not None else None
    if at is not None and at >= page.meeting.started_at:
        return replace(page, celebrated=_with(page.celebrated, change))
    others = tuple(each for each in page.celebrated if each.id != value.id)
    return replace(page, celebrated=others)


def _with(values: tuple[V, ...], change: Change) -> tuple[V, ...]:
    """Values with one added at the end, in place of its earlier self, or gone."""
    known = {value.id for value in values}
    if change.after is None:
        return tuple(value for value in values if change.before and value.id != change.before.id)
    new = cast("V", change.after)
    if new.id not in known:
        return (*values, new)
    return tuple(new if value.id == new.id else value for value in values)


def _with_goal(found: tuple[GoalRecord, ...], change: Change) -> tuple[GoalRecord, ...]:
    """Goals with one of them, or a part of one, changed."""
    goals = tuple(record.goal for record in found)
    steps = tuple(step for record in found for step in record.milestones)
    updates = tuple(update for record in found for update in record.updates)
    match change.after or change.before:
        case Goal():
            goals = _with(goals, change)
        case Milestone():
            steps = _with(steps, change)
        case _:
            updates = _with(updates, change)
    return records(goals, steps, updates)
