"""The five pitfalls of a manager, watched from the data and told kindly after a talk.

At most two are told, those first that cost a person's trust. A manager is compared with their own
earlier talks and with nobody else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from convo_tui.domain.counting import several
from convo_tui.domain.figures.typed import typed_words
from convo_tui.domain.talk_share import JUDGE_AFTER, percent

MOST = 2
"""So many are told after a talk."""


class Pitfall(StrEnum):
    """What one may fall into; the order says what matters most."""

    PROMISES = "promises"
    CANCELLING = "cancelling"
    TALKING = "talking"
    TYPING = "typing"
    NO_WIN = "no win"

    @property
    def hint(self) -> str:
        """The name under which the manager may have dismissed it."""
        return f"pitfall {self.value}"


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on each pitfall is told; 0 or False switches one off.

    Attributes:
        on: whether any is told.
        typing: typed share of the person's speaking time, 0 to 1.
        talking: manager_share, 0 to 1.
        no_win: whether a talk without a win named is told.
        cancelled: so many cancellations by the manager ...
        cancelled_weeks: ... in so many weeks.
        promises: so many promises overdue.
    """

    on: bool = True
    typing: float = 0.30
    talking: float = 0.65
    no_win: bool = True
    cancelled: int = 3
    cancelled_weeks: int = 8
    promises: int = 2


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a talk that has ended.

    Attributes:
        name: the person's first name.
        seconds: how long the talk took, pauses apart.
        share: manager_share, 0 to 1; None where nobody was marked as speaking.
        usual: the same over the manager's own talks with the person before it (figure S2).
        earlier: how many talks that is made of.
        typed: typed share (figure Y1); None where it is not known.
        wins: what went well and was named.
        cancelled: talks that the manager cancelled in the weeks before the end of the talk.
        overdue: promises to the person whose checkpoint had passed.
        oldest: by how many days the oldest of them was overdue.
        hard: whether it was prepared as a hard talk, in which much may have to be said.
    """

    name: str
    seconds: float
    share: float | None
    usual: float | None = None
    earlier: int = 0
    typed: float | None = None
    wins: int = 0
    cancelled: int = 0
    overdue: int = 0
    oldest: int = 0
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A pitfall in kind words.

    Attributes:
        pitfall: which one.
        figure: the sentence that states the figure.
        way_out: a sentence on what helps.
    """

    pitfall: Pitfall
    figure: str
    way_out: str


def pitfalls(
    facts: Facts,
    limits: Limits = DEFAULT_LIMITS,
    *,
    dismissed: Collection[str] = (),
    judge_after: float = JUDGE_AFTER,
) -> tuple[Told, ...]:
    """The pitfalls that this talk shows, at most two, those first that matter most.

    Args:
        facts: of the talk.
        limits: from where on each is told.
        dismissed: the names of the hints that are shown no more.
        judge_after: seconds of a talk in which nothing is judged.

    Returns:
        Nothing for a talk that is shorter, or in which nobody was marked as speaking.
    """
    if not limits.on or facts.share is None or facts.seconds < judge_after:
        return ()
    found = (_LOOKS[each](facts, limits) for each in Pitfall if each.hint not in dismissed)
    return tuple(told for told in found if told is not None)[:MOST]


def _promises(facts: Facts, limits: Limits) -> Told | None:
    if not limits.promises or facts.overdue < limits.promises:
        return None
    late = several(facts.oldest, "day")
    owed = f"{several(facts.overdue, 'promise')} to {facts.name}"
    figure = (
        f"{owed} is overdue, by {late}."
        if facts.overdue == 1
        else f"{owed} are overdue, the oldest by {late}."
    )
    way_out = "A new date, said before it is asked for, keeps a promise worth having."
    return Told(Pitfall.PROMISES, figure, way_out)


def _cancelling(facts: Facts, limits: Limits) -> Told | None:
    if not limits.cancelled or facts.cancelled < limits.cancelled:
        return None
    weeks = several(limits.cancelled_weeks, "week")
    figure = f"You cancelled {several(facts.cancelled, 'talk')} with {facts.name} in {weeks}."
    way_out = "A talk of ten minutes that is held says more than a long one that is not."
    return Told(Pitfall.CANCELLING, figure, way_out)


def _talking(facts: Facts, limits: Limits) -> Told | None:
    share = facts.share
    if share is None or facts.hard or not limits.talking or share < limits.talking:
        return None
    figure = f"You spoke {percent(share)} % of the time"
    if facts.usual is not None and facts.earlier:
        before = "the talk before" if facts.earlier == 1 else f"the {facts.earlier} talks before"
        figure += f", in {before} {percent(facts.usual)} %"
        if percent(share) < percent(facts.usual):
            way_out = "It is coming down. One more open question, and a breath after it, helps on."
            return Told(Pitfall.TALKING, f"{figure}.", way_out)
    way_out = f"An open question, and a breath after it, gives the talk back to {facts.name}."
    return Told(Pitfall.TALKING, f"{figure}.", way_out)


def _typing(facts: Facts, limits: Limits) -> Told | None:
    if facts.typed is None or not limits.typing or facts.typed < limits.typing:
        return None
    figure = f"{typed_words(facts.typed, facts.name)}."
    way_out = "A word is enough as you listen; the rest can wait for a pause, or for the end."
    return Told(Pitfall.TYPING, f"{figure[0].upper()}{figure[1:]}", way_out)


def _no_win(facts: Facts, limits: Limits) -> Told | None:
    if not limits.no_win or facts.wins:
        return None
    way_out = f"One thing that {facts.name} did well is a good way into the next talk."
    return Told(Pitfall.NO_WIN, "No win was named in this talk.", way_out)


_LOOKS: dict[Pitfall, Callable[[Facts, Limits], Told | None]] = {
    Pitfall.PROMISES: _promises,
    Pitfall.CANCELLING: _cancelling,
    Pitfall.TALKING: _talking,
    Pitfall.TYPING: _typing,
    Pitfall.NO_WIN: _no_win,
}
