"""What stays of a talk of the sample team beside its notes: typing, signs, what it opened with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from convo_tui.demo.moments import Calendar
from convo_tui.demo.talk import SEGMENTS, Talk, seeded_id
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.people import Person
from convo_tui.domain.signs import Sign, Signs
from convo_tui.domain.values import Side

ODDS_OF_SIGNS = 0.85
ODDS_OF_AN_ANSWER = 0.93
ODDS_OF_NAMING = 0.8
MOST_OPENINGS = 3

Proposal = tuple[str, datetime, str]
"""The id of what went well, when that was, and it in words."""


def typed(talks: Sequence[Talk], usual: float, rng: Random) -> list[Talk]:
    """The talks with the seconds in which the manager typed while the person spoke.

    Args:
        talks: those held.
        usual: the part of the person's speaking time that is typed through, 0 to 1.
        rng: the generator for what is beside the talks.
    """
    counted = []
    for talk in talks:
        part = min(0.7, max(0.02, rng.gauss(usual, usual / 3)))
        seconds = None if talk.meeting.logged_at else round(talk.meeting.report_seconds * part)
        counted.append(replace(talk, meeting=replace(talk.meeting, typed_seconds=seconds)))
    return counted


def signs(person: Person, trends: Mapping[str, Sequence[float]], calendar: Calendar) -> list[Signs]:
    """The answers after most talks.

    Args:
        person: whose talks they are.
        trends: for each of the six what is answered about the first and the last talk, -1 to 1.
        calendar: their talks.
    """
    found = []
    last = max(1, len(calendar.talks) - 1)
    rng = calendar.rng
    for index, talk in enumerate(calendar.talks):
        answers: dict[str, int | None] = {}
        for sign in Sign:
            first, now = trends[sign.value]
            drawn = rng.gauss(first + (now - first) * index / last, 0.55)
            answered = rng.random() < ODDS_OF_AN_ANSWER
            answers[sign.value] = round(min(1.0, max(-1.0, drawn))) if answered else None
        given = Signs(
            id=seeded_id(rng),
            person_id=person.id,
            meeting_id=talk.meeting.id,
            at=talk.ended_at + timedelta(seconds=rng.randint(50, 240)),
            **answers,
        )
        if rng.random() < ODDS_OF_SIGNS:
            found.append(given)
    return found


def openings(
    person: Person,
    notes: Sequence[Note],
    promised: Sequence[Commitment],
    said: Sequence[Feedback],
    calendar: Calendar,
) -> list[Opening]:
    """What each talk was opened with: up to three things that went well since the one before."""
    found = []
    for before, talk in pairwise(calendar.talks):
        proposals = [
            *_captured(notes, before, talk),
            *_kept(promised, before, talk),
            *_seen(said, talk),
        ]
        for place, (subject, at, text) in enumerate(proposals[:MOST_OPENINGS]):
            # Of its own, so that a proposal more in one talk leaves all others as they were.
            own = Random(f"opening {subject}")  # noqa: S311 - a story, not a secret
            named = own.random() < ODDS_OF_NAMING
            found.append(
                Opening(
                    id=seeded_id(own),
                    person_id=person.id,
                    meeting_id=talk.meeting.id,
                    subject_id=subject,
                    at=at,
                    text=text,
                    named_at=talk.moment(SEGMENTS["wins"], 0.04 * (place + 1)) if named else None,
                )
            )
    return found


def _captured(notes: Sequence[Note], before: Talk, talk: Talk) -> Iterator[Proposal]:
    for note in notes:
        between = note.meeting_id is None and before.ended_at < note.at < talk.meeting.started_at
        if between and note.kind is NoteKind.WIN:
            yield note.id, note.at, note.text


def _kept(promised: Sequence[Commitment], before: Talk, talk: Talk) -> Iterator[Proposal]:
    for commitment in promised:
        at = commitment.closed_at
        kept = commitment.state is CommitmentState.KEPT and commitment.owner is not Side.MANAGER
        if kept and at and before.meeting.started_at < at < talk.meeting.started_at:
            yield commitment.id, at, commitment.goal


def _seen(said: Sequence[Feedback], talk: Talk) -> Iterator[Proposal]:
    start, end = talk.meeting.started_at, talk.ended_at
    for item in said:
        now = item.said_at is not None and start <= item.said_at <= end
        if now and item.kind is FeedbackKind.PRAISE and item.seen_at < start:
            yield item.id, item.seen_at, item.text
