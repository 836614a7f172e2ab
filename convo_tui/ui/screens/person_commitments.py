"""What can be done with the commitment under the cursor."""

from __future__ import annotations

from textual import work

from convo_tui.domain.commitments import CheckpointOutcome, Commitment, CommitmentState
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.text import shorten
from convo_tui.ui.modals.endings import BROKEN, DROPPED, KEPT, Ending, ended
from convo_tui.ui.screens.person_acts import PersonActs

GOAL_CELLS = 40
"""How much of a goal a sentence in the bottom line quotes."""


class CommitmentActs(PersonActs):
    """Write, edit, close and open again."""

    @property
    def commitment(self) -> Commitment | None:
        """The commitment under the cursor."""
        return None

    def action_commitment(self) -> None:
        """Write a new commitment."""
        if self.chosen is not None:
            person = self.chosen.overview.person
            blank = Commitment(new_id(), person.id, "", self.convo.now(), Side.REPORT)
            self._write(blank)

    @work
    async def edit_commitment(self, commitment: Commitment) -> None:
        """Open the seven parts of a commitment; a private one not while private is hidden."""
        from convo_tui.ui.correcting import edit_subject

        await edit_subject(self, commitment)

    @work
    async def _write(self, blank: Commitment) -> None:
        from convo_tui.ui.modals.commitment_editor import CommitmentEditor

        if (standing := self.chosen) is None:
            return
        person, next_talk = standing.overview.person, standing.cadence.day
        sheet = CommitmentEditor(blank, person, new=True, next_talk=next_talk)
        written = await self.app.push_screen_wait(sheet)
        if written is not None:
            words = f"wrote {self._quoted(written)}"
            self.do(words, f"You {words}. u takes it back.", Change.added(written))

    def action_keep(self) -> None:
        """The commitment was kept."""
        if self.commitment is not None:
            self._ended(self.commitment, ended(self.commitment, KEPT, self.convo.now()))

    def action_break(self) -> None:
        """The commitment was broken; asks why."""
        self._end(BROKEN)

    def action_drop(self) -> None:
        """The commitment is no longer wanted; asks why."""
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
        next_talk = self.chosen.cadence.day if self.chosen is not None else None
        sheet = CloseCommitment(before, now.date(), now, ending=ending, next_talk=next_talk)
        after = await self.app.push_screen_wait(sheet)
        if after is not None:
            self._ended(before, after)

    def _ended(self, before: Commitment, after: Commitment) -> None:
        words = f"{_what_happened(before, after)} {self._quoted(before)}"
        sentence = f"{words[0].upper()}{words[1:]}. u takes it back."
        self.do(words, sentence, Change.edited(before, after))

    def _quoted(self, commitment: Commitment) -> str:
        if commitment.private and self.convo.private_hidden:
            return "a private commitment"
        return f"“{shorten(commitment.goal, GOAL_CELLS)}”"


def _what_happened(before: Commitment, after: Commitment) -> str:
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
