"""What a talk opens with: something that went well, named, and never the same twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """A thing that went well and was put before the manager to name in a talk.

    Attributes:
        subject_id: the value it was taken from: a win, a kept promise, a goal that moved. Whatever
            stands here was proposed once and is not proposed again.
        at: when that happened.
        text: it, in words.
        named_at: when the manager named it; None where it stayed unsaid.
    """

    id: str
    person_id: str
    meeting_id: str
    subject_id: str
    at: datetime
    text: str
    named_at: datetime | None = None
