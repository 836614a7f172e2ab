"""A large file to measure with: many people, many years, and as many entries as one likes.

    uv run python tests/benchmarks/big_database.py FILE

--people, --years and --entries say how much (50, 10 and 100,000); the same numbers and the same
--seed always give the same file. Its people and words are made up.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side, Value
from convo_tui.storage.store import open_store

NEWEST = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
"""When the last talk of everybody was."""

ENTRIES_OF_A_TALK = 12
"""How many entries one talk gives, itself among them; see `talk`."""

BATCH = 4_000

_WORDS = (
    "migration review customer release incident pager roadmap budget metrics dashboard onboarding",
    "interview pairing deadline estimate search billing latency outage design mentor workshop",
    "retrospective backlog prototype contract vendor test coverage handover rota escalation access",
    "über naïve façade Zürich calm clear early late quick steady careful finished started moved",
    "asked shared wrote mended measured planned learned taught helped unblocked shipped with the",
    "team for support before after without during about between and then again alone together",
)
WORDS = " ".join(_WORDS).split()
"""What its sentences are made of; some have accents."""


def _sentence(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(4, 16)))


def talk(person: Person, at: datetime, ids: Iterator[str], chance: Random) -> Iterator[Value]:
    """A talk and what was written in it; `ENTRIES_OF_A_TALK` entries in the stream."""
    manager = chance.uniform(300.0, 1200.0)
    held = Meeting(
        next(ids),
        person.id,
        at,
        DEFAULT.segments,
        DEFAULT.name,
        MeetingState.HELD,
        ended_at=at + timedelta(minutes=30),
        manager_seconds=manager,
        report_seconds=1800.0 - manager,
        segment_seconds=(300.0, 600.0, 600.0, 300.0),
    )
    yield held
    asked = Asked(next(ids), person.id, held.id, "goes-well", "What goes well?", at, 0)
    yield asked
    kinds = (NoteKind.WIN, NoteKind.BLOCKER, NoteKind.NOTE, NoteKind.NOTE, NoteKind.NOTE)
    for minute, kind in enumerate(kinds, 1):
        yield Note(
            next(ids),
            person.id,
            at + timedelta(minutes=5 * minute),
            _sentence(chance),
            kind,
            private=chance.random() < 0.1,
            meeting_id=held.id,
            segment=chance.randrange(4),
            asked_id=asked.id if kind is NoteKind.NOTE and minute == 3 else None,
        )
    later = at + timedelta(days=6)
    slipped = Checkpoint(
        next(ids), later.date(), CheckpointOutcome.SLIPPED, _sentence(chance), later
    )
    yield Commitment(
        next(ids),
        person.id,
        _sentence(chance),
        at + timedelta(minutes=28),
        chance.choice(list(Side)),
        metric=_sentence(chance),
        checkpoints=(slipped,),
        state=chance.choice((CommitmentState.KEPT, CommitmentState.BROKEN)),
        closed_at=later + timedelta(days=1),
        meeting_id=held.id,
    )
    seen = at + timedelta(days=2)
    kind_of_feedback = chance.choice(list(FeedbackKind))
    yield Feedback(next(ids), person.id, seen, _sentence(chance), kind_of_feedback, later)
    yield ScheduleChange(
        next(ids),
        person.id,
        at + timedelta(days=3),
        ScheduleKind.CANCELLED,
        at + timedelta(days=3, hours=1),
        chance.choice(list(Side)),
        _sentence(chance),
    )


def fill(path: Path, *, people: int, years: float, entries: int, seed: int = 1) -> None:
    """Write a new file.

    Args:
        path: where nothing may be yet.
        people: how many.
        years: how far back their first talk lies.
        entries: how many entries they have together, about.
        seed: another one gives other words.
    """
    chance = Random(seed)
    ids = (f"{number:012x}" for number in iter(lambda: chance.getrandbits(48), None))
    talks = max(1, round(entries / people / ENTRIES_OF_A_TALK))
    apart = timedelta(days=years * 365.25) / talks
    with closing(open_store(path)) as store:
        for number in range(people):
            first = NEWEST - apart * (talks - 1)
            person = Person(next(ids), f"Person {number + 1}", first, every_weeks=2)
            values: list[Value] = [person]
            for back in range(talks):
                values += talk(person, first + apart * back, ids, chance)
                if len(values) > BATCH:
                    store.take_in(values, ())
                    values = []
            store.take_in(values, ())


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description="Make a large file to measure Convo with.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--years", type=float, default=10.0)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.file.exists():
        parser.error(f"{given.file} is there already")
    fill(
        given.file,
        people=given.people,
        years=given.years,
        entries=given.entries,
        seed=given.seed,
    )


if __name__ == "__main__":
    main()
