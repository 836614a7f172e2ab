"""A period, as commands about a person's history take it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from convo_tui.cli.shell import CannotDo, Shell

if TYPE_CHECKING:
    from convo_tui.domain.past_dates import Period as Days
    from convo_tui.domain.review import Period


def period_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--from` and `--to`, handed over as `first` and `last`; `convo history`'s names will do."""
    last = click.option(
        "--to", "--until", "last", metavar="DATE", help="The last day. [default: today]"
    )
    first = click.option(
        "--from", "--since", "first", metavar="DATE", help="The first day. [default: a year back]"
    )
    return first(last(command))


def period_of(shell: Shell, first: str | None, last: str | None) -> Period:
    """The period that somebody typed.

    Raises:
        CannotDo: one of the two is no day, or the last lies before the first.
    """
    from convo_tui.domain.dates import DateNotUnderstood
    from convo_tui.domain.review import Period, PeriodProblem, year_until

    try:
        until = (_named(shell, last).last if last is not None else None) or shell.now.date()
        since = _named(shell, first).first if first is not None else None
        return year_until(until) if since is None else Period(since, until)
    except (DateNotUnderstood, PeriodProblem) as problem:
        raise CannotDo(str(problem)) from None


def _named(shell: Shell, text: str) -> Days:
    from convo_tui.domain.past_dates import parse_past

    return parse_past(text, shell.now.date(), day_first=shell.loaded.settings.dates.day_first)
