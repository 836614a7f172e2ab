"""Goals as lines of a list, and the page of one: how far it is, and for whom it matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from convo_tui.domain.counting import several
from convo_tui.domain.dates import full_date, relative_day, short_date
from convo_tui.domain.goal_words import (
    link_words,
    moved_words,
    stand_words,
    still_words,
    why_words,
)
from convo_tui.domain.goals import (
    Goal,
    GoalRecord,
    GoalState,
    GoalUpdate,
    Milestone,
    in_order,
    measure_words,
)
from convo_tui.domain.talk_share import percent
from convo_tui.text import brief, clean
from convo_tui.ui.widgets.bars import line_bar
from convo_tui.ui.widgets.celebration_rows import owed_line
from convo_tui.ui.widgets.commitment_list import TwoPartRow
from convo_tui.ui.widgets.goal_plots import ValuePlot, spark
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.rows import gap, hint, key_row, labelled, title_row
from convo_tui.ui.widgets.signs import CELEBRATION, GOALS
from convo_tui.ui.widgets.teller import PRIVATE, Teller

BAR_CELLS = 12
LEAST_BAR_CELLS = 6
PAGE_BAR_CELLS = 24


class GoalList(BrowseList[GoalRecord]):
    """Moves over the goals."""


def goal_title(goal: Goal) -> Content:
    """Its title, with the sign of what is private."""
    return Content.assemble(("~ " if goal.private else "", "$muted"), clean(goal.title))


def goal_row(
    record: GoalRecord,
    tail: Content | str,
    *more: Content,
    hides: bool = False,
    why_cells: int | None = None,
) -> Row:
    """A goal in a few lines: the title, for whom it matters, how far it is.

    Args:
        record: the goal.
        tail: what stands at the right of the title.
        more: further lines; those that are empty are left out.
        hides: whether private things are hidden.
        why_cells: how much to say of why it matters; None for all of it.
    """
    goal, end = record.goal, Content.assemble(tail)
    if goal.private and hides:
        return Row(PRIVATE, goal_sign(goal), end)
    words = clean(why_words(goal))
    if why_cells is not None:
        words = brief(words, why_cells)
    why = Content.styled(words, "$muted")
    return GoalRow(record, end, why, more)


class GoalRow(TwoPartRow):
    """A goal whose progress is drawn as long as there is room, so that its words stay together.

    Args:
        record: the goal.
        tail: what stands at the right of the title.
        why: for whom it matters, above how far it is.
        more: further lines; those that are empty are left out.
    """

    def __init__(
        self, record: GoalRecord, tail: Content, why: Content, more: Sequence[Content]
    ) -> None:
        self._record, self._why, self._more = record, why, more
        goal = record.goal
        super().__init__(goal_title(goal), goal_sign(goal), tail, self._around(record_line(record)))

    def _around(self, progress: Content) -> Content:
        return Content("\n").join(line for line in (self._why, progress, *self._more) if line)

    def below_in(self, room: int) -> Content:
        """Why it matters, how far it is, and what else there is to say."""
        return self._around(progress_line(self._record, room))


def progress_line(record: GoalRecord, room: int) -> Content:
    """How far a goal is, within a width: first the values go, then the bar gets shorter.

    Words that still do not fit stand on a line of their own, if they fit there; else they wrap.

    Args:
        record: the goal.
        room: the width in cells.
    """
    words = cell_len(clean(stand_words(record)))
    whole = record_line(record)
    if whole.cell_length <= room or not words or record.progress is None:
        return whole
    cells = min(BAR_CELLS, room - words - 1)
    if cells >= LEAST_BAR_CELLS:
        return record_line(record, cells, values=False)
    return record_line(record, values=False, parted=True) if words <= room else whole


def record_line(
    record: GoalRecord, cells: int = BAR_CELLS, *, values: bool = True, parted: bool = False
) -> Content:
    """`━━━━━━━────── ▁▃▅ 55 %, aim 80 %`; nothing where nothing says how far it is.

    Args:
        record: the goal.
        cells: the length of the bar.
        values: whether to draw what was measured.
        parted: whether the words stand on a line of their own.
    """
    words, parts = stand_words(record), []
    if record.progress is not None:
        colour = "$good" if record.goal.state is GoalState.REACHED else "$foreground"
        parts.append(goal_bar(record.progress, cells, colour))
    if values and (drawn := spark(record.values, record.goal.target)):
        parts.append(Content.styled(drawn, "$muted"))
    drawn_line, told = Content(" ").join(parts), Content(clean(words))
    return Content("\n" if parted else " ").join(each for each in (drawn_line, told) if each)


def goal_bar(progress: float, cells: int, style: str) -> Content:
    """A thick line as far as the goal is, a thin one for the rest of the way."""
    filled = round(progress * cells)
    if 0 < progress < 1:  # neither nothing nor all
        filled = min(cells - 1, max(1, filled))
    bar = line_bar(filled / cells, cells, style, "$muted")
    return Content.assemble(bar[:filled], ("─" * (cells - filled), "$muted"))


def still_line(
    record: GoalRecord, talks: Sequence[datetime], *, most: int | None = None
) -> Content:
    """`no movement for 3 talks`, which asks; nothing while the goal moves."""
    return Content.styled(still_words(record, talks, most=most), "$asks")


def goal_sign(goal: Goal) -> Content:
    """Its state as a sign."""
    sign, colour = GOALS[goal.state]
    return Content.styled(f"{sign} ", colour)


def ends_words(goal: Goal, teller: Teller) -> Content:
    """By when it is to be reached, in the colour of its urgency, or when it was closed."""
    if goal.closed_at is not None:
        _, colour = GOALS[goal.state]
        return Content.styled(f"{goal.state.value} {teller.day(goal.closed_at)}", colour)
    if goal.due is None:
        return Content("")
    days = (teller.today - goal.due).days
    if days > 0:
        return Content.styled(f"{several(days, 'day')} late", "$bad")
    return Content.styled(f"by {short_date(goal.due, teller.today)}", "$date")


# --- the list --------------------------------------------------------------------------------


def goal_items(
    found: Iterable[GoalRecord], teller: Teller, talks: Sequence[datetime]
) -> list[Item[GoalRecord]]:
    """The rows of all goals: the open ones first, then those that are closed.

    Args:
        found: the goals, in any order.
        teller: how they are told.
        talks: when the talks held began.
    """
    listed = in_order(found)
    waiting = [each for each in listed if each.goal.state is GoalState.OPEN]
    closed = [each for each in listed if each.goal.state is not GoalState.OPEN]
    items: list[Item[GoalRecord]] = []
    for heading, group in (("open", waiting), ("closed", closed)):
        if not group:
            continue
        if items:
            items.append(Item(gap()))
        items.append(Item(title_row(heading, Content.styled(str(len(group)), "$muted"))))
        items += [Item(_listed(each, teller, talks), each) for each in group]
    return items


def _listed(record: GoalRecord, teller: Teller, talks: Sequence[datetime]) -> Row:
    """A goal in the list: since when it did not move stands beneath it."""
    goal, moved = record.goal, Content("")
    if goal.state is GoalState.OPEN:
        words = moved_words(record, talks, teller.today, teller.zone)
        moved = Content.styled(words, "$asks" if still_words(record, talks) else "$muted")
    elif goal.reason:
        moved = Content.styled(clean(goal.reason), "$muted")
    end = ends_words(goal, teller)
    return goal_row(record, end, moved, owed_line(goal), hides=teller.hides)


def goals_summary(found: Iterable[GoalRecord], talks: Sequence[datetime]) -> str:
    """`3 open, 1 does not move`."""
    waiting = [each for each in found if each.goal.state is GoalState.OPEN]
    still = sum(bool(still_words(each, talks)) for each in waiting)
    return f"{len(waiting) or 'none'} open{f', {still} without movement' if still else ''}"


def empty_goals(name: str) -> list[Item[GoalRecord]]:
    """What the list without goals says: what belongs here, which key writes the first."""
    return [
        Item(title_row("No goal yet")),
        Item(
            Row(
                f"What {name} works towards stands here: why it matters and for whom, a number on "
                "its way from a start to a target, or milestones. It comes up in the development "
                "part of every talk, and is celebrated once it is reached."
            )
        ),
        Item(gap()),
        Item(key_row("a", "writes the first one")),
    ]


# --- the page --------------------------------------------------------------------------------


def goal_rows(
    record: GoalRecord,
    teller: Teller,
    talks: Sequence[datetime] | None = None,
    step: GoalUpdate | Milestone | None = None,
) -> list[Row]:
    """The page of a goal.

    Args:
        record: the goal with all that says how far it is.
        teller: how it is told.
        talks: when the talks held began; None where that is not known.
        step: the update or milestone that the page is opened for, which stands on top.
    """
    goal = record.goal
    if goal.private and teller.hides:
        return [Row(PRIVATE), gap(), hint("The key . shows private things again.")]
    rows = [Row(Content.styled(clean(goal.title), "bold"), goal_sign(goal)), gap()]
    rows += _step_rows(step, goal)
    rows.append(labelled("Matters", _or_missing(link_words(goal), goal.link is not None)))
    if goal.why.strip():
        rows.append(labelled("Why", clean(goal.why, newlines=True)))
    rows += [*_measure_rows(record), *_end_rows(goal, teller)]
    if talks is not None and goal.state is GoalState.OPEN:
        rows += [gap(), hint(_sentence(moved_words(record, talks, teller.today, teller.zone)))]
    rows += _milestone_rows(record, teller)
    rows += _update_rows(record, teller)
    made = f"Set {teller.day(goal.created_at)}"
    return [*rows, gap(), hint(f"{made}{', private' if goal.private else ''}.")]


def _step_rows(step: GoalUpdate | Milestone | None, goal: Goal) -> Iterator[Row]:
    if step is None:
        return
    if isinstance(step, Milestone):
        yield labelled("Milestone", Content.assemble(("✓ ", "$good"), clean(step.text)))
    else:
        if step.value is not None:
            yield labelled(
                "Then", Content.styled(measure_words(step.value, clean(goal.unit)), "bold")
            )
        if step.note.strip():
            yield labelled("Note", clean(step.note, newlines=True))
    yield gap()


def _or_missing(words: str, said: bool) -> Content:
    return Content.styled(words, "" if said else "$muted")


def _measure_rows(record: GoalRecord) -> Iterator[Row]:
    goal, unit = record.goal, clean(record.goal.unit)
    progress = record.progress
    if goal.start is not None and goal.target is not None:
        way = " → ".join(measure_words(each, unit) for each in (goal.start, goal.target))
        yield labelled("Measure", way)
        words = measure_words(record.values[-1], unit)
        if progress is None:
            words += ", a level to hold"
        else:
            words += f", {percent(progress)} % of the way"
        yield labelled("Now", words)
    elif record.milestones:
        yield labelled("Now", stand_words(record))
    else:
        yield labelled("Measure", Content.styled("not said yet", "$muted"))
    if progress is not None:
        colour = "$good" if goal.state is GoalState.REACHED else "$foreground"
        yield labelled("", goal_bar(progress, PAGE_BAR_CELLS, colour))
    if len(record.values) > 1 and goal.target is not None:
        yield gap()
        yield ValuePlot(record.values, goal.target, unit)
        yield gap()


def _end_rows(goal: Goal, teller: Teller) -> Iterator[Row]:
    if goal.due is not None:
        near = relative_day(goal.due, teller.today)
        words = full_date(goal.due) + (f", {near}" if goal.state is GoalState.OPEN else "")
        yield labelled("By", Content.styled(words, "$date"))
    if goal.state is not GoalState.OPEN:
        yield labelled("State", ends_words(goal, teller))
    if goal.reason.strip():
        yield labelled("Reason", clean(goal.reason, newlines=True))
    if goal.celebration.strip():
        yield labelled("Celebrate", clean(goal.celebration, newlines=True))
    if goal.owed:
        yield labelled("", Content.styled(f"{CELEBRATION[0]} still owed", "$asks"))
    if goal.celebrated_at is not None:
        held = Content.styled(f"★ {teller.day(goal.celebrated_at)}", "$good")
        yield labelled("Celebrated", held)


def _milestone_rows(record: GoalRecord, teller: Teller) -> Iterator[Row]:
    if not record.milestones:
        return
    yield gap()
    yield title_row("Milestones")
    for step in record.milestones:
        if step.reached_at is None:
            yield Row(clean(step.text), Content.styled("☐ ", "$muted"))
        else:
            day = Content.styled(teller.day(step.reached_at), "$date")
            yield Row(clean(step.text), Content.styled("☑ ", "$good"), day)


def _update_rows(record: GoalRecord, teller: Teller) -> Iterator[Row]:
    """The newest first, each with its day."""
    yield gap()
    yield title_row("Updates")
    if not record.updates:
        yield hint("Nothing was written of it yet.")
    unit = clean(record.goal.unit)
    days = [teller.day(each.at) for each in record.updates]
    cells = max(map(len, days), default=0)
    for day, each in reversed(list(zip(days, record.updates, strict=True))):
        value = "" if each.value is None else measure_words(each.value, unit)
        words = Content.assemble(
            (value, "bold"), "  " if value and each.note else "", clean(each.note)
        )
        yield Row(words, Content.styled(f"{day:<{cells}}  ", "$date"))


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."
