"""Searching everything that was written, from the shell."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from convo_tui import paths
from convo_tui.cli.entry_lines import hit_shape, lead
from convo_tui.cli.finding import NOBODY, the_person
from convo_tui.cli.free_text import TextCommand
from convo_tui.cli.output import json_option, print_json, say
from convo_tui.cli.shell import CannotDo, Shell, pass_shell
from convo_tui.domain.search import Hit, terms_of
from convo_tui.settings import peek_theme
from convo_tui.text import clean

MOST = 50
"""Hits without `--limit`."""


@click.command(
    cls=TextCommand,
    short_help="Search everything that was written.",
    epilog="\b\nExample:\n  convo search billing migr --person maya"
    "\n  convo search '\"on call\"' --json | jq '.[].at'",
)
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--person", metavar="PERSON", help="Only what is about this person.")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=MOST,
    show_default=True,
    metavar="N",
    help="At most so many hits.",
)
@json_option
@pass_shell
def search(
    shell: Shell, words: tuple[str, ...], person: str | None, limit: int, as_json: bool
) -> None:
    """Search everything for entries in which all WORDS stand, the best first.

    The beginning of a word will do, accents do not matter, and "words in quotes" stand side by
    side. What is private has a ~ before it.
    """
    query, now = " ".join(words), shell.quick_now
    hides = peek_theme(paths.settings_path()).private_hidden and not as_json
    with shell.looking() as found:
        if found is None:
            raise CannotDo(NOBODY)
        from convo_tui.storage.stream import find

        ask, people = found
        chosen = the_person(people, person, archived=True) if person is not None else None
        about = chosen.id if chosen else None
        hits = find(ask, query, now, about, limit=limit, private=not hides)
    if as_json:
        print_json([hit_shape(hit, now) for hit in hits])
        return
    if not hits:
        say(_nothing(query, chosen.name if chosen else "", hides=hides))
    names = 0 if chosen else max((len(clean(hit.person.name)) for hit in hits), default=0) + 2
    colour = False if os.environ.get("NO_COLOR") else None
    for hit in hits:
        name = f"{clean(hit.person.name):<{names}}" if names else ""
        click.echo(f"{name}{lead(hit.entry, now)}{_marked(hit)}", color=colour)


def _marked(hit: Hit) -> str:
    """The words around what was found, and that in bold where a terminal shows it."""
    pieces: Iterable[tuple[str, bool]] = ((clean(text), found) for text, found in hit.context)
    return "".join(click.style(text, bold=True) if found else text for text, found in pieces)


def _nothing(query: str, name: str, *, hides: bool) -> str:
    if not terms_of(query):
        return f"“{query}” has no letter and no digit to look for."
    about = f" about {name}" if name else ""
    veiled = " What is private is hidden by the settings, and not looked through." if hides else ""
    return f"Nothing{about} has “{query}” in it.{veiled}"
