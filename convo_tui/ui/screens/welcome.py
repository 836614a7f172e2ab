"""The page of the first run: what Convo is, and the three keys that matter."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content

from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows

WHAT_IT_IS = (
    "Convo prepares and runs your 1:1 talks, and keeps what came of them: short talks all year, "
    "in which the other person says more than you do and which end in clear promises."
)
KEYS = (
    ("a", "add the first person you talk with; a name is enough"),
    ("D", "look around with a fabricated sample team, apart from your own file"),
    ("?", "see every key that works, here and on every screen"),
)


def welcome(database: Path) -> Rows:
    """The page; it says where the file is that everything is kept in."""
    kept = f"Everything stays on this machine, in one private file: {clean(str(database))}"
    return Rows(
        [
            _line(Content.styled("Nobody here yet", "bold")),
            _line(""),
            _line(WHAT_IT_IS),
            _line(""),
            *(_line(text, Content.styled(f"{key}   ", "bold")) for key, text in KEYS),
            _line(""),
            _line(Content.styled(kept, "$muted")),
        ]
    )


def _line(text: Content | str, lead: Content | str = "") -> Row:
    return Row(text, lead, marker=False)
