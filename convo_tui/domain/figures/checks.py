"""A statement of the on-track checklist and its answer, about one person and about everybody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from convo_tui.domain.counting import several
from convo_tui.domain.people import Person

FEWEST = 3
"""Of what a statement counts, before it is answered: two of them may be chance."""

MOST, HALF = 0.8, 0.5
"""From which share on a statement is answered with yes, and with not quite."""


class Answer(StrEnum):
    """How far a statement holds; the value is the word for it."""

    YES = "yes"
    NOT_QUITE = "not quite"
    NO = "no"
    UNKNOWN = "not known yet"


@dataclass(frozen=True, slots=True)
class Check:
    """A statement about the talks with one person, and its answer.

    Attributes:
        id: its row in docs/figures.md.
        statement: as the manager would say it.
        figure: what the answer is made of, in a few words.
        good, counted: of how many things that were counted it holds; 0 of 0 where none was.
        behind: the group of the timeline that has the entries behind it.
    """

    id: str
    statement: str
    answer: Answer
    figure: str
    good: int
    counted: int
    behind: str


@dataclass(frozen=True, slots=True)
class TeamCheck:
    """A statement for everybody.

    Attributes:
        statement: as the manager would say it of all.
        people: each person with their own answer.
    """

    id: str
    statement: str
    people: tuple[tuple[Person, Check], ...]

    @property
    def known(self) -> int:
        """Of how many people it is known."""
        return sum(check.answer is not Answer.UNKNOWN for _, check in self.people)

    @property
    def yes(self) -> int:
        """For how many people the answer is yes."""
        return sum(check.answer is Answer.YES for _, check in self.people)

    @property
    def answer(self) -> Answer:
        """The answer for all: by how many of those of whom it is known say yes."""
        return answer_of(self.yes, self.known, fewest=1)

    @property
    def figure(self) -> str:
        """`4 of 5 people`, with how many are not known yet."""
        if not self.known:
            return "not known of anybody yet"
        words = f"yes for {self.yes} of {several(self.known, 'person', 'people')}"
        unknown = len(self.people) - self.known
        return f"{words}, {unknown} not known yet" if unknown else words


def answer_of(
    good: int, counted: int, *, yes: float = MOST, half: float = HALF, fewest: int = FEWEST
) -> Answer:
    """The answer to a statement that holds for `good` of `counted` things.

    Args:
        good: for how many it holds.
        counted: of how many.
        yes: from which share on the answer is yes.
        half: from which share on it is not quite.
        fewest: with fewer than so many counted it is not known yet.
    """
    if counted < fewest or not counted:
        return Answer.UNKNOWN
    share = good / counted
    return Answer.YES if share >= yes else Answer.NOT_QUITE if share >= half else Answer.NO


def check_of(
    statement: str,
    good: int,
    counted: int,
    words: str,
    behind: str,
    *,
    yes: float = MOST,
    half: float = HALF,
    fewest: int = FEWEST,
) -> Check:
    """A check of how many of some things are as they should be.

    Args:
        statement: as the manager would say it.
        good: how many are.
        counted: of how many.
        words: what is counted, one of them.
        behind: the group of the timeline that has them.
        yes: see `answer_of`.
        half: likewise.
        fewest: likewise.
    """
    answer = answer_of(good, counted, yes=yes, half=half, fewest=fewest)
    of = f"of {several(counted, words)}" if counted else f"no {words}"
    figure = f"{good} {of}" if counted else of
    if answer is Answer.UNKNOWN and counted:
        figure = f"{of.removeprefix('of ')}, told from {fewest} on"
    return Check("", statement, answer, figure, good, counted, behind)
