"""The timeline by its keys: pages, filter, words, period, dates and weeks."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.corrections import corrections_of
from convo_tui.domain.goals import Goal
from convo_tui.domain.growth import Roadmap
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, Value
from convo_tui.storage.store import Store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.screens import person_timeline
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.widgets.activity_strip import ActivityStrip
from convo_tui.ui.widgets.ask_line import AskLine
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.timeline_filter import FilterLines
from convo_tui.ui.widgets.timeline_list import KEPT, PAGE, TimelineList
from convo_tui.ui.widgets.timeline_view import TimelineView

NOW = FakeClock.START  # Tuesday 24 November 2026
CLOCK = "15:30"  # of `NOW`, in the zone of the tests
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200))


def a_note(number: int, days: float, text: str, kind: NoteKind = NoteKind.NOTE) -> Note:
    return Note(f"{number:012}", MAYA.id, NOW - timedelta(days=days), text, kind)


FEW: tuple[Value, ...] = (
    MAYA,
    a_note(1, 0, "calm with the customer", NoteKind.WIN),
    a_note(2, 1, "staging is down", NoteKind.BLOCKER),
    replace(a_note(3, 8, "looks tired of staging"), private=True),
    a_note(4, 40, "Zürich went well", NoteKind.WIN),
    a_note(5, 400, "staging began", NoteKind.WIN),
)
MANY: tuple[Value, ...] = (
    MAYA,
    *(a_note(number, number / 4, f"number {number}") for number in range(2500)),
)
HELD = Meeting(
    "bbbbbbbbbbbb", MAYA.id, NOW - timedelta(days=7), DEFAULT.segments,
    state=MeetingState.HELD, ended_at=NOW - timedelta(days=7) + timedelta(minutes=30),
)  # fmt: skip


class Desk:
    """The screen with its hands on the keys."""

    def __init__(self, app: ConvoApp, pilot: Pilot[None], screen: PersonScreen) -> None:
        self.app, self.pilot, self.screen = app, pilot, screen
        self.list: TimelineList = screen.query_one(TimelineList)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    @property
    def texts(self) -> list[str]:
        found = map(self.list.entry, range(self.list.outline.count))
        return [entry.text for entry in found if entry is not None]

    async def lists(self, *texts: str) -> None:
        await until(self.pilot, lambda: self.texts == list(texts))

    async def on(self, text: str) -> None:
        await until(self.pilot, lambda: self.screen.entry and self.screen.entry.text == text)

    async def jump(self, words: str) -> None:
        await self.press("colon")
        await write(self.pilot, words)
        await self.press("enter")

    @property
    def filtered(self) -> bool:
        return self.screen.query_one(TimelineView).filtered

    @property
    def page(self) -> EntryPage:
        return self.screen.query_one(EntryPage)

    @property
    def filter(self) -> str:
        lines = self.screen.query_one(FilterLines).lines
        return " ".join(" ".join(line.plain for line in lines).split())

    @property
    def told(self) -> str:
        return self.screen.query_one(AskLine).told

    @property
    def week(self) -> str:
        return self.screen.query_one(ActivityStrip).words

    def screen_line(self) -> int:
        """In which line of the list the cursor is seen."""
        return self.list.outline.line_of(self.list.cursor) - self.list.scroll_offset.y


@asynccontextmanager
async def desk(
    app: ConvoApp, size: tuple[int, int] = (120, 36), go_to: str = ""
) -> AsyncIterator[Desk]:
    async with app.run_test(size=size) as pilot:
        await app.ready()
        screen = PersonScreen(MAYA.id, go_to=go_to)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.complete and screen.focused is not None)
        yield Desk(app, pilot, screen)


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor need not rest before its page is shown and read."""
    monkeypatch.setattr(person_timeline, "REST_SECONDS", 0.001)
    monkeypatch.setattr(person_timeline, "FOLLOW_SECONDS", 0.001)


