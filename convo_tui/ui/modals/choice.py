"""A short list to choose one from, over any screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from convo_tui.text import clean
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item, RowList

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One of the choices: the key that takes it, what it says, and what it hands back."""

    key: str
    text: str
    value: T
    detail: str = ""


class Choice(ConvoModal[T | None], Generic[T]):
    """Asks to choose: by the key before each, or by arrows and enter; escape hands back None.

    Args:
        title: the question.
        options: the choices, in order.
        text: what to know for it.
        current: the value that enter takes at first; by default that of the first choice.
        private: whether something private is told in it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("enter", "take", "take", show=False),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[Option[T]],
        *,
        text: str = "",
        current: T | None = None,
        private: bool = False,
    ) -> None:
        super().__init__()
        self._private = private
        self._current = current
        self._title = title
        self._text = text
        self._options = options

    @property
    def shows_private(self) -> bool:
        """Whether what is told in it is."""
        return self._private

    def compose(self) -> ComposeResult:
        """A question, what to know for it, and the choices."""
        with Vertical(classes="sheet"):
            yield Static(Content(clean(self._title)), classes="sheet-title")
            if self._text:
                yield Static(Content(clean(self._text, newlines=True)), classes="sheet-text")
            yield RowList[Option[T]](id="choices")
            yield Static(Content("a key or enter chooses · esc leaves"), classes="hint")

    def on_mount(self) -> None:
        """Enter takes the current choice, or the first."""
        current = next((each.key for each in self._options if each.value == self._current), None)
        choices: RowList[Option[T]] = self.query_one("#choices", RowList)
        choices.set_items(
            (
                Item(
                    Row(
                        clean(option.text),
                        Content.styled(f"{option.key}  ", "bold"),
                        Content.styled(clean(option.detail), "$muted"),
                    ),
                    option,
                    option.key,
                )
                for option in self._options
            ),
            key=current,
        )
        choices.focus()

    def on_key(self, event: events.Key) -> None:
        """The key before a choice takes it at once."""
        for option in self._options:
            if event.character is not None and event.character == option.key:
                event.stop()
                self.dismiss(option.value)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click chooses too."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the choice under the cursor."""
        choices: RowList[Option[T]] = self.query_one("#choices", RowList)
        if choices.value is not None:
            self.dismiss(choices.value.value)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
