"""Later edits, told beneath what they edited: when, and what it said until then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from convo_tui.domain.corrections import YES, Correction, by_edit, was_private
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import DAY_ALONE
from convo_tui.domain.talk_share import percent
from convo_tui.domain.timeline import Subject
from convo_tui.domain.values import Side
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import hint
from convo_tui.ui.widgets.teller import Teller

_TEXTS = {
    "text": "it said",
    "goal": "it said",
    "reason": "the reason was",
    "resources": "resources said",
    "metric": "the metric said",
    "manager_part": "your part said",
    "obstacles": "obstacles said",
    "celebration": "celebrate said",
    "title": "it said",
    "link": "it mattered for",
    "why": "the why said",
}
"""How each field that holds a text is told."""


def correction_rows(
    corrections: Iterable[Correction], teller: Teller, *, private: bool = False
) -> list[Row]:
    """`Edited Tue 12 May: it said “…”`: a row for each edit, the newest last.

    Args:
        corrections: those of one value, in any order.
        teller: how they are told.
        private: whether the value is private now; what it said while it was is hidden, too.
    """
    listed = list(corrections)
    if teller.hides and (private or was_private(listed)):
        return []
    rows = []
    for edit in by_edit(listed):
        words = ", ".join(_told(each, teller) for each in edit)
        rows.append(hint(f"Edited {teller.day(edit[0].at)}: {words}"))
    return rows


def subject_corrections(
    subject: Subject, corrections: Iterable[Correction], teller: Teller
) -> list[Row]:
    """The rows of those corrections that are of this value."""
    own = [each for each in corrections if each.subject_id == subject.id]
    unsaid = isinstance(subject, Feedback) and subject.said_at is None
    private = unsaid or bool(getattr(subject, "private", False))
    return correction_rows(own, teller, private=private)


def _told(correction: Correction, teller: Teller) -> str:
    try:
        return _was(correction, teller)
    except (ValueError, OverflowError):  # a file from elsewhere may say anything
        return f"it said “{clean(correction.was)}”"


def _was(correction: Correction, teller: Teller) -> str:
    was = clean(correction.was)
    match correction.field:
        case "private":
            return "it was private" if was == YES else "it was shared"
        case "kind":
            return f"it was a {was}" if was != "praise" else "it was praise"
        case "owner":
            return f"it was {_whose(was, teller)}"
        case "who":
            return f"it was by {_side(was, teller)}"
        case "started_at":
            return f"it began {_moment(was, teller)}"
        case "length":
            return f"it took {round(float(was) / 60)} min" if was else "its length was not known"
        case "segment_seconds":
            minutes = ", ".join(str(round(float(each) / 60)) for each in was.split())
            return f"its minutes were {minutes}" if was else "its minutes were not known"
        case "manager_share":
            return f"your share was {percent(float(was))} %" if was else "it was not tracked"
        case name:
            words = _TEXTS.get(name, f"{name} was")
            return f"{words} “{was}”" if was.strip() else f"{words} nothing"


def _side(was: str, teller: Teller) -> str:
    return teller.who(Side(was)).plain if was in set(Side) else was


def _whose(was: str, teller: Teller) -> str:
    if was == Side.MANAGER:
        return "yours"
    return "of both" if was == Side.BOTH else f"{clean(teller.short_name)}'s"


def _moment(was: str, teller: Teller) -> str:
    at = datetime.fromisoformat(was)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return teller.day(at) if at.microsecond == DAY_ALONE else teller.moment(at)
