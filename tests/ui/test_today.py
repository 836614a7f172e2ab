"""Today by its keys, checked against the file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock
from sample_team import TUESDAY, YEAR, person
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input
from ui.conftest import MakeApp
from ui.steps import opened, people, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change, Side
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.command_tables import TODAY
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.keys import KeysSheet
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.settings import SettingsScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.brief import Brief
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import RowList

NOW = FakeClock.START
SIZES = [(80, 24), (120, 36), (200, 60)]
TOM = Person("aaaaaaaaaaaa", "Tom Okafor", NOW - timedelta(days=3), role="Engineer")
GONE = Person(
    "aaaaaaaaaa02", "Gone Person", NOW - timedelta(days=90), archived_at=NOW - timedelta(days=14)
)
BEGAN = NOW - timedelta(minutes=50)
CUT_OFF = Meeting(
    "bbbbbbbbbbbb", TOM.id, BEGAN, DEFAULT.segments, seen_at=BEGAN + timedelta(minutes=21)
)
TALKED = (
    MeetingEvent(CUT_OFF.id, 0, BEGAN, EventKind.STARTED),
    MeetingEvent(CUT_OFF.id, 1, BEGAN, EventKind.SPEAKER, {"who": "report"}),
    MeetingEvent(
        CUT_OFF.id, 2, BEGAN + timedelta(minutes=15), EventKind.SPEAKER, {"who": "manager"}
    ),
)
SAID = Note(
    "cccccccccccc", TOM.id, BEGAN + timedelta(minutes=5), "ran it alone", meeting_id=CUT_OFF.id
)

OWED = Commitment(
    "dddddddddd01",
    TOM.id,
    "ask about the rota",
    BEGAN,
    Side.MANAGER,
    checkpoints=(Checkpoint("eeeeeeeeee01", date(2026, 11, 26)),),
)
UNSAID = Feedback("ffffffffff01", TOM.id, BEGAN, "kept calm")


async def notes_of(app: ConvoApp, person_id: str) -> tuple[Note, ...]:
    overviews = await app.store.read(lambda store: store.overviews((person_id,)))
    return overviews[0].notes


def stands_at(sheet: Widget, line: float) -> bool:
    return sheet.scroll_offset.y == line


def footer(app: ConvoApp) -> list[str]:
    bar = app.screen.query_one(KeyBar)
    return [key for key, _ in bar.keys()]  # noqa: SIM118  (it is no mapping)


class TestTheTeam:
    @pytest.mark.parametrize("size", SIZES)
    async def test_people_stand_by_urgency_with_when_and_how_long_ago(
        self, make_app: MakeApp, size: tuple[int, int]
    ) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=size) as pilot:
            await today(app, pilot)
            lines = shown(app).splitlines()
            first_names = ["Priya", "Maya", "Tom", "Luis", "Ines"]
            rows = [next(line for line in lines if f"{name} " in line) for name in first_names]
            assert [lines.index(row) for row in rows] == sorted(map(lines.index, rows))
            assert "9 days overdue" in rows[0]
            assert "22 days" in rows[0]
            assert "today 14:30" in rows[1]
            assert "tomorrow 10:00" in rows[2]
            assert "Mon 30 Nov" in rows[3]

    @pytest.mark.parametrize("size", SIZES)
    async def test_no_line_is_wider_than_the_screen(
        self, make_app: MakeApp, size: tuple[int, int]
    ) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=size) as pilot:
            screen = await today(app, pilot)
            assert screen.lines.virtual_size.width <= screen.lines.size.width
            assert screen.query_one(Brief).region.bottom <= size[1] - 1
            assert screen.query_one(Brief).region.right <= size[0]

    async def test_what_is_owed_and_the_checkpoints_of_the_week_stand_below(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            text = shown(app)
            owed, _, week = text.partition("CHECKPOINTS THIS WEEK")
            assert "I OWE" in owed
            assert "4 days late" in owed
            assert "introduce Maya to the data" in owed
            assert "promised 2 weeks ago" in owed
            assert "you kept 41 of 47 · they kept 31 of 34" in owed
            assert "unsaid 3 days" in owed
            assert "three-point project updates" in week

    async def test_the_panel_follows_the_cursor(self, make_app: MakeApp) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            brief = screen.query_one(Brief)
            await until(pilot, lambda: brief.briefing and brief.briefing.page)
            assert "Analytics lead" in shown(app)
            await pilot.press("j")
            await until(pilot, lambda: brief.briefing and brief.briefing.page)
            text = shown(app)
            assert "Senior engineer" in text
            assert "2 wins since" in text
            assert "1 feedback not yet said" in text
            assert "1 promise of yours late" in text
            assert "you 38 %" in text
            assert "shipped the last of the billing" in text

    async def test_a_line_of_what_is_owed_stands_for_its_person(self, make_app: MakeApp) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            owed = [
                place
                for place, item in enumerate(screen.lines.items)
                if item.value
                and isinstance(item.value.subject, Commitment)
                and item.value.subject.closed_at is None
            ]
            screen.lines.highlighted = owed[-1]
            await pilot.pause()
            assert screen.chosen is not None
            assert screen.chosen.overview.person.name == "Luis Ortega"

    async def test_hidden_private_things_keep_their_words_but_are_counted(
        self, make_app: MakeApp
    ) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            assert "the calm hand-over" in shown(app)
            await pilot.press("full_stop")
            await until(pilot, lambda: "the calm hand-over" not in shown(app))
            assert "praise: ~ private" in shown(app)
            await pilot.press("j")
            await until(pilot, lambda: "1 feedback not yet said" in shown(app))
            assert "stayed curious" not in shown(app)

    async def test_a_resize_keeps_the_cursor(self, make_app: MakeApp) -> None:
        app = make_app(YEAR.values, TUESDAY, events=YEAR.events)
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            await pilot.press("j", "j")
            await pilot.resize_terminal(80, 24)
            await until(pilot, lambda: screen.query_one(Brief).folded)
            assert screen.chosen is not None
            assert screen.chosen.overview.person.name == "Tom Okafor"
            assert screen.lines.has_focus

    async def test_many_promises_leave_room_and_say_how_many_more(self, make_app: MakeApp) -> None:
        promises = [
            Commitment(f"dddddddddd{n:02}", TOM.id, f"promise {n}", NOW, Side.MANAGER)
            for n in range(40)
        ]
        app = make_app([TOM, *promises])
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await today(app, pilot)
            rows = [item.row.plain for item in screen.lines.items]
            kept = [row for row in rows if "promise " in row]
            assert 3 <= len(kept) < 20
            assert f"{40 - len(kept)} more, on the pages of the people" in rows

    @pytest.mark.parametrize("name", ["[/]", "[red]x", "Ü 漢字 👩‍💻", "שלום עולם", "x" * 200])
    async def test_names_are_shown_as_typed(self, make_app: MakeApp, name: str) -> None:
        app = make_app([replace(TOM, name=name)])
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await today(app, pilot)
            assert name in [item.row.body.plain for item in screen.lines.items]


class TestFirstRun:
    async def test_teaches_the_three_keys_and_offers_no_other(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            text = shown(app)
            assert "Nobody here yet" in text
            assert "add the first person" in text
            assert "sample team" in text
            assert footer(app) == ["a", "D", "s", "?"]
            await pilot.press("m", "p", "n", "x", "f", "enter")
            assert app.screen is app.screen_stack[0]

    async def test_the_sample_team_is_asked_for_and_the_app_left(self, make_app: MakeApp) -> None:
        app = make_app()
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("D")
            await until(pilot, lambda: app.wants_sample)
        assert app.return_code == 0

    async def test_with_people_there_is_no_sample_team(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await pilot.press("D")
            assert not app.wants_sample
            assert footer(app) == ["m", "p", "enter", "n", "x", "f", "i", "a", "?"]


class TestKeys:
    @pytest.mark.parametrize(
        ("key", "screen"),
        [("m", TalkScreen), ("p", PrepareScreen), ("enter", PersonScreen), ("s", SettingsScreen)],
    )
    async def test_opens(self, make_app: MakeApp, key: str, screen: type) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, screen))

    async def test_a_click_opens_the_person(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await pilot.click("#lines", offset=(8, 1))
            await until(pilot, lambda: isinstance(app.screen, PersonScreen))

    async def test_nobody_archived_teaches(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await today(app, pilot)
            await pilot.press("A")
            await until(pilot, lambda: "Nobody is archived." in shown(app))
            assert app.screen is screen
            assert "A on a person's Profile" in shown(app)

    async def test_an_archived_person_is_opened(self, make_app: MakeApp) -> None:
        app = make_app([TOM, GONE])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await pilot.press("A")
            await opened(app, pilot, Choice)
            assert "Gone Person" in shown(app)
            assert "since Tue 10 Nov" in shown(app)
            assert TOM.name not in app.screen.query_one(RowList).items[0].row.plain
            await pilot.press("enter")
            await until(pilot, lambda: "Bring back to Today" in shown(app))
            await pilot.press("o")
            await opened(app, pilot, PersonScreen)
            await until(pilot, lambda: GONE.name in shown(app))

    async def test_an_archived_person_is_brought_back_and_undo_archives_again(
        self, make_app: MakeApp
    ) -> None:
        app = make_app([TOM, GONE])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            await pilot.press("A")
            await opened(app, pilot, Choice)
            await pilot.press("1")
            await until(pilot, lambda: "Bring back to Today" in shown(app))
            await pilot.press("b")
            await until(
                pilot, lambda: screen.chosen and screen.chosen.overview.person.id == GONE.id
            )
            assert all(person.archived_at is None for person in await people(app))
            await pilot.press("u")
            lines = screen.lines
            await until(pilot, lambda: all(GONE.name not in each.row.plain for each in lines.items))
            assert GONE in await people(app)

    async def test_archived_people_are_in_the_palette(self) -> None:
        (command,) = [each for each in TODAY if each.id == "today.archived"]
        assert command.palette

    @pytest.mark.parametrize("subject", [OWED, UNSAID], ids=["commitment", "feedback"])
    async def test_enter_on_what_is_owed_goes_to_it(
        self, make_app: MakeApp, subject: Commitment | Feedback
    ) -> None:
        other = replace(OWED, id="dddddddddd02", goal="another", checkpoints=())
        later = Note("cccccccccc02", TOM.id, NOW, "newest of all")
        app = make_app([TOM, other, OWED, UNSAID, later])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            lines = [item.value.id if item.value else "" for item in screen.lines.items]
            screen.lines.highlighted = lines.index(subject.id)
            await pilot.press("enter")
            page = await opened(app, pilot, PersonScreen)
            await until(pilot, lambda: page.entry or page.commitment)
            found = page.commitment if isinstance(subject, Commitment) else page.entry
            assert found is not None
            assert found.id == subject.id
            assert (page.entry is None) == isinstance(subject, Commitment)

    async def test_the_sheet_of_keys_has_a_title_and_an_end(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("question_mark")
            sheet = await opened(app, pilot, KeysSheet)
            assert "Keys" in shown(app).split()
            *_, last, blank, end = sheet.query("#keys-sheet Static").results()
            assert (end.region.y - last.region.bottom, blank.region.height) == (1, 1)

    async def test_the_sheet_of_keys_says_at_once_how_to_close_and_moves_as_lists_do(
        self, make_app: MakeApp
    ) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("question_mark")
            sheet = (await opened(app, pilot, KeysSheet)).query_one("#keys-sheet")
            assert "esc closes" in shown(app)
            for key, there in (("j", 1), ("k", 0), ("G", sheet.max_scroll_y), ("g", 0)):
                await pilot.press(key)
                await until(pilot, partial(stands_at, sheet, there))
            assert sheet.max_scroll_y > 1

    async def test_undo_with_nothing_done_says_so(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            await pilot.press("u")
            assert "Nothing to undo" in shown(app)


class TestCapturing:
    @pytest.mark.parametrize(
        ("line", "kind", "private", "text"),
        [
            ("fixed the alarm page", NoteKind.NOTE, False, "fixed the alarm page"),
            ("+ shipped it", NoteKind.WIN, False, "shipped it"),
            ("! staging is down", NoteKind.BLOCKER, False, "staging is down"),
            ("~ looks tired", NoteKind.NOTE, True, "looks tired"),
            ("~+ quiet [/] win 👩‍💻", NoteKind.WIN, True, "quiet [/] win 👩‍💻"),
        ],
    )
    async def test_a_note(
        self, make_app: MakeApp, line: str, kind: NoteKind, private: bool, text: str
    ) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            await opened(app, pilot, CaptureSheet)
            await write(pilot, line)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (note,) = await notes_of(app, TOM.id)
            assert (note.kind, note.private, note.text) == (kind, private, text)
            assert (note.at, note.meeting_id) == (NOW, None)
            await pilot.press("u")
            assert await notes_of(app, TOM.id) == ()

    async def test_a_commitment_shows_its_date_before_it_is_kept(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            await opened(app, pilot, CaptureSheet)
            await write(pilot, "> enrol Tom in the course ^fri @me")
            assert "a promise of yours to Tom, due Friday 27 November 2026" in shown(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (kept,) = await app.store.read(lambda store: store.commitments(TOM.id))
            assert (kept.goal, kept.owner) == ("enrol Tom in the course", Side.MANAGER)
            assert kept.due == date(2026, 11, 27)
            await until(pilot, lambda: "Fri 27 Nov" in shown(app))

    async def test_a_talking_point_stands_behind_the_others(self, make_app: MakeApp) -> None:
        first = TalkingPoint("dddddddddddd", TOM.id, "the rota", NOW, position=4)
        app = make_app([TOM, first])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            await opened(app, pilot, CaptureSheet)
            await write(pilot, "? access to the metrics @them")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (overview,) = await app.store.read(lambda store: store.overviews())
            assert [point.text for point in overview.points] == [
                "the rota",
                "access to the metrics",
            ]
            assert overview.points[1].raised_by is Side.REPORT

    async def test_a_date_that_is_none_is_refused_in_place(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            sheet = await opened(app, pilot, CaptureSheet)
            await write(pilot, "> write the plan ^blursday")
            await pilot.press("enter")
            assert app.screen is sheet
            assert "blursday" in shown(app)
            assert "Try:" in shown(app)
            assert sheet.query_one(Input).value == "> write the plan ^blursday"
            assert await app.store.read(lambda store: store.commitments()) == ()

    async def test_a_date_in_the_past_is_questioned_once(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            sheet = await opened(app, pilot, CaptureSheet)
            await write(pilot, "> write the plan ^yesterday")
            await pilot.press("enter")
            assert app.screen is sheet
            assert "has passed" in shown(app)
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (kept,) = await app.store.read(lambda store: store.commitments())
            assert kept.due == date(2026, 11, 23)

    async def test_a_left_line_is_there_again(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            await opened(app, pilot, CaptureSheet)
            await write(pilot, "half a thou")
            await pilot.press("escape", "n")
            sheet = await opened(app, pilot, CaptureSheet)
            await until(pilot, lambda: sheet.query_one(Input).value == "half a thou")
            assert await notes_of(app, TOM.id) == ()

    async def test_a_sign_alone_is_nothing_to_keep(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("n")
            sheet = await opened(app, pilot, CaptureSheet)
            await write(pilot, "+ ")
            await pilot.press("enter")
            assert app.screen is sheet
            assert "only a sign" in shown(app)


class TestFeedback:
    async def keep(self, app: ConvoApp, *keys: str, text: str) -> Feedback:
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("f")
            await opened(app, pilot, FeedbackSheet)
            await write(pilot, text)
            await pilot.press(*keys, "enter")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (kept,) = (await app.store.read(lambda store: store.overviews()))[0].feedback or (
                await self.said(app),
            )
            return kept

    async def said(self, app: ConvoApp) -> Feedback:
        entries = await app.store.read(lambda store: store.timeline(TOM.id))
        (feedback,) = [each.subject for each in entries if isinstance(each.subject, Feedback)]
        return feedback

    @pytest.mark.parametrize(
        ("text", "keys", "kind", "kept"),
        [
            ("ran it calmly", (), FeedbackKind.PRAISE, "ran it calmly"),
            ("+ ran it calmly", (), FeedbackKind.PRAISE, "ran it calmly"),
            ("- cut Ines off", (), FeedbackKind.REDIRECT, "cut Ines off"),
            ("cut Ines off", ("ctrl+t",), FeedbackKind.REDIRECT, "cut Ines off"),
            ("-5 % errors since", (), FeedbackKind.PRAISE, "-5 % errors since"),
        ],
    )
    async def test_kinds(
        self, make_app: MakeApp, text: str, keys: tuple[str, ...], kind: FeedbackKind, kept: str
    ) -> None:
        feedback = await self.keep(make_app([TOM]), *keys, text=text)
        assert (feedback.kind, feedback.text) == (kind, kept)
        assert (feedback.seen_at, feedback.said_at, feedback.meeting_id) == (NOW, None, None)

    async def test_said_just_now(self, make_app: MakeApp) -> None:
        feedback = await self.keep(make_app([TOM]), "ctrl+n", text="ran it calmly")
        assert feedback.said_at == NOW

    async def test_an_empty_line_is_refused(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await today(app, pilot)
            await pilot.press("f")
            sheet = await opened(app, pilot, FeedbackSheet)
            await pilot.press("minus", "enter")
            assert app.screen is sheet
            assert "Type what you saw first" in shown(app)


class TestUnfinished:
    async def test_is_offered_once_and_marked(self, make_app: MakeApp) -> None:
        app = make_app([TOM, CUT_OFF, SAID], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            assert "The talk with Tom was not ended" in shown(app)
            assert "end it as it stood at 15:01" in shown(app)
            await pilot.press("l")
            screen = await today(app, pilot)
            await until(pilot, lambda: app.screen is screen)
            assert "talk unfinished since 14:40" in shown(app)
            screen.reload()
            await app.workers.wait_for_complete()
            assert app.screen is screen

    async def test_is_the_talk_that_was_due(self, make_app: MakeApp) -> None:
        before = NOW - timedelta(days=8)
        ended = before + timedelta(minutes=30)
        held = Meeting("bbbbbbbbbb02", TOM.id, before, DEFAULT.segments, state=MeetingState.HELD)
        app = make_app([TOM, replace(held, ended_at=ended)])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            assert "1 day overdue" in shown(app)
            assert "1 overdue" in shown(app)
            await pilot.press("m")
            await opened(app, pilot, TalkScreen)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is screen and "unfinished" in shown(app))
            assert "overdue" not in shown(app)
            await pilot.press("enter")
            await opened(app, pilot, PersonScreen)
            await pilot.press("shift+tab")
            await until(pilot, lambda: "EVERY" in shown(app).upper())
            assert "overdue" not in shown(app)

    async def test_continues(self, make_app: MakeApp) -> None:
        app = make_app([TOM, CUT_OFF], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("c")
            await until(pilot, lambda: isinstance(app.screen, TalkScreen))
            assert isinstance(app.screen, TalkScreen)
            assert app.screen.talk.id == CUT_OFF.id

    async def test_ends_at_its_last_sign_of_life(self, make_app: MakeApp) -> None:
        app = make_app([TOM, CUT_OFF, SAID], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("e")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            held = await app.store.read(lambda store: store.meeting(CUT_OFF.id))
            assert held is not None
            assert held.state is MeetingState.HELD
            assert held.ended_at == CUT_OFF.seen_at
            assert (held.report_seconds, held.manager_seconds) == (15 * 60, 6 * 60)
            events = await app.store.read(lambda store: store.events(CUT_OFF.id))
            assert events[-1].kind is EventKind.ENDED

    async def test_is_thrown_away_only_when_sure_and_its_notes_stay(
        self, make_app: MakeApp
    ) -> None:
        app = make_app([TOM, CUT_OFF, SAID], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("x")
            await until(pilot, lambda: "Throw away the talk with Tom?" in shown(app))
            await pilot.press("y")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            assert await app.store.read(lambda store: store.live_meetings()) == ()
            (note,) = await notes_of(app, TOM.id)
            assert (note.text, note.meeting_id) == (SAID.text, None)

    @pytest.mark.parametrize("since", [None, NOW + timedelta(days=3)])
    async def test_thrown_away_its_date_is_settled_again(
        self, make_app: MakeApp, since: datetime | None
    ) -> None:
        settled = NOW + timedelta(hours=2)
        begun = replace(TALKED[0], payload={"took": settled.isoformat()})
        app = make_app([replace(TOM, next_at=since), CUT_OFF], events=[begun, *TALKED[1:]])
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("x")
            await until(pilot, lambda: "Throw away the talk with Tom?" in shown(app))
            await pilot.press("y")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            (tom,) = await people(app)
            assert tom.next_at == (since or settled)

    @pytest.mark.parametrize("key", ["n", "enter"])
    async def test_thinking_again_keeps_it(self, make_app: MakeApp, key: str) -> None:
        app = make_app([TOM, CUT_OFF], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("x")
            await until(pilot, lambda: "Throw away the talk with Tom?" in shown(app))
            await pilot.press(key)
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            assert await app.store.read(lambda store: store.live_meetings()) == (CUT_OFF,)

    async def test_m_continues_it_later(self, make_app: MakeApp) -> None:
        app = make_app([TOM, CUT_OFF], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.screen_stack[0])
            await pilot.press("m")
            await until(pilot, lambda: isinstance(app.screen, TalkScreen))
            assert isinstance(app.screen, TalkScreen)
            assert app.screen.talk.id == CUT_OFF.id

    async def test_the_footer_says_that_m_continues_it(self, make_app: MakeApp) -> None:
        maya = Person("aaaaaaaaaabb", "Maya Lindqvist", NOW - timedelta(days=3))
        app = make_app([TOM, maya, CUT_OFF], events=TALKED)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, Choice)
            await pilot.press("escape")
            screen = await today(app, pilot)
            bar = screen.query_one(KeyBar)
            await until(pilot, lambda: dict(bar.keys()).get("m") == "continue")
            await pilot.press("down")
            assert screen.chosen is not None
            assert screen.chosen.overview.person == maya
            assert dict(bar.keys())["m"] == "talk now"

    async def test_a_talk_that_another_window_runs_is_left_alone(
        self, make_app: MakeApp, tmp_path: Path
    ) -> None:
        app = make_app([TOM, CUT_OFF], events=TALKED)
        with FileLock(f"{tmp_path / 'convo.db'}.talk-{CUT_OFF.id}.lock"):
            async with app.run_test(size=(80, 24)) as pilot:
                screen = await today(app, pilot)
                await app.workers.wait_for_complete()
                assert app.screen is screen
                assert "talk unfinished since" in shown(app)


class TestWhatOthersDo:
    async def test_a_line_from_the_shell_appears_when_the_screen_is_told(
        self, make_app: MakeApp
    ) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            assert "1 win" not in shown(app)
            win = Note("dddddddddddd", TOM.id, NOW, "from the shell", NoteKind.WIN)
            app.store.write(lambda store: store.apply(Change.added(win)))
            app._changed_elsewhere()
            await until(pilot, lambda: "1 win" in shown(app))
            assert screen.lines.has_focus

    async def test_a_line_about_somebody_deleted_elsewhere_is_told_as_not_kept(
        self, make_app: MakeApp
    ) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(120, 36)) as pilot:
            screen = await today(app, pilot)
            await pilot.press("n")
            await opened(app, pilot, CaptureSheet)
            await write(pilot, "too late")
            app.store.apply(Change.removed(TOM))
            await pilot.press("enter")
            await until(pilot, lambda: "Not kept: what it belongs to" in shown(app))
            assert screen.undo_steps == []

    async def test_archived_people_are_gone(self, make_app: MakeApp) -> None:
        app = make_app([TOM, replace(person("Maya"), archived_at=NOW)])
        async with app.run_test(size=(120, 36)) as pilot:
            await today(app, pilot)
            assert "Maya" not in shown(app)
            assert "1 person" in shown(app)
            assert len(await people(app)) == 2


class TestNotWrappedUp:
    async def hold(self, app: ConvoApp, pilot: Pilot[None]) -> WrapUpScreen:
        """A talk held just now, in its wrap-up."""
        await today(app, pilot)
        await pilot.press("m")
        await opened(app, pilot, TalkScreen)
        await pilot.press("e")
        await opened(app, pilot, Choice)
        await pilot.press("e")
        return await opened(app, pilot, WrapUpScreen)

    @pytest.mark.parametrize("size", SIZES[:2])
    async def test_a_wrap_up_that_was_left_is_told_and_one_key_away(
        self, make_app: MakeApp, size: tuple[int, int]
    ) -> None:
        app = make_app([TOM])
        async with app.run_test(size=size) as pilot:
            wrap_up = await self.hold(app, pilot)
            await pilot.press("n", "escape")
            screen = await today(app, pilot)
            await until(pilot, lambda: "not wrapped up: w goes on" in shown(app))
            assert "Tom is not wrapped up; w on Today goes on." in shown(app)
            assert "w" in footer(app)
            await pilot.press("w")
            again = await opened(app, pilot, WrapUpScreen)
            await until(pilot, lambda: again.page is not None)
            assert (again.meeting_id, again.step) == (wrap_up.meeting_id, 1)
            await pilot.press("n", "n", "n", "n")
            await until(pilot, lambda: app.screen is screen and not screen.unwrapped)
            assert "not wrapped up" not in shown(app)
            assert "w" not in footer(app)
            await pilot.press("w")
            assert app.screen is screen

    async def test_a_killed_one_too(self, make_app: MakeApp) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            await self.hold(app, pilot)
        later = make_app([])
        async with later.run_test(size=(80, 24)) as pilot:
            await today(later, pilot)
            assert "not wrapped up: w goes on" in shown(later)

    async def test_an_older_talk_that_is_opened_again_does_not_wait(
        self, make_app: MakeApp
    ) -> None:
        app = make_app([TOM])
        async with app.run_test(size=(80, 24)) as pilot:
            wrap_up = await self.hold(app, pilot)
            await pilot.press("n", "n", "n", "n", "escape")
            screen = await today(app, pilot)
            await until(pilot, lambda: app.screen is screen)
            await app.push_screen(WrapUpScreen(wrap_up.meeting_id))
            again = await opened(app, pilot, WrapUpScreen)
            await until(pilot, lambda: again.page is not None)
            await pilot.press("escape")
            await screen.fill()
            assert "not wrapped up" not in shown(app)
