"""The person's screen by its keys, checked against the file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import process_time
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from ui.conftest import MakeApp

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import (
    Checkpoint,
    CheckpointOutcome,
    Commitment,
    CommitmentState,
    kept,
    moved,
)
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked
from convo_tui.domain.values import Change, Side, Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.close_commitment import CloseCommitment
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.modals.person_form import PersonForm
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.screens import person_timeline
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.person_tabs import TABS
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.timeline_list import TimelineList

NOW = FakeClock.START
SIZES = [(80, 24), (120, 36), (200, 60)]
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200), role="Senior engineer")
BEGAN = NOW - timedelta(days=7)
TALK = Meeting(
    "bbbbbbbbbbbb",
    MAYA.id,
    BEGAN,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=BEGAN + timedelta(minutes=31),
    guess=0.4,
    manager_seconds=640,
    report_seconds=1220,
    segment_seconds=(310, 650, 600, 300),
    longest_manager=100,
)
EVENTS = (
    MeetingEvent(TALK.id, 0, BEGAN, EventKind.STARTED),
    MeetingEvent(TALK.id, 1, BEGAN, EventKind.SPEAKER, {"who": "report"}),
    MeetingEvent(TALK.id, 2, BEGAN + timedelta(seconds=310), EventKind.SEGMENT, {"to": 1}),
    MeetingEvent(TALK.id, 3, BEGAN + timedelta(minutes=31), EventKind.ENDED),
)
ASKED = Asked("cccccccccc01", MAYA.id, TALK.id, "q", "What is hard?", BEGAN, segment=1)


def in_talk(number: int, text: str, kind: NoteKind = NoteKind.NOTE, **more: object) -> Note:
    at = BEGAN + timedelta(minutes=number)
    note = Note(f"dddddddddd{number:02}", MAYA.id, at, text, kind, meeting_id=TALK.id)
    return replace(note, **more)  # type: ignore[arg-type]


WIN = in_talk(2, "shipped the billing migration", NoteKind.WIN, segment=0)
ANSWER = in_talk(9, "staging is down again", segment=1, asked_id=ASKED.id)
TIRED = in_talk(12, "looks tired", segment=1, private=True)
INTRO = Commitment(
    "eeeeeeeeee01",
    MAYA.id,
    "introduce Maya to the data team",
    BEGAN + timedelta(minutes=25),
    Side.MANAGER,
    metric="a first date",
    checkpoints=(Checkpoint("ffffffffff01", date(2026, 11, 20)),),
    meeting_id=TALK.id,
)
UPDATES = Commitment(
    "eeeeeeeeee02",
    MAYA.id,
    "three-point project updates",
    NOW - timedelta(days=40),
    checkpoints=(Checkpoint("ffffffffff02", date(2026, 11, 24)),),
)
DRAFT = kept(
    Commitment("eeeeeeeeee03", MAYA.id, "postmortem draft", NOW - timedelta(days=50)),
    NOW - timedelta(days=4),
)
UNSAID = Feedback("999999999901", MAYA.id, NOW - timedelta(days=1), "stayed curious")
MOVED = ScheduleChange(
    "888888888801",
    MAYA.id,
    NOW - timedelta(days=21),
    ScheduleKind.MOVED,
    NOW - timedelta(days=21),
    reason="board meeting",
    moved_to=NOW - timedelta(days=14),
)
OLD = Note(
    "777777777701", MAYA.id, NOW - timedelta(days=340), "first review led alone", NoteKind.WIN
)
HISTORY: tuple[Value, ...] = (
    *(MAYA, TALK, ASKED, WIN, ANSWER, TIRED),
    *(INTRO, UPDATES, DRAFT, UNSAID, MOVED, OLD),
)


@dataclass
class Desk:
    """The screen under test, with the app around it and the hands on its keys."""

    app: ConvoApp
    pilot: Pilot[None]
    screen: PersonScreen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def write(self, text: str) -> None:
        for sign in text:
            await self.pilot.press({" ": "space", ",": "comma", ".": "full_stop"}.get(sign, sign))

    async def until(self, holds: Callable[[], object]) -> None:
        for _ in range(500):
            await self.pilot.pause()
            if holds():
                return
        raise AssertionError(f"it never came to that; {self.list()}")

    async def sheet(self, kind: type[Screen[Any]]) -> None:
        await self.until(lambda: isinstance(self.app.screen, kind))

    def seen(self) -> list[str]:
        """The parts that are on the screen, left to right."""
        parts = self.screen.tab.children
        return [str(part.id) for part in parts if part.display]

    def tabs(self) -> list[Widget]:
        """The tabs that are seen."""
        return [tab for tab in self.screen.query_one("#person").children if tab.display]

    def list(self) -> list[str]:
        rows = self.screen.tab.front
        if not isinstance(rows, RowList):
            return self.entries.plain
        return [item.row.plain for item in rows.items]

    @property
    def entries(self) -> TimelineList:
        return self.screen.query_one(TimelineList)

    def page(self) -> str:
        return self.screen.tab.query_one("#page", EntryPage).plain.replace(
            "\N{NO-BREAK SPACE}", " "
        )

    async def kept(self, commitment: Commitment) -> Commitment:
        found = await self.app.store.read(lambda s: s.commitments(MAYA.id, closed=True))
        return next(each for each in found if each.id == commitment.id)

    async def person(self) -> Person:
        found = await self.app.store.read(lambda store: store.person(MAYA.id))
        assert found is not None
        return found


@asynccontextmanager
async def desk(
    app: ConvoApp, size: tuple[int, int] = (120, 36), tab: str = "timeline"
) -> AsyncIterator[Desk]:
    async with app.run_test(size=size) as pilot:
        await app.ready()
        screen = PersonScreen(MAYA.id, tab)
        await app.push_screen(screen)
        at_desk = Desk(app, pilot, screen)
        await at_desk.until(lambda: screen.complete and screen.focused is not None)
        yield at_desk


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor need not rest before a talk is read."""
    monkeypatch.setattr(person_timeline, "REST_SECONDS", 0.001)


