"""The review packet of a person, from their own page."""

from __future__ import annotations

from textual import work

from convo_tui.ui.screens.person_acts import PersonActs


class ReviewActs(PersonActs):
    """Open the sheet that makes a whole period into one document."""

    @work
    async def action_review(self) -> None:
        """Open the review packet."""
        from convo_tui.ui.modals.review_sheet import ReviewSheet

        if self.chosen is not None:
            await self.app.push_screen_wait(ReviewSheet(self.chosen.overview.person))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nobody has a packet before it is known who it is."""
        if action == "review" and self.chosen is None:
            return False
        return super().check_action(action, parameters)
