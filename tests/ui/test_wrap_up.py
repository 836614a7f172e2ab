"""The wrap-up by its keys, and the recap of a past talk, checked against the file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import calendars
import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import WorkerCancelled
from ui.conftest import MakeApp
from ui.steps import shown

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.values import Value
from convo_tui.ui import clipboard
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.check_list import CheckList
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.recap_view import RecapEditor
from convo_tui.ui.widgets.steps import Steps

NOW = FakeClock.START
BEGAN = NOW - timedelta(minutes=32)
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200), time="14:30", weekday=1)
TALK = Meeting(
    "bbbbbbbbbbbb",
    MAYA.id,
    BEGAN,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=BEGAN + timedelta(seconds=600),
    manager_seconds=300.0,
    report_seconds=200.0,
    untracked_seconds=100.0,
    segment_seconds=(300.0, 300.0, 0.0, 0.0),
    longest_manager=200.0,
)
EVENTS = (
    MeetingEvent(TALK.id, 0, BEGAN, EventKind.STARTED),
    MeetingEvent(TALK.id, 1, BEGAN + timedelta(seconds=100), EventKind.SPEAKER, {"who": "report"}),
    MeetingEvent(TALK.id, 2, BEGAN + timedelta(seconds=300), EventKind.SPEAKER, {"who": "manager"}),
    MeetingEvent(TALK.id, 3, BEGAN + timedelta(seconds=300), EventKind.SEGMENT, {"to": 1}),
    MeetingEvent(TALK.id, 4, BEGAN + timedelta(seconds=600), EventKind.ENDED),
)
VAGUE = Commitment(
    "cccccccccc01",
    MAYA.id,
    "work on the review queue",
    BEGAN,
    metric="no review older than 2 days",
    manager_part="talk to the leads",
    resources="half a day",
    obstacles="the release",
    celebration="cake",
    meeting_id=TALK.id,
)
CLEAR = replace(
    VAGUE,
    id="cccccccccc02",
    goal="write the postmortem of the outage",
    checkpoints=(Checkpoint("dddddddddd02", date(2026, 11, 27)),),
)
WIN = Note("eeeeeeeeee01", MAYA.id, BEGAN, "shipped it", NoteKind.WIN, meeting_id=TALK.id)
TIRED = Note("eeeeeeeeee02", MAYA.id, BEGAN, "SENTINEL tired", private=True, meeting_id=TALK.id)
EVERYTHING: tuple[Value, ...] = (MAYA, TALK, VAGUE, CLEAR, WIN, TIRED)


class Wrapping:
    """The wrap-up in a running app, and how to look at it."""

    def __init__(self, app: ConvoApp, pilot: Pilot[None], screen: WrapUpScreen) -> None:
        self.app = app
        self.pilot = pilot
        self.wrap_up = screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until what was done is in the file and the screen has been filled from it."""
        await self.app.store.read(lambda _: None)
        await self.pilot.pause()
        while loads := [worker for worker in self.app.workers if worker.group == "load"]:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete(loads)
        await self.pilot.pause()

    async def finish(self) -> None:
        """Wait for what a key began, where it does not wait for a key itself."""
        await self.app.workers.wait_for_complete()
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*("space" if sign == " " else sign for sign in text))

    async def fill(self, text: str) -> None:
        """Replace what stands in the field that has the focus."""
        field = self.front().focused
        assert isinstance(field, Input)
        field.value = ""
        await self.type(text)

    def front(self) -> Screen[object]:
        """The screen in front; a method, since keys change it."""
        return self.app.screen

    @property
    def shown(self) -> str:
        return shown(self.app)

    @property
    def steps(self) -> list[tuple[str, bool]]:
        return [(step.words, step.done) for step in self.wrap_up.query_one(Steps).steps]

    @property
    def footer(self) -> dict[str, str]:
        bar = self.wrap_up.query_one(KeyBar)
        return dict(bar.keys())

    def lines(self) -> list[str]:
        rows = self.wrap_up.query_one(CheckList).items
        return [row.row.plain for row in rows if row.row.plain]

    async def page(self) -> TalkPage:
        page = await self.app.store.read(lambda store: store.talk_page(TALK.id))
        assert page is not None
        return page

    async def draft(self) -> str:
        return await self.app.store.read(lambda store: store.draft(f"recap {TALK.id}"))


Wrap = Callable[..., AbstractAsyncContextManager[Wrapping]]


