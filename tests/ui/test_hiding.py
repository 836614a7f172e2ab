"""What is private is hidden at once: on the screen, and on all that is seen beneath a sheet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from textual.geometry import Region
from textual.strip import Strip
from ui.conftest import MakeApp
from ui.places import PARTS, walk
from ui.steps import at_rest, opened, shown, today, until, write
from ui.talking import MAYA, into_talk
from ui.test_app import HIDDEN, NOW, PRIVATE

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord
from convo_tui.domain.growth import Preferences
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.notes import Note
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import Side, Value, new_id
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.bank import shipped_walks
from convo_tui.ui.correcting import edit_subject
from convo_tui.ui.covering import CoveredScreen
from convo_tui.ui.modals.blank import Blank
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.modals.close_commitment import CloseCommitment
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.goal_form import GoalForm
from convo_tui.ui.modals.goal_update import GoalUpdateSheet
from convo_tui.ui.modals.hard_talk_sheet import HardTalkSheet
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.preferences_sheet import PreferencesSheet
from convo_tui.ui.modals.question_form import QuestionForm
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.modals.search_sheet import SearchSheet
from convo_tui.ui.screen import ConvoModal, UndoStep
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.timeline_filter import Wanted

YESTERDAY = NOW - timedelta(days=1)
TIRED = TalkingPoint(new_id(), MAYA.id, f"{HIDDEN} point", YESTERDAY, Side.MANAGER, private=True)
EVERYWHERE: tuple[Value, ...] = (
    *PRIVATE,
    TalkingPoint(new_id(), MAYA.id, "the review queue is slow", YESTERDAY, Side.REPORT, segment=1),
    Note(new_id(), MAYA.id, YESTERDAY, "shipped it"),
    Goal(new_id(), MAYA.id, "run a release alone", YESTERDAY),
    Preferences(new_id(), MAYA.id, YESTERDAY, ("direct",), f"{HIDDEN} way", f"{HIDDEN} drive"),
)


async def test_it_is_hidden_two_layers_below_at_once(make_app: MakeApp) -> None:
    app = make_app(PRIVATE)
    async with app.run_test(size=(200, 60)) as pilot:
        await today(app, pilot)
        await into_talk(app, pilot)
        await pilot.press("q")
        await opened(app, pilot, QuestionPicker)
        await pilot.press("tab", "a")
        await opened(app, pilot, QuestionForm)
        assert HIDDEN in shown(app)
        app.action_toggle_private()
        await until(pilot, lambda: HIDDEN not in shown(app))
        app.action_toggle_private()
        await until(pilot, lambda: HIDDEN in shown(app))


@asynccontextmanager
async def slow_disk(app: ConvoApp) -> AsyncIterator[None]:
    """As long as this lasts a write does not end, and whatever is read waits for it."""
    written = Event()
    app.store.write(lambda _: written.wait(30))
    try:
        yield
        assert app.store.state.waiting
    finally:
        written.set()


def beneath(app: ConvoApp) -> str:
    """What every screen below the one in front would show."""
    return "\n".join(
        segment.text
        for screen in app.screen_stack[:-1]
        for strip in screen._compositor.render_strips()
        for segment in strip
    )


def covered(app: ConvoApp) -> bool:
    """Whether the words of any screen are left out."""
    return any(isinstance(each, CoveredScreen) and each.covered for each in app.screen_stack)


def about_private(app: ConvoApp) -> bool:
    """Whether a sheet lies open that is left once private is hidden."""
    return any(isinstance(each, ConvoModal) and each.shows_private for each in app.screen_stack)


@pytest.mark.parametrize("part", PARTS)
async def test_nothing_private_stays_on_any_screen(make_app: MakeApp, part: str) -> None:
    app = make_app(EVERYWHERE)
    async with app.run_test(size=(200, 60)) as pilot:
        await today(app, pilot)
        seen = 0
        async for place in walk(app, pilot, MAYA.id, [part]):
            await at_rest(app, pilot)
            seen += HIDDEN in beneath(app) or HIDDEN in shown(app)
            if about_private(app):
                continue  # hiding leaves it, and the walk would be lost; see below
            async with slow_disk(app):
                app.private_hidden = True
                await pilot.pause()
                await pilot.pause()
                assert HIDDEN not in beneath(app), place
                assert HIDDEN not in shown(app), place
            await at_rest(app, pilot)
            await until(pilot, lambda: not covered(app))
            assert HIDDEN not in beneath(app), place
            assert HIDDEN not in shown(app), place
            app.private_hidden = False
            await pilot.pause()
        assert seen


async def test_a_screen_that_has_to_read_is_covered_until_it_has(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As any screen is that does not care: here Today, which tells at once otherwise."""
    app = make_app(EVERYWHERE)
    async with app.run_test(size=(120, 50)) as pilot:
        home = await today(app, pilot)
        await at_rest(app, pilot)
        monkeypatch.setattr(home, "tell_anew", lambda: False)
        home.lines.highlighted = 1
        await pilot.pause()
        stands = home.focused, home.lines.highlighted, home.lines.scroll_offset
        assert HIDDEN in shown(app)
        drawn: list[Region] = []
        draw = home.lines.render_lines

        def counted(crop: Region) -> list[Strip]:
            drawn.append(crop)
            return draw(crop)

        monkeypatch.setattr(home.lines, "render_lines", counted)
        async with slow_disk(app):
            app.action_toggle_private()
            await pilot.pause()
            text = shown(app)
            assert HIDDEN not in text
            assert MAYA.name not in text
            assert "~ hidden" in text
            assert "Private is hidden." in text
            drawn.clear()
            await until(pilot, lambda: drawn)  # and so it is on the terminal, soon
        await until(pilot, lambda: not home.covered)
        assert MAYA.name in shown(app)
        assert HIDDEN not in shown(app)
        assert stands == (home.focused, home.lines.highlighted, home.lines.scroll_offset)


