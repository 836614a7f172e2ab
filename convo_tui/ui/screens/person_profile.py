"""What can be done with the profile of a person."""

from __future__ import annotations

from dataclasses import replace

from textual import work

from convo_tui.domain.values import Change
from convo_tui.text import clean
from convo_tui.ui.screens.person_acts import PersonActs


class ProfileActs(PersonActs):
    """Edit, archive and bring back."""

    @work
    async def action_edit(self) -> None:
        """Edit name, role, rhythm and zone."""
        from convo_tui.ui.modals.person_form import PersonForm

        if self.chosen is None:
            return
        before = self.chosen.overview.person
        person = await self.app.push_screen_wait(PersonForm(before))
        if person is not None and person != before:
            name = clean(person.name)
            self.do(f"the changes to {name}", f"{name} was changed.", Change.edited(before, person))

    def action_archive(self) -> None:
        """Archive the person, or bring them back."""
        if self.chosen is None:
            return
        before = self.chosen.overview.person
        archived = before.archived_at is None
        after = replace(before, archived_at=self.convo.now() if archived else None)
        name = clean(before.first_name)
        label = f"{'archived' if archived else 'brought back'} {name}"
        told = "is archived: kept here, gone from Today" if archived else "is back on Today"
        self.do(label, f"{name} {told}. u takes it back.", Change.edited(before, after))
