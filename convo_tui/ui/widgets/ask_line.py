"""A line over a list that asks for words, a period or a date, in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from convo_tui.text import clean
from convo_tui.ui.command_tables import ASKING
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.told import Told


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for.

    Attributes:
        label: what it is, before the field.
        hint: what is told while the field is empty.
        tell: what a text means, told while one types; "" while it may yet come to mean something.
        steps: texts that up and down go through, if any.
    """

    label: str
    hint: str
    tell: Callable[[str], str] = lambda _: ""
    steps: Sequence[str] = ()


class AskField(Field):
    """The field, with its own keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ASKING)]

    class Left(Message):
        """Escape was pressed."""

    steps: Sequence[str] = ()

    def action_leave(self) -> None:
        """Leave the field."""
        self.post_message(self.Left())

    def action_step(self, by: int) -> None:
        """The next of the usual texts."""
        value = self.value.casefold().strip()
        place = self.steps.index(value) + by if value in self.steps else (0 if by > 0 else -1)
        self.value = self.steps[place % len(self.steps)]
        self.cursor_position = len(self.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key that would do nothing here."""
        return super().check_action(action, parameters) and (action != "step" or bool(self.steps))


class AskLine(Vertical):
    """A label and a field, and a line beneath that says how the text is understood."""

    DEFAULT_CSS = """
    AskLine { height: auto; display: none; }
    AskLine > Horizontal { height: 1; }
    AskLine Static { width: auto; }
    AskLine AskField { width: 1fr; max-width: 50; }
    AskLine > Told { width: 1fr; height: auto; padding: 0 1 0 2; }
    """

    class Changed(Message):
        """Another text stands in the field."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Entered(Changed):
        """Enter was pressed."""

    class Left(Message):
        """Escape was pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None
        self._label = Static(markup=False)
        self._field = AskField()
        self._told = Told()

    def compose(self) -> ComposeResult:
        """The field, and one line beneath."""
        with Horizontal():
            yield self._label
            yield self._field
        yield self._told

    @property
    def field(self) -> AskField:
        """The field that is typed into."""
        return self._field

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.value

    def ask(self, question: Question, text: str) -> None:
        """Ask for something, with a text to begin with."""
        self._question = question
        self._label.update(Content.styled(f"  {question.label}  ", "bold"))
        self._field.steps = question.steps
        with self.prevent(Input.Changed):
            self._field.value = text
        self._field.cursor_position = len(text)
        self.display = True
        self._field.focus()
        self._tell()

    def end(self) -> None:
        """Ask no more."""
        self._question = None
        self.display = False

    def insist(self, sentence: str) -> None:
        """Say what is wrong with the text, which stays."""
        self._told.tell(Content.styled(clean(sentence), "$asks"))
        self._field.focus()

    def tell(self, words: str) -> None:
        """Say something about the text."""
        self._told.tell(Content.styled(clean(words), "$muted"))

    @property
    def told(self) -> str:
        """What it says beneath the field."""
        return str(self._told.render())

    def _tell(self) -> None:
        if (question := self._question) is not None:
            blank = not self.text.strip()
            self.tell(question.hint if blank else question.tell(self.text))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._question is not None:
            self._tell()
            self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Entered(event.value))

    @on(AskField.Left)
    def _left(self, event: AskField.Left) -> None:
        event.stop()
        self.post_message(self.Left())