async def test_the_timeline_has_one_line_an_entry_newest_first_by_month(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY, events=EVENTS)) as at:
        assert at.list() == [
            "NOVEMBER 9 entries",
            "23  feedback    ~ praise    stayed curious not yet said",
            "20  kept        ☑ Maya  postmortem draft",
            "17  talk 1:1, 31 min   you 34 %   +1 >1",
            "commitment  > you   introduce Maya to the data team",
            "note        ~ looks tired",
            "note staging is down again",
            "win         + shipped the billing migration",
            "asked What is hard?",
            "3  moved       ↷ to Tue 10 Nov, by you: board meeting",
            "",
            "OCTOBER 2 entries",
            "15  commitment  > Maya  three-point project updates",
            "5  commitment  > Maya  postmortem draft",
            "",
            "DECEMBER 2025 1 entry",
            "19  win         + first review led alone",
        ]


@pytest.mark.parametrize("size", SIZES)
async def test_no_line_is_wider_than_the_list_or_takes_two(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    long = replace(WIN, text="a word and another " * 500)
    async with desk(make_app((MAYA, TALK, long)), size) as at:
        rows = at.entries
        assert rows.virtual_size.height == len(rows.plain)
        assert rows.virtual_size.width <= rows.size.width
        line = rows.render_line(2)
        assert line.cell_length == rows.scrollable_content_region.width
        assert line.text.rstrip().endswith("…")


async def test_the_page_follows_the_cursor_and_tells_a_talk_whole(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY, events=EVENTS)) as at:
        assert "not yet said" in at.page()
        await at.press("j", "j")
        await at.until(lambda: "1st talk" in at.page())
        page = at.page()
        assert "TUESDAY 17 NOVEMBER 2026" in page
        assert "31 min of 30\nyou 34 % 66 % Maya" in page
        assert "you guessed 40 %, 6 more than it was" in page
        assert "WINS 5:10 of 5 min\nyou 0 % 100 % Maya" in page
        assert "BLOCKERS 25:50 of 10 min, 16 over" in page
        lines = page.splitlines()
        question = lines.index("15:30 “What is hard?”")
        assert lines[question + 1] == "15:39 ↳ staging is down again"
        assert "15:42 ~ looks tired" in page
        assert "☐ you  introduce Maya to the data team" in page
        assert "3 of 6 parts   4 days late" in page