@pytest.fixture
def wrap(make_app: MakeApp) -> Wrap:
    @asynccontextmanager
    async def opened(
        values: tuple[Value, ...] = EVERYTHING,
        size: tuple[int, int] = (120, 36),
        now: datetime = NOW,
        events: tuple[MeetingEvent, ...] = EVENTS,
    ) -> AsyncIterator[Wrapping]:
        app = make_app(values, now, events=events)
        async with app.run_test(size=size) as pilot:
            await app.ready()
            screen = WrapUpScreen(TALK.id)
            await app.push_screen(screen)
            page = Wrapping(app, pilot, screen)
            await page.settle()
            yield page

    return opened


# --- from step to step ---------------------------------------------------------------------------


async def test_every_step_can_be_skipped_by_n_and_then_today_says_what_came(wrap: Wrap) -> None:
    async with wrap() as page:
        assert "NEXT STEPS" in page.shown
        await page.press("n")
        assert "YOUR SHARE" in page.shown
        await page.press("n")
        assert "HOW IT GOES" in page.shown
        await page.press("n")
        assert "NEXT TALK" in page.shown
        await page.press("n")
        assert "RECAP" in page.shown
        await page.press("n")
        assert isinstance(page.front(), TodayScreen)
        assert "The talk with Maya is wrapped up: 2 next steps." in page.shown
        assert (await page.page()).meeting == TALK


async def test_b_goes_back_and_escape_is_done(wrap: Wrap) -> None:
    async with wrap() as page:
        assert "b" not in page.footer
        await page.press("n", "n", "b")
        assert "YOUR SHARE" in page.shown
        await page.press("escape")
        assert isinstance(page.front(), TodayScreen)


async def test_a_click_goes_to_a_step(wrap: Wrap) -> None:
    async with wrap() as page:
        steps = page.wrap_up.query_one(Steps)
        await page.pilot.click(Steps, offset=(4, steps.size.height - 2))
        await page.settle()
        assert "RECAP" in page.shown


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_the_footer_of_each_step_shows_only_what_works_there(
    wrap: Wrap, size: tuple[int, int]
) -> None:
    async with wrap(size=size) as page:
        always = {"n": "next", "esc": "leave", "?": "keys"}
        back = {"b": "before"}
        assert page.footer == {"enter": "mend it", "c": "commitment", **always}
        await page.press("n")
        guess = {"enter": "show it", "→": "more", "←": "less"}
        assert page.footer == {**guess, **always, **back}
        assert list(page.footer)[:3] == ["enter", "←", "→"]  # as they lie on the keyboard
        await page.press("n")
        answers = {"→": "more", "space": "same", "←": "less"}
        assert page.footer == {**answers, **always, **back}
        assert list(page.footer)[:3] == ["←", "space", "→"]
        await page.press("n")
        assert page.footer == {"enter": "keep this date", "e": "edit", **always, **back}
        await page.press("n")
        recap = {"e": "edit", "y": "copy", "s": "save to a file"}
        assert page.footer == {**recap, **always, **back, "esc": "done"}
        await page.press("b")
        assert page.footer["esc"] == "leave"


async def test_it_can_be_opened_again_and_finds_all_it_kept(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "4", "0", "enter", "n", "n", "enter", "escape")
        again = WrapUpScreen(TALK.id)
        await page.app.push_screen(again)
        await page.settle()
        page.wrap_up = again
        assert page.steps[1::2] == [("guessed 40 %", True), ("Tue 1 Dec 14:30", True)]


# --- the commitments -----------------------------------------------------------------------------


async def test_blanks_and_vague_words_stand_beneath_each_commitment(wrap: Wrap) -> None:
    async with wrap() as page:
        lines = page.lines()
        vague, clear = (
            next(n for n, line in enumerate(lines) if each.goal in line) for each in (VAGUE, CLEAR)
        )
        beneath = lines[vague + 1 : clear]
        assert any("‘work on’" in line for line in beneath)
        assert any("No checkpoint ahead" in line for line in beneath)
        assert lines[clear + 1 :] == []
        assert page.steps[0] == (f"2 written, {len(beneath)} to look at", False)


