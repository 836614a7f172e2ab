"""A line captured in the moment it happens, with the signs of the note line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import person_names
from convo_tui.cli.feedback import keep_feedback
from convo_tui.cli.finding import the_person
from convo_tui.cli.output import say
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.cadence import next_talk
from convo_tui.domain.capture import Captured, parse_line
from convo_tui.domain.dates import DateNotUnderstood
from convo_tui.domain.entering import changes_for_line, due_of
from convo_tui.domain.feedback import FeedbackKind
from convo_tui.domain.planning import next_position
from convo_tui.text import one_line

if TYPE_CHECKING:
    from datetime import date

    from convo_tui.domain.overview import Overview

STANDARD_INPUT = ("-",)

FEEDBACK_KINDS = {f"--{kind.value}": kind for kind in FeedbackKind}
"""The word before a line that makes it feedback."""


@click.command(
    cls=ConvoCommand,
    short_help="Keep a line about a person.",
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
    Signs at the start (put quotes around them, the shell has its own meaning for most):
      + win   ! blocker   > commitment   ? talking point for next time   ~ private
    Anywhere in a commitment: ^fri or ^"in 2 weeks" its date, @me @them @both its owner.

    \b
    --praise or --redirect before TEXT makes it feedback, not yet said; convo feedback knows more.

    \b
    Example:
      convo note maya '+ shipped the migration without a rollback'
      convo note maya '> introduce her to the data team ^fri @me'
      convo note maya --redirect cut Tom off twice in the retro
      pbpaste | convo note maya -
    """,
)
@click.argument("person", shell_complete=person_names)
@click.argument("text", nargs=-1, required=True, type=click.UNPROCESSED)
@pass_shell
def note(shell: Shell, person: str, text: tuple[str, ...]) -> None:
    """Keep a line TEXT about PERSON; - takes each line of standard input.

    PERSON is any part of a name that fits one person alone.
    """
    if (kind := FEEDBACK_KINDS.get(text[0])) is not None and text[1:]:
        keep_feedback(shell, person, " ".join(text[1:]), kind)
        return
    typed: Iterable[str] = sys.stdin if text == STANDARD_INPUT else [" ".join(text)]
    lines = [captured for line in typed if not (captured := parse_line(one_line(line))).empty]
    if not lines:
        raise CannotDo("There are no words to keep; nothing was kept.")
    with shell.store() as store:
        found = the_person(store.people(archived=True), person)
        (overview,) = store.overviews((found.id,))
        position = next_position(overview.points)
        kept = [
            changes_for_line(
                captured,
                found,
                shell.now,
                due=_due(shell, captured, overview),
                position=position + index,
            )
            for index, captured in enumerate(lines)
        ]
        store.apply(*(change for changes, _ in kept for change in changes))
    for _, sentence in kept:
        say(sentence)


def _due(shell: Shell, captured: Captured, overview: Overview) -> date | None:
    if captured.due_words is None:
        return None
    last = overview.last.started_at if overview.last else None
    planned = next_talk(overview.person, last, shell.zone)
    dates = shell.loaded.settings.dates
    try:
        return due_of(
            captured,
            shell.now.date(),
            next_talk=planned.day(shell.home) if planned else None,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )
    except DateNotUnderstood as fault:
        raise CannotDo(f"Nothing was kept: {fault}") from None
