"""One line captured from the shell, with the same signs as the note line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from convo_tui.cli.finding import the_person
from convo_tui.cli.machine import this_machine
from convo_tui.domain.capture import parse_line
from convo_tui.text import one_line

LONGEST = 10_000


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog="Example: convo note maya '+ calmed the customer down'   (signs: + win, ! blocker, "
    "> commitment, ? talking point, ~ private; ^fri date, @me @them owner; - reads standard input)",
)
@click.argument("person")
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def note(database: Path, person: str, text: tuple[str, ...]) -> None:
    """Keep one line TEXT about PERSON; the first sign says what it is."""
    from convo_tui.bootstrap import shell_store
    from convo_tui.domain.cadence import next_talk
    from convo_tui.domain.dates import DateNotUnderstood
    from convo_tui.domain.entering import changes_for_line, due_of
    from convo_tui.domain.planning import next_position

    line = sys.stdin.read(LONGEST + 1) if text == ("-",) else " ".join(text)
    if len(line) > LONGEST:
        raise click.ClickException(f"This is longer than {LONGEST} characters; nothing was kept.")
    captured = parse_line(one_line(line))
    if captured.empty:
        raise click.ClickException("There is no text to keep; nothing was kept.")
    machine = this_machine()
    with shell_store(database) as store:
        found = the_person(store, person)
        (overview,) = store.overviews((found.id,))
        last = overview.last.started_at if overview.last else None
        planned = next_talk(found, last, machine.zone)
        try:
            due = due_of(
                captured,
                machine.today(),
                next_talk=machine.local(planned.at).date() if planned else None,
                week_ends=machine.week_ends,
                day_first=machine.day_first,
            )
        except DateNotUnderstood as fault:
            raise click.ClickException(f"{fault}. Nothing was kept.") from None
        position = next_position(overview.points)
        changes, sentence = changes_for_line(
            captured, found, machine.now(), due=due, position=position
        )
        store.apply(*changes)
    click.echo(sentence)
