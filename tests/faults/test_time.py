"""Time stays true: whatever clocks, lids and zones do, what was recorded stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from conftest import Tally
from faults.wristwatch import DAY, HOUR, MOVES, SECOND, STEPS, Move, Watch, makes, paper_talk
from hypothesis import given, settings
from sample_app import app_in
from textual.pilot import Pilot
from textual.widgets._toast import Toast
from ui.live_room import START, later, open_room
from ui.steps import shown, today, until
from ui.talking import BETWEEN, INTRO, MAYA, NOW, QUEUE, into_talk, pass_time

from convo_tui.clock import FakeClock, TalkClock
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.dates import clock_time
from convo_tui.domain.notes import Note
from convo_tui.domain.points import PointState
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Change, Side, Value, new_id
from convo_tui.storage.store import open_store
from convo_tui.ui import clock_watch
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.live_talk import LiveTalk

SIZE = (120, 36)
NOTICED = [step for step in STEPS if abs(step) > SECOND]


def app_with(folder: Path, *values: Value, settings_text: str = "") -> ConvoApp:
    """The app on these values."""
    store = open_store(folder / "convo.db")
    store.apply(*map(Change.added, values))
    store.close()
    return app_in(folder, NOW, settings_text)


def clock_of(app: ConvoApp) -> FakeClock:
    """The clock that the app goes by."""
    assert isinstance(app.clock, FakeClock)
    return app.clock


# --- a running talk ------------------------------------------------------------------------------


def test_a_talk_goes_by_the_wristwatch_whatever_is_done_to_the_clock(
    times: int, tally: Tally
) -> None:
    tried = 0

    @settings(max_examples=300 * times)
    @given(MOVES)
    def runs(moves: list[Move]) -> None:
        nonlocal tried
        clock, watch = FakeClock(), Watch()
        talk, paper = paper_talk(clock)
        for move in moves:
            tried += move[0] in ("set", "sleeps", "stands still")
            before = talk.now()
            makes(move, talk, clock, watch)
            assert talk.now() >= before
            agrees(talk, watch)
        talk.end()
        instants = [event.at for event in paper.events]
        assert instants == sorted(instants)
        held = talk.page.meeting
        assert held.ended_at is not None
        length = (held.ended_at - held.started_at).total_seconds()
        assert length == pytest.approx(held.sums.total + talk.state().left_out_seconds)

    runs()
    tally("clock steps and suspends in a running talk", tried, 0)


def agrees(talk: LiveTalk, watch: Watch) -> None:
    """The talk says what the watch says."""
    state = talk.state()
    assert (state.sums.manager, state.sums.report, state.sums.untracked) == pytest.approx(
        tuple(watch.spoken[who] for who in (Side.MANAGER, Side.REPORT, None))
    )
    assert state.left_out_seconds == pytest.approx(watch.out)
    assert (talk.gap.seconds if talk.gap else 0.0) == pytest.approx(
        watch.asked[0][0] if watch.asked else 0.0
    )


def writes(talk: LiveTalk, number: int) -> Note:
    """A note written now."""
    note = Note(f"note {number}", MAYA.id, talk.now(), f"line {number}", meeting_id=talk.id)
    talk.change("a note", Change.added(note))
    return note


async def test_a_set_clock_leaves_the_record_of_a_talk_in_order(
    tmp_path: Path, tally: Tally
) -> None:
    for step, speaker in product(STEPS, (Side.MANAGER, Side.REPORT)):
        folder = tmp_path / f"{step} {speaker}"
        folder.mkdir()
        async with open_room(folder) as room:
            talk = room.talk
            talk.speak(speaker)
            room.beat(600)
            written = [writes(talk, 9)]
            room.clock.step_wall(step)
            room.beat(60)
            written.append(writes(talk, 1))
            promise = Commitment(new_id(), MAYA.id, "a draft", talk.now(), meeting_id=talk.id)
            done = replace(QUEUE, state=PointState.DONE, closed_at=talk.now())
            kept = replace(INTRO, state=CommitmentState.KEPT, closed_at=talk.now())
            talk.change("more", Change.added(promise), Change.edited(QUEUE, done))
            talk.change("kept", Change.edited(INTRO, kept))
            room.beat(60)
            talk.end()
            page = await room.stored()
            assert page.notes == tuple(written)
            assert page.commitments == (promise,)
            assert page.promises == (kept,)
            assert done in page.carried
            held = page.meeting
            assert held.ended_at is not None
            assert held.ended_at >= held.started_at
            assert held.manager_seconds == 720 * (speaker is Side.MANAGER)
            assert held.report_seconds == 720 * (speaker is Side.REPORT)
            assert replay(held.segments, page.events, talk.now()).sums == held.sums
    tally("clock steps, by the record of the talk", 2 * len(STEPS), 0)


async def test_what_is_written_after_the_talk_with_a_clock_set_back_stays_its_own(
    tmp_path: Path,
) -> None:
    async with open_room(tmp_path) as room:
        room.beat(60)
        room.talk.end()
        room.clock.step_wall(-HOUR)
        late = Commitment(new_id(), MAYA.id, "a draft", room.clock.now(), meeting_id=room.talk.id)
        room.store.apply(Change.added(late))
        page = await room.stored()
        assert page.commitments == (late,)
        assert late not in page.promises


async def test_each_of_two_gaps_is_asked_about(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        talk = room.talk
        talk.speak(Side.REPORT)
        room.beat(60)
        room.clock.sleep(600)
        room.beat(30)
        room.clock.sleep(300)
        room.beat(1)
        asked = []
        for counts in (True, False):
            assert talk.gap is not None
            asked.append(talk.gap.seconds)
            talk.count_gap(counts=counts)
        assert (asked, talk.gap) == ([601, 301], None)
        assert (room.state.sums.report, room.state.left_out_seconds) == (60 + 601 + 29, 301)


async def test_a_lid_closed_while_the_clock_is_set_ahead_asks_about_both(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.talk.speak(Side.REPORT)
        room.beat(60)
        room.clock.sleep(600)
        room.clock.step_wall(HOUR)
        room.talk.beat()
        whys = []
        while gap := room.talk.gap:
            whys.append((gap.why, gap.seconds))
            room.talk.count_gap(counts=gap.why == "The machine slept")
        assert whys == [("The machine slept", 600), ("The computer's clock jumped ahead", HOUR)]
        assert room.state.sums.report == 660


async def test_taking_back_on_waking_does_not_count_the_sleep(tmp_path: Path) -> None:
    async with open_room(tmp_path) as room:
        room.talk.speak(Side.REPORT)
        room.beat(60)
        room.talk.speak(Side.MANAGER)
        room.beat(10)
        room.clock.sleep(HOUR)
        room.talk.undo()
        assert (room.state.sums.report, room.state.sums.manager) == (70, 0)
        assert room.talk.gap is not None


@pytest.mark.parametrize("step", [-DAY, -HOUR])
async def test_a_clock_set_back_while_convo_was_closed_is_said(tmp_path: Path, step: float) -> None:
    async with open_room(tmp_path) as room:
        room.talk.speak(Side.REPORT)
        room.beat(600)
        room.clock.advance(60)
        room.clock.step_wall(step)
        again = await room.window(leads=True)
        again.resume_after_cut()
        assert again.told == (
            "The computer's clock was set back; the talk's own time goes on as it was."
        )
        again.speak(Side.MANAGER)
        room.clock.advance(5)
        again.beat()
        again.end()
        page = await room.stored()
        sums = page.meeting.sums
        assert (sums.report, sums.manager, page.meeting.ended_at) == (600, 5, later(605))


@pytest.mark.parametrize("step", NOTICED)
async def test_a_second_window_shows_the_same_time_after_a_step(
    tmp_path: Path, step: float
) -> None:
    async with open_room(tmp_path) as room:
        early = await room.window()
        room.talk.speak(Side.REPORT)
        room.beat(60)
        room.clock.step_wall(step)
        for _ in range(30):
            room.clock.advance(1)
            room.talk.beat()
            early.beat()
        late = await room.window()
        for window in (early, late):
            window.follow(await room.stored())
            window.beat()
            assert window.state().sums.report == pytest.approx(90)


@pytest.mark.parametrize("step", STEPS)
def test_a_talks_time_never_goes_back(fake_clock: FakeClock, step: float) -> None:
    talk = TalkClock(fake_clock, START + timedelta(minutes=1))
    last = talk.now()
    assert last == START + timedelta(minutes=1)
    for _ in range(3):
        fake_clock.step_wall(step)
        assert talk.drift() == step
        talk.reanchor()
        assert (talk.now() >= last, talk.drift()) == (True, 0)
        last = talk.now()


# --- what is said stands on the screen -----------------------------------------------------------


async def told(app: ConvoApp, pilot: Pilot[None], words: str) -> bool:
    """Whether the words come to stand on the screen."""
    await until(pilot, lambda: words in " ".join(shown(app).split()))
    return True


@pytest.mark.parametrize("step", NOTICED)
async def test_a_set_clock_is_said_in_the_talk_until_somebody_reads_it(
    tmp_path: Path, step: float
) -> None:
    app = app_with(tmp_path, *BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("f3")
        await pass_time(app, pilot, 60)
        clock_of(app).step_wall(step)
        await pass_time(app, pilot, 60)
        if step < 0:
            words = "The computer's clock was set back; the talk's own time goes on as it was."
            assert await told(app, pilot, words)
        else:
            words = f"The computer's clock jumped ahead for {int(step) // 60}:00"
            assert await told(app, pilot, words)
            assert "Does that count?" in shown(app)
        await pass_time(app, pilot, 60)  # nobody looks
        assert words in " ".join(shown(app).split())
        await pilot.press("o" if step > 0 else "n")
        assert words not in shown(app)
        assert screen.talk.state().sums.report == 180


async def test_what_is_told_is_still_there_once_the_question_is_answered(tmp_path: Path) -> None:
    app = app_with(tmp_path, *BETWEEN)
    async with app.run_test(size=SIZE) as pilot:
        await into_talk(app, pilot)
        await pass_time(app, pilot, 30)
        clock_of(app).sleep(600)
        clock_of(app).step_wall(-HOUR)
        await pass_time(app, pilot, 1)
        assert await told(app, pilot, "The machine slept for 10:01")
        await pilot.press("o")
        assert await told(app, pilot, "The computer's clock was set back;")
        await pilot.press("n")
        assert "set back" not in shown(app)


@pytest.mark.parametrize("step", NOTICED)
async def test_a_set_clock_is_said_where_no_talk_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: float
) -> None:
    monkeypatch.setattr(clock_watch, "LOOK_SECONDS", 0.02)
    app = app_with(tmp_path, MAYA)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        await today(app, pilot)
        clock_of(app).step_wall(step)
        assert await told(app, pilot, "The computer's clock")
        said = " ".join(str(toast.render()) for toast in app.screen.query(Toast))
        how = "set back" if step < 0 else "put ahead"
        assert f"The computer's clock was {how}; it says" in " ".join(said.split())
        assert clock_time(app.now()) in shown(app)


async def test_today_is_the_new_day_once_it_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_watch, "LOOK_SECONDS", 0.02)
    tonight = replace(MAYA, every_weeks=None, next_at=NOW + timedelta(hours=4))
    app = app_with(tmp_path, tonight)
    async with app.run_test(size=SIZE) as pilot:
        await today(app, pilot)
        assert await told(app, pilot, "today 19:30")
        clock_of(app).sleep(8.5 * HOUR)  # 23:59:59 in Berlin would be a second less
        clock_of(app).advance(-SECOND)
        await pilot.pause(0.1)
        assert "Tuesday 24 November" in shown(app)
        clock_of(app).advance(SECOND)
        assert await told(app, pilot, "Wednesday 25 November")
        assert await told(app, pilot, "1 day overdue")
        assert "clock was" not in shown(app)
