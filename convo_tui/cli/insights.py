"""What the record of a person, or of everybody, adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from convo_tui.cli.completing import all_names
from convo_tui.cli.finding import NOBODY, the_person
from convo_tui.cli.output import json_option, print_json, say
from convo_tui.cli.period import period_of, period_options
from convo_tui.cli.shapes import Shape
from convo_tui.cli.shell import CannotDo, ConvoCommand, Shell, pass_shell
from convo_tui.domain.values import Side

if TYPE_CHECKING:
    from convo_tui.domain.figures.person import Figures, PersonFigures, TeamFigures
    from convo_tui.domain.figures.rhythm import Attention, Changed
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
    """Talk share, minutes, commitments, feedback and rhythm, with PERSON or with everybody.

    What each figure counts, and what it leaves out, stands in docs/figures.md. A figure that is
    not known is left out; with --json it is null.
    """
    from convo_tui.domain.figures.person import person_figures, team_figures
    from convo_tui.domain.figures.telling import told_person, told_team

    period = period_of(shell, first, last)
    reviews = _reviews(shell, person, period)
    settings = (shell.now.date(), shell.home, shell.loaded.settings.talk.bands.limits)
    if person is None:
        team = team_figures(reviews, *settings)
        if as_json:
            print_json(_period_shape(period) | _team_shape(team))
        else:
            _print(told_team(team))
        return
    figures = person_figures(reviews[0], *settings)
    if as_json:
        print_json(_period_shape(period) | _person_shape(figures))
    else:
        _print(told_person(figures))


def _reviews(shell: Shell, person: str | None, period: Period) -> list[Review]:
    with shell.reading() as store:
        people = store.people(archived=True)
        if person is not None:
            chosen = [the_person(people, person, archived=True)]
        else:
            chosen = [each for each in people if each.archived_at is None]
        found = [store.review(each.id, period, shell.zone) for each in chosen]
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


def _period_shape(period: Period) -> Shape:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _person_shape(each: PersonFigures) -> Shape:
    rhythm = each.rhythm
    return {
        "person": each.review.person.name,
        **_figures_shape(each.figures),
        "rhythm": {
            "expected": round(each.attention.expected, 1),
            "in_time": rhythm.in_time,
            "counted": rhythm.counted,
            "streak": rhythm.streak,
            "longest_days": rhythm.longest,
        },
    }


def _team_shape(team: TeamFigures) -> Shape:
    least, most = team.evenness or (None, None)
    return {
        "people": [_person_shape(each) for each in team.people],
        "together": team.figures and _figures_shape(team.figures),
        "least": _attention_shape(least),
        "most": _attention_shape(most),
    }


def _attention_shape(attention: Attention | None) -> Shape | None:
    if attention is None:
        return None
    return {
        "person": attention.person.name,
        "held": attention.held,
        "expected": round(attention.expected, 1),
    }


def _figures_shape(figures: Figures) -> Shape:
    shares, guesses, outcomes = figures.shares, figures.guesses, figures.outcomes
    return {
        "talks": figures.talks,
        "wins": figures.wins,
        "share": {
            "whole": _rounded(shares.whole),
            "lately": _rounded(shares.lately),
            "before": _rounded(shares.before),
            "talks": [
                {
                    "id": each.talk.id,
                    "share": _rounded(each.share),
                    "band": each.band and each.band.value,
                }
                for each in shares.talks
            ],
        },
        "guesses": guesses
        and {
            "count": guesses.talks,
            "bias": _rounded(guesses.bias),
            "miss": _rounded(guesses.miss),
            "lately": _rounded(guesses.lately),
        },
        "outcomes": outcomes
        and {
            "talks": outcomes.talks,
            "parted_at": _rounded(outcomes.parted_at),
            "kept_quiet": _rounded(outcomes.kept_quiet),
            "quiet": outcomes.quiet,
            "kept_loud": _rounded(outcomes.kept_loud),
            "loud": outcomes.loud,
        },
        "minutes": [
            {
                "segment": each.name,
                "talks": each.talks,
                "planned": round(each.planned, 1),
                "held": round(each.held, 1),
                "cut": each.cut,
                "short_by": None if each.short_by is None else round(each.short_by, 1),
            }
            for each in figures.minutes
        ],
        "commitments": {
            who: {
                "kept": kept.kept,
                "broken": kept.broken,
                "dropped": kept.dropped,
                "open": kept.open,
                "late": kept.late,
                "rate": _rounded(kept.rate),
            }
            for who, kept in (("manager", figures.manager), ("report", figures.report))
        },
        "feedback": {
            "said": figures.feedback.said,
            "days": figures.feedback.days,
            "unsaid": figures.feedback.unsaid,
            "oldest_days": figures.feedback.oldest,
        },
        "moved": _changed_shape(figures.moved),
        "cancelled": _changed_shape(figures.cancelled),
        "ledger": [
            {
                "person": line.person.name,
                "day": line.day.isoformat(),
                "what": line.what,
                "by": line.change and line.change.who.value,
                "reason": line.change and line.change.reason,
                "to": line.to and line.to.isoformat(),
            }
            for line in figures.ledger
        ],
        "questions": [
            {"question": each.text, "asked": each.times, "lines": round(each.lines, 1)}
            for each in figures.questions
        ],
    }


def _changed_shape(changed: Changed) -> Shape:
    return {
        "count": changed.total,
        "by": {side.value: changed.by.get(side, 0) for side in Side},
        "reasons": list(changed.reasons),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