async def test_enter_opens_the_field_that_the_line_points_at(wrap: Wrap) -> None:
    async with wrap() as page:
        rows = page.wrap_up.query_one(CheckList)
        rows.highlighted = next(
            n for n, row in enumerate(rows.items) if "No checkpoint" in row.row.plain
        )
        await page.press("enter")
        assert isinstance(page.front(), CommitmentEditor)
        field = page.front().focused
        assert field is not None
        assert field.id == "checkpoint"
        await page.type("fri")
        await page.press("ctrl+s")
        await page.finish()
        (after,) = [c for c in (await page.page()).commitments if c.id == VAGUE.id]
        assert after.due == date(2026, 11, 27)
        assert not any("No checkpoint" in line for line in page.lines())
        await page.press("u")
        (undone,) = [c for c in (await page.page()).commitments if c.id == VAGUE.id]
        assert undone == VAGUE


async def test_c_writes_one_more_commitment_of_this_talk(wrap: Wrap) -> None:
    async with wrap((MAYA, TALK)) as page:
        assert "c writes it" in page.shown
        assert page.steps[0][0] == "none written"
        await page.press("c")
        await page.type("send the draft to Ana")
        await page.press("ctrl+s")
        await page.finish()
        (made,) = (await page.page()).commitments
        assert (made.goal, made.meeting_id) == ("send the draft to Ana", TALK.id)
        assert page.steps[0][0].startswith("1 written, ")


