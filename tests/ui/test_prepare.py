"""The page before a talk by its keys, checked against the file."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled
from ui.conftest import MakeApp
from ui.steps import shown

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.commitments import Checkpoint, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import Overview
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Memory, Question
from convo_tui.domain.values import Change, Side, Value
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.screens.today import TodayScreen
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import BrowseList, RowList

NOW = FakeClock.START
BEGAN = NOW - timedelta(days=7)
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200))
LAST = Meeting(
    "bbbbbbbbbbbb",
    MAYA.id,
    BEGAN,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=BEGAN + timedelta(minutes=31),
    manager_seconds=640,
    report_seconds=1220,
)


def note(number: int, text: str, **more: object) -> Note:
    made = Note(f"dddddddddd{number:02}", MAYA.id, NOW - timedelta(days=number), text)
    return replace(made, **more)  # type: ignore[arg-type]


def promise(number: int, goal: str, due: date, owner: Side = Side.REPORT) -> Commitment:
    points = (Checkpoint(f"cccccccccc{number:02}", due),)
    return Commitment(f"ffffffffff{number:02}", MAYA.id, goal, BEGAN, owner, checkpoints=points)


def point(number: int, text: str, segment: int | None = None, **more: object) -> TalkingPoint:
    made = TalkingPoint(
        f"eeeeeeeeee{number:02}", MAYA.id, text, BEGAN, segment=segment, position=number
    )
    return replace(made, **more)  # type: ignore[arg-type]


QUEUE = point(1, "the review queue is slow", 1, raised_by=Side.REPORT)
ON_CALL = point(2, "on-call next month", 1)
METRICS = point(3, "access to the metrics")
EVERYTHING: tuple[Value, ...] = (
    MAYA,
    LAST,
    note(7, "staging keeps breaking", kind=NoteKind.BLOCKER, meeting_id=LAST.id, at=BEGAN),
    note(2, "the stop page held", kind=NoteKind.WIN),
    note(3, "asked about the conference"),
    promise(1, "introduce Maya to the data team", date(2026, 11, 20), Side.MANAGER),
    promise(2, "three-point updates", date(2026, 11, 24)),
    promise(3, "a first sketch", date(2026, 12, 7)),
    Feedback("gggggggggg01", MAYA.id, NOW - timedelta(days=1), "stayed curious"),
    QUEUE,
    ON_CALL,
    METRICS,
)


class Preparing:
    """The page in a running app, and how to look at it."""

    def __init__(self, app: ConvoApp, pilot: Pilot[None], screen: PrepareScreen) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Wait until what was done is in the file and the page has been filled from it."""
        await self.app.store.read(lambda _: None)
        await self.pilot.pause()
        while loads := [worker for worker in self.app.workers if worker.group == "load"]:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete(loads)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if sign == " " else sign for sign in text))

    def lines(self, part: str = "plans") -> list[str]:
        rows = self.screen.query_one(f"#{part}", BrowseList).items
        return [row.row.plain for row in rows if row.row.plain]

    @property
    def offered(self) -> list[Question]:
        """The questions that fit, in their order."""
        rows = self.screen.query_one("#plans", BrowseList).items
        return [row.value for row in rows if isinstance(row.value, Question)]

    def go(self, value: Value) -> None:
        """Put the cursor on a value."""
        rows = self.screen.query_one("#plans", BrowseList)
        rows.highlighted = [item.value for item in rows.items].index(value)

    @property
    def footer(self) -> dict[str, str]:
        """The words of the bottom line, by key."""
        bar = self.screen.query_one(KeyBar)
        return dict(bar.keys())

    async def overview(self) -> Overview:
        return (await self.app.store.read(lambda store: store.overviews((MAYA.id,))))[0]

    async def points(self) -> list[str]:
        """The open points as the file has them, in the order of the page."""
        found = (await self.overview()).points
        ordered = sorted(found, key=lambda p: (-1 if p.segment is None else p.segment, p.position))
        return [f"{each.segment}: {each.text}" for each in ordered]


Prepare = Callable[..., AbstractAsyncContextManager[Preparing]]


@pytest.fixture
def prepare(make_app: MakeApp) -> Prepare:
    @asynccontextmanager
    async def opened(
        values: tuple[Value, ...] = EVERYTHING, size: tuple[int, int] = (120, 36)
    ) -> AsyncIterator[Preparing]:
        app = make_app(values)
        async with app.run_test(size=size) as pilot:
            await app.ready()
            screen = PrepareScreen(MAYA.id)
            await app.push_screen(screen)
            page = Preparing(app, pilot, screen)
            await page.settle()
            yield page

    return opened


