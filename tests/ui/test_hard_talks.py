"""Sheets for hard talks: written before, beside the notes, used by the talk, always private."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, until, write
from ui.talking import MAYA, NOW, QUEUE, ago, into_talk, stored

from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.timeline import EntryKind
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.hints import HintLine
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.hard_talk_sheet import NOTHING, HardTalkSheet
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_growth import GrowthList, GrowthTab
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.prose_field import ProseField
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.told import Told

SEEN = "came without numbers three times"
ANSWERS = (SEEN, "the form asks for none", "", "we do the next one together")
SHEET = HardTalk("abababababab", MAYA.id, HardTalkKind.STRUGGLING, ago(1), ANSWERS)


async def sheets(app: ConvoApp) -> tuple[HardTalk, ...]:
    return await app.store.read(lambda store: store.sheets(MAYA.id))


async def at_prepare(app: ConvoApp, pilot: Pilot[None]) -> PrepareScreen:
    await app.ready()
    screen = PrepareScreen(MAYA.id)
    await app.push_screen(screen)
    await until(pilot, lambda: screen.query_one("#plans", RowList).items)
    return screen


async def sheet_of(app: ConvoApp, pilot: Pilot[None], key: str) -> HardTalkSheet:
    """The sheet of a kind, from the page before the talk."""
    await pilot.press("W")
    await opened(app, pilot, Choice)
    await pilot.press(key)
    sheet = await opened(app, pilot, HardTalkSheet)
    await until(pilot, lambda: sheet._keeps)
    return sheet


@pytest.mark.parametrize(("key", "kind"), list(zip("123", HardTalkKind, strict=True)))
async def test_a_sheet_of_each_kind_is_written_before_the_talk(
    make_app: MakeApp, key: str, kind: HardTalkKind
) -> None:
    app = make_app((MAYA, QUEUE))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await at_prepare(app, pilot)
        sheet = await sheet_of(app, pilot, key)
        await pilot.press("ctrl+s")
        assert NOTHING in str(sheet.query_one("#told", Told).render())
        await write(pilot, SEEN)
        for _ in range(len(sheet.query(ProseField))):
            await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        (kept,) = await sheets(app)
        assert (kept.kind, kept.answers[0], kept.closed_at) == (kind, SEEN, None)
        facts = screen.query_one("#facts", RowList)
        await until(pilot, lambda: any(item.value == kept for item in facts.items))
        assert f"HARD TALK: {kind.value.upper()}" in shown(app)
        await pilot.press("u")
        await until(pilot, lambda: not any(item.value == kept for item in facts.items))
        assert await sheets(app) == ()


async def test_the_sheet_that_waits_goes_on_and_its_draft_is_never_lost(make_app: MakeApp) -> None:
    app = make_app((MAYA, QUEUE, SHEET))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_prepare(app, pilot)
        sheet = await sheet_of(app, pilot, "1")
        assert sheet.query_one("#seen", ProseField).text == SEEN
        await write(pilot, " and a fourth time")
        await pilot.press("escape")
        sheet = await sheet_of(app, pilot, "1")
        assert sheet.query_one("#seen", ProseField).text == f"{SEEN} and a fourth time"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: sheet not in app.screen_stack)
        (kept,) = await sheets(app)
        assert (kept.id, kept.answers[0]) == (SHEET.id, f"{SEEN} and a fourth time")
        assert kept.answers[1:] == ANSWERS[1:]


async def test_what_was_seen_is_no_judgement_of_somebody(make_app: MakeApp) -> None:
    app = make_app((MAYA,))
    async with app.run_test(size=(120, 36)) as pilot:
        await at_prepare(app, pilot)
        sheet = await sheet_of(app, pilot, "1")
        hint = sheet.query_one(HintLine)
        await write(pilot, "she is lazy")
        await until(pilot, lambda: hint.shown)
        await pilot.press("ctrl+g")
        assert not hint.shown


async def test_nothing_of_it_is_told_while_private_things_are_hidden(make_app: MakeApp) -> None:
    app = make_app((MAYA, QUEUE, SHEET))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await at_prepare(app, pilot)
        assert SEEN in shown(app)
        await pilot.press("full_stop")
        await until(pilot, lambda: SEEN not in shown(app))
        assert "HARD" not in shown(app).replace("hard talk", "")
        await pilot.press("W")
        assert "private" in screen.query_one(KeyBar).said
        assert app.screen is screen
        talk = await into_talk(app, pilot)
        await pilot.press("s")
        assert not talk.sheets_shown
        assert talk.check_action("sheet", ()) is False
        await pilot.press("full_stop", "s")
        assert SEEN.split()[-1] in shown(app)
        await pilot.press("full_stop")
        await until(pilot, lambda: "HARD TALK" not in shown(app))


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_one_key_shows_it_beside_the_notes_and_puts_it_away(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app((MAYA, QUEUE, SHEET))
    async with app.run_test(size=size) as pilot:
        screen = await into_talk(app, pilot)
        assert "HARD TALK" not in shown(app)
        await pilot.press("s")
        assert "HARD TALK: STRUGGLING" in shown(app)
        assert "came without" in shown(app)
        assert "TO RAISE" not in shown(app)
        await pilot.press("i", *"heard her out")
        assert screen.query_one(NoteLine).value == "heard her out"
        await pilot.press("escape", "s")
        if size[0] < 100:  # it was folded away, and came to the front
            assert "HARD TALK: STRUGGLING" in shown(app)
            await pilot.press("s")
        else:
            assert "TO RAISE" in shown(app)
        assert "HARD TALK" not in shown(app)


async def test_it_is_edited_in_the_talk_and_undone_with_it(make_app: MakeApp) -> None:
    app = make_app((MAYA, QUEUE, SHEET))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("s", "E")
        sheet = await opened(app, pilot, HardTalkSheet)
        await until(pilot, lambda: sheet._keeps)
        await write(pilot, ", and said why")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        (kept,) = (await stored(app, screen.talk.id)).sheets
        assert kept.answers[0] == f"{SEEN}, and said why"
        assert "said why" in shown(app)
        await pilot.press("u")
        assert (await stored(app, screen.talk.id)).sheets == (SHEET,)


async def test_what_is_no_tick_says_what_its_keys_are(make_app: MakeApp) -> None:
    app = make_app((MAYA, QUEUE, SHEET))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        await pilot.press("s", "x")
        assert "A sheet is not ticked off: E writes in it, s puts it away." in shown(app)
        assert (await stored(app, screen.talk.id)).sheets == (SHEET,)
        await pilot.press("i", *"late", "enter", "escape")
        screen.query_one("#notes", RowList).focus()
        await pilot.press("x")
        assert "A note is not ticked off: E edits it, d deletes it." in shown(app)


async def test_the_end_of_the_talk_is_the_end_of_its_waiting(make_app: MakeApp) -> None:
    app = make_app((MAYA, QUEUE, SHEET))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        screen.talk.end()
        page = await stored(app, screen.talk.id)
        used = replace(SHEET, meeting_id=screen.talk.id, closed_at=page.meeting.ended_at)
        assert page.sheets == (used,)
        (overview,) = await app.store.read(lambda store: store.overviews((MAYA.id,)))
        assert overview.sheets == ()
        past = PastTalkScreen(screen.talk.id)
        await app.push_screen(past)
        story = past.query_one("#story", RowList)
        await until(pilot, lambda: any(item.value == used for item in story.items))
        assert SEEN in shown(app)
        await pilot.press("full_stop")
        await until(pilot, lambda: not any(item.value == used for item in story.items))
        assert "HARD" not in shown(app)


async def test_a_talk_cut_off_leaves_the_sheet_waiting(make_app: MakeApp) -> None:
    app = make_app((MAYA, SHEET))
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await into_talk(app, pilot)
        screen.talk.let_go()
    again = make_app(())
    async with again.run_test(size=(120, 36)) as pilot:
        await opened(again, pilot, Choice)
        assert await sheets(again) == (SHEET,)
        await pilot.press("c")
        screen = await opened(again, pilot, TalkScreen)
        assert screen.talk.page.sheets == (SHEET,)


async def test_growth_lists_the_sheets_and_lets_one_wait_again(make_app: MakeApp) -> None:
    used = replace(SHEET, id="cdcdcdcdcdcd", closed_at=ago(0) - timedelta(hours=2))
    app = make_app((MAYA, QUEUE, SHEET, used))
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        screen = PersonScreen(MAYA.id, Tab.GROWTH)
        await app.push_screen(screen)
        rows = screen.query_one(GrowthList)
        await until(pilot, lambda: any(item.value == used for item in rows.items))
        told = [item.value for item in rows.items if isinstance(item.value, HardTalk)]
        assert told == [SHEET, used]
        rows.focus()
        rows.highlighted = next(i for i, item in enumerate(rows.items) if item.value == SHEET)
        await pilot.pause()
        page = screen.query_one(GrowthTab).query_one(EntryPage)
        await until(pilot, lambda: "we do the next one together" in page.plain)
        await pilot.press("d")
        await until(pilot, lambda: not any(item.value == SHEET for item in rows.items))
        first = next(each for each in await sheets(app) if each.id == SHEET.id)
        assert first.closed_at == NOW
        await pilot.press("u")
        await until(pilot, lambda: any(item.value == SHEET for item in rows.items))
        await pilot.press("full_stop")
        await until(pilot, lambda: not any(isinstance(i.value, HardTalk) for i in rows.items))
        assert "HARD TALKS" not in shown(app)


async def test_e_in_the_timeline_edits_it(make_app: MakeApp) -> None:
    app = make_app((MAYA, SHEET))
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        screen = PersonScreen(MAYA.id)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.entry and screen.entry.kind is EntryKind.HARD_TALK)
        await pilot.press("e")
        sheet = await opened(app, pilot, HardTalkSheet)
        await until(pilot, lambda: sheet._keeps)
        await write(pilot, " again")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is screen)
        assert (await sheets(app))[0].answers[0] == f"{SEEN} again"
        await pilot.press("u")
        assert await sheets(app) == (SHEET,)
