"""A talk that was held away from the keyboard: logged afterwards, or corrected later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widget import Widget
from textual.widgets import Static, TextArea

from convo_tui import assets
from convo_tui.domain.agenda import DEFAULT, Template
from convo_tui.domain.cadence import Planned
from convo_tui.domain.capture import Captured, LineKind, parse_line
from convo_tui.domain.dates import DateNotUnderstood
from convo_tui.domain.entering import due_of
from convo_tui.domain.logging_talks import (
    DAY_EXAMPLES,
    CannotLog,
    Known,
    Line,
    changes_for_logged,
    clash,
    clash_words,
    logged,
    logged_words,
    read_day,
    read_minutes,
    read_share,
    told_of,
)
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.overview import Overview
from convo_tui.domain.planning import next_position
from convo_tui.domain.talk_share import percent
from convo_tui.domain.values import Change, new_id
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.form import FormSheet, Typed, part
from convo_tui.ui.widgets.date_field import DateField
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.lines_field import LinesField
from convo_tui.ui.widgets.told import Told

SIGNS = "a line each:  + win   ! blocker   > commitment   ? talking point   ~ private"


@dataclass(frozen=True, slots=True)
class Logged:
    """What the sheet hands back, for the screen to keep.

    Attributes:
        talk: the talk with what is known of it.
        changes: kept together, so that one undo takes all of them back; of an edited talk none,
            as whoever asked for the edit knows what belongs to it.
        sentence: tells what was done.
    """

    talk: Meeting
    changes: tuple[Change, ...] = ()
    sentence: str = ""


class LogTalk(FormSheet[Logged]):
    """Asks for the day and for what else is known; what is left blank stays unknown.

    Args:
        overview: whom the talk was with.
        planned: the next talk as it was planned.
        before: a logged talk that is to be corrected; its lines are corrected one by one.
        lines: how many lines that one has.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = [
        assets.styles_dir() / "modals" / "form.tcss",
        assets.styles_dir() / "modals" / "log_talk.tcss",
    ]

    hint: ClassVar[str] = "ctrl+s saves · what you leave blank stays unknown"

    def __init__(
        self,
        overview: Overview,
        planned: Planned | None,
        *,
        before: Meeting | None = None,
        lines: int = 0,
    ) -> None:
        person = overview.person
        super().__init__(f"correct {before.id}" if before else f"log {person.id}")
        self._overview = overview
        self._planned = planned
        self._before = before
        self._line_count = lines
        self._others: Sequence[Meeting] = ()
        self._questioned: Typed = {}

    def compose(self) -> ComposeResult:
        """The day, and three figures that may be left blank; for a new one its notes."""
        person, before, now = self._overview.person, self._before, self.convo.now()
        known = told_of(before, now) if before else None
        day = known.day.isoformat() if known else ""
        clock = f"{known.clock:%H:%M}" if known and known.clock else ""
        minutes = ", ".join(map(str, known.minutes)) if known else ""
        share = str(percent(known.share)) if known and known.share is not None else ""
        title = "Correct the talk with" if before else "Log a talk with"
        with Vertical(classes="sheet"):
            yield Static(Content(f"{title} {clean(person.name)}"), classes="sheet-title")
            dated = DateField(
                day,
                read=self._read_day,
                today=now.date(),
                id="day",
                over=True,
                examples=DAY_EXAMPLES,
            )
            yield from part("on", dated)
            yield from part("at", Field(clock, placeholder="14:30, if you know it", id="at"))
            names = ", ".join(f"{each.name} {each.minutes}" for each in self._agenda.segments)
            example = f"30, or one each: {names}"
            yield from part("minutes", Field(minutes, placeholder=example, id="minutes"))
            spoke = "how much of it you spoke: 40 %, if you know it"
            yield from part("your share", Field(share, placeholder=spoke, id="share"))
            if before is None:
                yield from part("notes", LinesField(placeholder=SIGNS, id="notes"), gap=True)
            yield Told(id="told")
            yield KeyBar()

    @property
    def _agenda(self) -> Template:
        if self._before is not None:
            return Template(self._before.template, "", self._before.segments)
        wanted = self._overview.person.template or self.convo.settings.talk.template
        return next((each for each in self.convo.templates if each.name == wanted), DEFAULT)

    async def prepare(self) -> None:
        """Read which talks there are, so that one is not logged twice."""
        person_id = self._overview.person.id
        held = await self.convo.store.read(lambda store: store.talks_with(person_id))
        live = self._overview.live
        self._others = (*held, live) if live else held

    # --- what stands in it -------------------------------------------------------------------

    def typed(self) -> Typed:
        """The notes too."""
        notes = {str(each.id): each.text for each in self.query(LinesField)}
        return {**super().typed(), **notes}

    def fill(self, typed: Typed) -> None:
        """The notes too."""
        super().fill(typed)
        for each in self.query(LinesField):
            each.load_text(clean(typed.get(str(each.id), each.text), newlines=True))

    @on(TextArea.Changed)
    def _lines_typed(self) -> None:
        self._keep()

    def go_on(self, widget: Widget) -> None:
        """Enter goes on to the notes, and never leaves them."""
        if self._before is None and widget.id == "share":
            self.query_one(LinesField).focus()
        else:
            super().go_on(widget)

    def checked(self) -> None:
        """Say what the lines become."""
        if words := _kinds_words(each for _, each in self._captured()):
            self.tell(f"ctrl+s saves · {words}")

    def _captured(self) -> list[tuple[int, Captured]]:
        """The lines that have words in them, each with its number."""
        lines = [line for each in self.query(LinesField) for line in each.lines]
        read = [(number, parse_line(one_line(line))) for number, line in enumerate(lines, 1)]
        return [(number, captured) for number, captured in read if not captured.empty]

    def _read_day(self, text: str) -> date:
        dates = self.convo.settings.dates
        return read_day(text, self.convo.today(), day_first=dates.day_first)

    # --- what it hands back ------------------------------------------------------------------

    def action_save(self) -> None:
        """Hand the talk back, once everything typed can be."""
        try:
            known = self._known()
            lines = self._lines(known.day)
            talk = self._talk(known, len(lines) or self._line_count)
        except CannotLog as problem:
            self.refuse(problem.about, str(problem))
            return
        other, typed = clash(talk, self._others, self.convo.now()), self.typed()
        if other is not None and self._questioned != typed:
            self._questioned = typed
            words = clash_words(other, self._overview.person, self.convo.now())
            self.refuse("day", f"{words} ctrl+s keeps this one beside it.")
            return
        self._hand_back(talk, lines)

    def _hand_back(self, talk: Meeting, lines: Sequence[Line]) -> None:
        if self._before is not None:
            self.hand_back(Logged(talk))
            return
        overview, now = self._overview, self.convo.now()
        changes = changes_for_logged(
            overview,
            talk,
            lines,
            now,
            planned=self._planned,
            position=next_position(overview.points),
        )
        sentence = logged_words(talk, overview.person, len(lines), now)
        self.hand_back(Logged(talk, changes, sentence))

    def _known(self) -> Known:
        try:
            day = self._read_day(self.text("day"))
        except DateNotUnderstood as fault:
            raise CannotLog("day", str(fault)) from None
        return Known(
            day,
            self._clock(),
            read_minutes(self.text("minutes"), self._agenda.segments),
            read_share(self.text("share")),
        )

    def _clock(self) -> time | None:
        from convo_tui.domain.rhythm_words import wall_time

        typed = one_line(self.text("at"))
        clock = wall_time(typed) if typed else ""
        if typed and not clock:
            raise CannotLog("at", "That is no time of day, such as 14:30.")
        return time.fromisoformat(clock) if clock else None

    def _lines(self, on: date) -> list[Line]:
        """The lines with their dates, which are seen from the day of the talk."""
        dates, found = self.convo.settings.dates, []
        next_day = self._planned.day(self.convo.now().tzinfo or UTC) if self._planned else None
        for number, captured in self._captured():
            try:
                due = due_of(
                    captured,
                    on,
                    next_talk=next_day,
                    week_ends=dates.last_weekday,
                    day_first=dates.day_first,
                )
            except DateNotUnderstood as fault:
                raise CannotLog("notes", f"Line {number}: {fault}") from None
            found.append((captured, due))
        return found

    def _talk(self, known: Known, lines: int) -> Meeting:
        person, now, agenda = self._overview.person, self.convo.now(), self._agenda
        blank = self._before or Meeting(
            new_id(), person.id, now.astimezone(UTC), agenda.segments, agenda.name
        )
        if self._before is not None and told_of(self._before, now) == known:
            return self._before
        return logged(
            blank, known, person, now, self.convo.zone, planned=self._planned, lines=lines
        )


def _kinds_words(lines: Iterable[Captured]) -> str:
    """`1 win, 2 notes`, in the order of the kinds."""
    kinds = [captured.kind for captured in lines]
    names = {LineKind.POINT: "talking point"}
    counts = [(names.get(kind, kind.value), kinds.count(kind)) for kind in LineKind]
    return ", ".join(f"{count} {name}{'s' * (count != 1)}" for name, count in counts if count)
