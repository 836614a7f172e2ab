"""The page of a talk held long ago: what was true at its end, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from convo_tui.clock import FakeClock
from convo_tui.documents.recap import generated_markdown
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, Commitment, broken, dropped, kept
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.ui.widgets.talk_story import talk_rows
from convo_tui.ui.widgets.teller import Teller

NOW = FakeClock.START
BEGAN = NOW - timedelta(days=60)
ENDED = BEGAN + timedelta(minutes=30)
MAYA = Person("a1", "Maya Lindqvist", NOW - timedelta(days=200))
TALK = Meeting("t1", MAYA.id, BEGAN, DEFAULT.segments, state=MeetingState.HELD, ended_at=ENDED)
STEP = Commitment(
    "k1",
    MAYA.id,
    "introduce Maya to the data team",
    BEGAN,
    Side.MANAGER,
    checkpoints=(Checkpoint("c1", date(2026, 10, 2)),),
    meeting_id=TALK.id,
)
TELLER = Teller(MAYA.name, ZoneInfo("Europe/Berlin"), NOW.date(), hides=False)


def told(step: Commitment) -> str:
    rows = talk_rows(TALK, TalkPage(TALK, MAYA, 1, commitments=(step,)), TELLER)
    lines = [line.plain.strip() for row in rows for line in row.lines(100)]
    return "\n".join(lines[lines.index("NEXT STEPS") + 1 :])


def test_a_promise_kept_later_stood_open_and_was_kept() -> None:
    assert told(kept(STEP, NOW - timedelta(days=4))) == (
        "☐ you  introduce Maya to the data team\n"
        "▪▪▫▫▫▫ 2 of 6 parts   due Fri 2 Oct, kept Fri 20 Nov"
    )


def test_a_promise_broken_later_without_a_day_has_none() -> None:
    step = broken(replace(STEP, checkpoints=()), "no time", NOW - timedelta(days=4))
    assert told(step).startswith("☐ you")
    assert told(step).endswith("1 of 6 parts   broken Fri 20 Nov: no time")


def test_a_promise_kept_within_the_talk_is_kept_there() -> None:
    assert told(kept(STEP, ENDED)).startswith("☑ you")
    assert "due" not in told(kept(STEP, ENDED))


def test_what_is_still_open_says_how_it_stands_today() -> None:
    assert told(STEP).endswith("days late")


@pytest.mark.parametrize(
    ("step", "line"),
    [
        (kept(STEP, NOW), "- Manager: introduce Maya to the data team\n"),
        (kept(STEP, ENDED), "- Manager: introduce Maya to the data team (kept)\n"),
    ],
    ids=["later", "within"],
)
def test_a_recap_tells_the_end_of_its_talk_whenever_it_is_made(step: Commitment, line: str) -> None:
    assert line in generated_markdown(TalkPage(TALK, MAYA, 1, commitments=(step,)), "Europe/Berlin")


def test_what_was_dropped_since_is_in_no_recap() -> None:
    page = TalkPage(TALK, MAYA, 1, commitments=(dropped(STEP, "not needed", NOW),))
    assert STEP.goal not in generated_markdown(page, "Europe/Berlin")
