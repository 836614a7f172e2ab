"""Each kind of thing that was written is corrected through one function, whatever the screen."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.pilot import Pilot
from ui.conftest import MakeApp
from ui.steps import opened, shown, until

from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import Correction
from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.timeline import Subject
from convo_tui.domain.values import Side
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.correcting import edit_subject
from convo_tui.ui.modals.commitment_editor import CommitmentEditor
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.schedule_reason import ScheduleReason
from convo_tui.ui.screen import ConvoModal, ConvoScreen
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.title_bar import TitleBar
from convo_tui.ui.widgets.word_choice import WordChoice

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
THEN = NOW - timedelta(days=10)
MAYA = Person("0000000000aa", "Maya Lindqvist", THEN - timedelta(days=99))
NOTE = Note("0000000001a1", MAYA.id, THEN, "shipped it", NoteKind.WIN, tags=())
PROMISE = Commitment("0000000001a2", MAYA.id, "postmortem draft", THEN)
PRAISE = Feedback("0000000001a3", MAYA.id, THEN, "stayed curious", said_at=THEN)
POINT = TalkingPoint(
    "0000000001a4", MAYA.id, "staging", THEN, state=PointState.DONE, closed_at=THEN
)
MOVED = ScheduleChange(
    "0000000001a5", MAYA.id, THEN, ScheduleKind.CANCELLED, THEN, Side.MANAGER, "board"
)


class Bare(ConvoScreen[None]):
    """A screen with nothing on it."""

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield KeyBar()


@dataclass
class Desk:
    app: ConvoApp
    pilot: Pilot[None]
    screen: Bare

    def edit(self, subject: Subject) -> None:
        self.screen.run_worker(edit_subject(self.screen, subject))

    async def kept(self, subject: Subject) -> object:
        """The value as the file has it."""
        entries = await self.app.store.read(lambda store: store.timeline(MAYA.id))
        found = {entry.subject.id: entry.subject for entry in entries}
        return found.get(subject.id)

    async def edits(self, subject: Subject) -> list[tuple[str, str]]:
        def read(found: tuple[Correction, ...]) -> list[tuple[str, str]]:
            return [(each.field, each.was) for each in found]

        return read(await self.app.store.read(lambda store: store.corrections((subject.id,))))


@asynccontextmanager
async def desk(app: ConvoApp) -> AsyncIterator[Desk]:
    async with app.run_test(size=(100, 40)) as pilot:
        await app.ready()
        screen = Bare()
        await app.push_screen(screen)
        yield Desk(app, pilot, screen)


Hands = Callable[[ConvoModal[Any], Pilot[None]], Awaitable[None]]


def types(field: str, text: str, *keys: str) -> Hands:
    """Hands that put words into a field, and press keys."""

    async def work(sheet: ConvoModal[Any], pilot: Pilot[None]) -> None:
        sheet.query_one(f"#{field}", Field).value = text
        await pilot.press(*keys)

    return work


async def _another_side(sheet: ConvoModal[Any], pilot: Pilot[None]) -> None:
    sheet.query_one("#who", WordChoice).choose(Side.REPORT)
    sheet.query_one("#why", Field).value = "she was ill"
    await pilot.press("ctrl+s")


@pytest.mark.parametrize(
    ("before", "kind", "hands", "after", "edits"),
    [
        (
            NOTE,
            LineSheet,
            types("line", "~! shipped it late #ops", "enter"),
            replace(
                NOTE,
                text="shipped it late #ops",
                kind=NoteKind.BLOCKER,
                private=True,
                tags=("ops",),
            ),
            [("text", "shipped it"), ("kind", "win"), ("private", "False")],
        ),
        (
            PROMISE,
            CommitmentEditor,
            types("metric", "it is read", "ctrl+s"),
            replace(PROMISE, metric="it is read"),
            [("metric", "")],
        ),
        (
            PRAISE,
            FeedbackSheet,
            types("line", "- interrupted", "ctrl+s"),
            replace(PRAISE, text="interrupted", kind=FeedbackKind.REDIRECT),
            [("text", "stayed curious"), ("kind", "praise")],
        ),
        (
            POINT,
            LineSheet,
            types("line", "staging again", "enter"),
            replace(POINT, text="staging again"),
            [("text", "staging")],
        ),
        (
            MOVED,
            ScheduleReason,
            _another_side,
            replace(MOVED, who=Side.REPORT, reason="she was ill"),
            [("who", "manager"), ("reason", "board")],
        ),
    ],
    ids=["note", "commitment", "feedback", "point", "cancelled"],
)
async def test_each_kind_is_corrected_and_one_undo_takes_all_of_it_back(
    make_app: MakeApp,
    before: Subject,
    kind: type[ConvoModal[Any]],
    hands: Hands,
    after: Subject,
    edits: list[tuple[str, str]],
) -> None:
    async with desk(make_app((MAYA, before), NOW)) as at:
        at.edit(before)
        sheet = await opened(at.app, at.pilot, kind)
        await until(at.pilot, lambda: getattr(sheet, "_keeps", True))
        await hands(sheet, at.pilot)
        await until(at.pilot, lambda: at.app.screen is at.screen)
        assert await at.kept(before) == after
        assert sorted(await at.edits(before)) == sorted(edits)
        assert "What it said until now stays beside it." in shown(at.app)
        at.screen.action_undo()
        assert await at.kept(before) == before
        assert await at.edits(before) == []


async def test_on_its_own_day_a_line_is_worded_freely(make_app: MakeApp) -> None:
    fresh = replace(NOTE, at=NOW - timedelta(hours=2))
    async with desk(make_app((MAYA, fresh), NOW)) as at:
        at.edit(fresh)
        sheet = await opened(at.app, at.pilot, LineSheet)
        await types("line", "+ shipped both", "enter")(sheet, at.pilot)
        await until(at.pilot, lambda: at.app.screen is at.screen)
        assert await at.kept(fresh) == replace(fresh, text="shipped both", edited_at=NOW)
        assert await at.edits(fresh) == []


async def test_nothing_changed_is_no_edit(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, NOTE), NOW)) as at:
        at.edit(NOTE)
        await opened(at.app, at.pilot, LineSheet)
        await at.pilot.press("enter")
        await until(at.pilot, lambda: at.app.screen is at.screen)
        assert await at.edits(NOTE) == []
        assert not at.screen.undo_steps


async def test_a_note_stays_a_note(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, NOTE), NOW)) as at:
        at.edit(NOTE)
        sheet = await opened(at.app, at.pilot, LineSheet)
        await types("line", "> a promise", "enter")(sheet, at.pilot)
        assert "An edited note stays a note" in shown(at.app)
        await types("line", "+", "enter")(sheet, at.pilot)
        assert "There is only a sign" in shown(at.app)


async def test_what_was_typed_and_left_stands_there_again(make_app: MakeApp) -> None:
    async with desk(make_app((MAYA, NOTE), NOW)) as at:
        at.edit(NOTE)
        sheet = await opened(at.app, at.pilot, LineSheet)
        await types("line", "+ half a sentence", "escape")(sheet, at.pilot)
        await until(at.pilot, lambda: at.app.screen is at.screen)
        at.edit(NOTE)
        sheet = await opened(at.app, at.pilot, LineSheet)
        field = sheet.query_one("#line", Field)
        await until(at.pilot, lambda: field.value == "+ half a sentence")
        assert await at.kept(NOTE) == NOTE


async def test_what_cannot_be_corrected_says_so(make_app: MakeApp) -> None:
    held = Meeting("0000000000bb", MAYA.id, THEN, (), "", MeetingState.HELD, THEN)
    asked = Asked("0000000000cc", MAYA.id, held.id, "q", "What is hard?", THEN)
    secret = replace(NOTE, private=True)
    app = make_app((MAYA, held, asked, secret), NOW)
    async with desk(app) as at:
        for subject, words in (
            (asked, "What was asked stays as it was asked"),
            (held, "The clock of this talk stays as it ran"),
            (replace(NOTE, person_id="00000000ffff"), "no longer in the file"),
        ):
            at.edit(subject)
            await until(at.pilot, lambda words=words: words in shown(at.app))  # type: ignore[misc]
        app.private_hidden = True
        at.edit(secret)
        await until(at.pilot, lambda: "This is private" in shown(at.app))
        assert at.app.screen is at.screen
