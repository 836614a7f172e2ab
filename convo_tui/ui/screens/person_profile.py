"""The profile of a person: who they are, the rhythm of the talks, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.values import Change
from convo_tui.text import clean
from convo_tui.ui.command_tables import PROFILE
from convo_tui.ui.commands import bindings
from convo_tui.ui.screens.person_record import Shown
from convo_tui.ui.screens.person_tab import PersonTab, Tab
from convo_tui.ui.widgets.flow import FlowPage
from convo_tui.ui.widgets.profile import profile_rows
from convo_tui.ui.widgets.teller import Teller


class ProfileTab(PersonTab[FlowPage]):
    """Shows the profile; edits, archives and brings back."""

    which = Tab.PROFILE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PROFILE)]

    _facts: Shown | None = None

    def make_front(self) -> FlowPage:
        """The page."""
        return FlowPage(id="profile")

    async def load(self, teller: Teller) -> None:
        """Tell what is known of the person."""
        self._facts = await self.about.facts()
        self.tell(teller)

    def tell(self, teller: Teller) -> bool:
        """All of it."""
        shown, standing = self._facts, self.about.chosen
        if shown is None or standing is None:
            return True
        rows = profile_rows(
            shown.overview,
            standing.cadence,
            shown.schedule,
            teller,
            home_zone=self.convo.zone,
            agenda=self._agenda(shown.overview.person.template),
        )
        self.front.show(rows, self.person_id)
        return True

    def _agenda(self, name: str) -> str:
        wanted = name or self.convo.settings.talk.template
        found = next((each for each in self.convo.templates if each.name == wanted), DEFAULT)
        return found.title if name else f"{found.title}, as usual"

    @property
    def _archived(self) -> bool:
        standing = self.about.chosen
        return standing is not None and standing.overview.person.archived_at is not None

    def summary(self, teller: Teller) -> str:
        """Whether the person is archived."""
        del teller
        return "archived" if self._archived else ""

    @property
    def words(self) -> Mapping[str, str]:
        """The key that archives brings back as well."""
        return {"profile.archive": "bring back"} if self._archived else {}

    def works(self) -> Mapping[str, bool]:
        """Nobody is edited before it is known who it is."""
        known = self.about.chosen is not None
        return {"edit": known, "archive": known}

    @work
    async def action_edit(self) -> None:
        """Edit name, role, rhythm and zone."""
        from convo_tui.ui.modals.person_form import PersonForm

        if (standing := self.about.chosen) is None:
            return
        before = standing.overview.person
        person = await self.app.push_screen_wait(PersonForm(before))
        if person is not None and person != before:
            name = clean(person.name)
            change = Change.edited(before, person)
            self.about.do(f"the changes to {name}", f"{name} was changed.", change)

    def action_archive(self) -> None:
        """Archive the person, or bring them back."""
        if (standing := self.about.chosen) is None:
            return
        before = standing.overview.person
        archived = before.archived_at is None
        after = replace(before, archived_at=self.convo.now() if archived else None)
        name = clean(before.first_name)
        label = f"{'archived' if archived else 'brought back'} {name}"
        told = "is archived: kept here, gone from Today" if archived else "is back on Today"
        sentence = f"{name} {told}. u takes it back."
        self.about.do(label, sentence, Change.edited(before, after))
