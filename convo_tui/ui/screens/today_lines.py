"""The lines of Today: the people, what the manager owes, the checkpoints of the week."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rich.cells import cell_len
from textual.content import Content

from convo_tui.domain.cadence import Cadence, CadenceState
from convo_tui.domain.celebrations import Celebration, celebrations_owed
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.counting import several
from convo_tui.domain.dates import clock_time, short_date
from convo_tui.domain.feedback import OLD_DAYS, Feedback
from convo_tui.domain.goals import Goal
from convo_tui.domain.ledger import unbooked_words
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.today import (
    Owed,
    Standing,
    checkpoints_this_week,
    days_words,
    due_words,
    next_words,
    owed,
    promised_words,
)
from convo_tui.text import clean, shorten
from convo_tui.ui.widgets.celebration_rows import to_celebrate
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.signs import CELEBRATION
from convo_tui.ui.widgets.teller import PRIVATE

WHEN = 15
"""Cells of the column that says by when."""

NAME = 10
"""Cells that a first name may take before what is owed."""

FEWEST_OWED = 4
"""Lines of what is owed that are shown however short the screen is."""

MOST_CELEBRATIONS = 3
"""Celebrations that are listed; the panel of each person has theirs."""

HEADINGS = 5
"""Lines that the three headings take, with the gaps before them."""

WARNED = 2
"""Lines that a warning takes, with the gap behind it; more where it wraps."""

STEPS = "▁▂▃▄▅▆▇█"
NEXT, LAST, SHARE = 16, 8, 8


@dataclass(frozen=True, slots=True)
class TodayLine:
    """A line one can stand on: a person, or something owed to or by them."""

    standing: Standing
    subject: Commitment | Feedback | Goal | None = None

    @property
    def id(self) -> str:
        """What the cursor stays on when the lines change."""
        subject = self.subject
        return self.standing.overview.person.id if subject is None else subject.id


Lines = list[Item[TodayLine]]


def today_lines(
    standings: Sequence[Standing],
    now: datetime,
    *,
    hides: bool,
    height: int,
    gap: int,
    warning: str = "",
    unwrapped: Collection[str] = (),
    rates: str = "",
) -> Lines:
    """All lines.

    Args:
        standings: the people in the order to show.
        now: aware, in the manager's zone.
        hides: whether private things are hidden.
        height: of the list, in lines; what is owed gives way where it is short.
        gap: cells between columns.
        warning: a sentence that comes before everything; "" for none.
        unwrapped: the ids of the last talks that wait for their wrap-up.
        rates: how many commitments both sides kept; "" for not enough to say.
    """
    whose = {each.overview.person.id: each for each in standings}
    overviews = [each.overview for each in standings]
    today = now.date()

    def line(each: Owed | Celebration) -> TodayLine:
        return TodayLine(whose[each.overview.person.id], each.subject)

    owing = owed(overviews, today, now.tzinfo or UTC)
    week = checkpoints_this_week(overviews, today)
    parties = celebrations_owed(overviews)
    above = WARNED if warning else 0
    above += min(len(parties), MOST_CELEBRATIONS + 1) + 2 if parties else 0
    most = max(FEWEST_OWED, height - len(standings) - len(week) - HEADINGS - above)
    most = most if len(owing) <= most else most - 1
    lines: Lines = [*_warned(warning), _columns(gap), *_people(standings, now, gap, unwrapped)]
    named: list[Owed | Celebration] = [*owing, *week, *parties]
    names = [shorten(clean(each.overview.person.first_name), NAME) for each in named]
    column = max(map(cell_len, names), default=0)
    if owing:
        lines += _section("I OWE", rates)
        lines += [Item(_owed_row(each, now, column, hides), line(each)) for each in owing[:most]]
        if owing[most:]:
            more = f"{len(owing) - most} more, on the pages of the people"
            lines.append(Item(Row(Content.styled(more, "$muted"), " " * WHEN)))
    if week:
        lines += _section("CHECKPOINTS THIS WEEK")
        lines += [Item(_checkpoint_row(each, now, column, hides), line(each)) for each in week]
    if parties:
        lines += _section("TO CELEBRATE", str(len(parties)))
        shown = parties if len(parties) <= MOST_CELEBRATIONS + 1 else parties[:MOST_CELEBRATIONS]
        lines += [Item(_party_row(each, now, column, hides), line(each)) for each in shown]
        if len(shown) < len(parties):
            more = f"{len(parties) - len(shown)} more, on the pages of the people"
            lines.append(Item(Row(Content.styled(more, "$muted"), " " * WHEN)))
    return lines


def week_words(standings: Sequence[Standing], today: date) -> str:
    """`5 people · 2 talks left this week · 1 overdue`."""
    days = [each.cadence.day for each in standings if each.cadence.day is not None]
    left = sum(0 <= (day - today).days < 7 - today.weekday() for day in days)
    overdue = sum(each.cadence.days_overdue > 0 for each in standings)
    people = "1 person" if len(standings) == 1 else f"{len(standings)} people"
    parts = [people, f"{several(left, 'talk')} left this week"]
    return " · ".join([*parts, f"{overdue} overdue"] if overdue else parts) if standings else ""


def _warned(warning: str) -> Iterator[Item[TodayLine]]:
    if warning:
        sign, words = Content.styled("! ", "$asks"), Content.styled(clean(warning), "$asks")
        yield Item(Row(words, sign, marker=False))
        yield Item(Row("", marker=False))


def _section(title: str, end: str = "") -> Iterator[Item[TodayLine]]:
    yield Item(Row("", marker=False))
    tail = Content.styled(end, "$muted")
    yield Item(Row(Content.styled(title, "bold $muted"), tail=tail, marker=False))


def _columns(gap: int) -> Item[TodayLine]:
    tail = _cells("NEXT", "LAST".rjust(LAST), "SHARE".ljust(SHARE), gap)
    return Item(
        Row(Content.styled("PEOPLE", "bold $muted"), tail=tail.stylize("bold $muted"), marker=False)
    )


def _cells(
    next_cell: Content | str, last: Content | str, share: Content | str, gap: int
) -> Content:
    space = " " * gap
    first = Content(next_cell) if isinstance(next_cell, str) else next_cell
    return Content.assemble(first.pad_right(NEXT - first.cell_length), last, space, share)


def _people(
    standings: Sequence[Standing], now: datetime, gap: int, unwrapped: Collection[str]
) -> Iterator[Item[TodayLine]]:
    for each in standings:
        tail = _cells(_next(each.cadence, now), _last(each), _shares(each), gap)
        asks = _asks(each, now, unwrapped)
        name = Content.assemble(clean(each.overview.person.name), (asks and f"\n{asks}", "$asks"))
        sign = Content.styled("● ", "$asks") if asks else _sign(each)
        yield Item(Row(name, sign, tail), TodayLine(each))


def _asks(standing: Standing, now: datetime, unwrapped: Collection[str]) -> str:
    """What was begun with a person and waits to be ended; "" for nothing."""
    overview = standing.overview
    if overview.live is not None:
        return f"talk unfinished since {since_words(overview.live, now)}"
    if overview.last is not None and overview.last.id in unwrapped:
        return "not wrapped up: w goes on"
    if overview.unbooked is not None and standing.cadence.planned is None:
        return unbooked_words(overview.unbooked, now.date(), now.tzinfo or UTC)
    return ""


def since_words(talk: Meeting, now: datetime) -> str:
    """When a talk began: `14:31`, or `Mon 23 Nov 14:31` where that was another day."""
    began = talk.started_at.astimezone(now.tzinfo)
    clock = clock_time(began)
    return (
        clock if began.date() == now.date() else f"{short_date(began.date(), now.date())} {clock}"
    )


def _sign(standing: Standing) -> Content:
    overdue = standing.cadence.state is CadenceState.OVERDUE
    return Content.styled("! ", "$bad") if overdue else Content("  ")


NEXT_STYLES = {
    CadenceState.OVERDUE: "$bad",
    CadenceState.DUE_TODAY: "bold $date",
    CadenceState.NONE: "$muted",
}


def _next(cadence: Cadence, now: datetime) -> Content:
    return Content.styled(next_words(cadence, now), NEXT_STYLES.get(cadence.state, "$foreground"))


def _last(standing: Standing) -> Content:
    days = standing.cadence.days_since
    words = "no talk" if days is None else "today" if days == 0 else days_words(days)
    return Content.styled(words.rjust(LAST), "$muted")


def _shares(standing: Standing) -> Content:
    """A bar for each of the last talks, oldest first; a dot where nobody's time was tracked."""
    bars = [
        Content.styled("·", "$muted")
        if share is None
        else Content.styled(STEPS[min(int(share * len(STEPS)), len(STEPS) - 1)], "$manager")
        for share in standing.overview.shares[-SHARE:]
    ]
    drawn = Content("").join(bars)
    return drawn.pad_right(SHARE - drawn.cell_length)