async def test_enter_goes_into_the_page_and_escape_out_of_it_first(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY, events=EVENTS)) as at:
        await at.press("enter")
        assert at.screen.focused is at.screen.query_one("#page")
        assert at.screen.query_one("#timeline").display
        await at.press("escape")
        assert at.screen.focused is at.entries
        await at.press("escape")
        assert at.app.screen is not at.screen


async def test_a_narrow_screen_shows_the_page_over_the_list(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY, events=EVENTS), (80, 24)) as at:
        page, rows = at.screen.query_one("#page"), at.entries
        assert at.seen() == ["timeline"]
        await at.press("enter")
        assert at.seen() == ["page"]
        await at.pilot.resize_terminal(120, 36)
        await at.until(lambda: at.seen() == ["timeline", "page"])
        assert at.screen.focused is page
        await at.pilot.resize_terminal(80, 24)
        await at.until(lambda: at.seen() == ["page"])
        assert at.screen.focused is page
        await at.press("escape")
        assert at.seen() == ["timeline"]
        assert at.screen.focused is rows


async def test_private_things_keep_their_words_while_hidden(make_app: MakeApp) -> None:
    private = replace(INTRO, private=True)
    values = tuple(private if value is INTRO else value for value in HISTORY)
    async with desk(make_app(values, events=EVENTS)) as at:
        await at.press("full_stop")
        await at.until(lambda: at.list()[1].endswith("~ private"))
        assert at.list()[0] == "NOVEMBER 9 entries"
        shown = "\n".join(at.list())
        assert "stayed curious" not in shown
        assert "introduce Maya" not in shown
        assert "stayed curious" not in at.page()
        await at.press("j", "j")
        await at.until(lambda: "1st talk" in at.page())
        assert "looks tired" not in at.page()
        assert "introduce Maya" not in at.page()
        await at.press("tab")
        assert "introduce Maya" not in "\n".join(at.list())
        await at.press("o")
        await at.sheet(CloseCommitment)
        sheet = "\n".join(str(part.render()) for part in at.app.screen.query(Static))
        assert "introduce Maya" not in sheet


async def test_commitments_stand_by_urgency_with_the_closed_ones_below(make_app: MakeApp) -> None:
    slipped = moved(INTRO, date(2026, 12, 20), NOW, "no time")
    async with desk(make_app((MAYA, TALK, INTRO, UPDATES, DRAFT)), tab="commitments") as at:
        assert at.list() == [
            "LATE 1",
            "☐ you introduce Maya to the data team 4 days late ▪▪▪▫▫▫ 3 of 6 parts",
            "",
            "DUE WITHIN A WEEK 1",
            "☐ Maya three-point project updates checkpoint today ▪▪▫▫▫▫▫ 2 of 7 parts",
            "",
            "CLOSED 1",
            "☑ Maya postmortem draft kept Fri 20 Nov",
        ]
        at.app.store.apply(Change.edited(INTRO, slipped))
        at.screen.reload()
        await at.until(lambda: "LATER 1" in at.list())
        assert "Fri 20 Nov slipped" in "\n".join(at.list())


async def test_kept_is_one_key_and_u_takes_it_back(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY), tab="commitments") as at:
        await at.press("K")
        await at.until(lambda: not any("LATE" in row.split() for row in at.list()))
        done = await at.kept(INTRO)
        assert (done.state, done.closed_at) == (CommitmentState.KEPT, NOW)
        await at.press("u")
        await at.until(lambda: at.list()[0] == "LATE 1")
        assert await at.kept(INTRO) == INTRO


