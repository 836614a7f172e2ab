"""The figures of a talk that was held: minutes against plan, who spoke how much, the guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from convo_tui.domain.dates import minutes_seconds
from convo_tui.domain.figures.typed import typed_share, typed_words
from convo_tui.domain.meeting import Meeting, Sums, TalkState
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.talk_share import percent
from convo_tui.text import clean
from convo_tui.ui.widgets.row import MARKER_WIDTH, Row
from convo_tui.ui.widgets.rows import hint, title_row
from convo_tui.ui.widgets.teller import Teller, ordinal, share_words, talk_length

OVER_SECONDS = 60.0
"""A segment that took this much more than planned is marked."""

BAR_CELLS = (8, 40)
"""The shortest bar worth drawing, and the longest."""

WORD_CELLS = len("you 34 %")
"""How wide the words before a bar are, so that bars below each other begin in one column."""

NOT_TRACKED = "not tracked"
"""Stands where a share would, if nobody was marked as speaking."""


class ShareRow(Row):
    """`you 41 % ━━━━━━━━━━ 59 % Maya · untracked 6 %`, as long as the window lets the bar be.

    Args:
        sums: who spoke how long.
        name: the person's first name.
    """

    def __init__(self, sums: Sums, name: str) -> None:
        share = sums.manager_share
        if share is None:
            super().__init__(Content.styled(NOT_TRACKED, "$muted"))
            self._sums = None
            return
        self._sums = sums
        theirs = Content.styled(f"{100 - percent(share)} % {clean(name)}", "$report")
        rest = f" · untracked {percent(sums.untracked_share)} %" if sums.untracked_share else ""
        words = share_words(share)
        super().__init__(
            Content.assemble(theirs, (rest, "$muted")),
            words.pad_right(WORD_CELLS - words.cell_length),
        )

    def lines(self, width: int) -> list[Content]:
        """The words with the bar between them; without it where there is no room."""
        if self._sums is None:
            return super().lines(width)
        least, most = BAR_CELLS
        words = MARKER_WIDTH + self.lead.cell_length + self.body.cell_length + 2
        room = min(most, width - words)
        if room < least:
            return Row(Content.assemble(self.lead.rstrip(), ", ", self.body)).lines(width)
        bar = sums_bar(self._sums, room)
        return [Content.assemble(" " * MARKER_WIDTH, self.lead, " ", bar, " ", self.body)]


def sums_bar(sums: Sums, width: int) -> Content:
    """The manager's seconds amber, the report's teal, the rest faint; whoever spoke is seen."""
    if sums.total <= 0 or width < 1:
        return Content("")
    mine = _cells(sums.manager, sums.total, width)
    theirs = min(_cells(sums.report, sums.total, width), width - mine)
    rest = width - mine - theirs
    if not sums.untracked:
        theirs, rest = theirs + rest, 0
        if not sums.report:
            mine, theirs = width, 0
    return Content.assemble(
        ("━" * mine, "$manager"), ("━" * theirs, "$report"), ("━" * rest, "$faint")
    )


def _cells(part: float, of: float, width: int) -> int:
    return max(1, round(part / of * width)) if part > 0 else 0


def figure_rows(talk: Meeting, page: TalkPage | None, teller: Teller) -> Iterator[Row]:
    """How long, who spoke, which talk it was and when, guess and typing; the first is one line.

    Args:
        talk: one that was held.
        page: all that was written in it, once it is read: which talk it was is known from then on.
        teller: how it is told.
    """
    planned = sum(segment.minutes for segment in talk.segments)
    of = f" of {planned}" if talk.length is not None else f", {planned} min planned"
    yield Row(Content.assemble((talk_length(talk), "bold"), (of, "$muted")))
    yield ShareRow(talk.sums if talk.logged_at is None else _spoken(talk), teller.short_name)
    yield _facts(_when(talk, page, teller))
    more = []
    share = talk.sums.manager_share
    if talk.guess is not None:
        more.append(_guess_words(talk.guess, share))
    if talk.longest_manager:
        more.append(f"your longest {minutes_seconds(talk.longest_manager)}")
    if (typed := typed_share(talk)) is not None:
        more.append(typed_words(typed, clean(teller.short_name)))
    if more:
        yield _facts(more)


def _spoken(talk: Meeting) -> Sums:
    """Of a logged talk only the share is known, and nothing of silence."""
    return Sums(talk.manager_seconds, talk.report_seconds)


def _when(talk: Meeting, page: TalkPage | None, teller: Teller) -> Iterator[str]:
    if page is not None:
        yield f"{ordinal(page.number)} talk"
    if talk.has_time:
        ends = talk.ended_at if talk.length is not None else None
        started = teller.clock(talk.started_at)
        yield f"{started} to {teller.clock(ends)}" if ends else started
    if talk.logged_at is not None:
        yield f"logged {teller.day(talk.logged_at)}"


def _guess_words(guess: float, share: float | None) -> str:
    """`you guessed 40 %, 6 more than it was`."""
    words = f"you guessed {percent(guess)} %"
    if share is None:
        return words
    gap = percent(guess) - percent(share)
    if not gap:
        return f"{words}, as it was"
    return f"{words}, {abs(gap)} {'more' if gap > 0 else 'less'} than it was"


def _facts(facts: Iterable[str]) -> Row:
    """Facts in a line, each kept whole where it wraps."""
    return hint(" · ".join(fact.replace(" ", "\N{NO-BREAK SPACE}") for fact in facts))


def segment_rows(
    talk: Meeting, index: int, state: TalkState | None, teller: Teller
) -> Iterator[Row]:
    """The heading of a segment with its minutes against plan, and beneath it who spoke.

    Args:
        talk: one that was held.
        index: of the segment.
        state: the fold of its events; None for a talk without a clock.
        teller: how it is told.
    """
    segment, recorded = talk.segments[index], talk.segment_seconds
    seconds = recorded[index] if index < len(recorded) else None
    if state is not None:
        seconds = state.elapsed_in(index)
    planned = f"{segment.minutes} min planned"
    if seconds is None:
        tail = Content.styled(planned, "$muted")
    elif not seconds:
        tail = Content.styled(f"not reached, {planned}", "$muted")
    else:
        over = seconds >= segment.minutes * 60 + OVER_SECONDS
        taken = minutes_seconds(seconds)
        beyond = f", {round(seconds / 60 - segment.minutes)} over" if over else ""
        tail = Content.assemble(
            (taken, "$bad" if over else ""), (f" of {segment.minutes} min{beyond}", "$muted")
        )
    yield title_row(clean(segment.name), tail)
    if state is not None and seconds:
        yield ShareRow(state.sums_of(index), teller.short_name)
