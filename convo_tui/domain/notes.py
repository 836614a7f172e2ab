"""A note: one line of what was said, with its sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoteKind(StrEnum):
    """What a line is about."""

    NOTE = "note"
    WIN = "win"
    BLOCKER = "blocker"

    @property
    def sign(self) -> str:
        """The sign that stands before it, on the note line as on the screen."""
        return {NoteKind.WIN: "+", NoteKind.BLOCKER: "!"}.get(self, " ")


@dataclass(frozen=True, slots=True)
class Note:
    """A line written in a talk, or captured between talks (then `meeting_id` is None).

    Attributes:
        segment: the index of the agenda's segment in which it was written.
        asked_id: the asked question which it answers.
    """

    id: str
    person_id: str
    at: datetime
    text: str
    kind: NoteKind = NoteKind.NOTE
    private: bool = False
    tags: tuple[str, ...] = ()
    meeting_id: str | None = None
    segment: int | None = None
    asked_id: str | None = None
    edited_at: datetime | None = None
