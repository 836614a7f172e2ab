"""How it goes with a person, asked after a talk: six lines, each answered by one key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from convo_tui.domain.after_talk import EARLIER_TALKS
from convo_tui.domain.figures.signs import LESS, MORE, SAME, SignTrend, sign_trend
from convo_tui.domain.sign_words import answer_word, statement, trend_words
from convo_tui.domain.signs import Sign, Signs
from convo_tui.text import clean
from convo_tui.ui.command_tables import SIGNS
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.rows import gap, hint
from convo_tui.ui.widgets.steps import Step
from convo_tui.ui.widgets.teller import PRIVATE

ANSWERS = {MORE: ("+", "$good"), SAME: ("=", "$foreground"), LESS: ("-", "$asks")}
"""Sign and colour of each answer."""

UNANSWERED = ("·", "$muted")

WORD_CELLS = 12
"""How wide the answers are, so that the statements begin in one column."""

HOW = "Only you see these, and all can be skipped. The same key again takes an answer back."


class SignList(BrowseList[Sign]):
    """The five statements and the manager's own energy."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SIGNS)]


def sign_items(
    given: Signs | None, earlier: Sequence[Signs], name: str, *, hides: bool
) -> Iterator[Item[Sign]]:
    """The lines, each with its answer and from the fifth answer on its trend.

    Args:
        given: the answers after this talk.
        earlier: those after the talks before it, oldest first.
        name: the person's first name.
        hides: whether private things are hidden: the answers are.
    """
    if hides:
        yield Item(Row(PRIVATE))
        return
    answered = [*earlier, *([given] if given is not None else [])][-EARLIER_TALKS:]
    for sign in Sign:
        if sign is Sign.ENERGY:
            yield Item(gap())
        answer = given.answer(sign) if given is not None else None
        yield _line(sign, answer, sign_trend(sign, answered), clean(name))
    yield Item(gap())
    yield Item(hint(HOW))


def _line(sign: Sign, answer: int | None, trend: SignTrend, name: str) -> Item[Sign]:
    mark, colour = UNANSWERED if answer is None else ANSWERS[answer]
    word = "" if answer is None else answer_word(sign, answer)
    lead = Content.styled(f"{mark} {word:<{WORD_CELLS}}", colour)
    words = Content(statement(sign, name))
    told = trend_words(trend)
    if told:
        words = Content.assemble(words, "\n", (told, "$muted"))
    return Item(Row(words, lead), sign)


def signs_step(title: str, given: Signs | None, *, hides: bool) -> Step:
    """How the step stands."""
    if hides:
        return Step(title, "private")
    answered = given.answered if given is not None else 0
    words = f"{answered} of {len(Sign)} answered" if answered else "to answer, or to skip"
    return Step(title, words, bool(answered))
