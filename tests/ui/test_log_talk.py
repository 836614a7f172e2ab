from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, until

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.log_talk import LogTalk
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.lines_field import LinesField
from convo_tui.ui.widgets.story_list import StoryList

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)  # Tuesday
LAST = datetime(2026, 11, 17, 13, 30, tzinfo=UTC)
MAYA = Person("0000000000aa", "Maya Lindqvist", LAST - timedelta(days=99), weekday=1, time="14:30")
HELD = Meeting(
    "0000000000bb",
    MAYA.id,
    LAST,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=LAST + timedelta(minutes=31),
)


@dataclass
class Desk:
    """The page of a person, and hands that log a talk on it."""

    app: ConvoApp
    pilot: Pilot[None]
    person: PersonScreen

    async def form(self) -> LogTalk:
        """The form, once it takes what is typed."""
        await self.pilot.press("l")
        sheet = await opened(self.app, self.pilot, LogTalk)
        await until(self.pilot, lambda: sheet._keeps)
        return sheet

    async def fill(self, sheet: LogTalk, notes: str = "", **fields: str) -> None:
        for name, text in fields.items():
            sheet.query_one(f"#{name}", Field).value = text
        if notes:
            sheet.query_one(LinesField).load_text(notes)
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def logged(self) -> TalkPage | None:
        """The talk that was logged, as the file has it."""
        talks = await self.app.store.read(lambda store: store.talks_with(MAYA.id))
        found = [talk.id for talk in talks if talk.logged_at is not None]
        if not found:
            return None
        return await self.app.store.read(lambda store: store.talk_page(found[0]))


@asynccontextmanager
async def desk(app: ConvoApp, size: tuple[int, int] = (100, 40)) -> AsyncIterator[Desk]:
    async with app.run_test(size=size) as pilot:
        await app.ready()
        person = PersonScreen(MAYA.id)
        await app.push_screen(person)
        await until(pilot, lambda: person.chosen is not None)
        yield Desk(app, pilot, person)


async def test_a_talk_is_logged_with_its_lines_and_one_undo_takes_it_back(
    make_app: MakeApp,
) -> None:
    async with desk(make_app((MAYA, HELD), NOW)) as at:
        sheet = await at.form()
        await at.fill(sheet, "+ shipped it\n\n> send the draft ^mon @me\n~ tired", day="fri")
        assert "Friday 20 November 2026, 4 days ago" in shown(at.app)
        assert "1 win, 1 commitment" in shown(at.app)
        await at.press("ctrl+s")
        await until(at.pilot, lambda: at.app.screen is at.person)
        assert "Logged: the talk with Maya on Friday 20 November 2026, 3 lines." in shown(at.app)
        page = await at.logged()
        assert page is not None
        assert [note.text for note in page.notes] == ["shipped it", "tired"]
        assert [step.goal for step in page.commitments] == ["send the draft"]
        assert page.meeting.length is None
        assert not page.meeting.has_time
        await at.press("u")
        assert await at.logged() is None
        (overview,) = await at.app.store.read(lambda store: store.overviews((MAYA.id,)))
        assert overview.last == HELD
        assert overview.commitments == ()


async def test_a_small_window_names_each_segment(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, HELD), NOW), (80, 24)) as at:
        await at.form()
        named = "30, or one each: Wins 5, Blockers 10, Development 10, Help 5"
        await until(at.pilot, lambda: named in shown(at.app))


async def test_keys_alone_fill_the_form(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, HELD), NOW)) as at:
        await at.form()
        typed = ("f", "r", "i", "enter", "1", "6", "enter", "3", "0", "enter", "4", "0", "enter")
        await at.press(*typed, "w", "o", "r", "d", "enter", "!", "space", "x")
        await at.press("ctrl+s")
        await until(at.pilot, lambda: at.app.screen is at.person)
        page = await at.logged()
        assert page is not None
        assert page.meeting.started_at == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
        assert page.meeting.length == 1800
        assert page.meeting.sums.manager_share == 0.4
        assert [note.text for note in page.notes] == ["word", "x"]


