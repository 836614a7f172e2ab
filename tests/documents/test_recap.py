"""The recap: what both may read, all of it, and nothing private."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_string
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from convo_tui.documents.markdown import escaped
from convo_tui.documents.model import Format
from convo_tui.documents.recap import (
    generated_markdown,
    recap_in,
    recap_json,
    recap_markdown,
    recap_text,
)
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import Planned
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.goals import Goal, GoalRecord, GoalState, GoalUpdate, Milestone, WhyLink
from convo_tui.domain.growth import Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk, HardTalkKind
from convo_tui.domain.meeting import Meeting, MeetingState
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.openings import Opening
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.questions import Asked
from convo_tui.domain.signs import Signs
from convo_tui.domain.values import Change, Side
from convo_tui.text import one_line
from convo_tui.ui.widgets.teller import talk_length

BERLIN = "Europe/Berlin"
START = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
END = START + timedelta(minutes=31)
MAYA = Person("maya", "Maya Lindqvist", START)
MEETING = Meeting(
    "talk",
    "maya",
    START,
    DEFAULT.segments,
    state=MeetingState.HELD,
    ended_at=END,
    guess=0.35,
    manager_seconds=640.0,
    report_seconds=1100.0,
    untracked_seconds=120.0,
    segment_seconds=(300.0, 780.0, 770.0, 10.0),
    longest_manager=100.0,
)


def note(text: str, kind: NoteKind = NoteKind.NOTE, **fields: object) -> Note:
    made = Note(f"note {text}", "maya", START, text, kind, meeting_id="talk")
    return replace(made, **fields)  # type: ignore[arg-type]


def commitment(goal: str, **fields: object) -> Commitment:
    made = Commitment(f"commitment {goal}", "maya", goal, START, meeting_id="talk")
    return replace(made, **fields)  # type: ignore[arg-type]


def point(text: str, **fields: object) -> TalkingPoint:
    made = TalkingPoint(f"point {text}", "maya", text, START, meeting_id="talk")
    return replace(made, **fields)  # type: ignore[arg-type]


FULL = TalkPage(
    MEETING,
    MAYA,
    24,
    notes=(
        note("shipped the billing migration", NoteKind.WIN, segment=0),
        note("staging is down again", NoteKind.BLOCKER, segment=1),
        note("she fixed it twice", segment=1),
        note("nobody owns it", segment=1, asked_id="asked"),
        note("on call in December"),
        note("looks tired", private=True, segment=1),
    ),
    asked=(Asked("asked", "maya", "talk", "heavier", "What has been heavier?", START, 1),),
    commitments=(
        commitment(
            "propose an owner for staging",
            checkpoints=(Checkpoint("c", date(2026, 11, 27)), Checkpoint("d", date(2027, 1, 8))),
            metric="the owner stands on the team page",
            manager_part="make room on the agenda",
        ),
        commitment("drop this one", state=CommitmentState.DROPPED),
    ),
    promises=(
        commitment(
            "introduce Maya to the data team",
            owner=Side.MANAGER,
            meeting_id="before",
            state=CommitmentState.KEPT,
            closed_at=START,
        ),
        commitment("still open", meeting_id="before"),
        commitment(
            "closed later",
            meeting_id="before",
            state=CommitmentState.KEPT,
            closed_at=END + timedelta(days=1),
        ),
    ),
    points=(point("who could own staging"),),
    carried=(
        point("the review queue", meeting_id=None, parked_in="talk", raised_by=Side.REPORT),
        point("raised in this talk", meeting_id=None, state=PointState.DONE),
    ),
    feedback=(Feedback("f", "maya", START, "interrupts in planning"),),
)

MARKDOWN = """\
# Maya Lindqvist, Tuesday 24 November 2026

14:30 to 15:01, 31 minutes

## Agenda

- Wins: 5 of 5 minutes
- Blockers: 13 of 10 minutes
- Development: 13 of 10 minutes
- Help: under 1 of 5 minutes

## Wins

- shipped the billing migration

## Blockers

- staging is down again

## Questions

