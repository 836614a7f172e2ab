"""The pitfalls, each at its edge, and what they look at, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from convo_tui.clock import FakeClock
from convo_tui.domain.after_talk import AfterTalk, facts_of
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, Commitment, kept
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.pitfalls import Facts, Limits, Pitfall, pitfalls
from convo_tui.domain.values import Side

FINE = Facts("Maya", seconds=1800.0, share=0.4, typed=0.1, wins=1)
"""A talk in which nothing is to notice."""

EVERYTHING = replace(
    FINE, share=0.71, usual=0.52, earlier=5, typed=0.34, wins=0, cancelled=3, overdue=2, oldest=9
)


def which(facts: Facts, limits: Limits | None = None) -> list[Pitfall]:
    return [each.pitfall for each in pitfalls(facts, limits or Limits())]


def figure(facts: Facts) -> str:
    (told,) = pitfalls(facts)
    return told.figure


def test_where_all_is_well_nothing_is_told() -> None:
    assert pitfalls(FINE) == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"typed": 0.34}, "You typed during 34 % of Maya's speaking time."),
        ({"share": 0.71}, "You spoke 71 % of the time."),
        (
            {"share": 0.71, "usual": 0.52, "earlier": 5},
            "You spoke 71 % of the time, in the 5 talks before 52 %.",
        ),
        (
            {"share": 0.71, "usual": 0.8, "earlier": 1},
            "You spoke 71 % of the time, in the talk before 80 %.",
        ),
        ({"wins": 0}, "No win was named in this talk."),
        ({"cancelled": 3}, "You cancelled 3 talks with Maya in 8 weeks."),
        (
            {"overdue": 2, "oldest": 9},
            "2 promises to Maya are overdue, the oldest by 9 days.",
        ),
    ],
)
def test_each_is_told_with_its_figure(changed: dict[str, float], words: str) -> None:
    assert figure(replace(FINE, **changed)) == words  # type: ignore[arg-type]  # numbers by name


def test_at_most_two_are_told_those_first_that_matter_most() -> None:
    assert which(EVERYTHING) == [Pitfall.PROMISES, Pitfall.CANCELLING]
    assert which(replace(EVERYTHING, overdue=1)) == [Pitfall.CANCELLING, Pitfall.TALKING]
    assert which(replace(EVERYTHING, overdue=0, cancelled=0)) == [Pitfall.TALKING, Pitfall.TYPING]
    assert which(replace(FINE, typed=0.5, wins=0)) == [Pitfall.TYPING, Pitfall.NO_WIN]


def test_what_was_dismissed_makes_room_for_the_next() -> None:
    found = pitfalls(EVERYTHING, dismissed={"pitfall promises", "pitfall talking"})
    assert [each.pitfall for each in found] == [Pitfall.CANCELLING, Pitfall.TYPING]
    assert pitfalls(EVERYTHING, dismissed={each.hint for each in Pitfall}) == ()


@pytest.mark.parametrize(
    ("name", "below", "at"),
    [
        ("typed", 0.299, 0.3),
        ("share", 0.649, 0.65),
        ("cancelled", 2, 3),
        ("overdue", 1, 2),
        ("wins", 1, 0),
    ],
)
def test_each_begins_at_its_limit(name: str, below: float, at: float) -> None:
    assert not pitfalls(replace(FINE, **{name: below}))  # type: ignore[arg-type]
    assert len(pitfalls(replace(FINE, **{name: at}))) == 1  # type: ignore[arg-type]


def test_each_can_be_switched_off_and_all_of_them() -> None:
    off = Limits(typing=0, talking=0, no_win=False, cancelled=0, promises=0)
    assert pitfalls(EVERYTHING, off) == ()
    for each in ("typing", "talking", "no_win", "cancelled", "promises"):
        default = getattr(Limits(), each)
        assert len(pitfalls(EVERYTHING, replace(off, **{each: default}))) == 1
    assert pitfalls(EVERYTHING, Limits(on=False)) == ()


def test_a_short_talk_and_one_without_a_share_say_nothing() -> None:
    assert pitfalls(replace(EVERYTHING, seconds=179.9)) == ()
    assert len(pitfalls(replace(EVERYTHING, seconds=180.0))) == 2
    assert pitfalls(replace(EVERYTHING, share=None)) == ()
    assert pitfalls(replace(EVERYTHING, seconds=500.0), judge_after=600.0) == ()
    assert len(pitfalls(replace(EVERYTHING, seconds=5 * 3600.0))) == 2


def test_hard_news_may_need_more_talk() -> None:
    assert which(replace(FINE, share=0.9, hard=True)) == []


def test_a_share_that_comes_down_is_told_so() -> None:
    (told,) = pitfalls(replace(FINE, share=0.7, usual=0.8, earlier=4))
    assert told.way_out.startswith("It is coming down.")


def test_one_promise_where_one_is_enough() -> None:
    (told,) = pitfalls(replace(FINE, overdue=1, oldest=1), Limits(promises=1))
    assert told.figure == "1 promise to Maya is overdue, by 1 day."


# --- what they look at ---------------------------------------------------------------------------

BERLIN = ZoneInfo("Europe/Berlin")
NOW = FakeClock.START
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=400))


def a_talk(ago: float, manager: float = 600.0, report: float = 600.0) -> Meeting:
    began = NOW - timedelta(days=ago, minutes=30)
    return Meeting(
        f"talk{ago}",
        MAYA.id,
        began,
        DEFAULT.segments,
        state=MeetingState.HELD,
        ended_at=began + timedelta(minutes=30),
        manager_seconds=manager,
        report_seconds=report,
        typed_seconds=120.0,
    )


TALK = a_talk(0)


def facts(page: TalkPage, after: AfterTalk | None = None) -> Facts:
    return facts_of(page, after or AfterTalk(), 8, BERLIN)


def a_promise(due: date, owner: Side = Side.MANAGER) -> Commitment:
    made = NOW - timedelta(days=30)
    return Commitment(
        f"promise {due} {owner}", MAYA.id, "x", made, owner, checkpoints=(Checkpoint("c", due),)
    )


def test_the_first_talk_has_nothing_before_it() -> None:
    assert facts(TalkPage(TALK, MAYA, 1)) == Facts(
        "Maya", seconds=1200.0, share=0.5, typed=0.2, wins=0
    )


def test_the_share_before_is_of_the_five_last_talks_that_have_one() -> None:
    talks = [
        a_talk(70, 900, 100),
        *(a_talk(7 * n, 60.0 * n, 600 - 60.0 * n) for n in range(6, 1, -1)),
    ]
    found = facts(TalkPage(TALK, MAYA, 8), AfterTalk((*talks, a_talk(7, 0, 0))))
    assert found.usual == pytest.approx(0.4)  # 60, 50, 40, 30, 20 %
    assert found.earlier == 5


def test_promises_are_counted_as_they_stood_at_the_end() -> None:
    today = NOW.astimezone(BERLIN).date()
    late, later = a_promise(today - timedelta(days=1)), a_promise(today - timedelta(days=9))
    promises = (
        late,
        kept(later, NOW + timedelta(days=1)),  # kept after the talk: overdue at its end
        kept(a_promise(today - timedelta(days=3)), NOW - timedelta(minutes=5)),  # kept in it
        a_promise(today - timedelta(days=20), Side.REPORT),  # not the manager's
        a_promise(today),  # due today is not overdue
        replace(late, id="no day", checkpoints=()),
    )
    both = a_promise(today - timedelta(days=2), Side.BOTH)
    found = facts(TalkPage(TALK, MAYA, 2, promises=promises, commitments=(both,)))
    assert (found.overdue, found.oldest) == (3, 9)


def test_a_win_is_named_as_a_note_as_praise_or_as_what_the_talk_opened_with() -> None:
    page = TalkPage(TALK, MAYA, 1)
    win = Note("n", MAYA.id, NOW, "shipped", NoteKind.WIN, meeting_id=TALK.id)
    said = Feedback("f", MAYA.id, NOW, "calm", FeedbackKind.PRAISE, said_at=NOW)
    named = Opening("o", MAYA.id, TALK.id, "s", NOW, "shipped", named_at=NOW)
    assert facts(replace(page, notes=(win, replace(win, id="b", kind=NoteKind.BLOCKER)))).wins == 1
    assert facts(replace(page, feedback=(said,))).wins == 1
    assert facts(replace(page, openings=(named, replace(named, id="u", named_at=None)))).wins == 1
    unsaid = replace(said, said_at=None)
    redirect = replace(said, kind=FeedbackKind.REDIRECT)
    later = replace(said, said_at=NOW + timedelta(days=1))
    assert facts(replace(page, feedback=(unsaid, redirect, later))).wins == 0


def test_cancellations_are_the_managers_own_of_the_last_weeks() -> None:
    def change(days: float, who: Side = Side.MANAGER, moved: bool = False) -> ScheduleChange:
        at = NOW - timedelta(days=days)
        kind = ScheduleKind.MOVED if moved else ScheduleKind.CANCELLED
        return ScheduleChange(
            f"{days}{who}", MAYA.id, at, kind, at, who, moved_to=at if moved else None
        )

    ledger = (
        change(57),  # more than eight weeks ago
        change(55),
        change(20, Side.BOTH),
        change(13, Side.REPORT),
        change(6, moved=True),
        change(1),
        change(-1),  # after the talk
    )
    assert facts(TalkPage(TALK, MAYA, 9), AfterTalk(schedule=ledger)).cancelled == 3


def test_a_talk_with_a_sheet_is_a_hard_one() -> None:
    sheet = HardTalk("h", MAYA.id, HardTalkKind.STRUGGLING, datetime(2026, 11, 1, tzinfo=UTC))
    assert facts(TalkPage(TALK, MAYA, 1, sheets=(sheet,))).hard
