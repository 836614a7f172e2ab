"""The sheet for a hard talk, written on the page before the talk."""

from __future__ import annotations

from datetime import date

from textual import work

from convo_tui.domain.hard_talks import HardTalk
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.row_list import RowList


class PrepareSheets(ConvoScreen[None]):
    """One key writes a sheet, and the one that edits points edits it."""

    @property
    def next_day(self) -> date | None:
        """The day of the talk."""
        return None

    @property
    def _sheet(self) -> HardTalk | None:
        """The sheet under the cursor."""
        focused = self.focused
        value = focused.value if isinstance(focused, RowList) else None
        return value if isinstance(value, HardTalk) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A sheet is edited where one stands."""
        if action == "edit_sheet":
            return self._sheet is not None
        return super().check_action(action, parameters)

    @work
    async def action_hard_talk(self) -> None:
        """Write a sheet, or go on with one that waits."""
        from convo_tui.ui.growing import growing_on
        from convo_tui.ui.hard_talks import choose_kind

        if (person := self.person_at_hand) is not None:
            await choose_kind(growing_on(self, person, self.next_day))

    @work
    async def action_edit_sheet(self) -> None:
        """Edit the sheet under the cursor."""
        from convo_tui.ui.growing import growing_on
        from convo_tui.ui.hard_talks import edit_sheet

        person, sheet = self.person_at_hand, self._sheet
        if person is not None and sheet is not None:
            await edit_sheet(growing_on(self, person, self.next_day), sheet)
