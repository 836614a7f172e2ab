"""After a talk: its commitments, the guess, how it goes, the next date, the recap."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from textual import on, work
from textual.widgets import OptionList, TextArea

from convo_tui.documents.files import proposed_name
from convo_tui.documents.recap import recap_markdown
from convo_tui.domain.cadence import Planned, proposed_next
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.corrections import corrections_of
from convo_tui.domain.dates import DateNotUnderstood, clock_time, parse_moment, short_date
from convo_tui.domain.moving import along_words, on_those_days, taken_along
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.values import Change, new_id
from convo_tui.text import clean
from convo_tui.ui.clipboard import copy
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.saving import ask_and_save
from convo_tui.ui.screens.wrap_up_after import WrapUpAfter
from convo_tui.ui.screens.wrap_up_frame import CHECK, DATE, GUESS, RECAP, SIGNS
from convo_tui.ui.widgets.check_list import CheckList
from convo_tui.ui.widgets.guess_dial import GuessDial
from convo_tui.ui.widgets.next_date import Origin, candidate
from convo_tui.ui.widgets.recap_view import RecapEditor

_ONLY_IN = {
    "fix": CHECK,
    "commitment": CHECK,
    "reveal": GUESS,
    "answer": SIGNS,
    "accept": DATE,
    "calendar": DATE,
    "copy": RECAP,
    "save": RECAP,
    "leave_edit": RECAP,
    "notice": RECAP,
    "dismiss_hint": RECAP,
}
"""The step in which an action works."""


class WrapUpScreen(WrapUpAfter):
    """Five steps, each of which may be skipped; what is done in one is kept at once."""

    _unread = ""
    """What is wrong with the date that was typed last; "" where it reads, or nothing was typed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key works in its own step, and only where there is something to do."""
        if self.page is None or self.step != _ONLY_IN.get(action, self.step):
            return action not in _ONLY_IN
        match action:
            case "fix":
                return self.query_one(CheckList).value is not None
            case "reveal":
                return self.query_one(GuessDial).guessing
            case "answer":
                return self.sign is not None
            case "notice" | "dismiss_hint":
                return not self.editing and bool(self.to_notice)
            case "accept":
                date = self.date
                return bool(date and date.planned and date.origin is not Origin.SETTLED)
            case "edit":
                return self.step in (DATE, RECAP)
            case "previous_step":
                return self.step > CHECK
            case _:
                return super().check_action(action, parameters)

    # --- the commitments ---------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#check")
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        """A click goes to the field as well."""
        event.stop()
        self.action_fix()

    @work
    async def action_fix(self) -> None:
        """Open the commitment at the field that the line points at."""
        line = self.query_one(CheckList).value
        if line is None:
            return
        after = await self._edited(line.commitment, focus=line.part.value)
        if after is not None and after != line.commitment:
            edited = Change.edited(line.commitment, after)
            self.keep("editing the commitment", edited, *self._corrections(line.commitment, after))

    @work
    async def action_commitment(self) -> None:
        """Write one more commitment of this talk."""
        page = self.page
        if page is None:
            return
        now = self.convo.clock.now()
        new = Commitment(new_id(), page.person.id, "", now, meeting_id=page.meeting.id)
        after = await self._edited(new, new=True)
        if after is not None:
            self.keep("the new commitment", Change.added(after))

    @work
    async def action_feedback(self) -> None:
        """Write down feedback, as of this talk."""
        from convo_tui.ui.feedback import write_feedback

        if (page := self.page) is not None:
            await write_feedback(self, page.person, page.meeting.id)

    def _corrections(self, before: Commitment, after: Commitment) -> tuple[Change, ...]:
        """What it said until now, where the wrap-up is opened again on a later day.

        On its own day the wrap-up belongs to the talk.
        """
        ended = self.page.meeting.ended_at if self.page is not None else None
        now = self.convo.now()
        if ended is None or self.convo.local(ended).date() >= now.date():
            return ()
        return tuple(corrections_of(before, after, now))

    async def _edited(
        self, commitment: Commitment, *, new: bool = False, focus: str = "goal"
    ) -> Commitment | None:
        from convo_tui.ui.modals.commitment_editor import CommitmentEditor

        if self.page is None:
            return None
        at = self.date and self.date.at(ZoneInfo(self.convo.zone))
        day = at.date() if at else None
        sheet = CommitmentEditor(commitment, self.page.person, new=new, next_talk=day, focus=focus)
        return await self.convo.push_screen_wait(sheet)

    # --- the guess ---------------------------------------------------------------------------

    def action_reveal(self) -> None:
        """Keep the guess, and show what it was."""
        page, guess = self.page, self.query_one(GuessDial).guess
        if page is None:
            return
        if guess is None:
            self.say("Type a number first, or press n to go on without.")
            return
        after = replace(page.meeting, guess=guess / 100)
        self.keep("the guess", Change.edited(page.meeting, after))

    # --- the next date -----------------------------------------------------------------------

    def action_accept(self) -> None:
        """Keep the date that is shown for the next talk, and go on."""
        said = self._settle()
        super().action_go_step(RECAP)
        self.say(said)

    def action_go_step(self, step: int) -> None:
        """Go to a step; a date that was typed is kept, and one that does not read holds one up."""
        if self.step != DATE or step == DATE:
            super().action_go_step(step)
            return
        if self._unread and step > DATE:
            self.say(f"{self._unread} · e goes back to it")
            return
        said = self._settle() if self.typed_date is not None else ""
        super().action_go_step(step)
        if said:
            self.say(said)

    def action_back(self) -> None:
        """Leave; a date that was typed is kept."""
        if self.typed_date is not None:
            self._settle()
        super().action_back()

    @work
    async def action_calendar(self) -> None:
        """Save the next talks and checkpoints as a file for a calendar; a typed date is kept."""
        from convo_tui.ui.calendar import save_calendar

        if self.page is None:
            return
        if self._unread:
            self.say(f"{self._unread} · e goes back to it")
            return
        if self.typed_date is not None:
            self._settle()
        said = await save_calendar(self.convo, self.page.person)
        if said:
            self.say(said)

    def _settle(self) -> str:
        """Keep the date on the screen; the sentence that says so."""
        page, date = self.page, self.date
        if page is None or date is None or date.planned is None:
            return ""
        after = replace(page.person, next_at=date.planned.settled)
        along = self._taken_along(page, date.planned)
        self.typed_date, self._unread = None, ""
        self.convo.store.keep_draft(self._date_key, "")
        self.keep("the next date", Change.edited(page.person, after), *along)
        return f"Next talk: {date.words()}. {along_words(len(along))}".strip()

    def _taken_along(self, page: TalkPage, to: Planned) -> tuple[Change, ...]:
        """The checkpoints that stood on the day which was the next talk until now."""
        person, held, zone = page.person, page.meeting.started_at, self.convo.zone
        home = ZoneInfo(zone)
        before = (
            proposed_next(person, held, zone),
            candidate(person, held, self.convo.now(), zone).planned,
        )
        days = {planned.day(home) for planned in before if planned is not None}
        due = on_those_days((*page.commitments, *page.promises), days)
        return taken_along(due, to.day(home))

    @property
    def _date_key(self) -> str:
        """Where the typed date is kept until it is settled."""
        return f"next date {self.meeting_id}"

    @work
    async def _type_date(self) -> None:
        if self.page is None:
            return
        store, key = self.convo.store, self._date_key
        sheet = LineSheet(
            f"When is the next talk with {self.page.person.first_name}?",
            placeholder="fri 14:30",
            hint="a day and a time, such as fri 14:30 or 2 Dec 10:15 · esc leaves",
            draft=key,
            check=self._wrong_date,
        )
        line = await self.convo.push_screen_wait(sheet)
        if line is None:
            # Left without enter: what stands in the field counts all the same.
            line = (await store.read(lambda store: store.draft(key))).strip()
        else:
            store.keep_draft(key, line)
        self._unread = self._wrong_date(line) if line else ""
        self.typed_date = self._moment(line) if line and not self._unread else None
        self.show()
        if self._unread:
            self.say(self._unread)

    def _wrong_date(self, line: str) -> str:
        try:
            at = self._moment(line)
        except DateNotUnderstood as problem:
            return str(problem)
        if at <= self.convo.now():
            day = short_date(at.date(), self.convo.today())
            return f"{day}, {clock_time(at)} has passed. Try: fri 14:30, tomorrow 9:00"
        return ""

    def _moment(self, line: str) -> datetime:
        """What was typed; without a time of day it is that of the date on the screen."""
        shown, dates = self.date, self.convo.settings.dates
        at = shown.at(ZoneInfo(self.convo.zone)) if shown else None
        timed = shown is not None and shown.planned is not None and shown.planned.has_time
        return parse_moment(
            line,
            self.convo.now(),
            usual=at.time() if at and timed else None,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    # --- the recap ---------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Type another date, or edit the recap: whichever step one is in."""
        if self.step == DATE:
            self._type_date()
        elif self.page is not None:
            self.query_one(RecapEditor).load_text(recap_markdown(self.page, self.convo.zone))
            self.set_editing(True)

    @on(TextArea.Changed, "#recap-text")
    def _keep_draft(self, event: TextArea.Changed) -> None:
        """What stands in the field survives a kill."""
        if self.editing:
            self.convo.store.keep_draft(self.draft_key, event.text_area.text)

    @work
    async def action_copy(self) -> None:
        """Copy the recap."""
        if self.page is not None:
            copied = await copy(self.convo, recap_markdown(self.page, self.convo.zone))
            if copied.worked:
                self.recap_went = "copied"
                self.show()
            self.say(copied.said)

    @work
    async def action_save(self) -> None:
        """Save the recap to a file."""
        page = self.page
        if page is None:
            return
        text = recap_markdown(page, self.convo.zone)
        name = proposed_name(page.person.name, self.convo.local(page.meeting.started_at).date())
        path = await ask_and_save(self.convo, "Where should the recap go?", text, name)
        if path is not None:
            self.recap_went = "saved"
            self.show()
            self.say(f"Saved as {clean(str(path))}.")
