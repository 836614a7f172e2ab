"""What the record of a person, or of everybody, adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import NOBODY, the_person
from convo_tui.cli.output import json_option, print_json, say
from convo_tui.cli.period import period_of, period_options
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell

if TYPE_CHECKING:
    from convo_tui.domain.figures.telling import Told
    from convo_tui.domain.review import Period, Review


@click.command(
    cls=ConvoCommand,
    short_help="What the talks add up to, in figures.",
    epilog="\b\nExample:\n  convo insights\n  convo insights maya --from 'last quarter'",
)
@click.argument("person", required=False, shell_complete=all_names)
@period_options
@json_option
@pass_shell
def insights(
    shell: Shell, person: str | None, first: str | None, last: str | None, as_json: bool
) -> None:
    """What is on track, and what the talks add up to, with PERSON or with everybody.

    What each figure counts, and what it leaves out, stands in docs/figures.md. A figure that is
    not known is left out; with --json it is null.
    """
    from convo_tui.cli.insight_shapes import period_shape, person_shape, team_shape
    from convo_tui.domain.figures.person import person_figures, team_figures
    from convo_tui.domain.figures.telling import told_person, told_team

    period = period_of(shell, first, last)
    reviews = _reviews(shell, person, period)
    hides = shell.loaded.settings.private_hidden
    settings = (shell.now.date(), shell.home, shell.loaded.settings.talk.bands.limits)
    if person is None:
        team = team_figures(reviews, *settings)
        if as_json:
            print_json(period_shape(period) | team_shape(team))
        else:
            _print(told_team(team, hides=hides))
        return
    figures = person_figures(reviews[0], *settings)
    if as_json:
        print_json(period_shape(period) | person_shape(figures))
    else:
        _print(told_person(figures, hides=hides))


def _reviews(shell: Shell, person: str | None, period: Period) -> list[Review]:
    with shell.reading() as store:
        people = store.people(archived=True)
        if person is not None:
            chosen = [the_person(people, person, archived=True)]
        else:
            chosen = [each for each in people if each.archived_at is None]
        found = [store.reviews.review(each.id, period, shell.zone) for each in chosen]
    reviews = [each for each in found if each is not None]
    if not reviews:
        raise CannotDo(NOBODY)
    return reviews


def _print(groups: tuple[Told, ...]) -> None:
    for number, group in enumerate(groups):
        if number:
            say("")
        say(group.title.upper())
        for sentence in group.sentences:
            say(f"  {sentence}")