async def test_digits_choose_kinds_together_and_0_or_escape_shows_all(make_app: MakeApp) -> None:
    async with desk(make_app(FEW)) as at:
        everything = at.texts
        assert len(everything) == 5
        assert "entries" not in at.filter  # the title tells it
        await at.press("3")
        await at.lists("staging is down")
        assert "✓3 ! blockers" in at.filter
        assert at.filter.endswith("1 of 5 entries")
        await at.press("2")
        await until(at.pilot, lambda: len(at.texts) == 4)
        await at.press("2", "3", "4")
        await at.lists("looks tired of staging")
        await at.press("0")
        await at.lists(*everything)
        assert "0" not in at.screen.active_bindings
        await at.press("1", "escape")
        await at.lists(*everything)
        assert at.app.screen is at.screen
        await at.press("escape")
        assert at.app.screen is not at.screen


async def test_goals_and_growth_share_the_last_digit(make_app: MakeApp) -> None:
    goal = Goal("0000000000a1", MAYA.id, "lead a migration", NOW - timedelta(days=3))
    drawn = Roadmap("0000000000a2", MAYA.id, NOW - timedelta(days=2), "to be an architect")
    async with desk(make_app([*FEW, goal, drawn])) as at:
        await at.press("9")
        await at.lists("to be an architect", "lead a migration")
        assert "✓9 goals, growth" in at.filter
        await at.press("9")
        await until(at.pilot, lambda: len(at.texts) == 7)


async def test_words_are_looked_for_as_they_are_typed_and_kept_on_escape(
    make_app: MakeApp,
) -> None:
    async with desk(make_app(FEW)) as at:
        await at.press("w", *"sta")
        await at.lists("staging is down", "looks tired of staging", "staging began")
        await until(at.pilot, lambda: at.told == "3 of 5 entries")
        await at.press("escape", "2")
        await at.lists("staging began")
        assert "✓w “sta”" in at.filter
        await at.press("w")
        await write(at.pilot, "x nowhere")
        await until(at.pilot, lambda: at.list.plain[0] == "NOTHING FITS")
        await until(at.pilot, lambda: at.told == "none of 5 entries")
        await at.press("enter")
        assert "0 shows everything again; esc does too" in at.list.plain
        assert not at.screen.query_one("#page").display
        await at.press("0", "w", *"zurich")
        await at.lists("Zürich went well")


async def test_what_is_private_is_not_found_by_words_or_kind_while_hidden(
    make_app: MakeApp,
) -> None:
    async with desk(make_app(FEW)) as at:
        await at.press("full_stop")
        await until(at.pilot, lambda: any("~ private" in line for line in at.list.plain))
        await at.press("w", *"tired")
        await until(at.pilot, lambda: at.list.outline.count == 0)
        await at.press("escape", "0", "4")
        await until(at.pilot, lambda: at.filtered and not at.list.outline.count)
        await at.press("full_stop")
        await at.lists("looks tired of staging")


async def test_a_period_is_typed_or_stepped_through(make_app: MakeApp) -> None:
    async with desk(make_app(FEW)) as at:
        await at.press("s")
        assert "since March" in at.told
        await write(at.pilot, "whenever")
        await at.press("enter")
        assert "‘whenever’ is no date I know. Try: since March" in at.told
        assert at.screen.query_one(AskLine).text == "whenever"
        await at.press(*["backspace"] * 8)
        await write(at.pilot, "2025 to last month")
        assert at.told == "Wed 1 Jan 2025 to Sat 31 Oct"
        await at.press("enter")
        await at.lists("Zürich went well", "staging began")
        assert "✓s Wed 1 Jan 2025 to Sat 31 Oct" in at.filter
        await at.press("0", "s", "down", "down", "down")
        assert at.screen.query_one(AskLine).text == "this month"
        await at.press("up", "enter")
        await at.lists("looks tired of staging")  # last week
        await at.press("s", *["backspace"] * 9, "enter")
        await until(at.pilot, lambda: len(at.texts) == 5)


