"""One talk in two windows, and the shell beside an open app."""

from __future__ import annotations

import signal
from time import monotonic
from typing import TYPE_CHECKING

from terminal.talking_by_keys import MAYA, to_the_line, wait_for_talk, write

if TYPE_CHECKING:
    from terminal.real_convo import Convo

FOLLOWS_SECONDS = 5.0
"""Within about two, on a machine that has nothing else to do."""

ELSEWHERE = "This talk runs in another window"


def test_a_second_window_follows_and_takes_over(convo: Convo) -> None:
    convo.keep(MAYA)
    first = convo.open("meet", "maya")
    wait_for_talk(first)
    write(first, "before the second came")
    second = convo.open("meet", "maya")
    second.wait_for(ELSEWHERE, "before the second came")

    # What happens in the first is seen in the second.
    write(first, "while both are open")
    written = monotonic()
    second.wait_for("while both are open")
    assert monotonic() - written < FOLLOWS_SECONDS
    first.press("space")
    first.wait_for("Maya speaks")
    second.wait_for("Maya speaks")

    # The second only looks on, and what is typed there stays in its line.
    to_the_line(second)
    second.type("typed too early")
    second.press("enter")
    second.wait_for("close it there to go on here")
    assert "typed too early" in second.text

    first.kill(signal.SIGKILL)
    first.exit_status()
    second.wait_for("The other window is gone; this one leads the talk now.")
    second.press("enter")
    second.wait_for("typed too early", "a note …")
    with convo.store() as store:
        (talk,) = store.live_meetings()
        page = store.talk_page(talk.id)
    assert page is not None
    assert [note.text for note in page.notes] == [
        "before the second came",
        "while both are open",
        "typed too early",
    ]
    assert [event.seq for event in page.events] == list(range(len(page.events)))


def test_a_note_from_the_shell_appears_in_the_open_app(convo: Convo) -> None:
    convo.keep(MAYA)
    terminal = convo.open()
    terminal.wait_for("Maya Lindqvist", "Nothing yet")
    convo.told("note", "maya", "+", "calmed", "the", "customer")
    terminal.wait_for("calmed the customer")


def test_people_added_in_the_shell_appear_in_the_open_app(convo: Convo) -> None:
    terminal = convo.open()
    terminal.wait_for("Nobody here yet", "a add")
    convo.told("people", "add", "Tom Okafor")
    terminal.wait_for("Tom Okafor", "m talk now")
