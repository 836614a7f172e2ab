"""Closing the commitment under the cursor, wherever commitments are listed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import work

from convo_tui.domain.values import Change
from convo_tui.text import shorten
from convo_tui.ui.screens.celebrating import CelebratingActs

if TYPE_CHECKING:
    # Today is the first frame: what opens over it is imported when it opens.
    from convo_tui.domain.commitments import Commitment
    from convo_tui.ui.modals.endings import Ending

GOAL_CELLS = 40
"""How much of a goal a sentence in the bottom line quotes."""

CLOSES = frozenset({"keep", "break", "slip"})
"""The actions that need an open commitment under the cursor."""


class ClosingActs(CelebratingActs):
    """Kept, broken, dropped or moved, by one key each; one undo takes it back."""

    @property
    def commitment(self) -> Commitment | None:
        """The commitment under the cursor."""
        return None

    @property
    def celebrated_line(self) -> object:
        """A commitment that was kept may have a celebration owed."""
        return self.commitment

    @property
    def next_day(self) -> date | None:
        """The day that `next talk` means, where it asks for one."""
        return None

    @property
    def can_close(self) -> bool:
        """Whether there is an open commitment under the cursor."""
        commitment = self.commitment
        return commitment is not None and commitment.closed_at is None

    def action_keep(self) -> None:
        """The commitment was kept."""
        from convo_tui.ui.modals.endings import KEPT, ended

        if self.commitment is not None:
            self._ended(self.commitment, ended(self.commitment, KEPT, self.convo.now()))

    def action_break(self) -> None:
        """The commitment was broken; asks why."""
        from convo_tui.ui.modals.endings import BROKEN

        self._end(BROKEN)

    def action_slip(self) -> None:
        """The checkpoint moves to another day; asks which."""
        from convo_tui.ui.modals.endings import MOVED

        self._end(MOVED)

    def action_drop(self) -> None:
        """The commitment is no longer wanted; asks why."""
        from convo_tui.ui.modals.endings import DROPPED

        self._end(DROPPED)

    def action_outcome(self) -> None:
        """Ask how the commitment stands."""
        self._end(None)

    @work
    async def _end(self, ending: Ending | None) -> None:
        from convo_tui.ui.modals.close_commitment import CloseCommitment

        before, now = self.commitment, self.convo.now()
        if before is None:
            return
        sheet = CloseCommitment(before, now.date(), now, ending=ending, next_talk=self.next_day)
        after = await self.app.push_screen_wait(sheet)
        if after is not None:
            self._ended(before, after)

    def _ended(self, before: Commitment, after: Commitment) -> None:
        words, sentence = told_ending(before, after, hides=self.convo.private_hidden)
        self.change(words, Change.edited(before, after))
        self.say(sentence)
        self.reload()

    def quoted(self, commitment: Commitment) -> str:
        """Its goal as a sentence quotes it."""
        return _quoted(commitment, hides=self.convo.private_hidden)


def told_ending(before: Commitment, after: Commitment, *, hides: bool) -> tuple[str, str]:
    """What undo calls it, and the sentence: `Kept “…”. u takes it back.`.

    Args:
        before: the commitment as it stood.
        after: as it stands now.
        hides: whether private things are hidden.
    """
    words = f"{_what_happened(before, after)} {_quoted(before, hides=hides)}"
    return words, f"{words[0].upper()}{words[1:]}. u takes it back."


def _quoted(commitment: Commitment, *, hides: bool) -> str:
    if commitment.private and hides:
        return "a private commitment"
    return f"“{shorten(commitment.goal, GOAL_CELLS)}”"


def _what_happened(before: Commitment, after: Commitment) -> str:
    from convo_tui.domain.commitments import CheckpointOutcome, CommitmentState

    if after.state is not CommitmentState.OPEN:
        return after.state.value
    if before.state is not CommitmentState.OPEN:
        return "opened again"
    answered = {point.id: point.outcome for point in before.checkpoints}
    slipped = any(
        point.outcome is CheckpointOutcome.SLIPPED and answered.get(point.id) != point.outcome
        for point in after.checkpoints
    )
    return "moved" if slipped else "on track:"
