"""The screens as the snapshots show them: the sample team, and a talk with a story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from sample_team import person
from textual.pilot import Pilot
from ui.steps import at_rest, opened, until, write
from ui.steps import today as today_shown

from convo_tui.clock import FakeClock
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.questions import Question
from convo_tui.domain.timeline import EntryKind
from convo_tui.domain.values import Change
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.hints import HintLine
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.goal_form import GoalForm
from convo_tui.ui.modals.goal_update import GoalUpdateSheet
from convo_tui.ui.modals.hard_talk_sheet import HardTalkSheet
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.log_talk import LogTalk
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.modals.review_sheet import ReviewSheet
from convo_tui.ui.modals.roadmap_walk import RoadmapWalk
from convo_tui.ui.modals.search_sheet import SearchSheet
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.screens.insights import InsightsScreen
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.person_growth import GrowthList
from convo_tui.ui.screens.person_tab import Tab
from convo_tui.ui.screens.person_timeline import TimelineTab
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.recovery import RecoveryScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.wrap_up import WrapUpScreen
from convo_tui.ui.widgets.brief import Brief
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.lines_field import LinesField
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.story_list import StoryList

MAYA = person("Maya").id
TALK_TIME = datetime(2026, 11, 24, 13, 31, tzinfo=UTC)

# What happens in the talk: seconds that pass, a key that is pressed, a line that is typed.
STORY: tuple[tuple[int, str, str], ...] = (
    (0, "f2", ""),
    (50, "f3", ""),
    (40, "", "+ shipped the billing migration, no rollback"),
    (100, "", "+ paired with Luis until he could deploy alone"),
    (60, "f2", ""),
    (20, "f3", ""),
    (40, "n", ""),
    (40, "", "! staging has been down twice"),
    (60, "", "she fixed it both times and lost a day; nobody owns it since the reorg"),
    (20, "f2", ""),
    (20, "f3", ""),
    (30, "", "? who could own staging"),
    (30, "", "~ looks tired, ask about weekends"),
    (10, "", "> propose an owner for staging ^fri"),
    (10, "", ""),
)


def convo_of(pilot: Pilot[None]) -> ConvoApp:
    """The app under its own type."""
    assert isinstance(pilot.app, ConvoApp)
    return pilot.app


async def settled(pilot: Pilot[None]) -> ConvoApp:
    """The app, once Today has read who there is."""
    app = convo_of(pilot)
    await app.ready()
    await today_shown(app, pilot)
    return app


async def still(pilot: Pilot[None], *facts: Callable[[], object]) -> None:
    """Wait for facts, then until nothing on the screen will change by itself."""
    app = convo_of(pilot)
    for fact in facts:
        await until(pilot, fact)
    await at_rest(app, pilot)
    for screen in app.screen_stack:
        if isinstance(screen, ConvoScreen):
            screen.say("")
    app.saves.refresh()
    await pilot.pause()


async def today(pilot: Pilot[None]) -> None:
    """The team by urgency; the cursor is on Maya."""
    app = convo_of(pilot)
    screen = await today_shown(app, pilot)
    await pilot.press("j")
    brief = screen.query_one(Brief)
    await still(pilot, lambda: brief.briefing and brief.briefing.page)


async def first_run(pilot: Pilot[None]) -> None:
    """Nobody yet."""
    screen = await today_shown(convo_of(pilot), pilot)
    await still(pilot, lambda: not screen.standings)


async def timeline(pilot: Pilot[None]) -> None:
    """Maya's timeline, with the page of her last talk where there is room."""
    app = await settled(pilot)
    screen = PersonScreen(MAYA)
    await app.push_screen(screen)
    await until(pilot, lambda: screen.entry)
    while screen.entry and screen.entry.kind is not EntryKind.TALK:
        await pilot.press("down")
    await still(pilot, lambda: isinstance(screen.tab, TimelineTab) and screen.tab.told_whole)


async def search(pilot: Pilot[None]) -> None:
    """A search with everybody, with hits of many kinds."""
    app = await settled(pilot)
    await pilot.press("slash")
    sheet = await opened(app, pilot, SearchSheet)
    await write(pilot, "stag")
    await still(pilot, lambda: sheet._shown == sheet._asked)


async def past_talk(pilot: Pilot[None]) -> None:
    """The talk with Maya before the last one, with a note that was corrected."""
    app = await settled(pilot)
    talks = await app.store.read(lambda store: store.talks_with(MAYA))
    screen = PastTalkScreen(talks[1].id)
    await app.push_screen(screen)
    story = screen.query_one(StoryList)
    await until(pilot, lambda: story.items)
    await pilot.press("j", "j", "e")
    sheet = await opened(app, pilot, LineSheet)
    sheet.query_one("#line", Field).value = "! the old deploy key opens everything"
    await pilot.press("enter")
    await until(pilot, lambda: any("Edited" in item.row.plain for item in story.items))
    await still(pilot)


