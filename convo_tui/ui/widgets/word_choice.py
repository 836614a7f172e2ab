"""One of a few words, all of them in sight: left and right choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from convo_tui.text import clean

T = TypeVar("T")

NO_BREAK = "\N{NO-BREAK SPACE}"


class WordChoice(Widget, Generic[T], can_focus=True):
    """Words in a line, the chosen one marked; a click chooses too.

    Args:
        options: what each word stands for, and the word.
        value: what is chosen at first; the first option where none is equal to it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]
    DEFAULT_CSS = "WordChoice { height: auto; }"

    chosen: reactive[int] = reactive(0)
    """The index of the chosen option."""

    class Changed(Message):
        """Another word was chosen."""

    def __init__(
        self,
        options: Sequence[tuple[T, str]],
        value: T | None = None,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._options = tuple(options)
        self.set_reactive(WordChoice.chosen, self._index(value))

    @property
    def value(self) -> T:
        """What is chosen."""
        return self._options[self.chosen][0]

    def choose(self, value: object) -> None:
        """Choose the option that stands for this."""
        self.chosen = self._index(value)

    def _index(self, value: object) -> int:
        return next((i for i, option in enumerate(self._options) if option[0] == value), 0)

    def watch_chosen(self) -> None:
        """Tell that the choice is another one."""
        self.post_message(self.Changed())

    def render(self) -> RenderResult:
        """Draw the words; each stays whole where they wrap."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines the words take; see `Widget`."""
        del container, viewport
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        # Textual would break a word at its spaces, whatever kind of space they are.
        words = [
            Content(f"{'●' if index == self.chosen else '○'} {clean(word)}")
            .stylize("bold" if index == self.chosen else "$muted")
            .stylize(Style.from_meta({"option": index}))
            for index, (_, word) in enumerate(self._options)
        ]
        if self.has_focus:
            words.append(Content.styled(" ← →", "$muted"))
        lines = words[:1]
        for word in words[1:]:
            if lines[-1].cell_length + 2 + word.cell_length <= width:
                lines[-1] = Content.assemble(lines[-1], "  ", word)
            else:
                lines.append(word)
        return lines

    def on_focus(self) -> None:
        """Say which keys choose."""
        self.refresh(layout=True)

    def on_blur(self) -> None:
        """Say so no more."""
        self.refresh(layout=True)

    def action_step(self, by: int) -> None:
        """Choose the next one, or the one before; the ends meet."""
        self.chosen = (self.chosen + by) % len(self._options)

    def on_click(self, event: events.Click) -> None:
        """Choose the one that was clicked."""
        self.chosen = event.style.meta.get("option", self.chosen)


class LetterChoice(WordChoice[T]):
    """Words that are chosen by the letter they begin with, too; no two begin with the same."""

    def on_key(self, event: events.Key) -> None:
        """A letter chooses at once."""
        for index, (_, word) in enumerate(self._options):
            if event.character is not None and event.character.casefold() == word[:1].casefold():
                event.stop()
                self.chosen = index
                return