async def test_a_date_goes_to_its_entries_or_to_what_came_before(make_app: MakeApp) -> None:
    async with desk(make_app(FEW)) as at:
        await at.press("colon", *"soon", "enter")
        assert at.told == (
            "‘soon’ is no date I know. Try: 12 May, last month, March, 2025, 3 weeks ago"
        )
        assert at.screen.query_one(AskLine).text == "soon"
        await at.press(*["backspace"] * 4)
        await write(at.pilot, "last month")
        assert at.told == "Thu 1 Oct to Sat 31 Oct"
        await at.press("enter")
        await at.on("Zürich went well")
        assert at.screen.focused is at.list
        await at.jump("yesterday")
        await at.on("staging is down")
        await at.jump("3 March")
        await at.on("staging began")
        await until(at.pilot, lambda: "Nothing on Tue 3 Mar; this is what came" in shown(at.app))
        await at.jump("March")
        await until(at.pilot, lambda: "Nothing from Sun 1 Mar to Tue 31" in shown(at.app))
        await at.jump("2019")
        await until(at.pilot, lambda: "as old as Tue 31 Dec 2019; this" in shown(at.app))
        await at.on("staging began")


async def test_the_strip_goes_from_week_to_week_over_those_without_entries(
    make_app: MakeApp,
) -> None:
    async with desk(make_app(FEW)) as at:
        assert at.week == "week of 23 Nov, 2 entries"
        assert "right" not in at.screen.active_bindings
        await at.press("left")
        await at.on("looks tired of staging")
        assert at.week == "week of 16 Nov, 1 entry"
        await at.press("left", "left")
        await at.on("staging began")  # beyond the 52 weeks: the strip moves along
        assert at.week == "week of 20 Oct 2025, 1 entry"
        assert "left" not in at.screen.active_bindings
        await at.press("right")
        await at.on("Zürich went well")
        await at.press("1")
        await until(at.pilot, lambda: at.week == "week of 23 Nov, no entries")


@pytest.mark.parametrize("width", [80, 120, 200])
async def test_the_strip_and_the_filter_fit(make_app: MakeApp, width: int) -> None:
    async with desk(make_app(FEW), (width, 24)) as at:
        strip = at.screen.query_one(ActivityStrip)
        label, bars, months = (line.plain for line in strip.lines)
        assert all(line.cell_length <= strip.size.width for line in strip.lines)
        assert label.rstrip().endswith("▾") or "▾ week" in label
        assert label.index("▾") == 51 * len(bars.split()[0]) // 52
        assert bars.split()[0].count("·") >= 40
        assert "Nov" in months
        await at.press("6", "w")
        await write(at.pilot, "words that are rather long, as some are")
        await at.press("enter", "s")
        await write(at.pilot, "12 May 2025 to yesterday")
        await at.press("enter")
        await until(at.pilot, lambda: "yesterday" not in at.filter and "2025" in at.filter)
        lines = at.screen.query_one(FilterLines)
        assert all(line.cell_length <= lines.size.width for line in lines.lines)
        assert "✓6 > commitments" in at.filter
        assert "0 of 5 entries" in at.filter


async def test_in_a_wide_window_a_long_entry_stands_whole_and_prose_keeps_its_measure(
    make_app: MakeApp,
) -> None:
    long = " ".join(f"word{number:02}" for number in range(14))  # 97 cells, and their lead
    async with desk(make_app((*FEW, a_note(6, 2, long))), (200, 60)) as at:
        assert long in shown(at.app)
        await at.press("j", "j")
        await at.on(long)
        await until(at.pilot, lambda: at.page.plain.startswith("SUNDAY"))
        assert 60 <= at.page.size.width <= 90
        # What is said where nothing fits is prose.
        await at.press("1")
        await until(at.pilot, lambda: not at.texts)
        assert at.list.size.width <= 90


async def test_of_many_entries_only_those_around_the_view_are_in_memory(
    make_app: MakeApp,
) -> None:
    async with desk(make_app(MANY)) as at:
        assert at.list.virtual_size.height == at.list.outline.lines
        assert at.list.outline.count == 2500
        most = 2 + 2 * KEPT + 1
        for _ in range(90):
            await at.press("pagedown")
            assert len(at.list.pages) <= most
        await at.press("G")
        await at.on("number 2499")
        await until(at.pilot, lambda: len(at.list.pages) <= most and 24 in at.list.pages)
        await until(at.pilot, lambda: "…" not in at.list.render_line(5).text)
        await at.press("g")
        await at.on("number 0")
        await at.press(*["j"] * (PAGE + 20))
        await at.on(f"number {PAGE + 20}")


