"""Feedback on a screen about a person: writing it down, and making a commitment of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from convo_tui.ui.screen import ConvoScreen

if TYPE_CHECKING:
    from convo_tui.domain.feedback import Feedback


class FeedbackActs(ConvoScreen[None]):
    """What a screen with a person at hand does with feedback; the sheets are imported by need."""

    @property
    def feedback(self) -> Feedback | None:
        """The feedback under the cursor."""
        return None

    @work
    async def action_feedback(self) -> None:
        """Write down feedback for this person."""
        from convo_tui.ui.feedback import write_feedback

        if (person := self.person_at_hand) is not None:
            await write_feedback(self, person)

    @work
    async def action_commit(self) -> None:
        """Make a commitment of the feedback under the cursor."""
        from convo_tui.ui.feedback import keep_commitment_of

        person, feedback = self.person_at_hand, self.feedback
        if person is not None and feedback is not None:
            await keep_commitment_of(self, feedback, person)
