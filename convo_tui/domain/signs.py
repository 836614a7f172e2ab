"""The signs that the talks work: five answers after a talk, and the manager's own energy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sign(StrEnum):
    """What is asked after a talk; the value is the field of `Signs` that has the answer."""

    SOONER = "sooner"
    IDEAS = "ideas"
    GOALS = "goals"
    ENGAGED = "engaged"
    STAYS = "stays"
    ENERGY = "energy"


@dataclass(frozen=True, slots=True)
class Signs:
    """The answers after one talk; always private.

    Each is -1 (less), 0 (the same) or 1 (more); None where it was skipped.

    Attributes:
        sooner: raises problems sooner.
        ideas: comes with own ideas.
        goals: goals move between talks.
        engaged: is engaged.
        stays: is likely to stay.
        energy: how the manager comes out of the talk: drained, even, with more energy.
    """

    id: str
    person_id: str
    meeting_id: str
    at: datetime
    sooner: int | None = None
    ideas: int | None = None
    goals: int | None = None
    engaged: int | None = None
    stays: int | None = None
    energy: int | None = None

    def answer(self, sign: Sign) -> int | None:
        """The answer to one of them."""
        found: int | None = getattr(self, sign.value)
        return found

    def with_answer(self, sign: Sign, answer: int | None) -> Signs:
        """The same with another answer to one of them; None takes it back."""
        given = {each.value: self.answer(each) for each in Sign} | {sign.value: answer}
        return Signs(self.id, self.person_id, self.meeting_id, self.at, **given)

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(self.answer(each) is not None for each in Sign)