async def test_what_has_been_stands_at_the_left(prepare: Prepare) -> None:
    async with prepare() as page:
        assert page.lines("facts") == [
            "OPEN WITH",
            "✦ praise stayed curious Mon 23 Nov",
            "+ win the stop page held Sun 22 Nov",
            "LAST TIME",
            "Tue 17 Nov · 31 min · you 34 %",
            "! staging keeps breaking",
            "I OWE",
            "☐ introduce Maya to the data team\npromised 7 days ago, 4 days overdue",
            "CHECKPOINTS DUE",
            "☐ Maya three-point updates checkpoint today",
            "PROMISED TO ME",
            "☐ Maya a first sketch Mon 7 Dec",
            "NOTED SINCE",
            "· asked about the conference Sat 21 Nov",
        ]


async def test_points_stand_by_segment_and_a_question_fits_each(prepare: Prepare) -> None:
    async with prepare() as page:
        lines = page.lines()
        assert lines[:8] == [
            "TALKING POINTS Standard 30 minutes",
            "At any time",
            "☐ access to the metrics you",
            "Wins 5 min",
            "Blockers 10 min",
            "☐ the review queue is slow Maya",
            "☐ on-call next month you",
            "Development 10 min",
        ]
        questions = lines[lines.index("QUESTIONS THAT FIT") + 1 :]
        segments = [line.rpartition("\n")[2].partition(" · ")[0] for line in questions]
        assert segments == ["Wins", "Blockers", "Development", "Help"]
        assert all(line.endswith("never asked") for line in questions)


async def test_a_narrow_window_has_one_column_with_all(prepare: Prepare) -> None:
    async with prepare(size=(80, 24)) as page:
        lines = page.lines()
        assert lines.index("OPEN WITH") < lines.index("LAST TIME") < lines.index("NOTED SINCE")
        assert lines.index("NOTED SINCE") < lines.index("TALKING POINTS Standard 30 minutes")
        assert page.lines("facts") == []
        assert page.screen.check_action("column", ()) is False


