"""What can be done with a person, whatever is shown of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from convo_tui.domain.cadence import Cadence, cadence_state
from convo_tui.domain.overview import Overview
from convo_tui.domain.values import Change
from convo_tui.text import clean
from convo_tui.ui.screen import ConvoScreen

if TYPE_CHECKING:
    from convo_tui.domain.cadence import ScheduleChange


class PersonActs(ConvoScreen[None]):
    """Talk, prepare, capture, feedback, move, edit and archive.

    Sheets are imported when they are opened: the screen itself must come up at once.
    """

    overview: Overview | None = None
    """The person with everything open; None until it was read."""

    schedule: tuple[ScheduleChange, ...] = ()
    """The talks moved and cancelled."""

    @property
    def cadence(self) -> Cadence | None:
        """How the talks with the person stand today."""
        if self.overview is None:
            return None
        last = self.overview.last
        return cadence_state(
            self.overview.person,
            last.started_at if last else None,
            self.convo.now(),
            self.convo.zone,
            self.schedule,
        )

    def do(self, label: str, sentence: str, *changes: Change) -> None:
        """Keep changes, say so, and show what is there now."""
        self.change(label, *changes)
        self.say(sentence)
        self.reload()

    async def action_talk(self) -> None:
        """Start the talk with this person, or continue it."""
        if self.overview is not None:
            await self.convo.start_talk(self.overview.person)

    async def action_prepare(self) -> None:
        """Open the page that prepares the next talk."""
        from convo_tui.ui.screens.prepare import PrepareScreen

        if self.overview is not None:
            await self.app.push_screen(PrepareScreen(self.overview.person.id))

    @work
    async def action_note(self) -> None:
        """Capture a line about this person."""
        from convo_tui.ui.modals.capture import CaptureSheet, changes_of

        overview, cadence = self.overview, self.cadence
        if overview is None or cadence is None:
            return
        line = await self.app.push_screen_wait(CaptureSheet(overview.person, cadence.day))
        if line:
            label, changes, sentence = changes_of(self.convo, overview, cadence.day, line)
            self.do(label, sentence, *changes)

    @work
    async def action_feedback(self) -> None:
        """Write down feedback for this person."""
        from convo_tui.ui.modals.feedback import FeedbackSheet

        if self.overview is None:
            return
        feedback = await self.app.push_screen_wait(FeedbackSheet(self.overview.person))
        if feedback is not None:
            said = "said" if feedback.said_at is not None else "not yet said"
            word = feedback.kind.value
            self.do(f"the {word}", f"Kept: {word}, {said}.", Change.added(feedback))

    @work
    async def action_move(self) -> None:
        """Cancel or move the next talk."""
        from convo_tui.ui.modals.move_talk import MoveTalk

        if self.overview is None or self.cadence is None:
            return
        sheet = MoveTalk(self.overview.person, self.cadence.planned)
        moved = await self.app.push_screen_wait(sheet)
        if moved is not None:
            self.do(moved.label, moved.sentence, *moved.changes)

    @work
    async def action_edit(self) -> None:
        """Edit name, role, rhythm and zone."""
        from convo_tui.ui.modals.person_form import PersonForm

        if self.overview is None:
            return
        before = self.overview.person
        person = await self.app.push_screen_wait(PersonForm(before))
        if person is not None and person != before:
            name = clean(person.name)
            self.do(f"the changes to {name}", f"{name} was changed.", Change.edited(before, person))

    def action_archive(self) -> None:
        """Archive the person, or bring them back."""
        if self.overview is None:
            return
        before = self.overview.person
        archived = before.archived_at is None
        after = replace(before, archived_at=self.convo.now() if archived else None)
        name = clean(before.first_name)
        label = f"{'archived' if archived else 'brought back'} {name}"
        told = "is archived: kept here, gone from Today" if archived else "is back on Today"
        self.do(label, f"{name} {told}. u takes it back.", Change.edited(before, after))
