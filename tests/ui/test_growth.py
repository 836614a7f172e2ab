"""Growth on the screen: the walk with its draft and versions, strengths, evidence, preferences."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import Growth, Preferences, Roadmap, Strength
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.preferences_sheet import PreferencesSheet
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.modals.roadmap_walk import RoadmapWalk
from convo_tui.ui.modals.strength_sheet import StrengthSheet
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_growth import GrowthList, GrowthTab
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import RowList

NOW = FakeClock.START
AGO = NOW - timedelta(days=40)
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW - timedelta(days=400))
ROADMAP = Roadmap(
    "00000000bbb1",
    MAYA.id,
    AGO,
    "lead a team",
    "runs reviews",
    ("the migration", "mentoring"),
    "run one review alone",
    date(2026, 12, 18),
)
CALM = Strength("00000000ccc1", MAYA.id, "calm in outages", AGO, "on call", "the audit")
WIN = Note("00000000ddd1", MAYA.id, AGO, "kept her head", NoteKind.WIN)
PRAISE = Feedback("00000000eee1", MAYA.id, AGO, "told the customer early")
LIKES = Preferences("00000000fff1", MAYA.id, AGO, ("reflective",), "a day ahead", "customers")


class Room:
    """The tab of growth in a running app."""

    def __init__(self, app: ConvoApp, pilot: Pilot[None], screen: PersonScreen) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen

    async def growth(self) -> Growth:
        """What is kept."""
        return await self.app.store.read(lambda store: store.growth(MAYA.id))

    @property
    def lines(self) -> list[str]:
        """The lines of the tab."""
        return [item.row.plain for item in self.screen.query_one(GrowthList).items]

    @property
    def page(self) -> str:
        """The page beside the list."""
        return self.screen.query_one(GrowthTab).query_one(EntryPage).plain

    @property
    def said(self) -> str:
        """The bottom line."""
        return self.screen.query_one(KeyBar).said

    async def go_to(self, value: Value) -> None:
        """Put the cursor on a line."""
        rows = self.screen.query_one(GrowthList)
        await until(self.pilot, lambda: value.id in ids(rows))
        rows.highlighted = ids(rows).index(value.id)
        await self.pilot.pause()

    async def back(self) -> None:
        """Wait until no sheet lies over the tab."""
        await until(self.pilot, lambda: self.app.screen is self.screen)


def ids(rows: GrowthList) -> list[str]:
    return [item.value.id if item.value is not None else "" for item in rows.items]


@asynccontextmanager
async def at_growth(
    make_app: MakeApp, *values: Value, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Room]:
    app = make_app([MAYA, *values])
    async with app.run_test(size=size) as pilot:
        await today(app, pilot)
        screen = PersonScreen(MAYA.id, Tab.GROWTH)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.complete and screen.query_one(GrowthList).items)
        yield Room(app, pilot, screen)


S = TypeVar("S", RoadmapWalk, StrengthSheet, PreferencesSheet)


async def sheet(room: Room, kind: type[S], *keys: str) -> S:
    await room.pilot.press(*keys)
    found = await opened(room.app, room.pilot, kind)
    await until(room.pilot, lambda: found._keeps)
    return found


async def test_a_blank_tab_teaches_and_its_keys_begin(make_app: MakeApp) -> None:
    async with at_growth(make_app) as room:
        text = "\n".join(room.lines)
        for words in ("CAREER ROADMAP", "w walks along it with Maya", "a names the first one"):
            assert words in text
        assert "HOW MAYA LIKES IT ~ private" in text
        works = room.screen.tab.works()
        assert [
            key for key in ("link", "let_go", "versions", "exit", "edit_line") if works[key]
        ] == []
        await sheet(room, StrengthSheet, "a")


async def test_the_walk_leads_through_four_steps_to_a_commitment(make_app: MakeApp) -> None:
    async with at_growth(make_app) as room:
        walk = await sheet(room, RoadmapWalk, "w")
        assert "1 of 4" in shown(room.app)
        await write(room.pilot, "lead a team")
        await room.pilot.press("enter")
        assert "2 of 4" in shown(room.app)
        await room.pilot.press("ctrl+n")  # a step may stay blank
        await write(room.pilot, "the migration")
        await room.pilot.press("tab")
        await write(room.pilot, "mentoring")
        await room.pilot.press("tab", "tab")
        assert "4 of 4" in shown(room.app)
        assert "the migration · mentoring" in shown(room.app)
        await write(room.pilot, "run one review alone")
        await room.pilot.press("enter")
        await write(room.pilot, "18 Dec")
        await room.pilot.press("enter")
        await opened(room.app, room.pilot, Choice)
        assert walk not in room.app.screen_stack
        await room.pilot.press("c")
        editor = await opened(room.app, room.pilot, CommitmentEditor)
        await until(room.pilot, lambda: editor._keeps)
        await room.pilot.press("ctrl+s")
        await room.back()
        growth = await room.growth()
        (drawn,), (commitment,) = growth.roadmaps, growth.commitments
        assert (drawn.where_to, drawn.today) == ("lead a team", "")
        assert drawn.routes == ("the migration", "mentoring")
        assert drawn.commitment_id == commitment.id
        assert (commitment.goal, commitment.due) == ("run one review alone", date(2026, 12, 18))
        await room.pilot.press("u")
        await until(room.pilot, lambda: "Undone" in room.said)
        growth = await room.growth()
        assert (growth.commitments, growth.roadmaps[0].commitment_id) == ((), None)


async def test_steps_go_back_and_forth_and_what_was_typed_stays(make_app: MakeApp) -> None:
    async with at_growth(make_app, ROADMAP) as room:
        await sheet(room, RoadmapWalk, "w")
        assert "lead a team" in shown(room.app)
        await room.pilot.press("ctrl+n", "ctrl+n")
        assert "3 of 4" in shown(room.app)
        await room.pilot.press("shift+tab")
        assert "2 of 4" in shown(room.app)
        await room.pilot.press("ctrl+b", "ctrl+b")
        assert "1 of 4" in shown(room.app)


async def test_a_walk_that_was_cut_off_goes_on_in_its_step(make_app: MakeApp) -> None:
    async with at_growth(make_app) as room:
        await sheet(room, RoadmapWalk, "w")
        await write(room.pilot, "lead a team")
        await room.pilot.press("enter")
        await write(room.pilot, "runs\nreviews")
        await room.app.store.read(lambda _: None)
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await today(app, pilot)
        screen = PersonScreen(MAYA.id, Tab.GROWTH)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.complete)
        room = Room(app, pilot, screen)
        walk = await sheet(room, RoadmapWalk, "w")
        assert "2 of 4" in shown(app)
        assert (walk.typed()["where_to"], walk.typed()["today"]) == ("lead a team", "runs\nreviews")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        (drawn,) = (await room.growth()).roadmaps
        assert drawn.today == "runs\nreviews"
        assert await app.store.read(lambda store: store.draft(f"roadmap {MAYA.id}")) == ""


async def test_each_day_has_a_version_and_one_key_shows_them_all(make_app: MakeApp) -> None:
    async with at_growth(make_app, ROADMAP) as room:
        for word in (" soon", ", really"):
            await sheet(room, RoadmapWalk, "w")
            await write(room.pilot, word)
            await room.pilot.press("ctrl+s")
            await opened(room.app, room.pilot, Choice)
            await room.pilot.press("n")
            await room.back()
        growth = await room.growth()
        assert [each.where_to for each in growth.roadmaps] == [
            "lead a team",
            "lead a team soon, really",
        ]
        await room.go_to(growth.roadmaps[1])
        await until(room.pilot, lambda: "earlier version" in room.page)
        await room.pilot.press("o")
        await until(room.pilot, lambda: "BEFORE" in room.page)
        assert room.page.count("Where to") == 2


async def test_a_walk_without_a_change_keeps_no_version(make_app: MakeApp) -> None:
    async with at_growth(make_app, ROADMAP) as room:
        await sheet(room, RoadmapWalk, "w")
        await room.pilot.press("ctrl+s")
        await opened(room.app, room.pilot, Choice)
        await room.pilot.press("escape")
        assert (await room.growth()).roadmaps == (ROADMAP,)


@pytest.mark.parametrize(
    ("day", "sentence"), [("soonish", "is no date I know"), ("1 Nov 2026", "that day is over")]
)
async def test_a_day_that_is_none_is_said_where_it_stands(
    make_app: MakeApp, day: str, sentence: str
) -> None:
    async with at_growth(make_app, replace(ROADMAP, exit_on=None)) as room:
        walk = await sheet(room, RoadmapWalk, "w")
        await room.pilot.press("ctrl+n", "ctrl+n", "ctrl+n", "enter")
        await write(room.pilot, day)
        await room.pilot.press("ctrl+b", "ctrl+s")
        assert "4 of 4" in shown(room.app)
        assert sentence in shown(room.app)
        assert walk.query_one(DateField).text == day


async def test_nothing_written_is_no_roadmap(make_app: MakeApp) -> None:
    async with at_growth(make_app) as room:
        walk = await sheet(room, RoadmapWalk, "w")
        await room.pilot.press("ctrl+s")
        assert "Nothing is written yet" in shown(room.app)
        assert room.app.screen is walk


async def test_the_next_exit_becomes_a_commitment_later_too(make_app: MakeApp) -> None:
    async with at_growth(make_app, ROADMAP) as room:
        await room.pilot.press("E")
        editor = await opened(room.app, room.pilot, CommitmentEditor)
        await until(room.pilot, lambda: editor._keeps)
        await room.pilot.press("ctrl+s")
        await room.back()
        growth = await room.growth()
        assert growth.roadmap is not None
        assert growth.commitment_of(growth.roadmap) == growth.commitments[0]
        await until(room.pilot, lambda: not room.screen.tab.works()["exit"])


async def test_a_next_exit_that_was_left_half_written_is_back_the_next_time(
    make_app: MakeApp,
) -> None:
    async with at_growth(make_app, ROADMAP) as room:
        for before, typed in (("", "three"), ("three", " plans")):
            await room.pilot.press("E")
            editor = await opened(room.app, room.pilot, CommitmentEditor)
            await until(room.pilot, lambda editor=editor: editor._keeps)  # type: ignore[misc]
            assert editor.text("metric") == before
            editor.query_one("#metric").focus()
            await room.pilot.pause()
            await write(room.pilot, typed)
            await room.pilot.press("escape")
            await room.back()


async def test_a_strength_is_named_linked_and_let_go(make_app: MakeApp) -> None:
    async with at_growth(make_app, WIN, PRAISE) as room:
        await sheet(room, StrengthSheet, "a")
        await write(room.pilot, "calm in outages")
        await room.pilot.press("enter")
        await write(room.pilot, "on call")
        await room.pilot.press("ctrl+s")
        await room.back()
        (strength,) = (await room.growth()).strengths
        assert (strength.name, strength.helps) == ("calm in outages", "on call")
        await room.go_to(strength)
        for key, count in (("1", 1), ("2", 2), ("1", 1)):
            await room.pilot.press("L")
            await opened(room.app, room.pilot, Choice)
            await room.pilot.press(key)
            await room.back()
            assert len((await room.growth()).evidence) == count
        await until(room.pilot, lambda: "IT SHOWED IN" in room.page)
        await room.pilot.press("d")
        (strength,) = (await room.growth()).strengths
        assert strength.ended_at is not None
        await until(room.pilot, lambda: any("until" in line for line in room.lines))
        await room.pilot.press("u")
        await until(room.pilot, lambda: any("seen 1 time" in line for line in room.lines))


async def test_a_fourth_strength_is_gently_spoken_of_and_kept(make_app: MakeApp) -> None:
    three = [replace(CALM, id=f"00000000ccc{n}", name=f"number {n}") for n in (1, 2, 3)]
    async with at_growth(make_app, *three) as room:
        await sheet(room, StrengthSheet, "a")
        assert "3 count already. Two or three are easier to build on" in shown(room.app)
        await write(room.pilot, "a fourth")
        await room.pilot.press("ctrl+s")
        await room.back()
        assert len((await room.growth()).counting) == 4


async def test_an_edit_of_a_strength_let_go_keeps_what_it_said(make_app: MakeApp) -> None:
    over = replace(CALM, ended_at=AGO + timedelta(days=3))
    async with at_growth(make_app, over) as room:
        await room.go_to(over)
        await sheet(room, StrengthSheet, "enter")
        await write(room.pilot, " at night")
        await room.pilot.press("ctrl+s")
        await room.back()
        await until(room.pilot, lambda: "Edited" in room.said)
        (kept,) = await room.app.store.read(lambda store: store.corrections((over.id,)))
        assert (kept.field, kept.was) == ("name", "calm in outages")


async def test_preferences_are_ticked_by_their_letters_and_private(make_app: MakeApp) -> None:
    async with at_growth(make_app) as room:
        await sheet(room, PreferencesSheet, "h")
        await room.pilot.press("r", "d", "r", "w")
        assert "likes it straight: ask it plainly" in shown(room.app)
        await room.pilot.press("tab")
        await write(room.pilot, "a day ahead")
        await room.pilot.press("ctrl+s")
        await room.back()
        (kept,) = (await room.growth()).preferences
        assert (kept.styles, kept.spoken) == (("direct", "warm"), "a day ahead")
        await until(room.pilot, lambda: any("ask it plainly" in line for line in room.lines))
        await room.pilot.press("full_stop")
        await until(room.pilot, lambda: not any("ask it plainly" in line for line in room.lines))
        assert "a day ahead" not in shown(room.app)
        await room.pilot.press("h")
        await until(room.pilot, lambda: "This is private" in room.said)


async def test_a_win_in_the_timeline_is_linked_by_one_key(make_app: MakeApp) -> None:
    app = make_app([MAYA, CALM, WIN])
    async with app.run_test(size=(120, 40)) as pilot:
        await today(app, pilot)
        screen = PersonScreen(MAYA.id, go_to=WIN.id)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.complete and screen.entry and screen.entry.id == WIN.id)
        await pilot.press("L")
        await opened(app, pilot, Choice)
        await pilot.press("1")
        await until(pilot, lambda: app.screen is screen)
        ((evidence, _),) = await app.store.read(lambda store: store.growth(MAYA.id).evidence)
        assert (evidence.strength_id, evidence.note_id) == (CALM.id, WIN.id)
        await until(pilot, lambda: "Shows" in screen.tab.query_one(EntryPage).plain)
        assert "calm in outages" in screen.tab.query_one(EntryPage).plain


async def test_an_earlier_version_in_the_timeline_stays_as_it_was(make_app: MakeApp) -> None:
    newer = replace(ROADMAP, id="00000000bbb2", at=AGO + timedelta(days=9))
    app = make_app([MAYA, ROADMAP, newer])
    async with app.run_test(size=(120, 40)) as pilot:
        await today(app, pilot)
        screen = PersonScreen(MAYA.id, go_to=ROADMAP.id)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.complete and screen.entry)
        await until(pilot, lambda: screen.entry and screen.entry.id == ROADMAP.id)
        await pilot.press("e")
        bar = screen.query_one(KeyBar)
        await until(pilot, lambda: "An earlier version stays" in bar.said)
        await pilot.press("g", "e")
        await opened(app, pilot, RoadmapWalk)


async def test_growth_is_a_short_line_each_before_and_in_the_talk(make_app: MakeApp) -> None:
    app = make_app([MAYA, ROADMAP, CALM, LIKES])
    async with app.run_test(size=(140, 45)) as pilot:
        await today(app, pilot)
        plan = PrepareScreen(MAYA.id)
        await app.push_screen(plan)
        await until(pilot, lambda: plan.query_one("#plans", RowList).items)
        for words in ("next exit: run one review alone", "strong at: calm in outages"):
            assert words in shown(app)
        assert "~ likes time to think: ask early · a day ahead" in shown(app)
        await pilot.press("enter")
        talk = await opened(app, pilot, TalkScreen)
        assert "next exit" not in shown(app)
        await pilot.press("n", "n")
        await until(pilot, lambda: "next exit: run one" in shown(app))
        assert "strong at: calm" in shown(app)
        await pilot.press("q")
        picker = await opened(app, pilot, QuestionPicker)
        await until(pilot, lambda: picker.query_one("#questions", RowList).items)
        await write(pilot, "roadmap")
        rows = picker.query_one("#questions", RowList)
        await until(pilot, lambda: rows.items and "Career roadmap" in rows.items[-1].row.plain)
        rows.highlighted = len(rows.items) - 1
        await pilot.press("enter")
        walk = await opened(app, pilot, RoadmapWalk)
        await until(pilot, lambda: walk._keeps)
        await write(pilot, " one day")
        await pilot.press("ctrl+s")
        await opened(app, pilot, Choice)
        await pilot.press("n")
        await until(pilot, lambda: app.screen is talk)
        roadmaps = await app.store.read(lambda store: store.growth(MAYA.id).roadmaps)
        assert [each.meeting_id for each in roadmaps] == [None, talk.talk.id]
        await pilot.press("W")
        await opened(app, pilot, Choice)
        await pilot.press("2")
        await opened(app, pilot, StrengthSheet)


async def test_a_held_talk_has_what_counted_then(make_app: MakeApp) -> None:
    held = Meeting(
        "00000000aaa2",
        MAYA.id,
        AGO,
        DEFAULT.segments,
        state=MeetingState.HELD,
        ended_at=AGO + timedelta(minutes=30),
    )
    ended = replace(CALM, ended_at=AGO + timedelta(days=1))
    later = replace(CALM, id="00000000ccc9", created_at=AGO + timedelta(days=2))
    app = make_app([MAYA, held, ended, later])
    async with app.run_test() as pilot:
        await today(app, pilot)
        page = await app.store.read(lambda store: store.talk_page(held.id))
        assert page is not None
        assert page.strengths == (ended,)
        (overview,) = await app.store.read(lambda store: store.overviews((MAYA.id,)))
        assert overview.strengths == (later,)