async def test_resizing_keeps_the_cursor_and_the_focus(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(ON_CALL)
        for width in (80, 200, 120):
            await page.pilot.resize_terminal(width, 30)
            await page.settle()
            rows = page.screen.focused
            assert isinstance(rows, BrowseList)
            assert rows.value == ON_CALL


async def test_tab_goes_to_the_other_column(prepare: Prepare) -> None:
    async with prepare() as page:
        assert page.screen.focused is page.screen.query_one("#plans")
        await page.press("tab")
        assert page.screen.focused is page.screen.query_one("#facts")
        assert "e" not in page.footer
        await page.press("tab")
        assert page.screen.focused is page.screen.query_one("#plans")


async def test_t_adds_a_point_and_u_takes_it_back(prepare: Prepare) -> None:
    async with prepare() as page:
        await page.press("t")
        assert isinstance(page.app.screen, LineSheet)
        await page.type("~a raise @them")
        await page.press("enter")
        (new,) = [p for p in (await page.overview()).points if p.text == "a raise"]
        assert (new.private, new.raised_by, new.segment) == (True, Side.REPORT, None)
        assert new.position > METRICS.position
        assert page.screen.query_one("#plans", BrowseList).value == new
        await page.press("u")
        assert "a raise" not in str(page.lines())
        assert len((await page.overview()).points) == 3


async def test_an_unfinished_point_is_there_again(prepare: Prepare) -> None:
    async with prepare() as page:
        await page.press("t")
        await page.type("half a thou")
        await page.press("escape", "t")
        assert page.app.screen.query_one("#line").value == "half a thou"  # type: ignore[attr-defined]


async def test_e_words_a_point_anew(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(QUEUE)
        await page.press("e")
        assert page.app.screen.query_one("#line").value == "the review queue is slow @them"  # type: ignore[attr-defined]
        await page.press("home", "~", "enter")
        (after,) = [p for p in (await page.overview()).points if p.id == QUEUE.id]
        assert after == replace(QUEUE, private=True)


async def test_the_keys_of_a_point_stand_in_the_order_of_use(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(QUEUE)
        await page.press()
        assert list(page.footer)[:7] == ["enter", "t", "e", "K", "J", "s", "d"]


async def test_points_move_within_their_segment(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(QUEUE)
        await page.press("J")
        assert await page.points() == [
            "None: access to the metrics",
            "1: on-call next month",
            "1: the review queue is slow",
        ]
        assert page.lines()[5:7] == [
            "☐ on-call next month you",
            "☐ the review queue is slow Maya",
        ]
        await page.press("J")
        assert "last there" in shown(page.app)
        await page.press("K", "K")
        assert (await page.points())[1] == "1: the review queue is slow"


async def test_s_plans_for_the_next_segment_round_and_round(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(QUEUE)
        seen = []
        for _ in range(5):
            await page.press("s")
            (after,) = [p for p in (await page.overview()).points if p.id == QUEUE.id]
            seen.append(after.segment)
        assert seen == [2, 3, None, 0, 1]
        assert "Planned for Blockers." in shown(page.app)


async def test_d_drops_and_u_brings_back(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(METRICS)
        await page.press("d")
        assert len((await page.overview()).points) == 2
        assert "access to the metrics" not in str(page.lines())
        await page.press("u")
        assert METRICS in (await page.overview()).points
        assert METRICS.state is PointState.OPEN


async def test_quick_keys_one_after_the_other_lose_nothing(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(QUEUE)
        await page.pilot.press("J", "s", "J", "K", "s", "d", "u", "s")
        await page.settle()
        found = {p.id: p.segment for p in (await page.overview()).points}
        assert found == {QUEUE.id: None, ON_CALL.id: 1, METRICS.id: None}


async def test_enter_starts_the_talk_and_this_page_is_gone(prepare: Prepare) -> None:
    async with prepare() as page:
        await page.press("enter")
        await page.app.workers.wait_for_complete()
        await page.pilot.pause()
        assert isinstance(page.app.screen, TalkScreen)
        assert page.screen not in page.app.screen_stack
        assert (await page.overview()).live is not None


async def test_a_click_goes_to_the_line_and_starts_no_talk(prepare: Prepare) -> None:
    async with prepare() as page:
        plans = page.screen.query_one("#plans", BrowseList)
        lines = [index for index, item in enumerate(plans.items) if item.value is not None]
        await page.pilot.click("#plans", offset=(8, lines[1]))
        await page.pilot.pause()
        assert plans.highlighted == lines[1]
        assert page.app.screen is page.screen
        assert (await page.overview()).live is None


async def test_another_agenda_is_for_this_talk(prepare: Prepare) -> None:
    async with prepare() as page:
        await page.press("T")
        assert isinstance(page.app.screen, Choice)
        await page.press("2")
        assert page.lines()[0] == "TALKING POINTS Quick 15 minutes"
        await page.press("enter")
        await page.app.workers.wait_for_complete()
        live = (await page.overview()).live
        assert live is not None
        assert live.template == "quick"
        assert (await page.overview()).person == MAYA


async def test_the_agendas_are_shown_whole_and_begin_at_the_one_in_force(
    prepare: Prepare,
) -> None:
    async with prepare(size=(80, 24)) as page:
        await page.press("T", "3")
        assert page.lines().count("TALKING POINTS Short 25 minutes") == 1
        await page.press("T")
        text = " ".join(shown(page.app).split())
        for template in page.app.templates:
            figures = [f"{each.name} {each.minutes}" for each in template.segments]
            assert template.title in text
            assert " · ".join(figures) in text
        await page.press("enter")
        assert page.lines().count("TALKING POINTS Short 25 minutes") == 1


async def test_last_time_tells_the_notes_though_the_recap_was_edited(prepare: Prepare) -> None:
    edited = replace(LAST, recap="# Maya Lindqvist\n\n## Blockers\n- none")
    rest = tuple(each for each in EVERYTHING if each != LAST)
    async with prepare((rest[0], edited, *rest[1:])) as page:
        facts = page.lines("facts")
        assert any("staging keeps breaking" in line for line in facts)
        assert not any("Blockers" in line for line in facts)


async def test_escape_goes_back(prepare: Prepare) -> None:
    async with prepare() as page:
        await page.press("escape")
        assert isinstance(page.app.screen, TodayScreen)


async def test_on_a_shared_screen_private_words_are_hidden(prepare: Prepare) -> None:
    secret = point(4, "SENTINEL raise", private=True)
    in_talk = note(7, "SENTINEL tired", private=True, meeting_id=LAST.id)
    values = (*EVERYTHING[:2], secret, in_talk, EVERYTHING[8], note(1, "SENTINEL", private=True))
    async with prepare(values) as page:
        assert str(page.lines() + page.lines("facts")).count("SENTINEL") == 3
        page.go(secret)
        await page.press("full_stop")
        seen = str(page.lines() + page.lines("facts"))
        assert "SENTINEL" not in seen
        assert "stayed curious" not in seen
        assert seen.count("~ private") == 4
        await page.press("d", "e")
        assert page.app.screen is page.screen
        assert secret in (await page.overview()).points


async def test_the_first_talk_is_greeted(prepare: Prepare) -> None:
    async with prepare((MAYA,)) as page:
        assert page.lines("facts") == [
            "FIRST TALK",
            "Nothing has been said yet: this is where it begins.",
        ]
        assert "Nothing to raise yet: t writes it down." in page.lines()
        # Nothing there can be gone to, so tab does not take the cursor out of sight.
        await page.press("tab")
        assert page.screen.focused is page.screen.query_one("#plans")


async def test_a_person_who_was_deleted_elsewhere_ends_the_page(prepare: Prepare) -> None:
    async with prepare((MAYA,)) as page:
        await page.app.store.read(lambda store: store.apply(Change.removed(MAYA)))
        page.screen.reload()
        await page.settle()
        await page.pilot.pause()
        assert isinstance(page.app.screen, TodayScreen)


@pytest.mark.parametrize("name", ["[/]", "[red]x", "Ü 漢字 👩‍💻", "ש\u202eלום", "\x1b[31mred"])
async def test_names_and_texts_are_never_markup(prepare: Prepare, name: str) -> None:
    odd = replace(QUEUE, text=name * 40)
    async with prepare((replace(MAYA, name=name), odd), (80, 24)) as page:
        seen = shown(page.app)
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        page.go(odd)
        await page.press("s")
        assert (await page.overview()).points[0].segment == 2


async def test_enter_on_a_question_keeps_it_for_its_segment_and_u_takes_it_back(
    prepare: Prepare,
) -> None:
    async with prepare() as page:
        wins, blockers, *rest = page.offered
        assert len(rest) == 2
        page.go(blockers)
        await page.press()
        assert page.footer["enter"] == "keep to ask"
        assert page.footer["m"] == "start the talk"
        await page.press("enter")
        assert "Kept for Blockers" in shown(page.app)
        (new,) = [p for p in (await page.overview()).points if p.text == blockers.text]
        assert (new.raised_by, new.private, new.segment) == (Side.MANAGER, False, 1)
        assert f"☐ {blockers.text} you" in page.lines()
        # It is offered no more, nor is another for its segment; the cursor is on the next one.
        assert page.offered == [wins, *rest]
        assert page.screen.question == rest[0]
        assert page.app.screen is page.screen
        await page.press("u")
        assert "Undone: keeping the question." in shown(page.app)
        assert len((await page.overview()).points) == 3
        assert page.offered == [wins, blockers, *rest]


async def test_all_questions_can_be_kept_one_after_the_other(prepare: Prepare) -> None:
    async with prepare() as page:
        questions = page.offered
        page.go(questions[0])
        await page.pilot.press("enter", "enter", "enter", "enter")
        await page.settle()
        assert "QUESTIONS THAT FIT" not in page.lines()
        assert {f"{place}: {each.text}" for place, each in enumerate(questions)} < set(
            await page.points()
        )
        assert (await page.overview()).live is None
        page.go(next(p for p in (await page.overview()).points if p.text == questions[2].text))
        await page.press("d")
        assert page.offered == [questions[2]]


async def test_a_kept_question_that_is_worded_anew_is_a_point_like_any_other(
    prepare: Prepare,
) -> None:
    async with prepare() as page:
        question = page.offered[3]
        page.go(question)
        await page.press("enter")
        page.go(next(p for p in (await page.overview()).points if p.text == question.text))
        await page.press("e")
        await page.type(" now")
        await page.press("enter")
        assert page.offered[3] == question


async def test_m_starts_the_talk_from_a_question_too(prepare: Prepare) -> None:
    async with prepare() as page:
        page.go(page.offered[0])
        await page.press("m")
        await page.app.workers.wait_for_complete()
        await page.pilot.pause()
        assert isinstance(page.app.screen, TalkScreen)
        assert len((await page.overview()).points) == 3


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_where_nothing_is_to_raise_enter_still_starts_the_talk(
    prepare: Prepare, size: tuple[int, int]
) -> None:
    async with prepare((MAYA,), size) as page:
        assert page.offered
        assert page.footer["enter"] == "start the talk"
        await page.press("enter")
        await page.app.workers.wait_for_complete()
        await page.pilot.pause()
        assert isinstance(page.app.screen, TalkScreen)


async def test_q_picks_any_question_and_a_second_time_it_stands_there_already(
    prepare: Prepare,
) -> None:
    async with prepare() as page:
        page.go(QUEUE)
        await page.press("q")
        picker = page.app.screen
        assert isinstance(picker, QuestionPicker)
        assert "Blockers" in shown(page.app)
        assert dict(picker.query_one(KeyBar).keys())["enter"] == "keep to ask"
        await page.type("drain")
        await page.press("enter")
        known = {QUEUE.id, ON_CALL.id, METRICS.id}
        (new,) = [p for p in (await page.overview()).points if p.id not in known]
        assert new.segment == 1
        assert "drain" in new.text
        assert page.screen.point == new
        await page.press("q")
        await page.type("drain")
        await page.press("enter")
        assert "among the talking points already" in shown(page.app)
        assert len((await page.overview()).points) == 4


async def test_a_question_whose_segment_the_agenda_lacks_is_kept_for_any_time(
    prepare: Prepare,
) -> None:
    own = Question("00000000aaaa", "Which words of mine help?", "elsewhere", own=True)
    async with prepare((*EVERYTHING, own)) as page:
        await page.press("q")
        await page.type("words of mine")
        await page.press("enter")
        assert "Kept for any time" in shown(page.app)
        assert "None: Which words of mine help?" in await page.points()


async def kept_into_talk(page: Preparing) -> TalkScreen:
    """Keep the question under the cursor, and begin the talk."""
    await page.press("enter", "m")
    await page.app.workers.wait_for_complete()
    await page.pilot.pause()
    screen = page.app.screen
    assert isinstance(screen, TalkScreen)
    return screen


async def test_a_kept_question_ticked_off_in_the_talk_is_remembered_as_asked(
    prepare: Prepare,
) -> None:
    async with prepare() as page:
        question = page.offered[1]
        page.go(question)
        screen = await kept_into_talk(page)
        raising = screen.query_one("#raise", RowList)

        def point() -> TalkingPoint:
            return next(p for p in screen.talk.page.carried if p.text == question.text)

        async def tick() -> dict[str, Memory]:
            raising.focus()
            raising.highlighted = [item.value for item in raising.items].index(point())
            await page.press("x")
            await page.app.workers.wait_for_complete()
            await page.settle()
            return await memory()

        async def memory() -> dict[str, Memory]:
            return await page.app.store.read(lambda store: store.question_memory(MAYA.id))

        assert (await tick())[question.id].talks_ago == 0
        assert "Remembered as asked." in shown(page.app)
        assert [asked.text for asked in screen.talk.page.asked] == [question.text]
        assert question.id not in await tick()  # it was not raised after all
        assert question.id in await tick()
        await page.press("u")  # one step takes back the tick and what came of it
        assert question.id not in await memory()
        assert point().state is PointState.OPEN
        raising.highlighted = [item.value for item in raising.items].index(QUEUE)
        await page.press("x")
        await page.app.workers.wait_for_complete()
        assert screen.talk.page.asked == ()


async def test_a_kept_question_that_was_made_private_is_not_remembered(prepare: Prepare) -> None:
    """What was asked stands in the recap, which both see."""
    async with prepare() as page:
        question = page.offered[0]
        page.go(question)
        await page.press("enter")
        kept = next(p for p in (await page.overview()).points if p.text == question.text)
        page.screen.plan("private", [Change.edited(kept, replace(kept, private=True))])
        await page.press("m")
        await page.app.workers.wait_for_complete()
        await page.pilot.pause()
        screen = page.app.screen
        assert isinstance(screen, TalkScreen)
        point = next(p for p in screen.talk.page.carried if p.text == question.text)
        screen.tick_point(point)
        await page.app.workers.wait_for_complete()
        asked = await page.app.store.read(lambda store: store.question_memory(MAYA.id))
        assert question.id not in asked


async def test_a_kept_question_asked_by_the_picker_is_ticked_off(prepare: Prepare) -> None:
    async with prepare() as page:
        question = page.offered[0]
        page.go(question)
        screen = await kept_into_talk(page)
        await page.press("q")
        picker = page.app.screen
        assert isinstance(picker, QuestionPicker)
        picker.dismiss(question)
        await page.app.workers.wait_for_complete()
        await page.settle()
        kept = [p for p in screen.talk.page.carried if p.text == question.text]
        assert [p.state for p in kept] == [PointState.DONE]
