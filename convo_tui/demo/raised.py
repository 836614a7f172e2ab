"""What was brought to the talks: talking points of both sides, and the manager's feedback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

from convo_tui.demo.days import Days, workday_before
from convo_tui.demo.talk import SEGMENTS, Talk, seeded_id
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.values import Side

RAISERS = {"mine": Side.MANAGER, "theirs": Side.REPORT}
WRITTEN_IN_THE_TALK = 0.25


def points(
    person: Person, talks: Sequence[Talk], since: Mapping[str, Any], days: Days, rng: Random
) -> list[TalkingPoint]:
    """The talking points that came up in the talks, and those that wait for the next one."""
    raised = [
        _raised(person, text, side, before, talk, rng)
        for before, talk in pairwise(talks)
        for key, side in RAISERS.items()
        for text in talk.script.get(key, ())
    ]
    waiting = [
        TalkingPoint(
            id=seeded_id(rng),
            person_id=person.id,
            text=point["text"],
            created_at=days.in_working_hours(workday_before(days.ago(point["days"])), rng),
            raised_by=RAISERS[point["by"]],
            segment=SEGMENTS[point["segment"]],
            position=position,
        )
        for position, point in enumerate(since.get("points", ()))
    ]
    return raised + waiting


def _raised(
    person: Person, text: str, side: Side, before: Talk, talk: Talk, rng: Random
) -> TalkingPoint:
    """A point that was talked about: parked in the talk before, born there, or after it."""
    origin = rng.choice(("parked", "there", "there", "after", "after", "after"))
    # Two talks lie days apart, so 20 hours after one of them is still before the next.
    created = {
        "parked": before.meeting.started_at - timedelta(hours=rng.randint(2, 20)),
        "there": before.moment(SEGMENTS["help"], rng.uniform(0.2, 0.9)),
        "after": before.ended_at + timedelta(hours=rng.randint(1, 20)),
    }[origin]
    segment = rng.choice((SEGMENTS["blockers"], SEGMENTS["development"], SEGMENTS["help"]))
    return TalkingPoint(
        id=seeded_id(rng),
        person_id=person.id,
        text=text,
        created_at=created,
        raised_by=side,
        segment=segment,
        state=PointState.DONE,
        closed_at=talk.moment(segment, rng.random()),
        meeting_id=before.meeting.id if origin == "there" else None,
        parked_in=before.meeting.id if origin == "parked" else None,
    )


def feedback(
    person: Person, talks: Sequence[Talk], since: Mapping[str, Any], days: Days, rng: Random
) -> list[Feedback]:
    """What was seen and said in a talk, and what is not said yet."""
    said = [
        _said(person, kind, talk, days, rng)
        for talk in talks
        for kind in FeedbackKind
        if kind.value in talk.script
    ]
    unsaid = [
        Feedback(
            id=seeded_id(rng),
            person_id=person.id,
            seen_at=days.in_working_hours(days.ago(item["days"]), rng),
            text=item["text"],
            kind=FeedbackKind(item["kind"]),
            so_what=item.get("so_what", ""),
            now_what=item.get("now_what", ""),
        )
        for item in since.get("feedback", ())
    ]
    return said + unsaid


def _said(person: Person, kind: FeedbackKind, talk: Talk, days: Days, rng: Random) -> Feedback:
    """Seen shortly before the talk and said in it; some came up in the talk itself."""
    opening = SEGMENTS["wins" if kind is FeedbackKind.PRAISE else "development"]
    said_at = talk.moment(opening, rng.uniform(0.1, 0.9))
    seen_at = talk.eve(days, rng)
    in_the_talk = rng.random() < WRITTEN_IN_THE_TALK
    return Feedback(
        id=seeded_id(rng),
        person_id=person.id,
        seen_at=said_at if in_the_talk else seen_at,
        text=talk.script[kind.value],
        kind=kind,
        said_at=said_at,
        meeting_id=talk.meeting.id if in_the_talk else None,
        so_what=talk.script.get("so_what", {}).get(kind.value, ""),
        now_what=talk.script.get("now_what", {}).get(kind.value, ""),
    )
