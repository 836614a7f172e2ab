"""Who moved or cancelled a talk and why, worded anew."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.cadence import ScheduleChange
from convo_tui.domain.people import Person
from convo_tui.domain.values import Side
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice


class ScheduleReason(FormSheet[ScheduleChange]):
    """Hands back the change with another side or reason; when the talk was to be stays.

    Args:
        change: as it stands.
        person: whose talk it was.
    """

    def __init__(self, change: ScheduleChange, person: Person) -> None:
        super().__init__(f"schedule {change.id}")
        self._before = change
        self._person = person

    def compose(self) -> ComposeResult:
        """Who, and why."""
        name = clean(self._person.first_name)
        done = f"{self._before.kind.value} talk with {clean(self._person.name)}"
        who = [(Side.MANAGER, "you"), (Side.REPORT, name), (Side.BOTH, "both")]
        with Vertical(classes="sheet"):
            yield Static(Content(f"The {done}"), classes="sheet-title")
            yield from part("by", WordChoice(who, self._before.who, id="who"))
            why = Field(self._before.reason, placeholder="why, in a few words", id="why")
            yield from part("because", why)
            yield Told(id="told")
            yield KeyBar()

    def action_save(self) -> None:
        """Hand the change back; a reason may be left out, as when it was made."""
        who: WordChoice[Side] = self.query_one("#who", WordChoice)
        self.hand_back(replace(self._before, who=who.value, reason=one_line(self.text("why"))))