- What has been heavier?
  - nobody owns it

## Notes

- Blockers
  - she fixed it twice
- At any time
  - on call in December

## Next steps

- Maya: propose an owner for staging
  - Checkpoints: Fri 27 Nov, Fri 8 Jan 2027
  - How we see that it worked: the owner stands on the team page
  - The manager's part: make room on the agenda

## Promises closed

- Manager: introduce Maya to the data team (kept)

## For next time

- Maya: the review queue
- Manager: who could own staging
"""


NEXT = datetime(2026, 12, 3, 13, 30, tzinfo=UTC)
ALONE = Planned(NEXT, has_time=False).settled


@pytest.mark.parametrize(
    ("next_at", "words", "value"),
    [
        (NEXT, "Thu 3 Dec 2026, 14:30", "2026-12-03T14:30:00+01:00"),
        (ALONE, "Thu 3 Dec 2026", "2026-12-03"),
    ],
)
def test_it_says_when_the_next_talk_is(next_at: datetime, words: str, value: str) -> None:
    page = replace(FULL, person=replace(MAYA, next_at=next_at))
    line = f"Next talk: {words}"
    assert f"31 minutes\n\n{line}\n" in recap_markdown(page, BERLIN)
    assert f"\n{line}\n" in recap_text(page, BERLIN)
    assert line in recap_in(Format.HTML, page, BERLIN)
    mail = message_from_string(recap_in(Format.MAIL, page, BERLIN), policy=default)
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    assert len(parts) == 2
    assert all(line in part for part in parts)
    assert recap_in(Format.TEXT, page, BERLIN, private=True).count(line) == 1
    assert recap_json(page, BERLIN)["next_talk"] == value


def test_a_next_talk_that_is_not_one_is_left_out() -> None:
    """None is settled, this is that talk, or another one came since."""
    settled = replace(MAYA, next_at=NEXT)
    for page in (
        FULL,
        replace(FULL, person=replace(MAYA, next_at=START)),
        replace(FULL, person=settled, newest=False),
    ):
        assert "Next talk" not in recap_markdown(page, BERLIN)
        assert recap_json(page, BERLIN)["next_talk"] is None
    edited = replace(FULL, person=settled, meeting=replace(MEETING, recap="Mine alone."))
    assert "Next talk" not in recap_in(Format.HTML, edited, BERLIN)


def test_the_whole_recap_as_markdown() -> None:
    assert recap_markdown(FULL, BERLIN) == MARKDOWN


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(0), "14:30 to 15:01, 31 minutes"),
        (timedelta(minutes=1), "14:30 to 15:02, 31 minutes"),
        (timedelta(minutes=2), "14:30 to 15:03, 31 minutes on the clock"),
        (timedelta(minutes=8), "14:30 to 15:09, 31 minutes on the clock"),
    ],
)
def test_minutes_that_were_paused_or_lost_are_not_told_as_talked(
    away: timedelta, words: str
) -> None:
    page = replace(FULL, meeting=replace(MEETING, ended_at=END + away))
    assert f"\n{words}\n" in recap_text(page, BERLIN)
    assert recap_json(page, BERLIN)["minutes"] == 31


def test_plain_text_says_the_same_without_signs_of_markdown() -> None:
    text = recap_text(FULL, BERLIN)
    assert text.startswith("Maya Lindqvist, Tuesday 24 November 2026\n14:30 to 15:01, 31 minutes\n")
    assert "NEXT STEPS\n- Maya: propose an owner for staging\n    Checkpoints: Fri 27 Nov" in text
    assert "#" not in text


def test_json_keeps_its_shape() -> None:
    recap = recap_json(FULL, BERLIN)
    assert json.loads(json.dumps(recap)) == recap
    assert recap["started_at"] == "2026-11-24T14:30:00+01:00"
    assert recap["minutes"] == 31
    assert recap["questions"] == [
        {"question": "What has been heavier?", "answers": ["nobody owns it"]}
    ]
    assert recap["next_time"] == [
        {"raised_by": "report", "text": "the review queue"},
        {"raised_by": "manager", "text": "who could own staging"},
    ]
    assert recap["edited"] is None
    empty = recap_json(TalkPage(MEETING, MAYA, 1), BERLIN)
    assert empty.keys() == recap.keys()


def test_times_are_told_in_the_zone_asked_for() -> None:
    assert "19:15 to 19:46" in recap_text(FULL, "Asia/Kathmandu")


def test_an_empty_talk_says_so() -> None:
    page = TalkPage(replace(MEETING, segment_seconds=()), MAYA, 1)
    assert recap_markdown(page, BERLIN).endswith("\nNothing was written down in this talk.\n")
    assert "Agenda" not in recap_text(page, BERLIN)


def test_a_running_talk_says_that_it_runs() -> None:
    live = replace(
        MEETING, state=MeetingState.LIVE, ended_at=None, segment_seconds=(), manager_seconds=0.0
    )
    assert "Since 14:30, not ended yet" in recap_text(replace(FULL, meeting=live), BERLIN)


def test_what_the_manager_wrote_is_the_recap() -> None:
    page = replace(FULL, meeting=replace(MEETING, recap="# Ours\x1b[31m\n\n- short"))
    assert recap_markdown(page, BERLIN) == "# Ours\n\n- short\n"
    assert recap_text(page, BERLIN) == "# Ours\n\n- short\n"
    assert recap_json(page, BERLIN)["edited"] == "# Ours\n\n- short"
    assert generated_markdown(page, BERLIN) == MARKDOWN


def test_the_talk_share_leaves_no_trace() -> None:
    other = replace(
        MEETING, manager_seconds=1100.0, report_seconds=640.0, guess=0.9, longest_manager=900.0
    )
    for render in (recap_markdown, recap_text, recap_json):
        assert render(FULL, BERLIN) == render(replace(FULL, meeting=other), BERLIN)


SENTINEL = "SENTINEL"
PRIVATE = st.booleans()
INDEX = st.none() | st.integers(0, 9)


@st.composite
def pages(draw: st.DrawFn) -> TalkPage:
    """Talks in which every private word carries the sentinel, and every shared one its number."""
    numbers = iter(range(1000))

    def words(private: bool) -> str:
        return f"{SENTINEL if private else 'shared'} {next(numbers)};"

    def made_note(private: bool) -> Note:
        fields = {"segment": draw(INDEX), "asked_id": draw(st.sampled_from([None, "asked", "x"]))}
        return note(words(private), draw(st.sampled_from(NoteKind)), private=private, **fields)

    def made_point(private: bool, **fields: object) -> TalkingPoint:
        side = draw(st.sampled_from(Side))
        return point(words(private), private=private, raised_by=side, **fields)

    def made_commitment(private: bool, **fields: object) -> Commitment:
        parts = ("metric", "resources", "manager_part", "obstacles", "celebration")
        texts = {part: words(private) for part in parts}
        goal, reason = words(private), f"{SENTINEL} reason"
        return commitment(goal, private=private, reason=reason, **texts, **fields)

    def several(make: object, **fields: object) -> tuple[object, ...]:
        assert callable(make)
        return tuple(make(private, **fields) for private in draw(st.lists(PRIVATE, max_size=4)))

    closed = {"state": CommitmentState.KEPT, "closed_at": START, "meeting_id": "before"}
    return replace(
        FULL,
        notes=several(made_note),  # type: ignore[arg-type]
        points=several(made_point),  # type: ignore[arg-type]
        carried=several(made_point, meeting_id=None, parked_in="talk"),  # type: ignore[arg-type]
        commitments=several(made_commitment),  # type: ignore[arg-type]
        promises=several(made_commitment, **closed),  # type: ignore[arg-type]
        feedback=(Feedback("f", "maya", START, f"{SENTINEL} unsaid"),),
    )


@given(pages())
def test_nothing_private_gets_out_and_nothing_shared_is_lost(page: TalkPage) -> None:
    rendered = (
        recap_markdown(page, BERLIN),
        recap_text(page, BERLIN),
        json.dumps(recap_json(page, BERLIN)),
    )
    points = (*page.points, *page.carried)
    shared = [each.text for each in page.notes if not each.private]
    shared += [each.text for each in points if not each.private]
    shared += [each.goal for each in (*page.commitments, *page.promises) if not each.private]
    shared += [each.metric for each in page.commitments if not each.private]
    for document in rendered:
        assert SENTINEL not in document
        assert all(text in document for text in shared)


MARKDOWN_IT = MarkdownIt("commonmark").enable(["table", "strikethrough"])
BLOCKS = {
    f"{name}_{end}"
    for name in ("bullet_list", "list_item", "paragraph", "heading")
    for end in ("open", "close")
} | {"inline"}
NASTY = st.text(alphabet=" \\`*_{}[]()<>#+-.!|~&;=:/\"'$^@%01aé漢\n\t", max_size=20)


@given(NASTY)
def test_typed_text_is_never_structure(text: str) -> None:
    words = one_line(text)
    page = replace(
        FULL,
        notes=(note(text, NoteKind.WIN), note(text)),
        commitments=(commitment(text, metric=text),),
        person=replace(MAYA, name=text or "Maya"),
    )
    tokens = MARKDOWN_IT.parse(recap_markdown(page, BERLIN))
    inline = [token for token in tokens if token.type == "inline"]
    assert {token.type for token in tokens} <= BLOCKS
    kinds = {child.type for token in inline for child in token.children or ()}
    assert kinds <= {"text", "text_special"}
    if words:
        read = ["".join(child.content for child in token.children or ()) for token in inline]
        assert read.count(words) == 2
        assert f"How we see that it worked: {words}" in read


def test_escaping_leaves_natural_text_alone() -> None:
    for text in (
        "a_variable and 2 * 3 < 7",
        r"C:\new and 50 % & more, #hiring ~20",
        "-5 degrees, 3.5 points, 1:1 with Ana",
        "she said “no” (twice)! 漢字 👩‍💻",
    ):
        assert escaped(text) == text


def test_escaping_shows_what_was_typed() -> None:
    assert escaped("[x](y)") == r"\[x](y)"
    assert escaped("<script>") == r"\<script>"
    assert escaped("# plan") == r"\# plan"
    assert escaped("1. first") == r"1\. first"
    assert escaped("two\nlines\x1b[31m") == "two lines"


@pytest.mark.parametrize(
    ("seconds", "length", "told"),
    [(20.0, "under a minute", "under a minute"), (70.0, "1 min", "1 minute")],
)
def test_a_short_talk_is_as_long_as_on_the_screen(seconds: float, length: str, told: str) -> None:
    ended = START + timedelta(seconds=seconds)
    held = Meeting("m", "p", START, DEFAULT.segments, ended_at=ended)
    person = Person("p", "Maya", START)
    assert talk_length(held) == length
    assert f", {told}\n" in recap_markdown(TalkPage(held, person, 1), "UTC")


# --- what grew in the talk -----------------------------------------------------------------------


def goal(title: str, **fields: object) -> Goal:
    made = Goal(f"goal {title}", "maya", title, START, WhyLink.TEAM, f"why {title}")
    return replace(made, **fields)  # type: ignore[arg-type]


GROWN = replace(
    FULL,
    openings=(
        Opening("o", "maya", "talk", "x", START, "the calm release", START),
        Opening("p", "maya", "talk", "y", START, "stayed unsaid"),
    ),
    goals=(
        GoalRecord(
            goal("calm nights", unit="pages", start=20.0, target=4.0, meeting_id="before"),
            (Milestone("m", "maya", "goal calm nights", "the first quiet week", 0, START, "talk"),),
            (
                GoalUpdate("u", "maya", "goal calm nights", START, 7.0, "two new ones", "talk"),
                GoalUpdate("v", "maya", "goal calm nights", END + timedelta(days=3), 6.0, "later"),
            ),
        ),
        GoalRecord(goal("a course", meeting_id="talk", celebration="tea")),
        GoalRecord(goal("reached later", state=GoalState.REACHED, meeting_id="talk",
                        closed_at=END + timedelta(days=1))),
        GoalRecord(goal("not looked at", meeting_id="before")),
        GoalRecord(goal("kept quiet", meeting_id="talk", private=True)),
    ),
    roadmaps=(
        Roadmap("r", "maya", START - timedelta(days=90), "to know billing"),
        Roadmap("s", "maya", START, "to lead", "one done", ("a second one",), "say which",
                date(2026, 12, 7), None, "talk"),
    ),
    strengths=(
        Strength("t", "maya", "draws it", START, "people see it", "a page", meeting_id="talk"),
        Strength("w", "maya", "quick", START - timedelta(days=90), meeting_id="before"),
    ),
    preferences=Preferences("x", "maya", START, ("warm",), "never in a recap"),
    sheets=(HardTalk("y", "maya", HardTalkKind.STRONG, START, ("never in a recap",), "talk"),),
    signs=Signs("z", "maya", "talk", END, 1, 1, 1, 1, 1, 1),
    celebrated=(
        commitment("a demo", celebration="cake", celebrated_at=START, state=CommitmentState.KEPT),
        goal("a quiet one", celebration="never in a recap", celebrated_at=START, private=True),
    ),
)  # fmt: skip

GREW = """\
## Opened with

