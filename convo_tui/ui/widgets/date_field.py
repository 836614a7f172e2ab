"""A day as people type it, and beneath it the day that was understood."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from convo_tui.domain.date_words import EXAMPLES
from convo_tui.domain.dates import DateNotUnderstood, full_date, is_past, relative_day, warm_up
from convo_tui.text import clean
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.told import Told


class DateField(Vertical):
    """Shows `fri` back as "Friday 27 November 2026, in 3 days" while one types.

    Args:
        value: what stands in the field at first.
        read: understands what is typed; raises `DateNotUnderstood`.
        today: from which the day is seen.
        id: of the text field inside; its own id is that with `-date`.
        over: whether a day that has passed is what is asked for, and nothing to wonder at.
        examples: what stands in the blank field.
    """

    DEFAULT_CSS = """
    DateField { height: auto; }
    DateField > Told { height: auto; min-height: 1; padding: 0 1; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        read: Callable[[str], date],
        today: date,
        id: str,  # noqa: A002
        over: bool = False,
        examples: str = EXAMPLES,
    ) -> None:
        super().__init__(id=f"{id}-date")
        self._over = over
        self._field = Field(value, placeholder=examples, id=id)
        self._shown = Told()
        self._read = read
        self._today = today

    def compose(self) -> ComposeResult:
        """The field, and one line beneath."""
        yield self._field
        yield self._shown

    def on_mount(self) -> None:
        """Load what "12 May" needs, before anybody types it."""
        self.run_worker(asyncio.to_thread(warm_up))

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.value

    @property
    def day(self) -> date | None:
        """The day that was understood; None where the field is blank or holds no date."""
        try:
            return self._read(self.text)
        except DateNotUnderstood:
            return None

    @property
    def problem(self) -> str:
        """Why what stands in the field is no date, with examples; "" for a blank field."""
        if not self.text.strip():
            return ""
        try:
            self._read(self.text)
        except DateNotUnderstood as fault:
            return str(fault)
        return ""

    @property
    def words(self) -> str:
        """The day in full, as seen from today; "" where there is none."""
        day = self.day
        return "" if day is None else f"{full_date(day)}, {relative_day(day, self._today)}"

    def insist(self, sentence: str) -> None:
        """Say beneath the field what is wrong with it, and go there; the text stays."""
        self._shown.tell(Content.styled(clean(sentence), "$asks"))
        self._field.focus()

    @on(Input.Changed)
    def _show(self) -> None:
        """Show the day, and nothing while what stands there may yet become one."""
        day = self.day
        past = not self._over and day is not None and is_past(day, self._today)
        words = f"{self.words}: in the past?" if past else self.words
        self._shown.tell(Content.styled(words, "$asks" if past else "$date"))
