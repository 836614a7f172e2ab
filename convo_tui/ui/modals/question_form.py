"""A question of the manager's own: its words, where it fits, what to ask after it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.questions import Question, sounds_closed
from convo_tui.domain.values import new_id
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice

CLOSED = "Yes or no could answer this. What, how or which may open it up."
EMPTY = "Write the question first, or press esc to leave."
DRAFT_CELLS = 40
"""How much of a search that found nothing tells one draft from another."""


class QuestionForm(FormSheet[Question]):
    """Words, segment, themes and follow-up; hands back the question to keep, or None.

    Editing an own question keeps its id. Editing a shipped one gives an own question beside it.

    Args:
        segments: what a question can belong to, names by key.
        question: the question to edit; None writes a new one.
        text: the first words of a new one.
        segment: the segment of a new one.
    """

    def __init__(
        self,
        segments: Mapping[str, str],
        question: Question | None = None,
        *,
        text: str = "",
        segment: str = "",
    ) -> None:
        about = question.id if question else f"new {shorten(text, DRAFT_CELLS)}".rstrip()
        super().__init__(f"question {about}")
        self._segments = segments
        self._edits = question is not None
        self._question = question or Question("", one_line(text), segment)

    def compose(self) -> ComposeResult:
        """A line for each part."""
        question = self._question
        choice = WordChoice(tuple(self._segments.items()), question.segment, id="segment")
        themes = Field(", ".join(question.themes), placeholder="career, energy …", id="themes")
        then = Field(question.follow_up, placeholder="what to ask next", id="then")
        with Vertical(classes="sheet"):
            yield Static(Content(self._title()), classes="sheet-title")
            yield from part("question", Field(question.text, id="text"))
            yield from part("fits", choice, gap=True)
            yield from part("themes", themes, gap=True)
            yield from part("and then", then, gap=True)
            yield Told(id="told")
            yield KeyBar()

    def _title(self) -> str:
        if not self._edits:
            return "A question of your own"
        return "Edit your question" if self._question.own else "Your own version of the question"

    def checked(self) -> None:
        """A closed question is pointed out, and may stay one."""
        if sounds_closed(self.text("text")):
            self.tell(CLOSED, "$asks")

    def action_save(self) -> None:
        """Hand the question back."""
        text = one_line(self.text("text"))
        if not text:
            self.refuse("text", EMPTY)
            return
        segment: WordChoice[str] = self.query_one("#segment", WordChoice)
        question = replace(
            self._question,
            text=text,
            segment=segment.value,
            themes=_themes(self.text("themes")),
            follow_up=one_line(self.text("then")),
        )
        if not question.own:
            question = replace(question, id=new_id(), own=True, hidden=False)
        self.hand_back(question)


def _themes(typed: str) -> tuple[str, ...]:
    """Themes are words parted by commas; those of several words are joined as the bank's are."""
    words = (re.sub(r"\s+", "-", clean(part).strip().casefold()) for part in typed.split(","))
    return tuple(dict.fromkeys(word for word in words if word))
