"""What the sheets of growth share: the questions that lead through them, and longer answers."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import TextArea

from convo_tui import assets
from convo_tui.domain.walks import Walk, WalkStep
from convo_tui.text import clean
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.form import FormSheet, Typed
from convo_tui.ui.screen import ResultT
from convo_tui.ui.sheet_commands import ANSWERS
from convo_tui.ui.widgets.lines_field import LinesField
from convo_tui.ui.widgets.prose_field import ProseField
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows
from convo_tui.ui.widgets.style_choice import StyleChoice


class WalkForm(FormSheet[ResultT]):
    """A form whose answers may be longer, with the open questions of the part one is in.

    Args:
        walk: its questions.
        draft: the key under which the draft is kept.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        assets.styles_dir() / "modals" / "form.tcss",
        assets.styles_dir() / "modals" / "walk.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANSWERS)]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 (typed by Textual)

    def __init__(self, walk: Walk, draft: str) -> None:
        super().__init__(draft)
        self._walk = walk

    @property
    def first_part(self) -> Widget:
        """The first of any kind of part."""
        return self.query("Field, ProseField, StyleChoice").first()

    def questions_of(self, step: WalkStep) -> Rows:
        """The questions of a step, a line each."""
        lead = Content.styled("? ", "$date")
        return Rows([Row(clean(each), lead, marker=False) for each in step.questions])

    def typed(self) -> Typed:
        """Longer answers and ticks, too."""
        texts = {str(each.id): each.text for each in self.query(LinesField)}
        ticks = {str(each.id): " ".join(each.chosen) for each in self.query(StyleChoice)}
        return {**super().typed(), **texts, **ticks}

    def fill(self, typed: Typed) -> None:
        """Longer answers and ticks, too."""
        super().fill(typed)
        for field in self.query(LinesField):
            text = clean(typed.get(str(field.id), field.text), newlines=True)
            if text != field.text:
                field.load_text(text)
                field.move_cursor(field.document.end)
        for choice in self.query(StyleChoice):
            if (words := typed.get(str(choice.id))) is not None:
                choice.choose(words.split())

    def prose(self, field_id: str, was: str) -> str:
        """What stands in a longer answer; as it was written, where it says the same."""
        text = clean(self.query_one(f"#{field_id}", LinesField).text, newlines=True).strip()
        return was if text == clean(was, newlines=True).strip() else text

    @on(TextArea.Changed)
    @on(StyleChoice.Changed)
    def _longer_typed(self) -> None:
        self._keep()

    @on(ProseField.Entered)
    def _prose_entered(self) -> None:
        if self.focused is not None:
            self.go_on(self.focused)

    def on_key(self, event: events.Key) -> None:
        """Enter goes on from the ticks as well."""
        if event.key == "enter" and isinstance(self.focused, StyleChoice):
            event.stop()
            self.go_on(self.focused)

    def action_part_after(self) -> None:
        """Go to the next part."""
        self.focus_next()

    def action_part_before(self) -> None:
        """Go to the part before."""
        self.focus_previous()