async def test_leaving_the_editor_changes_nothing(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("enter")
        assert isinstance(page.front(), CommitmentEditor)
        await page.press("escape")
        await page.finish()
        assert page.front() is page.wrap_up
        assert set((await page.page()).commitments) == {VAGUE, CLEAR}


async def test_private_commitments_are_hidden_on_a_shared_screen(wrap: Wrap) -> None:
    secret = replace(VAGUE, goal="SENTINEL work", private=True)
    async with wrap((MAYA, TALK, secret)) as page:
        assert "SENTINEL" in page.shown
        await page.press("full_stop")
        assert "SENTINEL" not in page.shown
        assert "~ private" in page.shown
        await page.press("enter")
        assert page.front() is page.wrap_up


# --- the guess -----------------------------------------------------------------------------------


async def test_the_share_shows_only_after_the_guess(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n")
        assert "60 %" not in page.shown
        await page.press("enter")
        assert "Type a number first" in page.shown
        await page.type("35")
        await page.press("enter")
        assert (await page.page()).meeting.guess == 0.35
        shown = page.shown
        assert "You guessed 35 %, it was 60 %." in shown
        assert "You spoke 25 points more than you thought." in shown
        assert "longest stretch 3:20" in shown
        assert "Untracked 17 %" in shown
        lines = shown.splitlines()
        assert any("Wins" in line and "  0 %" in line and "5:00" in line for line in lines)
        assert any("Blockers" in line and "100 %" in line and "5:00" in line for line in lines)
        assert not any("Help" in line and "%" in line for line in lines)
        assert page.steps[1] == ("guessed 35 %", True)
        assert "enter" not in page.footer
        await page.press("u")
        assert (await page.page()).meeting.guess is None
        assert "60 %" not in page.shown


@pytest.mark.parametrize(
    ("keys", "guess"),
    [
        ("1 0 0", 1.0),
        ("0", 0.0),
        ("3 5 5", 0.05),
        ("3 5 backspace 1", 0.31),
        ("right", 0.5),
        ("right right", 0.55),
        ("left left left", 0.4),
        ("9 8 up", 1.0),
        ("3 minus", 0.0),
    ],
)
async def test_a_guess_is_typed_or_stepped(wrap: Wrap, keys: str, guess: float) -> None:
    async with wrap() as page:
        await page.press("n", *keys.split(), "enter")
        assert (await page.page()).meeting.guess == guess


@pytest.mark.parametrize(
    ("guess", "words"),
    [("57", "Your sense of it was right."), ("90", "You spoke 30 points less than you thought.")],
)
async def test_the_gap_is_only_stated(wrap: Wrap, guess: str, words: str) -> None:
    async with wrap() as page:
        await page.press("n", *guess, "enter")
        assert words in page.shown


async def test_a_short_talk_is_not_judged(wrap: Wrap) -> None:
    short = replace(TALK, manager_seconds=100.0, report_seconds=50.0, untracked_seconds=20.0)
    async with wrap((MAYA, short)) as page:
        await page.press("n", "2", "0", "enter")
        assert "it was 67 %" in page.shown
        assert "points" not in page.shown
        assert "The talk was short" in page.shown


async def test_where_nobody_was_tracked_there_is_nothing_to_guess(wrap: Wrap) -> None:
    silent = replace(TALK, manager_seconds=0.0, report_seconds=0.0)
    async with wrap((MAYA, silent), events=()) as page:
        await page.press("n", "5", "enter")
        assert "nothing to guess" in page.shown
        assert page.steps[1] == ("nothing tracked", False)
        assert (await page.page()).meeting.guess is None


# --- the next date -------------------------------------------------------------------------------


async def test_enter_keeps_the_date_that_the_rhythm_proposes(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n")
        assert "Tuesday 1 December 2026, 14:30" in page.shown
        await page.press("enter")
        person = (await page.page()).person
        assert person.next_at == datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
        assert "RECAP" in page.shown
        assert "Next talk: Tuesday 1 December 2026, 14:30." in page.shown
        assert page.steps[3] == ("Tue 1 Dec 14:30", True)
        await page.press("b")
        assert "settled" in page.shown
        await page.press("u")
        assert (await page.page()).person == MAYA
        await page.press("escape")
        assert "wrapped up: 2 next steps." in page.shown


async def test_checkpoints_of_the_next_talk_go_along_with_its_date(wrap: Wrap) -> None:
    tuesday = (Checkpoint("dddddddddd03", date(2026, 12, 1)),)
    then = replace(CLEAR, id="cccccccccc03", checkpoints=tuesday)
    other = (Checkpoint("dddddddddd04", date(2026, 12, 1)),)
    closed = replace(
        then, id="cccccccccc04", checkpoints=other, state=CommitmentState.KEPT, closed_at=NOW
    )
    async with wrap((*EVERYTHING, then, closed)) as page:
        await page.press("n", "n", "n", "e")
        await page.type("mon 9:15")
        await page.press("enter", "enter")
        assert "Next talk: Monday 30 November 2026, 09:15. 1 checkpoint goes along." in page.shown
        due = {each.id: each.due for each in (await page.page()).commitments}
        assert due[then.id] == date(2026, 11, 30)
        assert due[closed.id] == date(2026, 12, 1)
        assert due[CLEAR.id] == date(2026, 11, 27)
        await page.press("u")
        due = {each.id: each.due for each in (await page.page()).commitments}
        assert due[then.id] == date(2026, 12, 1)
        assert (await page.page()).person == MAYA


async def test_a_typed_date_is_shown_in_full_before_it_is_kept(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "e")
        assert isinstance(page.front(), LineSheet)
        await page.type("fri 9:15")
        await page.press("enter")
        assert page.front() is page.wrap_up
        assert "Friday 27 November 2026, 9:15" in page.shown.replace(" 09:15", " 9:15")
        assert (await page.page()).person == MAYA
        await page.press("enter")
        after = (await page.page()).person
        assert after.next_at == datetime(2026, 11, 27, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize("leaving", ["enter", "escape"])
@pytest.mark.parametrize("going", ["n", "b", "escape"])
async def test_a_typed_date_is_kept_however_one_goes_on(
    wrap: Wrap, leaving: str, going: str
) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "e")
        await page.type("wed 10:00")
        await page.press(leaving)
        await page.finish()
        assert "Wednesday 25 November 2026, 10:00" in page.shown
        await page.press(going)
        after = (await page.page()).person
        assert after.next_at == datetime(2026, 11, 25, 9, tzinfo=UTC)


async def test_a_date_that_does_not_read_holds_one_up_until_it_is_mended(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "e")
        await page.type("soonish")
        await page.press("escape")
        await page.finish()
        await page.press("n")
        assert "NEXT TALK" in page.shown
        assert "soonish" in page.shown
        await page.press("e")
        field = page.front().query_one("#line", Input)
        assert field.value == "soonish"
        await page.press(*["backspace"] * 7, "escape")
        await page.finish()
        await page.press("n")
        assert "RECAP" in page.shown
        assert (await page.page()).person == MAYA


async def test_without_a_time_the_usual_one_is_meant(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "e")
        await page.type("thu")
        await page.press("enter", "enter")
        after = (await page.page()).person
        assert after.next_at == datetime(2026, 11, 26, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "told"), [("soonish", "soonish"), ("2026-11-20 10:00", "has passed")]
)
async def test_nonsense_and_the_past_are_refused_in_place(
    wrap: Wrap, typed: str, told: str
) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "e")
        await page.type(typed)
        await page.press("enter")
        assert isinstance(page.front(), LineSheet)
        assert page.front().query_one("#line", Input).value == typed
        hint = page.front().query_one("#line-hint", Static).content
        assert told in str(hint)
        assert "fri 14:30" in str(hint)


async def test_without_a_rhythm_there_is_none_until_one_is_typed(wrap: Wrap) -> None:
    free = replace(MAYA, every_weeks=None, weekday=None, time="")
    async with wrap((free, TALK)) as page:
        await page.press("n", "n", "n")
        assert "none" in page.shown
        assert "enter" not in page.footer
        await page.press("e")
        await page.type("fri")
        await page.press("enter")
        assert "At what time?" in page.shown
        await page.type(" 14:30")
        await page.press("enter", "enter")
        after = (await page.page()).person
        assert after.next_at == datetime(2026, 11, 27, 13, 30, tzinfo=UTC)


async def test_the_date_of_a_talk_begun_early_is_not_taken_for_the_next(wrap: Wrap) -> None:
    early = replace(MAYA, next_at=NOW + timedelta(minutes=20))
    async with wrap((early, TALK)) as page:
        await page.press("n", "n", "n")
        assert "Tuesday 1 December 2026" in page.shown
        assert page.steps[3] == ("to settle", False)


async def test_the_persons_own_clock_is_told_where_it_differs(wrap: Wrap) -> None:
    away = replace(MAYA, zone="America/New_York", time="08:30")
    async with wrap((away, TALK)) as page:
        await page.press("n", "n", "n")
        assert "Tuesday 1 December 2026, 14:30" in page.shown
        assert "08:30 for Maya in America/New_York" in page.shown
        await page.press("e")
        await page.type("fri 15:00")
        await page.press("enter")
        assert "Friday 27 November 2026, 15:00" in page.shown
        assert "09:00 for Maya in America/New_York" in page.shown


# --- the recap -----------------------------------------------------------------------------------


async def test_the_recap_has_nothing_private(wrap: Wrap) -> None:
    async with wrap(size=(120, 60)) as page:
        await page.press("n", "n", "n", "n")
        assert "- shipped it" in page.shown
        assert "SENTINEL" not in page.shown


async def test_the_recap_is_edited_and_what_is_typed_is_kept_at_every_key(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "e")
        assert page.footer == {"esc": "leave the field", "F1": "keys"}
        await page.type("Ours: ")
        assert (await page.draft()).startswith("Ours: # Maya Lindqvist")
        await page.press("escape")
        assert page.front() is page.wrap_up
        assert (await page.page()).meeting.recap.startswith("Ours: # Maya Lindqvist")
        assert await page.draft() == ""
        assert "Ours: # Maya" in page.shown
        assert page.steps[4] == ("edited", False)
        await page.press("u")
        assert (await page.page()).meeting.recap == ""


async def test_an_edit_that_changes_nothing_leaves_the_recap_generated(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "e", "x", "backspace", "escape")
        assert (await page.page()).meeting.recap == ""
        assert await page.draft() == ""


async def test_emptied_the_recap_is_the_generated_one_again(wrap: Wrap) -> None:
    async with wrap((MAYA, replace(TALK, recap="ours"))) as page:
        await page.press("n", "n", "n", "n", "e", *["delete"] * 6, "escape")
        assert (await page.page()).meeting.recap == ""
        assert "# Maya Lindqvist" in page.shown


async def test_an_edit_that_a_kill_cut_off_is_there_again(wrap: Wrap) -> None:
    async with wrap() as page:
        page.app.store.keep_draft(f"recap {TALK.id}", "half a sent")
        await page.app.push_screen(WrapUpScreen(TALK.id))
        await page.settle()
        assert (await page.page()).meeting.recap == "half a sent"
        assert await page.draft() == ""


async def test_what_is_pasted_loses_its_control_codes(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "e")
        editor = page.wrap_up.query_one(RecapEditor)
        page.app.post_message(Paste("\x1b]52;c;x\x07one\ntwo\u202e\t[/]"))
        await page.settle()
        assert editor.text.startswith("one\ntwo\t[/]# Maya")
        await page.press("escape")
        assert (await page.page()).meeting.recap.startswith("one\ntwo\t[/]# Maya")


async def test_y_copies_and_says_by_which_way(wrap: Wrap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "TOOLS", ())
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "y")
        await page.finish()
        assert page.app.clipboard.startswith("# Maya Lindqvist, Tuesday 24 November 2026\n")
        assert "OSC 52" in page.shown
        assert page.steps[4] == ("copied", True)


