"""Sheets that prepare a hard talk: what was seen, causes in the system, expectation, help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HardTalkKind(StrEnum):
    """What makes it hard."""

    STRUGGLING = "struggling"
    STRONG = "strong performer"
    TENSION = "team tension"


@dataclass(frozen=True, slots=True)
class HardTalk:
    """A sheet filled in before a talk and looked at beside the notes during it; always private.

    Attributes:
        answers: one for each question of its kind, "" where nothing was written.
        meeting_id: the talk it was used in; None until then.
        closed_at: when it was done with, by that talk or without one.
    """

    id: str
    person_id: str
    kind: HardTalkKind
    created_at: datetime
    answers: tuple[str, ...] = ()
    meeting_id: str | None = None
    closed_at: datetime | None = None
