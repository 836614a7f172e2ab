"""The commitments of the talks: made in one, looked at in those after it, kept or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from convo_tui.demo.days import Days, workday_after
from convo_tui.demo.talk import SEGMENTS, SIDES, Talk, seeded_id
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
)
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked

WORDS = ("resources", "metric", "manager_part", "obstacles", "celebration")
FRIDAY = 4


def commitments(
    person: Person, talks: Sequence[Talk], asked: Sequence[Asked], days: Days, rng: Random
) -> list[Commitment]:
    """All commitments of a person's talks."""
    return [
        _commitment(person, script, talk, talks[index + 1 :], asked, days, rng)
        for index, talk in enumerate(talks)
        for script in talk.script.get("commitments", ())
    ]


def _commitment(
    person: Person,
    script: Mapping[str, Any],
    talk: Talk,
    later: Sequence[Talk],
    asked: Sequence[Asked],
    days: Days,
    rng: Random,
) -> Commitment:
    """One commitment; what no talk has come round to yet is still open."""
    segment = rng.choice((SEGMENTS["blockers"], SEGMENTS["development"], SEGMENTS["help"]))
    question = _question(talk, asked) if script.get("from_question") else None
    if question is not None and question.segment is not None:
        segment = question.segment
    created = talk.moment(segment, rng.uniform(0.93, 0.99))
    between = _closed_between(script, talk, days, rng)
    checkpoints = [_checkpoint(c, talk, later, between, days, rng) for c in script["checks"]]
    last = max(checkpoints, key=lambda point: point.on)
    closing = between or last.answered_at or _looked_at(last.on, later, rng)
    closed = closing is not None and "end" in script
    return Commitment(
        id=seeded_id(rng),
        person_id=person.id,
        goal=script["goal"],
        created_at=created,
        owner=SIDES[script["owner"]],
        checkpoints=tuple(checkpoints),
        state=CommitmentState(script["end"]) if closed else CommitmentState.OPEN,
        reason=script.get("why", "") if closed else "",
        closed_at=closing if closed else None,
        meeting_id=talk.meeting.id,
        segment=segment,
        asked_id=question.id if question else None,
        celebrated_at=_celebrated(script, closing, days) if closed else None,
        **{part: script.get(part, "") for part in WORDS},
    )


def _celebrated(script: Mapping[str, Any], closing: datetime | None, days: Days) -> datetime | None:
    """At noon, so many days after it was closed; None where that is still owed."""
    if "celebrated" not in script or closing is None:
        return None
    day = workday_after(days.date_of(closing) + timedelta(days=script["celebrated"]))
    return days.at(day, time(12, 30))


def _question(talk: Talk, asked: Sequence[Asked]) -> Asked | None:
    """The last question asked in the talk, unless the bank had none of those."""
    return next((q for q in reversed(asked) if q.meeting_id == talk.meeting.id), None)


def _checkpoint(
    check: Mapping[str, Any],
    talk: Talk,
    later: Sequence[Talk],
    between: datetime | None,
    days: Days,
    rng: Random,
) -> Checkpoint:
    on = _day(check, talk, days)
    answered = between or _looked_at(on, later, rng)
    outcome = CheckpointOutcome(check["outcome"]) if "outcome" in check and answered else None
    return Checkpoint(
        id=seeded_id(rng),
        on=on,
        outcome=outcome,
        note=check.get("note", "") if outcome else "",
        answered_at=answered if outcome else None,
    )


def _day(check: Mapping[str, Any], talk: Talk, days: Days) -> date:
    """So many days after the talk, or from today, or else the Friday to come."""
    if "days" in check:
        return workday_after(talk.day + timedelta(days=check["days"]))
    if "from_today" in check:
        return days.ahead(check["from_today"])
    return days.ahead((FRIDAY - days.today.weekday() - 1) % 7 + 1)


def _looked_at(on: date, later: Sequence[Talk], rng: Random) -> datetime | None:
    """The instant at which the first talk on or after that day came to it."""
    part = rng.uniform(0.1, 0.9)
    return next((talk.moment(SEGMENTS["wins"], part) for talk in later if talk.day >= on), None)


def _closed_between(
    script: Mapping[str, Any], talk: Talk, days: Days, rng: Random
) -> datetime | None:
    """For one closed before the next talk: the afternoon so many days after its own."""
    if "closed_after" not in script:
        return None
    day = workday_after(talk.day + timedelta(days=script["closed_after"]))
    return days.at(day, time(16, rng.randrange(60)))