async def test_a_recap_that_no_clipboard_took_is_not_copied(
    wrap: Wrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TOOLS", ())
    monkeypatch.setattr(clipboard, "LONGEST_BYTES", 10)
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "y")
        await page.finish()
        assert "No clipboard can be reached from here" in page.shown
        assert page.steps[4] == ("ready", False)


async def test_s_saves_to_the_file_that_is_proposed(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "s")
        field = page.front().query_one("#line", Input)
        assert field.value == "~/maya-lindqvist-2026-11-24.md"
        await page.press("enter")
        await page.finish()
        path = Path.home() / "maya-lindqvist-2026-11-24.md"
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# Maya Lindqvist, Tuesday 24 November 2026\n")
        assert "SENTINEL" not in text
        assert "Saved as" in page.shown
        assert page.steps[4] == ("saved", True)


async def until(page: Wrapping, kind: type[LineSheet | Choice[bool]]) -> None:
    """Wait for a screen that comes once a thread is done."""
    while not isinstance(page.front(), kind):
        await page.pilot.pause(0.01)
    await page.settle()


async def test_another_file_is_replaced_only_when_said(wrap: Wrap, tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("mine")
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "s")
        await page.fill(str(path))
        await page.press("enter")
        await until(page, Choice)
        await page.press("n")
        await until(page, LineSheet)
        assert page.front().query_one("#line", Input).value == str(path)
        assert path.read_text() == "mine"
        await page.press("enter")
        await until(page, Choice)
        await page.press("r")
        await page.finish()
        assert path.read_text(encoding="utf-8").startswith("# Maya")


