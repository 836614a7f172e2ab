"""The same kind of thing has the same sign and colour on every screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from textual.content import Content

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import cadence_state
from convo_tui.domain.commitments import Checkpoint, Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.today import Standing
from convo_tui.domain.values import Side
from convo_tui.ui.widgets.brief import Briefing
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.signs import STATES
from convo_tui.ui.widgets.talk_rows import View, to_raise

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
MAYA = Person("aaaaaaaaaaaa", "Maya Lindqvist", NOW - timedelta(days=200))
LAST = Meeting("bbbbbbbbbbbb", MAYA.id, NOW - timedelta(days=7), DEFAULT.segments)
UNSAID = Feedback("cccccccccccc", MAYA.id, NOW - timedelta(days=3), "stayed curious")
POINT = TalkingPoint("dddddddddddd", MAYA.id, "the review queue", NOW - timedelta(days=2))
PROMISE = Commitment(
    "eeeeeeeeeeee",
    MAYA.id,
    "introduce Maya to the data team",
    NOW - timedelta(days=14),
    Side.MANAGER,
    checkpoints=(Checkpoint("ffffffffffff", date(2026, 11, 20)),),
)
TIRED = Note("111111111111", MAYA.id, NOW, "looks tired", NoteKind.WIN, private=True)
OPEN = Note("222222222222", MAYA.id, NOW, "shipped it", NoteKind.WIN)


def briefing(*, hides: bool = False) -> Briefing:
    overview = Overview(
        MAYA,
        last=LAST,
        notes=(TIRED, OPEN),
        points=(POINT,),
        feedback=(UNSAID,),
        commitments=(PROMISE,),
    )
    page = TalkPage(LAST, MAYA, 1, notes=(TIRED, OPEN))
    standing = Standing(overview, cadence_state(MAYA, LAST.started_at, NOW, "UTC"))
    return Briefing(standing, page, NOW, hides)


def in_the_talk(*, promise: Commitment = PROMISE) -> dict[str, tuple[str, str]]:
    """The sign and its colour before each line of the talk's left column, by its words."""
    page = TalkPage(LAST, MAYA, 1, carried=(POINT,), feedback=(UNSAID,), promises=(promise,))
    rows = [item.row for item in to_raise(page, View(lambda at: at, NOW.date()))]
    return {row.body.plain.partition("\n")[0]: look(row.lead) for row in rows if row.lead}


def look(words: Content) -> tuple[str, str]:
    return words.plain.strip(), str(words.spans[0].style) if words.spans else ""


def test_feedback_and_points_look_the_same_on_today_and_in_the_talk() -> None:
    on_today = {part.short: (part.sign, part.style) for part in briefing().ready()}
    talk = in_the_talk()
    assert on_today["1 unsaid"] == talk["praise: stayed curious"] == ("✦", "$asks")
    assert on_today["1 point"] == talk["the review queue"] == ("☐", "$muted")
    assert on_today["1 late"] == ("↩", "$bad")


@pytest.mark.parametrize("state", CommitmentState)
def test_a_promise_has_the_sign_of_its_state_in_the_talk(state: CommitmentState) -> None:
    signs = in_the_talk(promise=replace(PROMISE, state=state)).values()
    assert STATES[state] in signs


def muted(words: Content) -> bool:
    """Whether each letter of it is muted."""
    covered = {
        place for span in words.spans if str(span.style) == "$muted" for place in range(*span[:2])
    }
    return covered == set(range(len(words.plain)))


def test_a_private_line_is_muted_and_has_its_sign() -> None:
    (sign, private), (_, shared) = briefing().said()
    assert (sign.plain.strip(), private.plain) == ("~", "looks tired")
    assert muted(private)
    assert not muted(shared)
    wins = briefing().ready()[0].words
    assert [words.plain for words in wins] == ["~ looks tired", "shipped it"]
    assert muted(wins[0])


def test_what_is_hidden_stays_hidden() -> None:
    hidden = briefing(hides=True)
    assert hidden.said()[0][1].plain == "~ private"
    assert hidden.ready()[0].words[0].plain == "~ private"
    rows = [Row(words) for part in hidden.ready() for words in part.words]
    assert not any(word in row.plain for row in rows for word in ("tired", "curious"))