async def test_what_is_typed_is_seen_on_a_covered_sheet(make_app: MakeApp) -> None:
    app = make_app(EVERYWHERE)
    async with app.run_test(size=(120, 50)) as pilot:
        await today(app, pilot)
        await pilot.press("slash")
        sheet = await opened(app, pilot, SearchSheet)
        await pilot.press(*HIDDEN.lower())
        await until(pilot, lambda: HIDDEN in shown(app))
        async with slow_disk(app):
            app.private_hidden = True
            await pilot.press("x")
            assert f"{HIDDEN.lower()}x" in shown(app)
            assert HIDDEN not in shown(app)
        await until(pilot, lambda: not sheet.covered)


async def test_a_filter_does_not_tell_what_was_private(make_app: MakeApp) -> None:
    app = make_app(EVERYWHERE)
    async with app.run_test(size=(120, 50)) as pilot:
        await today(app, pilot)
        screen = PersonScreen(MAYA.id)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.complete)
        screen.show_entries(Wanted(words=HIDDEN))
        await until(pilot, lambda: screen.entry is not None and HIDDEN in shown(app))
        async with slow_disk(app):
            app.private_hidden = True
            await pilot.pause()
            assert screen.covered  # not even that there is such an entry
        await until(pilot, lambda: not screen.covered)
        assert screen.entry is None


async def test_what_was_said_of_it_is_not_said_again(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(120, 50)) as pilot:
        home = await today(app, pilot)
        home.undo_steps.append(UndoStep(f"deleted the note “{HIDDEN}”", lambda: None))
        home.say(f"Deleted “{HIDDEN}”.")
        await until(pilot, lambda: HIDDEN in shown(app))
        app.private_hidden = True
        await pilot.pause()
        assert HIDDEN not in shown(app)
        home.action_undo()
        await pilot.pause()
        assert "Undone: deleted the note “…”." in shown(app)


async def test_a_sheet_about_it_that_comes_late_stays_away(make_app: MakeApp) -> None:
    app = make_app([MAYA, TIRED])
    async with app.run_test(size=(120, 50)) as pilot:
        home = await today(app, pilot)
        async with slow_disk(app):
            home.run_worker(edit_subject(home, TIRED))
            await pilot.pause()
            app.private_hidden = True
        await until(pilot, lambda: "This is private." in shown(app))
        assert app.screen is home


