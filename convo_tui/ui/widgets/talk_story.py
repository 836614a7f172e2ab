"""A talk that was held, told on one page: its minutes, its share, and all that was written.

The lines come as items, so that a screen can put its cursor on what was written; a page without a
cursor takes their rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from textual.content import Content

from convo_tui.domain.commitments import Checkpoint, Commitment, as_it_stood, became_of
from convo_tui.domain.corrections import Correction
from convo_tui.domain.dates import full_date
from convo_tui.domain.meeting import Meeting, TalkState
from convo_tui.domain.notes import Note
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.points import PointState, TalkingPoint
from convo_tui.domain.replay import replay
from convo_tui.domain.timeline import Subject
from convo_tui.text import clean
from convo_tui.ui.widgets.corrected import subject_corrections
from convo_tui.ui.widgets.hard_talk_rows import used_sheets
from convo_tui.ui.widgets.opening_rows import opened_rows
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item
from convo_tui.ui.widgets.rows import gap, hint, title_row
from convo_tui.ui.widgets.signs import NEXT_TIME, NOTE_STYLES, SAID, STATES
from convo_tui.ui.widgets.talk_figures import figure_rows, segment_rows
from convo_tui.ui.widgets.teller import PRIVATE, Teller, parts_words

StoryItem = Item[Subject]


def talk_rows(
    talk: Meeting,
    page: TalkPage | None,
    teller: Teller,
    corrections: Sequence[Correction] = (),
) -> list[Row]:
    """The page of a talk; see `talk_items`."""
    return [item.row for item in talk_items(talk, page, teller, corrections)]


def talk_items(
    talk: Meeting,
    page: TalkPage | None,
    teller: Teller,
    corrections: Sequence[Correction] = (),
) -> list[StoryItem]:
    """The lines of a talk, each with what was written there.

    Args:
        talk: one that was held.
        page: all that was written in it; only the figures are told while it is still to be read.
        teller: how it is told.
        corrections: the later edits of anything on the page.
    """
    story = _Story(talk, teller, corrections)
    figures = list(figure_rows(talk, page, teller))
    items = [_bare(title_row(full_date(teller.local(talk.started_at).date())))]
    items += story.told(talk, figures[0], figures[1:])
    if page is None:
        return items
    return [*items, *story.segments(page), *story.sections(page)]


def _bare(row: Row) -> StoryItem:
    """A line on which nothing was written."""
    return Item(row)


class _Story:
    """Tells the parts of one talk."""

    def __init__(self, talk: Meeting, teller: Teller, corrections: Sequence[Correction]) -> None:
        self._talk = talk
        self._teller = teller
        self._corrections = corrections

    def told(self, subject: Subject, row: Row, below: Iterable[Row] = ()) -> list[StoryItem]:
        """What was written, on its line, and beneath it what belongs to it and its later edits."""
        edits = subject_corrections(subject, self._corrections, self._teller)
        indent = " " * row.lead.cell_length
        under = (Row(edit.body, indent) for edit in edits)
        return [Item(row, subject), *map(_bare, (*below, *under))]

    def segments(self, page: TalkPage) -> Iterator[StoryItem]:
        """Each segment with its minutes, its share and what was written in it."""
        talk, state = self._talk, _fold(page)
        for index in range(len(talk.segments)):
            lines = list(self._lines(page, index))
            if lines or state is not None or talk.segment_seconds:
                heads = segment_rows(talk, index, state, self._teller)
                yield from (Item(row) for row in (gap(), *heads))
                yield from lines

    def sections(self, page: TalkPage) -> Iterator[StoryItem]:
        """What belongs to no segment, and what was raised, said and promised."""
        told = [
            ("Notes", self._lines(page, None)),
            ("Raised", self._points(p for p in page.carried if self._within(p.closed_at))),
            ("For the next talk", self._points(_put_off(page))),
            ("Feedback said", self._feedback(page)),
            ("Next steps", (each for step in page.commitments for each in self._step(step))),
            ("From the talks before", self._promises(page)),
        ]
        opened = [_bare(row) for row in opened_rows(page, self._teller)]
        told.insert(0, ("Opened with", iter(opened)))
        written = False
        for title, lines in told:
            listed = list(lines)
            if listed:
                written = True
                yield Item(gap())
                yield Item(title_row(title))
                yield from listed
        if not (written or page.notes or page.asked):
            yield Item(gap())
            yield Item(hint("Nothing was written in this talk."))
        yield from used_sheets(page.sheets, hides=self._teller.hides)

    def _within(self, at: datetime | None) -> bool:
        talk = self._talk
        return at is not None and talk.started_at <= at <= (talk.ended_at or at)

    def _lines(self, page: TalkPage, segment: int | None) -> Iterator[StoryItem]:
        """Notes and questions of a segment as they came, each question with its answers below."""
        asked_ids = {asked.id for asked in page.asked}
        free = [note for note in page.notes if note.asked_id not in asked_ids]
        written = [(note.at, self._note(note)) for note in free if note.segment == segment]
        for asked in page.asked:
            if asked.segment == segment:
                time = f"{self._teller.clock(asked.at)}    " if self._has_clock else "   "
                words = Content.styled(f"“{clean(asked.text)}”", "italic")
                items = self.told(asked, Row(words, Content.styled(time, "$muted")))
                for note in page.answers_to(asked.id):
                    items += self._note(note, answer=True)
                written.append((asked.at, items))
        for _, items in sorted(written, key=lambda pair: pair[0]):
            yield from items

    @property
    def _has_clock(self) -> bool:
        return self._talk.logged_at is None

    def _note(self, note: Note, *, answer: bool = False) -> list[StoryItem]:
        row = note_row(note, self._teller, answer=answer, clock=self._has_clock)
        return self.told(note, row)

    def _points(self, points: Iterable[TalkingPoint]) -> Iterator[StoryItem]:
        for point in points:
            yield from self.told(point, self._point_row(point))

    def _point_row(self, point: TalkingPoint) -> Row:
        here = self._within(point.closed_at)
        sign, colour = ("☑", "$good") if here else NEXT_TIME
        if here and point.state is PointState.DROPPED:
            sign, colour = "–", "$muted"
        hidden = point.private and self._teller.hides
        words = [PRIVATE if hidden else Content(clean(point.text))]
        if not here:
            words += [Content("\n"), self._since(point)]
        lead = Content.styled(f"{sign} ", colour)
        return Row(Content("").join(words), lead, self._teller.who(point.raised_by))

    def _since(self, point: TalkingPoint) -> Content:
        """What became of a point that was put off."""
        if point.closed_at is None:
            return Content.styled("still waits for a talk", "$asks")
        word = "raised" if point.state is PointState.DONE else "dropped"
        return Content.styled(f"{word} {self._teller.day(point.closed_at)}", "$muted")

    def _feedback(self, page: TalkPage) -> Iterator[StoryItem]:
        for feedback in page.feedback:
            if self._within(feedback.said_at):
                word, colour = SAID[feedback.kind]
                lead = Content.styled(f"{word}  ", colour)
                yield from self.told(feedback, Row(clean(feedback.text), lead))

    def _promises(self, page: TalkPage) -> Iterator[StoryItem]:
        """Commitments from before that were closed or looked at in this talk."""
        for step in page.promises:
            looked = any(self._within(point.answered_at) for point in step.checkpoints)
            if looked or self._within(step.closed_at):
                yield from self._step(step)

    def _step(self, step: Commitment) -> list[StoryItem]:
        ended = self._talk.ended_at or self._talk.started_at
        return self.told(step, step_row(step, self._teller, ended))


def _fold(page: TalkPage) -> TalkState | None:
    """The clock of the talk; None for one without."""
    if not page.events:
        return None
    return replay(page.meeting.segments, page.events, page.events[-1].at)


def _put_off(page: TalkPage) -> Iterator[TalkingPoint]:
    """Parked in this talk, or come up in it for the next one."""
    yield from (point for point in page.carried if point.parked_in == page.meeting.id)
    yield from page.points


def note_row(note: Note, teller: Teller, *, answer: bool = False, clock: bool = True) -> Row:
    """`14:32  + shipped the migration`; a private one is quiet, or kept to itself.

    Args:
        note: the note.
        teller: how it is told.
        answer: whether it stands below the question that it answers.
        clock: whether to tell the time, which is not known of a talk logged afterwards.
    """
    time = f"{teller.clock(note.at)} " if clock else ""
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


def step_row(step: Commitment, teller: Teller, ended: datetime) -> Row:
    """Whose, what, by when, as it stood when the talk ended; and what became of it since.

    Args:
        step: the commitment as it stands now.
        teller: how it is told.
        ended: when the talk ended.
    """
    hidden = step.private and teller.hides
    sign, colour = STATES[as_it_stood(step, ended).state]
    became = [] if hidden else list(_became(step, teller, ended))
    return Row(
        Content.assemble(
            teller.who(step.owner),
            "  ",
            PRIVATE if hidden else clean(step.goal),
            "\n",
            parts_words(step),
            "   ",
            Content(", ").join(became),
        ),
        Content.styled(f"{sign} ", colour),
    )


def _became(step: Commitment, teller: Teller, ended: datetime) -> Iterator[Content]:
    """When it was due, what was found at its checkpoints since, and how it stands or was closed."""
    due = as_it_stood(step, ended).due
    if due is not None and became_of(step, ended) is not None:
        yield Content.assemble(("due ", "$muted"), (teller.day(due), "$date"))
    for point in step.checkpoints:
        if _told_apart(step, point) and point.answered_at and point.answered_at > ended:
            yield teller.outcome(point)
    state = teller.state(step)
    if step.closed_at is not None and step.closed_at <= ended:
        state = Content.styled(f"{step.state.value} in this talk", STATES[step.state][1])
    reason = f": {clean(step.reason)}" if step.reason else ""
    yield Content.assemble(state, (reason, "$muted"))


def _told_apart(step: Commitment, point: Checkpoint) -> bool:
    """A checkpoint answered as the commitment was closed says nothing more than that."""
    return point.outcome is not None and point.answered_at != step.closed_at
