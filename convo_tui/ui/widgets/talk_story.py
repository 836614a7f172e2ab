"""A talk that was held, told on one page: its minutes, its share, and all that was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual.content import Content

from convo_tui.domain.commitments import Commitment, as_it_stood, became_of
from convo_tui.domain.dates import full_date, minutes_seconds
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.meeting import Meeting, TalkState
from convo_tui.domain.notes import Note
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.replay import replay
from convo_tui.domain.talk_share import percent
from convo_tui.text import clean
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap, hint, title_row
from convo_tui.ui.widgets.signs import NOTE_STYLES, SAID, STATES
from convo_tui.ui.widgets.teller import (
    PRIVATE,
    Teller,
    ordinal,
    parts_words,
    share_words,
    talk_length,
)

OVER_SECONDS = 60.0
"""A segment that took this much more than planned is marked."""


def talk_rows(talk: Meeting, page: TalkPage | None, teller: Teller) -> list[Row]:
    """The page of a talk; only its figures while `page` is still to be read."""
    title = full_date(teller.local(talk.started_at).date())
    rows = [title_row(title), *_figures(talk, page, teller)]
    if page is None:
        return rows
    state = replay(talk.segments, page.events, page.events[-1].at) if page.events else None
    for index in range(len(talk.segments)):
        rows += [gap(), _segment_row(talk, index, state), *_lines(page, index, teller)]
    raised = [point for point in page.carried if _within(talk, point.closed_at)]
    said = [feedback for feedback in page.feedback if _within(talk, feedback.said_at)]
    rows += _part("Notes", _lines(page, None, teller))
    rows += _part("Raised", (_point_row(point, teller) for point in raised))
    rows += _part("Feedback said", (_feedback_row(feedback) for feedback in said))
    rows += _part(
        "Next steps", (step_row(step, teller, talk.ended_at) for step in page.commitments)
    )
    if not (page.notes or page.asked or page.commitments or raised or said):
        rows += [gap(), hint("Nothing was written in this talk.")]
    return rows


def _part(title: str, rows: Iterable[Row]) -> list[Row]:
    """A heading and what stands under it; nothing where nothing does."""
    listed = list(rows)
    return [gap(), title_row(title), *listed] if listed else []


def _within(talk: Meeting, at: datetime | None) -> bool:
    return at is not None and talk.started_at <= at <= (talk.ended_at or at)


def _figures(talk: Meeting, page: TalkPage | None, teller: Teller) -> Iterator[Row]:
    planned = sum(segment.minutes for segment in talk.segments)
    yield Row(
        Content.assemble(
            (talk_length(talk), "bold"),
            (f" of {planned}   ", "$muted"),
            share_words(talk.sums.manager_share),
        )
    )
    started = teller.clock(talk.started_at)
    when = [f"{started} to {teller.clock(talk.ended_at)}" if talk.ended_at else started]
    if page is not None:
        when.insert(0, f"{ordinal(page.number)} talk")
    yield _facts(when)
    more = []
    if talk.guess is not None:
        more.append(f"you guessed {percent(talk.guess)} %")
    if talk.longest_manager:
        more.append(f"your longest {minutes_seconds(talk.longest_manager)}")
    if talk.sums.tracked and talk.sums.untracked_share:
        more.append(f"untracked {percent(talk.sums.untracked_share)} %")
    if more:
        yield _facts(more)


def _facts(facts: Iterable[str]) -> Row:
    """Facts in a line, each kept whole where it wraps."""
    return hint(" · ".join(fact.replace(" ", "\N{NO-BREAK SPACE}") for fact in facts))


def _segment_row(talk: Meeting, index: int, state: TalkState | None) -> Row:
    """`BLOCKERS   you 41 %   11:20 of 10`."""
    segment = talk.segments[index]
    recorded = talk.segment_seconds
    seconds = state.elapsed_in(index) if state else recorded[index] if index < len(recorded) else 0
    over = seconds >= segment.minutes * 60 + OVER_SECONDS
    share = state.sums_of(index).manager_share if state else None
    tail = Content.assemble(
        share_words(share) if share is not None else "",
        "   ",
        (minutes_seconds(seconds).rjust(5), "$bad" if over else ""),
        (f" of {segment.minutes:>2}", "$muted"),
    )
    return title_row(clean(segment.name), tail)


def _lines(page: TalkPage, segment: int | None, teller: Teller) -> Iterator[Row]:
    """Notes and questions of a segment as they came, each question with its answers below it."""
    asked_ids = {asked.id for asked in page.asked}
    free = [note for note in page.notes if note.asked_id not in asked_ids]
    written = [(note.at, [note_row(note, teller)]) for note in free if note.segment == segment]
    for asked in page.asked:
        if asked.segment == segment:
            lead = Content.styled(f"{teller.clock(asked.at)}    ", "$muted")
            rows = [Row(Content.styled(f"“{clean(asked.text)}”", "italic"), lead)]
            rows += [note_row(note, teller, answer=True) for note in page.answers_to(asked.id)]
            written.append((asked.at, rows))
    for _, rows in sorted(written, key=lambda pair: pair[0]):
        yield from rows


def note_row(note: Note, teller: Teller, *, answer: bool = False) -> Row:
    """`14:32  + shipped the migration`; a private one is quiet, or kept to itself.

    Args:
        note: the note.
        teller: how it is told.
        answer: whether it stands below the question that it answers.
    """
    time = f"{teller.clock(note.at)} "
    if note.private and teller.hides:
        return Row(PRIVATE, Content.styled(f"{time}   ", "$muted"))
    lead = Content.assemble(
        (time, "$muted"),
        ("~" if note.private else "↳" if answer else " ", "$muted"),
        (note.kind.sign, NOTE_STYLES.get(note.kind, "$muted")),
        " ",
    )
    body = Content.styled(clean(note.text), "$muted" if note.private else "")
    return Row(body, lead)


def _point_row(point: TalkingPoint, teller: Teller) -> Row:
    done = point.state is PointState.DONE
    box = Content.styled("☑ " if done else "– ", "$good" if done else "$muted")
    hidden = point.private and teller.hides
    return Row(PRIVATE if hidden else clean(point.text), box, teller.who(point.raised_by))


def _feedback_row(feedback: Feedback) -> Row:
    word, colour = SAID[feedback.kind]
    return Row(clean(feedback.text), Content.styled(f"{word}  ", colour))


def step_row(step: Commitment, teller: Teller, ended: datetime | None = None) -> Row:
    """Whose, what, by when, and how many of the parts are written.

    Args:
        step: the commitment as it stands now.
        teller: how it is told.
        ended: the end of the talk on whose page it stands; it is told as it was then, and beside
            that what became of it since. None: as it is now.
    """
    hidden = step.private and teller.hides
    stood = step if ended is None else as_it_stood(step, ended)
    sign, colour = STATES[stood.state]
    told = [parts_words(step)]
    if ended is not None and became_of(step, ended) is not None and stood.due is not None:
        told.append(Content.assemble(("due ", "$muted"), (teller.day(stood.due), "$date")))
    told.append(teller.state(step))
    return Row(
        Content.assemble(
            teller.who(step.owner),
            "  ",
            PRIVATE if hidden else clean(step.goal),
            "\n",
            Content("   ").join(told),
        ),
        Content.styled(f"{sign} ", colour),
    )
