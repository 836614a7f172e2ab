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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is not yet said can be."""
        if action == "said":
            return self.feedback is not None and self.feedback.said_at is None
        return super().check_action(action, parameters)

    def action_said(self) -> None:
        """The feedback under the cursor was said, just now."""
        from dataclasses import replace

        from convo_tui.domain.values import Change

        if (before := self.feedback) is not None and before.said_at is None:
            after = replace(before, said_at=self.convo.now())
            self.change("the feedback said", Change.edited(before, after))
            self.say("The feedback is said. u takes it back.")
            self.reload()

    @work
    async def action_commit(self) -> None:
        """Make a commitment of the feedback under the cursor."""
        from convo_tui.ui.feedback import keep_commitment_of

        person, feedback = self.person_at_hand, self.feedback
        if person is not None and feedback is not None:
            await keep_commitment_of(self, feedback, person)
