"""The on-track checklist as rows: the answer, the statement, and the figure behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from convo_tui.domain.figures.checks import Answer, Check, TeamCheck
from convo_tui.domain.past_dates import Period
from convo_tui.domain.timeline import GROUPS
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.timeline_filter import Wanted

ANSWERS = {
    Answer.YES: ("✓", "$good"),
    Answer.NOT_QUITE: ("≈", "$asks"),
    Answer.NO: ("✗", "$bad"),
    Answer.UNKNOWN: ("·", "$muted"),
}
"""The sign of each answer; its value is the word."""


class CheckRow(Row):
    """A statement of the checklist, which opens what is behind it.

    Args:
        check: the statement.
        cells: the width of the answers that stand below each other.
    """

    def __init__(self, check: Check | TeamCheck, cells: int) -> None:
        sign, style = ANSWERS[check.answer]
        lead = Content.assemble((f"{sign} {check.answer:<{cells}}  ", style))
        tail = Content.styled(clean(check.figure), "$muted")
        super().__init__(clean(check.statement), lead, tail)
        self.check = check


def check_rows(checks: Sequence[Check | TeamCheck]) -> list[CheckRow]:
    """The checklist; its answers take no more room than the longest of them."""
    cells = max((len(check.answer) for check in checks), default=0)
    return [CheckRow(check, cells) for check in checks]


def entries_behind(check: Check, first: date, last: date) -> Wanted:
    """What of a timeline shows the entries behind a statement about a person.

    Args:
        check: the statement.
        first: the first day of its period.
        last: the last day of it that counts.
    """
    groups = frozenset(n for n, group in enumerate(GROUPS) if group.name == check.behind)
    return Wanted(groups, period=Period(min(first, last), last))
