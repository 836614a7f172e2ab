"""What the question picker lists: suggestions, the rest by segment, what a search found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from textual.content import Content

from convo_tui.domain.agenda import DEFAULT, Template
from convo_tui.domain.questions import Memory, Question, last_asked_words, search, suggest
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item

STAR = "★"


def segment_names(templates: Iterable[Template]) -> dict[str, str]:
    """The segments that a question can belong to, with their names: the four, then own ones."""
    names = {segment.key: segment.name for segment in DEFAULT.segments}
    for template in templates:
        for segment in template.segments:
            names.setdefault(segment.key, segment.name)
    return names


@dataclass(frozen=True, slots=True)
class Lookout:
    """From where the bank is looked at.

    Attributes:
        segment: the key of the running segment.
        names: of the segments, by key.
        memory: what the person was asked, by question id.
        now: the present in the manager's zone.
        show_hidden: whether hidden questions are listed too, after the others.
    """

    segment: str
    names: Mapping[str, str]
    memory: Mapping[str, Memory]
    now: datetime
    first_talk: bool = False
    show_hidden: bool = False

    def items(self, bank: tuple[Question, ...], query: str) -> list[Item[Question]]:
        """All rows with their headings; none where the search found nothing."""
        listed: list[Item[Question]] = []
        for heading, questions in self._groups(bank, query):
            if not questions:
                continue
            if listed:
                listed.append(Item(Row("", marker=False)))
            heading_row = Row(Content.styled(clean(heading).upper(), "bold $muted"), marker=False)
            listed.append(Item(heading_row))
            listed += [Item(self._row(question), question) for question in questions]
        return listed

    def _groups(
        self, bank: tuple[Question, ...], query: str
    ) -> Iterable[tuple[str, tuple[Question, ...]]]:
        found = search(bank, query, self.segment)
        if query.strip():
            yield "found", found
        else:
            suggested = suggest(bank, self.memory, self.segment, first_talk=self.first_talk)
            yield "suggested", suggested
            rest = [question for question in found if question not in suggested]
            # By segment, the running one first: `found` has them in this order already.
            keys = dict.fromkeys([self.segment, *self.names, *(q.segment for q in rest)])
            for key in keys:
                name = self.names.get(key, key)
                yield name, tuple(question for question in rest if question.segment == key)
        if self.show_hidden:
            # The search passes hidden ones over, so they are shown to it as if they were not.
            hidden = tuple(replace(q, hidden=False) for q in bank if q.hidden)
            found_hidden = search(hidden, query, self.segment)
            yield "hidden", tuple(replace(question, hidden=True) for question in found_hidden)

    def _row(self, question: Question) -> Row:
        words = last_asked_words(self.memory.get(question.id), self.now)
        tail = f"yours · {words}" if question.own else words
        lead = Content.styled(f"{STAR} ", "$asks") if question.starred else Content("  ")
        style = "$muted" if question.hidden else ""
        return Row(
            Content.styled(clean(question.text), style), lead, Content.styled(tail, "$muted")
        )
