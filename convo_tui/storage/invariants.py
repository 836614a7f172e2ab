"""What must hold between the values of a file, and what does not. Pure: values in, findings out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from typing import Any, TypeVar

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import Correction
from convo_tui.domain.dates import short_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone
from convo_tui.domain.growth import Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.replay import replay
from convo_tui.domain.signs import Signs
from convo_tui.storage.findings import REPAIR, RESTORE, Finding, Mend, Weight

V = TypeVar("V")

ROUNDED = 0.5
"""Seconds by which the sums of a talk may differ from those of its events."""

AHEAD = timedelta(days=1)
"""How far in the future something may have happened: clocks differ, and zones do."""

WORDS = {
    Note: ("note", "notes"),
    TalkingPoint: ("talking point", "talking points"),
    Commitment: ("commitment", "commitments"),
    Feedback: ("piece of feedback", "pieces of feedback"),
    Asked: ("question asked", "questions asked"),
    ScheduleChange: ("talk moved or cancelled", "talks moved or cancelled"),
    Goal: ("goal", "goals"),
    Milestone: ("milestone", "milestones"),
    GoalUpdate: ("update of a goal", "updates of goals"),
    Roadmap: ("roadmap", "roadmaps"),
    Strength: ("strength", "strengths"),
    HardTalk: ("sheet for a hard talk", "sheets for hard talks"),
    Signs: ("set of signs", "sets of signs"),
    Opening: ("opening", "openings"),
}
"""What is about a person, in words: one, and several."""

HAPPENED = (
    "at",
    "created_at",
    "started_at",
    "ended_at",
    "seen_at",
    "said_at",
    "closed_at",
    "reached_at",
    "celebrated_at",
)
"""Instants that cannot lie ahead; a plan may."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a file that could be read, by kind."""

    values: Mapping[type[Any], Sequence[Any]]
    drafts: Sequence[str] = field(default=())
    """The keys of what was typed and not entered."""

    def of(self, kind: type[V]) -> Sequence[V]:
        """All values of a kind."""
        return self.values.get(kind, ())


def broken_rules(contents: Contents, now: datetime, zone: tzinfo) -> Iterator[Finding]:
    """Everything that does not hold.

    Args:
        contents: of a file whose references SQLite found in order.
        now: an aware instant.
        zone: in which days are told.
    """
    yield from _talks(contents, now, zone)
    yield from _origins(contents)
    yield from _corrections(contents)
    yield from _times(contents, now)
    yield from _drafts(contents)


def _talks(contents: Contents, now: datetime, zone: tzinfo) -> Iterator[Finding]:
    names = {person.id: person.name for person in contents.of(Person)}
    events: dict[str, list[MeetingEvent]] = defaultdict(list)
    for event in contents.of(MeetingEvent):
        events[event.meeting_id].append(event)
    for talk in contents.of(Meeting):
        day = short_date(talk.started_at.astimezone(zone).date(), now.astimezone(zone).date())
        title = f"The talk with {names.get(talk.person_id, 'somebody')} of {day}"
        yield from _talk(talk, sorted(events[talk.id], key=lambda each: each.seq), title)


def _talk(talk: Meeting, events: Sequence[MeetingEvent], title: str) -> Iterator[Finding]:
    held = talk.state is MeetingState.HELD
    if not events:
        if not held:
            yield Finding("events", Weight.WRONG, f"{title} has no beginning.", RESTORE)
        return
    if [event.seq for event in events] != list(range(len(events))):
        lost = events[-1].seq + 1 - len(events)
        sentence = f"{title} lacks {_counted(lost, 'event')} of its clock."
        yield Finding("events", Weight.WRONG, sentence, RESTORE)
        return
    if held is not any(event.kind is EventKind.ENDED for event in events):
        words = "was held, and its clock never ended" if held else "runs, and its clock has ended"
        yield Finding("events", Weight.WRONG, f"{title} {words}.", RESTORE)
        return
    try:
        told = talk.closed(replay(talk.segments, events, talk.ended_at or events[-1].at))
    except (ValueError, KeyError, TypeError, IndexError):
        yield Finding("events", Weight.WRONG, f"{title} has events that make no sense.", RESTORE)
        return
    if held and not _same_sums(talk, told):
        sentence = f"{title} keeps other seconds than its events add up to."
        yield Finding("sums", Weight.WRONG, sentence, REPAIR, Mend.SUMS)