- the calm release

## Wins

- shipped the billing migration
"""

GOALS = """\
## Goals

- calm nights
  - Why it matters: for the team: why calm nights
  - Measure: from 20 to 4 pages
  - Now: 7 pages, two new ones
  - Milestone reached: the first quiet week
- a course (new)
  - Why it matters: for the team: why a course
  - How we celebrate: tea
- reached later (new)
  - Why it matters: for the team: why reached later

## Roadmap

- Where to: to lead
- Today: one done
- Route: a second one
- Next exit: say which, by Mon 7 Dec

## Strengths

- draws it
  - How it helps: people see it
  - What it could serve: a page

## Next steps
"""

CELEBRATED = """\
## Celebrated

- cake
  - For: a demo

## For next time
"""


def test_what_grew_in_the_talk_is_told_and_nothing_of_later_or_private() -> None:
    text = recap_markdown(GROWN, BERLIN)
    for part in (GREW, GOALS, CELEBRATED):
        assert part in text
    for words in ("stayed unsaid", "not looked at", "kept quiet", "quick", "never in", "later,"):
        assert words not in text
    rest = text.replace(GREW.split("## Wins")[0], "").replace(GOALS.split("## Next")[0], "")
    assert rest.replace(CELEBRATED.split("## For")[0], "") == MARKDOWN


def test_what_grew_in_the_talk_as_plain_values() -> None:
    shape = recap_json(GROWN, BERLIN, private=True)
    assert shape["opened_with"] == ["the calm release"]
    goals = shape["goals"]
    assert isinstance(goals, list)
    assert goals[0] == {
        "title": "calm nights",
        "state": "open",
        "new": False,
        "why": "for the team: why calm nights",
        "measure": "from 20 to 4 pages",
        "found": [{"value": 7.0, "unit": "pages", "note": "two new ones"}],
        "milestones_reached": ["the first quiet week"],
        "celebration": "",
    }
    assert shape["roadmap"] == {
        "where_to": "to lead",
        "today": "one done",
        "routes": ["a second one"],
        "next_exit": "say which",
        "exit_on": "2026-12-07",
    }
    assert shape["strengths"] == [
        {"name": "draws it", "helps": "people see it", "serves": "a page"}
    ]
    assert shape["celebrated"] == [{"celebration": "cake", "for": "a demo"}]
    assert {"kind": "goal", "text": "kept quiet"} in shape["private"]  # type: ignore[operator]


def test_a_page_changed_in_the_talk_knows_what_was_celebrated() -> None:
    owed = goal("done", state=GoalState.REACHED, celebration="tea", closed_at=START)
    held = replace(owed, celebrated_at=START)
    page = FULL.changed(Change.edited(owed, held))
    assert page.celebrated == (held,)
    assert page.changed(Change.edited(held, owed)).celebrated == ()
