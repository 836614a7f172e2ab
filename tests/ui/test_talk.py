"""The talk screen by its keys, checked against the file."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from ui.conftest import MakeApp
from ui.steps import opened, shown, today, until
from ui.talking import (
    BETWEEN,
    INTRO,
    MAYA,
    METRICS,
    NOW,
    QUEUE,
    ago,
    into_talk,
    pass_time,
    state,
    stored,
)

from convo_tui.clock import FakeClock
from convo_tui.domain.cadence import next_talk
from convo_tui.domain.commitments import CommitmentState
from convo_tui.domain.meeting import MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.points import PointState
from convo_tui.domain.values import Change, Side
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.close_commitment import CloseCommitment
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.big_clock import BigClock
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList

SIZES = [(80, 24), (120, 36), (200, 60)]


async def test_space_flips_the_speaker_and_function_keys_work_while_typing(
    make_app: MakeApp,
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        assert state(screen).speaker is None
        await pilot.press("space")
        assert state(screen).speaker is Side.REPORT
        await pass_time(app, pilot, 60)
        await pilot.press("i", "a", "f2")
        assert state(screen).speaker is Side.MANAGER
        assert screen.query_one(NoteLine).value == "a"
        await pass_time(app, pilot, 30)
        await pilot.press("f4")
        await pass_time(app, pilot, 10)
        sums = state(screen).sums
        assert (sums.report, sums.manager, sums.untracked) == (60, 30, 10)
        events = (await stored(app, screen.talk.id)).events
        assert [event.payload.get("who") for event in events[1:]] == ["report", "manager", None]


async def test_space_in_an_empty_note_line_flips_and_in_a_begun_one_types(
    make_app: MakeApp,
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test() as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i", "space")
        assert state(screen).speaker is Side.REPORT
        assert screen.query_one(NoteLine).value == ""
        await pilot.press("a", "space", "b")
        assert screen.query_one(NoteLine).value == "a b"
        assert state(screen).speaker is Side.REPORT


async def test_a_click_goes_to_the_line_so_that_the_next_key_is_about_it(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        raised = screen.query_one("#raise", RowList)
        line = next(index for index, item in enumerate(raised.items) if item.value is not None)
        await pilot.click("#raise", offset=(6, line))
        await pilot.pause()
        assert raised.highlighted == line
        assert screen.focused is raised


async def test_z_gives_the_stretch_to_the_other_and_u_takes_it_back(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test() as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("f2")
        await pass_time(app, pilot, 40)
        await pilot.press("z")
        assert state(screen).sums.report == 40
        assert state(screen).speaker is Side.REPORT
        await pilot.press("u")
        assert state(screen).sums.manager == 40
        assert state(screen).speaker is Side.MANAGER


async def test_nothing_is_judged_in_the_first_three_minutes(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        await into_talk(app, pilot)
        await pilot.press("f2")
        await pass_time(app, pilot, 170)
        assert "lecturing" not in shown(app)
        await pass_time(app, pilot, 15)
        assert "lecturing" in shown(app)


async def test_bands_come_from_the_settings(make_app: MakeApp) -> None:
    settings = (
        "[talk.bands]\nquiet = 0.1\ngood = 0.2\nfine = 0.3\nleaning = 0.98\nlecturing = 0.99\n"
    )
    app = make_app(BETWEEN, settings_text=settings)
    async with app.run_test(size=(120, 36)) as pilot:
        await into_talk(app, pilot)
        await pilot.press("f2")
        await pass_time(app, pilot, 190)
        await pilot.press("f3")
        await pass_time(app, pilot, 10)
        assert "leaning in" in shown(app)


async def test_the_agenda_goes_on_back_and_past_zero(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pass_time(app, pilot, 4 * 60 + 10)
        assert "0:50 left" in shown(app)
        await pass_time(app, pilot, 2 * 60 + 2)
        assert screen.query_one("#left-time", BigClock).value == "+1:12"
        assert "+1:12 over 5" in shown(app)
        await pilot.press("n")
        assert state(screen).current == 1
        await pilot.press("b")
        assert state(screen).current == 0
        await pilot.press("b")
        assert "This is the first segment." in shown(app)


async def test_a_lent_minute_says_from_where_and_comes_back(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        for _ in range(3):
            await pilot.press("plus")
        assert "taken from Help" in shown(app)
        assert state(screen).planned_in(0) == 8 * 60
        assert state(screen).projected_end == state(screen).planned_end
        await pilot.press("minus")
        assert "given back to Help" in shown(app)
        assert state(screen).planned_in(0) == 7 * 60


async def test_when_no_segment_can_give_the_end_moves_and_the_title_says_so(
    make_app: MakeApp,
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("n", "n", "n", "plus", "plus")
        assert state(screen).end_moved_by == 120
        assert "+2 min lent" in shown(app)


async def test_paused_time_counts_nowhere(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("f3")
        await pass_time(app, pilot, 30)
        await pilot.press("p")
        assert "paused" in shown(app)
        await pass_time(app, pilot, 300)
        await pilot.press("p")
        await pass_time(app, pilot, 5)
        assert state(screen).sums.report == 35
        assert state(screen).elapsed == 35


@pytest.mark.parametrize(
    ("line", "kind", "private", "text"),
    [
        ("shipped it", NoteKind.NOTE, False, "shipped it"),
        ("+ shipped it", NoteKind.WIN, False, "shipped it"),
        ("! staging is down", NoteKind.BLOCKER, False, "staging is down"),
        ("~ looks tired", NoteKind.NOTE, True, "looks tired"),
        ("~! wants to leave", NoteKind.BLOCKER, True, "wants to leave"),
        ("[/] [red]x é漢", NoteKind.NOTE, False, "[/] [red]x é漢"),
    ],
)
async def test_a_line_becomes_a_note_by_its_sign(
    make_app: MakeApp, line: str, kind: NoteKind, private: bool, text: str
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test() as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i")
        screen.query_one(NoteLine).value = line
        await pilot.press("enter")
        (note,) = (await stored(app, screen.talk.id)).notes
        assert (note.kind, note.private, note.text) == (kind, private, text)
        assert note.segment == 0
        assert screen.query_one(NoteLine).value == ""
        assert screen.focused is screen.query_one(NoteLine)


async def test_a_commitment_and_a_point_for_next_time_from_the_note_line(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test() as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i")
        line = screen.query_one(NoteLine)
        line.value = "> propose an owner for staging ^fri @them"
        await pilot.press("enter")
        line.value = "? who could own staging"
        await pilot.press("enter")
        page = await stored(app, screen.talk.id)
        (commitment,) = page.commitments
        assert commitment.goal == "propose an owner for staging"
        assert str(commitment.due) == "2026-11-27"
        (point,) = page.points
        assert not point.waits_in(screen.talk.id)


async def test_a_date_that_is_none_is_told_in_place_and_the_line_stays(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i")
        line = screen.query_one(NoteLine)
        line.value = "> write it down ^blorp"
        await pilot.press("enter")
        assert "blorp" in shown(app)
        assert "2026-12-01" in shown(app)
        assert line.value == "> write it down ^blorp"
        assert (await stored(app, screen.talk.id)).commitments == ()


async def test_a_note_is_edited_deleted_and_brought_back(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test() as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i", *"one", "enter")
        await pass_time(app, pilot, 1)
        await pilot.press(*"two", "enter", "escape", "E")
        line = screen.query_one(NoteLine)
        assert line.value == "two"
        line.value = "+ two and a half"
        await pilot.press("enter")
        notes = (await stored(app, screen.talk.id)).notes
        assert [(n.text, n.kind) for n in notes][1] == ("two and a half", NoteKind.WIN)
        assert notes[1].edited_at is not None
        await pilot.press("d")
        assert [n.text for n in (await stored(app, screen.talk.id)).notes] == ["one"]
        await pilot.press("u")
        assert len((await stored(app, screen.talk.id)).notes) == 2
        await pilot.press("u")
        assert [n.text for n in (await stored(app, screen.talk.id)).notes] == ["one", "two"]


async def test_points_are_ticked_off_and_parked(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        points = screen.query_one("#raise", RowList)
        points.focus()
        await pilot.press("down", "x")  # feedback heads the list
        await pilot.press("down", "k")
        carried = {p.id: p for p in (await stored(app, screen.talk.id)).carried}
        assert carried[QUEUE.id].state is PointState.DONE
        assert carried[METRICS.id].parked_in == screen.talk.id
        assert not carried[METRICS.id].waits_in(screen.talk.id)
        assert carried[METRICS.id].state is PointState.OPEN


async def test_points_that_will_not_fit_are_told(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        await into_talk(app, pilot)
        await pilot.press("n")
        assert "2 points left" in shown(app)
        await pass_time(app, pilot, 9 * 60)
        assert "2 points left, 1 minute" in shown(app)


async def test_a_promise_from_last_time_is_closed_right_here(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        points = screen.query_one("#raise", RowList)
        points.focus()
        points.highlighted = next(i for i, item in enumerate(points.items) if item.value == INTRO)
        await pilot.press("x")
        await opened(app, pilot, CloseCommitment)
        await pilot.press("k")
        await until(pilot, lambda: screen.talk.undo_steps)
        (promise,) = (await stored(app, screen.talk.id)).promises
        assert promise.state is CommitmentState.KEPT


@pytest.mark.parametrize("size", SIZES)
async def test_a_next_step_that_is_kept_at_once_shows_it_and_u_takes_it_back(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=size) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i", *"> book the room ^fri", "enter", "escape")
        if size[0] < 100:
            await pilot.press("v", "v")
        steps = screen.query_one("#steps", RowList)
        steps.focus()
        await pilot.pause()

        def due() -> bool:
            (row,) = (item.row for item in steps.items)
            return "Fri 27 Nov" in row.plain

        assert due()
        bar = screen.query_one(KeyBar)
        bar.hush()
        assert ("x", "outcome") in [*bar.keys()]
        await pilot.press("x")
        await opened(app, pilot, CloseCommitment)
        await pilot.press("k")
        await until(pilot, lambda: bar.said)
        assert bar.said == "Kept “book the room”. u takes it back."
        assert "☑ kept" in shown(app)
        assert not due()
        bar.hush()
        assert ("x", "open again") in [*bar.keys()]
        await pilot.press("u")
        assert bar.said == "Undone: kept “book the room”."
        assert "☑ kept" not in shown(app)
        assert due()


@pytest.mark.parametrize("size", SIZES)
async def test_the_footer_says_what_enter_keeps_of_a_line_with_a_sign(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=size) as pilot:
        screen = await into_talk(app, pilot)
        line, bar = screen.query_one(NoteLine), screen.query_one(KeyBar)
        await pilot.press("i")
        for typed, words in (
            ("a note", "enter save"),
            ("> a draft", "keeps a commitment of Maya, no date yet · yours with @me"),
            ("> a draft ^fri", "keeps a commitment of Maya, Fri 27 Nov · yours with @me"),
            ("> a draft ^fr", "keeps a commitment of Maya, ^fr · yours with @me"),
            ("> a draft @me", "keeps a promise of yours to Maya, no date yet"),
            ("+ it is out", "keeps a win about Maya"),
            ("~ looks tired", "keeps a private note about Maya"),
            ("? the rota", "keeps a talking point for the next talk with Maya"),
            ("", "enter save"),
            ("> a draft @them ^12 May", "keeps a commitment of Maya, Wed 12 May 2027"),
        ):
            line.value = typed
            await until(pilot, lambda words=words: words in shown(app))  # type: ignore[misc]
            assert "keys" in shown(app)
        before = screen.query_one("#columns").region
        await pilot.press("enter")
        bar.hush()
        assert "enter save" in shown(app).splitlines()[-1]
        assert screen.query_one("#columns").region == before
        await pilot.press(*"> x", "escape", "i")
        bar.hush()
        assert "yours with @me" in shown(app)


async def test_a_line_without_a_sign_is_not_read_as_it_is_typed(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        await into_talk(app, pilot)
        await pilot.press("i")
        told: list[TalkScreen] = []
        monkeypatch.setattr(TalkScreen, "_tell_keeps", lambda screen: told.append(screen))
        await pilot.press(*"they > fixed + it")
        assert told == []
        await pilot.press("home", "plus")
        assert len(told) == 1


async def test_the_unfinished_line_is_there_when_the_talk_is_opened_again(
    make_app: MakeApp,
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test() as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i", *"half a li", "escape", "escape")
        assert app.screen is not screen
        again = await into_talk(app, pilot)
        await until(pilot, lambda: again.query_one(NoteLine).value)
        assert again.query_one(NoteLine).value == "half a li"
        assert again.talk is screen.talk


async def test_a_quiet_long_stretch_is_asked_about_in_place(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        await into_talk(app, pilot)
        await pilot.press("f3")
        await pass_time(app, pilot, 230)
        assert "still Maya?" not in shown(app)
        await pass_time(app, pilot, 15)
        assert "still Maya?" in shown(app)
        await pilot.press("f3")
        await pass_time(app, pilot, 1)
        assert "still Maya?" not in shown(app)


async def test_a_suspended_machine_asks_whether_the_gap_counts(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        assert isinstance(app.clock, FakeClock)
        await pilot.press("f3")
        await pass_time(app, pilot, 60)
        app.clock.sleep(600)
        await pass_time(app, pilot, 5)
        assert "The machine slept for" in shown(app)
        # The second at which it fell asleep is known to the last beat.
        assert state(screen).elapsed == pytest.approx(60, abs=15)
        await pilot.press("y")
        assert state(screen).elapsed == pytest.approx(665, abs=1)
        assert "The machine slept" not in shown(app)


async def test_both_answers_about_a_gap_stand_in_the_footer_of_a_small_window(
    make_app: MakeApp,
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await into_talk(app, pilot)
        assert isinstance(app.clock, FakeClock)
        await pass_time(app, pilot, 60)
        assert "it counts" not in shown(app).splitlines()[-1]
        app.clock.sleep(600)
        await pass_time(app, pilot, 5)
        footer = shown(app).splitlines()[-1]
        assert "y it counts" in footer
        assert "o leave it out" in footer
        assert "? keys" in footer
        await pilot.press("o")
        await pilot.pause(0)
        await pass_time(app, pilot, 1)
        assert "leave it out" not in shown(app).splitlines()[-1]


async def test_e_twice_ends_the_talk_and_keeps_its_sums(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("f3")
        await pass_time(app, pilot, 300)
        await pilot.press("f2")
        await pass_time(app, pilot, 100)
        await pilot.press("e")
        await opened(app, pilot, Choice)
        await pilot.press("e")
        await opened(app, pilot, WrapUpScreen)
        meeting = (await stored(app, screen.talk.id)).meeting
        assert meeting.state is MeetingState.HELD
        assert (meeting.report_seconds, meeting.manager_seconds) == (300, 100)
        assert meeting.ended_at == ago(0) + timedelta(seconds=400)


@pytest.mark.parametrize("size", SIZES)
async def test_resizing_loses_neither_text_nor_focus(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("f3", "i", *"a line")
        await pass_time(app, pilot, 7)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert screen.query_one(NoteLine).value == "a line"
        assert screen.focused is screen.query_one(NoteLine)
        assert state(screen).sums.report == 7
        assert "Maya" in shown(app)


async def test_a_small_window_folds_the_columns_behind_one_key(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(80, 24)) as pilot:
        await into_talk(app, pilot)
        assert "TO RAISE" not in shown(app)
        assert "5:00 left" in shown(app)
        await pilot.press("v")
        assert "TO RAISE" in shown(app)
        await pilot.press("v")
        assert "NEXT STEPS" in shown(app)
        await pilot.press("v")
        assert "NOTES" in shown(app)


async def test_tab_goes_from_list_to_list_and_never_into_the_note_line(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i", *"shipped", "enter", "escape")
        seen = []
        for key in ("tab",) * 4 + ("shift+tab",) * 4:
            await pilot.press(key)
            assert isinstance(screen.focused, RowList)
            assert screen.focused.first_value is not None
            seen.append(screen.focused.id)
        assert len({*seen}) > 1
        await pilot.press("i", "tab")
        assert isinstance(screen.focused, RowList)


@pytest.mark.parametrize(("size", "key"), [((80, 24), "v"), ((120, 36), "tab")])
async def test_parking_nothing_says_the_key_that_leads_to_a_point(
    make_app: MakeApp, size: tuple[int, int], key: str
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=size) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("k")
        assert f"Go to a talking point first: {key} and the arrows." in shown(app)
        while screen.focused is not screen.query_one("#raise"):
            await pilot.press(key)
        assert "TO RAISE" in shown(app)


async def test_private_things_keep_their_words_while_hidden(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("i")
        screen.query_one(NoteLine).value = "~ looks tired"
        await pilot.press("enter", "escape")
        assert "looks tired" in shown(app)
        await pilot.press("full_stop")
        await until(pilot, lambda: "looks tired" not in shown(app))
        await pilot.press("full_stop")
        await until(pilot, lambda: "looks tired" in shown(app))


async def test_two_hundred_notes_keep_their_layout(make_app: MakeApp) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        talk = screen.talk
        from convo_tui.domain.values import Change

        for number in range(200):
            note = Note(
                f"{number:012x}",
                MAYA.id,
                talk.now(),
                f"line {number}",
                segment=0,
                meeting_id=talk.id,
            )
            talk.change("a note", Change.added(note))
        screen.show_page()
        notes = screen.query_one("#notes", RowList)
        before = [item.row for item in notes.items]
        await pilot.press("i", *"one more", "enter")
        assert [item.row for item in notes.items][: len(before)] == before
        assert "one more" in shown(app)


async def test_a_talk_begun_hours_early_takes_the_date_that_was_settled_for_it(
    make_app: MakeApp,
) -> None:
    settled = NOW + timedelta(hours=3)
    app = make_app([replace(MAYA, next_at=settled), *BETWEEN[1:]])
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        page = await stored(app, screen.talk.id)
        assert page.person.next_at is None
        assert screen.talk.page.person.next_at is None  # so the wrap-up asks for a new one
        assert page.events[0].payload == {"took": settled.isoformat()}
        # What is settled from now on for later that day is a second talk.
        second = replace(page.person, next_at=NOW + timedelta(hours=5))
        await asyncio.wrap_future(app.store.apply(Change.edited(page.person, second)))
        await pass_time(app, pilot, 120)
        await pilot.press("e", "e")
        wrap_up = await opened(app, pilot, WrapUpScreen)
        (held,) = await app.store.read(lambda store: store.talks_with(MAYA.id))
        assert (held.id, wrap_up.meeting_id) == (screen.talk.id, screen.talk.id)
        after = (await stored(app, held.id)).person
        planned = next_talk(after, held.started_at, app.zone)
        assert planned is not None
        assert planned.settled == second.next_at


async def test_a_date_settled_for_another_day_is_no_part_of_this_talk(make_app: MakeApp) -> None:
    settled = NOW + timedelta(days=1)
    app = make_app([replace(MAYA, next_at=settled), *BETWEEN[1:]])
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        page = await stored(app, screen.talk.id)
        assert page.person.next_at == settled
        assert page.events[0].payload == {}


def beside(folder: Path, talk_id: str) -> list[Path]:
    """The files of one talk."""
    return [*folder.glob(f"*{talk_id}*")]


async def test_a_talk_begun_by_mistake_is_thrown_away_and_its_notes_stay(
    make_app: MakeApp, tmp_path: Path
) -> None:
    settled = NOW + timedelta(hours=3)
    app = make_app([replace(MAYA, next_at=settled), *BETWEEN[1:]])
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        screen = await into_talk(app, pilot)
        await pilot.press("i", *"so", "enter", *"half", "escape", "e")
        await opened(app, pilot, Choice)
        await pilot.press("x")
        await until(pilot, lambda: "Throw away the talk with Maya?" in shown(app))
        await pilot.press("n")
        await until(pilot, lambda: app.screen is screen)
        assert (await stored(app, screen.talk.id)).live
        await pilot.press("e")
        await opened(app, pilot, Choice)
        await pilot.press("x")
        await until(pilot, lambda: "Throw away the talk with Maya?" in shown(app))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen))
        await until(pilot, lambda: "The talk with Maya is gone; its notes stand" in shown(app))
        meetings, (whole,), draft = await app.store.read(
            lambda store: (
                store.live_meetings(),
                store.overviews((MAYA.id,)),
                store.draft(f"note {screen.talk.id}"),
            )
        )
        assert (meetings, app.live_talks, draft) == ((), {}, "")
        assert [(note.text, note.meeting_id) for note in whole.notes] == [("so", None)]
        assert whole.person.next_at == settled  # it took that date, and gives it back
        assert not beside(tmp_path, screen.talk.id)  # nor a lock that nobody lets go of
        await pilot.press("m")
        again = await opened(app, pilot, TalkScreen)
        assert again.talk.id != screen.talk.id


@pytest.mark.parametrize("size", SIZES)
async def test_the_footer_has_the_tick_only_on_a_line_that_takes_one(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app(BETWEEN)
    async with app.run_test(size=size) as pilot:
        screen = await into_talk(app, pilot)
        bar, raised = screen.query_one(KeyBar), screen.query_one("#raise", RowList)
        assert "x" not in dict(bar.keys())  # there is no note yet
        screen.unfold("raise")
        raised.focus()
        await pilot.pause()
        for value, word in ((QUEUE, "tick off"), (INTRO, "outcome")):
            raised.highlighted = [item.value for item in raised.items].index(value)
            await pilot.pause()
            assert dict(bar.keys())["x"] == word
            assert f"x {word}" in shown(app).splitlines()[-1]
        await pilot.press("i", "escape")
        assert "x" not in dict(bar.keys())
