"""What the question picker lists: suggestions, the rest by segment, what a search found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from textual.content import Content

from convo_tui.domain.agenda import DEFAULT, Template
from convo_tui.domain.counting import several
from convo_tui.domain.growth import Preferences
from convo_tui.domain.questions import Memory, Question, last_asked_words, search
from convo_tui.domain.suggesting import suggest
from convo_tui.domain.walks import Walk
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item

STAR = "★"

Offered = Question | Walk
"""What the picker lists."""


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
        liking: how the person likes it, which says what comes first.
        tells_why: whether the reason stands beside what is suggested; it is private.
        walks: those that can be gone through from here.
        show_hidden: whether hidden questions are listed too, after the others.
    """

    segment: str
    names: Mapping[str, str]
    memory: Mapping[str, Memory]
    now: datetime
    first_talk: bool = False
    show_hidden: bool = False
    liking: Preferences | None = None
    tells_why: bool = True
    walks: tuple[Walk, ...] = ()

    def items(self, bank: tuple[Question, ...], query: str) -> list[Item[Offered]]:
        """All rows with their headings; none where the search found nothing."""
        listed: list[Item[Offered]] = []
        for heading, rows in self._groups(bank, query):
            if not rows:
                continue
            if listed:
                listed.append(Item(Row("", marker=False)))
            heading_row = Row(Content.styled(clean(heading).upper(), "bold $muted"), marker=False)
            listed.append(Item(heading_row))
            listed += rows
        return listed

    def _groups(
        self, bank: tuple[Question, ...], query: str
    ) -> Iterable[tuple[str, list[Item[Offered]]]]:
        found = search(bank, query, self.segment)
        walks: list[Item[Offered]] = [
            Item(_walk_row(walk), walk) for walk in self.walks if _fits(walk, query)
        ]
        if query.strip():
            yield "found", self._rows(found)
            yield "walks", walks
        else:
            suggested = suggest(
                bank, self.memory, self.segment, first_talk=self.first_talk, liking=self.liking
            )
            rows = [self._row(each.question, each.reason) for each in suggested]
            offered = [each.question for each in suggested]
            yield "suggested", [Item(row, each) for row, each in zip(rows, offered, strict=True)]
            rest = [question for question in found if question not in offered]
            # By segment, the running one first: `found` has them in this order already.
            keys = dict.fromkeys([self.segment, *self.names, *(q.segment for q in rest)])
            for key in keys:
                name = self.names.get(key, key)
                yield name, self._rows(question for question in rest if question.segment == key)
            # Whoever comes here wants a question; a walk has a key of its own in the talk.
            yield "walks", walks
        if self.show_hidden:
            # The search passes hidden ones over, so they are shown to it as if they were not.
            hidden = tuple(replace(q, hidden=False) for q in bank if q.hidden)
            found_hidden = search(hidden, query, self.segment)
            yield "hidden", self._rows(replace(question, hidden=True) for question in found_hidden)

    def _rows(self, questions: Iterable[Question]) -> list[Item[Offered]]:
        return [Item(self._row(question), question) for question in questions]

    def _row(self, question: Question, reason: str = "") -> Row:
        words = last_asked_words(self.memory.get(question.id), self.now)
        tail = f"yours · {words}" if question.own else words
        lead = Content.styled(f"{STAR} ", "$asks") if question.starred else Content("  ")
        style = "$muted" if question.hidden else ""
        body = Content.styled(clean(question.text), style)
        if reason and self.tells_why:
            body = Content.assemble(body, (f"\n{clean(reason)}", "$muted"))
        return Row(body, lead, Content.styled(tail, "$muted"))


def _walk_row(walk: Walk) -> Row:
    steps = f"a walk in {several(len(walk.steps), 'step')}"
    return Row(walk.title, "  ", Content.styled(steps, "$muted"))


def _fits(walk: Walk, query: str) -> bool:
    """Whether every word that was typed stands in what a walk is about."""
    about = f"{walk.title} {walk.about} walk".casefold()
    return all(word in about for word in query.casefold().split())