@pytest.mark.parametrize(
    ("key", "state"), [("B", CommitmentState.BROKEN), ("X", CommitmentState.DROPPED)]
)
async def test_broken_and_dropped_ask_the_reason(
    make_app: MakeApp, key: str, state: CommitmentState
) -> None:
    async with desk(make_app(HISTORY), tab="commitments") as at:
        await at.press(key)
        await at.sheet(CloseCommitment)
        await at.press("enter")
        assert isinstance(at.app.screen, CloseCommitment)
        await at.write("no time")
        await at.press("enter")
        await at.until(lambda: at.app.screen is at.screen and at.list()[0] != "LATE 1")
        done = await at.kept(INTRO)
        assert (done.state, done.reason) == (state, "no time")
        assert any("no time" in row for row in at.list())


async def test_a_reason_that_was_left_stands_there_again(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY), tab="commitments") as at:
        await at.press("B")
        await at.sheet(CloseCommitment)
        await at.write("no time")
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.screen)
        assert (await at.kept(INTRO)).state is CommitmentState.OPEN
        await at.press("X")
        await at.sheet(CloseCommitment)
        field = at.app.screen.query_one("#note")
        await at.until(lambda: getattr(field, "value", "") == "no time")


async def test_moved_takes_a_date_as_it_is_said_and_shows_it_in_full(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY), tab="commitments") as at:
        await at.press("o")
        await at.sheet(CloseCommitment)
        await at.press("m")
        await at.write("soon")
        await at.press("enter")
        sheet = at.app.screen
        told = sheet.query_one("DateField > Static", Static)
        assert "no date I know" in str(told.render())
        await at.press(*["backspace"] * 4)
        await at.write("in 2 weeks")
        assert str(told.render()) == "Tuesday 8 December 2026, in 14 days"
        await at.press("enter")
        await at.write("board")
        await at.press("enter")
        await at.until(lambda: at.app.screen is at.screen and "LATER 1" in at.list())
        first, second = (await at.kept(INTRO)).checkpoints
        assert (first.outcome, first.note) == (CheckpointOutcome.SLIPPED, "board")
        assert (second.on, second.outcome) == (date(2026, 12, 8), None)


async def test_a_day_that_has_passed_is_asked_about_once(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY), tab="commitments") as at:
        await at.press("o")
        await at.sheet(CloseCommitment)
        await at.press("o")
        await at.write("yesterday")
        await at.press("enter")
        told = at.app.screen.query_one("DateField > Static", Static)
        assert "has passed" in str(told.render())
        await at.press("enter", "enter")
        await at.until(lambda: at.app.screen is at.screen)
        first, second = (await at.kept(INTRO)).checkpoints
        assert first.outcome is CheckpointOutcome.ON_TRACK
        assert second.on == date(2026, 11, 23)


async def test_what_is_closed_can_be_opened_again(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, DRAFT)), tab="commitments") as at:
        await at.press("K")
        assert (await at.kept(DRAFT)).closed_at == DRAFT.closed_at
        await at.press("o")
        await at.sheet(CloseCommitment)
        await at.press("r")
        await at.until(lambda: at.app.screen is at.screen and at.list()[0] == "LATER 1")
        assert (await at.kept(DRAFT)).state is CommitmentState.OPEN


async def test_a_commitment_can_be_kept_right_in_the_timeline(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY, events=EVENTS)) as at:
        await at.press("j", "j", "j", "K")
        await at.until(lambda: any("kept" in row and "data team" in row for row in at.list()))
        assert (await at.kept(INTRO)).state is CommitmentState.KEPT
        entry = at.screen.entry
        assert entry is not None
        assert entry.id == INTRO.id


async def test_tab_goes_round_and_a_click_on_its_name_goes_there(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY)) as at:
        for shown in (*[*Tab][1:], Tab.TIMELINE):
            await at.press("tab")
            tab = at.screen.tab
            assert tab.which is shown
            assert at.tabs() == [tab]
            assert at.screen.focused is tab.target
        await at.press("shift+tab")
        assert at.tabs() == [at.screen.query_one("#profile").parent]
        await at.pilot.click("TitleBar", offset=(28, 0))
        assert at.tabs() == [at.screen.query_one("#commitments").parent]


