from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from typing import Any, Protocol

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.growth import Preferences
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.questions import Asked, Question, QuestionMark
from convo_tui.domain.values import Value
from convo_tui.domain.walks import Walk
from convo_tui.storage.store import Store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.bank import shipped_questions
from convo_tui.ui.modals.keys import KeysSheet
from convo_tui.ui.modals.question_form import CLOSED, EMPTY, QuestionForm
from convo_tui.ui.modals.question_picker import QuestionList, QuestionPicker
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.word_choice import WordChoice

NOW = FakeClock.START
MAYA = Person("00000000aaaa", "Maya Lindqvist", NOW - timedelta(days=400))
BLOCKERS = [question for question in shipped_questions() if question.segment == "blockers"]
OWN = Question("00000000cccc", "What would a robot do first?", "blockers", ("zebra",), own=True)


class MakeApp(Protocol):
    def __call__(self, values: Sequence[Value] = ()) -> ConvoApp: ...


class Picking:
    """A picker in a running app, what it handed back, and how to look at it."""

    def __init__(self, pilot: Pilot[None], picker: QuestionPicker) -> None:
        self.pilot = pilot
        self.picker = picker
        self.results: list[Question | Walk | None] = []

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        for worker in [each for each in self.pilot.app.workers if each.group == "load"]:
            await worker.wait()
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.press(*("space" if sign == " " else sign for sign in text))

    @property
    def lines(self) -> list[str]:
        questions = self.picker.query_one(QuestionList)
        return [item.row.plain for item in questions.items] if questions.display else []

    @property
    def texts(self) -> list[str]:
        questions = self.picker.query_one(QuestionList)
        return [item.value.text for item in questions.items if isinstance(item.value, Question)]

    @property
    def here(self) -> Question:
        question = self.picker.query_one(QuestionList).value
        assert isinstance(question, Question)
        return question

    @property
    def said(self) -> str:
        return self.picker.query_one(KeyBar).said

    def shown(self, id: str) -> str:  # noqa: A002
        visual = self.picker.query_one(f"#{id}", Static).visual
        return getattr(visual, "plain", "")

    def keys(self) -> dict[str, str]:
        bar = self.pilot.app.screen.query_one(KeyBar)
        return {label: key for key, label in bar.keys()}  # noqa: SIM118 (no mapping)

    async def kept(self, task: Callable[[Store], Any]) -> Any:
        app = self.pilot.app
        assert isinstance(app, ConvoApp)
        return await app.store.read(task)

    @property
    def form(self) -> QuestionForm:
        screen = self.pilot.app.screen
        assert isinstance(screen, QuestionForm)
        return screen

    def hint(self) -> str:
        visual = self.form.query_one("#told", Static).visual
        return getattr(visual, "plain", "")


Pick = Callable[..., AbstractAsyncContextManager[Picking]]


@pytest.fixture
def pick(make_app: MakeApp, monkeypatch: pytest.MonkeyPatch) -> Pick:
    monkeypatch.setattr(ConvoApp, "get_default_screen", lambda _: ConvoScreen())

    @asynccontextmanager
    async def opened(
        *values: Value,
        segment: str = "blockers",
        first_talk: bool = False,
        size: tuple[int, int] = (120, 36),
    ) -> AsyncIterator[Picking]:
        app = make_app([MAYA, *values])
        picker = QuestionPicker(MAYA, segment, first_talk=first_talk)
        async with app.run_test(size=size) as pilot:
            await app.ready()
            picking = Picking(pilot, picker)
            app.push_screen(picker, picking.results.append)
            await pilot.pause()
            await picking.press()
            yield picking

    return opened


def asked(question: Question, days: int, lines: int) -> list[Value]:
    at = NOW - timedelta(days=days)
    end = at + timedelta(minutes=30)
    segments = DEFAULT.segments
    key = f"{days:08}"
    talk = Meeting(f"{key}dddd", MAYA.id, at, segments, state=MeetingState.HELD, ended_at=end)
    put = Asked(f"{key}eeee", MAYA.id, talk.id, question.id, question.text, at, 1)
    answers = [
        Note(f"{days:06}{n:06}", MAYA.id, at, "so", asked_id=put.id, meeting_id=talk.id)
        for n in range(lines)
    ]
    return [talk, put, *answers]


