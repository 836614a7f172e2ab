"""Feedback in the moment: seen, and then said or not yet said.

What / So what / Now what: the behaviour that was seen, its effect, and what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FeedbackKind(StrEnum):
    """Praise asks for more of it, redirect for something else."""

    PRAISE = "praise"
    REDIRECT = "redirect"


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
