"""What was promised both ways: the tab that lists it, and what can be done with one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from convo_tui.domain.celebrations import celebration_owed
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.values import Change, Side, new_id
from convo_tui.ui.command_tables import COMMITMENTS
from convo_tui.ui.commands import bindings
from convo_tui.ui.screens.closing import ClosingActs
from convo_tui.ui.screens.person_acts import PersonActs
from convo_tui.ui.screens.person_record import Promised, read_promised
from convo_tui.ui.screens.person_tab import ListTab, Tab
from convo_tui.ui.widgets.commitment_list import (
    CommitmentList,
    commitment_items,
    commitments_summary,
    empty_commitments,
)
from convo_tui.ui.widgets.page_rows import commitment_rows
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.teller import Teller


class CommitmentsTab(ListTab[CommitmentList]):
    """Everything promised both ways, open and closed."""

    which = Tab.COMMITMENTS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMITMENTS)]

    _promised = Promised()

    def make_front(self) -> CommitmentList:
        """The list."""
        return CommitmentList(id="commitments")

    async def load(self, teller: Teller) -> None:
        """Read what was promised both ways."""
        person_id = self.person_id
        self._promised = await self.convo.store.read(lambda store: read_promised(store, person_id))
        self.tell(teller)

    def tell(self, teller: Teller) -> bool:
        """All that was promised."""
        rows = commitment_items(self._promised.commitments, teller)
        self.front.set_items(rows or empty_commitments(teller.short_name))
        self.front.set_class(not rows, "-teaches")
        self.go_there(self.front)
        return True

    def summary(self, teller: Teller) -> str:
        """`3 open, 1 late`."""
        return commitments_summary(self._promised.commitments, teller)

    @property
    def commitment(self) -> Commitment | None:
        """The one under the cursor."""
        return self.front.value

    @property
    def subject(self) -> Commitment | None:
        """The page is about the commitment."""
        return self.commitment

    def page_rows(self, teller: Teller) -> Sequence[Row]:
        """The seven parts, the checkpoints, how it stands and what it came of."""
        if (commitment := self.commitment) is None:
            return ()
        return commitment_rows(commitment, teller, self._promised.came_from.get(commitment.id))

    def works(self) -> Mapping[str, bool]:
        """Only a commitment is edited, read and closed."""
        some = self.commitment is not None
        listed = some and not self.reading
        owed = self.commitment is not None and celebration_owed(self.commitment)
        return {"edit_line": listed, "read": listed, "outcome": some, "celebrate": owed}

    def action_celebrate(self) -> None:
        """Its celebration was held."""
        self.about.action_celebrate()

    def action_take(self) -> None:
        """A click edits, as enter does."""
        self.action_edit_line()

    def action_edit_line(self) -> None:
        """Edit the commitment under the cursor."""
        if self.commitment is not None:
            self.about.edit_commitment(self.commitment)

    def action_outcome(self) -> None:
        """Ask how the commitment stands."""
        self.about.action_outcome()


class CommitmentActs(ClosingActs, PersonActs):
    """Write, edit, close and open again, on every tab."""

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
