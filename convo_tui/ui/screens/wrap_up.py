"""After a talk: its commitments looked at once more, the guess, the next date, the recap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget
from textual.widgets import ContentSwitcher, OptionList, Static, TextArea

from convo_tui import assets
from convo_tui.documents.files import proposed_name
from convo_tui.documents.recap import generated_markdown, recap_markdown
from convo_tui.domain.cadence import Planned
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.dates import DateNotUnderstood, clock_time, parse_moment, short_date
from convo_tui.domain.meeting import Meeting, replay
from convo_tui.domain.people import Person
from convo_tui.domain.talk_share import percent
from convo_tui.domain.values import Change, new_id
from convo_tui.domain.wording import check
from convo_tui.text import clean
from convo_tui.ui.clipboard import copy
from convo_tui.ui.command_tables import WRAP_UP
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.saving import ask_and_save
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.brief import ordinal
from convo_tui.ui.widgets.check_list import CheckLine, CheckList, check_items
from convo_tui.ui.widgets.guess_dial import GuessDial, Reveal
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.next_date import Candidate, NextDate, Origin, candidate
from convo_tui.ui.widgets.recap_view import RecapEditor, RecapView
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.steps import Step, Steps
from convo_tui.ui.widgets.teller import Teller, several
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from convo_tui.domain.overview import TalkPage

WIDE = 100
"""From so many cells on, the steps stand in a column of their own."""

CHECK, GUESS, DATE, RECAP = range(4)
PARTS = ("check", "guess", "date", "recap")
"""The ids of the parts on the screen, by step."""

TITLES = ("Next steps", "Your share", "Next talk", "Recap")

_IN_STEP = {
    "fix": CHECK,
    "commitment": CHECK,
    "reveal": GUESS,
    "accept": DATE,
    "copy": RECAP,
    "save": RECAP,
    "leave_edit": RECAP,
}


class WrapUpScreen(ConvoScreen[None]):
    """Four steps, each of which may be skipped; what is done in one is kept at once.

    Args:
        meeting_id: a talk that was held, just now or long ago.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WRAP_UP)]
    CSS_PATH = assets.styles_dir() / "screens" / "wrap_up.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012  (as Textual has it)
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self._meeting_id = meeting_id
        self._page: TalkPage | None = None
        self._step = CHECK
        self._typed: datetime | None = None
        self._recap_out = ""

    def compose(self) -> ComposeResult:
        """The steps at the left or on top, and the one where one is."""
        title = TitleBar()
        title.always_saved = True
        yield title
        with Horizontal(id="body"):
            yield Steps()
            with Vertical(id="part"):
                yield Static(id="part-title")
                with ContentSwitcher(initial=PARTS[CHECK]):
                    yield CheckList(id=PARTS[CHECK])
                    yield GuessDial(id=PARTS[GUESS])
                    yield NextDate(id=PARTS[DATE])
                    with Vertical(id=PARTS[RECAP]):
                        yield RecapView()
                        yield RecapEditor(id="recap-text")
        yield KeyBar()

    # --- what it shows -----------------------------------------------------------------------

    async def load(self) -> None:
        """Read the talk whole, and what a cut-off edit of its recap left behind."""
        store, id = self.convo.store, self._meeting_id  # noqa: A001
        before, found = self._page, None
        while found is None or self._page is not before:
            before = self._page
            found = await store.read(lambda store: (store.talk_page(id), store.draft(_draft(id))))
        page, draft = found
        if page is None:
            self.dismiss()
            self.convo.call_later(self.convo.say, "This talk is no longer there.")
            return
        self._page = page
        if draft and not self._editing:
            self._keep_recap(draft)
        self._show()
        if before is None:
            self._focus_step()

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        person, meeting = page.person, page.meeting
        teller = self._teller(page)
        self.query_one(CheckList).set_items(list(check_items(page.commitments, teller)) or _none())
        events = page.events
        state = (
            replay(meeting.segments, events, meeting.ended_at or events[-1].at) if events else None
        )
        judge_after = self.convo.settings.talk.judge_after_minutes * 60.0
        self.query_one(GuessDial).shown = Reveal(meeting, person.first_name, state, judge_after)
        self.query_one(NextDate).shown = self._candidate(page)
        if not self._editing:
            self.query_one(RecapView).show(recap_markdown(page, self.convo.zone))
        number = f"   wrap-up of the {ordinal(page.number)} talk, {teller.day(meeting.started_at)}"
        self.show_title(Content.assemble((clean(person.name), "bold"), (number, "$muted")))
        self._show_steps(page)
        self.refresh_bindings()

    def _teller(self, page: TalkPage) -> Teller:
        convo = self.convo
        zone = ZoneInfo(convo.zone)
        return Teller(page.person.name, zone, convo.today(), convo.private_hidden)

    def _candidate(self, page: TalkPage) -> Candidate:
        now = self.convo.now()
        if self._typed is not None:
            return Candidate(page.person, now, Planned(self._typed, has_time=True), Origin.TYPED)
        return candidate(page.person, page.meeting.started_at, now, self.convo.zone)

    def _show_steps(self, page: TalkPage) -> None:
        date = self._candidate(page)
        steps = (
            self._check_step(page),
            _guess_step(page.meeting),
            _date_step(date),
            Step(TITLES[RECAP], self._recap_words(page.meeting), bool(self._recap_out)),
        )
        line = self.query_one(Steps)
        line.steps, line.current = steps, self._step
        line.in_a_line = self.size.width < WIDE
        self.query_one("#part-title", Static).update(
            Content.styled(TITLES[self._step].upper(), "bold $muted")
        )

    def _check_step(self, page: TalkPage) -> Step:
        today = self.convo.today()
        open_ends = sum(len(check(each, today)) for each in page.commitments)
        words = f"{several(len(page.commitments), 'written', 'written')}"
        if page.commitments:
            words += f", {open_ends} to look at" if open_ends else ", all clear"
        return Step(TITLES[CHECK], words, bool(page.commitments) and not open_ends)

    def _recap_words(self, meeting: Meeting) -> str:
        return self._recap_out or ("edited" if meeting.recap else "ready")

    def on_resize(self, event: Resize) -> None:
        """The steps go on top where there is no room beside."""
        self.query_one(Steps).in_a_line = event.size.width < WIDE

    # --- from step to step -------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key works in its own step, and only where there is something to do."""
        page = self._page
        if action in _IN_STEP and (page is None or self._step != _IN_STEP[action]):
            return False
        match action:
            case "fix":
                return self.query_one(CheckList).value is not None
            case "reveal":
                return self.query_one(GuessDial).guessing
            case "accept":
                shown = self.query_one(NextDate).shown
                return bool(shown and shown.planned and shown.origin is not Origin.SETTLED)
            case "edit":
                return self._step in (DATE, RECAP)
            case "previous_step":
                return self._step > CHECK
            case _:
                return super().check_action(action, parameters)

    def action_next_step(self) -> None:
        """Go on; after the last step all is done."""
        if self._step == RECAP:
            self.action_back()
        else:
            self.action_go_step(self._step + 1)

    def action_previous_step(self) -> None:
        """Go back a step."""
        self.action_go_step(self._step - 1)

    def action_go_step(self, step: int) -> None:
        """Go to a step."""
        if self._editing:
            self.action_leave_edit()
        self._step = min(max(step, CHECK), RECAP)
        self.query_one(ContentSwitcher).current = PARTS[self._step]
        self._focus_step()
        self._show()

    def _focus_step(self) -> None:
        parts: tuple[type[Widget], ...] = (CheckList, GuessDial, NextDate, RecapView)
        self.query_one(parts[self._step]).focus()

    def action_back(self) -> None:
        """Leave, and say what came of the talk where one lands."""
        if self._editing:
            self.action_leave_edit()
        self.dismiss()
        if self._page is not None:
            self.convo.call_later(self.convo.say, self._done_words(self._page))

    def _done_words(self, page: TalkPage) -> str:
        steps = several(len(page.commitments), "next step")
        words = f"The talk with {page.person.first_name} is wrapped up: {steps}"
        date = candidate(page.person, page.meeting.started_at, self.convo.now(), self.convo.zone)
        if date.origin is Origin.SETTLED:
            words += f", next talk {_moment_words(date)}"
        return f"{words}."

    def _do(self, label: str, *changes: Change) -> None:
        """Show the changes at once, and have them kept."""
        if self._page is None:
            return
        page = self._page.changed(*changes)
        people = [change.after for change in changes if isinstance(change.after, Person)]
        self._page = replace(page, person=people[-1]) if people else page
        self.change(label, *changes)
        self._show()

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
        if isinstance(line, CheckLine):
            after = await self._edited(line.commitment, focus=line.part.value)
            if after is not None and after != line.commitment:
                self._do("editing the commitment", Change.edited(line.commitment, after))

    @work
    async def action_commitment(self) -> None:
        """Write one more commitment of this talk."""
        page = self._page
        if page is None:
            return
        now, meeting = self.convo.clock.now(), page.meeting
        new = Commitment(new_id(), page.person.id, "", now, meeting_id=meeting.id)
        after = await self._edited(new, new=True)
        if after is not None:
            self._do("the new commitment", Change.added(after))

    async def _edited(
        self, commitment: Commitment, *, new: bool = False, focus: str = "goal"
    ) -> Commitment | None:
        from convo_tui.ui.modals.commitment_editor import CommitmentEditor

        page = self._page
        if page is None:
            return None
        at = self._candidate(page).at(ZoneInfo(self.convo.zone))
        next_talk = at.date() if at else None
        sheet = CommitmentEditor(commitment, page.person, new=new, next_talk=next_talk, focus=focus)
        return await self.convo.push_screen_wait(sheet)

    # --- the guess ---------------------------------------------------------------------------

    def action_reveal(self) -> None:
        """Keep the guess, and show what it was."""
        page, guess = self._page, self.query_one(GuessDial).guess
        if page is None:
            return
        if guess is None:
            self.say("Type a number first, or press n to go on without.")
            return
        after = replace(page.meeting, guess=guess / 100)
        self._do("the guess", Change.edited(page.meeting, after))

    # --- the next date -----------------------------------------------------------------------

    def action_accept(self) -> None:
        """Keep the date that is shown for the next talk, and go on."""
        page = self._page
        if page is None:
            return
        date = self._candidate(page)
        if date.planned is None:
            return
        after = replace(page.person, next_at=date.planned.at.astimezone(UTC))
        self._typed = None
        self._do("the next date", Change.edited(page.person, after))
        self.action_next_step()
        self.say(f"Next talk: {date.words()}.")

    @work
    async def _type_date(self) -> None:
        page = self._page
        if page is None:
            return
        sheet = LineSheet(
            f"When is the next talk with {page.person.first_name}?",
            placeholder="fri 14:30",
            hint="a day and a time, such as fri 14:30 or 2 Dec 10:15 · esc leaves",
            check=self._wrong_date,
        )
        line = await self.convo.push_screen_wait(sheet)
        if line is not None:
            self._typed = self._moment(line)
            self._show()

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
        """What was typed; without a time of day it is the usual one."""
        page, dates = self._page, self.convo.settings.dates
        usual = None
        if page is not None:
            shown = candidate(
                page.person, page.meeting.started_at, self.convo.now(), self.convo.zone
            )
            if shown.planned is not None and shown.planned.has_time:
                usual = shown.planned.at.astimezone(ZoneInfo(self.convo.zone)).time()
        return parse_moment(
            line,
            self.convo.now(),
            usual=usual,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    # --- the recap ---------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Type another date, or edit the recap: whichever step one is in."""
        if self._step == DATE:
            self._type_date()
        elif self._page is not None:
            self.query_one(RecapEditor).load_text(recap_markdown(self._page, self.convo.zone))
            self._set_editing(True)

    @property
    def _editing(self) -> bool:
        return self.has_class("-editing")

    def _set_editing(self, editing: bool) -> None:
        self.set_class(editing, "-editing")
        self.query_one(RecapEditor if editing else RecapView).focus()

    @on(TextArea.Changed, "#recap-text")
    def _keep_draft(self, event: TextArea.Changed) -> None:
        """What stands in the field survives a kill."""
        if self._editing:
            self.convo.store.keep_draft(_draft(self._meeting_id), event.text_area.text)

    def action_leave_edit(self) -> None:
        """Leave the field; what stands in it is the recap from now on."""
        text = self.query_one(RecapEditor).text
        self._set_editing(False)
        self._keep_recap(text)
        self._show()

    def _keep_recap(self, text: str) -> None:
        """Keep an edited recap; one like the generated one, or empty, is the generated one."""
        page = self._page
        if page is None:
            return
        text = clean(text, newlines=True).strip()
        generated = generated_markdown(page, self.convo.zone).strip()
        after = replace(page.meeting, recap="" if text == generated else text)
        if after != page.meeting:
            self._do("editing the recap", Change.edited(page.meeting, after))
        self.convo.store.keep_draft(_draft(page.meeting.id), "")

    @work
    async def action_copy(self) -> None:
        """Copy the recap."""
        if self._page is not None:
            said = await copy(self.convo, recap_markdown(self._page, self.convo.zone))
            self._recap_out = "copied"
            self._show()
            self.say(said)

    @work
    async def action_save(self) -> None:
        """Save the recap to a file."""
        page = self._page
        if page is None:
            return
        text = recap_markdown(page, self.convo.zone)
        name = proposed_name(page.person.name, self.convo.local(page.meeting.started_at).date())
        path = await ask_and_save(self.convo, "Where should the recap go?", text, name)
        if path is not None:
            self._recap_out = "saved"
            self._show()
            self.say(f"Saved as {clean(str(path))}.")


def _draft(meeting_id: str) -> str:
    return f"recap {meeting_id}"


def _none() -> Sequence[Item[CheckLine]]:
    sentences = (
        "No next step was written in this talk.",
        "A talk ends well with one clear promise: c writes it, n goes on without.",
    )
    return [Item(Row(Content.styled(sentence, "$muted"))) for sentence in sentences]


def _guess_step(meeting: Meeting) -> Step:
    """The share itself is not told here: it would spoil the guess."""
    if meeting.sums.manager_share is None:
        return Step(TITLES[GUESS], "nothing tracked")
    if meeting.guess is None:
        return Step(TITLES[GUESS], "to guess")
    return Step(TITLES[GUESS], f"guessed {percent(meeting.guess)} %", done=True)


def _date_step(date: Candidate) -> Step:
    if date.planned is None:
        return Step(TITLES[DATE], "none")
    if date.origin is Origin.SETTLED:
        return Step(TITLES[DATE], _moment_words(date), done=True)
    return Step(TITLES[DATE], "to settle")


def _moment_words(date: Candidate) -> str:
    """`Tue 1 Dec 14:30`."""
    at = date.at(date.now.tzinfo)
    if at is None or date.planned is None:
        return ""
    clock = f" {clock_time(at)}" if date.planned.has_time else ""
    return f"{short_date(at.date(), date.now.date())}{clock}"


__all__ = ["WrapUpScreen"]
