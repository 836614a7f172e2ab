"""What of a timeline is wanted, and the two quiet lines that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from textual.content import Content

from convo_tui.domain.counting import several
from convo_tui.domain.dates import at_wall_time
from convo_tui.domain.history import Filter
from convo_tui.domain.past_dates import Period
from convo_tui.domain.timeline import GROUPS
from convo_tui.text import shorten
from convo_tui.ui.widgets.painted import PaintedLines
from convo_tui.ui.widgets.timeline_rows import SIGNS

WORDS_CELLS = 24
"""How much of the words a line of the filter quotes."""

GAP = 2
"""Cells at least between what is asked for and how much that is."""

ONE_KEY = frozenset(n for n, group in enumerate(GROUPS) if group.name in ("goals", "growth"))
"""Groups that one digit shows and leaves out together: there are more of them than digits."""

ON = "✓"
ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see.

    Attributes:
        groups: places in `GROUPS`; none means all kinds.
        words: as typed.
    """

    groups: frozenset[int] = frozenset()
    words: str = ""
    period: Period = ALWAYS

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.groups or self.words.strip() or self.period != ALWAYS)

    def toggled(self, group: int) -> Wanted:
        """With a group more, or without it, and with those that share its digit."""
        turned = ONE_KEY if group in ONE_KEY else frozenset({group})
        on = self.groups & turned
        return replace(self, groups=self.groups - turned if on else self.groups | turned)

    def filter(self, zone: tzinfo, *, veiled: bool) -> Filter:
        """The same for the store, with the period's days as the clocks of a zone have them."""

        def begin(day: date | None, later: int = 0) -> datetime | None:
            if day is None:
                return None
            return at_wall_time(day + timedelta(days=later), datetime.min.time(), zone)

        kinds = frozenset(kind for place in self.groups for kind in GROUPS[place].kinds)
        first, last = begin(self.period.first), begin(self.period.last, 1)
        return Filter(kinds, self.words, first, last, veiled)


class FilterLines(PaintedLines):
    """The two lines."""

    DEFAULT_CSS = """
    FilterLines { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._told = (Wanted(), 0, 0, date.min)

    def show(self, wanted: Wanted, shown: int, total: int, today: date) -> None:
        """Tell what is asked for; see `filter_lines`."""
        self._told = (wanted, shown, total, today)
        self.on_resize()

    def on_resize(self) -> None:
        """As much as there is room for."""
        self.paint(filter_lines(*self._told, self.size.width))


def filter_lines(
    wanted: Wanted, shown: int, total: int, today: date, width: int
) -> Sequence[Content]:
    """Two lines: which kinds there are with their digits, what else is asked for, how much fits.

    Where there is no room for all of it, only what is on is told.

    Args:
        wanted: what was asked for.
        shown: how many entries fit.
        total: how many there are.
        today: from which the period is told.
        width: cells of a line.
    """
    if not total:
        return Content(""), Content("")
    # Of all there is the title tells how much.
    count = f"{shown} of {several(total, 'entry', 'entries')}" if wanted else ""
    figure = Content.styled(count, "$muted")
    others = Content(" ").join(_others(wanted, today))
    whole = [*_kinds(wanted, only_on=False), *([others] if others else [])]
    if (lines := _flowed(whole, width, figure)) is not None:
        return lines
    first = Content(" ").join([*_kinds(wanted, only_on=True)] or [_hint()])
    if others.cell_length + GAP + figure.cell_length <= width:
        return first.truncate(width, ellipsis=True), _ended(others, figure, width)
    room = max(0, width - figure.cell_length - GAP)
    first = first.truncate(room, ellipsis=True)
    return _ended(first, figure, width), others.truncate(width, ellipsis=True)


def _kinds(wanted: Wanted, *, only_on: bool) -> Iterator[Content]:
    for place, group in enumerate(GROUPS):
        together = sorted(ONE_KEY) if place in ONE_KEY else [place]
        on = [each for each in together if each in wanted.groups]
        if place != together[0] or (only_on and not on):
            continue
        sign, colour = SIGNS.get(group.kinds[0], ("", "")) if len(together) == 1 else ("", "")
        named = ", ".join(GROUPS[each].name for each in on or together)
        yield Content.assemble(
            (ON if on else " ", "bold $foreground"),
            (str(place + 1), "bold"),
            " ",
            (f"{sign} " if sign else "", colour),
            (named, "bold $foreground" if on else "$muted"),
        )


def _others(wanted: Wanted, today: date) -> Iterator[Content]:
    words = shorten(wanted.words, WORDS_CELLS)
    quoted = words if not words or '"' in words else f"“{words}”"
    for key, text in (
        ("w", quoted),
        ("s", wanted.period.words(today)),
    ):
        if text:
            on = (f"{ON}", "bold $foreground")
            yield Content.assemble(on, (key, "bold"), " ", (text, "bold $foreground"))


def _hint() -> Content:
    return Content.assemble(" ", ("1-9", "bold"), " ", ("kinds", "$muted"))


def _flowed(pieces: Sequence[Content], width: int, figure: Content) -> Sequence[Content] | None:
    """The pieces on two lines, the figure at the end of the second; None where they do not fit."""
    first, second = Content(""), Content("")
    for piece in pieces:
        one = _joined(first, piece)
        if not second and one.cell_length <= width:
            first = one
        else:
            second = _joined(second, piece)
    if second.cell_length + GAP + figure.cell_length > width:
        return None
    return first, _ended(second, figure, width)


def _joined(line: Content, piece: Content) -> Content:
    return Content.assemble(line, " ", piece) if line else piece


def _ended(line: Content, figure: Content, width: int) -> Content:
    gap = max(0, width - line.cell_length - figure.cell_length)
    return Content.assemble(line, " " * gap, figure)
