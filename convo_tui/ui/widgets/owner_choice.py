"""Whose commitment it is: the person's, the manager's or that of both."""

from __future__ import annotations

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.style import Style

from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.text import shorten
from convo_tui.ui.widgets.word_choice import NO_BREAK, WordChoice

LONGEST = 24
"""Cells of a first name that are shown."""

COLOURS = {Side.REPORT: "$report", Side.MANAGER: "$manager", Side.BOTH: "$foreground"}


class OwnerChoice(WordChoice[Side]):
    """The first name, "you" and "both", each in its colour; the first letter chooses too."""

    def __init__(self, person: Person, value: Side, *, id: str | None = None) -> None:  # noqa: A002
        names = {Side.REPORT: person.first_name, Side.MANAGER: "you", Side.BOTH: "both"}
        super().__init__(tuple(names.items()), value, id=id)

    def on_key(self, event: events.Key) -> None:
        """A letter chooses the next name that begins with it."""
        count = len(self._options)
        for step in range(1, count + 1):
            index = (self.chosen + step) % count
            first = self._options[index][1].strip()[:1].casefold()
            if event.is_printable and event.character and event.character.casefold() == first:
                event.stop()
                self.chosen = index
                return

    def render(self) -> RenderResult:
        """Draw the names, the chosen one in its colour."""
        words = Content("   ").join(self._word(index) for index in range(len(self._options)))
        keys = Content.styled("   ← → or a letter", "$muted")
        return Content.assemble(words, keys) if self.has_focus else words

    def _word(self, index: int) -> Content:
        side, name = self._options[index]
        here = index == self.chosen
        word = f"{'●' if here else '○'} {shorten(name, LONGEST)}".replace(" ", NO_BREAK)
        style = f"bold {COLOURS[side]}" if here else "$muted"
        return Content.styled(word, style).stylize(Style.from_meta({"option": index}))
