"""The commitments of both, the most pressing first; the closed ones below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from convo_tui.domain.celebrations import celebration_owed
from convo_tui.domain.commitments import (
    Commitment,
    CommitmentState,
    Urgency,
    by_closing,
    by_due,
    urgency,
)
from convo_tui.text import clean
from convo_tui.ui.widgets.celebration_rows import owed_line
from convo_tui.ui.widgets.row import MARKER_WIDTH, Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.rows import gap, key_row, title_row
from convo_tui.ui.widgets.signs import STATES
from convo_tui.ui.widgets.teller import PRIVATE, Teller, parts_words

HEADINGS = {Urgency.LATE: "late", Urgency.DUE: "due within a week", Urgency.LATER: "later"}


class TwoPartRow(Row):
    """A row with a second part beneath it that has the whole width.

    Args:
        below: the second part; nothing where it is empty.
    """

    def __init__(self, body: Content | str, lead: Content, tail: Content, below: Content) -> None:
        super().__init__(body, lead, tail)
        self._below = below

    @property
    def plain(self) -> str:
        """The text of all parts."""
        return f"{super().plain} {self._below.plain}".strip()

    def lines(self, width: int) -> list[Content]:
        """The row, then what stands beneath it."""
        listed = super().lines(width)
        indent = " " * (MARKER_WIDTH + self.lead.cell_length)
        room = max(1, width - len(indent))
        if below := self.below_in(room):
            listed += [Content.assemble(indent, part.rstrip()) for part in below.wrap(room)]
        return listed

    def below_in(self, room: int) -> Content:
        """The second part for a width in cells; what is longer is wrapped."""
        del room
        return self._below


class CommitmentList(BrowseList[Commitment]):
    """Moves over the commitments."""


def commitment_items(commitments: Iterable[Commitment], teller: Teller) -> list[Item[Commitment]]:
    """The rows of all commitments, open and closed, under their headings."""
    listed = list(commitments)
    waiting = by_due(c for c in listed if c.state is CommitmentState.OPEN)
    items: list[Item[Commitment]] = []
    for heading in Urgency:
        group = [c for c in waiting if urgency(c, teller.today) is heading]
        items += _section(HEADINGS[heading], group, teller, first=not items)
    parties = [c for c in by_closing(listed) if celebration_owed(c)]
    items += _section("to celebrate", parties, teller, first=not items)
    closed = [c for c in by_closing(listed) if c not in parties]
    items += _section("closed", closed, teller, first=not items)
    return items


def empty_commitments(name: str) -> list[Item[Commitment]]:
    """What the list without commitments says: what belongs here, which key writes the first."""
    return [
        Item(title_row("No commitment yet")),
        Item(
            Row(
                f"What {name} and you promise each other stands here: a goal that can be seen, "
                "whose it is, and a day on which you look at it together. It comes up in every "
                "talk until it is kept, broken or dropped."
            )
        ),
        Item(gap()),
        Item(key_row("c", "writes the first one")),
    ]


def _section(
    heading: str, commitments: Sequence[Commitment], teller: Teller, *, first: bool
) -> Iterator[Item[Commitment]]:
    if not commitments:
        return
    if not first:
        yield Item(gap())
    yield Item(title_row(heading, Content.styled(str(len(commitments)), "$muted")))
    for commitment in commitments:
        yield Item(commitment_row(commitment, teller), commitment)


def commitment_row(commitment: Commitment, teller: Teller) -> Row:
    """Sign, owner and goal with how it stands; below, its parts and what its checkpoints gave."""
    sign, colour = STATES[commitment.state]
    lead = Content.assemble((sign, colour), " ", teller.who_column(commitment.owner))
    if commitment.private and teller.hides:
        return Row(PRIVATE, lead, teller.state(commitment))
    private = ("~ ", "$muted") if commitment.private else ""
    body = Content.assemble(private, clean(commitment.goal))
    return TwoPartRow(body, lead, teller.state(commitment), _below(commitment, teller))


def _below(commitment: Commitment, teller: Teller) -> Content:
    if celebration_owed(commitment):
        return owed_line(commitment)
    if commitment.state is not CommitmentState.OPEN:
        return Content.styled(clean(commitment.reason), "$muted")
    found = [teller.outcome(point) for point in commitment.checkpoints if point.outcome is not None]
    return Content("   ").join([parts_words(commitment), *found])


def commitments_summary(commitments: Sequence[Commitment], teller: Teller) -> str:
    """`3 open, 1 late`."""
    waiting = [c for c in commitments if c.state is CommitmentState.OPEN]
    late = sum(urgency(c, teller.today) is Urgency.LATE for c in waiting)
    parties = sum(map(celebration_owed, commitments))
    counts = [f"{len(waiting) or 'none'} open"]
    counts += [f"{n} {word}" for n, word in ((late, "late"), (parties, "to celebrate")) if n]
    return ", ".join(counts)
