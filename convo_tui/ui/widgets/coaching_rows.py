"""The pages of what is worked on between talks: a goal, its updates, its milestones."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from convo_tui.domain.dates import full_date
from convo_tui.domain.goals import Goal, GoalUpdate, Milestone, measure_words
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, labelled
from convo_tui.ui.widgets.teller import Teller


def goal_rows(goal: Goal, teller: Teller, step: GoalUpdate | Milestone | None = None) -> list[Row]:
    """The page of a goal; on top the update or milestone that the entry is about."""
    rows = [Row(Content.styled(clean(goal.title), "bold")), gap()]
    if isinstance(step, Milestone):
        rows += [labelled("Milestone", clean(step.text)), gap()]
    elif step is not None:
        if step.value is not None:
            rows.append(labelled("Now", measure_words(step.value, goal.unit)))
        rows += [*_written((("Note", step.note),)), gap()]
    link = goal.link.value if goal.link is not None else ""
    rows += _written((("Matters for", link), ("Why", goal.why)))
    if goal.start is not None and goal.target is not None:
        way = " → ".join(measure_words(each, goal.unit) for each in (goal.start, goal.target))
        rows.append(labelled("Measure", way))
    if goal.due is not None:
        rows.append(labelled("By", Content.styled(full_date(goal.due), "$date")))
    rows += _written((("Celebrate", goal.celebration), ("Reason", goal.reason)))
    rows.append(labelled("State", goal.state.value))
    if goal.celebrated_at is not None:
        rows.append(labelled("Celebrated", teller.day(goal.celebrated_at)))
    return rows


def _written(parts: Iterable[tuple[str, str]]) -> list[Row]:
    """What is written of some parts, each with its label."""
    return [
        labelled(label, clean(words, newlines=True).strip())
        for label, words in parts
        if words.strip()
    ]
