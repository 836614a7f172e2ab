"""One line of feedback: praise or redirect, said or not yet said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from convo_tui.domain.feedback import Feedback, FeedbackKind
from convo_tui.domain.people import Person
from convo_tui.domain.values import new_id
from convo_tui.text import clean, one_line
from convo_tui.ui.command_tables import FEEDBACK
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice

SIGNS = {"+": FeedbackKind.PRAISE, "-": FeedbackKind.REDIRECT}

_SIGN = re.compile(r"([+-]) ?(?![\d%])")
"""A sign before a figure belongs to the figure: `-5 % errors`."""


class FeedbackSheet(FormSheet[Feedback]):
    """Asks for feedback; `+` or `-` before it says which kind it is.

    Args:
        person: whom it is for.
        meeting_id: the talk in which it is written down, if any.
        before: feedback that is to be worded anew; None for a new one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FEEDBACK)]

    hint: ClassVar[str] = "enter saves · + praise or - redirect before the words"

    def __init__(
        self, person: Person, meeting_id: str | None = None, *, before: Feedback | None = None
    ) -> None:
        super().__init__(f"feedback {before.id if before else person.id}")
        self._person = person
        self._meeting_id = meeting_id
        self._before = before

    def compose(self) -> ComposeResult:
        """The line, and two choices."""
        name = clean(self._person.first_name)
        before = self._before
        was_said = before is not None and before.said_at is not None
        kind = before.kind if before else FeedbackKind.PRAISE
        kinds = WordChoice([(kind, kind.value) for kind in FeedbackKind], kind, id="kind")
        words = [(False, "not yet"), (True, "as it stands" if was_said else "just now")]
        said = WordChoice(words, was_said, id="said")
        with Vertical(classes="sheet"):
            yield Static(Content(f"Feedback for {clean(self._person.name)}"), classes="sheet-title")
            typed = before.text if before else ""
            yield from part(
                "feedback", Field(typed, placeholder=f"what {name} did, and what it did", id="line")
            )
            yield from part("is", kinds, gap=True)
            yield from part("said", said)
            yield Told(id="told")
            yield KeyBar()

    @on(Input.Changed, "#line")
    def _sign_typed(self, event: Input.Changed) -> None:
        kept = self._before is not None and event.value == one_line(self._before.text)
        if not kept and (sign := _SIGN.match(event.value.lstrip())):
            self._kind.choose(SIGNS[sign[1]])

    @property
    def _kind(self) -> WordChoice[FeedbackKind]:
        return self.query_one("#kind", WordChoice)

    def go_on(self, widget: Widget) -> None:
        """One line is enough, so enter saves from anywhere."""
        del widget
        self.action_save()

    def action_save(self) -> None:
        """Hand the feedback back."""
        before, text = self._before, one_line(self.text("line"))
        if before is None or text != one_line(before.text):
            text = _SIGN.sub("", text, count=1).strip()
        if not text:
            self.refuse("line", "Type what you saw first, or press esc to leave.")
            return
        now = self.convo.clock.now().astimezone(UTC)
        said: WordChoice[bool] = self.query_one("#said", WordChoice)
        if before is not None:
            same = text == one_line(before.text)
            said_at = (before.said_at or now) if said.value else None
            words = before.text if same else text
            self.hand_back(replace(before, text=words, kind=self._kind.value, said_at=said_at))
            return
        self.hand_back(
            Feedback(
                new_id(),
                self._person.id,
                now,
                text,
                self._kind.value,
                now if said.value else None,
                self._meeting_id,
            )
        )

    def action_kind(self) -> None:
        """Praise becomes redirect, and redirect praise."""
        self._kind.action_step(1)

    def action_said(self) -> None:
        """Said just now, or not yet."""
        self.query_one("#said", WordChoice).action_step(1)
