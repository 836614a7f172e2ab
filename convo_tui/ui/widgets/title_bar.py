"""The top line: where one is at the left, how it stands at the right."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from convo_tui.storage.writer import SaveState

UNSAVED_SHOWN_AFTER = 0.3
"""Seconds that a save may take before the screen speaks of it."""

HIDING = "~ hidden"
"""Told as long as private things are hidden: one looks before a screen is shared."""

LEAST_LEFT = 16
"""Cells that where one is keeps, while there is trouble to tell."""


def age_words(seconds: float) -> str:
    """How long something has lasted: `12 s`, `3 min`, `2 h`."""
    if seconds < 60:
        return f"{int(seconds)} s"
    if seconds < 3600:
        return f"{int(seconds / 60)} min"
    return f"{int(seconds / 3600)} h"


class TitleBar(Widget):
    """Where one is, and whether everything typed is in the file."""

    stays_drawn = True
    """See `covering.stays_drawn`."""

    # Always: contents of the same words in other colours are equal to Textual.
    saving: reactive[str] = reactive("")
    """"" while all is saved, else the state and its age."""

    hiding: reactive[bool] = reactive(False)
    """Whether private things are hidden."""

    always_saved: bool = False
    """Whether to say "saved" too, where one types much."""

    def __init__(self) -> None:
        super().__init__()
        self.left = self.right = Content("")

    def on_mount(self) -> None:
        """Follow whether private things are hidden."""
        self.watch(self.app, "private_hidden", self._hide)

    def _hide(self, hiding: bool) -> None:
        self.hiding = hiding

    def show(self, left: Content, right: Content) -> None:
        """Show other ends. Textual compares contents by words alone; here colours count too."""
        same = left.is_same(self.left) and right.is_same(self.right)
        self.left, self.right = left, right
        if not same:
            self.refresh()

    def show_save(self, state: SaveState) -> None:
        """Take in how saving goes."""
        age = state.age()
        if state.problem:
            self.saving = f"not saved: {state.problem} · {age_words(age)}"
        elif state.unread:
            self.saving = f"not read: {state.unread} · {age_words(state.unread_age())}"
        elif state.waiting and age >= UNSAVED_SHOWN_AFTER:
            self.saving = f"saving… {age_words(age)}" if age >= 1 else "saving…"
        else:
            self.saving = ""

    def render(self) -> RenderResult:
        """Draw both ends; the left one gives way."""
        right = self.right
        if self.saving:
            saving = Content.styled(f"○ {self.saving}", "$asks")
            right = Content.assemble(right, "   ", saving)
            if right.cell_length > self.size.width - LEAST_LEFT:
                right = saving
        elif self.always_saved:
            right = Content.assemble(right, "   ", ("● saved", "$good"))
        if self.hiding:
            right = Content.assemble((HIDING, "$asks"), "   " if right else "", right)
        width = self.size.width
        left = self.left.truncate(max(0, width - right.cell_length - 1), ellipsis=True)
        gap = max(1, width - left.cell_length - right.cell_length)
        return Content.assemble(left, " " * gap, right)
