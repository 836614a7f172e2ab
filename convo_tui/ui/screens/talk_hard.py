"""The sheet for a hard talk beside the notes of the talk."""

from __future__ import annotations

from textual import work

from convo_tui.domain.hard_talks import HardTalk
from convo_tui.ui.screens.talk_frame import FOLDS
from convo_tui.ui.screens.talk_sheets import TalkSheets
from convo_tui.ui.widgets.row_list import RowList


class TalkHard(TalkSheets):
    """The talk with what was prepared for it, in the left column by one key and for as long."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key is there where a sheet is, and while private things may be seen."""
        if action == "sheet":
            return bool(self.talk.page.sheets) and not self.convo.private_hidden
        return super().check_action(action, parameters)

    def action_sheet(self) -> None:
        """Show the sheet, or what is to be raised again."""
        column, narrow = self.query_one("#raise", RowList), self.has_class("-narrow")
        # In a small window it may be shown and folded away: then the key brings it to the front.
        folded = narrow and not self.has_class(FOLDS["raise"])
        self.sheets_shown = folded or not self.sheets_shown
        self.show_page()
        if self.sheets_shown:
            self.unfold("raise")
            column.focus()
            column.action_first()
            column.scroll_home(animate=False)
        elif narrow:
            self.query_one("#notes", RowList).focus()

    @work
    async def edit_sheet(self, sheet: HardTalk) -> None:
        """Write in the sheet while the talk goes on."""
        from convo_tui.ui.hard_talks import edit_sheet

        await edit_sheet(self.growing(), sheet)
