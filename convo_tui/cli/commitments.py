"""Commitments from the shell: list, mark as kept or broken, move, drop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import names_for, person_names
from convo_tui.cli.entry_lines import owner_words
from convo_tui.cli.finding import by_id, the_person
from convo_tui.cli.output import json_option, print_json, print_table, say
from convo_tui.cli.shapes import commitment_shape
from convo_tui.cli.shell import CannotDo, ConvoGroup, Shell, pass_shell
from convo_tui.cli.today import PRIVATE
from convo_tui.domain.celebrations import celebration_owed, marked_celebrated
from convo_tui.domain.commitments import (
    Commitment,
    CommitmentState,
    Urgency,
    by_due,
    dropped,
    kept,
    moved,
    urgency,
)
from convo_tui.domain.commitments import broken as was_broken
from convo_tui.domain.dates import DateNotUnderstood, full_date, parse_date
from convo_tui.domain.people import Person
from convo_tui.domain.today import by_urgency, due_words
from convo_tui.domain.values import Change, Side, short_ids
from convo_tui.text import one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from convo_tui.storage.store import Store

OWNERS = {"me": Side.MANAGER, "them": Side.REPORT}
NONE = "No open commitments."


class _OfAPerson(ConvoGroup):
    """Takes a word for the person unless it is one of its subcommands."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `maya --due` as `--person maya --due`."""
        parser = self.make_parser(ctx)
        options, words, _ = parser.parse_args(list(args))
        if words and words[0] not in self.commands:
            before, name, after = args[: len(args) - len(words)], words[0], words[1:]
            options_after, more, _ = parser.parse_args(list(after))
            # With a second word it is a slip in the name of a subcommand, and told as one.
            if not more:
                if "person" in options or "person" in options_after:
                    raise click.UsageError("Name the person once: PERSON or --person.", ctx)
                args = [f"--person={name}", *before, *after]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The subcommands, and whoever could be meant."""
        from click.shell_completion import CompletionItem

        found = super().shell_complete(ctx, incomplete)
        if ctx.params.get("person") is None:
            found += map(CompletionItem, names_for(ctx, incomplete))
        return found


@click.group(
    cls=_OfAPerson,
    subcommand_metavar="[PERSON | COMMAND [ARGS]...]",
    short_help="List, close or drop commitments.",
    invoke_without_command=True,
    epilog="\b\nExample:\n  convo commitments maya --due\n  convo commitments done 3f2a",
)
@json_option
@click.option("--person", metavar="PERSON", shell_complete=person_names, help="The same as PERSON.")
@click.option(
    "--owner", type=click.Choice(list(OWNERS)), help="Only yours or theirs; those of both are both."
)
@click.option("--due", is_flag=True, help="Only those that are late or due within a week.")
@click.pass_context
@pass_shell
def commitments(
    shell: Shell,
    ctx: click.Context,
    as_json: bool,
    person: str | None,
    owner: str | None,
    due: bool,
) -> None:
    """List open commitments by their day, of all or of PERSON; say what became of one.

    Each line begins with the shortest beginning of its id that these commands take.
    """
    if ctx.invoked_subcommand is not None:
        return
    with shell.reading() as store:
        people = {each.id: each for each in store.people(archived=True)}
        chosen = the_person(tuple(people.values()), person, archived=True) if person else None
        everything = store.commitments()
    listed = [each for each in by_due(everything) if chosen is None or each.person_id == chosen.id]
    if owner:
        listed = [each for each in listed if each.owner in (OWNERS[owner], Side.BOTH)]
    if due:
        day = shell.now.date()
        listed = [each for each in listed if urgency(each, day) is not Urgency.LATER]
    if as_json:
        print_json([commitment_shape(each, people[each.person_id], shell.zone) for each in listed])
    elif listed:
        _print(shell, listed, people, short_ids(each.id for each in everything))
    else:
        say(NONE)


def _print(
    shell: Shell, listed: Iterable[Commitment], people: dict[str, Person], ids: dict[str, str]
) -> None:
    hide = shell.loaded.settings.private_hidden
    print_table(
        [
            [
                ids[each.id],
                due_words(each.due, shell.now.date()),
                owner_words(each, people[each.person_id]),
                PRIVATE if hide and each.private else each.goal,
            ]
            for each in listed
        ]
    )


@commitments.command(
    short_help="Mark a commitment as kept.", epilog="\b\nExample:\n  convo commitments done 3f2a"
)
@click.argument("id", metavar="ID")
@pass_shell
def done(shell: Shell, id: str) -> None:
    """Mark the commitment whose id begins with ID as kept."""
    with shell.store() as store:
        found = _open(store, id)
        store.apply(Change.edited(found, kept(found, shell.clock.now())))
    say(f"Kept: {found.goal}")


@commitments.command(
    short_help="Drop a commitment, with the reason.",
    epilog="\b\nExample:\n  convo commitments drop 3f2a --reason 'project ended'",
)
@click.argument("id", metavar="ID")
@click.option("--reason", metavar="TEXT", prompt="Why", help="Why it is dropped; asked if missing.")
@pass_shell
def drop(shell: Shell, id: str, reason: str) -> None:
    """Drop the commitment whose id begins with ID, with the reason."""
    _close(shell, id, reason, dropped, "dropped")


@commitments.command(
    short_help="Mark a commitment as broken, with the reason.",
    epilog="\b\nExample:\n  convo commitments broken 3f2a --reason 'I forgot it'",
)
@click.argument("id", metavar="ID")
@click.option("--reason", metavar="TEXT", prompt="Why", help="Why it was broken; asked if missing.")
@pass_shell
def broken(shell: Shell, id: str, reason: str) -> None:
    """Mark the commitment whose id begins with ID as broken, with the reason."""
    _close(shell, id, reason, was_broken, "broken")


def _close(
    shell: Shell,
    id: str,
    reason: str,
    end: Callable[[Commitment, str, datetime], Commitment],
    word: str,
) -> None:
    why = one_line(reason)
    if not why:
        raise CannotDo(f"A {word} commitment needs a reason; nothing was changed.")
    with shell.store() as store:
        found = _open(store, id)
        store.apply(Change.edited(found, end(found, why, shell.clock.now())))
    say(f"{word.capitalize()}: {found.goal}")


@commitments.command(
    short_help="Mark a commitment as celebrated.",
    epilog="\b\nExample:\n  convo commitments celebrated 3f2a",
)
@click.argument("id", metavar="ID")
@pass_shell
def celebrated(shell: Shell, id: str) -> None:
    """Mark the celebration of the commitment whose id begins with ID as held."""
    with shell.store() as store:
        everything = store.commitments(closed=True)
        parties = [each for each in everything if celebration_owed(each)]
        among = parties if any(each.id.startswith(id) for each in parties) else everything
        found = by_id(among, id, "commitment")
        if not celebration_owed(found):
            raise CannotDo(f"No celebration is owed: {found.goal}")
        store.apply(Change.edited(found, marked_celebrated(found, shell.clock.now())))
    say(f"Celebrated: {found.celebration}")


@commitments.command(
    short_help="Move the checkpoint of a commitment.",
    epilog="\b\nExample:\n  convo commitments move 3f2a next friday",
)
@click.argument("id", metavar="ID")
@click.argument("day", metavar="DAY", nargs=-1, required=True)
@pass_shell
def move(shell: Shell, id: str, day: tuple[str, ...]) -> None:
    """Move the checkpoint of the commitment whose id begins with ID to another DAY.

    DAY is typed as in the app: fri, in 2 weeks, next talk, 12 May, 2026-12-01.
    """
    with shell.store() as store:
        found = _open(store, id)
        to = _day(shell, store, found, " ".join(day))
        store.apply(Change.edited(found, moved(found, to, shell.now)))
    say(f"Moved to {full_date(to)}: {found.goal}")


def _day(shell: Shell, store: Store, commitment: Commitment, words: str) -> date:
    dates = shell.loaded.settings.dates
    (overview,) = store.overviews((commitment.person_id,))
    standing = by_urgency([overview], shell.now, shell.zone)[0]
    try:
        return parse_date(
            words,
            shell.now.date(),
            next_talk=standing.cadence.day,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )
    except DateNotUnderstood as fault:
        raise CannotDo(str(fault)) from fault


def _open(store: Store, start: str) -> Commitment:
    everything = store.commitments(closed=True)
    still_open = [each for each in everything if each.state is CommitmentState.OPEN]
    among = still_open if any(each.id.startswith(start) for each in still_open) else everything
    found = by_id(among, start, "commitment")
    if found.state is not CommitmentState.OPEN:
        raise CannotDo(f"This was {found.state} already: {found.goal}")
    return found
