"""How the sample team grows: roadmaps, strengths with evidence, preferences, sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from convo_tui.demo.moments import Calendar
from convo_tui.demo.talk import seeded_id
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import Evidence, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person

Script = Mapping[str, Any]

LOOKED_BACK = timedelta(minutes=10)
"""How long after a talk, or after what was seen, it was put beside a strength."""


def roadmaps(
    person: Person, scripts: Sequence[Script], promised: Sequence[Commitment], calendar: Calendar
) -> list[Roadmap]:
    """The versions of a roadmap, oldest first; the next exit of one became a commitment."""
    found = []
    for script in scripts:
        exit_ = next((c for c in promised if c.goal == script.get("commitment")), None)
        found.append(
            Roadmap(
                id=seeded_id(calendar.rng),
                person_id=person.id,
                at=calendar.at(script["at"], 0.97),
                where_to=script["where_to"],
                today=script.get("today", ""),
                routes=tuple(script.get("routes", ())),
                next_exit=script.get("next_exit", ""),
                exit_on=exit_.due if exit_ else None,
                commitment_id=exit_.id if exit_ else None,
                meeting_id=calendar.meeting_id(script["at"]),
            )
        )
    return found


def strengths(
    person: Person,
    scripts: Sequence[Script],
    seen: Sequence[Note | Feedback],
    calendar: Calendar,
) -> tuple[list[Strength], list[Evidence]]:
    """The strengths, and the wins and feedback in which they show."""
    by_words = {each.text: each for each in seen}
    found, shown = [], []
    for script in scripts:
        ended = script.get("ended")
        strength = Strength(
            id=seeded_id(calendar.rng),
            person_id=person.id,
            name=script["name"],
            created_at=calendar.at(script["named"], 0.8),
            helps=script["helps"],
            serves=script.get("serves", ""),
            ended_at=calendar.at(ended, 0.8) if ended else None,
            meeting_id=calendar.meeting_id(script["named"]),
        )
        found.append(strength)
        shown += [
            _evidence(strength, by_words[words], calendar) for words in script.get("evidence", ())
        ]
    return found, shown


def _evidence(strength: Strength, seen: Note | Feedback, calendar: Calendar) -> Evidence:
    at = seen.at if isinstance(seen, Note) else seen.said_at or seen.seen_at
    return Evidence(
        id=seeded_id(calendar.rng),
        person_id=strength.person_id,
        strength_id=strength.id,
        at=max(at, strength.created_at) + LOOKED_BACK,
        note_id=seen.id if isinstance(seen, Note) else None,
        feedback_id=seen.id if isinstance(seen, Feedback) else None,
    )


def preferences(person: Person, scripts: Sequence[Script], calendar: Calendar) -> list[Preferences]:
    """How the person likes to think and to be spoken to, oldest version first."""
    return [
        Preferences(
            id=seeded_id(calendar.rng),
            person_id=person.id,
            at=calendar.at(script["at"]),
            styles=tuple(script.get("styles", ())),
            spoken=script.get("spoken", ""),
            motivates=script.get("motivates", ""),
            avoids=script.get("avoids", ""),
        )
        for script in scripts
    ]


def sheets(person: Person, scripts: Sequence[Script], calendar: Calendar) -> list[HardTalk]:
    """The sheets for hard talks, used in a talk or waiting for one."""
    found = []
    for script in scripts:
        used = calendar.talk(script["used"]) if "used" in script else None
        found.append(
            HardTalk(
                id=seeded_id(calendar.rng),
                person_id=person.id,
                kind=HardTalkKind(script["kind"]),
                created_at=calendar.at(script["at"]),
                answers=tuple(script["answers"]),
                meeting_id=used.meeting.id if used else None,
                closed_at=used.ended_at if used else None,
            )
        )
    return found
