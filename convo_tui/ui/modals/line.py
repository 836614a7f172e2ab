"""One line of text asked for over any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from convo_tui.domain.capture import parse_line
from convo_tui.text import clean, one_line
from convo_tui.ui.hiding import SET_ASIDE
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.field import Field


class LineSheet(ConvoModal[str | None]):
    """Asks for one line; enter hands it back, escape hands back None.

    Args:
        title: what is asked, as a sentence.
        value: what stands in the field at first.
        hint: one line below, about signs or examples.
        draft: the key under which what is typed survives a kill and an escape; "" for none.
        check: says what is wrong with a line, in one sentence with an example; "" lets it pass.
            What was typed stays where it is.
        required: whether an empty line is refused (else it is handed back as "").
        private: whether it is about something private, whatever signs the line has.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
    ]

    def __init__(
        self,
        title: str,
        *,
        value: str = "",
        placeholder: str = "",
        hint: str = "enter saves · esc leaves",
        draft: str = "",
        check: Callable[[str], str] = lambda _: "",
        required: bool = True,
        private: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._placeholder = placeholder
        self._hint = hint
        self._draft = draft
        self._check = check
        self._required = required
        self._private = private
        self._first = ""

    def compose(self) -> ComposeResult:
        """A question, a field, a hint."""
        with Vertical(classes="sheet"):
            yield Static(Content(clean(self._title)), classes="sheet-title")
            yield Field(self._value, placeholder=self._placeholder, id="line")
            yield Static(Content(clean(self._hint)), id="line-hint", classes="hint")

    async def on_mount(self) -> None:
        """Bring back what was typed here before and not entered."""
        field = self.query_one("#line", Field)
        field.focus()
        self._first = field.value
        if self._draft:
            await self.load_first()

    async def load(self) -> None:
        """Read the draft; what is typed before it could be read counts more."""
        typed = await self.convo.store.read(lambda store: store.draft(self._draft))
        field = self.query_one("#line", Field)
        if not typed or field.value != self._first:
            return
        if self.convo.private_hidden and parse_line(one_line(typed)).private:
            self._draft = ""  # it stays as it is, and what is typed now does not take its place
            hint = self.query_one("#line-hint", Static)
            hint.update(Content.styled(SET_ASIDE, "$asks"))
            return
        field.value = typed
        field.cursor_position = len(typed)

    @on(Input.Changed, "#line")
    def _keep(self, event: Input.Changed) -> None:
        if self._draft and self.convo.store.is_open:
            unchanged = event.value == one_line(self._value)
            self.convo.store.keep_draft(self._draft, "" if unchanged else event.value)

    @on(Input.Submitted, "#line")
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        line = event.value.strip()
        wrong = self._check(line) if line else ""
        if not line and self._required:
            wrong = "Type something first, or press esc to leave."
        if wrong:
            hint = self.query_one("#line-hint", Static)
            hint.update(Content.styled(clean(wrong), "$asks"))
            return
        if self._draft:
            self.convo.store.keep_draft(self._draft, "")
        self.dismiss(line)

    @property
    def shows_private(self) -> bool:
        """Whether the line, or what it is about, is private."""
        return self._private or parse_line(one_line(self.query_one("#line", Field).value)).private

    def action_leave(self) -> None:
        """Leave; a draft stays for next time."""
        self.dismiss(None)
