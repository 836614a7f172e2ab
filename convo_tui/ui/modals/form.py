"""What forms share: a line for each part, enter that goes on, and a draft that is never lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Input, Static

from convo_tui import assets
from convo_tui.text import clean
from convo_tui.ui.commands import bindings
from convo_tui.ui.hiding import SET_ASIDE
from convo_tui.ui.screen import ConvoModal, ResultT
from convo_tui.ui.sheet_commands import DRAFT, FORM
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice

Typed = Mapping[str, str]
"""What stands in the fields, by their ids; of a choice, the number of the chosen word."""


class FormSheet(ConvoModal[ResultT | None]):
    """A form over a screen. What is typed is kept as a draft until it is saved.

    Subclasses compose their parts with `part`, a `Told` with the id "told", and implement
    `action_save`, which calls `hand_back` once everything is right and `refuse` before.

    Args:
        draft: the key under which the draft is kept.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = assets.styles_dir() / "modals" / "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM, DRAFT)]

    hint: ClassVar[str] = "enter goes on, and saves at the end"
    """What stands in place while there is nothing else to tell."""

    def __init__(self, draft: str) -> None:
        super().__init__()
        self._draft = draft
        self._first: Typed = {}
        self._last: Typed = {}
        self._keeps = False
        self._restored = False
        self._set_aside = False

    async def on_mount(self) -> None:
        """Bring back what was typed here before and not saved."""
        self.first_part.focus()
        self._first = self.typed()
        await self.load_first()
        if not self._keeps:  # it waits for the disk; what is typed meanwhile is a draft as well
            self._begin_to_keep()
            self.tell(self.idle)

    @property
    def idle(self) -> str:
        """The hint, for the parts that are open now."""
        return self.hint

    @property
    def first_part(self) -> Widget:
        """Where one begins to type."""
        return self.query("Field, WordChoice").first()

    async def load(self) -> None:
        """Bring the draft back; what is typed before it could be read counts more."""
        await self.prepare()
        draft = await self.convo.store.read(lambda store: store.draft(self._draft))
        if draft and self.typed() == self._first:
            self.fill(json.loads(draft))
            self._restored = not self._shows_hidden()
            if self._restored:
                self.tell("What you typed before is back.", "$asks")
            else:
                self.fill(self._first)
                self._set_aside = True
                self.tell(SET_ASIDE, "$asks")
        else:
            self.tell(self.idle)
            self.refresh_bindings()
        self._begin_to_keep()

    def _shows_hidden(self) -> bool:
        return self.convo.private_hidden and self.shows_private

    def _begin_to_keep(self) -> None:
        self._last = self.typed()
        self._keeps = True
        self.checked()

    async def prepare(self) -> None:
        """Read what the form needs to know, before the draft comes back."""

    def checked(self) -> None:
        """Something was typed or chosen: show what follows from it."""

    def typed(self) -> Typed:
        """What stands in the fields now."""
        texts = {str(field.id): field.value for field in self.query(Field)}
        choices = {str(choice.id): str(choice.chosen) for choice in self.query(WordChoice)}
        return texts | choices

    def text(self, field_id: str) -> str:
        """What stands in one field."""
        return self.query_one(f"#{field_id}", Field).value

    def fill(self, typed: Typed) -> None:
        """Put texts and choices back into their fields."""
        for field in self.query(Field):
            field.value = typed.get(str(field.id), field.value)
            field.cursor_position = len(field.value)
        for choice in self.query(WordChoice):
            chosen = typed.get(str(choice.id), "")
            if chosen.isdecimal():
                choice.chosen = int(chosen)

    def tell(self, sentence: str, style: str = "$muted") -> None:
        """Say something in place."""
        self.query_one("#told", Told).tell(Content.styled(clean(sentence), style))

    def refuse(self, field_id: str, sentence: str) -> None:
        """Say in place what is wrong, and go to the field; what was typed stays."""
        self.tell(sentence, "$asks")
        self.query_one(f"#{field_id}").focus()

    def hand_back(self, result: ResultT) -> None:
        """Close the form; its draft has served."""
        self._keeps = False
        self._keep_draft("")
        self.dismiss(result)

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def _keep(self) -> None:
        typed = self.typed()
        if not self._keeps or typed == self._last:
            return
        self._last = typed
        self._keep_draft("" if typed == self._first else json.dumps(typed))
        self.tell(self.idle)
        self.checked()

    def _keep_draft(self, draft: str) -> None:
        """Keep it in the place of the last one, unless that one waits to be seen again."""
        if not self._set_aside:
            self.convo.store.keep_draft(self._draft, draft)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.go_on(event.input)

    def on_key(self, event: events.Key) -> None:
        """Enter goes on from a choice as it does from a field."""
        if event.key == "enter" and isinstance(self.focused, WordChoice):
            event.stop()
            self.go_on(self.focused)

    def go_on(self, widget: Widget) -> None:
        """Go to the next field, or save from the last."""
        fields = [each for each in self.focus_chain if each.display]
        if widget is fields[-1]:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Hand back what was typed, if all of it is right."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Leave; what was typed stands here again next time."""
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Starting afresh means something only where a draft was brought back."""
        if action == "afresh":
            return self._restored
        return super().check_action(action, parameters)

    def action_afresh(self) -> None:
        """Forget the draft."""
        self.fill(self._first)
        self._restored = False
        self.refresh_bindings()
        self.tell(self.idle)


def part(name: str, widget: Widget, *, gap: bool = False) -> ComposeResult:
    """A line of the form: what it is, and the field; `gap` leaves a line free above it."""
    with Horizontal(classes="part -gap" if gap else "part", id=f"{widget.id}-part"):
        yield Static(Content(name), classes="part-name")
        yield widget