async def test_cursor_and_view_stay_where_they_are_as_pages_come_and_entries_change(
    make_app: MakeApp,
) -> None:
    async with desk(make_app(MANY)) as at:
        await at.press("colon")
        await write(at.pilot, "3.3.")
        await at.press("enter")
        await until(at.pilot, lambda: at.list.cursor > 1000 and at.screen.entry)
        await at.press(*["j"] * 7)
        entry, line = at.screen.entry, at.screen_line()
        assert entry is not None
        # Another window writes above, takes something away, and edits what the cursor is on.
        new = [replace(a_note(5000 + each, 3, "new"), kind=NoteKind.WIN) for each in range(3)]
        assert isinstance(entry.subject, Note)
        edited = replace(entry.subject, text="said anew")
        changes = [Change.added(note) for note in new]
        changes += [Change.removed(MANY[9]), Change.edited(entry.subject, edited)]
        at.app.store.apply(*changes)
        at.screen.reload()
        await at.on("said anew")
        assert at.screen.entry is not None
        assert at.screen.entry.key == entry.key
        assert at.list.outline.count == 2502
        assert at.screen_line() == line


async def test_a_filter_keeps_the_cursor_near_in_time(make_app: MakeApp) -> None:
    notes = [
        replace(note, kind=NoteKind.WIN) if place % 3 == 0 else note
        for place, note in enumerate(each for each in MANY[1:400] if isinstance(each, Note))
    ]
    async with desk(make_app((MAYA, *notes))) as at:
        for _ in range(5):
            await at.press("pagedown")
        before = at.screen.entry
        assert before is not None
        await at.press("2")
        await until(at.pilot, lambda: at.filtered and len(at.texts) < 200)
        await until(at.pilot, lambda: at.screen.entry)
        after = at.screen.entry
        assert after is not None
        assert timedelta() <= before.at - after.at < timedelta(days=1)


async def test_e_edits_the_entry_and_o_opens_its_talk(make_app: MakeApp) -> None:
    note = replace(a_note(1, 7, "staging is down"), meeting_id=HELD.id)
    between = a_note(2, 3, "between two talks")
    async with desk(make_app((MAYA, HELD, note, between))) as at:
        await at.on("between two talks")
        assert "o" not in at.screen.active_bindings
        await at.press("j", "j")
        await at.on("staging is down")
        await at.press("e")
        await opened(at.app, at.pilot, LineSheet)
        await write(at.pilot, ", twice")
        await at.press("enter")
        await at.on("staging is down, twice")
        page = at.screen.query_one(EntryPage)
        await until(at.pilot, lambda: "Edited Tue 24 Nov: it said “staging is down”" in page.plain)
        await at.press("u")
        await at.on("staging is down")
        await until(at.pilot, lambda: "it said" not in page.plain)
        await at.press("o")
        await opened(at.app, at.pilot, PastTalkScreen)
        await at.press("escape")
        await until(at.pilot, lambda: at.app.screen is at.screen)
        await at.on("staging is down")
        # The same letters on the other tabs.
        await at.press("tab")
        assert "o" not in at.screen.active_bindings
        await at.press("shift+tab", "shift+tab")
        assert at.screen.active_bindings["e"].binding.id == "profile.edit"


async def test_on_a_talk_the_footer_has_its_recap_and_no_edit_that_is_refused(
    make_app: MakeApp,
) -> None:
    began = NOW - timedelta(days=9)
    logged = replace(HELD, id="bbbbbbbbbb02", logged_at=NOW, started_at=began, ended_at=began)
    note = a_note(2, 3, "between two talks")
    async with desk(make_app((MAYA, HELD, logged, note))) as at:
        await at.on("between two talks")
        bar = at.screen.query_one(KeyBar)
        assert ("r", "recap") not in [*bar.keys()]
        for talk, edits in ((HELD, False), (logged, True)):
            await at.press("j")
            await until(at.pilot, lambda one=talk: at.screen.talk_id == one.id)  # type: ignore[misc]
            keys = bar.keys()
            assert ("r", "recap") in keys
            assert ("o", "its talk") not in keys
            assert ("enter", "open") in keys
            assert (("e", "edit") in keys) is edits
            assert ("e" in at.screen.active_bindings) is edits
        await at.press("o")
        await opened(at.app, at.pilot, PastTalkScreen)


