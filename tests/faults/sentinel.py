"""A person with a word in all that is private about them, and where that word stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalState, GoalUpdate, Milestone
from convo_tui.domain.growth import Evidence, Preferences, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side, Value, new_id

if TYPE_CHECKING:
    from terminal.real_convo import Convo

SENTINEL = "zxqvwkj"
"""In every text about Maya; not in her name, which is told wherever she is."""

PUBLIC = "hello from tom"
NOW = datetime.now(UTC).replace(microsecond=0)
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200), f"{SENTINEL} role")
TOM = Person("bbbbbbbbbbbb", "Tom Okafor", NOW - timedelta(days=200))
LEAVES = b"\x1b[?1049l"
"""Back to the screen that was there before: what follows stays in the terminal."""


def about_maya() -> list[Value]:
    """Everything about her, with the sentinel in every text that is not for both to read."""
    talk = talk_with(MAYA, SENTINEL)
    asked = Asked(new_id(), MAYA.id, talk.id, "id", "What helps?", NOW)
    private = Commitment(new_id(), MAYA.id, SENTINEL, NOW, private=True, meeting_id=talk.id)
    checkpoint = Checkpoint(new_id(), NOW.date(), note=SENTINEL)
    return [
        MAYA,
        talk,
        asked,
        Note(new_id(), MAYA.id, NOW, PUBLIC, NoteKind.WIN, meeting_id=talk.id, tags=(SENTINEL,)),
        Note(new_id(), MAYA.id, NOW, SENTINEL, private=True, meeting_id=talk.id),
        Note(new_id(), MAYA.id, NOW, SENTINEL, private=True, meeting_id=talk.id, asked_id=asked.id),
        Note(new_id(), MAYA.id, NOW, f"{SENTINEL} between talks", NoteKind.BLOCKER),
        TalkingPoint(new_id(), MAYA.id, SENTINEL, NOW, private=True, meeting_id=talk.id),
        TalkingPoint(new_id(), MAYA.id, SENTINEL, NOW, private=True, parked_in=talk.id),
        Feedback(
            new_id(),
            MAYA.id,
            NOW,
            SENTINEL,
            meeting_id=talk.id,
            so_what=SENTINEL,
            now_what=SENTINEL,
        ),
        private,
        replace(
            private,
            id=new_id(),
            private=False,
            goal=PUBLIC,
            reason=SENTINEL,
            checkpoints=(checkpoint,),
        ),
        ScheduleChange(new_id(), MAYA.id, NOW, ScheduleKind.CANCELLED, NOW, Side.BOTH, SENTINEL),
        *_growing(talk.id),
    ]


def _growing(talk_id: str) -> list[Value]:
    """What grows between talks: a goal that is hers as well, and what the manager alone knows."""
    at = NOW - timedelta(hours=1)
    aside, gone = GoalState.SET_ASIDE, NOW - timedelta(minutes=1)
    goal = Goal(new_id(), MAYA.id, PUBLIC, at, state=aside, reason=SENTINEL, closed_at=gone)
    veiled = Goal(
        new_id(),
        MAYA.id,
        SENTINEL,
        at,
        why=SENTINEL,
        unit=SENTINEL,
        start=1.0,
        target=9.0,
        celebration=SENTINEL,
        private=True,
        meeting_id=talk_id,
    )
    seen = Note(new_id(), MAYA.id, at, SENTINEL, NoteKind.WIN, private=True, meeting_id=talk_id)
    strength = Strength(new_id(), MAYA.id, PUBLIC, at, meeting_id=talk_id)
    return [
        goal,
        veiled,
        Milestone(new_id(), MAYA.id, veiled.id, SENTINEL, 0, at, talk_id),
        GoalUpdate(new_id(), MAYA.id, veiled.id, at, 4.0, SENTINEL, talk_id),
        seen,
        strength,
        Evidence(new_id(), MAYA.id, strength.id, at, note_id=seen.id),
        Preferences(new_id(), MAYA.id, at, (SENTINEL,), SENTINEL, SENTINEL, SENTINEL),
        HardTalk(new_id(), MAYA.id, HardTalkKind.STRONG, at, (SENTINEL,), talk_id),
        Opening(new_id(), MAYA.id, talk_id, seen.id, at, SENTINEL),
    ]


def talk_with(person: Person, text: str = "") -> Meeting:
    """A talk that was held."""
    at = NOW - timedelta(days=1)
    ended = at + timedelta(minutes=30)
    held = MeetingState.HELD
    return Meeting(new_id(), person.id, at, (), state=held, ended_at=ended, template=text)


def files_with(places: tuple[Path, ...], text: str = SENTINEL) -> set[Path]:
    """Every file with the text in it or in its name."""
    return {
        each
        for place in places
        for each in place.rglob("*")
        if each.is_file() and (text in each.name or text.encode() in each.read_bytes())
    }


def own_files(convo: Convo) -> set[Path]:
    """The database, and what SQLite keeps beside it."""
    return {convo.database.with_name(convo.database.name + end) for end in ("", "-wal", "-shm")}