def _owed_row(each: Owed, now: datetime, column: int, hides: bool) -> Row:
    lead = Content.assemble(_when(each, now), _name_cell(each, column))
    if isinstance(each.subject, Feedback):
        words = PRIVATE if hides else Content(clean(each.subject.text))
        old = "! " if _days_unsaid(each.subject, now) > OLD_DAYS else ""
        kind = f"{each.subject.kind.value}: "
        return Row(Content.assemble((old, "$asks"), (kind, "$muted"), words), lead)
    age = promised_words(each.subject, now.date(), now.tzinfo or UTC)
    promised = Content.styled(age, "$muted")
    return Row(_goal(each.subject, hides), lead, promised)


def _checkpoint_row(each: Owed, now: datetime, column: int, hides: bool) -> Row:
    assert isinstance(each.subject, Commitment)  # noqa: S101  # feedback has no checkpoints
    lead = Content.assemble(_when(each, now), _name_cell(each, column))
    return Row(_goal(each.subject, hides), lead)


def _party_row(each: Celebration, now: datetime, column: int, hides: bool) -> Row:
    since = short_date(each.since(now.tzinfo or UTC), now.date())
    when = Content.styled(f"{CELEBRATION[0]} {since}".ljust(WHEN), CELEBRATION[1])
    lead = Content.assemble(when, _name_cell(each, column))
    return Row(to_celebrate(each.subject, hides=hides), lead)


def _goal(commitment: Commitment, hides: bool) -> Content:
    return PRIVATE if commitment.private and hides else Content(clean(commitment.goal))


def _name_cell(each: Owed | Celebration, column: int) -> Content:
    name = Content.styled(shorten(clean(each.overview.person.first_name), NAME), "$report")
    return name.pad_right(column + 2 - name.cell_length)


def _when(each: Owed, now: datetime) -> Content:
    """By when a promise is due, or for how long feedback has not been said."""
    today = now.date()
    if isinstance(each.subject, Feedback):
        days = _days_unsaid(each.subject, now)
        words = f"unsaid {days_words(days)}" if days else "unsaid today"
        return Content.styled(words.ljust(WHEN), "$asks" if days > OLD_DAYS else "$muted")
    style = "$muted" if each.due is None else "$date"
    if each.due is not None and each.due <= today:
        style = "$asks" if each.due == today else "$bad"
    return Content.styled(due_words(each.due, today).ljust(WHEN), style)


def _days_unsaid(feedback: Feedback, now: datetime) -> int:
    return max(0, (now.date() - feedback.seen_at.astimezone(now.tzinfo).date()).days)