async def test_two_suggestions_stand_above_the_rest(pick: Pick) -> None:
    async with pick(QuestionMark(BLOCKERS[4].id, starred=True)) as it:
        assert it.lines[:5] == [
            "SUGGESTED",
            f"★ {BLOCKERS[4].text} never asked",
            f"{BLOCKERS[0].text} never asked",
            "",
            "BLOCKERS",
        ]
        # A question is wanted here: the walks stand behind them all.
        assert it.lines[-8:] == [
            "",
            "WALKS",
            "Career roadmap a walk in 4 steps",
            "Strength a walk in 3 steps",
            "How they like it a walk in 4 steps",
            "Hard talk: struggling a walk in 4 steps",
            "Hard talk: strong performer a walk in 5 steps",
            "Hard talk: team tension a walk in 4 steps",
        ]
        assert [line for line in it.lines if line.isupper() and len(line) > 3] == [
            "SUGGESTED",
            "BLOCKERS",
            "WINS",
            "DEVELOPMENT",
            "HELP",
            "WALKS",
        ]
        assert sorted(it.texts) == sorted(question.text for question in shipped_questions())


async def test_what_was_asked_says_when_and_with_how_many_lines(pick: Pick) -> None:
    async with pick(*asked(BLOCKERS[0], 14, 6)) as it:
        assert f"{BLOCKERS[0].text} last asked 10 Nov, 6 lines of answer" in it.lines
        assert it.here == BLOCKERS[1]


async def test_first_talks_are_offered_their_own_questions(pick: Pick) -> None:
    async with pick(first_talk=True) as it:
        assert "first-talk" in it.here.themes


async def test_an_unknown_segment_is_named_by_its_key_and_still_has_suggestions(pick: Pick) -> None:
    async with pick(segment="team") as it:
        assert it.shown("picker-segment") == "team"
        assert it.lines[0] == "SUGGESTED"


async def test_enter_asks_and_the_arrows_move_while_one_types(pick: Pick) -> None:
    async with pick() as it:
        await it.press("down", "down", "up", "enter")
        assert it.results == [BLOCKERS[1]]


async def test_a_click_asks(pick: Pick) -> None:
    async with pick() as it:
        await it.pilot.click(QuestionList, offset=(10, 2))
        assert it.results == [BLOCKERS[1]]


async def test_the_follow_up_is_that_of_the_question_at_the_cursor(pick: Pick) -> None:
    async with pick() as it:
        assert it.shown("follow-up") == f"then {BLOCKERS[0].follow_up}"
        await it.press("down")
        assert it.shown("follow-up") == f"then {BLOCKERS[1].follow_up}"


async def test_typing_searches_at_once_and_forgives_errors(pick: Pick) -> None:
    async with pick(OWN) as it:
        await it.type("robto")
        assert it.lines[0] == "FOUND"
        assert it.here == OWN
        assert it.lines[1] == f"{OWN.text} yours · never asked"


async def test_a_new_search_starts_at_its_best_match(pick: Pick) -> None:
    async with pick() as it:
        await it.press("down", "down", "down")
        await it.type("evening")
        assert it.here.text == it.texts[0]


async def test_letters_type_in_the_field_and_act_in_the_list(pick: Pick) -> None:
    async with pick() as it:
        await it.type("s")
        assert it.picker.query_one("#search", Field).value == "s"
        await it.press("backspace", "tab", "s")
        assert it.picker.query_one("#search", Field).value == ""
        assert it.here.starred
        await it.press("slash")
        assert it.picker.query_one("#search").has_focus


async def test_the_footer_says_only_what_works(pick: Pick) -> None:
    async with pick() as it:
        in_the_field = it.keys()
        assert in_the_field["ask"] == "enter"
        assert in_the_field["add own"] == "ctrl+n"
        assert in_the_field["star, edit, hide"] == "tab"
        assert not {"star", "edit", "hide", "search"} & in_the_field.keys()
        await it.press("tab")
        in_the_list = it.keys()
        assert in_the_list["star"] == "s"
        assert in_the_list["search"] == "/"
        assert len(in_the_list) <= 9


async def test_the_keys_sheet_opens_over_it(pick: Pick) -> None:
    async with pick() as it:
        await it.press("f1")
        assert isinstance(it.pilot.app.screen, KeysSheet)
        await it.press("escape", "tab", "question_mark")
        assert isinstance(it.pilot.app.screen, KeysSheet)


async def test_escape_leaves_the_field_and_then_the_picker(pick: Pick) -> None:
    async with pick() as it:
        await it.press("escape")
        assert it.picker.query_one(QuestionList).has_focus
        assert it.results == []
        await it.press("escape")
        assert it.results == [None]


async def test_a_star_is_kept_and_undone(pick: Pick) -> None:
    async with pick() as it:
        question = it.here
        await it.press("tab", "s")
        assert it.said.startswith("Starred “What has been heavier")
        mark = QuestionMark(question.id, starred=True)
        assert await it.kept(lambda store: store.question_marks()) == (mark,)
        await it.press("u")
        assert not it.here.starred
        assert await it.kept(lambda store: store.question_marks()) == ()
        await it.press("u")
        assert it.said == "Nothing to undo here."


