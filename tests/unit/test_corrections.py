from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.corrections import (
    YES,
    Correctable,
    Correction,
    by_edit,
    corrections_of,
    is_later,
    was_private,
)
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import DAY_ALONE, Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Side
from convo_tui.ui.widgets.corrected import correction_rows
from convo_tui.ui.widgets.teller import Teller

BERLIN = ZoneInfo("Europe/Berlin")
THEN = datetime(2026, 11, 10, 13, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 15, 5, tzinfo=BERLIN)
TELLER = Teller("Maya Lindqvist", BERLIN, NOW.date())

NOTE = Note("note", "maya", THEN, "shipped it", NoteKind.WIN)
PROMISE = Commitment("promise", "maya", "send the draft", THEN, Side.MANAGER)
PRAISE = Feedback("praise", "maya", THEN, "stayed curious")
POINT = TalkingPoint("point", "maya", "staging", THEN)
MOVED = ScheduleChange("moved", "maya", THEN, ScheduleKind.MOVED, THEN, moved_to=NOW)
ASKED = Asked("asked", "maya", "talk", "q", "What is hard?", THEN)
HELD = Meeting(
    "talk",
    "maya",
    THEN,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=THEN + timedelta(minutes=30),
)
LOGGED = replace(HELD, logged_at=THEN + timedelta(hours=3), manager_seconds=4.0, report_seconds=6.0)


def made(before: Correctable, **changes: Any) -> list[tuple[str, str]]:
    """The fields that an edit corrects, and what each said."""
    found = []
    for change in corrections_of(before, replace(before, **changes), NOW):
        assert change.before is None
        assert isinstance(change.after, Correction)
        assert (change.after.person_id, change.after.subject_id) == ("maya", before.id)
        assert change.after.at == NOW
        found.append((change.after.field, change.after.was))
    return found


@pytest.mark.parametrize(
    ("before", "changes", "corrections"),
    [
        (NOTE, {}, []),
        (NOTE, {"text": "shipped them"}, [("text", "shipped it")]),
        (
            NOTE,
            {"text": "is late", "kind": NoteKind.BLOCKER, "private": True},
            [("text", "shipped it"), ("kind", "win"), ("private", "False")],
        ),
        (NOTE, {"edited_at": NOW, "tags": ("ops",)}, []),
        (PROMISE, {"metric": "it is read"}, [("metric", "")]),
        (PROMISE, {"owner": Side.BOTH}, [("owner", "manager")]),
        (PROMISE, {"checkpoints": (Checkpoint("c", date(2026, 11, 27)),)}, []),
        (PROMISE, {"state": CommitmentState.KEPT, "closed_at": NOW}, []),
        (PRAISE, {"kind": FeedbackKind.REDIRECT}, [("kind", "praise")]),
        (PRAISE, {"said_at": NOW}, []),
        (POINT, {"text": "staging again"}, [("text", "staging")]),
        (POINT, {"position": 4, "segment": 1, "state": PointState.DONE, "closed_at": NOW}, []),
        (MOVED, {"who": Side.REPORT, "reason": "ill"}, [("who", "manager"), ("reason", "")]),
        (LOGGED, {"manager_seconds": 6.0, "report_seconds": 6.0}, [("manager_share", "0.40")]),
        (LOGGED, {"manager_seconds": 0.0, "report_seconds": 0.0}, [("manager_share", "0.40")]),
        (LOGGED, {"ended_at": THEN + timedelta(minutes=45)}, [("length", "1800")]),
        (LOGGED, {"segment_seconds": (60.0, 60.0, 60.0, 60.0)}, [("segment_seconds", "")]),
        (LOGGED, {"recap": "my words", "guess": 0.4}, []),
    ],
)
def test_what_was_written_is_kept_field_by_field(
    before: Correctable, changes: dict[str, Any], corrections: list[tuple[str, str]]
) -> None:
    assert made(before, **changes) == corrections


