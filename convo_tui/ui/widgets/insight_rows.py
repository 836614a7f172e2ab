"""The page of figures: a plot where people would rather look, and the same in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from convo_tui.domain.figures.checks import Check, TeamCheck
from convo_tui.domain.figures.person import PersonFigures, TeamFigures
from convo_tui.domain.figures.telling import ON_TRACK, Told, told_person, told_team
from convo_tui.domain.talk_share import DEFAULT_BANDS, Bands
from convo_tui.text import clean
from convo_tui.ui.widgets.check_rows import check_rows
from convo_tui.ui.widgets.flow import part_row
from convo_tui.ui.widgets.insight_plots import evenness, plots_of
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, hint


def person_rows(
    each: PersonFigures, bands: Bands = DEFAULT_BANDS, *, plotted: bool, hides: bool = False
) -> list[Row]:
    """The page of one person.

    Args:
        each: their figures.
        bands: where the bands of the talk share meet.
        plotted: whether with plots; the sentences are there either way.
        hides: whether private things are hidden.
    """
    review = each.review
    name = clean(review.person.first_name)
    plots = plots_of(each.figures, review.talks, review.signs, name, bands, hides=hides)
    return _page(told_person(each, hides=hides), each.checks, plots if plotted else {})


def team_rows(
    team: TeamFigures, bands: Bands = DEFAULT_BANDS, *, plotted: bool, hides: bool = False
) -> list[Row]:
    """The page of everybody; see `person_rows`."""
    if team.figures is None:
        return [hint("There is nobody yet.")]
    talks = [talk for each in team.people for talk in each.review.talks]
    signs = [given for each in team.people for given in each.review.signs]
    signs.sort(key=lambda given: given.at)
    plots = plots_of(team.figures, talks, signs, "they", bands, hides=hides)
    plots["Talks"] = [*evenness([each.attention for each in team.people]), *plots["Talks"]]
    del plots["Goals"]  # whose they are stands on the people's own pages
    return _page(told_team(team, hides=hides), team.checks, plots if plotted else {})


def _page(
    groups: Sequence[Told],
    checks: Sequence[Check | TeamCheck],
    plots: Mapping[str, Sequence[Row]],
) -> list[Row]:
    rows: list[Row] = []
    for group in groups:
        if rows:
            rows.append(gap())
        rows.append(part_row(group.title))
        if group.title == ON_TRACK:
            rows += check_rows(checks)
            continue
        if plot := plots.get(group.title):
            rows += [*plot, gap()]
        rows += [Row(clean(sentence)) for sentence in group.sentences]
    return rows