@pytest.mark.parametrize("tab", Tab)
async def test_v_goes_straight_to_a_tab_and_so_does_opening_at_it(
    make_app: MakeApp, tab: Tab
) -> None:
    async with desk(make_app(HISTORY), tab=tab) as at:
        assert at.tabs() == [at.screen.tab]
        assert at.screen.tab.which is tab
        assert not at.screen.tab.stale
        for other in Tab:
            await at.press("v")
            await at.sheet(Choice)
            await at.press(other.letter)
            await at.until(lambda: at.app.screen is at.screen)
            assert at.screen.tab.which is other
            await at.until(lambda: not at.screen.tab.stale and at.screen.tab.has_focus_within)


def test_each_tab_has_its_class_in_order_and_a_letter() -> None:
    assert [kind.which for kind in TABS] == list(Tab)
    assert len({tab.letter for tab in Tab}) == len(Tab)


async def test_the_profile_tells_the_rhythm_and_what_became_of_the_talks(make_app: MakeApp) -> None:
    weekly = replace(MAYA, weekday=1, time="15:30")
    async with desk(make_app((weekly, *HISTORY[1:])), tab="profile") as at:
        page = at.screen.query_one("#profile", EntryPage).plain
        for words in (
            "Senior engineer",
            "Rhythm        every week on Tuesdays at 15:30",
            "Next talk     Tue 24 Nov, 15:30  today",
            "Agenda        Standard 30 minutes, as usual",
            "Zone          Europe/Berlin, as yours",
            "Held          1 talk, the last Tue 17 Nov",
            "Moved         once: 1 by you",
            "Cancelled     never",
        ):
            assert " ".join(words.split()) in " ".join(page.split())


async def test_the_next_talk_is_told_on_the_clocks_of_both(make_app: MakeApp) -> None:
    far = replace(MAYA, weekday=1, time="10:00", zone="America/New_York")
    async with desk(make_app((far, *HISTORY[1:])), tab="profile") as at:
        page = at.screen.query_one("#profile", EntryPage).plain
        assert "Next talk Tue 24 Nov, 16:00 (10:00 in America/New_York)  today" in page


async def test_archive_and_back(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY), tab="profile") as at:
        await at.press("A")
        await at.until(lambda: "Archived" in at.screen.query_one("#profile", EntryPage).plain)
        assert (await at.person()).archived_at == NOW
        assert dict(at.screen.query_one(KeyBar).keys())["A"] == "bring back"
        await at.press("u")
        await at.until(lambda: "Archived" not in at.screen.query_one("#profile", EntryPage).plain)
        assert (await at.person()).archived_at is None
        assert dict(at.screen.query_one(KeyBar).keys())["A"] == "archive"


async def test_nobody_archived_is_talked_with(make_app: MakeApp) -> None:
    gone = replace(MAYA, archived_at=NOW)
    async with desk(make_app((gone,))) as at:
        for key in ("m", "p", "x"):
            assert key not in at.screen.active_bindings


async def test_empty_lists_teach_and_offer_no_key_that_does_nothing(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA,))) as at:
        assert "m starts the first talk" in at.list()
        assert not at.screen.query_one("#page").display
        for key in ("enter", "right", "K", "B", "X", "o", "r", "e", "A", "u"):
            assert key not in at.screen.active_bindings
        await at.press("tab")
        assert "c writes the first one" in at.list()


async def test_a_name_is_never_markup(make_app: MakeApp) -> None:
    odd = replace(MAYA, name="[/] [red]x 漢字 👩‍💻")
    note = replace(OLD, text="[/] \x1b[31mred\x1b[0m [bold]")
    async with desk(make_app((odd, note, replace(INTRO, meeting_id=None, goal="[/b]")))) as at:
        assert "19  win         + [/] red [bold]" in at.list()
        for _ in Tab:
            await at.press("j", "enter", "escape", "tab")


async def test_n_captures_a_line_with_its_sign(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA,))) as at:
        await at.press("n")
        await at.sheet(CaptureSheet)
        await at.press("plus")
        await at.write("shipped it")
        await at.press("enter")
        await at.until(lambda: "24  win         + shipped it" in at.list())
        await at.press("u")
        await at.until(lambda: "m starts the first talk" in at.list())


