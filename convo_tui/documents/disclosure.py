"""Everything about one person as JSON or as HTML: what both may see, then the manager's own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from convo_tui.domain.agenda import Segment
from convo_tui.domain.commitments import Checkpoint
from convo_tui.domain.date_words import MONTHS, WEEKDAYS
from convo_tui.domain.dates import clock_time, full_date, minutes_seconds
from convo_tui.domain.disclosure import Parts, halves, is_private
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.people import Person
from convo_tui.domain.signs import Sign
from convo_tui.text import clean, one_line

FORMAT = "convo-disclosure"
VERSION = 1

TITLES = {
    "person": "Profile",
    "meeting": "Talks",
    "note": "Notes",
    "commitment": "Commitments and checkpoints",
    "feedback": "Feedback",
    "asked": "Questions asked",
    "talking_point": "Talking points",
    "schedule_change": "Talks moved and cancelled",
    "goal": "Goals",
    "milestone": "Milestones of the goals",
    "goal_update": "How the goals went",
    "roadmap": "Career roadmap, version by version",
    "strength": "Strengths",
    "evidence": "Where the strengths showed",
    "opening": "What the talks opened with",
    "preferences": "How to talk with this person",
    "signs": "Answers after the talks",
    "hard_talk": "Sheets for hard talks",
    "correction": "Later edits",
    "draft": "Typed and not entered",
    "imported": "Imports",
    "meeting_event": "The clock of the talks",
}
"""By table, in the order of the page; what joins later follows under its own name."""

_LABELS = {
    "every_weeks": "weeks between talks",
    "next_at": "next talk",
    "segment_seconds": "took",
    "segments": "agenda",
    "ended_at": "ended",
    "meeting_id": "written in",
    "parked_in": "put off in",
    "created_at": "added",
    "said_at": "said",
    "closed_at": "closed",
    "who": "by whom",
    "raised_by": "raised by",
    "metric": "how it shows",
    "manager_part": "the manager's part",
    "was": "said until then",
    "link": "matters for",
    "due": "by",
    "exit_on": "by",
    "reached_at": "reached",
    "celebrated_at": "celebrated",
    "named_at": "named",
    "helps": "how it helps",
    "serves": "what it could serve",
    "note_id": "win",
    "spoken": "likes to be spoken to",
    "avoids": "avoid",
    "sooner": "raises problems sooner",
    "ideas": "comes with own ideas",
    "goals": "goals move between talks",
    "engaged": "is engaged",
    "stays": "is likely to stay",
    "energy": "the manager's own energy",
    "typed_seconds": "typed while they spoke",
}
"""What a field is called on the page, where its own name would not do."""

_TITLE_FIELDS = ("name", "title", "goal", "where_to", "text")
_REFERENCES = ("goal_id", "strength_id", "note_id", "feedback_id", "commitment_id", "subject_id")
"""Told by the words of what they name, where that is not private."""

_ANSWERS = {-1: "less", 0: "the same", 1: "more"}
_WHEN_FIELDS = ("started_at", "at", "created_at", "seen_at")
_LEFT_OUT = ("id", "person_id", "private")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the page.

    Attributes:
        when: a day and a time, or "".
        title: its own words.
        parts: label and text of all else that it says.
    """

    id: str
    when: str
    title: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two halves of the page."""

    title: str
    sentence: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


def disclosure_json(
    person: Person, values: Mapping[str, tuple[Any, ...]], now: datetime, made_by: str
) -> str:
    """The bundle as JSON; see docs/json.md.

    Args:
        person: whom it is about.
        values: everything about them, by table.
        now: aware, in the manager's zone.
        made_by: the version of Convo.
    """
    shared, private = halves(values)
    bundle = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "made_by": made_by,
        "person": {"id": person.id, "name": clean(person.name)},
        "shared": shared,
        "private": private,
    }
    return json.dumps(_plain(bundle), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return clean(value, newlines=True)
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(_plain(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def disclosure_html(
    person: Person, values: Mapping[str, tuple[Any, ...]], now: datetime, zone: str
) -> str:
    """The bundle as one page that loads nothing; typed text is never a tag.

    Args:
        person: whom it is about.
        values: everything about them, by table.
        now: aware, in the manager's zone.
        zone: in which times are told.
    """
    shared, private = halves(values)
    page = _Page(values, ZoneInfo(zone))
    from convo_tui.documents.templates import template

    return template("disclosure.html").render(
        name=one_line(person.name),
        made=full_date(now.date()),
        zone=zone,
        halves=(
            Half("Shared", "What both of the two may see.", tuple(page.sections(shared))),
            Half(
                "Private",
                "What only the manager sees, with the figures of the talks and what belongs to"
                " things above.",
                tuple(page.sections(private)),
            ),
        ),
    )


class _Page:
    """Puts values into words."""

    def __init__(self, values: Mapping[str, tuple[Any, ...]], zone: tzinfo) -> None:
        self._zone = zone
        self._named = {
            each.id: _own_words(each)
            for listed in values.values()
            for each in listed
            if not is_private(each) and _own_words(each)
        }
        self._talks = {
            talk.id: talk for talk in values.get("meeting", ()) if isinstance(talk, Meeting)
        }

    def sections(
        self, half: Mapping[str, Sequence[Parts]]
    ) -> Iterator[tuple[str, tuple[Line, ...]]]:
        names = [name for name in TITLES if name in half]
        names += [name for name in half if name not in TITLES]
        for name in names:
            title = TITLES.get(name) or name.replace("_", " ").capitalize()
            lines = self._clocks(half[name]) if name == "meeting_event" else None
            yield title, tuple(lines or (self._line(parts) for parts in half[name]))

    def _clocks(self, events: Sequence[Parts]) -> Iterator[Line]:
        """The events of each talk as one thing."""
        by_talk: dict[str, list[Parts]] = {}
        for event in events:
            by_talk.setdefault(event["meeting_id"], []).append(event)
        for talk, listed in by_talk.items():
            told = (
                f"{event['at'].astimezone(self._zone):%H:%M:%S} {event['kind'].value}"
                f" {self._plain_words(event['payload'])}".rstrip()
                for event in sorted(listed, key=lambda event: int(event["seq"]))
            )
            yield Line("", self._talk_words(talk), "", (("events", " · ".join(told)),))

    def _line(self, parts: Parts) -> Line:
        parts = self._with_figures(parts)
        when = next((name for name in _WHEN_FIELDS if parts.get(name)), "")
        title = next((name for name in _TITLE_FIELDS if parts.get(name)), "")
        told = tuple(
            (_LABELS.get(name) or name.removesuffix("_id").replace("_", " "), words)
            for name, part in parts.items()
            if name not in (*_LEFT_OUT, when, title) and (words := self._words(name, part))
        )
        return Line(
            one_line(str(parts.get("id", ""))),
            self._words(when, parts[when]) if when else "",
            one_line(str(parts[title])) if title else "",
            told,
        )

    def _with_figures(self, parts: Parts) -> Parts:
        """A talk's own figures, as the screens tell them."""
        talk = self._talks.get(str(parts.get("id", "")))
        if talk is None or "manager_seconds" not in parts:
            return parts
        share = talk.sums.manager_share
        told = "not tracked" if share is None else f"{share:.0%}"
        return {"talk": self._talk_words(talk.id), "manager_share": told, **parts}

    def _talk_words(self, talk_id: str) -> str:
        talk = self._talks.get(talk_id)
        return self._instant(talk.started_at) if talk else talk_id

    def _words(self, name: str, part: Any) -> str:
        """A field in words; "" for one that says nothing."""
        if part is None or part is False or part in ("", (), {}):
            return ""
        if isinstance(part, str) and name in ("meeting_id", "parked_in"):
            return f"talk of {self._talk_words(part)}"
        if name in _REFERENCES:
            return self._named.get(str(part), str(part))
        if name in tuple(Sign) and isinstance(part, int):
            return _ANSWERS.get(part, str(part))
        if name in ("routes", "answers"):
            return "; ".join(one_line(each) for each in part if each.strip())
        if name == "weekday" and isinstance(part, int):
            return WEEKDAYS[part]
        if name.endswith("_seconds") or name == "longest_manager":
            return self._lengths(part)
        return self._plain_words(part)

    def _plain_words(self, part: Any) -> str:
        match part:
            case Enum():
                return str(part.value)
            case bool():
                return "yes"
            case float():
                return f"{part:g}"
            case datetime():
                return self._instant(part)
            case date():
                return _day(part)
            case Segment():
                return f"{one_line(part.name)} {part.minutes} min"
            case Checkpoint():
                outcome = f" ({part.outcome.value.replace('_', ' ')})" if part.outcome else ""
                note = f": {one_line(part.note)}" if part.note else ""
                return f"{_day(part.on)}{outcome}{note}"
            case tuple() | list():
                return ", ".join(self._plain_words(each) for each in part)
            case Mapping():
                return ", ".join(f"{key}: {self._plain_words(each)}" for key, each in part.items())
            case _:
                return clean(str(part), newlines=True).strip()

    def _lengths(self, part: Any) -> str:
        if isinstance(part, (tuple, list)):
            return ", ".join(minutes_seconds(each) for each in part)
        return minutes_seconds(part) if part else ""

    def _instant(self, at: datetime) -> str:
        local = at.astimezone(self._zone)
        return f"{_day(local.date())} {clock_time(local)}"


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _own_words(value: Any) -> str:
    """What a value is called by; "" for one without words."""
    words = (getattr(value, name, "") for name in _TITLE_FIELDS)
    return one_line(next((str(each) for each in words if each), ""))
