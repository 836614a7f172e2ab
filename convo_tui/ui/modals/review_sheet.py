"""The review packet over the page of a person: period, reader, format, and handing it over."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui import assets
from convo_tui.documents.editing import EditorProblem, edited
from convo_tui.documents.files import proposed_name
from convo_tui.documents.model import Format
from convo_tui.documents.packet import Audience
from convo_tui.documents.review import FORMATS, Packet, review_in, text_to_edit
from convo_tui.domain.dates import DateNotUnderstood, short_date
from convo_tui.domain.past_dates import PERIOD_EXAMPLES, parse_period
from convo_tui.domain.review import Period, PeriodProblem, usual_periods, year_until
from convo_tui.paths import PathProblem
from convo_tui.text import clean
from convo_tui.ui.clipboard import copy
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.modals.formats import choose_format
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.saving import ask_and_save
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.sheet_commands import REVIEW_SHEET
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.recap_view import RecapView

if TYPE_CHECKING:
    from convo_tui.domain.people import Person

HIDDEN = "This copy has private things in it, and private is hidden now. Press . to show it."


UNSAVED = "Kept here until it is saved: s saves it, x makes it anew."


class ReviewSheet(ConvoModal[None]):
    """Shows the packet as it is made now, and hands it over.

    Args:
        person: whose packet it is.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW_SHEET)]
    CSS_PATH = assets.styles_dir() / "modals" / "recap_sheet.tcss"

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._period: Period | None = None
        self._audience = Audience.REPORT
        self._format = Format.MARKDOWN
        self._packet: Packet | None = None

    @property
    def complete(self) -> bool:
        """Whether it shows what was asked for last."""
        packet = self._packet
        return (
            packet is not None
            and packet.audience is self._audience
            and self._period in (None, packet.review.period)
        )

    def compose(self) -> ComposeResult:
        """What is made, and beneath it the packet itself."""
        with Vertical(classes="sheet"):
            title = f"Review packet of {clean(self._person.name)}"
            yield Static(Content(title), classes="sheet-title")
            yield Static(id="packet-facts", classes="sheet-text")
            yield RecapView()
            yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the last twelve months, for the report."""
        self.query_one(RecapView).focus()
        self.read()

    def private_turned(self) -> None:
        """The manager's own packet is seen only while private is."""
        self._show()

    @work(exclusive=True, group="packet")
    async def read(self, said: str = "") -> None:
        """Read the period anew, with the words that were written before and not handed over."""
        await self.convo.ready()
        period = self._period or year_until(self.convo.today())
        person_id, zone = self._person.id, self.convo.zone
        review = await self.convo.store.read(
            lambda store: store.reviews.review(person_id, period, zone)
        )
        if review is None:
            self.dismiss()
            self.convo.notify("This person is no longer in the file.", markup=False)
            return
        packet = Packet(review, self._audience, zone, self.convo.today())
        key = packet.draft_key
        draft = await self.convo.store.read(lambda store: store.draft(key))
        self._packet = replace(packet, wording=draft)
        self._show()
        if draft and not said:
            said = "What you wrote before is back; x makes it anew."
        if said:
            self.say(said)

    def _show(self) -> None:
        packet = self._packet
        if packet is None:
            return
        period, today = packet.review.period, self.convo.today()
        days = f"{short_date(period.first, today)} to {short_date(period.last, today)}"
        reader = clean(self._person.first_name)
        if packet.scope.whole:
            reader = "you alone, private things marked"
        own = "  in your words" if packet.wording else ""
        self.query_one("#packet-facts", Static).update(
            Content.assemble(
                (days, "$date"), f"  for {reader}  as {self._format.words}", (own, "$muted")
            )
        )
        shown = HIDDEN if self._hides else review_in(_read_as(self._format), packet)
        self.query_one(RecapView).show(shown)
        self.refresh_bindings()

    @property
    def _hides(self) -> bool:
        return self._audience is Audience.MANAGER and self.convo.private_hidden

    # --- what is made ------------------------------------------------------------------------

    @work
    async def action_period(self) -> None:
        """Choose another period, or type one."""
        usual = usual_periods(self.convo.today())
        today = self.convo.today()
        options: list[Option[Period | str]] = [
            Option(
                str(number),
                name,
                period,
                f"{short_date(period.first, today)} to {short_date(period.last, today)}",
            )
            for number, (name, period) in enumerate(usual.items(), start=1)
        ]
        options.append(Option("t", "Type another one", "typed", PERIOD_EXAMPLES))
        current = self._packet.review.period if self._packet else None
        sheet: Choice[Period | str] = Choice("Which period?", options, current=current)
        chosen = await self.app.push_screen_wait(sheet)
        if chosen == "typed":
            line = LineSheet("Which period?", hint=PERIOD_EXAMPLES, check=self._wrong_period)
            typed = await self.app.push_screen_wait(line)
            chosen = self._typed_period(typed) if typed else None
        if isinstance(chosen, Period):
            self._period = chosen
            self.read()

    def _typed_period(self, text: str) -> Period:
        today = self.convo.today()
        days = parse_period(text, today, day_first=self.convo.settings.dates.day_first)
        last = days.last or today
        return Period(days.first, last) if days.first else year_until(last)

    def _wrong_period(self, text: str) -> str:
        try:
            self._typed_period(text)
        except (DateNotUnderstood, PeriodProblem) as problem:
            return str(problem)
        return ""

    def action_audience(self) -> None:
        """Make it for the other reader."""
        whole = self._audience is Audience.MANAGER
        self._audience = Audience.REPORT if whole else Audience.MANAGER
        self.read()

    @work
    async def action_format(self) -> None:
        """Choose another format."""
        self._format = await choose_format(self.convo, FORMATS, self._format)
        self._show()

    # --- the manager's own words -------------------------------------------------------------

    @work
    async def action_edit(self) -> None:
        """Open it in the person's own editor; what they write is kept until it is saved."""
        packet = self._packet
        if packet is None:
            return
        if self._hides:
            self.say(HIDDEN)
            return
        made = text_to_edit(replace(packet, wording=""))
        said = ""
        try:
            with self.app.suspend():
                written = edited(packet.wording or made)
        except SuspendNotSupported:
            self.say("No editor can be opened from here; save it, and edit the file.")
            return
        except PathProblem as problem:
            self.say(str(problem))
            return
        except EditorProblem as problem:
            written = problem.written or packet.wording or made
            said = str(problem)
            if problem.written:
                said += " What you wrote is kept."
        wording = written if written.strip() and written != made else ""
        self.convo.store.keep_draft(packet.draft_key, wording)
        self._packet = replace(packet, wording=wording)
        self._show()
        self.say(said or (UNSAVED if wording else "It is as it was made."))

    def action_afresh(self) -> None:
        """Forget the manager's own words."""
        if self._packet is not None:
            self.convo.store.keep_draft(self._packet.draft_key, "")
            self._packet = replace(self._packet, wording="")
            self._show()
            self.say("Made anew from what is written down.")

    # --- handing it over ---------------------------------------------------------------------

    async def _written(self) -> str:
        packet, form = self._packet, self._format
        assert packet is not None  # noqa: S101  # no key works before it is there
        return await asyncio.to_thread(review_in, form, packet)

    @work
    async def action_copy(self) -> None:
        """Copy it as it is written now."""
        self.say((await copy(self.convo, await self._written())).said)

    @work
    async def action_save(self) -> None:
        """Save it to a file; the words that were written for it have then served."""
        packet = self._packet
        if packet is None:
            return
        name = proposed_name(
            f"{self._person.name} review", packet.review.period.last, self._format.ending
        )
        text = await self._written()
        path = await ask_and_save(self.convo, "Where should the packet go?", text, name)
        if path is not None:
            self.convo.store.keep_draft(packet.draft_key, "")
            self.say(f"Saved as {clean(str(path))}.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is handed over before it is read, and only own words can be forgotten."""
        if action in ("copy", "save", "edit", "format"):
            return self._packet is not None
        if action == "afresh":
            return self._packet is not None and bool(self._packet.wording)
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Close it; own words that were not saved are here again next time."""
        self.dismiss()


def _read_as(form: Format) -> Format:
    """A page, and Markdown with its tables, are read here as the text that says the same."""
    return form if form is Format.JSON else Format.TEXT
