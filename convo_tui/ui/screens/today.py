"""Today."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.command_tables import TODAY
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.title_bar import TitleBar


class TodayScreen(ConvoScreen[None]):
    """Today."""

    BINDINGS = [*bindings(TODAY)]
    AUTO_FOCUS = "#people"

    def compose(self) -> ComposeResult:
        """Parts."""
        yield TitleBar()
        yield BrowseList(id="people")
        yield KeyBar()

    async def load(self) -> None:
        """Fill."""
        people = await self.convo.store.read(lambda store: store.overviews())
        self.show_title(Content("Today"))
        self.query_one(BrowseList).set_items(Item(Row(p.person.name, tail="x"), p) for p in people)
