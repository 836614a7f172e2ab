"""What stands ready for the next talk with a person, and what the last one was about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from convo_tui.domain.cadence import rhythm_words
from convo_tui.domain.counting import several
from convo_tui.domain.dates import short_date
from convo_tui.domain.figures.rhythm import streak, streak_words
from convo_tui.domain.ledger import unbooked_words
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.overview import Overview, TalkPage
from convo_tui.domain.today import Standing, next_clock, next_words
from convo_tui.text import clean
from convo_tui.ui.widgets.celebration_rows import to_celebrate
from convo_tui.ui.widgets.feedback_age import age_words
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows
from convo_tui.ui.widgets.signs import CELEBRATION, DUE, LATE, NOTE_STYLES, POINT, UNSAID
from convo_tui.ui.widgets.teller import PRIVATE, share_words, talk_length

DETAILS = (8, 5, 3, 2, 1, 0)
"""How many lines each part may have beneath its figure: the first of these that finds room."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that stands ready: its sign, how much of it, and the words of each.

    Attributes:
        short: how much, in one or two words, where room is short.
    """

    sign: str
    style: str
    figure: str
    short: str
    words: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything the panel shows.

    Attributes:
        page: the last talk held, once it is read.
        now: aware, in the manager's zone.
        hides: whether private things are hidden.
    """

    standing: Standing
    page: TalkPage | None
    now: datetime
    hides: bool

    @property
    def overview(self) -> Overview:
        """The person with everything open."""
        return self.standing.overview

    def head(self) -> Content:
        """Role and rhythm."""
        person = self.overview.person
        words = [clean(person.role), rhythm_words(person)]
        return Content.styled(" · ".join(filter(None, words)), "$muted")

    def next(self) -> Content:
        """When the next talk is, on the clocks of both where they differ."""
        cadence = self.standing.cadence
        if self.overview.live is not None:
            return Content.styled("talk unfinished · m continues it", "$asks")
        if cadence.day is None:
            return Content.styled("no next talk settled · x settles one", "$muted")
        words = next_words(cadence, self.now)
        day = short_date(cadence.day, self.now.date())
        if cadence.days_overdue:
            words = f"{words}, since {day}"
        elif clock := next_clock(cadence, self.now.tzinfo):
            words = words if clock in words else f"{words} {clock}"
        planned = cadence.planned
        theirs = next_clock(cadence, planned.at.tzinfo) if planned is not None else ""
        if theirs and theirs != next_clock(cadence, self.now.tzinfo):
            words = f"{words} ({theirs} in {clean(self.overview.person.zone)})"
        return Content.styled(words, "$bad" if cadence.days_overdue else "$date")

    @property
    def row(self) -> str:
        """`16 talks in a row`; "" for none."""
        overview, today = self.overview, self.now.date()
        return streak_words(streak(overview.person, overview.began, today, self.now.tzinfo or UTC))

    def unbooked(self) -> Content | None:
        """That a talk was cancelled and got no other day."""
        change = self.overview.unbooked
        if change is None:
            return None
        words = unbooked_words(change, self.now.date(), self.now.tzinfo or UTC)
        return Content.styled(words, "$asks")

    def ready(self) -> list[Part]:
        """What stands ready, each kind once."""
        return [part for part in (*self._captured(), *self._open()) if part is not None]

    def _captured(self) -> Iterator[Part | None]:
        last = self.overview.last
        since = "so far"
        if last is not None:
            since = f"since {self._day(last.started_at)}"
        for kind in (NoteKind.WIN, NoteKind.BLOCKER, NoteKind.NOTE):
            notes = [note for note in self.overview.notes if note.kind is kind]
            if notes:
                count = several(len(notes), kind.value)
                sign = kind.sign.strip() or "·"
                words = tuple(self._listed(note.text, private=note.private) for note in notes)
                yield Part(sign, NOTE_STYLES.get(kind, "$muted"), f"{count} {since}", count, words)

    def _day(self, at: datetime) -> str:
        return short_date(at.astimezone(self.now.tzinfo).date(), self.now.date())

    def _open(self) -> Iterator[Part | None]:
        overview, today = self.overview, self.now.date()
        if feedback := overview.feedback:
            pieces = "feedback" if len(feedback) == 1 else "pieces of feedback"
            words = tuple(
                PRIVATE
                if self.hides
                else Content.assemble(
                    clean(f"{f.kind.value}: {f.text}"),
                    ("  ", ""),
                    age_words((today - f.seen_at.astimezone(self.now.tzinfo).date()).days),
                )
                for f in feedback
            )
            figure = f"{len(feedback)} {pieces} not yet said"
            yield Part(*UNSAID, figure, f"{len(feedback)} unsaid", words)
        if points := overview.points:
            count = several(len(points), "talking point")
            words = tuple(self._listed(point.text, private=point.private) for point in points)
            yield Part(*POINT, count, several(len(points), "point"), words)
        if parties := overview.celebrations:
            count = several(len(parties), "celebration")
            words = tuple(to_celebrate(each, hides=self.hides) for each in parties)
            yield Part(*CELEBRATION, f"{count} owed", f"{len(parties)} to celebrate", words)
        late = overview.late_promises(today)
        until = max(today, self.standing.cadence.day or today)
        due = [each for each in overview.checkpoints_until(until) if each not in late]
        if due:
            count = several(len(due), "checkpoint")
            words = tuple(self._listed(each.goal, private=each.private) for each in due)
            yield Part(*DUE, f"{count} due {self._by(until)}", f"{count} due", words)
        if late:
            count = f"{several(len(late), 'promise')} of yours late"
            words = tuple(self._listed(each.goal, private=each.private) for each in late)
            yield Part(*LATE, count, f"{len(late)} late", words)

    def _by(self, until: date) -> str:
        return "today" if until == self.now.date() else "by then"

    def _listed(self, text: str, *, private: bool) -> Content:
        """A line beneath a figure, where no sign of its own stands before it."""
        sign = "~ " if private and not self.hides else ""
        return Content.assemble((sign, "$muted"), self._hidden(text, private=private))

    def _hidden(self, text: str, *, private: bool) -> Content:
        if private and self.hides:
            return PRIVATE
        return Content.styled(clean(text), "$muted" * private)

    def last(self) -> Content | None:
        """When the last talk was, how long, and who spoke how much."""
        talk = self.overview.last
        if talk is None:
            return None
        length = talk_length(talk).replace("a minute", "1 min")  # the line has no room to wrap
        when = f"{self._day(talk.started_at)} · {length} · "
        return Content.assemble((when, "$muted"), share_words(talk.sums.manager_share))

    def said(self) -> list[tuple[Content, Content]]:
        """The notes of the last talk: a sign and a line each."""
        return [self._note(note) for note in self.page.notes] if self.page is not None else []

    def _note(self, note: Note) -> tuple[Content, Content]:
        sign = "~" if note.private else note.kind.sign.strip() or "·"
        style = "$muted" if note.private else NOTE_STYLES.get(note.kind, "$muted")
        return Content.styled(f"{sign} ", style), self._hidden(note.text, private=note.private)


