"""Logging a talk that was held away from the keyboard, from the screen of a person."""

from __future__ import annotations

from textual import work

from convo_tui.ui.screens.person_acts import PersonActs


class LoggingActs(PersonActs):
    """Log a talk of the person that the screen is about."""

    @work
    async def action_log(self) -> None:
        """Ask what is known of a talk, and keep it."""
        from convo_tui.ui.modals.log_talk import LogTalk

        if (standing := self.chosen) is None:
            return
        person = standing.overview.person
        sheet = LogTalk(standing.overview, standing.cadence.planned)
        logged = await self.app.push_screen_wait(sheet)
        if logged is not None:
            label = f"the log of the talk with {person.first_name}"
            self.do(label, f"{logged.sentence} u takes it back.", *logged.changes)
