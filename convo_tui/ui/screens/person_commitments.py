"""What can be done with the commitment under the cursor."""

from __future__ import annotations

from datetime import date

from textual import work

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.ui.screens.closing import ClosingActs
from convo_tui.ui.screens.person_acts import PersonActs


class CommitmentActs(ClosingActs, PersonActs):
    """Write, edit, close and open again."""

    @property
    def next_day(self) -> date | None:
        """The day of the next talk."""
        return self.chosen.cadence.day if self.chosen is not None else None

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
            words = f"wrote {self.quoted(written)}"
            self.do(words, f"You {words}. u takes it back.", Change.added(written))
