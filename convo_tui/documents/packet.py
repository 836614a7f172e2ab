"""What a review packet takes of a period: the entries, for whom they are, and how they are cited.

Every kind of section takes its own entries out of the `Review`, field by field: what it does not
take for a reader does not get to them. `SECTIONS` in `packet_sections` lists the kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from convo_tui.documents.model import Block, Chart, Citation, Figure, Line, Listing
from convo_tui.documents.shared import first_name
from convo_tui.domain.cadence import day_of
from convo_tui.domain.dates import short_date
from convo_tui.domain.review import Review
from convo_tui.domain.values import Side, short_ids

LEAST_ID = 6
"""Signs of an id at least: a document is read when many more entries have joined."""


class Audience(StrEnum):
    """Who will read the packet; the value is the word on the command line."""

    REPORT = "report"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, as far as this reader may know it.

    Attributes:
        id: whole; it is cited by its beginning.
        on: the day it is told under, in the manager's calendar.
        kind: the word that JSON has for it: `win`, `praise`, `kept`, `moved`.
        mark: what became of it.
        parts: more about it, each with its name.
    """

    id: str
    on: date
    kind: str
    text: str
    owner: Side | None = None
    mark: str = ""
    private: bool = False
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """A period, and for whom it is told.

    Attributes:
        zone: the manager's; every day is one of its calendar.
    """

    review: Review
    audience: Audience
    zone: ZoneInfo

    @property
    def whole(self) -> bool:
        """Whether the reader may see what is private."""
        return self.audience is Audience.MANAGER

    @property
    def name(self) -> str:
        """The person's first name."""
        return first_name(self.review.person)

    def may_see(self, *, private: bool) -> bool:
        """Whether something belongs in a packet for this reader."""
        return self.whole or not private

    def day(self, at: datetime) -> date:
        """The day of an instant."""
        return day_of(at, self.zone)

    def who(self, side: Side) -> str:
        """A side by a name that the reader understands; the manager's own copy says `You`."""
        manager = "You" if self.whole else "Manager"
        return {Side.MANAGER: manager, Side.REPORT: self.name}.get(side, "Both")

    @property
    def manager(self) -> str:
        """The manager within a sentence."""
        return "you" if self.whole else "the manager"


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Makes lines of entries, each with its day and the beginning of its id."""

    short: dict[str, str]

    def of(self, entry: Entry) -> Citation:
        """Where a sentence comes from."""
        return Citation(told_day(entry.on), self.short[entry.id])

    def line(self, entry: Entry) -> Line:
        """The entry as a line of a list."""
        below = tuple(f"{name}: {words}" for name, words in entry.parts if words)
        return Line(
            entry.text,
            mark=entry.mark,
            source=self.of(entry),
            private=entry.private,
            below=below,
        )


def cited(entries: Iterable[Entry]) -> Cited:
    """How the entries of one document are cited."""
    return Cited(short_ids((entry.id for entry in entries), LEAST_ID))


def _no_title(scope: Scope, entry: Entry) -> str:
    del scope, entry
    return ""


def _no_figures(scope: Scope, entries: Entries) -> Iterable[Figure]:
    del scope, entries
    return ()


def _no_charts(scope: Scope, entries: Entries) -> Iterable[Chart]:
    del scope, entries
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of section: the one place where a kind of entry joins the packet.

    Attributes:
        key: names it in JSON and in links.
        take: the entries for this reader, and of each what they may know.
        under: the small heading an entry stands under; those with the same one stay together.
        blocks: how its entries are told, where a list will not do.
        figures: what it adds to the figures at the top.
        charts: what it draws.
        own: whether it is the manager's alone.
    """

    key: str
    title: str
    take: Callable[[Scope], Iterable[Entry]]
    under: Callable[[Scope, Entry], str] = _no_title
    blocks: Callable[[Entries, Cited], Iterable[Block]] | None = None
    figures: Callable[[Scope, Entries], Iterable[Figure]] = _no_figures
    charts: Callable[[Scope, Entries], Iterable[Chart]] = _no_charts
    own: bool = False

    def is_for(self, audience: Audience) -> bool:
        """Whether this reader gets such a section."""
        return audience is Audience.MANAGER or not self.own

    def listed(self, scope: Scope, entries: Entries, cites: Cited) -> Iterator[Block]:
        """Its entries as blocks."""
        if self.blocks is not None:
            yield from self.blocks(entries, cites)
            return
        order: dict[str, int] = {}
        for entry in entries:
            order.setdefault(self.under(scope, entry), len(order))
        by_title = sorted(entries, key=lambda entry: order[self.under(scope, entry)])
        for title, group in groupby(by_title, key=lambda entry: self.under(scope, entry)):
            yield Listing(tuple(map(cites.line, group)), title)


def told_day(day: date) -> str:
    """`Fri 27 Nov 2026`, always with its year: a packet is read in another one."""
    return short_date(day, date.min)


def quarter(scope: Scope, entry: Entry) -> str:
    """`October to December 2026`: the quarter of the calendar in which it was."""
    del scope
    first = (entry.on.month - 1) // 3
    names = ("January to March", "April to June", "July to September", "October to December")
    return f"{names[first]} {entry.on.year}"
