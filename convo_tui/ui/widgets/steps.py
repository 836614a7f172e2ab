"""The steps of something that is done one after the other, with where one is and what is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, how it stands in a few words, and whether it is done."""

    title: str
    words: str = ""
    done: bool = False


class Steps(Widget):
    """Below each other in a column, beside each other in one line; a click goes to a step."""

    auto_links = False  # the colours say which step one is in

    steps: reactive[Sequence[Step]] = reactive((), layout=True)
    current: reactive[int] = reactive(0)
    in_a_line: reactive[bool] = reactive(False, layout=True)

    def render(self) -> RenderResult:
        """Draw them; the signs say it too, not the colours alone."""
        drawn = [self._step(number, step) for number, step in enumerate(self.steps)]
        return Content("   " if self.in_a_line else "\n\n").join(drawn)

    def _step(self, number: int, step: Step) -> Content:
        here = number == self.current
        sign = Content.styled("✓ ", "$good") if step.done else Content("  ")
        mark = Content("▸ ") if here else sign
        title = Content.styled(step.title, "bold" if here else "$muted")
        parts = [mark, title]
        if not self.in_a_line:
            if here and step.done:
                parts.append(Content.styled(" ✓", "$good"))
            parts.append(Content.styled(f"\n  {step.words}", "$muted"))
        go = Style.from_meta({"@click": f"screen.go_step({number})"})
        return Content("").join(parts).stylize(go)