@pytest.mark.parametrize(
    ("subject", "talk", "at", "later"),
    [
        # In a talk held with Convo: until it ends.
        (NOTE, replace(HELD, state=MeetingState.LIVE, ended_at=None), THEN, False),
        (NOTE, HELD, THEN + timedelta(minutes=31), True),
        (PROMISE, HELD, NOW, True),
        # In a talk that was logged: on the day on which it was.
        (NOTE, LOGGED, THEN + timedelta(hours=5), False),
        (LOGGED, LOGGED, THEN + timedelta(hours=5), False),
        (NOTE, LOGGED, THEN + timedelta(hours=11), True),
        (LOGGED, LOGGED, NOW, True),
        # Between two talks: on the day on which it was written.
        (NOTE, None, THEN + timedelta(hours=9), False),
        (NOTE, None, THEN + timedelta(hours=10), True),  # past midnight in Berlin
        (PROMISE, None, NOW, True),
        (PRAISE, None, NOW, True),
        (MOVED, None, NOW, True),
        # A point that waits is a plan.
        (POINT, None, NOW, False),
        (POINT, HELD, NOW, False),
        (replace(POINT, state=PointState.DONE, closed_at=THEN), None, NOW, True),
    ],
)
def test_when_an_edit_is_a_later_one(
    subject: Correctable, talk: Meeting | None, at: datetime, *, later: bool
) -> None:
    assert is_later(subject, talk, at.astimezone(BERLIN)) is later


def correction(field: str, was: str, at: datetime = NOW) -> Correction:
    return Correction(f"{field} {at}", "maya", "note", at, field, was)


def told(*corrections: Correction, hides: bool = False, private: bool = False) -> list[str]:
    teller = replace(TELLER, hides=hides)
    return [row.plain for row in correction_rows(corrections, teller, private=private)]


def test_each_edit_is_told_once_and_the_newest_last() -> None:
    earlier = NOW - timedelta(days=12)
    listed = (
        correction("text", "the second wording"),
        correction("kind", "blocker", earlier),
        correction("text", "the first", earlier),
    )
    assert [len(edit) for edit in by_edit(listed)] == [2, 1]
    assert told(*listed) == [
        "Edited Thu 12 Nov: it was a blocker, it said “the first”",
        "Edited Tue 24 Nov: it said “the second wording”",
    ]


@pytest.mark.parametrize(
    ("field", "was", "words"),
    [
        ("goal", "send it", "it said “send it”"),
        ("metric", "", "the metric said nothing"),
        ("reason", "ill", "the reason was “ill”"),
        ("owner", "manager", "it was yours"),
        ("owner", "report", "it was Maya's"),
        ("who", "report", "it was by Maya"),
        ("kind", "praise", "it was praise"),
        ("private", "False", "it was shared"),
        ("private", YES, "it was private"),
        ("length", "1800", "it took 30 min"),
        ("length", "", "its length was not known"),
        ("segment_seconds", "300 720", "its minutes were 5, 12"),
        ("segment_seconds", "", "its minutes were not known"),
        ("manager_share", "0.40", "your share was 40 %"),
        ("manager_share", "", "it was not tracked"),
        ("started_at", THEN.isoformat(), "it began Tue 10 Nov, 14:30"),
        ("started_at", THEN.replace(microsecond=DAY_ALONE).isoformat(), "it began Tue 10 Nov"),
        # What a file from elsewhere may say.
        ("started_at", "long ago", "it said “long ago”"),
        ("length", "nan", "it said “nan”"),
        ("manager_share", "half", "it said “half”"),
        ("text", "a\x1b[31mb\nc", "it said “ab c”"),
        ("mood", "good", "mood was “good”"),
    ],
)
def test_each_field_has_its_words(field: str, was: str, words: str) -> None:
    assert told(correction(field, was)) == [f"Edited Tue 24 Nov: {words}"]


def test_private_words_stay_private() -> None:
    text = correction("text", "looks tired")
    assert told(text, hides=True)
    assert told(text, hides=True, private=True) == []
    # It is shared now; while it said so, it was private.
    shared = (text, correction("private", YES))
    assert was_private(shared)
    assert told(*shared, hides=True) == []
    assert len(told(*shared)) == 1
