from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, until

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import EventKind, Meeting, MeetingEvent, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Side, Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.recap_sheet import RecapSheet
from convo_tui.ui.screens.past_talk import PastTalkScreen
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.story_list import StoryList

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
THEN = datetime(2026, 11, 10, 13, 30, tzinfo=UTC)
MAYA = Person("0000000000aa", "Maya Lindqvist", THEN - timedelta(days=200))


def after(minutes: float) -> datetime:
    return THEN + timedelta(minutes=minutes)


def _event(seq: int, minutes: float, kind: EventKind, **payload: str | int | None) -> MeetingEvent:
    return MeetingEvent("0000000000bb", seq, after(minutes), kind, payload)


EVENTS = (
    _event(0, 0, EventKind.STARTED),
    _event(1, 0, EventKind.SPEAKER, who="manager"),
    _event(2, 2, EventKind.SPEAKER, who="report"),
    _event(3, 5, EventKind.SEGMENT, to=1),
    _event(4, 17, EventKind.SPEAKER, who=None),
    _event(5, 20, EventKind.ENDED),
)
_BLANK = Meeting("0000000000bb", MAYA.id, THEN, DEFAULT.segments, "standard", guess=0.2)
TALK = _BLANK.closed(replay(DEFAULT.segments, EVENTS, after(20)))
EARLIER = Meeting(
    "0000000000cc",
    MAYA.id,
    THEN - timedelta(days=14),
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=THEN - timedelta(days=14) + timedelta(minutes=30),
)
LOGGED = Meeting(
    "0000000000dd",
    MAYA.id,
    datetime(2026, 11, 17, 13, 30, 0, 1, tzinfo=UTC),
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=datetime(2026, 11, 17, 13, 30, 0, 3001, tzinfo=UTC),
    logged_at=datetime(2026, 11, 18, 9, 0, tzinfo=UTC),
)
WIN = Note("0000000001a1", MAYA.id, after(3), "shipped it", NoteKind.WIN, False, (), TALK.id, 0)
TIRED = replace(WIN, id="0000000001a2", at=after(4), text="looks tired", private=True)
QUESTION = Asked("0000000001b1", MAYA.id, TALK.id, "q", "What is hard?", after(6), 1)
ANSWER = replace(
    WIN,
    id="0000000001a3",
    at=after(9),
    text="staging is down",
    kind=NoteKind.BLOCKER,
    segment=1,
    asked_id=QUESTION.id,
)
KEPT = Commitment(
    "0000000001c1",
    MAYA.id,
    "postmortem draft",
    after(18),
    checkpoints=(
        Checkpoint("0000000001d1", date(2026, 11, 13), CheckpointOutcome.SLIPPED, "", after(5000)),
        Checkpoint("0000000001d2", date(2026, 11, 20), CheckpointOutcome.DONE, "", after(14000)),
    ),
    state=CommitmentState.KEPT,
    closed_at=after(14000),
    meeting_id=TALK.id,
)
OLD = Commitment(
    "0000000001c2",
    MAYA.id,
    "ask for access",
    THEN - timedelta(days=14),
    Side.MANAGER,
    state=CommitmentState.BROKEN,
    reason="no budget",
    closed_at=after(12),
    meeting_id=EARLIER.id,
)
RAISED = TalkingPoint(
    "0000000001e1",
    MAYA.id,
    "who owns staging",
    THEN - timedelta(days=1),
    state=PointState.DONE,
    closed_at=after(10),
)
PARKED = TalkingPoint(
    "0000000001e2", MAYA.id, "on-call", THEN - timedelta(days=1), parked_in=TALK.id
)
SAID = Feedback("0000000001f1", MAYA.id, THEN - timedelta(days=2), "stayed calm", said_at=after(2))
LOGGED_WIN = replace(
    WIN,
    id="0000000001a4",
    at=LOGGED.started_at + timedelta(milliseconds=1),
    text="presented it",
    meeting_id=LOGGED.id,
    segment=None,
)
VALUES: tuple[Value, ...] = (
    *(MAYA, EARLIER, TALK, LOGGED, QUESTION, WIN, TIRED, ANSWER, LOGGED_WIN),
    *(KEPT, OLD, RAISED, PARKED, SAID),
)


