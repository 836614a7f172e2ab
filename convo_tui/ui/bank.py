"""The question bank as the picker uses it: the shipped file, the own questions, the marks."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from convo_tui import assets
from convo_tui.domain.questions import Question, QuestionMark, merge, parse_bank
from convo_tui.domain.values import Change
from convo_tui.domain.walks import Walk, parse_walks

if TYPE_CHECKING:
    from convo_tui.storage.async_store import AsyncStore
    from convo_tui.storage.store import Store


@cache
def shipped_questions() -> tuple[Question, ...]:
    """The questions that come with Convo; read and checked once, so call it off the loop first."""
    return parse_bank(assets.load_toml("questions"))


@cache
def shipped_walks() -> tuple[Walk, ...]:
    """The walks that come with Convo, likewise."""
    return parse_walks(assets.load_toml("walks"))


@dataclass(frozen=True, slots=True)
class Bank:
    """What the bank is made of, and the changes that a manager can make to it.

    Attributes:
        own: the manager's own questions, by id.
        marks: stars and hides laid over shipped ones, by the question's id.
    """

    shipped: tuple[Question, ...]
    own: Mapping[str, Question] = field(default_factory=dict)
    marks: Mapping[str, QuestionMark] = field(default_factory=dict)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of them, with stars and hides laid over."""
        starred = {mark.id for mark in self.marks.values() if mark.starred}
        hidden = {mark.id for mark in self.marks.values() if mark.hidden}
        return merge(self.shipped, tuple(self.own.values()), starred, hidden)

    def after(self, changes: Iterable[Change]) -> Bank:
        """The bank once these changes are made."""
        own, marks = dict(self.own), dict(self.marks)
        for change in changes:
            match change:
                case Change(after=Question() as question):
                    own[question.id] = question
                case Change(after=QuestionMark() as mark):
                    marks[mark.id] = mark
                case Change(before=Question() as question):
                    own.pop(question.id, None)
                case Change(before=QuestionMark() as mark):
                    marks.pop(mark.id, None)
        return Bank(self.shipped, own, marks)

    def starring(self, question: Question) -> tuple[Change, ...]:
        """The changes that star a question, or take its star away."""
        return self._marking(question, starred=not question.starred, hidden=question.hidden)

    def hiding(self, question: Question) -> tuple[Change, ...]:
        """The changes that hide a question, or bring it back."""
        return self._marking(question, starred=question.starred, hidden=not question.hidden)

    def rewording(self, question: Question, worded: Question) -> tuple[Change, ...]:
        """The changes that put new words in a question's place.

        A shipped question is never changed: it is hidden, and `worded` stands beside it as an own
        one, under an id of its own, with the star.
        """
        if question.own:
            return (Change.edited(self.own[question.id], worded),)
        return (Change.added(worded), *self._marking(question, starred=False, hidden=True))

    def _marking(self, question: Question, *, starred: bool, hidden: bool) -> tuple[Change, ...]:
        if question.own:
            before = self.own[question.id]
            return (Change.edited(before, replace(before, starred=starred, hidden=hidden)),)
        mark = self.marks.get(question.id)
        after = QuestionMark(question.id, starred, hidden) if starred or hidden else None
        return (Change(mark, after),)


async def read_bank(store: AsyncStore) -> Bank:
    """The bank as it stands in the store; nothing of it waits on the loop."""
    shipped, (own, marks) = await asyncio.gather(
        asyncio.to_thread(shipped_questions), store.read(_own_and_marks)
    )
    return Bank(
        shipped,
        {question.id: question for question in own},
        {mark.id: mark for mark in marks},
    )


async def load_bank(store: AsyncStore) -> tuple[Question, ...]:
    """All questions, shipped and own, with stars and hides laid over."""
    return (await read_bank(store)).questions


def _own_and_marks(store: Store) -> tuple[tuple[Question, ...], tuple[QuestionMark, ...]]:
    return store.own_questions(), store.question_marks()
