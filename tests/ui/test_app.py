"""What holds on every screen: private, blank, the mouse, leaving, and what others do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from storage_samples import a_person, a_talk
from textual.color import Color
from textual.command import CommandPalette
from textual.css.stylesheet import Stylesheet
from textual.filter import ANSIToTruecolor
from textual.pilot import Pilot
from textual.widgets import Input, OptionList
from ui.conftest import MakeApp
from ui.places import leave
from ui.steps import opened, shown, today, until, write
from ui.talking import BETWEEN, INTRO, MAYA, into_talk, pass_time, state

from convo_tui import settings
from convo_tui.clock import FakeClock
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change, Side, Value, new_id
from convo_tui.storage.store import open_store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.live_talk import draft_key
from convo_tui.ui.modals.blank import Blank
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.screens import today_lines
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.recovery import RecoveryScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.timeline_list import TimelineList

NOW = FakeClock.START
HIDDEN = "SENTINEL"
WEEK_AGO = a_talk(MAYA, NOW - timedelta(days=7))
PRIVATE: tuple[Value, ...] = (
    MAYA,
    WEEK_AGO,
    Note(new_id(), MAYA.id, NOW - timedelta(days=7), f"{HIDDEN} then", private=True,
         meeting_id=WEEK_AGO.id, segment=0),
    Note(new_id(), MAYA.id, NOW - timedelta(days=1), f"{HIDDEN} since", private=True),
    TalkingPoint(new_id(), MAYA.id, f"{HIDDEN} point", NOW - timedelta(days=1), private=True),
    Commitment(new_id(), MAYA.id, f"{HIDDEN} goal", NOW - timedelta(days=7), Side.MANAGER,
               metric=f"{HIDDEN} metric", private=True,
               checkpoints=(Checkpoint(new_id(), date(2026, 11, 24)),)),
    Feedback(new_id(), MAYA.id, NOW - timedelta(days=1), f"{HIDDEN} feedback"),
)  # fmt: skip


class TestPrivate:
    async def hides_and_shows(self, app: ConvoApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: HIDDEN in shown(app))
        await pilot.press("full_stop")
        await until(pilot, lambda: HIDDEN not in shown(app))
        assert app.private_hidden
        assert "Private is hidden." in shown(app)
        assert "~" in shown(app)
        await pilot.press("full_stop")
        await until(pilot, lambda: HIDDEN in shown(app))
        assert "Private is shown." in shown(app)

    async def test_one_key_hides_it_on_each_screen_and_shows_it_again(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(PRIVATE)
        async with app.run_test(size=(120, 50)) as pilot:
            await today(app, pilot)
            await self.hides_and_shows(app, pilot)
            await pilot.press("p")
            await opened(app, pilot, PrepareScreen)
            await self.hides_and_shows(app, pilot)
            await pilot.press("escape", "enter")
            await opened(app, pilot, PersonScreen)
            await self.hides_and_shows(app, pilot)
            await pilot.press("tab")
            await self.hides_and_shows(app, pilot)

    async def test_and_in_the_talk_and_its_wrap_up(self, make_app: MakeApp) -> None:
        app = make_app(PRIVATE)
        async with app.run_test(size=(120, 50)) as pilot:
            await today(app, pilot)
            screen = await into_talk(app, pilot)
            await self.hides_and_shows(app, pilot)
            line = screen.query_one(NoteLine)
            for words in (f"~ {HIDDEN} note", f"~> {HIDDEN} promise"):
                line.value = words
                await line.action_submit()
            await pilot.pause()
            await self.hides_and_shows(app, pilot)
            await pilot.press("e", "e")
            await opened(app, pilot, WrapUpScreen)
            await self.hides_and_shows(app, pilot)

    async def test_what_is_hidden_cannot_be_opened_in_the_talk(self, make_app: MakeApp) -> None:
        app = make_app(PRIVATE)
        async with app.run_test(size=(120, 50)) as pilot:
            await today(app, pilot)
            screen = await into_talk(app, pilot)
            line = screen.query_one(NoteLine)
            for words in (f"~ {HIDDEN} note", f"~> {HIDDEN} promise"):
                line.value = words
                await line.action_submit()
            await pilot.press("full_stop")
            opens = 0
            for column in ("raise", "notes", "steps"):
                rows = screen.query_one(f"#{column}", RowList)
                rows.focus()
                for index, item in enumerate(rows.items):
                    if item.value is None:
                        continue
                    rows.highlighted = index
                    for key in ("E", "x") if isinstance(item.value, Commitment) else ("E",):
                        await pilot.press(key)
                        assert HIDDEN not in shown(app)
                        opens += 1
                        await leave(app, pilot, screen)
            assert opens == 9

    async def test_the_settings_can_begin_with_it(self, make_app: MakeApp) -> None:
        app = make_app(PRIVATE, settings_text="private_hidden = true\n")
        async with app.run_test(size=(120, 50)) as pilot:
            await today(app, pilot)
            assert "~ private" in shown(app)
            assert HIDDEN not in shown(app)

    async def test_in_a_text_field_it_is_a_full_stop(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("i", "full_stop", "comma")
            assert screen.query_one(NoteLine).value == ".,"
            assert not app.private_hidden
            assert app.screen is screen


class TestBlank:
    async def test_any_key_brings_everything_back_and_does_nothing_else(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pass_time(app, pilot, 10)
            before = state(screen)
            for key in ("n", "space", "enter", "escape", "comma", "full_stop", "ctrl+p", "tab"):
                await pilot.press("comma")
                assert isinstance(app.screen_stack[-1], Blank)
                assert " ".join(shown(app).split()) == "Blank. Any key brings everything back."
                await pilot.press(key)
                assert app.screen is screen, key
                assert "Maya" in shown(app)
            assert state(screen) == before
            assert not app.private_hidden

    async def test_a_sheet_with_what_was_typed_is_blanked_too(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            await into_talk(app, pilot)
            await pilot.press("q")
            sheet = await opened(app, pilot, QuestionPicker)
            await pilot.press("tab", "comma")
            assert "Blank." in shown(app)
            assert "question" not in shown(app)
            await pilot.press("x")
            assert app.screen is sheet

    async def test_a_click_brings_it_back(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            await pilot.press("comma")
            await pilot.click(offset=(5, 5))
            assert app.screen is screen


class TestTheMouse:
    """A click on a line does what enter does there."""

    async def click(self, pilot: Pilot[None], rows: RowList[Any], index: int) -> None:
        line = next(y for y, place in enumerate(rows._lines) if place[0] == index)
        await pilot.click(rows, offset=(6, line - rows.scroll_offset.y))

    def first(self, rows: RowList[Any], kind: type) -> int:
        return next(i for i, item in enumerate(rows.items) if isinstance(item.value, kind))

    async def test_on_today_in_the_timeline_and_on_a_commitment(self, make_app: MakeApp) -> None:
        app = make_app([a_person("Tom Okafor"), *BETWEEN])
        async with app.run_test(size=(80, 24)) as pilot:
            home = await today(app, pilot)
            index = next(
                i
                for i, item in enumerate(home.lines.items)
                if item.value and item.value.standing.overview.person.id == MAYA.id
            )
            await self.click(pilot, home.lines, index)
            person = await opened(app, pilot, PersonScreen)
            await until(pilot, lambda: person.entry)
            await pilot.click(person.query_one(TimelineList), offset=(6, 1))
            assert person.query_one("#page").has_focus
            await pilot.press("escape", "tab")
            commitments = person.query_one("#commitments", RowList)
            await self.click(pilot, commitments, self.first(commitments, Commitment))
            await opened(app, pilot, CommitmentEditor)

    async def test_on_a_question_and_on_a_choice(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("q")
            picker = await opened(app, pilot, QuestionPicker)
            questions = picker.query_one("#questions", RowList)
            await until(pilot, lambda: questions.items)
            question = questions.items[2].value
            assert question is not None
            await self.click(pilot, questions, 2)
            await until(pilot, lambda: app.screen is screen)
            assert [each.text for each in screen.talk.page.asked] == [question.text]
            await pilot.press("e")
            choice = await opened(app, pilot, Choice)
            await self.click(pilot, choice.query_one("#choices", RowList), 0)
            await opened(app, pilot, WrapUpScreen)

    async def test_in_the_talk_it_only_goes_to_the_line(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            rows = screen.query_one("#raise", RowList)
            await self.click(pilot, rows, self.first(rows, Commitment))
            assert rows.has_focus
            assert rows.value == INTRO
            assert screen.talk.page.promises == (INTRO,)
            assert app.screen is screen


class TestLeaving:
    async def test_everything_that_waits_is_written_first(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await into_talk(app, pilot)
            await pilot.press("space", "i", *"kept", "enter", *"half", "ctrl+q")
            talk_id = screen.talk.id
        assert app.return_code == 0
        store = open_store(app.setup.database)
        try:
            page = store.talk_page(talk_id)
            assert page is not None
            assert page.live
            assert [note.text for note in page.notes] == ["kept"]
            assert [event.payload.get("who") for event in page.events[1:2]] == ["report"]
            assert store.draft(draft_key(talk_id)) == "half"
        finally:
            store.close()

    async def test_from_a_sheet_with_a_draft(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN)
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await pilot.press("n", *"half", "ctrl+q")
        store = open_store(app.setup.database)
        try:
            assert store.draft(f"line {MAYA.id}") == "half"
        finally:
            store.close()


class TestAFileThatCannotBeUsed:
    async def told(self, app: ConvoApp) -> str:
        async with app.run_test(size=(120, 36)) as pilot:
            await until(pilot, lambda: app.last_words)
        assert app.return_code == 1
        assert app.last_words.count("\n") == 0
        assert app.last_words.endswith(".")
        assert str(app.setup.database) in app.last_words
        return app.last_words

    async def test_of_another_program(self, make_app: MakeApp) -> None:
        app = make_app()
        app.setup.database.unlink()
        with closing(sqlite3.connect(app.setup.database)) as foreign:
            foreign.execute("CREATE TABLE theirs (it TEXT)")
            foreign.commit()
        before = app.setup.database.read_bytes()
        await self.told(app)
        assert app.setup.database.read_bytes() == before

    async def test_that_is_no_database(self, make_app: MakeApp) -> None:
        app = make_app()
        app.setup.database.write_text("not a database at all, but long enough to be read" * 9)
        before = app.setup.database.read_bytes()
        async with app.run_test() as pilot:
            await until(pilot, lambda: isinstance(app.screen, RecoveryScreen))
            await pilot.press("q")
        assert "convo restore" in app.last_words
        assert app.setup.database.read_bytes() == before


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_every_title_tells_that_private_things_are_hidden(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=size) as pilot:
        await today(app, pilot)

        def title() -> str:
            return shown(app).splitlines()[0]

        assert "hidden" not in title()
        await pilot.press("full_stop")
        await until(pilot, lambda: "~ hidden   1 person" in title())
        await pilot.press("enter")
        await opened(app, pilot, PersonScreen)
        assert "~ hidden" in title()
        await pilot.press("escape", "m")
        await until(pilot, lambda: "● saved" in title())
        assert "~ hidden   " in title()
        await pilot.press("full_stop")
        await until(pilot, lambda: "~" not in title())


async def test_in_a_small_window_it_cuts_no_word_of_the_sample_team(make_app: MakeApp) -> None:
    made = make_app(BETWEEN)
    app = ConvoApp(made.setup._replace(notice="A fabricated sample team."))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        await pilot.press("full_stop")
        await until(pilot, lambda: "~ hidden" in shown(app).splitlines()[0])
        assert "Today  sample team" in shown(app).splitlines()[0]
        assert "…" not in shown(app).splitlines()[0]


async def test_nor_does_a_long_week(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> None:
    week = "5 people · no talks left this week · 1 overdue"
    monkeypatch.setattr(today_lines, "week_words", lambda *_: week)
    made = make_app(BETWEEN)
    app = ConvoApp(made.setup._replace(notice="A fabricated sample team."))
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        assert shown(app).splitlines()[0].split("  ")[1:3] == ["Today", "sample team"]
        assert shown(app).splitlines()[0].rstrip().endswith(week)
        await pilot.resize_terminal(99, 24)
        await until(pilot, lambda: "Tue 24 Nov  sample team" in shown(app).splitlines()[0])


async def choose(app: ConvoApp, pilot: Pilot[None], name: str) -> None:
    """Type into the palette until what is wanted comes first, and take it."""
    await until(pilot, lambda: isinstance(app.screen, CommandPalette))
    await write(pilot, name)
    found = app.screen.query_one(OptionList)
    await until(pilot, lambda: found.options and name in str(found.options[0].prompt))
    await pilot.press("enter")


async def test_a_theme_is_found_by_its_name_alone(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        await pilot.press("ctrl+p")
        await choose(app, pilot, "dawn")
        await until(pilot, lambda: app.theme == "dawn")
        assert not app.wants_sample  # “Look around with a … team” has those letters too


async def test_a_sentence_is_found_by_its_words_and_by_no_letters_of_others(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        await pilot.press("ctrl+p")
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        found = app.screen.query_one(OptionList)
        for typed, first in (("fabricated", "Sample team  (D)"), ("lkrdwth", "No matches found")):
            app.screen.query_one(Input).value = ""
            await write(pilot, typed)
            await until(pilot, lambda: found.options and first in str(found.options[0].prompt))  # noqa: B023
            assert len(found.options) == 1


async def test_ctrl_c_says_how_to_leave(make_app: MakeApp) -> None:
    app = make_app(BETWEEN, settings_text='[keys]\n"app.quit" = "ctrl+x"\n')
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        await pilot.press("ctrl+c")
        assert "ctrl+x leaves Convo" in shown(app).splitlines()[-1]
        assert not app._notifications


async def test_a_theme_chosen_in_the_palette_is_kept(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        await into_talk(app, pilot)
        await pilot.press("ctrl+p")
        await choose(app, pilot, "Theme")
        await choose(app, pilot, "gruvbox")
        await until(pilot, lambda: app.theme == "gruvbox")
        await app.workers.wait_for_complete()
    assert settings.peek_theme(app.setup.settings_file).theme == "gruvbox"


async def test_what_is_told_from_elsewhere_is_read_for_what_is_seen(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        below = await today(app, pilot)
        await pilot.press("enter")
        person = await opened(app, pilot, PersonScreen)
        await app.push_screen(Blank())  # a sheet, through which the person is seen
        read: list[object] = []
        monkeypatch.setattr(ConvoScreen, "reload", lambda screen: read.append(screen))
        app.reload()
        assert read == [person]
        assert below in app.screen_stack


class TestTheThemeItBeginsWith:
    @pytest.mark.parametrize("theme", ["dusk", "dawn", "nord"])
    async def test_is_worn_without_reading_the_styles_again(
        self, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, theme: str
    ) -> None:
        again: list[Stylesheet] = []
        monkeypatch.setattr(Stylesheet, "reparse", again.append)
        app = make_app(BETWEEN, settings_text=f'theme = "{theme}"\n')
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            worn = Color.parse(app.theme_variables["background"])
            assert app.screen.styles.background == worn
            assert worn == Color.parse(app.available_themes[theme].background or "")
        assert not again

    async def test_may_leave_the_colours_to_the_terminal(self, make_app: MakeApp) -> None:
        app = make_app(BETWEEN, settings_text='theme = "ansi-dark"\n')
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            filters = [each for each in app.get_line_filters() if isinstance(each, ANSIToTruecolor)]
            assert app.native_ansi_color
            assert not any(each.enabled for each in filters)


async def test_what_another_program_writes_appears(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        assert "Tom" not in shown(app)
        other = open_store(app.setup.database)
        other.apply(Change.added(a_person("Tom Okafor")))
        other.close()
        await until(pilot, lambda: "Tom Okafor" in shown(app))
        assert "2 people" in shown(app)
