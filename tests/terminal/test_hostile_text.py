"""Text that a terminal would obey, in every place a person can write to: it never gets there."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from terminal.program import SEQUENCES
from terminal.talking_by_keys import EMPTY_LINE, to_the_line, wait_for_talk

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note
from convo_tui.domain.people import Person
from convo_tui.domain.points import TalkingPoint
from convo_tui.domain.values import new_id

if TYPE_CHECKING:
    from terminal.real_convo import Convo

OBEYED = [
    "\x1b]0;pwned\x07",  # a window title
    "\x1b]52;c;cHduZWQ=\x1b\\",  # the clipboard
    "\x1b]8;;http://pwned\x1b\\",  # a link
    "\x1bP+q544e\x1b\\",  # a device control string
    "\x1b[8;7;9t",  # the size of the window
    "\x1b[6n",  # a question that the terminal answers as if it were typed
    "\x9b7;8r",  # the same language in single bytes
    "\x9d0;pwned\x9c",
]
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
PLAIN = "[red]shown[/] {as} $typed \\ 漢字 שלום"
HOSTILE = f"{PLAIN}{''.join(OBEYED)}\x00\x08\x7f{TURNING}"

POINTER = re.compile(rb"\x1b\]22;[a-z-]*(?:\x07|\x1b\\)")
"""Textual's own word to the terminal, for the shape of the mouse pointer."""

C1 = re.compile("[\x80-\x9f]")


def about(text: str) -> tuple[Person, Note, TalkingPoint, Commitment, Feedback]:
    """A person and something of each kind, all with this text, as if it had got into the file."""
    now = datetime.now(UTC)
    person = Person(new_id(), f"Eve {text}", now, role=text)
    return (
        person,
        Note(new_id(), person.id, now, text),
        TalkingPoint(new_id(), person.id, text, now),
        Commitment(new_id(), person.id, text, now),
        Feedback(new_id(), person.id, now, text),
    )


def assert_harmless(written: bytes) -> None:
    """Nothing in it is a control code that was among the text."""
    rest = POINTER.sub(b"", written)
    assert b"\x1b]" not in rest
    assert b"\x1bP" not in rest
    assert b"\x1b[8;7;9t" not in rest
    assert b"\x1b[6n" not in rest
    text = SEQUENCES.sub(b"", rest).decode()
    assert not C1.search(text)
    assert not set(text) & set(TURNING)
    assert {letter for letter in text if letter < " " or letter == "\x7f"} <= {"\r", "\n"}


def test_in_the_file(convo: Convo) -> None:
    convo.keep(*about(HOSTILE))
    terminal = convo.open()
    terminal.wait_for("Eve [red]shown[/]", "m talk now")
    terminal.press("enter")
    terminal.wait_for("Timeline", "[red]shown[/]")
    terminal.press("escape")
    terminal.wait_for("m talk now")
    terminal.press("m")
    wait_for_talk(terminal)
    terminal.wait_for("PROMISED BEFORE", "[red]shown[/]")
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert_harmless(bytes(terminal.raw))
    assert b"pwned" not in terminal.raw


def test_pasted_into_a_line(convo: Convo) -> None:
    convo.keep(*about("quite plain"))
    terminal = convo.open("meet", "eve")
    wait_for_talk(terminal)
    to_the_line(terminal)
    # What a paste can bring: terminals themselves take escapes out of it.
    terminal.paste(HOSTILE.replace("\x1b", ""))
    terminal.wait_for("[red]shown[/]")
    terminal.press("enter")
    terminal.wait_for(EMPTY_LINE)
    terminal.press("ctrl+q")
    assert terminal.exit_status() == 0
    assert_harmless(bytes(terminal.raw))
    with convo.store() as store:
        page = store.talk_page(store.live_meetings()[0].id)
    assert page is not None
    (note,) = page.notes
    assert note.text.startswith(PLAIN)
    assert_harmless(note.text.encode())


@pytest.mark.parametrize(
    "command", [["people"], ["today"], ["status"], ["commitments"]], ids=lambda words: words[0]
)
def test_in_what_the_shell_prints(convo: Convo, command: list[str]) -> None:
    convo.keep(*about(HOSTILE))
    printed = convo.told(*command)
    assert_harmless(printed.encode())
    assert "pwned" not in printed
