"""A walk through every screen and sheet, for tests of what must hold in each of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from functools import partial
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen
from ui.steps import opened, until
from ui.steps import today as today_shown

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import Strength
from convo_tui.domain.notes import Note
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Question
from convo_tui.domain.timeline import EntryKind
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.close_commitment import CloseCommitment
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.goal_form import GoalForm
from convo_tui.ui.modals.goal_update import GoalUpdateSheet
from convo_tui.ui.modals.hard_talk_sheet import HardTalkSheet
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.log_talk import LogTalk
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.modals.person_form import PersonForm
from convo_tui.ui.modals.preferences_sheet import PreferencesSheet
from convo_tui.ui.modals.question_form import QuestionForm
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.modals.review_sheet import ReviewSheet
from convo_tui.ui.modals.roadmap_walk import RoadmapWalk
from convo_tui.ui.modals.search_sheet import HitList, SearchSheet, SeekField
from convo_tui.ui.modals.strength_sheet import StrengthSheet
from convo_tui.ui.screens.insights import InsightsScreen
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_growth import GrowthList
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.settings import SettingsScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.timeline_list import TimelineList
from convo_tui.ui.widgets.timeline_view import TimelineView

AnyScreen = type[Screen[Any]]
Way = Callable[[ConvoApp, Pilot[None]], AsyncIterator[str]]


PARTS = ("today", "person", "prepare and talk")
"""What a walk may be kept to, so that the parts can be walked side by side."""


async def walk(
    app: ConvoApp, pilot: Pilot[None], person_id: str, parts: Collection[str] = PARTS
) -> AsyncIterator[str]:
    """Everywhere one can be with a person, one place after the other; each yields its name.

    The person needs an open commitment, a talking point, a talk held, and no talk that runs.
    """
    home = await today_shown(app, pilot)
    await home.fill(go_to=person_id)
    ways = (
        ("today", around_today),
        ("person", partial(from_today, keys={"enter": at_person})),
        ("prepare and talk", partial(from_today, keys={"p": at_prepare, "m": at_talk})),
    )
    for part, way in ways:
        if part in parts:
            async for place in way(app, pilot):
                yield place


async def around_today(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """Today, and what lies over it."""
    home = app.screen
    yield "today"
    for key, sheet in (("n", CaptureSheet), ("f", FeedbackSheet), ("x", MoveTalk)):
        async for place in over(app, pilot, sheet, key):
            yield place
    async for place in over(app, pilot, PersonForm, "a"):
        yield place
    async for place in over(app, pilot, SettingsScreen, "s"):
        yield place
    async for place in at_search(app, pilot):
        yield place
    async for place in at_insights(app, pilot):
        yield place
    await leave(app, pilot, home)


async def from_today(app: ConvoApp, pilot: Pilot[None], keys: dict[str, Way]) -> AsyncIterator[str]:
    """The screens that keys open from Today."""
    home = app.screen
    for key, inside in keys.items():
        await pilot.press(key)
        async for place in inside(app, pilot):
            yield place
        await leave(app, pilot, home)


async def over(
    app: ConvoApp, pilot: Pilot[None], kind: AnyScreen, *keys: str
) -> AsyncIterator[str]:
    """A sheet or screen that keys open and escape closes."""
    below = app.screen
    await pilot.press(*keys)
    await opened(app, pilot, kind)
    yield kind.__name__
    await leave(app, pilot, below)


async def leave(app: ConvoApp, pilot: Pilot[None], below: Screen[Any]) -> None:
    """Press escape until one is back; a field, a choice and a sheet each take one."""
    for _ in range(4):
        if app.screen is below:
            return
        await pilot.press("escape")
    assert app.screen is below


async def at_search(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The search: empty, with hits, among them, and without any."""
    below = app.screen
    await pilot.press("slash")
    sheet = await opened(app, pilot, SearchSheet)
    yield "search, empty"
    field, hits = sheet.query_one(SeekField), sheet.query_one(HitList)
    field.value = "a"
    await until(pilot, lambda: hits.display and hits.items)
    yield "search, hits"
    await pilot.press("tab")
    yield "search, among the hits"
    field.value = "a qqqq"
    await until(pilot, lambda: not hits.display)
    yield "search, nothing"
    await leave(app, pilot, below)


