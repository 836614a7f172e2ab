"""The program is killed in the middle of a talk: nothing that stood on the screen is lost."""

from __future__ import annotations

import signal
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from terminal.talking_by_keys import MAYA, OUT_OF_THE_LINE, to_the_line, wait_for_talk, write

from convo_tui.domain.dates import minutes_seconds
from convo_tui.domain.meeting import EventKind, TalkState
from convo_tui.domain.notes import NoteKind
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.replay import replay
from convo_tui.domain.values import Side
from convo_tui.ui.live_talk import draft_key

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

HALF_A_LINE = "~ half a li"
BLOCKERS = 1


def the_talk(convo: Convo) -> TalkPage:
    """The one talk that runs, as the file has it."""
    with convo.store() as store:
        (meeting,) = store.live_meetings()
        page = store.talk_page(meeting.id)
    assert page is not None
    return page


def killed_in_the_middle(convo: Convo) -> TalkPage:
    """A talk in its second segment, killed while a line is half typed; what the file has of it."""
    convo.keep(MAYA)
    terminal = convo.open("meet", "maya")
    wait_for_talk(terminal)
    terminal.press("space")
    terminal.wait_for("Maya speaks")
    write(terminal, "+ shipped the importer", "! staging is down")
    terminal.press("space")
    terminal.wait_for("you speak")
    terminal.press("n")
    terminal.wait_for("▸ Blockers")
    to_the_line(terminal)
    terminal.type(HALF_A_LINE)
    terminal.wait_for(HALF_A_LINE)
    key = draft_key(the_talk(convo).meeting.id)
    convo.wait_until_stored(lambda store: store.draft(key) == HALF_A_LINE, "the unfinished line")
    terminal.kill(signal.SIGKILL)
    assert terminal.exit_status() == -signal.SIGKILL
    return the_talk(convo)


def continued(convo: Convo) -> Terminal:
    """Convo opened anew, with the talk continued."""
    terminal = convo.open()
    terminal.wait_for("The talk with Maya was not ended", "continue it")
    terminal.press("c")
    terminal.wait_for("Convo was closed for", "Does that count?", HALF_A_LINE, OUT_OF_THE_LINE)
    return terminal


def answered_and_paused(terminal: Terminal, answer: str, says: str) -> None:
    """Say whether the gap counts, and stop the clock, so that what it shows can be held still."""
    terminal.press(answer)
    terminal.wait_for(says)
    terminal.press("p")
    terminal.wait_for("‖ paused")


def state_of(page: TalkPage, now: datetime) -> TalkState:
    return replay(page.meeting.segments, page.events, now)


def last_sign(page: TalkPage) -> datetime:
    """The last moment at which the talk surely went on."""
    return max(page.events[-1].at, page.meeting.seen_at or page.events[-1].at)


def test_what_was_written_stands_there_again(convo: Convo) -> None:
    before = killed_in_the_middle(convo)
    assert [note.text for note in before.notes] == ["shipped the importer", "staging is down"]
    terminal = continued(convo)
    screen = terminal.wait_for("+ shipped the importer", "! staging is down", HALF_A_LINE)
    assert "▸ Blockers" in screen
    assert "you speak" in screen
    # The line goes on where it was cut.
    terminal.press("o")
    terminal.gone("Does that count?")
    to_the_line(terminal)
    terminal.type("ne")
    terminal.wait_for(HALF_A_LINE + "ne")
    terminal.press("enter")
    terminal.wait_for("a note …")
    after = the_talk(convo)
    assert [(note.text, note.kind, note.private) for note in after.notes] == [
        ("shipped the importer", NoteKind.WIN, False),
        ("staging is down", NoteKind.BLOCKER, False),
        ("half a line", NoteKind.NOTE, True),
    ]
    assert after.notes[: len(before.notes)] == before.notes


@pytest.mark.parametrize(
    ("answer", "says"), [("y", "That time counts"), ("o", "That time is left out")]
)
def test_the_clock_goes_on_from_the_last_event_to_the_second(
    convo: Convo, answer: str, says: str
) -> None:
    before = killed_in_the_middle(convo)
    at_the_kill = state_of(before, last_sign(before))
    assert at_the_kill.current == BLOCKERS
    assert at_the_kill.speaker is Side.MANAGER

    terminal = continued(convo)
    answered_and_paused(terminal, answer, says)
    page = the_talk(convo)
    assert page.events[: len(before.events)] == before.events
    gap = page.events[len(before.events)]
    assert gap.kind is EventKind.GAP
    start, end = (datetime.fromisoformat(str(gap.payload[key])) for key in ("start", "end"))
    assert start == last_sign(before)

    # Until somebody answers, the talk stood still while nobody looked.
    up_to_the_gap = replay(page.meeting.segments, page.events[: gap.seq + 1], end)
    assert up_to_the_gap.sums.manager == pytest.approx(at_the_kill.sums.manager, abs=0.01)
    assert up_to_the_gap.sums.report == at_the_kill.sums.report
    assert up_to_the_gap.sums.untracked == at_the_kill.sums.untracked
    now = page.events[-1].at
    unanswered = [event for event in page.events if event.kind is not EventKind.UNDONE]
    left_out, answered = replay(page.meeting.segments, unanswered, now), state_of(page, now)
    missing = (end - start).total_seconds() if answer == "y" else 0.0
    assert answered.sums.manager - left_out.sums.manager == pytest.approx(missing, abs=1e-6)
    assert answered.elapsed - left_out.elapsed == pytest.approx(missing, abs=1e-6)
    assert answered.sums.report == left_out.sums.report

    # And the screen shows what the stored events add up to.
    assert answered.paused
    screen = terminal.text
    assert f"{minutes_seconds(answered.elapsed_in(BLOCKERS))} of 10" in screen
    assert f"{minutes_seconds(answered.elapsed_in(0))} of 5" in screen
    assert minutes_seconds(answered.longest_manager_stretch) in terminal.line_with("your longest")