async def test_f_writes_down_feedback(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA,))) as at:
        await at.press("f")
        await at.sheet(FeedbackSheet)
        await at.write("stayed curious")
        await at.press("ctrl+s")
        await at.until(lambda: any("stayed curious" in row for row in at.list()))
        (overview,) = await at.app.store.read(lambda store: store.overviews())
        assert [feedback.text for feedback in overview.feedback] == ["stayed curious"]


async def test_x_cancels_the_next_talk_with_who_and_why(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY)) as at:
        await at.press("x")
        await at.sheet(MoveTalk)
        await at.press("right", "tab", "right", "tab")
        await at.write("ill")
        await at.press("ctrl+s")
        await at.until(lambda: any("cancelled" in row for row in at.list()))
        assert "24  cancelled   × Tue 24 Nov, by Maya: ill" in at.list()
        await at.press("shift+tab")
        profile = at.screen.query_one("#profile", EntryPage)
        assert "Cancelled once: 1 by Maya" in profile.plain


async def test_c_writes_a_new_commitment_and_enter_edits_it(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA,)), tab="commitments") as at:
        await at.press("c")
        await at.sheet(CommitmentEditor)
        await at.write("draft the plan")
        await at.press("ctrl+s")
        await at.until(lambda: at.app.screen is at.screen and at.list()[0] == "LATER 1")
        (written,) = await at.app.store.read(lambda store: store.commitments(MAYA.id))
        assert (written.goal, written.person_id) == ("draft the plan", MAYA.id)
        await at.press("enter")
        await at.sheet(CommitmentEditor)
        await at.write(" today")
        await at.press("ctrl+s")
        await at.until(lambda: any("draft the plan today" in row for row in at.list()))
        await at.press("u")
        await at.until(lambda: not any("today" in row for row in at.list()))
        assert await at.kept(written) == written


async def test_e_edits_the_person(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA,)), tab="profile") as at:
        await at.press("e")
        await at.sheet(PersonForm)
        await at.press("end")
        await at.write("a")
        await at.press("ctrl+s")
        await at.until(lambda: at.app.screen is at.screen)
        assert (await at.person()).name == "Maya Lindqvista"
        await at.press("u")
        await at.until(lambda: "Lindqvista" not in at.screen.query_one("#profile", EntryPage).plain)
        assert await at.person() == MAYA


async def test_r_opens_the_recap_of_the_talk_under_the_cursor(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY, events=EVENTS)) as at:
        assert "r" not in at.screen.active_bindings
        await at.press("j", "j", "r")
        await at.sheet(RecapSheet)
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.screen)


async def test_m_starts_the_talk_and_p_prepares_it(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA,))) as at:
        await at.press("p")
        await at.sheet(PrepareScreen)
        await at.press("escape")
        await at.until(lambda: at.app.screen is at.screen)
        await at.press("m")
        await at.sheet(TalkScreen)
        (live,) = await at.app.store.read(lambda store: store.live_meetings())
        assert live.person_id == MAYA.id


async def test_a_change_from_elsewhere_is_shown_and_the_cursor_stays(make_app: MakeApp) -> None:
    async with desk(make_app(HISTORY)) as at:
        await at.press("j")
        before = at.screen.entry
        at.app.store.apply(Change.added(replace(OLD, id="777777777702", at=NOW, text="just now")))
        at.screen.reload()
        await at.until(lambda: any("just now" in row for row in at.list()))
        assert at.screen.entry == before


async def test_two_thousand_entries_stay_quick(make_app: MakeApp) -> None:
    few, many = [
        [
            replace(OLD, id=f"{number:012}", at=NOW - timedelta(hours=10 * number))
            for number in range(count)
        ]
        for count in (20, 2000)
    ]
    async with desk(make_app((MAYA, *few))) as at:
        short = await keys_take(at)
    async with desk(make_app(many[len(few) :])) as at:
        assert sum(row.startswith("NOVEMBER") for row in at.list()) >= 1
        took = await keys_take(at)
        assert took < 5 * short


async def keys_take(at: Desk) -> float:
    """Seconds of the processor, which what else the machine does leaves alone."""
    before = process_time()
    await at.press(*["j"] * 5, "G", "g")
    return process_time() - before
