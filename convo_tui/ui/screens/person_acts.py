"""What can be done with a person, from Today as from their own page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from convo_tui.domain.values import Change
from convo_tui.ui.screens.feedback_acts import FeedbackActs

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.domain.today import Standing


class PersonActs(FeedbackActs):
    """Talk, prepare, capture, feedback and move, for the person that the screen is about.

    Sheets are imported when they are opened: the screen itself must come up at once.
    """

    @property
    def chosen(self) -> Standing | None:
        """The person whom the keys are about; None where there is none yet."""
        return None

    def do(self, label: str, sentence: str, *changes: Change) -> None:
        """Keep changes, say so, and show what is there now."""
        self.change(label, *changes)
        self.say(sentence)
        self.reload()

    @property
    def person_at_hand(self) -> Person | None:
        """Whom the keys are about."""
        return self.chosen.overview.person if self.chosen is not None else None

    async def action_talk(self) -> None:
        """Start the talk with this person, or continue it."""
        if self.chosen is not None:
            await self.convo.start_talk(self.chosen.overview.person)

    async def action_prepare(self) -> None:
        """Open the page that prepares the next talk."""
        from convo_tui.ui.screens.prepare import PrepareScreen

        if self.chosen is not None:
            await self.app.push_screen(PrepareScreen(self.chosen.overview.person.id))

    @work
    async def action_note(self) -> None:
        """Capture a line about this person."""
        from convo_tui.ui.modals.capture import CaptureSheet, changes_of

        if (standing := self.chosen) is None:
            return
        overview, next_talk = standing.overview, standing.cadence.day
        line = await self.app.push_screen_wait(CaptureSheet(overview.person, next_talk))
        if line:
            label, changes, sentence = changes_of(self.convo, overview, next_talk, line)
            self.do(label, sentence, *changes)

    @work
    async def action_calendar(self) -> None:
        """Save the next talks and checkpoints as a file for a calendar."""
        from convo_tui.ui.calendar import save_calendar

        if self.chosen is None:
            return
        said = await save_calendar(self.convo, self.chosen.overview.person)
        if said:
            self.say(said)

    @work
    async def action_move(self) -> None:
        """Cancel or move the next talk."""
        from convo_tui.ui.modals.move_talk import MoveTalk

        if (standing := self.chosen) is None:
            return
        sheet = MoveTalk(
            standing.overview.person,
            standing.cadence.planned,
            standing.overview.commitments,
            cancelled=None if standing.cadence.planned else standing.overview.unbooked,
        )
        moved = await self.app.push_screen_wait(sheet)
        if moved is not None:
            self.do(moved.label, moved.sentence, *moved.changes)

    @work
    async def action_rebook(self) -> None:
        """Give the talk that was cancelled another day."""
        from convo_tui.ui.modals.move_talk import MoveTalk

        if (standing := self.chosen) is None or standing.overview.unbooked is None:
            return
        overview = standing.overview
        sheet = MoveTalk(
            overview.person,
            standing.cadence.planned,
            overview.commitments,
            cancelled=overview.unbooked,
        )
        moved = await self.app.push_screen_wait(sheet)
        if moved is not None:
            self.do(moved.label, moved.sentence, *moved.changes)

    @property
    def can_rebook(self) -> bool:
        """Whether the last that happened to the plan is a cancelled talk without another day."""
        if not self.is_mounted or self.chosen is None:
            return False
        overview = self.chosen.overview
        return overview.unbooked is not None and overview.person.archived_at is None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Rebooking is offered where there is something to rebook."""
        if action == "rebook":
            return self.can_rebook
        return super().check_action(action, parameters)
