"""What a talk opens with: before it, in it, and once it was held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from convo_tui.domain.dates import short_date
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.notes import Note
from convo_tui.domain.openings import About, Opening, Proposal, all_named, is_private, praise_of
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.text import clean
from convo_tui.ui.widgets.feedback_age import form_lines
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.signs import POINT, UNSAID

if TYPE_CHECKING:
    # The rows of a talk and the teller are built on what stands here.
    from convo_tui.ui.widgets.talk_rows import View
    from convo_tui.ui.widgets.teller import Teller

NAMED = ("☑", "$good")
SOURCES = {About.WIN: "+", About.KEPT: "✓", About.GOAL: "↗", About.FEEDBACK: UNSAID[0]}
"""The sign of each source; its word stands beside it."""

_HIDDEN = Content.styled("~ private", "$muted")


# --- before the talk -------------------------------------------------------------------------


def proposal_items(
    found: Iterable[Proposal], overview: Overview, teller: Teller
) -> Iterator[Item[Proposal | Note | Feedback]]:
    """A line for each: where it comes from, what it is, and when that was."""
    written: tuple[Note | Feedback, ...] = (*overview.notes, *overview.feedback)
    known = {each.id: each for each in written}
    for each in found:
        hidden = each.about is About.FEEDBACK and teller.hides
        sign, colour = _source(each.about)
        lead = Content.assemble((f"{sign} ", colour), (f"{each.about:<7}", "$muted"))
        value = known.get(each.subject_id)
        words = _HIDDEN if hidden else _told(Content(clean(each.text)), value)
        row = Row(words, lead, Content.styled(teller.day(each.at), "$muted"))
        yield Item(row, each if value is None else value, each.subject_id)


def _told(words: Content, value: object) -> Content:
    """The words, and beneath them the rest of the form where it is praise."""
    lines = form_lines(value) if isinstance(value, Feedback) else ()
    return Content("\n").join((words, *lines))


# --- in the talk -----------------------------------------------------------------------------


def opening_title(view: View) -> str:
    """The heading: later in the talk it is what is still to be named."""
    return "STILL TO NAME" if view.current else "OPEN WITH"


def _stands(page: TalkPage, view: View) -> bool:
    """Whether the left column tells it: in the first segment, and after it until all is named."""
    return bool(page.openings) and (view.current == 0 or not all_named(page))


def page_without_opened(page: TalkPage, view: View) -> TalkPage:
    """The page without the praise that stands among what the talk opens with already."""
    if not _stands(page, view):
        return page
    opened = {each.subject_id for each in page.openings}
    return replace(page, feedback=tuple(each for each in page.feedback if each.id not in opened))


def opening_items(page: TalkPage, view: View) -> list[Item[Opening]]:
    """What to open with, newest first as Prepare had it, with what of it is named already."""
    if not _stands(page, view):
        return []
    newest = sorted(page.openings, key=lambda each: each.at, reverse=True)
    return [Item(_opening_row(each, page, view), each) for each in newest]


def _opening_row(opening: Opening, page: TalkPage, view: View) -> Row:
    """What to name, and since when until it is named: beneath, so that the words have the width."""
    named = opening.named_at is not None
    hidden = view.hide_private and is_private(page, opening)
    praise = praise_of(page, opening)
    words = Content.styled(clean(opening.text), "$muted" * named)
    words = _HIDDEN if hidden else _told(words, None if named else praise)
    if not named:
        day = short_date(view.local(opening.at).date(), view.today)
        words = Content.assemble(words, (f"\n{day}", "$muted"))
    about = page.sources.get(opening.subject_id)
    return Row(words, _box(opening, POINT if about is None else _source(about)))


def _source(about: About) -> tuple[str, str]:
    """The sign of where it comes from, the same before the talk and in it."""
    return SOURCES[about], UNSAID[1] if about is About.FEEDBACK else "$good"


def _box(opening: Opening, otherwise: tuple[str, str]) -> Content:
    sign, colour = otherwise if opening.named_at is None else NAMED
    return Content.styled(f"{sign} ", colour)


# --- after the talk --------------------------------------------------------------------------


def opened_rows(page: TalkPage, teller: Teller) -> Iterator[Row]:
    """What a talk was to open with, and whether it was named."""
    for each in page.openings:
        hidden = teller.hides and is_private(page, each)
        words = _HIDDEN if hidden else Content(clean(each.text))
        if each.named_at is None:
            words = Content.assemble(words, ("\nnot named", "$muted"))
        day = Content.styled(teller.day(each.at), "$muted")
        yield Row(words, _box(each, ("–", "$muted")), day)
