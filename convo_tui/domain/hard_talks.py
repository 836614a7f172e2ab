"""Sheets that prepare a hard talk: what was seen, causes in the system, expectation, help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HardTalkKind(StrEnum):
    """What makes it hard."""

    STRUGGLING = "struggling"
    STRONG = "strong performer"
    TENSION = "team tension"

    @property
    def walk_id(self) -> str:
        """Which of the shipped walks has its questions."""
        return {self.STRONG: "strong", self.TENSION: "tension"}.get(self, "struggling")


PARTS: dict[HardTalkKind, tuple[str, ...]] = {
    HardTalkKind.STRUGGLING: ("seen", "causes", "expectation", "help"),
    HardTalkKind.STRONG: ("seen", "causes", "stretch", "mentor", "paths"),
    HardTalkKind.TENSION: ("seen", "causes", "theirs", "coach"),
}
"""What a sheet of each kind has answers to, by the titles of the steps of its walk.

What was seen is behaviour and never what somebody is; causes lie in the system, not in the person.
A strong performer gets a stretch, a mentor and honest career paths; in a tension the manager
coaches what is theirs to settle, and rules on nothing.
"""


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

    @property
    def told(self) -> Iterator[tuple[str, str]]:
        """Each answer that is written, with the title of its part."""
        parts = PARTS[self.kind]
        for number, answer in enumerate(self.answers):
            if answer.strip():
                yield parts[number] if number < len(parts) else "", answer


def kind_of_walk(walk_id: str) -> HardTalkKind | None:
    """The kind of hard talk that a walk prepares; None for another walk."""
    return next((kind for kind in HardTalkKind if kind.walk_id == walk_id), None)


def waiting(sheets: Iterable[HardTalk], kind: HardTalkKind | None = None) -> tuple[HardTalk, ...]:
    """The sheets that wait for a talk, those of one kind or all, in their order."""
    return tuple(
        sheet for sheet in sheets if sheet.closed_at is None and kind in (None, sheet.kind)
    )