@dataclass
class Reading:
    """The page of a past talk, and hands on it."""

    app: ConvoApp
    pilot: Pilot[None]
    screen: PastTalkScreen

    @property
    def story(self) -> StoryList:
        return self.screen.query_one(StoryList)

    @property
    def page(self) -> list[str]:
        return [item.row.plain.replace("\xa0", " ") for item in self.story.items]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def on(self, value_id: str) -> None:
        """Put the cursor on a line."""
        ids = [getattr(item.value, "id", None) for item in self.story.items]
        self.story.highlighted = ids.index(value_id)
        await self.pilot.pause()

    async def until(self, words: str) -> None:
        await until(self.pilot, lambda: any(words in line for line in self.page))

    async def reword(self, line: str) -> None:
        """Give the line under the cursor other words."""
        await self.press("e")
        sheet = await opened(self.app, self.pilot, LineSheet)
        sheet.query_one("#line", Field).value = line
        await self.press("enter")

    async def kept(self, note: Note) -> Note | None:
        """A note as the file has it."""
        page = await self.app.store.read(lambda store: store.talk_page(note.meeting_id or ""))
        assert page is not None
        return next((each for each in page.notes if each.id == note.id), None)

    async def edits(self, value_id: str) -> tuple[Correction, ...]:
        return await self.app.store.read(lambda store: store.corrections((value_id,)))


@asynccontextmanager
async def reading(
    app: ConvoApp, meeting_id: str = TALK.id, size: tuple[int, int] = (100, 60)
) -> AsyncIterator[Reading]:
    async with app.run_test(size=size) as pilot:
        await app.ready()
        screen = PastTalkScreen(meeting_id)
        await app.push_screen(screen)
        at = Reading(app, pilot, screen)
        await until(pilot, lambda: screen.is_mounted and at.story.items)
        yield at


@pytest.fixture
def app(make_app: MakeApp) -> ConvoApp:
    return make_app(VALUES, NOW, events=EVENTS)


async def test_the_talk_is_told_whole(app: ConvoApp) -> None:
    async with reading(app) as at:
        assert at.page == [
            "TUESDAY 10 NOVEMBER 2026",
            "20 min of 30",
            "you 12 % 88 % Maya · untracked 15 %",
            "2nd talk · 14:30 to 14:50",
            "you guessed 20 %, 8 more than it was · your longest 2:00",
            "",
            "WINS 5:00 of 5 min",
            "you 40 % 60 % Maya",
            "14:33  + shipped it",
            "14:34 ~+ looks tired",
            "",
            "BLOCKERS 15:00 of 10 min, 5 over",
            "you 0 % 100 % Maya · untracked 20 %",
            "14:36 “What is hard?”",
            "14:39 ↳! staging is down",
            "",
            "DEVELOPMENT not reached, 10 min planned",
            "",
            "HELP not reached, 5 min planned",
            "",
            "RAISED",
            "☑ who owns staging you",
            "",
            "FOR THE NEXT TALK",
            "? on-call\nstill waits for a talk you",
            "",
            "FEEDBACK SAID",
            "praise stayed calm",
            "",
            "NEXT STEPS",
            "☐ Maya  postmortem draft\n▪▪▫▫▫▫▫ 2 of 7 parts   due Fri 13 Nov, "
            "Fri 13 Nov slipped, kept Fri 20 Nov",
            "",
            "FROM THE TALKS BEFORE",
            "☒ you  ask for access\n▪▫▫▫▫▫ 1 of 6 parts   broken in this talk: no budget",
        ]


async def test_the_share_is_a_bar_with_its_words_at_both_ends(app: ConvoApp) -> None:
    async with reading(app) as at:
        line = next(line for line in shown(at.app).splitlines() if "untracked 15 %" in line)
        assert line.split("━")[0].strip() == "you 12 %"
        assert line.split("━")[-1].strip() == "88 % Maya · untracked 15 %"
        assert line.count("━") == 40


async def test_a_logged_talk_pretends_nothing(app: ConvoApp) -> None:
    async with reading(app, LOGGED.id) as at:
        assert at.page == [
            "TUESDAY 17 NOVEMBER 2026",
            "logged, 30 min planned",
            "not tracked",
            "3rd talk · logged Wed 18 Nov",
            "",
            "NOTES",
            "+ presented it",
        ]