async def test_a_hidden_question_goes_and_comes_back(pick: Pick) -> None:
    async with pick() as it:
        question = it.here
        await it.press("tab", "x")
        assert question.text not in it.texts
        await it.press("H", "G")
        assert it.lines[-2:] == ["HIDDEN", f"{question.text} never asked"]
        await it.press("x")
        assert "HIDDEN" not in it.lines
        assert question.text in it.texts
        assert await it.kept(lambda store: store.question_marks()) == ()


async def test_hidden_questions_are_searched_once_they_are_shown(pick: Pick) -> None:
    async with pick(QuestionMark(BLOCKERS[0].id, hidden=True)) as it:
        await it.press("tab", "H", "slash")
        await it.type(BLOCKERS[0].text.split()[-1].strip("?"))
        assert BLOCKERS[0].text in it.texts


async def test_nothing_hidden_is_said(pick: Pick) -> None:
    async with pick() as it:
        await it.press("tab", "H")
        assert it.said == "No question is hidden."


async def test_a_search_that_finds_nothing_leads_to_an_own_question(pick: Pick) -> None:
    async with pick() as it:
        await it.type("xylophones")
        assert it.lines == []
        assert "No question fits “xylophones”" in it.shown("nothing")
        await it.press("enter")
        assert it.form.query_one("#text", Field).value == "xylophones"
        await it.press("ctrl+s")
        (own,) = await it.kept(lambda store: store.own_questions())
        assert (own.text, own.segment, own.own) == ("xylophones", "blockers", True)
        assert it.here == own
        await it.press("enter")
        assert it.results == [own]


async def test_leaving_a_search_that_found_nothing_gives_the_list_back(pick: Pick) -> None:
    async with pick() as it:
        await it.type("xylophone")
        await it.press("escape")
        assert it.lines[0] == "SUGGESTED"
        assert it.picker.query_one(QuestionList).has_focus


async def test_all_parts_of_an_own_question_are_kept(pick: Pick) -> None:
    async with pick() as it:
        await it.press("ctrl+n")
        await it.type("What next?")
        await it.press("enter", "right", "right", "tab")
        await it.type("Next Skill, energy,, energy")
        await it.press("enter")
        await it.type("And then?")
        await it.press("enter")
        (own,) = await it.kept(lambda store: store.own_questions())
        assert own == Question(
            own.id, "What next?", "help", ("next-skill", "energy"), "And then?", own=True
        )
        await it.press("u")
        assert await it.kept(lambda store: store.own_questions()) == ()
        assert own.text not in it.texts


async def test_an_own_question_is_edited_in_place(pick: Pick) -> None:
    async with pick(OWN) as it:
        await it.type("robot")
        await it.press("tab", "e")
        assert it.form.query_one("#themes", Field).value == "zebra"
        await it.press("end")
        await it.type("!")
        await it.press("ctrl+s")
        (own,) = await it.kept(lambda store: store.own_questions())
        assert (own.id, own.text) == (OWN.id, f"{OWN.text}!")


async def test_a_shipped_question_is_copied_and_hidden(pick: Pick) -> None:
    async with pick(QuestionMark(BLOCKERS[0].id, starred=True)) as it:
        shipped = it.here
        await it.press("tab", "e")
        await it.type("!")
        await it.press("ctrl+s")
        (own,) = await it.kept(lambda store: store.own_questions())
        assert own.id != shipped.id
        assert own.text == f"{shipped.text}!"
        assert own.starred
        assert it.here == own
        hidden = QuestionMark(shipped.id, hidden=True)
        assert await it.kept(lambda store: store.question_marks()) == (hidden,)
        assert shipped.text not in it.texts
        await it.press("u")
        assert it.texts.count(shipped.text) == 1
        assert await it.kept(lambda store: store.own_questions()) == ()
        starred = QuestionMark(shipped.id, starred=True)
        assert await it.kept(lambda store: store.question_marks()) == (starred,)


async def test_an_own_question_can_be_deleted_and_brought_back(pick: Pick) -> None:
    async with pick(OWN) as it:
        await it.type("robot")
        await it.press("tab", "d")
        assert await it.kept(lambda store: store.own_questions()) == ()
        assert it.lines[0] == "SUGGESTED"
        await it.press("u")
        assert await it.kept(lambda store: store.own_questions()) == (OWN,)


async def test_a_shipped_question_cannot_be_deleted(pick: Pick) -> None:
    async with pick() as it:
        await it.press("tab", "d")
        assert it.said == "This question comes with Convo: it cannot be deleted, but x hides it."
        assert await it.kept(lambda store: store.question_marks()) == ()