GOAL = Goal(new_id(), MAYA.id, f"{HIDDEN} aim", YESTERDAY, private=True)
PROMISE = Commitment(new_id(), MAYA.id, f"{HIDDEN} promise", YESTERDAY, Side.REPORT, private=True)
PRAISE = Feedback(new_id(), MAYA.id, YESTERDAY, f"{HIDDEN} praise")
LIKING = Preferences(new_id(), MAYA.id, YESTERDAY, ("direct",), f"{HIDDEN} way", f"{HIDDEN} drive")
(PREPARING, WALK_LIKING) = (
    next(walk for walk in shipped_walks() if walk.id == name)
    for name in (HardTalkKind.STRUGGLING.value, "preferences")
)
SHEET = HardTalk(new_id(), MAYA.id, HardTalkKind.STRUGGLING, YESTERDAY, (f"{HIDDEN} fact",))
SHEETS: dict[str, Callable[[], ConvoModal[Any]]] = {
    "a commitment": lambda: CommitmentEditor(PROMISE, MAYA),
    "the end of one": lambda: CloseCommitment(PROMISE, NOW.date(), NOW),
    "a goal": lambda: GoalForm(GoalRecord(GOAL), MAYA),
    "what is new of it": lambda: GoalUpdateSheet(GoalRecord(GOAL), NOW),
    "feedback": lambda: FeedbackSheet(MAYA, before=PRAISE),
    "preferences": lambda: PreferencesSheet(WALK_LIKING, MAYA, LIKING),
    "a hard talk": lambda: HardTalkSheet(PREPARING, MAYA, SHEET),
    "a choice": lambda: Choice("Which?", [Option("1", f"{HIDDEN} win", "1")], private=True),
    "a line": lambda: LineSheet("Edit the note", value=f"~ {HIDDEN} note"),
    "a point": lambda: LineSheet("Talking point", value=f"{HIDDEN} point", private=True),
}


@pytest.mark.parametrize("name", SHEETS)
async def test_a_sheet_about_something_private_is_left(make_app: MakeApp, name: str) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(120, 50)) as pilot:
        below = await today(app, pilot)
        sheet = SHEETS[name]()
        await app.push_screen(sheet)
        await until(pilot, lambda: HIDDEN in shown(app))
        await app.push_screen(Blank())
        app.action_toggle_private()
        await until(pilot, lambda: app.screen is below)
        assert HIDDEN not in shown(app)


async def test_what_was_typed_is_there_again(make_app: MakeApp) -> None:
    app = make_app([MAYA, replace(TIRED, text="looks tired")])
    async with app.run_test(size=(120, 50)) as pilot:
        await today(app, pilot)
        rows = (await into_talk(app, pilot)).query_one("#raise", RowList)
        for typed in ("", "!"):
            rows.focus()
            rows.highlighted = next(i for i, item in enumerate(rows.items) if item.value)
            await pilot.press("E")
            line = (await opened(app, pilot, LineSheet)).query_one(Field)
            assert line.value == f"looks tired{typed}"
            await write(pilot, "!" if not typed else "")
            app.action_toggle_private()
            await until(pilot, lambda: isinstance(app.screen, TalkScreen))
            app.action_toggle_private()


@pytest.mark.parametrize(("key", "kind"), [("n", LineSheet), ("f", FeedbackSheet)])
async def test_a_private_draft_waits_until_it_may_be_seen(
    make_app: MakeApp, key: str, kind: type[ConvoModal[Any]]
) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(120, 50)) as pilot:
        home = await today(app, pilot)
        for hidden, typed in ((False, f"~ {HIDDEN} line"), (True, ""), (False, f"~ {HIDDEN} line")):
            app.private_hidden = hidden
            await pilot.press(key)
            field = (await opened(app, pilot, kind)).query(Field).first()
            if not hidden and not field.value:
                await write(pilot, typed)
            assert field.value == typed
            if hidden:
                assert "comes back once private is shown" in " ".join(shown(app).split())
                await write(pilot, "+ shipped it")  # may be written, and takes no other's place
                await pilot.press("ctrl+s" if kind is FeedbackSheet else "enter")
            else:
                await pilot.press("escape")
            await until(pilot, lambda: app.screen is home)
        entries = await app.store.read(lambda store: store.timeline(MAYA.id))
        assert len(entries) == 1


async def test_a_sheet_about_what_both_see_stays(make_app: MakeApp) -> None:
    app = make_app([MAYA])
    async with app.run_test(size=(120, 50)) as pilot:
        await today(app, pilot)
        sheet = CommitmentEditor(replace(PROMISE, private=False), MAYA)
        await app.push_screen(sheet)
        app.action_toggle_private()
        await pilot.pause()
        assert app.screen is sheet
