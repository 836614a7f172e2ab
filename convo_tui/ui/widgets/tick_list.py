"""Milestones with a box each, ticked and unticked in a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from convo_tui.domain.goals import Milestone
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item, RowList

MOST_LINES = 6


class TickList(RowList[Milestone]):
    """Space ticks the milestone under the cursor, or takes the tick away; so does a click.

    Args:
        milestones: all of a goal, by position.
        id: of the widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", show=False)]
    DEFAULT_CSS = f"TickList {{ height: auto; max-height: {MOST_LINES}; }}"

    class Changed(Message):
        """A tick came or went."""

    def __init__(self, milestones: Sequence[Milestone], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._milestones = milestones
        self._ticked = frozenset(each.id for each in milestones if each.reached_at is not None)

    @property
    def ticked(self) -> frozenset[str]:
        """The ids of those that are reached."""
        return self._ticked

    @ticked.setter
    def ticked(self, ids: frozenset[str]) -> None:
        self._ticked = ids
        self._show()
        self.post_message(self.Changed())

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def _show(self) -> None:
        self.set_items(Item(self._row(each), each) for each in self._milestones)

    def _row(self, milestone: Milestone) -> Row:
        if milestone.id in self._ticked:
            return Row(clean(milestone.text), Content.styled("☑ ", "$good"))
        return Row(clean(milestone.text), Content.styled("☐ ", "$muted"))

    def action_tick(self) -> None:
        """Tick it, or take the tick away."""
        if self.value is not None:
            self.ticked = self._ticked ^ {self.value.id}

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """A click ticks, too."""
        event.stop()
        self.action_tick()

    def on_click(self, event: events.Click) -> None:
        """The form beneath has no use for it."""
        event.stop()
