"""The timeline: the strip of weeks, what is asked for, and the list of entries."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from convo_tui.domain.counting import several
from convo_tui.domain.dates import DateNotUnderstood, full_date, warm_up
from convo_tui.domain.history import Extent, Filter
from convo_tui.domain.past_dates import (
    EXAMPLES,
    PERIOD_EXAMPLES,
    STEPS,
    Period,
    parse_past,
    parse_period,
)
from convo_tui.domain.timeline import Entry
from convo_tui.ui.timeline_reading import Anchor, Reading, read_day, read_page, read_timeline
from convo_tui.ui.widgets.activity_strip import ActivityStrip
from convo_tui.ui.widgets.ask_line import AskLine, Question
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.timeline_filter import FilterLines, Wanted
from convo_tui.ui.widgets.timeline_list import Stock, TimelineList
from convo_tui.ui.widgets.timeline_rows import empty_timeline, nothing_found, timeline_summary

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp


class Asked(Enum):
    """What the line over the list asks for."""

    WORDS = auto()
    PERIOD = auto()
    DATE = auto()


class TimelineView(Vertical):
    """Everything that happened with a person, or what is wanted of it.

    Args:
        convo: whose store it reads.
        person_id: whose timeline it is.
        go_to: the id of the value that the cursor is on at first; "" for the newest entry.
    """

    class Moved(Message):
        """Another entry is under the cursor, or it was read anew."""

    class Opened(Message):
        """An entry was clicked."""

    class Said(Message):
        """Something to tell in the bottom line."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self,
        convo: ConvoApp,
        person_id: str,
        *,
        go_to: str = "",
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._convo = convo
        self._person_id = person_id
        self._anchor = Anchor(subject_id=go_to)
        self._wanted = Wanted()
        self._teller: Teller | None = None
        self._total = Extent()
        self._shown_filter = Filter()
        self._turn = 0
        self._stale = False
        self._filling = asyncio.Lock()
        self._asked: Asked | None = None
        self._period_typed = ""
        self._strip = ActivityStrip()
        self._filter = FilterLines()
        self._ask = AskLine()
        self.entries = TimelineList(self._read_pages)

    def compose(self) -> ComposeResult:
        """The strip above, the list below."""
        yield self._strip
        yield self._filter
        yield self._ask
        yield self.entries

    # --- reading -----------------------------------------------------------------------------

    async def load(self, teller: Teller) -> None:
        """Read the entries anew; the cursor stays on its entry."""
        self._teller = teller
        await self._fill()

    def tell(self, teller: Teller) -> bool:
        """Tell the entries at hand another way; whether these are the ones to tell then."""
        self._teller = teller
        self.entries.tell(teller)
        return not (self.filtered or self._filling.locked())

    async def _fill(self) -> None:
        """Read once more; however often it is called, one reading follows the other."""
        self._stale = True
        async with self._filling:
            if not self._stale or (teller := self._teller) is None:
                return  # one that waited as well has read it by now
            self._stale = False
            try:
                await self._read(teller)
            except BaseException:
                self._stale = True  # for whoever waits behind one that was given up
                raise

    async def _read(self, teller: Teller) -> None:
        wanted = self._wanted.filter(teller.zone, veiled=teller.hides)
        read = partial(
            read_timeline,
            person_id=self._person_id,
            wanted=wanted,
            anchor=self._anchor,
            today=teller.today,
            zone=teller.zone,
        )
        self._show(await self._convo.store.read(read), wanted, teller)

    def _show(self, reading: Reading, wanted: Filter, teller: Teller) -> None:
        self._turn += 1
        self._total, self._shown_filter = reading.total, wanted
        teaches = []
        if not reading.outline.count:
            count = reading.total.count
            teaches = nothing_found(count) if count else empty_timeline(teller.short_name)
        self.entries.set_class(bool(teaches), "-teaches")
        self.entries.show(Stock(reading.outline, reading.pages, reading.cursor, teaches), teller)
        self._draw_filter()
        self._follow()

    def _read_pages(self, pages: Sequence[int]) -> None:
        """Read pages that the list comes near to."""
        self.run_worker(self._fetch(pages, self._turn, self._shown_filter), group="pages")

    async def _fetch(self, pages: Sequence[int], turn: int, wanted: Filter) -> None:
        for page in pages:
            read = partial(read_page, person_id=self._person_id, wanted=wanted, page=page)
            entries = await self._convo.store.read(read)
            if turn != self._turn:
                return
            self.entries.take(page, entries)

    # --- what it tells -----------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries.value

    @property
    def summary(self) -> str:
        """`412 entries since Jan 2025`; "" until they were read."""
        if self._teller is None or not self._turn:
            return ""
        return timeline_summary(self._total, self._teller)

    @property
    def has_any(self) -> bool:
        """Whether there is anything at all with the person."""
        return bool(self._total.count)

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self._wanted)

    @property
    def asking(self) -> bool:
        """Whether a field is open over the list."""
        return self._asked is not None

    @property
    def target(self) -> Widget:
        """What the keys belong to."""
        return self._ask.field if self.asking else self.entries

    def _draw_filter(self) -> None:
        if (teller := self._teller) is not None:
            shown, total = self.entries.outline.count, self._total.count
            self._filter.show(self._wanted, shown, total, teller.today)
            if self._asked is Asked.WORDS and self._ask.text.strip():
                self._ask.tell(self._found_words())

    def _found_words(self) -> str:
        shown, total = self.entries.outline.count, self._total.count
        return f"{shown or 'none'} of {several(total, 'entry', 'entries')}"

    @on(TimelineList.Moved)
    def _moved(self, event: TimelineList.Moved) -> None:
        event.stop()
        self._follow()

    def _follow(self) -> None:
        """Mark the week of the cursor, and remember where it is."""
        outline, entry = self.entries.outline, self.entry
        if entry is not None:
            self._anchor = Anchor(entry.key, entry.place)
        if self._teller is not None and outline.weeks:
            place = (
                outline.week_of(self.entries.cursor) if outline.count else len(outline.weeks) - 1
            )
            begin, end = outline.strip(place)
            self._strip.show(outline.weeks[begin:end], place - begin, self._teller.today)
        self.post_message(self.Moved())

    @on(TimelineList.Opened)
    def _opened(self, event: TimelineList.Opened) -> None:
        event.stop()
        self.post_message(self.Opened())

    # --- the strip ---------------------------------------------------------------------------

    def week_beside(self, by: int) -> int | None:
        """The nearest week with entries on one side of the cursor's; None where there is none."""
        outline = self.entries.outline
        return outline.week_beside(outline.week_of(self.entries.cursor), by)

    def step_week(self, by: int) -> None:
        """Go to the newest entry of the nearest week with any."""
        place = self.week_beside(by)
        if place is not None:
            self.entries.go_to(self.entries.outline.first_of_week(place), top=True)

    # --- the filter --------------------------------------------------------------------------

    def toggle(self, group: int) -> None:
        """Show a group of kinds, or leave it out again."""
        self.want(self._wanted.toggled(group))

    def clear(self) -> None:
        """Show everything again."""
        self._period_typed = ""
        self.want(Wanted())

    def want(self, wanted: Wanted) -> None:
        """Show only what is wanted."""
        if wanted != self._wanted:
            self._wanted = wanted
            self._draw_filter()
            self.run_worker(self._fill(), group="timeline")

    # --- the line over the list --------------------------------------------------------------

    def ask_words(self) -> None:
        """Ask for words; what is typed is looked for at once."""
        hint = "The beginnings of words do; “quotes” keep words together."
        self._begin(Asked.WORDS, Question("Words", hint), self._wanted.words)

    def ask_period(self) -> None:
        """Ask for a period."""
        question = Question(
            "Period", f"{PERIOD_EXAMPLES}; ↓ the usual ones", self._told_period, STEPS
        )
        self._begin(Asked.PERIOD, question, self._period_typed)

    def ask_date(self) -> None:
        """Ask for a date to go to."""
        self._begin(Asked.DATE, Question("Go to", EXAMPLES, self._told_day), "")

    def _begin(self, asked: Asked, question: Question, text: str) -> None:
        self._asked = asked
        self._filter.display = False
        self._ask.ask(question, text)
        if asked is not Asked.WORDS:
            # "12 May" needs what takes a moment to load.
            self.run_worker(asyncio.to_thread(warm_up), group="warm up")

    def end(self) -> None:
        """Close the field; what it asked for stays as it is."""
        if self._asked is not None:
            self._asked = None
            self._ask.end()
            self._filter.display = True
            self._draw_filter()
            self.entries.focus()

    @on(AskLine.Changed)
    def _changed(self, event: AskLine.Changed) -> None:
        event.stop()
        if self._asked is Asked.WORDS:
            self.want(replace(self._wanted, words=event.text))

    @on(AskLine.Left)
    def _left(self, event: AskLine.Left) -> None:
        event.stop()
        self.end()

    @on(AskLine.Entered)
    def _entered(self, event: AskLine.Entered) -> None:
        event.stop()
        try:
            match self._asked:
                case Asked.PERIOD:
                    self._take_period(event.text)
                case Asked.DATE if event.text.strip():
                    self._jump(self._past(event.text))
        except DateNotUnderstood as fault:
            self._ask.insist(str(fault))
        else:
            self.end()

    def _take_period(self, text: str) -> None:
        period = self._named_period(text) if text.strip() else Period()
        self._period_typed = text.strip()
        self.want(replace(self._wanted, period=period))

    def _past(self, text: str) -> Period:
        return parse_past(text, self._convo.today(), day_first=self._convo.settings.dates.day_first)

    def _named_period(self, text: str) -> Period:
        day_first = self._convo.settings.dates.day_first
        return parse_period(text, self._convo.today(), day_first=day_first)

    def _told_period(self, text: str) -> str:
        return self._told(self._named_period, text)

    def _told_day(self, text: str) -> str:
        return self._told(self._past, text)

    def _told(self, read: Callable[[str], Period], text: str) -> str:
        """How a text is understood; nothing while it may yet become something."""
        try:
            period = read(text)
        except DateNotUnderstood:
            return ""
        if period.first is not None and period.first == period.last:
            return full_date(period.first)
        return period.words(self._convo.today())

    @work(exclusive=True, group="timeline date")
    async def _jump(self, period: Period) -> None:
        """Go to the newest entry of some days, or to what came before them."""
        teller, last = self._teller, period.last
        if teller is None or last is None or not self.entries.outline.count:
            return
        person_id, wanted = self._person_id, self._shown_filter
        number, entry = await self._convo.store.read(
            lambda store: read_day(store, person_id, wanted, last, teller.zone)
        )
        self.entries.go_to(number, top=True)
        words = period.words(teller.today)
        if entry is None:
            words = Period(last, last).words(teller.today)
            self.post_message(self.Said(f"Nothing is as old as {words}; this is the oldest."))
        elif period.first is not None and teller.local(entry.place.at).date() < period.first:
            on = "on" if period.first == last else "from"
            self.post_message(self.Said(f"Nothing {on} {words}; this is what came before."))
