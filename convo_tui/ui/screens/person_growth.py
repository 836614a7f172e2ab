"""The tab of growth: the roadmap as it holds, strengths with their evidence, how they like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from convo_tui.domain.growth import Growth, Preferences, Roadmap, Strength
from convo_tui.domain.hard_talks import HardTalk
from convo_tui.ui.command_tables import GROWTH
from convo_tui.ui.commands import bindings
from convo_tui.ui.growing import Growing, growing_on
from convo_tui.ui.screens.person_tab import ListTab, Tab
from convo_tui.ui.widgets.growth_rows import (
    Grown,
    growth_items,
    growth_summary,
    preferences_page,
    roadmap_page,
    strength_page,
)
from convo_tui.ui.widgets.hard_talk_rows import growth_sheets, hard_talk_page
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.teller import Teller


class GrowthList(BrowseList[Grown]):
    """The roadmap, the strengths, how the person likes it."""


class GrowthTab(ListTab[GrowthList]):
    """Walks, evidence, the next exit."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GROWTH)]
    which = Tab.GROWTH

    _growth = Growth()
    _sheets: tuple[HardTalk, ...] = ()
    _versions = False

    def make_front(self) -> GrowthList:
        """The list."""
        return GrowthList(id="growth")

    async def load(self, teller: Teller) -> None:
        """Read all that is written about it."""
        person_id = self.person_id
        self._growth = await self.convo.store.read(lambda store: store.growth(person_id))
        self._sheets = await self.convo.store.read(lambda store: store.sheets(person_id))
        self.tell(teller)

    def tell(self, teller: Teller) -> bool:
        """All of it, with the sheets for hard talks."""
        items: list[Item[Grown]] = list(growth_items(self._growth, teller))
        items += growth_sheets(self._sheets, teller)
        self.front.set_items(items)
        self.front.set_class(all(item.value is None for item in items), "-teaches")
        self.go_there(self.front)
        return True

    def summary(self, teller: Teller) -> str:
        """The version that holds, and how many strengths count."""
        return growth_summary(self._growth, teller)

    @property
    def subject(self) -> Grown | None:
        """What stands under the cursor."""
        return self.front.value

    def page_rows(self, teller: Teller) -> Sequence[Row]:
        """It whole, with its earlier versions where they are asked for."""
        match self.subject:
            case Roadmap():
                return roadmap_page(self._growth, teller, versions=self._versions)
            case Strength() as strength:
                return strength_page(strength, self._growth, teller)
            case Preferences():
                return preferences_page(self._growth, teller, versions=self._versions)
            case HardTalk() as sheet:
                return hard_talk_page(sheet, teller)
            case _:
                return ()

    def works(self) -> Mapping[str, bool]:
        """What depends on the line."""
        subject, growth = self.subject, self._growth
        known = self.about.chosen is not None
        is_strength, roadmap = isinstance(subject, Strength), growth.roadmap
        earlier = {Roadmap: len(growth.roadmaps), Preferences: len(growth.preferences)}
        open_exit = roadmap is not None and roadmap.next_exit.strip() and not roadmap.commitment_id
        return {
            "edit_line": subject is not None and not self.reading,
            "read": subject is not None and not self.reading,
            "roadmap": known,
            "strength": known,
            "preferences": known,
            "link": is_strength,
            "hard_talk": known,
            "let_go": is_strength or isinstance(subject, HardTalk),
            "versions": subject is not None and earlier.get(type(subject), 0) > 1,
            "exit": known and bool(open_exit),
        }

    @property
    def words(self) -> Mapping[str, str]:
        """A strength that was let go of can count again, a sheet wait again."""
        subject = self.subject
        if isinstance(subject, HardTalk):
            waits = subject.closed_at is None
            return {"growth.let_go": "done with it" if waits else "wait again"}
        ended = isinstance(subject, Strength) and subject.ended_at is not None
        return {"growth.let_go": "count again"} if ended else {}

    def _growing(self) -> Growing | None:
        standing = self.about.chosen
        if standing is None:
            return None
        return growing_on(self.about, standing.overview.person, standing.cadence.day)

    def action_take(self) -> None:
        """A click edits, as enter does."""
        self.action_edit_line()

    @work
    async def action_edit_line(self) -> None:
        """Edit the strength, or go through the walk again."""
        from convo_tui.ui.correcting import edit_subject

        if self.subject is not None:
            await edit_subject(self.about, self.subject)

    @work
    async def action_roadmap(self) -> None:
        """Walk along the roadmap."""
        if (growing := self._growing()) is not None:
            await growing.roadmap()

    @work
    async def action_strength(self) -> None:
        """Name a strength."""
        if (growing := self._growing()) is not None:
            await growing.strength()

    @work
    async def action_preferences(self) -> None:
        """Write down how the person likes it."""
        if (growing := self._growing()) is not None:
            await growing.preferences()

    @work
    async def action_link(self) -> None:
        """Link a win or feedback to the strength."""
        growing, strength = self._growing(), self.subject
        if growing is not None and isinstance(strength, Strength):
            await growing.link_strength(strength)

    def action_let_go(self) -> None:
        """Let go of the strength or the sheet, or have it count again."""
        growing, subject = self._growing(), self.subject
        if growing is not None and isinstance(subject, Strength):
            growing.let_go(subject)
        elif growing is not None and isinstance(subject, HardTalk):
            from convo_tui.ui.hard_talks import let_go

            let_go(growing, subject)

    @work
    async def action_hard_talk(self) -> None:
        """Write a sheet for a hard talk."""
        from convo_tui.ui.hard_talks import choose_kind

        if (growing := self._growing()) is not None:
            await choose_kind(growing)

    @work
    async def action_exit(self) -> None:
        """Make the next exit a commitment."""
        growing, roadmap = self._growing(), self._growth.roadmap
        if growing is not None and roadmap is not None:
            await growing.exit_commitment(roadmap)

    def action_versions(self) -> None:
        """Show the earlier versions on the page, or the one that holds alone."""
        self._versions = not self._versions
        self.show_page()
        if self._versions:
            self.action_read()

    def step_aside(self) -> None:
        """Earlier versions are put away."""
        super().step_aside()
        self._versions = False
