"""How a commitment stands: kept, broken, dropped, moved or on track, by one letter each."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from convo_tui import assets
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.date_words import EXAMPLES
from convo_tui.domain.dates import (
    full_date,
    is_past,
    parse_date,
    relative_day,
    short_date,
)
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.endings import Ending, ended, endings_of
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item, RowList
from convo_tui.ui.widgets.teller import PRIVATE


class CloseCommitment(ConvoModal[Commitment | None]):
    """Asks how a commitment stands and hands it back as it is then; escape hands back None.

    Args:
        commitment: an open one, or a closed one to open again.
        today: the manager's day.
        now: aware, in the manager's zone.
        ending: go straight to what this one asks.
        next_talk: the day that `next talk` means.
    """

    CSS_PATH = assets.styles_dir() / "modals" / "close_commitment.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "take", "take", show=False),
    ]

    def __init__(
        self,
        commitment: Commitment,
        today: date,
        now: datetime,
        *,
        ending: Ending | None = None,
        next_talk: date | None = None,
    ) -> None:
        super().__init__()
        self._commitment = commitment
        self._today = today
        self._now = now
        self._first = ending
        self._ending = ending
        self._next_talk = next_talk
        self._past_taken: date | None = None
        self._draft = f"close {commitment.id}"

    def compose(self) -> ComposeResult:
        """The goal, the choices, and the lines that a choice asks for."""
        with Vertical(classes="sheet"):
            yield Static(self._goal(), classes="sheet-title")
            yield Static(self._standing(), classes="sheet-text")
            yield RowList[Ending](id="endings")
            with Vertical(id="asked"):
                yield Static(id="day-label", classes="label")
                yield DateField(read=self._read_day, today=self._today, id="day")
                yield Static(id="note-label", classes="label")
                yield Field(id="note")
            yield Static(id="close-hint", classes="hint")

    @property
    def shows_private(self) -> bool:
        """As the commitment is."""
        return self._commitment.private

    def _goal(self) -> Content:
        return PRIVATE if self._hidden else Content(clean(self._commitment.goal))

    @property
    def _hidden(self) -> bool:
        return self._commitment.private and self.convo.private_hidden

    def _standing(self) -> Content:
        commitment = self._commitment
        if commitment.closed_at is not None:
            closed = commitment.closed_at.astimezone(self._now.tzinfo).date()
            words = f"{commitment.state.value} {short_date(closed, self._today)}"
            told = commitment.reason and not self._hidden
            return Content(f"{words}: {clean(commitment.reason)}" if told else words)
        if commitment.due is None:
            return Content("open, no checkpoint ahead")
        near = relative_day(commitment.due, self._today)
        return Content(f"checkpoint {short_date(commitment.due, self._today)}, {near}")

    async def on_mount(self) -> None:
        """Offer the endings, or go on to the one that was chosen before."""
        endings = self._choices
        endings.set_items(
            Item(
                Row(
                    Content.assemble(f"{ending.word:<10}", (ending.meaning, "$muted")),
                    Content.styled(f"{ending.letter}  ", "bold"),
                ),
                ending,
                ending.letter,
            )
            for ending in endings_of(self._commitment)
        )
        self._show(self._ending)
        await self.load_first()

    async def load(self) -> None:
        """Read the draft; what is typed before it could be read counts more."""
        typed = await self.convo.store.read(lambda store: store.draft(self._draft))
        if typed and not self._note.value:
            self._note.value = typed
            self._note.cursor_position = len(typed)

    @property
    def _choices(self) -> RowList[Ending]:
        return self.query_one("#endings", RowList)

    @property
    def _day(self) -> DateField:
        return self.query_one(DateField)

    @property
    def _note(self) -> Field:
        return self.query_one("#note", Field)

    def _show(self, ending: Ending | None) -> None:
        """Show the choices (None), or what one of them asks for."""
        self._ending = ending
        self.query_one("#asked").display = ending is not None
        self.query_one("#day-label").display = ending is not None and bool(ending.asks_day)
        self._day.display = ending is not None and bool(ending.asks_day)
        if ending is None:
            self._choices.display = True
            self._choices.focus()
            self._hint("a letter or enter chooses · esc leaves")
            return
        self.query_one("#day-label", Static).update(Content(ending.asks_day))
        self.query_one("#note-label", Static).update(Content(ending.asks_note))
        self.query_one("#day" if ending.asks_day else "#note").focus()
        self._choices.display = False
        self._hint(f"enter saves it as {ending.word} · esc goes back")

    def _hint(self, words: str, style: str = "") -> None:
        self.query_one("#close-hint", Static).update(Content.styled(words, style))

    def on_key(self, event: events.Key) -> None:
        """A letter chooses at once, while the choices are shown."""
        if self._ending is not None:
            return
        for ending in endings_of(self._commitment):
            if event.character == ending.letter:
                event.stop()
                self._choose(ending)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses too."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the choice under the cursor."""
        if self._ending is None and self._choices.value is not None:
            self._choose(self._choices.value)

    def _choose(self, ending: Ending) -> None:
        if ending.asks:
            self._show(ending)
        else:
            self._finish(ending, None)

    @on(Input.Changed, "#note")
    def _keep(self, event: Input.Changed) -> None:
        if self.convo.store.is_open:
            self.convo.store.keep_draft(self._draft, event.value)

    def _read_day(self, words: str) -> date:
        dates = self.convo.settings.dates
        return parse_date(
            words,
            self._today,
            next_talk=self._next_talk,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        """Enter goes on to the field below, and out of the last one saves."""
        event.stop()
        ending = self._ending
        if ending is None:
            return
        if ending.asks_day and (wrong := self._wrong_day(ending)):
            self._day.insist(wrong)
        elif event.input.id == "day":
            self._note.focus()
        elif ending.needs_note and not self._note.value.strip():
            self._hint("Say it in a few words first, or press esc to go back.", "$asks")
        else:
            self._finish(ending, self._day.day if ending.asks_day else None)

    def _wrong_day(self, ending: Ending) -> str:
        """What is wrong with the date; one that has passed is taken when it is entered twice."""
        day = self._day.day
        if day is None:
            missing = f"On which day? Try: {EXAMPLES}" if ending.needs_day else ""
            return self._day.problem or missing
        if is_past(day, self._today) and self._past_taken != day:
            self._past_taken = day
            return f"{full_date(day)} has passed. enter takes it all the same."
        return ""

    def _finish(self, ending: Ending, day: date | None) -> None:
        self.convo.store.keep_draft(self._draft, "")
        after = ended(self._commitment, ending, self._now, note=one_line(self._note.value), day=day)
        self.dismiss(after)

    def action_leave(self) -> None:
        """Go back to the choices, or leave; what was typed is kept."""
        if self._ending is not None and self._first is None:
            self._show(None)
        else:
            self.dismiss(None)
