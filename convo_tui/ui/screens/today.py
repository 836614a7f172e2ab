"""Today: whom to talk with next, what stands ready for it, and what the manager owes."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widgets import OptionList

from convo_tui.domain.values import Change
from convo_tui.ui.command_tables import TODAY
from convo_tui.ui.commands import bindings
from convo_tui.ui.screen import UndoStep
from convo_tui.ui.screens.closing import CLOSES, ClosingActs
from convo_tui.ui.screens.person_acts import PersonActs
from convo_tui.ui.screens.today_frame import TodayFrame

if TYPE_CHECKING:
    # Today is the first frame: what opens over it is imported when it opens.
    from datetime import date

    from convo_tui.domain.commitments import Commitment
    from convo_tui.domain.feedback import Feedback
    from convo_tui.domain.goals import Goal
    from convo_tui.domain.overview import Overview
    from convo_tui.domain.people import Person

ABOUT_A_PERSON = frozenset({"talk", "prepare", "person", "note", "feedback", "move"})

NEEDS_NOBODY = frozenset({"settings", "undo"})


class TodayScreen(TodayFrame, ClosingActs, PersonActs):
    """Today with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TODAY)]

    about_one = False  # the cursor is on somebody, but Today is about everybody
    _offered = False

    async def load(self) -> None:
        """Read the people; the first time, offer to continue a talk that was cut off."""
        if self.convo.opens_talk:
            return  # it is read once the talk is left
        await super().load()
        if not self._offered:
            unfinished = [each.overview for each in self.standings or () if each.overview.live]
            if unfinished and self.convo.setup.talk_with is None:
                self.convo.drop_early()  # they were pressed before one could know of that talk
                self._offer_unfinished(unfinished[0])
            self._offered = True
            self.convo.go_on()

    @work
    async def _offer_unfinished(self, overview: Overview) -> None:
        from convo_tui.ui.screens.unfinished import offer_unfinished

        await offer_unfinished(self, overview)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for a person where there is none; the sample team only while there is nobody."""
        if action in ABOUT_A_PERSON:
            return self.chosen is not None
        if action in CLOSES:
            return self.can_close
        if action == "celebrate":
            return self.celebration is not None
        if action == "commit":
            return self.feedback is not None
        if action == "wrap_up":
            return self._to_wrap_up() is not None
        if action == "sample":
            return self.standings is not None and not self.standings
        if action in {"add", "archived"}:
            return self.standings is not None
        if action == "insights":
            return bool(self.standings)
        if action == "backup":
            return self.convo.backups is not None and self.convo.store.is_open
        return super().check_action(action, parameters)

    def is_early(self, key: str) -> bool:
        """Keys for a person wait until all is read; those that move, until there are lines.

        What is opened by then has what it needs, and the keys are as the settings have them.
        """
        if self._offered or self.convo.opens_talk:
            return False
        ours = self._bindings.key_to_bindings.get(key, ())
        if any(binding.action not in NEEDS_NOBODY for binding in ours):
            return True
        if self.standings is not None or not self.stands:
            return False
        bound = self.active_bindings.get(key)
        return bound is not None and bound.node is self.lines

    @on(OptionList.OptionSelected)
    async def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_person()

    @property
    def celebrated_line(self) -> Commitment | Feedback | Goal | None:
        """What the line under the cursor is about, where it is not a person alone."""
        line = self.lines.value if self.stands else None
        return line.subject if line is not None else None

    @property
    def commitment(self) -> Commitment | None:
        """The commitment that the line under the cursor is about."""
        # The footer of the first frame asks, too: until there is a line, nothing is imported.
        if (subject := self.celebrated_line) is None:
            return None
        from convo_tui.domain.commitments import Commitment

        return subject if isinstance(subject, Commitment) else None

    @property
    def next_day(self) -> date | None:
        """The day of the next talk with the person whom the line is about."""
        return self.chosen.cadence.day if self.chosen is not None else None

    # --- the person under the cursor ---------------------------------------------------------

    async def action_person(self) -> None:
        """Open the person's page, at what the line is about."""
        from convo_tui.domain.commitments import Commitment
        from convo_tui.domain.goals import Goal
        from convo_tui.ui.screens.person import PersonScreen
        from convo_tui.ui.screens.person_tab import Tab

        line = self.lines.value
        if line is None:
            return
        person, subject = line.standing.overview.person, line.subject
        tab = Tab.COMMITMENTS if isinstance(subject, Commitment) else Tab.TIMELINE
        tab = Tab.GOALS if isinstance(subject, Goal) else tab
        go_to = "" if subject is None else subject.id
        await self.app.push_screen(PersonScreen(person.id, tab, go_to=go_to))

    @property
    def feedback(self) -> Feedback | None:
        """The unsaid feedback under the cursor."""
        if (subject := self.celebrated_line) is None:
            return None
        from convo_tui.domain.feedback import Feedback

        return subject if isinstance(subject, Feedback) else None

    def _to_wrap_up(self) -> str | None:
        """The last talk with the person, if it waits for its wrap-up."""
        last = self.chosen.overview.last if self.chosen is not None else None
        return last.id if last is not None and last.id in self.unwrapped else None

    async def action_wrap_up(self) -> None:
        """Go on with the wrap-up of the last talk, at the step where one left it."""
        from convo_tui.ui.screens.wrap_up import WrapUpScreen

        if (meeting_id := self._to_wrap_up()) is not None:
            await self.app.push_screen(WrapUpScreen(meeting_id))

    # --- everything else ---------------------------------------------------------------------

    def action_add(self) -> None:
        """Add a person."""
        from convo_tui.ui.modals.person_form import PersonForm

        self.app.push_screen(PersonForm(), self._added)

    def _added(self, person: Person | None) -> None:
        if person is not None:
            self._add(person)

    @work
    async def _add(self, person: Person) -> None:
        self.convo.store.apply(Change.added(person))
        self.undo_steps.append(UndoStep(f"added {person.name}", partial(self._forget, person)))
        await self.convo.store.until_read(partial(self.fill, go_to=person.id))
        self.say(f"{person.name} was added. m starts a talk, p prepares one.")

    def _forget(self, person: Person) -> None:
        self.run_worker(self._take_back(person))

    async def _take_back(self, person: Person) -> None:
        """Undo an addition, but never delete with it what was written about the person since."""
        writing = self.convo.store.write(lambda store: store.take_back(person))
        if not await asyncio.wrap_future(writing):
            self.say(f"{person.name} stays: there is more about them by now.")
        await self.convo.store.until_read(self.fill)

    async def action_insights(self) -> None:
        """Show what all talks add up to."""
        from convo_tui.ui.screens.insights import InsightsScreen

        await self.app.push_screen(InsightsScreen())

    @work
    async def action_archived(self) -> None:
        """Show who is archived, to open or bring back."""
        from convo_tui.ui.screens.archived import choose_archived

        await choose_archived(self)

    async def action_settings(self) -> None:
        """Show the settings."""
        from convo_tui.ui.screens.settings import SettingsScreen

        await self.app.push_screen(SettingsScreen())

    @work(exclusive=True, group="backup")
    async def action_backup(self) -> None:
        """Make a backup now."""
        if self.convo.backups is not None:
            self.say(await self.convo.backups.make_now())

    async def action_sample(self) -> None:
        """Leave for the sample team, which opens on a database of its own."""
        self.convo.wants_sample = True
        await self.convo.action_quit()