async def logging(pilot: Pilot[None]) -> None:
    """Logging a talk that was held away from the keyboard."""
    app = await settled(pilot)
    screen = PersonScreen(MAYA)
    await app.push_screen(screen)
    await until(pilot, lambda: screen.entry)
    await pilot.press("l")
    sheet = await opened(app, pilot, LogTalk)
    await until(pilot, lambda: sheet._keeps)
    for field, words in (("day", "fri"), ("at", "16:00"), ("share", "40 %")):
        sheet.query_one(f"#{field}", Field).value = words
    sheet.query_one(LinesField).load_text("+ met the data team\n> send them the draft ^mon @me")
    await still(pilot)


async def insights(pilot: Pilot[None]) -> None:
    """What the talks with Maya add up to."""
    app = await settled(pilot)
    screen = PersonScreen(MAYA, Tab.INSIGHTS)
    await app.push_screen(screen)
    await still(pilot, lambda: screen.complete)


async def team(pilot: Pilot[None]) -> None:
    """What the talks with everybody add up to."""
    app = await settled(pilot)
    screen = InsightsScreen()
    await app.push_screen(screen)
    await still(pilot, lambda: screen.query_one("#people", RowList).items)


async def behind(pilot: Pilot[None]) -> None:
    """Who says what to a statement of the checklist, over the figures of everybody."""
    await team(pilot)
    await pilot.press("tab", "j", "enter")
    await still(pilot)


async def packet(pilot: Pilot[None]) -> None:
    """The review packet of Maya's year, for her."""
    app = await settled(pilot)
    sheet = ReviewSheet(person("Maya"))
    await app.push_screen(sheet)
    await still(pilot, lambda: sheet.complete)


async def growth(pilot: Pilot[None]) -> None:
    """How Maya grows: her roadmap, a strength with what showed it, how she likes it."""
    app = await settled(pilot)
    screen = PersonScreen(MAYA, Tab.GROWTH)
    await app.push_screen(screen)
    await still(pilot, lambda: screen.query_one(GrowthList).value)


async def roadmap(pilot: Pilot[None]) -> None:
    """The walk along Maya's roadmap, at its last step."""
    await growth(pilot)
    await pilot.press("w")
    sheet = await opened(convo_of(pilot), pilot, RoadmapWalk)
    await until(pilot, lambda: sheet._keeps)
    await pilot.press("ctrl+n", "ctrl+n", "ctrl+n")
    await still(pilot)


async def goals(pilot: Pilot[None]) -> None:
    """Maya's goals, with the page of the first where there is room."""
    app = await settled(pilot)
    screen = PersonScreen(MAYA, Tab.GOALS)
    await app.push_screen(screen)
    await still(pilot, lambda: screen.complete)


async def goal_form(pilot: Pilot[None]) -> None:
    """The form of a goal, with one letter chosen for whom it matters."""
    await goals(pilot)
    await pilot.press("e")
    app = convo_of(pilot)
    sheet = await opened(app, pilot, GoalForm)
    await until(pilot, lambda: sheet._keeps)
    await pilot.press("tab", "c")
    await still(pilot)


async def goal_update(pilot: Pilot[None]) -> None:
    """What is new of a goal."""
    await goals(pilot)
    await pilot.press("enter")
    app = convo_of(pilot)
    sheet = await opened(app, pilot, GoalUpdateSheet)
    await until(pilot, lambda: sheet._keeps)
    await still(pilot)


async def talk_goals(pilot: Pilot[None]) -> None:
    """A talk in its part about development, with the goals in the left column."""
    app = await settled(pilot)
    await app.start_talk(person("Maya"))
    screen = await opened(app, pilot, TalkScreen)
    await pilot.press("n", "n")
    screen.query_one("#raise", RowList).focus()
    await still(pilot)


async def hard_talk(pilot: Pilot[None]) -> None:
    """The sheet for a hard talk, with words that are about the person."""
    await prepare(pilot)
    app = convo_of(pilot)
    await pilot.press("W", "1")
    sheet = await opened(app, pilot, HardTalkSheet)
    await until(pilot, lambda: sheet._keeps)
    await write(pilot, "she is careless: three of the last four handovers came without numbers")
    await still(pilot, lambda: sheet.query_one(HintLine).shown)


async def talk_sheet(pilot: Pilot[None]) -> None:
    """A talk with what it opens with, then with its sheet beside the notes."""
    app = await settled(pilot)
    answers = ("three of four handovers without numbers", "the form asks for none", "", "we do one")
    at = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    sheet = HardTalk("00000000f006", MAYA, HardTalkKind.STRUGGLING, at, answers)
    await app.store.read(lambda store: store.apply(Change.added(sheet)))
    await app.start_talk(person("Maya"))
    await opened(app, pilot, TalkScreen)
    await pilot.press("s")
    await still(pilot)