async def test_a_closed_question_gets_a_hint_and_is_kept_all_the_same(pick: Pick) -> None:
    async with pick() as it:
        await it.press("ctrl+n")
        await it.type("Is it fine?")
        assert it.hint() == CLOSED
        await it.press("ctrl+s")
        (own,) = await it.kept(lambda store: store.own_questions())
        assert own.text == "Is it fine?"


async def test_an_empty_question_is_refused_in_place(pick: Pick) -> None:
    async with pick() as it:
        await it.press("ctrl+n", "tab", "ctrl+s")
        assert it.hint() == EMPTY
        assert it.form.query_one("#text").has_focus


async def test_what_was_typed_into_the_form_outlives_leaving_it(pick: Pick) -> None:
    async with pick() as it:
        await it.press("ctrl+n")
        await it.type("How")
        await it.press("tab", "right", "escape", "ctrl+n")
        assert it.form.query_one("#text", Field).value == "How"
        assert it.form.query_one(WordChoice).value == "development"
        await it.press("ctrl+s", "ctrl+n")
        assert it.form.query_one("#text", Field).value == ""


@pytest.mark.parametrize(
    "text", ["[/]", "[red]x", "Ü 漢字 👩‍💻 שלום", "a\x1b[31mb\x07", "x" * 10_000]
)
async def test_words_of_any_kind_are_shown_as_they_are(pick: Pick, text: str) -> None:
    wild = Question("00000000ffff", text, "blockers", own=True, starred=True)
    async with pick(wild, size=(80, 24)) as it:
        assert it.here == wild
        await it.press("tab", "e")
        assert "\x1b" not in it.form.query_one("#text", Field).value
        await it.press("escape", "x", "enter")
        assert it.results[0] is not None


async def test_a_pasted_page_in_the_search_is_one_line(pick: Pick) -> None:
    async with pick() as it:
        it.picker.query_one("#search", Field).value = "xylophones " * 1000
        await it.press()
        assert len(it.shown("nothing").splitlines()[0]) < 80


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_every_size_has_room_for_questions_and_keys(
    pick: Pick, size: tuple[int, int]
) -> None:
    async with pick(size=size) as it:
        questions = it.picker.query_one(QuestionList)
        assert questions.size.height >= 12
        assert it.picker.query_one(KeyBar).region.bottom <= size[1]
        assert it.picker.query_one(KeyBar).size.height == 1
        assert it.picker.query_one("#follow-up").size.height == 2


async def test_own_words_choose_their_segment_by_a_click(pick: Pick) -> None:
    async with pick() as it:
        await it.press("ctrl+n")
        await it.pilot.click(WordChoice, offset=(3, 0))
        assert it.form.query_one(WordChoice).value == "wins"


async def test_what_a_person_likes_comes_first_and_says_why(pick: Pick) -> None:
    likes = Preferences("00000000ffff", MAYA.id, NOW, ("reflective",), avoids="the two weeks ahead")
    async with pick(likes) as it:
        thoughtful = [each for each in BLOCKERS if "reflective" in each.themes]
        why = "likes time to think: ask early"
        assert it.lines[1:3] == [
            f"{thoughtful[0].text}\n{why} never asked",
            f"{thoughtful[2].text}\n{why} never asked",
        ]
        assert it.here == thoughtful[0]
        assert "weeks" in thoughtful[1].text  # suits her, and is about what she avoids


async def test_on_a_shared_screen_nobody_reads_why(pick: Pick) -> None:
    likes = Preferences("00000000ffff", MAYA.id, NOW, ("reflective",))
    async with pick(likes) as it:
        app = it.pilot.app
        assert isinstance(app, ConvoApp)
        app.private_hidden = True
        it.picker.reload()
        await it.press()
        assert "reflective" in it.here.themes
        assert not any("likes time" in line for line in it.lines)
        assert any("Career roadmap" in line for line in it.lines)
        assert not any("Hard talk" in line or "How they like" in line for line in it.lines)


async def test_a_walk_is_found_by_its_name_and_handed_back(pick: Pick) -> None:
    async with pick() as it:
        await it.type("roadmap")
        walk = next(i for i in it.picker.query_one(QuestionList).items if isinstance(i.value, Walk))
        rows = it.picker.query_one(QuestionList)
        rows.highlighted = rows.items.index(walk)
        await it.press("tab")
        assert it.shown("follow-up").startswith("Where to go")
        assert not {"star", "edit", "hide"} & it.keys().keys()
        await it.press("enter")
        assert it.results == [walk.value]
