"""Feedback written down in the moment, in one line or with what it did and what comes next."""

from __future__ import annotations

import sys
from datetime import UTC

import click

from convo_tui.cli.completing import person_names
from convo_tui.cli.finding import the_person
from convo_tui.cli.free_text import TextCommand
from convo_tui.cli.output import say
from convo_tui.cli.shell import CannotDo, Shell, pass_shell
from convo_tui.domain.behaviour_words import BEHAVIOUR, spoken_of
from convo_tui.domain.dates import DateNotUnderstood, short_date
from convo_tui.domain.feedback import Feedback, FeedbackKind, seen_on, signed
from convo_tui.domain.logging_talks import read_day
from convo_tui.domain.values import Change, new_id
from convo_tui.text import clean, one_line

STANDARD_INPUT = ("-",)


@click.command(
    cls=TextCommand,
    short_help="Keep feedback for a person.",
    epilog="""\b
    TEXT says what was seen, so that a camera could have seen it. It waits on Today and heads the
    next talk until you tick it there as said. Options may stand anywhere; -- ends them.

    \b
    Example:
      convo feedback maya named the risk before anybody asked
      convo feedback maya --redirect 'cut Tom off twice' --seen tue \\
          --so-what 'he did not come back to it' --now-what 'let him finish'
      convo feedback maya --said 'thanked the night shift by name'
    """,
)
@click.argument("person", shell_complete=person_names)
@click.argument("text", nargs=-1, required=True)
@click.option("--praise", "kind", flag_value=FeedbackKind.PRAISE.value, help="More of it.")
@click.option(
    "--redirect", "kind", flag_value=FeedbackKind.REDIRECT.value, help="Something else instead."
)
@click.option("--so-what", metavar="TEXT", default="", help="The effect it had.")
@click.option("--now-what", metavar="TEXT", default="", help="What comes next.")
@click.option("--seen", metavar="DATE", help="When it was seen, such as tue; now without it.")
@click.option("--said", is_flag=True, help="You have said it just now.")
@pass_shell
def feedback(
    shell: Shell,
    person: str,
    text: tuple[str, ...],
    kind: str | None,
    so_what: str,
    now_what: str,
    seen: str | None,
    said: bool,
) -> None:
    """Keep feedback TEXT for PERSON: praise, unless it is a redirect; - takes standard input.

    PERSON is any part of a name that fits one person alone.
    """
    keep_feedback(
        shell,
        person,
        sys.stdin.read() if text == STANDARD_INPUT else " ".join(text),
        FeedbackKind(kind) if kind else None,
        so_what=so_what,
        now_what=now_what,
        seen=seen,
        said=said,
    )


def keep_feedback(
    shell: Shell,
    person: str,
    text: str,
    kind: FeedbackKind | None,
    *,
    so_what: str = "",
    now_what: str = "",
    seen: str | None = None,
    said: bool = False,
) -> None:
    """Keep feedback and say so; a hint about its words goes to standard error.

    Args:
        shell: the command's surroundings.
        person: any part of a name.
        text: what was seen; without a `kind`, `+` or `-` before it says which it is.
        kind: praise or redirect.
        so_what: the effect.
        now_what: what comes next.
        seen: a day as people type it; None is now.
        said: whether it was said just now.

    Raises:
        CannotDo: there are no words, or the day is none.
    """
    sign, words = signed(one_line(text)) if kind is None else (kind, one_line(text))
    if not words:
        raise CannotDo("There are no words to keep; nothing was kept.")
    now, zone = shell.now, shell.home
    try:
        day = None
        if seen is not None:
            day = read_day(seen, now.date(), day_first=shell.loaded.settings.dates.day_first)
    except DateNotUnderstood as fault:
        raise CannotDo(f"Nothing was kept: {fault}") from None
    with shell.store() as store:
        found = the_person(store.people(archived=True), person)
        kept = Feedback(
            new_id(),
            found.id,
            (seen_on(day, now, zone) if day else now).astimezone(UTC),
            words,
            sign or FeedbackKind.PRAISE,
            now.astimezone(UTC) if said else None,
            so_what=one_line(so_what),
            now_what=one_line(now_what),
        )
        store.apply(Change.added(kept))
        hinted = BEHAVIOUR not in store.dismissed()
    when = f", seen {short_date(day, now.date())}" if day and day != now.date() else ""
    state = "said" if said else "not yet said"
    say(f"Kept: {kept.kind.value} for {clean(found.first_name)}{when}, {state}.")
    spoken = spoken_of(words, found.first_name) if hinted else None
    if spoken is not None:
        click.echo(clean(spoken.sentence), err=True)