async def test_a_missing_folder_is_told_in_place(wrap: Wrap, tmp_path: Path) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "n", "s")
        await page.fill(str(tmp_path / "none" / "a.md"))
        await page.press("enter")
        assert isinstance(page.front(), LineSheet)
        hint = page.front().query_one("#line-hint", Static).content
        assert "There is no folder" in str(hint)
        await page.press("escape")
        await page.finish()
        assert page.steps[4] == ("ready", False)


async def test_a_typed_date_is_kept_and_leaves_as_a_calendar_file(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("n", "n", "n", "e")
        await page.type("3 dec 15:15")
        await page.press("enter", "C")
        await until(page, LineSheet)
        assert page.front().query_one("#line", Input).value == "~/maya-lindqvist-2026-11-24.ics"
        await page.press("enter")
        await page.finish()
        text = (Path.home() / "maya-lindqvist-2026-11-24.ics").read_text(encoding="utf-8")
        titles = {event.summary.value: event for event in calendars.events(text)}
        assert titles.keys() == {
            "Talk with Maya Lindqvist",
            "Checkpoint with Maya Lindqvist: write the postmortem of the outage",
        }
        talk = titles["Talk with Maya Lindqvist"].dtstart.value
        assert talk.astimezone(UTC) == datetime(2026, 12, 3, 14, 15, tzinfo=UTC)
        assert "Saved as" in page.shown


# --- the recap of a past talk --------------------------------------------------------------------


async def test_the_sheet_shows_copies_and_saves_a_past_recap(
    wrap: Wrap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TOOLS", ())
    async with wrap() as page:
        await page.app.push_screen(RecapSheet(await page.page()))
        await page.settle()
        assert "# Maya Lindqvist, Tuesday 24 November 2026" in page.shown
        assert "SENTINEL" not in page.shown
        await page.press("y")
        await page.finish()
        assert page.app.clipboard.startswith("# Maya Lindqvist")
        await page.press("s", "enter")
        await page.finish()
        assert (Path.home() / "maya-lindqvist-2026-11-24.md").is_file()
        await page.press("escape")
        assert page.front() is page.wrap_up


async def test_w_in_the_sheet_opens_the_wrap_up_again(wrap: Wrap) -> None:
    async with wrap() as page:
        await page.press("escape")
        await page.app.push_screen(RecapSheet(await page.page()))
        await page.press("w")
        assert isinstance(page.front(), WrapUpScreen)
        await page.press("escape")
        assert isinstance(page.front(), TodayScreen)


async def test_a_talk_that_still_runs_has_no_wrap_up_yet(wrap: Wrap) -> None:
    async with wrap() as page:
        live = replace(TALK, state=MeetingState.LIVE, ended_at=None)
        await page.app.push_screen(RecapSheet(replace(await page.page(), meeting=live)))
        await page.press("w")
        assert isinstance(page.front(), RecapSheet)
