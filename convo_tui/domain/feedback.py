"""Feedback in the moment: seen, and then said or not yet said.

What / So what / Now what: the behaviour that was seen, its effect, and what comes next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from convo_tui.domain.agenda import OPENING, Segment
from convo_tui.domain.dates import at_wall_time

OLD_DAYS = 7
"""What is unsaid for longer is marked: the moment fades for both."""

SEGMENTS = ("development", "blockers")
"""Where a redirect is said, by the keys of segments: in the first of these that there is."""

NOON = time(12)
"""The hour of something that was seen on another day: which one it was nobody asks."""


class FeedbackKind(StrEnum):
    """Praise asks for more of it, redirect for something else."""

    PRAISE = "praise"
    REDIRECT = "redirect"


SIGNS = {"+": FeedbackKind.PRAISE, "-": FeedbackKind.REDIRECT}
"""What stands before the words and says which kind it is."""

_SIGN = re.compile(r"([+-]) ?(?![\d%+-])")
"""A sign before a figure belongs to the figure, `-5 % errors`, and two of them are none."""


def signed(text: str) -> tuple[FeedbackKind | None, str]:
    """The kind that a sign before the words says, None without one; and the words."""
    words = text.strip()
    sign = _SIGN.match(words)
    return (SIGNS[sign[1]], words[sign.end() :].strip()) if sign else (None, words)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Something the manager saw and wants the person to know.

    Attributes:
        seen_at: when it was seen.
        text: what: the behaviour, so that a camera could have seen it.
        said_at: when it was said; None while it is owed.
        meeting_id: the talk in which it was written down, if any.
        so_what: the effect it had; "" where nobody wrote it.
        now_what: what comes next; likewise.
    """

    id: str
    person_id: str
    seen_at: datetime
    text: str
    kind: FeedbackKind = FeedbackKind.PRAISE
    said_at: datetime | None = None
    meeting_id: str | None = None
    so_what: str = ""
    now_what: str = ""


def age_days(feedback: Feedback, today: date, zone: tzinfo) -> int:
    """Days since it was seen, in the calendar of `zone`; 0 for what is dated later."""
    return max(0, (today - feedback.seen_at.astimezone(zone).date()).days)


def seen_words(days: int) -> str:
    """`seen today`, `seen yesterday`, `seen 9 days ago`."""
    return {0: "seen today", 1: "seen yesterday"}.get(days, f"seen {days} days ago")


def place_of(kind: FeedbackKind, segments: Sequence[Segment]) -> int:
    """In which segment of a talk to say it.

    Praise opens the talk; a redirect comes where the person develops, and never first where there
    is anything after the opening.
    """
    keys = [segment.key for segment in segments]
    wanted = (OPENING,) if kind is FeedbackKind.PRAISE else SEGMENTS
    found = next((keys.index(key) for key in wanted if key in keys), None)
    if found is not None:
        return found
    return 0 if kind is FeedbackKind.PRAISE else max(0, len(keys) - 1)


def by_place(
    feedback: Iterable[Feedback], segments: Sequence[Segment], current: int = 0
) -> list[tuple[int, Feedback]]:
    """Feedback with the index of the segment it fits: that of the current one first.

    Then come the segments ahead and last those that are over; in each the oldest is first.

    Args:
        feedback: said or not.
        segments: of the talk.
        current: the index of the running segment.
    """
    placed = [(place_of(each.kind, segments), each) for each in feedback]
    count = max(1, len(segments))
    return sorted(placed, key=lambda pair: ((pair[0] - current) % count, pair[1].seen_at))


def seen_on(day: date, now: datetime, zone: tzinfo) -> datetime:
    """The instant at which something was seen on a day: now where that is today, else its noon.

    Args:
        day: in the manager's calendar.
        now: an aware instant.
        zone: the manager's.
    """
    return now if day == now.astimezone(zone).date() else at_wall_time(day, NOON, zone)
