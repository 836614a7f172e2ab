"""The search over any screen: what it finds as one types, and the way there and back."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static
from ui.conftest import MakeApp
from ui.places import leave
from ui.steps import opened, shown, today, until, write
from ui.talking import BETWEEN, MAYA, NOW, ago, into_talk, pass_time, state

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person, offered
from convo_tui.domain.search import Hit
from convo_tui.domain.values import Change
from convo_tui.storage.store import Store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.modals.search_sheet import HitList, SearchSheet, SeekField
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.settings import SettingsScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList

TOM = Person("tttttttttttt", "Tom Okafor", ago(200), role="Platform engineer")
ZOE = Person("zzzzzzzzzzzz", "Zoë Maddox", ago(200), archived_at=ago(9))
TALK = Meeting(
    "00000000000a", MAYA.id, ago(7), DEFAULT.segments, state=MeetingState.HELD,
    ended_at=ago(7) + timedelta(minutes=31), manager_seconds=600.0, report_seconds=1200.0,
)  # fmt: skip
CALM = Note("00000000000c", MAYA.id, ago(8), "calm in Zürich", NoteKind.WIN)
TIRED = Note("00000000000d", MAYA.id, ago(9), "calmer, or tired", private=True)
TOMS = Note("00000000000e", TOM.id, ago(10), "calm after the outage")
FULL = [*BETWEEN, TOM, ZOE, TALK, CALM, TIRED, TOMS]


async def searching(app: ConvoApp, pilot: Pilot[None], words: str = "") -> SearchSheet:
    """The search, with words in it and what they find."""
    await pilot.press("slash")
    sheet = await opened(app, pilot, SearchSheet)
    if words:
        await seek(pilot, sheet, words)
    return sheet


async def seek(pilot: Pilot[None], sheet: SearchSheet, words: str) -> None:
    """Type words anew, and wait for what they find."""
    await pilot.press("ctrl+u")
    await write(pilot, words)
    await until(pilot, lambda: sheet._shown == sheet._asked and sheet._asked.words == words)


def found(sheet: SearchSheet) -> list[str]:
    """What is listed: the texts of entries, the names of people."""
    listed = []
    for item in sheet.query_one(HitList).items if sheet.query_one(HitList).display else ():
        match item.value:
            case Hit(entry=entry):
                listed.append(entry.text)
            case Person(name=name):
                listed.append(name)
    return listed


def said(sheet: SearchSheet, part: str) -> str:
    return str(sheet.query_one(part, Static).render())


async def test_hits_come_as_one_types_with_person_kind_date_and_what_was_found_marked(
    make_app: MakeApp,
) -> None:
    app = make_app(FULL)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        sheet = await searching(app, pilot)
        assert "Beginnings of words will do" in shown(app)
        for letter in "zuric":
            await pilot.press(letter)
        await until(pilot, lambda: found(sheet) == [CALM.text])
        assert "1 found" in shown(app)
        (line,) = [line for line in shown(app).splitlines() if "▸ win" in line]
        assert line.split()[-6:] == ["in", "Zürich", "Maya", "Mon", "16", "Nov"]
        marked = {
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.bold and segment.style.underline
        }
        assert marked == {"Zürich"}
        await seek(pilot, sheet, "calm")
        assert sorted(found(sheet)) == sorted([CALM.text, TIRED.text, TOMS.text])
        (line,) = [line for line in shown(app).splitlines() if "tired" in line]
        assert "note" in line
        assert "~ calmer" in line


async def test_enter_jumps_to_the_entry_and_escape_comes_back_to_the_words(
    make_app: MakeApp,
) -> None:
    app = make_app(FULL)
    async with app.run_test(size=(120, 36)) as pilot:
        home = await today(app, pilot)
        sheet = await searching(app, pilot, "calm")
        hits = sheet.query_one(HitList)
        while not (isinstance(hits.value, Hit) and hits.value.entry.id == TOMS.id):
            await pilot.press("down")
        await pilot.press("enter")
        screen = await opened(app, pilot, PersonScreen)
        await until(pilot, lambda: screen.entry is not None)
        assert screen.entry is not None
        assert screen.entry.id == TOMS.id
        await pilot.press("escape")
        assert app.screen is sheet
        assert sheet.query_one(SeekField).value == "calm"
        assert sheet.focused is sheet.query_one(SeekField)
        await until(pilot, lambda: sheet._shown == sheet._asked)
        assert isinstance(hits.value, Hit)
        assert hits.value.entry.id == TOMS.id
        await pilot.press("escape")
        assert app.screen_stack == [home]


async def test_what_changed_meanwhile_is_found_on_coming_back(make_app: MakeApp) -> None:
    app = make_app(FULL)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        sheet = await searching(app, pilot, "outage")
        await pilot.press("enter")
        await opened(app, pilot, PersonScreen)
        app.store.apply(Change.edited(TOMS, replace(TOMS, text="an outage, and more")))
        await pilot.press("escape")
        await until(pilot, lambda: found(sheet) == ["an outage, and more"])


async def test_part_of_a_name_offers_the_person(make_app: MakeApp) -> None:
    app = make_app(FULL)
    async with app.run_test(size=(80, 24)) as pilot:
        home = await today(app, pilot)
        sheet = await searching(app, pilot, "okaf")
        assert found(sheet) == [TOM.name]
        assert "Nothing was written with “okaf” in it." in shown(app)
        await pilot.press("enter")
        screen = await opened(app, pilot, PersonScreen)
        await until(pilot, lambda: screen.chosen)
        assert screen.person_at_hand == TOM
        await pilot.press("escape")
        await seek(pilot, sheet, "zoe")
        assert found(sheet) == [ZOE.name]
        assert "archived" in shown(app)
        await leave(app, pilot, home)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("ma", ["Maya Lindqvist", "Zoë Maddox"]),
        ("quist", ["Maya Lindqvist"][:0]),
        ("qvist", ["Maya Lindqvist"]),
        ("maya lind", ["Maya Lindqvist"]),
        ("LIND maya", ["Maya Lindqvist"]),
        ("zoe", ["Zoë Maddox"]),
        ("o", ["Tom Okafor"]),
        ("om", ["Tom Okafor"]),
        ("", []),
        ("  ", []),
    ],
)
def test_whom_words_may_mean(words: str, names: list[str]) -> None:
    assert [person.name for person in offered([MAYA, TOM, ZOE], words)] == names


class TestWhom:
    async def test_a_person_s_page_is_about_them_and_one_key_widens_it(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await app.push_screen(PersonScreen(MAYA.id))
            screen = await opened(app, pilot, PersonScreen)
            await until(pilot, lambda: screen.chosen)
            sheet = await searching(app, pilot, "calm")
            assert said(sheet, "#search-whom") == "Search  only Maya Lindqvist"
            assert set(found(sheet)) == {CALM.text, TIRED.text}
            await seek(pilot, sheet, "outage")
            assert "Nothing about Maya has “outage” in it." in shown(app)
            await pilot.press("ctrl+t")
            await until(pilot, lambda: found(sheet) == [TOMS.text])
            assert said(sheet, "#search-whom") == "Search  everybody"
            await pilot.press("ctrl+t")
            await until(pilot, lambda: found(sheet) == [])

    async def test_today_is_about_everybody_and_one_key_narrows_it(self, make_app: MakeApp) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(120, 36)) as pilot:
            home = await today(app, pilot)
            await home.fill(go_to=TOM.id)
            sheet = await searching(app, pilot, "calm")
            assert len(found(sheet)) == 3
            await pilot.press("ctrl+t")
            await until(pilot, lambda: found(sheet) == [TOMS.text])
            assert said(sheet, "#search-whom") == "Search  only Tom Okafor"

    async def test_where_there_is_nobody_there_is_no_such_key(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            sheet = await searching(app, pilot, "anything")
            assert "Nothing has “anything” in it." in shown(app)
            assert "ctrl+t" not in shown(app)
            await pilot.press("ctrl+t")
            assert not sheet._only


class TestInWords:
    async def test_no_hits_nothing_to_look_for_and_any_text(self, make_app: MakeApp) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            sheet = await searching(app, pilot, "qwertz")
            assert "Nothing has “qwertz” in it." in shown(app)
            await seek(pilot, sheet, "?!")
            assert "“?!” has no letter and no digit to look for." in shown(app)
            for words in ('"', "calm AND (NOT", "a" * 3000, "[bold]x", "text : calm", "^*"):
                await seek(pilot, sheet, words)
                assert app.screen is sheet
            await pilot.press("ctrl+u")
            await until(pilot, lambda: "Beginnings of words" in shown(app))

    async def test_hidden_private_entries_are_not_found_and_it_says_so(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            sheet = await searching(app, pilot, "tired")
            assert found(sheet) == [TIRED.text]
            await pilot.press("full_stop")  # a letter in the field
            assert sheet.query_one(SeekField).value == "tired."
            assert not app.private_hidden
            await pilot.press("tab", "full_stop")
            await until(pilot, lambda: found(sheet) == [])
            assert "Private is hidden" in shown(app)
            assert TIRED.text not in shown(app)
            assert sheet.focused is sheet.query_one(SeekField)
            await seek(pilot, sheet, "calm")
            assert set(found(sheet)) == {CALM.text, TOMS.text}
            await pilot.press("tab", "full_stop")
            await until(pilot, lambda: len(found(sheet)) == 3)
            assert "Private is hidden: " not in shown(app)


async def test_typing_waits_for_no_answer_and_the_newest_query_wins(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(FULL)
    go_on, asked = threading.Event(), []
    search = Store.search

    def slow(self: Store, words: str, *args: Any, **kwargs: Any) -> tuple[Hit, ...]:
        asked.append(words)
        assert go_on.wait(10)
        return search(self, words, *args, **kwargs)

    monkeypatch.setattr(Store, "search", slow)
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        await pilot.press("slash")
        sheet = await opened(app, pilot, SearchSheet)
        for letter in "outage":
            await pilot.press(letter)
        assert "outage" in shown(app)  # the letters are there, the answer is not
        assert asked == ["o"]
        go_on.set()
        await until(pilot, lambda: found(sheet) == [TOMS.text])
        assert asked == ["o", "outage"]


class TestAnywhere:
    @pytest.mark.parametrize("kind", [PersonScreen, PrepareScreen, SettingsScreen, WrapUpScreen])
    async def test_over_a_screen(self, make_app: MakeApp, kind: type[Screen[Any]]) -> None:
        app = make_app(FULL)
        made: dict[type[Screen[Any]], Screen[Any]] = {
            PersonScreen: PersonScreen(MAYA.id),
            PrepareScreen: PrepareScreen(MAYA.id),
            SettingsScreen: SettingsScreen(),
            WrapUpScreen: WrapUpScreen(TALK.id),
        }
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            screen = made[kind]
            await app.push_screen(screen)
            await app.store.read(lambda _: None)
            if kind is not SettingsScreen:
                await until(pilot, lambda: getattr(screen, "person_at_hand", None) == MAYA)
            sheet = await searching(app, pilot, "calm")
            about = "everybody" if kind is SettingsScreen else "only Maya Lindqvist"
            assert said(sheet, "#search-whom") == f"Search  {about}"
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, PersonScreen))
            await pilot.press("escape")
            assert app.screen is sheet
            await pilot.press("escape")
            assert app.screen is screen

    async def test_over_a_sheet_it_loses_nothing(self, make_app: MakeApp) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            page = await app.store.read(lambda store: store.talk_page(TALK.id))
            assert page is not None
            recap = RecapSheet(page)
            await app.push_screen(recap)
            await searching(app, pilot, "calm")
            await pilot.press("escape")
            assert app.screen is recap

    async def test_a_slash_is_a_letter_in_fields_and_the_picker_has_its_own_search(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("i", "slash")
            assert screen.query_one(NoteLine).value == "/"
            await pilot.press("backspace", "escape", "q")
            picker = await opened(app, pilot, QuestionPicker)
            await until(pilot, lambda: picker.query_one("#questions", RowList).items)
            await pilot.press("tab", "slash")
            assert app.screen_stack[-1] is picker
            assert picker.focused is picker.query_one("#search")
            await leave(app, pilot, screen)

    async def test_in_its_own_field_a_slash_is_a_letter_and_from_the_hits_the_way_back(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            sheet = await searching(app, pilot)
            await pilot.press("slash")
            assert sheet.query_one(SeekField).value == "/"
            await seek(pilot, sheet, "calm")
            await pilot.press("tab", "slash")
            assert app.screen_stack[-1] is sheet
            assert sheet.focused is sheet.query_one(SeekField)

    async def test_the_talk_goes_on_beneath(self, make_app: MakeApp) -> None:
        app = make_app(FULL)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            line = screen.query_one(NoteLine)
            await pilot.press("i")
            await write(pilot, "half a li")
            await pilot.press("escape")
            sheet = await searching(app, pilot, "calm")
            assert said(sheet, "#search-whom") == "Search  only Maya Lindqvist"
            await pilot.press("f3")
            assert str(state(screen).speaker) == "report"
            await pass_time(app, pilot, 30)
            await pilot.press("enter")
            await opened(app, pilot, PersonScreen)
            await pilot.press("f2")
            assert str(state(screen).speaker) == "manager"
            await pass_time(app, pilot, 20)
            await leave(app, pilot, screen)
            assert isinstance(app.screen, TalkScreen)
            assert (state(screen).sums.report, state(screen).sums.manager) == (30, 20)
            assert line.value == "half a li"
            assert state(screen).ended_at is None

    async def test_from_the_first_frame_on(self, make_app: MakeApp) -> None:
        app = make_app(FULL, NOW)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("slash")
            sheet = await opened(app, pilot, SearchSheet)
            await seek(pilot, sheet, "outage")
            assert found(sheet) == [TOMS.text]