def retold(talk: Meeting, events: Sequence[MeetingEvent]) -> Meeting:
    """A talk held, with the sums that its events add up to."""
    told = talk.closed(replay(talk.segments, events, talk.ended_at or events[-1].at))
    return talk if _same_sums(talk, told) else told


def _same_sums(one: Meeting, other: Meeting) -> bool:
    def seconds(talk: Meeting) -> tuple[float, ...]:
        sums = talk.sums
        return (sums.manager, sums.report, sums.untracked, talk.longest_manager)

    pairs = [
        *zip(seconds(one), seconds(other), strict=True),
        *zip(one.segment_seconds, other.segment_seconds, strict=False),
    ]
    return len(one.segment_seconds) == len(other.segment_seconds) and all(
        abs(mine - theirs) <= ROUNDED for mine, theirs in pairs
    )


def _origins(contents: Contents) -> Iterator[Finding]:
    """Each thing reaches a talk, or was captured between talks; both are with its own person."""
    talks = {talk.id: talk for talk in contents.of(Meeting)}
    asked = {each.id: each for each in contents.of(Asked)}
    lost: Counter[type[Any]] = Counter()
    for kind in WORDS:
        for value in contents.values.get(kind, ()):
            talk = talks.get(getattr(value, "meeting_id", None) or "")
            question = asked.get(getattr(value, "asked_id", None) or "")
            from_here = [each.person_id for each in (talk, question) if each is not None]
            segment = getattr(value, "segment", None)
            outside = segment is not None and talk and not 0 <= segment < len(talk.segments)
            if outside or any(person != value.person_id for person in from_here):
                lost[kind] += 1
    for kind, number in lost.items():
        sentence = f"{_counted(number, *WORDS[kind])} came from a talk of somebody else."
        yield Finding("origins", Weight.WRONG, sentence, RESTORE)


def _corrections(contents: Contents) -> Iterator[Finding]:
    """A later edit belongs to what it edited: of the same person, and still there."""
    owners = {
        value.id: value.person_id
        for kind in (*WORDS, Meeting)
        for value in contents.values.get(kind, ())
    }
    edits = contents.of(Correction)
    astray = sum(owners.get(edit.subject_id, edit.person_id) != edit.person_id for edit in edits)
    if astray:
        sentence = (
            f"{_counted(astray, 'later edit')} belong{'s' * (astray == 1)} to another person."
        )
        yield Finding("corrections", Weight.WRONG, sentence, RESTORE)
    gone = sum(edit.subject_id not in owners for edit in edits)
    if gone:
        sentence = f"{_counted(gone, 'later edit')} belong{'s' * (gone == 1)} to what is gone."
        advice = "What was edited was deleted; nothing needs to be done."
        yield Finding("corrections", Weight.REMARK, sentence, advice)


def _times(contents: Contents, now: datetime) -> Iterator[Finding]:
    ahead = 0
    for value in _everything(contents):
        instants = (getattr(value, name, None) for name in HAPPENED)
        ahead += any(instant > now + AHEAD for instant in instants if instant is not None)
    if ahead:
        sentence = f"{_counted(ahead, 'thing')} happened in the future, by this machine's clock."
        advice = "Look whether the clock is right; nothing needs to be changed."
        yield Finding("times", Weight.REMARK, sentence, advice)
    backwards = sum(
        talk.ended_at is not None and talk.ended_at < talk.started_at
        for talk in contents.of(Meeting)
    )
    if backwards:
        sentence = f"{_counted(backwards, 'talk')} ended before it began."
        yield Finding("times", Weight.WRONG, sentence, RESTORE)


def _drafts(contents: Contents) -> Iterator[Finding]:
    """Typed text is never deleted, so one about what is gone is only told."""
    known = {getattr(value, "id", "") for value in _everything(contents)}
    gone = sum(
        any(_is_id(word) and word not in known for word in key.split()) for key in contents.drafts
    )
    if gone:
        sentence = f"{_counted(gone, 'unfinished line')} belong{'s' * (gone == 1)} to what is gone."
        yield Finding("drafts", Weight.REMARK, sentence, "It is kept; nothing needs to be done.")


def _everything(contents: Contents) -> Iterator[Any]:
    for kind, values in contents.values.items():
        if kind is not MeetingEvent:
            yield from values


def _is_id(word: str) -> bool:
    return len(word) == 12 and all(sign in "0123456789abcdef" for sign in word)


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
