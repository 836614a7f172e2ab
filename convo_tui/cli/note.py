"""A line captured in the moment it happens, with the signs of the note line."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import person_names
from convo_tui.cli.feedback import keep_feedback
from convo_tui.cli.finding import the_person
from convo_tui.cli.free_text import TextCommand
from convo_tui.cli.output import say
from convo_tui.cli.shell import CannotDo, Shell, pass_shell
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


@click.command(
    cls=TextCommand,
    short_help="Keep a line about a person.",
    epilog="""\b
    Signs at the start (put quotes around them, the shell has its own meaning for most):
      + win   ! blocker   > commitment   ? talking point for next time   ~ private
    Anywhere in a commitment: ^fri or ^"in 2 weeks" its date, @me @them @both its owner.

    \b
    Options may stand anywhere; -- ends them, before a TEXT that begins like one.

    \b
    Example:
      convo note maya '+ shipped the migration without a rollback'
      convo note maya '> introduce her to the data team ^fri @me'
      convo note maya --private looks tired, ask again
      convo note maya --redirect cut Tom off twice in the retro
      pbpaste | convo note maya -
    """,
)
@click.argument("person", shell_complete=person_names)
@click.argument("text", nargs=-1, required=True)
@click.option("--private", is_flag=True, help="Only you see it, as with the sign ~.")
@click.option(
    "--praise",
    "kind",
    flag_value=FeedbackKind.PRAISE.value,
    help="It is feedback, not yet said; convo feedback knows more.",
)
@click.option(
    "--redirect",
    "kind",
    flag_value=FeedbackKind.REDIRECT.value,
    help="The same, to change something.",
)
@pass_shell
def note(shell: Shell, person: str, text: tuple[str, ...], private: bool, kind: str | None) -> None:
    """Keep a line TEXT about PERSON; - takes each line of standard input.

    PERSON is any part of a name that fits one person alone.
    """
    if kind and private:
        raise click.UsageError("Feedback is there to be said; it cannot be private.")
    if kind:
        said = sys.stdin.read() if text == STANDARD_INPUT else " ".join(text)
        keep_feedback(shell, person, said, FeedbackKind(kind))
        return
    typed: Iterable[str] = sys.stdin if text == STANDARD_INPUT else [" ".join(text)]
    lines = [captured for line in typed if not (captured := parse_line(one_line(line))).empty]
    if private:
        lines = [replace(captured, private=True) for captured in lines]
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
    planned = next_talk(overview.person, overview.last_began, shell.zone)
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
