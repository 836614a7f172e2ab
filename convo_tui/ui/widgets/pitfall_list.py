"""What is to notice about a talk that has ended: at most two lines, each dismissed by one key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from convo_tui.domain.pitfalls import Told
from convo_tui.text import clean
from convo_tui.ui.hints import KEY_WORDS
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.rows import title_row


class PitfallList(BrowseList[Told]):
    """Takes no room where there is nothing to notice."""

    told: Sequence[Told] = ()

    def show(self, told: Sequence[Told]) -> None:
        """Show these."""
        self.told = told
        self.display = bool(told)
        keys = f"tab picks one · {KEY_WORDS}" if len(told) > 1 else KEY_WORDS
        heading = title_row("To notice", Content.styled(keys, "$muted"))
        self.set_items([Item(heading), *map(_line, told)] if told else [])


def _line(told: Told) -> Item[Told]:
    words = Content.assemble(clean(told.figure), " ", (clean(told.way_out), "$muted"))
    return Item(Row(words, Content.styled("· ", "$muted")), told, told.pitfall)
