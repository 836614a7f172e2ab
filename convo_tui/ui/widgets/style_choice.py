"""Words any of which may fit: a letter takes one in or leaves it out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


class StyleChoice(Widget, can_focus=True):
    """Words in a line, those that fit are ticked; no two of them begin with the same letter.

    Args:
        words: all there are.
        chosen: those that fit; others than `words` are passed over.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("space", "tick", show=False),
    ]
    DEFAULT_CSS = "StyleChoice { height: auto; }"

    chosen: reactive[tuple[str, ...]] = reactive((), layout=True)
    """Those that fit, in the order of all words."""

    at: reactive[int] = reactive(0)
    """The word that space ticks."""

    class Changed(Message):
        """Others are ticked now."""

    def __init__(
        self,
        words: Sequence[str],
        chosen: Iterable[str] = (),
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._words = tuple(words)
        self.set_reactive(StyleChoice.chosen, self._known(chosen))

    def _known(self, chosen: Iterable[str]) -> tuple[str, ...]:
        wanted = set(chosen)
        return tuple(word for word in self._words if word in wanted)

    def choose(self, chosen: Iterable[str]) -> None:
        """Tick these and no others."""
        self.chosen = self._known(chosen)

    def tick(self, word: str) -> None:
        """Tick a word, or leave it out again."""
        self.at = self._words.index(word)
        self.choose({*self.chosen} ^ {word})

    def watch_chosen(self) -> None:
        """Tell that others are ticked."""
        self.post_message(self.Changed())

    @property
    def current(self) -> str:
        """The word that space ticks."""
        return self._words[self.at]

    def render(self) -> RenderResult:
        """Draw the words; each stays whole where they wrap."""
        return Content("\n").join(self._lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines the words take; see `Widget`."""
        del container, viewport
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for index, word in enumerate(self._words):
            ticked = word in self.chosen
            here = "▸" if self.has_focus and index == self.at else " "
            style = "bold" if ticked else "$muted"
            shown = Content.assemble(
                (here, "bold"),
                (f"{'☑' if ticked else '☐'} ", style),
                (word[:1], f"{style} underline"),
                (word[1:], style),
            ).stylize(Style.from_meta({"word": word}))
            if lines and lines[-1].cell_length + 1 + shown.cell_length <= width:
                lines[-1] = Content.assemble(lines[-1], " ", shown)
            else:
                lines.append(shown)
        return lines

    def on_key(self, event: events.Key) -> None:
        """The first letter of a word ticks it."""
        for word in self._words:
            if event.character is not None and event.character.casefold() == word[:1]:
                event.stop()
                self.tick(word)
                return

    def action_move(self, by: int) -> None:
        """Go to the next word, or the one before; the ends meet."""
        self.at = (self.at + by) % len(self._words)

    def action_tick(self) -> None:
        """Tick the word that one is on, or leave it out again."""
        self.tick(self.current)

    def on_click(self, event: events.Click) -> None:
        """Tick the word that was clicked."""
        word = event.style.meta.get("word")
        if word in self._words:
            self.tick(word)