async def test_a_line_of_a_logged_talk_pretends_no_time(make_app: MakeApp) -> None:
    talk = replace(HELD, ended_at=HELD.started_at + timedelta(milliseconds=2), logged_at=NOW)
    note = replace(a_note(1, 7, "walked by the river"), meeting_id=talk.id)
    between = a_note(2, 3, "between two talks")
    async with desk(make_app((MAYA, talk, note, between))) as at:
        await at.on("between two talks")
        await until(at.pilot, lambda: CLOCK in at.page.plain)
        await at.press("j", "j")
        await at.on("walked by the river")
        await until(at.pilot, lambda: "In the talk of Tue 17 Nov" in at.page.plain)
        assert CLOCK not in at.page.plain


async def test_a_later_edit_of_what_was_private_stays_hidden(make_app: MakeApp) -> None:
    note = replace(a_note(1, 7, "tired"), private=True)
    mended = replace(note, text="very tired")
    edits = [change.after for change in corrections_of(note, mended, NOW)]
    async with desk(make_app((MAYA, mended, *(edit for edit in edits if edit)))) as at:
        await until(at.pilot, lambda: "it said “tired”" in at.page.plain)
        await at.press("full_stop")
        await until(at.pilot, lambda: "tired" not in at.page.plain)


class Held:
    """One of the store's reads, which waits until it may go on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self.asked, self._go_on, read = False, threading.Event(), getattr(Store, name)

        def slow(*args: Any, **kwargs: Any) -> Any:
            self.asked = True
            assert self._go_on.wait(10)
            return read(*args, **kwargs)

        monkeypatch.setattr(Store, name, slow)

    def go_on(self) -> None:
        self._go_on.set()


async def test_what_is_hidden_while_its_page_is_read_stays_hidden(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(make_app((MAYA, replace(a_note(1, 1, "tired"), private=True)))) as at:
        await until(at.pilot, lambda: "tired" in at.page.plain)
        teller, reading = at.screen.teller, Held(monkeypatch, "context")
        assert teller is not None
        await at.screen.tab.load(teller)
        await until(at.pilot, lambda: reading.asked)
        at.screen.teller = replace(teller, hides=True)
        reading.go_on()
        await at.app.workers.wait_for_complete()
        await at.pilot.pause()
        assert "tired" not in at.page.plain


async def test_a_filling_that_is_given_up_goes_no_further(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(make_app(FEW)) as at:
        teller, reading = at.screen.teller, Held(monkeypatch, "extent")
        assert teller is not None
        given_up = asyncio.ensure_future(at.screen.tab.load(teller))
        await until(at.pilot, lambda: reading.asked)
        behind = asyncio.ensure_future(at.screen.tab.load(replace(teller, hides=True)))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        reading.go_on()
        await behind
        assert any("~ private" in line for line in at.list.plain)


async def test_the_month_of_what_is_in_view_stands_at_the_top(make_app: MakeApp) -> None:
    async with desk(make_app(MANY)) as at:
        await at.press(*["pagedown"] * 2)
        entry = at.list.entry(at.list.outline.nearest(at.list.scroll_offset.y))
        assert entry is not None
        top, below = (at.list.render_line(line).text for line in (0, 1))
        assert top.split()[0] == f"{entry.at:%B}".upper()
        assert below.strip("▸ ").split()[0].isdigit()
        await at.press("k")
        assert at.screen_line() >= 1


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_what_it_was_opened_for_is_in_sight(make_app: MakeApp, size: tuple[int, int]) -> None:
    async with desk(make_app(MANY), size, f"{700:012}") as at:
        await at.on("number 700")
        assert 0 <= at.screen_line() < at.list.size.height


async def test_the_list_stands_apart_from_the_choice_of_it(make_app: MakeApp) -> None:
    async with desk(make_app(MANY), (80, 24)) as at:
        lines = shown(at.app).splitlines()
        top = at.list.region.y
        assert lines[top].strip()
        assert not lines[top - 1].strip()
        assert "growth" in lines[top - 2]
