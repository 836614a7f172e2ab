"""The timeline of a person: everything that happened, newest first, one line an entry.

Which values give entries, and when, stands once in `storage/entries.py`, as what makes the stream.
Here stands what an entry is, and which kinds there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side

Subject = (
    Meeting
    | Note
    | Feedback
    | Commitment
    | Asked
    | ScheduleChange
    | TalkingPoint
    | Goal
    | Roadmap
    | Strength
    | Preferences
    | HardTalk
)
"""The values behind entries."""


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
    POINT = "point"
    ASKED = "asked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    GOAL = "goal"
    UPDATE = "update"
    MILESTONE = "milestone"
    REACHED = "reached"
    SET_ASIDE = "set aside"
    CELEBRATED = "celebrated"
    ROADMAP = "roadmap"
    STRENGTH = "strength"
    PREFERENCES = "preferences"
    HARD_TALK = "hard talk"


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds that are shown or left out together; a digit does so in the timeline, by its place.

    Attributes:
        name: what they are called, several of them.
    """

    name: str
    kinds: tuple[EntryKind, ...]


GROUPS = (
    KindGroup("talks", (EntryKind.TALK, EntryKind.MOVED, EntryKind.CANCELLED)),
    KindGroup("wins", (EntryKind.WIN,)),
    KindGroup("blockers", (EntryKind.BLOCKER,)),
    KindGroup("notes", (EntryKind.NOTE,)),
    KindGroup("feedback", (EntryKind.FEEDBACK,)),
    KindGroup(
        "commitments",
        (
            EntryKind.COMMITMENT,
            EntryKind.CHECKPOINT,
            EntryKind.KEPT,
            EntryKind.BROKEN,
            EntryKind.DROPPED,
        ),
    ),
    KindGroup("questions", (EntryKind.ASKED,)),
    KindGroup("points", (EntryKind.POINT,)),
    KindGroup(
        "goals",
        (
            EntryKind.GOAL,
            EntryKind.UPDATE,
            EntryKind.MILESTONE,
            EntryKind.REACHED,
            EntryKind.SET_ASIDE,
            EntryKind.CELEBRATED,
        ),
    ),
    KindGroup(
        "growth",
        (
            EntryKind.ROADMAP,
            EntryKind.STRENGTH,
            EntryKind.PREFERENCES,
            EntryKind.HARD_TALK,
        ),
    ),
)
"""Every kind, in the groups by which a timeline is filtered; a new kind joins here."""


def kinds_named(word: str) -> tuple[EntryKind, ...]:
    """The kinds that a word names: a kind itself, or a group such as `commitments`.

    Raises:
        ValueError: it names none; the message lists what there is.
    """
    wanted = word.strip().casefold()
    for group in GROUPS:
        if wanted in (group.name, group.name.rstrip("s")):
            return group.kinds
    if wanted in {kind.value for kind in EntryKind}:
        return (EntryKind(wanted),)
    words = ", ".join(group.name for group in GROUPS)
    raise ValueError(f"No kind of entry is called “{word}”. There are {words}.")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many wins, blockers and commitments a talk brought."""

    wins: int = 0
    blockers: int = 0
    commitments: int = 0


class Place(NamedTuple):
    """Where an entry stands in the stream of its person; a later one is newer.

    Attributes:
        at: the instant at which it stands: a talk where it ended, above what was written in it.
        row: tells apart what stands at one instant.
    """

    at: datetime
    row: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline, and what it opens.

    Attributes:
        place: where it stands among the others.
        subject: the value behind the entry, for the page that shows it whole; several entries
            may show the same commitment or goal.
        meeting_id: the talk it is, or came from.
        checkpoint: which checkpoint, for an entry of that kind.
        step: which update or milestone of the goal, for an entry of that kind.
        counts: for a talk.
    """

    kind: EntryKind
    place: Place
    subject: Subject
    private: bool = False
    meeting_id: str | None = None
    checkpoint: Checkpoint | None = None
    counts: Counts | None = None
    step: GoalUpdate | Milestone | None = None

    @property
    def id(self) -> str:
        """The id of the value it shows."""
        return self.subject.id

    @property
    def at(self) -> datetime:
        """When it happened: a talk when it began."""
        return self.subject.started_at if isinstance(self.subject, Meeting) else self.place.at

    @property
    def text(self) -> str:
        """What was written, as typed; "" for a talk."""
        match self.subject:
            case Meeting():
                return ""
            case Goal():
                return self.subject.title
            case Roadmap():
                return self.subject.where_to
            case Strength():
                return self.subject.name
            case Preferences():
                return self.subject.spoken or self.subject.motivates or self.subject.avoids
            case HardTalk():
                return self.subject.kind.value
            case Commitment():
                return self.subject.goal
            case ScheduleChange():
                return self.subject.reason
            case _:
                return self.subject.text

    @property
    def side(self) -> Side | None:
        """Whose commitment or point it is, or who moved the talk."""
        match self.subject:
            case Commitment():
                return self.subject.owner
            case ScheduleChange():
                return self.subject.who
            case TalkingPoint():
                return self.subject.raised_by
            case _:
                return None

    @property
    def key(self) -> tuple[EntryKind, str, datetime]:
        """Tells the entry apart from all others, also after it was read again."""
        return self.kind, self.id, self.place.at


def by_month(entries: Iterable[Entry], zone: tzinfo) -> dict[tuple[int, int], list[Entry]]:
    """The entries by (year, month) as the calendar of `zone` has it, in the order they come in."""

    def month(entry: Entry) -> tuple[int, int]:
        at = entry.place.at.astimezone(zone)
        return at.year, at.month

    return {key: list(group) for key, group in groupby(entries, key=month)}
