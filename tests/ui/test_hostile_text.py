"""Whatever people type is shown as typed: never markup, never obeyed by the terminal."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from ui.conftest import MakeApp
from ui.places import leave
from ui.steps import opened, shown, today, until, write

from convo_tui.clock import FakeClock
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import ScheduleChange, ScheduleKind
from convo_tui.domain.commitments import Checkpoint, CheckpointOutcome, Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.questions import Asked, Question
from convo_tui.domain.values import Side, Value, new_id
from convo_tui.text import clean, one_line
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.modals.capture import CaptureSheet
from convo_tui.ui.modals.choice import Choice
from convo_tui.ui.modals.feedback import FeedbackSheet
from convo_tui.ui.modals.move_talk import MoveTalk
from convo_tui.ui.modals.person_form import PersonForm
from convo_tui.ui.modals.question_picker import QuestionPicker
from convo_tui.ui.screens.person import PersonScreen
from convo_tui.ui.screens.prepare import PrepareScreen
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.widgets.note_line import NoteLine

NOW = FakeClock.START

MARKUP = [
    "[/]",
    "[red]x",
    "[/red]",
    "[bold]loud[/bold]",
    "[@click=app.quit]x[/]",
    "[@click=app.quit()]Maya[/]",
    "[link=https://example.org]x[/link]",
    "[on red]x[/on red]",
    "[[double]]",
    "\\[escaped]",
    "[",
    "]",
    "[$primary]x[/]",
    "$primary and $manager",
    "{{x}}",
    "{name!r:>10}",
]
"""What Textual, Rich and templates might read as their own."""

SIGNS = [
    "\\",
    "\\n is no newline",
    "'; DROP TABLE person; --",
    "\"quoted\" and 'single'",
    "%s %d %(name)s",
    "`backticks`",
    "<script>alert(1)</script>",
    "&amp; &lt;",
    "* not a list",
    "# not a heading",
    "- [ ] box",
    "../../etc/passwd",
    "NULL",
    "true",
    "-5 %",
    ":smile: :warning:",
]
"""What databases, shells, Markdown and HTML might read as theirs."""

SCRIPTS = [
    "Ü 漢字 👩‍💻",
    "Zoë Łukasz Ñandú",
    "שלום עולם",
    "مرحبا بالعالم",
    "mixed שלום and left",
    "e\u0301 e\u0302 combining",
    "Z\u0351\u036b\u0343a\u0300\u0301\u0302lgo",
    "👨‍👩‍👧‍👦 family",
    "🇩🇪🇯🇵 flags",
    "👍🏽 skin",
    "zero\u200bwidth",
    "soft\u00adhyphen",
    "no\u00a0break",
    "한국어 이름",
    "ｆｕｌｌ width",
]
"""Letters and signs of all sorts, wide, narrow and of no width."""

OBEYED = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07after",
    "\x1b]52;c;Y29weQ==\x07clip",
    "\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\",
    "\x1bPq#0;2;0;0;0\x1b\\sixel",
    "\x1b[2J\x1b[Hcleared",
    "\x9b31mC1 colour",
    "\x90dcs\x9cdone",
    "bell\x07 back\x08 vt\x0b ff\x0c",
    "nul\x00 esc\x1b del\x7f",
    "over\u202eride",
    "iso\u2066late\u2069",
    "tab\tand\nnewline\r\nand",
    "line\u2028para\u2029graph",
    "\x1b",
    "   spaces   around   ",
]
"""What a terminal would obey; its words alone are shown."""

BATCHES = {"markup": MARKUP, "signs": SIGNS, "scripts": SCRIPTS, "obeyed": OBEYED}
LONG = "long " * 1000 + "漢" * 2500 + "x" * 2500
NASTY = [
    "[/]",
    "[@click=app.quit]x[/]",
    "\x1b]52;c;Y29weQ==\x07clip",
    "שלום עולם",
    "👨‍👩‍👧‍👦 family",
]
NASTY += ["\x9b31mC1 colour", "over\u202eride", "{{x}}", "e\u0301 e\u0302 combining", "\x1b", LONG]


def days_ago(days: float) -> Any:
    return NOW - timedelta(days=days)


def about(person: Person, text: str, number: int) -> list[Value]:
    """One of everything about a person, with the text wherever text goes."""
    at = days_ago(7 + number / 100)
    segments = tuple(replace(each, name=text) for each in DEFAULT.segments)
    talk = Meeting(
        new_id(), person.id, at, segments, DEFAULT.name, MeetingState.HELD,
        ended_at=at + timedelta(minutes=9), manager_seconds=100, report_seconds=200,
        segment_seconds=(300.0, 0.0, 0.0, 0.0), recap=text if number else "",
    )  # fmt: skip
    asked = Asked(new_id(), person.id, talk.id, f"none {number}", text, at, 0)
    return [
        talk,
        asked,
        Note(new_id(), person.id, at, text, NoteKind.BLOCKER, tags=(text,), meeting_id=talk.id,
             segment=0, asked_id=asked.id),
        Note(new_id(), person.id, days_ago(1), text, NoteKind.WIN),
        TalkingPoint(new_id(), person.id, text, days_ago(2), Side.REPORT, position=number),
        Commitment(new_id(), person.id, text, at, Side.REPORT, *(text,) * 5, meeting_id=talk.id,
                   checkpoints=(
                       Checkpoint(new_id(), date(2026, 11, 20), CheckpointOutcome.SLIPPED, text,
                                  days_ago(4)),
                       Checkpoint(new_id(), date(2026, 11, 27)))),
        Feedback(new_id(), person.id, days_ago(3), text),
        ScheduleChange(new_id(), person.id, days_ago(5), ScheduleKind.CANCELLED, days_ago(4),
                       Side.REPORT, text),
        Question(new_id(), text, "wins", (text,), text, own=True),
    ]  # fmt: skip


def people_named(texts: list[str]) -> list[Person]:
    return [
        Person(new_id(), text, days_ago(100), text, 2, 4, "09:30", template=text) for text in texts
    ]


def visible(text: str) -> str:
    """How a text begins on the screen, without spaces: control codes gone, the rest as typed."""
    return "".join(clean(text).split())[:10]


def compact(app: ConvoApp) -> str:
    return "".join(shown(app).split())


def nothing_is_obeyed(app: ConvoApp, place: str) -> None:
    """No sign that a terminal obeys, no link and no action is on the screen but our own."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.control is None, place
            for sign in segment.text:
                wrong = unicodedata.category(sign) in ("Cc", "Cs") or sign in DIRECTIONS
                assert not wrong, f"{place}: {sign!r} in {segment.text!r}"
            style = segment.style
            if style is not None:
                assert style.link is None, place
                click = style.meta.get("@click", "")
                assert click == "" or str(click).startswith("screen.go_step("), place


DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize("batch", BATCHES)
async def test_it_is_shown_as_typed(make_app: MakeApp, batch: str) -> None:
    texts = BATCHES[batch]
    named = people_named(texts)
    everything = [value for n, text in enumerate(texts) for value in about(named[1], text, n)]
    app = make_app([*named, *everything])
    starts = {visible(text) for text in texts} - {""}

    def all_there() -> bool:
        return all(start in compact(app) for start in starts)

    async with app.run_test(size=(120, 150)) as pilot:
        home = await today(app, pilot)
        await until(pilot, all_there)
        nothing_is_obeyed(app, "today")
        await app.push_screen(PersonScreen(named[1].id))
        await until(pilot, all_there)
        nothing_is_obeyed(app, "timeline")
        await pilot.press("tab")
        await until(pilot, all_there)
        nothing_is_obeyed(app, "commitments")
        await leave(app, pilot, home)
        await app.push_screen(PrepareScreen(named[1].id))
        await until(pilot, all_there)
        nothing_is_obeyed(app, "prepare")
        await leave(app, pilot, home)
        await app.start_talk(named[1])
        await until(pilot, all_there)
        nothing_is_obeyed(app, "talk")


async def test_a_small_window_takes_ten_thousand_characters(make_app: MakeApp) -> None:
    (person,) = people_named([LONG])
    app = make_app([person, *about(person, LONG, 0)])
    async with app.run_test(size=(80, 24)) as pilot:
        home = await today(app, pilot)
        nothing_is_obeyed(app, "today")
        for keys in (("enter",), ("enter", "right"), ("enter", "tab"), ("p",), ("m",)):
            await pilot.press(*keys)
            await until(pilot, lambda: "long" in shown(app))
            nothing_is_obeyed(app, " ".join(keys))
            await leave(app, pilot, home)


