"""The page of figures: a plot where people would rather look, and the same in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo

from textual.content import Content

from convo_tui.domain.figures.person import Figures, PersonFigures, TeamFigures
from convo_tui.domain.figures.promises import Kept
from convo_tui.domain.figures.rhythm import Attention, weeks_held
from convo_tui.domain.figures.telling import Told, told_person, told_team
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.talk_share import percent
from convo_tui.text import clean
from convo_tui.ui.widgets.plots import Columns, Measure, Weeks
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, hint, title_row


def person_rows(
    each: PersonFigures, mondays: Sequence[date], zone: tzinfo, *, plotted: bool
) -> list[Row]:
    """The page of one person.

    Args:
        each: their figures.
        mondays: the weeks of the year strip.
        zone: in which talks belong to weeks.
        plotted: whether with plots; the sentences are there either way.
    """
    talks = each.review.talks
    plots = _plots(each.figures, talks, mondays, zone, clean(each.review.person.first_name))
    return _page(told_person(each), plots if plotted else {})


def team_rows(
    team: TeamFigures, mondays: Sequence[date], zone: tzinfo, *, plotted: bool
) -> list[Row]:
    """The page of everybody; see `person_rows`."""
    if team.figures is None:
        return [hint("There is nobody yet.")]
    talks = [talk for each in team.people for talk in each.review.talks]
    plots = _plots(team.figures, talks, mondays, zone, "they")
    plots["Talks"] = [*_evenness([each.attention for each in team.people]), *plots["Talks"]]
    return _page(told_team(team), plots if plotted else {})


def _page(groups: Sequence[Told], plots: dict[str, list[Row]]) -> list[Row]:
    rows: list[Row] = []
    for group in groups:
        if rows:
            rows.append(gap())
        rows.append(title_row(group.title))
        if plot := plots.get(group.title):
            rows += [*plot, gap()]
        rows += [Row(clean(sentence)) for sentence in group.sentences]
    return rows


def _plots(
    figures: Figures, talks: Sequence[Meeting], mondays: Sequence[date], zone: tzinfo, name: str
) -> dict[str, list[Row]]:
    by_time = sorted(talks, key=lambda talk: talk.started_at)
    shares = [talk.sums.manager_share for talk in by_time]
    return {
        "Talks": [Weeks(weeks_held(talks, mondays, zone))] if talks else [],
        "Talk share": [Columns(shares, "$manager")] if figures.shares.talks else [],
        "Minutes": list(_minutes(figures)),
        "Commitments": list(_kept(figures, name)),
    }


def _minutes(figures: Figures) -> Iterator[Row]:
    most = max((max(each.held, each.planned) for each in figures.minutes), default=0.0)
    for each in figures.minutes:
        words = Content.assemble(f"{each.held:4.1f}", (f" of {each.planned:2.0f} min", "$muted"))
        style = "$asks" if each.cut > each.talks / 2 else "$foreground"
        yield Measure(clean(each.name), each.held, each.planned, most, words, style=style)


def _kept(figures: Figures, name: str) -> Iterator[Row]:
    for who, kept, style in (
        ("you", figures.manager, "$manager"),
        (name, figures.report, "$report"),
    ):
        if kept.rate is not None:
            yield Measure(who, kept.rate, 1.0, 1.0, _rate(kept), style=style)


def _rate(kept: Kept) -> Content:
    return Content.assemble(
        f"{percent(kept.rate or 0.0):3} %", (f" of {kept.kept + kept.broken:2} kept", "$muted")
    )


def _evenness(people: Sequence[Attention]) -> Iterator[Row]:
    known = [(each, share) for each in people if (share := each.share) is not None]
    most = max((share for _, share in known), default=1.0)
    for each, share in sorted(known, key=lambda pair: pair[1]):
        words = Content.assemble(f"{each.held:3}", (f" of {each.expected:2.0f} talks", "$muted"))
        name = clean(each.person.first_name)
        yield Measure(name, share, 1.0, max(most, 1.0), words, style="$report")
    if known:
        yield gap()