async def at_insights(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The figures of everybody and of one, and their page."""
    await pilot.press("i")
    screen = await opened(app, pilot, InsightsScreen)
    yield "insights, everybody"
    await pilot.press("j")
    yield "insights, a person"
    await pilot.press("tab")
    assert screen.query_one("#page").has_focus
    yield "insights, page"


async def at_person(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The tabs, an entry of each kind, and the sheets over them."""
    screen = await opened(app, pilot, PersonScreen)
    await until(pilot, lambda: screen.entry)
    timeline = screen.query_one(TimelineList)
    seen: set[EntryKind] = set()
    talk_at = 0
    for number in range(timeline.outline.count):
        known = timeline.entry(number)
        if known is not None and known.kind in seen:
            continue
        timeline.go_to(number)
        await until(pilot, lambda: screen.entry)
        if screen.entry is not None and screen.entry.kind not in seen:
            seen.add(screen.entry.kind)
            talk_at = number if screen.entry.kind is EntryKind.TALK else talk_at
            yield f"timeline, {screen.entry.kind.value}"
    for key, name in (("w", "words"), ("s", "period"), ("colon", "date")):
        await pilot.press(key)
        yield f"timeline, {name}"
        await pilot.press("escape")
    await pilot.press("1")
    await until(pilot, lambda: screen.query_one(TimelineView).filtered and screen.entry)
    yield "timeline, filtered"
    await pilot.press("w", *"nowhere")
    await until(pilot, lambda: screen.entry is None)
    await pilot.press("escape")
    yield "timeline, nothing found"
    await pilot.press("escape")
    await until(pilot, lambda: screen.entry)
    timeline.go_to(talk_at)
    await until(pilot, lambda: screen.entry and screen.entry.kind is EntryKind.TALK)
    await pilot.press("enter")
    yield "timeline, reading"
    async for place in over(app, pilot, RecapSheet, "r"):
        yield place
    talk_id = screen.talk_id
    await pilot.press("R")
    packet = await opened(app, pilot, ReviewSheet)
    await until(pilot, lambda: packet.complete)
    yield "packet"
    for key in ("p", "f"):
        async for place in over(app, pilot, Choice, key):
            yield f"packet, {place}"
    await leave(app, pilot, screen)
    await pilot.press("escape")
    async for place in over(app, pilot, LogTalk, "l"):
        yield place
    async for place in at_past_talk(app, pilot, talk_id or ""):
        yield place
    await leave(app, pilot, screen)
    await pilot.press("tab")
    yield "commitments"
    for kind, key in ((CommitmentEditor, "enter"), (CommitmentEditor, "c"), (CloseCommitment, "o")):
        async for place in over(app, pilot, kind, key):
            yield place
    for key in ("b", "m"):
        async for place in over(app, pilot, CloseCommitment, "o", key):
            yield f"{place}, {key}"
    await pilot.press("v", "g")
    yield "goals"
    for form, key in ((GoalUpdateSheet, "enter"), (GoalForm, "e"), (GoalForm, "a")):
        async for place in over(app, pilot, form, key):
            yield place
    await pilot.press("right")
    yield "goals, reading"
    await pilot.press("escape")
    async for place in over(app, pilot, Choice, "v"):
        yield f"tabs, {place}"
    await pilot.press("tab")
    async for place in at_growth(app, pilot, screen):
        yield place
    await pilot.press("i")
    await until(pilot, lambda: not screen.tab.stale)
    yield "insights of a person"
    await pilot.press("enter")
    yield "the entries behind a statement"
    await pilot.press("escape")
    await pilot.press("t")
    yield "insights of a person, as text"
    await pilot.press("v", "p")
    yield "profile"
    async for place in over(app, pilot, PersonForm, "e"):
        yield place


async def at_growth(app: ConvoApp, pilot: Pilot[None], screen: PersonScreen) -> AsyncIterator[str]:
    """The tab of growth, blank or not, and its sheets; a strength is named on the way."""
    await until(pilot, lambda: not screen.tab.stale)
    yield "growth"
    for kind, key in ((RoadmapWalk, "w"), (PreferencesSheet, "h")):
        async for place in over(app, pilot, kind, key):
            yield place
    await pilot.press("w")
    await opened(app, pilot, RoadmapWalk)
    for step in ("2", "3", "4"):
        await pilot.press("ctrl+n")
        yield f"roadmap, step {step}"
    await leave(app, pilot, screen)
    await pilot.press("a")
    sheet = await opened(app, pilot, StrengthSheet)
    yield "strength"
    await pilot.press(*"calm")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: sheet not in app.screen_stack)
    rows = screen.query_one(GrowthList)
    await until(pilot, lambda: any(isinstance(item.value, Strength) for item in rows.items))
    strengths = [i for i, item in enumerate(rows.items) if isinstance(item.value, Strength)]
    rows.highlighted = strengths[-1]
    await pilot.pause()
    yield "growth, a strength"


async def at_past_talk(app: ConvoApp, pilot: Pilot[None], talk_id: str) -> AsyncIterator[str]:
    """The page of a talk, on a line of each kind, with what corrects it."""
    screen = PastTalkScreen(talk_id)
    await app.push_screen(screen)
    await opened(app, pilot, PastTalkScreen)
    story = screen.query_one("#story", RowList)
    await until(pilot, lambda: story.items)
    sheets: dict[type[object], AnyScreen] = {
        Note: LineSheet,
        TalkingPoint: LineSheet,
        Feedback: FeedbackSheet,
        Commitment: CommitmentEditor,
    }
    seen: set[type[object]] = set()
    for index, item in enumerate(story.items):
        kind = type(item.value)
        if item.value is None or kind in seen:
            continue
        seen.add(kind)
        story.highlighted = index
        await pilot.pause()
        yield f"past talk, {kind.__name__}"
        if kind in sheets:
            async for place in over(app, pilot, sheets[kind], "e"):
                yield f"past talk, {place}"
    async for place in over(app, pilot, RecapSheet, "r"):
        yield f"past talk, {place}"


