"""A question of the manager's own: its words, where it fits, what to ask after it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from convo_tui import assets
from convo_tui.domain.questions import Question, sounds_closed
from convo_tui.domain.values import new_id
from convo_tui.text import clean, one_line
from convo_tui.ui.command_tables import FORM
from convo_tui.ui.commands import bindings
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.word_choice import WordChoice

CLOSED_HINT = "Yes or no could answer this. What, how or which may open it up."
EMPTY_HINT = "Write the question first, or press esc to leave."


class QuestionForm(ConvoModal[Question | None]):
    """Words, segment, themes and follow-up; hands back the question to keep, or None.

    Editing an own question keeps its id. Editing a shipped one gives an own question beside it.

    Args:
        segments: what a question can belong to, names by key.
        question: the question to edit; None writes a new one.
        text: the first words of a new one.
        segment: the segment of a new one.
    """

    CSS_PATH = assets.styles_dir() / "modals" / "question_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]

    def __init__(
        self,
        segments: Mapping[str, str],
        question: Question | None = None,
        *,
        text: str = "",
        segment: str = "",
    ) -> None:
        super().__init__()
        self._segments = segments
        self._before = question
        self._first = question or Question("", one_line(text), segment)
        self._draft = f"question {question.id if question else 'new'}"
        self._bring_draft = question is not None or not text

    def compose(self) -> ComposeResult:
        """One line a part, its name before it."""
        first = self._first
        with Vertical(classes="sheet"):
            yield Static(Content(self._title()), classes="sheet-title")
            yield from _part("question", Field(first.text, id="text"))
            yield Static(Content(""), id="question-hint", classes="hint")
            choice = WordChoice(tuple(self._segments.items()), first.segment, id="segment")
            yield from _part("fits", choice)
            themes = Field(", ".join(first.themes), placeholder="career, energy …", id="themes")
            yield from _part("themes", themes)
            follow_up = Field(first.follow_up, placeholder="what to ask next", id="follow-up")
            yield from _part("and then", follow_up)
            yield KeyBar()

    def _title(self) -> str:
        if self._before is None:
            return "A question of your own"
        return "Edit your question" if self._before.own else "Your own version of the question"

    async def on_mount(self) -> None:
        """Bring back what was typed here before and not saved."""
        field = self.query_one("#text", Field)
        field.focus()
        field.cursor_position = len(field.value)
        if self._bring_draft:
            await self.convo.ready()
            typed = await self.convo.store.read(lambda store: store.draft(self._draft))
            if typed:
                self._show(json.loads(typed))

    def _show(self, parts: Mapping[str, str]) -> None:
        for id, field in self._fields():  # noqa: A001
            field.value = parts.get(id, field.value)
        self.query_one(WordChoice).choose(parts.get("segment"))

    def _fields(self) -> Iterator[tuple[str, Field]]:
        for field in self.query(Field):
            yield str(field.id), field

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def _typed(self) -> None:
        parts = {id: field.value for id, field in self._fields()}  # noqa: A001
        self._hint(CLOSED_HINT if sounds_closed(parts["text"]) else "")
        if self._made(parts) == self._first:
            self.convo.store.keep_draft(self._draft, "")
        else:
            segment = self.query_one(WordChoice).value
            self.convo.store.keep_draft(self._draft, json.dumps({**parts, "segment": segment}))

    def _made(self, parts: Mapping[str, str]) -> Question:
        return replace(
            self._first,
            text=one_line(parts["text"]),
            segment=self.query_one(WordChoice).value,
            themes=_themes(parts["themes"]),
            follow_up=one_line(parts["follow-up"]),
        )

    def _hint(self, sentence: str) -> None:
        self.query_one("#question-hint", Static).update(Content.styled(sentence, "$asks"))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "follow-up":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Hand the question back."""
        question = self._made({id: field.value for id, field in self._fields()})  # noqa: A001
        if not question.text:
            self._hint(EMPTY_HINT)
            self.query_one("#text").focus()
            return
        self.convo.store.keep_draft(self._draft, "")
        if not question.own:
            question = replace(question, id=new_id(), own=True, hidden=False)
        self.dismiss(question)

    def action_back(self) -> None:
        """Leave; what was typed stands here again next time."""
        self.dismiss(None)


def _part(name: str, widget: Widget) -> ComposeResult:
    with Horizontal(classes="part"):
        yield Static(Content(name), classes="part-name")
        yield widget


def _themes(typed: str) -> tuple[str, ...]:
    """Themes are words parted by commas; those of several words are joined as the bank's are."""
    words = (re.sub(r"\s+", "-", clean(part).strip().casefold()) for part in typed.split(","))
    return tuple(dict.fromkeys(word for word in words if word))