async def test_what_is_private_keeps_to_itself(app: ConvoApp) -> None:
    async with reading(app) as at:
        await at.on(TIRED.id)
        await at.reword("~ looks tired and pale")
        await at.until("Edited Tue 24 Nov")
        await at.press("full_stop")
        await at.until("~ private")
        assert not any("tired" in line or "Edited" in line for line in at.page)
        await at.press("e")
        assert isinstance(at.app.screen, PastTalkScreen)
        assert "This is private" in shown(at.app)


async def test_keys_go_from_talk_to_talk(app: ConvoApp) -> None:
    async with reading(app) as at:
        await at.press("b")
        await at.until("27 OCTOBER")
        assert not at.screen.check_action("older", ())
        await at.press("n")
        await at.until("10 NOVEMBER")
        await at.press("n")
        await at.until("17 NOVEMBER")
        assert not at.screen.check_action("newer", ())
        await at.press("escape")
        assert at.app.screen is not at.screen


async def test_the_recap_opens_and_a_logged_talk_has_no_wrap_up(app: ConvoApp) -> None:
    async with reading(app, LOGGED.id) as at:
        await at.press("r")
        await until(at.pilot, lambda: isinstance(at.app.screen, RecapSheet))
        assert not at.app.screen.check_action("wrap_up", ())
        assert "Written down afterwards" in shown(at.app)


async def test_in_a_small_window_it_is_told_whole_how_a_deleted_note_comes_back(
    app: ConvoApp,
) -> None:
    async with reading(app, size=(80, 24)) as at:
        await at.on(WIN.id)
        await at.reword("! " + "a long line " * 9)
        await at.until("a long line")
        await at.press("d")
        await until(at.pilot, lambda: "u brings it back." in shown(at.app))


async def test_in_a_small_window_the_cursor_brings_what_belongs_to_it(app: ConvoApp) -> None:
    async with reading(app, size=(80, 24)) as at:
        await at.press("G")
        assert "broken in this talk" in shown(at.app)
        await at.press("j")
        assert at.story.highlighted == len(at.story.items) - 1
        await at.press("g", "k")
        assert "TUESDAY 10 NOVEMBER" in shown(at.app)


async def test_a_talk_that_is_gone_leaves(make_app: MakeApp) -> None:
    app = make_app((MAYA,), NOW)
    async with app.run_test() as pilot:
        await app.ready()
        screen = PastTalkScreen("00000000ffff")
        await app.push_screen(screen)
        await until(pilot, lambda: screen not in app.screen_stack)


async def test_a_corrected_note_keeps_what_it_said(app: ConvoApp) -> None:
    async with reading(app) as at:
        await at.on(WIN.id)
        await at.reword("+ shipped it alone")
        await at.until("Edited Tue 24 Nov: it said “shipped it”")
        assert "What it said until now stays beside it." in shown(at.app)
        kept = await at.kept(WIN)
        assert kept == replace(WIN, text="shipped it alone")
        assert isinstance(at.app.clock, FakeClock)
        at.app.clock.advance(60)
        await at.reword("! is late")
        await at.until("it said “shipped it alone”, it was a win")
        edits = [line for line in at.page if line.startswith("Edited")]
        assert len(edits) == 2
        assert "shipped it alone" in edits[1]
        await at.press("u", "u")
        await until(at.pilot, lambda: not any("Edited" in line for line in at.page))
        assert await at.kept(WIN) == WIN
        assert await at.edits(WIN.id) == ()


async def test_a_deleted_note_comes_back_with_its_earlier_words(app: ConvoApp) -> None:
    async with reading(app) as at:
        await at.on(WIN.id)
        await at.reword("+ shipped it alone")
        await at.until("Edited")
        await at.press("d")
        await until(at.pilot, lambda: not any("shipped it" in line for line in at.page))
        assert "u brings it back" in shown(at.app)
        assert await at.kept(WIN) is None
        assert await at.edits(WIN.id) == ()
        await at.press("u")
        await at.until("Edited Tue 24 Nov: it said “shipped it”")
        assert len(await at.edits(WIN.id)) == 1


async def test_only_a_note_is_deleted(app: ConvoApp) -> None:
    async with reading(app) as at:
        await at.on(KEPT.id)
        assert not at.screen.check_action("delete", ())
        await at.press("d")
        await at.until("postmortem draft")
