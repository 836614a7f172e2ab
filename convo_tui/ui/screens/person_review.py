"""The documents of a person, from their own page: a talk's recap, and the review packet."""

from __future__ import annotations

from textual import work

from convo_tui.ui.screens.person_acts import PersonActs


class ReviewActs(PersonActs):
    """Open the sheet that makes a talk, or a whole period, into one document."""

    @property
    def talk_id(self) -> str | None:
        """The talk under the cursor."""
        return None

    @work
    async def action_recap(self) -> None:
        """Open the recap of the talk under the cursor."""
        from convo_tui.ui.modals.recap_sheet import RecapSheet

        talk_id = self.talk_id
        if talk_id is None:
            return
        page = await self.convo.store.read(lambda store: store.talk_page(talk_id))
        if page is not None:
            await self.app.push_screen_wait(RecapSheet(page))

    @work
    async def action_review(self) -> None:
        """Open the review packet."""
        from convo_tui.ui.modals.review_sheet import ReviewSheet

        if self.chosen is not None:
            await self.app.push_screen_wait(ReviewSheet(self.chosen.overview.person))
