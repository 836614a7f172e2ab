"""What was typed in the talks and between them: notes, and the questions some of them answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from convo_tui.demo.days import Days, workday_before
from convo_tui.demo.talk import SEGMENTS, Talk, seeded_id
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked, Question

ASKS = "?"
ANSWERS = "="
PRIVATE = "~"
KINDS = {kind.sign: kind for kind in (NoteKind.WIN, NoteKind.BLOCKER)}
SIGNS = " ".join((ANSWERS, PRIVATE, *KINDS))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the script without its signs."""

    text: str
    kind: NoteKind
    private: bool
    answers: bool
    tags: tuple[str, ...]

    @classmethod
    def read(cls, written: str) -> Line:
        """Take the signs off the front and the tags off the end."""
        text = written.lstrip(SIGNS)
        signs = written[: len(written) - len(text)]
        words, *tags = text.split(" #")
        kind = next((KINDS[sign] for sign in signs if sign in KINDS), NoteKind.NOTE)
        return cls(words, kind, PRIVATE in signs, ANSWERS in signs, tuple(tags))

    def noted(
        self,
        person: Person,
        at: datetime,
        rng: Random,
        place: tuple[Talk, int] | None = None,
        question: Asked | None = None,
    ) -> Note:
        """The note that this line becomes: in a segment of a talk, or captured between two."""
        return Note(
            id=seeded_id(rng),
            person_id=person.id,
            at=at,
            text=self.text,
            kind=self.kind,
            private=self.private,
            tags=self.tags,
            meeting_id=place[0].meeting.id if place else None,
            segment=place[1] if place else None,
            asked_id=question.id if question and self.answers else None,
        )


def written(
    person: Person, talks: Sequence[Talk], bank: Mapping[str, Question], days: Days, rng: Random
) -> tuple[list[Asked], list[Note]]:
    """The questions asked and the notes taken in the talks, and the notes taken before each."""
    asked: list[Asked] = []
    notes: list[Note] = []
    for talk in talks:
        notes += [
            Line.read(text).noted(person, talk.eve(days, rng), rng)
            for text in talk.script.get("between", ())
        ]
        for key, segment in SEGMENTS.items():
            question: Asked | None = None
            for text, at in _typed(talk, segment, talk.script.get(key, ()), rng):
                if text.startswith(ASKS):
                    wanted = bank.get(text.removeprefix(ASKS).strip())
                    question = _ask(person, talk, segment, wanted, at, rng)
                    asked += [question] if question else []
                else:
                    notes.append(Line.read(text).noted(person, at, rng, (talk, segment), question))
    return asked, notes


def _typed(
    talk: Talk, segment: int, lines: Sequence[str], rng: Random
) -> Iterator[tuple[str, datetime]]:
    """The lines of a segment with the instants at which they were typed, in order."""
    for index, line in enumerate(lines):
        yield line, talk.moment(segment, (index + rng.uniform(0.3, 0.9)) / len(lines))


def _ask(
    person: Person,
    talk: Talk,
    segment: int,
    question: Question | None,
    at: datetime,
    rng: Random,
) -> Asked | None:
    """Put a question; one that the bank does not have, or hides, is not asked."""
    own_id = seeded_id(rng)  # drawn in any case, so that the bank changes no other id
    if question is None or question.hidden:
        return None
    return Asked(own_id, person.id, talk.meeting.id, question.id, question.text, at, segment)


def captured(person: Person, since: Mapping[str, Any], days: Days, rng: Random) -> list[Note]:
    """The notes captured since the last talk."""
    return [
        Line.read(note["text"]).noted(
            person, days.in_working_hours(workday_before(days.ago(note["days"])), rng), rng
        )
        for note in since.get("notes", ())
    ]