async def test_what_is_wrong_is_said_in_place_and_nothing_is_lost(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, HELD), NOW)) as at:
        sheet = await at.form()
        for fields, sentence, focus in (
            ({"day": ""}, "No date yet.", "day"),
            ({"day": "tomorrow"}, "is still to come.", "day"),
            ({"day": "fri", "at": "noonish"}, "That is no time of day", "at"),
            ({"at": "", "minutes": "5,5"}, "These are 2 numbers; give one for the talk", "minutes"),
            ({"minutes": "", "share": "lots"}, "from 0 to 100", "share"),
        ):
            await at.fill(sheet, **fields)
            await at.press("ctrl+s")
            assert sentence in shown(at.app)
            assert sheet.focused is not None
            assert sheet.focused.id == focus
        await at.fill(sheet, "fine\n> draft ^blue", share="")
        await at.press("ctrl+s")
        assert "Line 2: ‘blue’ is no date I know." in shown(at.app)
        assert isinstance(sheet.focused, LinesField)
        assert await at.logged() is None


async def test_what_was_typed_stands_there_again(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, HELD), NOW)) as at:
        sheet = await at.form()
        await at.fill(sheet, "+ a win\nand more", day="fri", minutes="30")
        await at.press("escape")
        assert at.app.screen is at.person
        sheet = await at.form()
        assert sheet.text("minutes") == "30"
        assert sheet.query_one(LinesField).lines == ["+ a win", "and more"]
        await at.press("ctrl+s")
        sheet = await at.form()
        assert sheet.text("minutes") == ""
        assert sheet.query_one(LinesField).text == ""


async def test_a_second_talk_of_one_day_is_asked_about_once(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, HELD), NOW)) as at:
        sheet = await at.form()
        await at.fill(sheet, day="2026-11-17")
        await at.press("ctrl+s")
        told = " ".join(shown(at.app).split())
        assert "There is a talk with Maya on Tuesday 17 November 2026 already" in told
        assert await at.logged() is None
        await at.press("ctrl+s")
        assert await at.logged() is not None


async def test_a_logged_talk_is_corrected_and_its_lines_go_along(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, HELD), NOW - timedelta(days=3))) as at:
        sheet = await at.form()
        await at.fill(sheet, "first\nsecond", day="2026-11-19")
        await at.press("ctrl+s")
        before = await at.logged()
        assert before is not None
    later = make_app((), NOW)
    async with later.run_test(size=(100, 40)) as pilot:
        await later.ready()
        screen = PastTalkScreen(before.meeting.id)
        await later.push_screen(screen)
        story = screen.query_one(StoryList)
        await until(pilot, lambda: story.items)
        await pilot.press("e")
        sheet = await opened(later, pilot, LogTalk)
        await until(pilot, lambda: sheet._keeps)
        assert not sheet.query(LinesField)
        assert sheet.text("day") == "2026-11-19"
        assert sheet.text("at") == sheet.text("minutes") == sheet.text("share") == ""
        for name, text in (("day", "2026-11-18"), ("at", "9:15"), ("minutes", "20")):
            sheet.query_one(f"#{name}", Field).value = text
        await pilot.press("ctrl+s")

        def told(words: str) -> bool:
            return any(words in item.row.plain for item in story.items)

        await until(pilot, lambda: told("Edited Tue 24 Nov: it began Thu 19 Nov, its length"))
        page = await later.store.read(lambda store: store.talk_page(before.meeting.id))
        assert page is not None
        talk = page.meeting
        assert talk.started_at == datetime(2026, 11, 18, 8, 15, tzinfo=UTC)
        assert talk.logged_at == before.meeting.logged_at
        assert talk.length == 1200
        assert [note.text for note in page.notes] == ["first", "second"]
        assert all(talk.started_at < note.at < (talk.ended_at or NOW) for note in page.notes)
        await pilot.press("u")
        await until(pilot, lambda: not told("Edited"))
        again = await later.store.read(lambda store: store.talk_page(before.meeting.id))
        assert again is not None
        assert (again.meeting, again.notes) == (before.meeting, before.notes)


async def test_a_talk_held_with_convo_keeps_its_clock(make_app: MakeApp) -> None:
    app = make_app((MAYA, HELD), NOW)
    async with app.run_test(size=(100, 40)) as pilot:
        await app.ready()
        screen = PastTalkScreen(HELD.id)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.query_one(StoryList).items)
        await pilot.press("e")
        await until(pilot, lambda: "The clock of this talk stays as it ran" in shown(app))
