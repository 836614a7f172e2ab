"""What a talk opens with: on Prepare, in the talk, and on its page once it was held."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, until
from ui.talking import CURIOUS, MAYA, METRICS, NOW, QUEUE, ago, into_talk, stored

from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.meeting import MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Change, Side
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.row_list import RowList


def win(number: int, text: str, days: int) -> Note:
    return Note(f"dddddddddd{number:02}", MAYA.id, ago(days), text, NoteKind.WIN)


HELD = win(1, "the stop page held", 2)
PAIRED = win(2, "paired with Luis", 4)
THIRD = win(3, "a third one", 5)
FOURTH = win(4, "a fourth one", 6)
SKETCH = Commitment(
    "ffffffffff01", MAYA.id, "a first sketch", ago(9), Side.REPORT,
    state=CommitmentState.KEPT, closed_at=ago(1),
)  # fmt: skip
TO_NAME = (MAYA, QUEUE, HELD, PAIRED, THIRD, FOURTH, CURIOUS, SKETCH)


def lines(app: ConvoApp, name: str) -> list[str]:
    rows = app.screen.query_one(f"#{name}", RowList)
    return [item.row.plain for item in rows.items if item.row.plain]


def openings_in(screen: TalkScreen) -> list[Opening]:
    rows = screen.query_one("#raise", RowList)
    return [item.value for item in rows.items if isinstance(item.value, Opening)]


async def go_to(pilot: Pilot[None], screen: TalkScreen, text: str) -> None:
    """Put the cursor of the left column on a line."""
    rows = screen.query_one("#raise", RowList)
    rows.focus()
    rows.highlighted = next(i for i, item in enumerate(rows.items) if text in item.row.plain)
    await pilot.pause()


async def test_prepare_proposes_three_with_source_and_date_and_loses_no_win(
    make_app: MakeApp,
) -> None:
    app = make_app(TO_NAME)
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        screen = PrepareScreen(MAYA.id)
        await app.push_screen(screen)
        facts = screen.query_one("#facts", RowList)
        await until(pilot, lambda: facts.items)
        told = lines(app, "facts")
        assert told[:4] == [
            "OPEN WITH",
            "✓ kept a first sketch Mon 23 Nov",
            "+ win the stop page held Sun 22 Nov",
            f"✦ praise {CURIOUS.text} Sat 21 Nov",
        ]
        more = told[told.index("MORE WINS") + 1 :]
        assert [each.split(" ", 1)[1].rsplit(" ", 3)[0] for each in more[:3]] == [
            FOURTH.text, THIRD.text, PAIRED.text,
        ]  # fmt: skip
        assert shown(app).count(CURIOUS.text) <= 1
        assert not any(CURIOUS.text in line for line in lines(app, "plans"))
        await pilot.press("full_stop")
        await until(pilot, lambda: "~ private" in lines(app, "facts")[3])
        assert CURIOUS.text not in shown(app)


async def test_they_begin_with_the_talk_and_are_ticked_unticked_and_undone(
    make_app: MakeApp,
) -> None:
    app = make_app(TO_NAME)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        kept = (await stored(app, screen.talk.id)).openings
        assert {each.subject_id for each in kept} == {HELD.id, CURIOUS.id, SKETCH.id}
        assert lines(app, "raise")[0] == "OPEN WITH"
        assert len(openings_in(screen)) == 3
        signs = [line.split(" ", 2)[0] for line in lines(app, "raise")[1:4]]
        assert signs == ["✓", "+", "✦"]  # as on Prepare: none of them reads as still to do
        await go_to(pilot, screen, HELD.text)
        await pilot.press("x")
        assert any(line.startswith("☑ the stop page") for line in lines(app, "raise"))
        named = {e.subject_id: e.named_at for e in (await stored(app, screen.talk.id)).openings}
        assert named == {HELD.id: NOW, CURIOUS.id: None, SKETCH.id: None}
        await pilot.press("x")
        assert all(e.named_at is None for e in (await stored(app, screen.talk.id)).openings)
        await pilot.press("x", "u")
        assert all(e.named_at is None for e in (await stored(app, screen.talk.id)).openings)


async def test_praise_stands_once_and_to_name_it_is_to_say_it(make_app: MakeApp) -> None:
    app = make_app((MAYA, METRICS, CURIOUS))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        assert sum(CURIOUS.text in line for line in lines(app, "raise")) == 1
        await go_to(pilot, screen, CURIOUS.text)
        await pilot.press("x")
        page = await stored(app, screen.talk.id)
        assert (page.feedback[0].said_at, page.openings[0].named_at) == (NOW, NOW)
        await pilot.press("u")
        page = await stored(app, screen.talk.id)
        assert (page.feedback[0].said_at, page.openings[0].named_at) == (None, None)
        await pilot.press("full_stop")
        assert CURIOUS.text not in shown(app)


async def test_after_the_first_segment_they_fold_away_once_all_are_named(make_app: MakeApp) -> None:
    app = make_app((MAYA, QUEUE, HELD))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("n")
        assert "STILL TO NAME" in lines(app, "raise")
        raised = screen.query_one("#raise", RowList)
        assert isinstance(raised.value, TalkingPoint)  # the cursor begins where the list does
        await go_to(pilot, screen, HELD.text)
        await pilot.press("x")
        assert not openings_in(screen)
        await pilot.press("b")
        assert [each.named_at for each in openings_in(screen)] == [NOW]


async def test_nothing_is_proposed_twice_and_a_talk_thrown_away_frees_it(make_app: MakeApp) -> None:
    app = make_app((MAYA, HELD))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        (overview,) = await app.store.read(lambda store: store.overviews((MAYA.id,)))
        assert overview.proposed == {HELD.id}
        talk = (await stored(app, screen.talk.id)).meeting
        await app.store.read(lambda store: store.apply(Change.removed(talk)))
        (overview,) = await app.store.read(lambda store: store.overviews((MAYA.id,)))
        assert overview.proposed == frozenset()


async def test_the_page_of_the_talk_says_what_was_named(make_app: MakeApp) -> None:
    app = make_app(TO_NAME)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await go_to(pilot, screen, HELD.text)
        await pilot.press("x")
        screen.talk.end()
        page = await stored(app, screen.talk.id)
        assert page.meeting.state is MeetingState.HELD
        past = PastTalkScreen(screen.talk.id)
        await app.push_screen(past)
        await opened(app, pilot, PastTalkScreen)
        await until(pilot, lambda: past.query_one("#story", RowList).items)
        told = lines(app, "story")
        begin = told.index("OPENED WITH")
        named = [line for line in told[begin + 1 : begin + 4] if line.startswith("☑")]
        assert [line for line in named if HELD.text in line] == named
        assert any(SKETCH.goal in line and "not named" in line for line in told)
        await pilot.press("full_stop")
        await until(pilot, lambda: not any(CURIOUS.text in line for line in lines(app, "story")))


async def test_what_became_private_since_is_hidden_on_the_page_of_the_talk(
    make_app: MakeApp,
) -> None:
    app = make_app((MAYA, HELD))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await go_to(pilot, screen, HELD.text)
        await pilot.press("x")
        screen.talk.end()
        page = await stored(app, screen.talk.id)
        assert page.openings[0].named_at is not None
        now_private = Change.edited(HELD, replace(HELD, private=True))
        await app.store.read(lambda store: store.apply(now_private))
        past = PastTalkScreen(screen.talk.id)
        await app.push_screen(past)
        await opened(app, pilot, PastTalkScreen)
        await until(pilot, lambda: any(HELD.text in line for line in lines(app, "story")))
        await pilot.press("full_stop")
        await until(pilot, lambda: not any(HELD.text in line for line in lines(app, "story")))


async def test_a_talk_cut_off_keeps_what_it_opened_with(make_app: MakeApp) -> None:
    app = make_app((MAYA, HELD, PAIRED))
    async with app.run_test(size=(120, 36)) as pilot:
        first = await into_talk(app, pilot)
        first.talk.let_go()
    later = replace(win(9, "came later", 0), at=NOW + timedelta(minutes=1))
    again = make_app((later,))
    async with again.run_test(size=(120, 36)) as pilot:
        await opened(again, pilot, Choice)
        await pilot.press("c")
        screen = await opened(again, pilot, TalkScreen)
        assert {each.subject_id for each in openings_in(screen)} == {HELD.id, PAIRED.id}