async def test_every_sheet_takes_it_as_a_name(make_app: MakeApp) -> None:
    named = people_named([NASTY[1], NASTY[2], NASTY[-1]])
    app = make_app(named)
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        for each in named:
            start = visible(each.name)[:3]
            sheets: list[Screen[Any]] = [CaptureSheet(each), FeedbackSheet(each)]
            sheets += [MoveTalk(each, None), PersonForm(each), QuestionPicker(each, "wins")]
            for sheet in sheets:
                await app.push_screen(sheet)
                await until(pilot, lambda: start in compact(app))  # noqa: B023
                nothing_is_obeyed(app, type(sheet).__name__)
                await app.pop_screen()
            app.say(f"{each.name} was added.")
            app.notify(each.name)
            await pilot.pause()
            assert start in compact(app)
            nothing_is_obeyed(app, "told")


@pytest.mark.parametrize("text", ["[@click=app.quit]x[/]", "\x1b]52;c;Y29weQ==\x07clip"])
async def test_a_talk_that_was_cut_off_is_offered_by_name(make_app: MakeApp, text: str) -> None:
    (person,) = people_named([text])
    live = Meeting(new_id(), person.id, days_ago(0.1), DEFAULT.segments, seen_at=days_ago(0.09))
    app = make_app([person, live])
    async with app.run_test(size=(80, 24)) as pilot:
        await today(app, pilot)
        await opened(app, pilot, Choice)
        nothing_is_obeyed(app, "unfinished")
        assert visible(text)[:5] in compact(app)
        await pilot.press("x")
        nothing_is_obeyed(app, "sure")


PASTED = [
    *NASTY[:3],
    "\ud800lone",
    "pair\udc00\ud83d",
    "tab\tand\nnewline",
    "$primary",
    "' OR 1=1 --",
]


async def test_what_is_pasted_is_kept_without_its_control_codes(make_app: MakeApp) -> None:
    (person,) = people_named(["Maya"])
    app = make_app([person])
    async with app.run_test(size=(120, 36)) as pilot:
        await today(app, pilot)
        for text in PASTED:
            await pilot.press("n")
            sheet = await opened(app, pilot, CaptureSheet)
            await write(pilot, f"a {text}")
            nothing_is_obeyed(app, "capture")
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is not sheet)  # noqa: B023
            nothing_is_obeyed(app, "captured")
        screen = await into_talk_with(app, pilot, person)
        line = screen.query_one(NoteLine)
        line.focus()
        for text in PASTED:
            await write(pilot, f"b {text}")
            nothing_is_obeyed(app, "note line")
            await pilot.press("enter")
            nothing_is_obeyed(app, "noted")
        overview = (await app.store.read(lambda store: store.overviews((person.id,))))[0]
        page = await app.store.read(lambda store: store.talk_page(screen.talk.id))
    assert page is not None
    wanted = [one_line(text) for text in PASTED]
    assert {note.text for note in page.notes} == {f"b {text}".strip() for text in wanted}
    assert {note.text for note in overview.notes} >= {f"a {text}".strip() for text in wanted}


async def into_talk_with(app: ConvoApp, pilot: Pilot[None], person: Person) -> TalkScreen:
    await app.start_talk(person)
    return await opened(app, pilot, TalkScreen)