async def prepare(pilot: Pilot[None]) -> None:
    """The page before the next talk with Maya."""
    app = await settled(pilot)
    screen = PrepareScreen(MAYA)
    await app.push_screen(screen)
    await still(pilot, lambda: screen.query_one("#plans", RowList).items)


async def kept_question(pilot: Pilot[None]) -> None:
    """The same page once a question was kept, and the cursor is on the next one."""
    await prepare(pilot)
    screen = convo_of(pilot).screen
    plans = screen.query_one("#plans", RowList)
    plans.highlighted = next(
        place for place, item in enumerate(plans.items) if isinstance(item.value, Question)
    )
    await pilot.pause()
    await pilot.press("enter")
    screen.query_one(KeyBar).hush()
    await still(pilot)


async def talk(pilot: Pilot[None]) -> None:
    """The talk with Maya, some nine minutes in."""
    app = await settled(pilot)
    await app.start_talk(person("Maya"))
    assert app._beats is not None
    app._beats.pause()  # time passes in the story alone
    screen, clock = app.screen, app.clock
    assert isinstance(screen, TalkScreen)
    assert isinstance(clock, FakeClock)
    line = screen.query_one(NoteLine)
    await pilot.pause()
    for seconds, key, words in STORY:
        for _ in range(0, seconds, 10):
            clock.advance(10)
            screen.talk.beat()
        if key:
            await pilot.press(key)
        if words:
            line.value = words
            await line.action_submit()
            await pilot.pause()
    await still(pilot)
    screen.tick()
    await pilot.pause()


async def picker(pilot: Pilot[None]) -> None:
    """Picking a question in the talk."""
    await talk(pilot)
    await pilot.press("q")
    sheet = await opened(convo_of(pilot), pilot, QuestionPicker)
    await still(pilot, lambda: sheet.query_one("#questions", RowList).items)


async def editor(pilot: Pilot[None]) -> None:
    """Writing a commitment in the talk, in words that are too vague."""
    await talk(pilot)
    await pilot.press("c")
    sheet = await opened(convo_of(pilot), pilot, CommitmentEditor)
    await until(pilot, lambda: sheet._keeps)
    await write(pilot, "work on the review queue")
    await still(pilot)


async def feedback(pilot: Pilot[None]) -> None:
    """The whole form of feedback, with words that are about the person."""
    app = await settled(pilot)
    await pilot.press("f")
    sheet = await opened(app, pilot, FeedbackSheet)
    await until(pilot, lambda: sheet._keeps)
    words = (
        "- is never on time",
        "the others wait with the demo",
        "begin without her",
        "yesterday",
    )
    for each in words:
        await write(pilot, each)
        await pilot.press("tab")
    await still(pilot, lambda: sheet.query_one(HintLine).shown)


async def wrap_up(pilot: Pilot[None]) -> None:
    """The talk has just ended."""
    await talk(pilot)
    await pilot.press("e", "e")
    app = convo_of(pilot)
    await until(pilot, lambda: isinstance(app.screen, WrapUpScreen))
    screen = app.screen
    assert isinstance(screen, WrapUpScreen)
    await still(pilot, lambda: screen.page is not None)


async def how_it_goes(pilot: Pilot[None]) -> None:
    """Some of the answers after the talk are given; those after the talks before make trends."""
    await wrap_up(pilot)
    await pilot.press("n", "n", "right", "j", "space", "j", "left", "j")
    await still(pilot)


async def to_notice(pilot: Pilot[None]) -> None:
    """The end of the wrap-up of a talk in which the manager spoke a lot and named no win."""
    app = convo_of(pilot)
    await settled(pilot)
    talks = await app.store.read(lambda store: store.talks_with(MAYA))
    page = await app.store.read(lambda store: store.talk_page(talks[0].id))
    assert page is not None
    loud = replace(talks[0], manager_seconds=1300.0, report_seconds=400.0, typed_seconds=136.0)
    wins = [note for note in page.notes if note.kind is NoteKind.WIN]
    app.store.apply(Change.edited(talks[0], loud), *map(Change.removed, wins))
    screen = WrapUpScreen(loud.id)
    await app.push_screen(screen)
    await still(pilot, lambda: screen.page is not None)
    await pilot.press("n", "n", "n", "n")
    await still(pilot)


async def recovery(pilot: Pilot[None]) -> None:
    """A damaged file, with its backups."""
    app = convo_of(pilot)
    await until(pilot, lambda: isinstance(app.screen, RecoveryScreen) and app.screen.complete)
    await pilot.pause()
