"""Later edits of what was written: what stood there then, and when it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Change, new_id

Correctable = Note | Commitment | Feedback | Asked | Meeting

_WORDS: dict[type[Correctable], tuple[str, ...]] = {
    Note: ("text", "kind", "private"),
    Commitment: (
        "goal",
        "owner",
        "resources",
        "metric",
        "manager_part",
        "obstacles",
        "celebration",
        "private",
    ),
    Feedback: ("text", "kind"),
    Asked: ("text",),
    Meeting: ("started_at", "ended_at", "segment_seconds", "manager_share"),
}
"""The fields that say what was written; what became of a thing is no correction of it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of a value as it stood until it was edited, after the talk it came from.

    Attributes:
        subject_id: the id of the value that was edited.
        at: when it was edited.
        field: which field, by its name in the value.
        was: what it said until then, in words.
    """

    id: str
    person_id: str
    subject_id: str
    at: datetime
    field: str
    was: str


def corrections_of(before: Correctable, after: Correctable, at: datetime) -> Iterator[Change]:
    """The corrections that an edit makes, a change each; none where the words stayed.

    Args:
        before: the value as it stood.
        after: the same value, edited.
        at: the instant of the edit.
    """
    for name in _WORDS[type(before)]:
        was, now = _said(before, name), _said(after, name)
        if was != now:
            yield Change.added(Correction(new_id(), before.person_id, before.id, at, name, was))


def _said(value: Correctable, name: str) -> str:
    """A field in words."""
    if name == "manager_share" and isinstance(value, Meeting):
        share = value.sums.manager_share
        return "" if share is None else f"{share:.2f}"
    part = getattr(value, name)
    if isinstance(part, StrEnum):
        return part.value
    if isinstance(part, datetime):
        return part.isoformat()
    if isinstance(part, tuple):
        return " ".join(f"{seconds:.0f}" for seconds in part)
    return "" if part is None else str(part)