class Brief(Widget):
    """The panel beside the people, or the strip beneath them where the screen is narrow."""

    briefing: reactive[Briefing | None] = reactive(None, layout=True)
    folded: reactive[bool] = reactive(False, layout=True)
    """Whether a few lines must do."""

    def render(self) -> RenderResult:
        """Draw as much as there is room for."""
        briefing = self.briefing
        if briefing is None:
            return ""
        if self.folded:
            return Rows([*_strip(briefing)])
        width, height = self.content_size
        for detail in DETAILS:
            rows = Rows([*_panel(briefing, detail)])
            if len(rows.lines(width)) <= height:
                break
        return rows


def _line(text: Content | str, lead: Content | str = "") -> Row:
    return Row(text, lead, marker=False)


def _heading(title: str, end: str = "") -> Iterator[Row]:
    yield _line("")
    tail = Content.styled(end, "$muted")
    yield Row(Content.styled(title, "bold $muted"), tail=tail, marker=False)


def _strip(briefing: Briefing) -> Iterator[Row]:
    name = Content.styled(clean(briefing.overview.person.name), "bold")
    yield _line(Content.assemble(name, "  ", briefing.next()))
    parts = [
        Content.assemble((part.sign, part.style), f" {part.short}") for part in briefing.ready()
    ]
    nothing = Content.styled("nothing captured since · n captures a line", "$muted")
    yield _line(Content("   ").join(parts) if parts else nothing)
    if last := briefing.last():
        row = f"   {briefing.row}" if briefing.row else ""
        yield _line(Content.assemble(("last time ", "$muted"), last, (row, "$muted")))


def _panel(briefing: Briefing, detail: int) -> Iterator[Row]:
    yield _line(Content.styled(clean(briefing.overview.person.name), "bold"))
    yield _line(briefing.head())
    yield _line(briefing.next())
    if unbooked := briefing.unbooked():
        yield _line(unbooked)
    yield from _heading("READY FOR THIS TALK")
    parts = briefing.ready()
    for part in parts:
        yield _line(part.figure, Content.styled(f"{part.sign} ", part.style))
        muted = [words.stylize("$muted") for words in part.words]
        yield from _few(((Content("  "), words) for words in muted), len(muted), detail)
    if not parts:
        yield _line(Content.styled("Nothing yet. n captures a line when it happens.", "$muted"))
    yield from _last_time(briefing, detail)


def _last_time(briefing: Briefing, detail: int) -> Iterator[Row]:
    last = briefing.last()
    if last is None:
        return
    talks = several(briefing.overview.talks, "talk")
    row = briefing.row.replace(" talks", "")
    yield from _heading("LAST TIME", f"{talks}, {row}" if row else talks)
    yield _line(last)
    said = briefing.said()
    yield from _few(said, len(said), detail * 2)


def _few(
    pairs: Iterable[tuple[Content, Content]] | Sequence[tuple[Content, Content]],
    count: int,
    most: int,
) -> Iterator[Row]:
    """The first lines, and how many more there are."""
    if most == 0:
        return
    shown = most if count <= most else most - 1 or 1
    for index, (lead, text) in enumerate(pairs):
        if index == shown:
            more = Content.styled(f"and {count - shown} more", "$muted")
            yield _line(more, "  ")
            return
        yield _line(text, lead)
