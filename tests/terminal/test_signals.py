"""A shutdown, or a window that is closed, in the middle of a talk."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from terminal.talking_by_keys import MAYA, to_the_line, wait_for_talk, write

from convo_tui.ui.live_talk import draft_key

if TYPE_CHECKING:
    from terminal.real_convo import Convo

RESTORED = {
    b"\x1b[?1049h": b"\x1b[?1049l",  # the screen that was there before
    b"\x1b[?25l": b"\x1b[?25h",  # the cursor
    b"\x1b[?1003h": b"\x1b[?1003l",  # the mouse
    b"\x1b[?2004h": b"\x1b[?2004l",  # pasting
}
"""What a program sets in a terminal, and how it is taken back."""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP], ids=lambda how: how.name)
def test_the_file_is_whole_and_the_terminal_as_before(convo: Convo, how: signal.Signals) -> None:
    convo.keep(MAYA)
    terminal = convo.open("meet", "maya")
    before = terminal.modes()
    wait_for_talk(terminal)
    assert terminal.modes() != before
    write(terminal, "+ shipped the importer")
    to_the_line(terminal)
    terminal.type("half a line")
    terminal.wait_for("half a line")
    terminal.kill(how)
    assert terminal.exit_status() == 1
    assert terminal.modes() == before
    for begun, ended in RESTORED.items():
        assert terminal.raw.rfind(ended) > terminal.raw.rfind(begun) >= 0
    assert b"Traceback" not in terminal.raw

    with convo.store() as store:
        (talk,) = store.live_meetings()
        page = store.talk_page(talk.id)
        assert store.draft(draft_key(talk.id)) == "half a line"
    assert page is not None
    assert [note.text for note in page.notes] == ["shipped the importer"]
    # Whoever opens it next may continue at once.
    again = convo.open()
    again.wait_for("The talk with Maya was not ended")