async def at_prepare(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The page before a talk."""
    screen = await opened(app, pilot, PrepareScreen)
    plans = screen.query_one("#plans", RowList)
    await until(pilot, lambda: plans.items)
    yield "prepare"
    plans.highlighted = next(
        index for index, item in enumerate(plans.items) if isinstance(item.value, TalkingPoint)
    )
    await pilot.pause()
    yield "prepare, on a point"
    for kind, key in ((LineSheet, "t"), (LineSheet, "e"), (Choice, "T"), (FeedbackSheet, "f")):
        async for place in over(app, pilot, kind, key):
            yield place
    plans.highlighted = next(
        index for index, item in enumerate(plans.items) if isinstance(item.value, Question)
    )
    await pilot.pause()
    yield "prepare, on a question"
    async for place in over(app, pilot, QuestionPicker, "q"):
        yield f"prepare, {place}"
    if unsaid := [i for i, item in enumerate(plans.items) if isinstance(item.value, Feedback)]:
        plans.highlighted = unsaid[0]
        await pilot.pause()
        yield "prepare, on feedback"
        async for place in over(app, pilot, CommitmentEditor, "greater_than_sign"):
            yield f"prepare, of feedback, {place}"
    async for place in at_hard_talks(app, pilot):
        yield place
    if screen.query_one("#facts", RowList).display:
        await pilot.press("tab")
        yield "prepare, facts"


async def at_hard_talks(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The three sheets of a hard talk; one is kept, and waits for the talk."""
    below = app.screen
    for key in ("1", "2", "3"):
        await pilot.press("W")
        await opened(app, pilot, Choice)
        await pilot.press(key)
        await opened(app, pilot, HardTalkSheet)
        yield f"hard talk, {key}"
        await pilot.press("escape")
    await pilot.press("W")
    await opened(app, pilot, Choice)
    await pilot.press("1")
    sheet = await opened(app, pilot, HardTalkSheet)
    await pilot.press(*"late twice", "ctrl+s")
    await until(pilot, lambda: sheet not in app.screen_stack)
    assert app.screen is below


async def at_talk(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The live talk, its end and the wrap-up."""
    screen = await opened(app, pilot, TalkScreen)
    yield "talk"
    line = screen.query_one(NoteLine)
    line.focus()
    line.value = "+ a win"
    await line.action_submit()
    await pilot.pause()
    yield "talk, note line"
    await pilot.press("escape")
    async for place in at_search(app, pilot):
        yield f"talk, {place}"
    await pilot.press("n", "n")
    yield "talk, goals"
    if screen.talk.page.sheets:
        await pilot.press("s")
        yield "talk, its sheet"
        await pilot.press("s")
    async for place in over(app, pilot, GoalForm, "g"):
        yield f"talk, {place}"
    for name in ("raise", "steps", "notes"):
        screen.query_one(f"#{name}", RowList).focus()
        await pilot.pause()
        yield f"talk, {name}"
    await pilot.press("E")
    yield "talk, editing a note"
    await pilot.press("escape", "q")
    picker = await opened(app, pilot, QuestionPicker)
    await until(pilot, lambda: picker.query_one("#questions", RowList).items)
    yield "picker, searching"
    await pilot.press("tab")
    yield "picker, list"
    for key in ("a", "e"):
        async for place in over(app, pilot, QuestionForm, key):
            yield place
    await leave(app, pilot, screen)
    async for place in over(app, pilot, Choice, "W"):
        yield f"walks, {place}"
    for kind, key in ((CommitmentEditor, "c"), (FeedbackSheet, "f"), (LineSheet, "t")):
        async for place in over(app, pilot, kind, key):
            yield place
    async for place in over(app, pilot, Choice, "e"):
        yield place
    await pilot.press("e", "e")
    async for place in at_wrap_up(app, pilot):
        yield place


async def at_wrap_up(app: ConvoApp, pilot: Pilot[None]) -> AsyncIterator[str]:
    """The five steps, and the recap as it is edited."""
    screen = await opened(app, pilot, WrapUpScreen)
    for step in ("check", "guess", "signs", "date", "recap"):
        yield f"wrap-up, {step}"
        if step == "date":
            async for place in over(app, pilot, LineSheet, "e"):
                yield place
        if step != "recap":
            await pilot.press("n")
    await pilot.press("e")
    yield "wrap-up, editing"
    await pilot.press("escape")
    assert app.screen is screen
