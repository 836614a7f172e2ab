"""The live talk on the screen: its parts and their repainting."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui import assets
from convo_tui.domain.cadence import proposed_next, rhythm_words
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.dates import clock_time, minutes_seconds, over
from convo_tui.domain.feedback import place_of
from convo_tui.domain.meeting import TalkState
from convo_tui.domain.people import Person
from convo_tui.domain.talk_share import Bands
from convo_tui.text import clean, shorten
from convo_tui.ui.command_tables import TALK
from convo_tui.ui.commands import bindings
from convo_tui.ui.live_talk import LiveTalk
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.agenda_strip import AgendaStrip
from convo_tui.ui.widgets.big_clock import BigClock
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.note_line import NoteLine
from convo_tui.ui.widgets.painted import Painted
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.share_panel import SharePanel, TalkLine
from convo_tui.ui.widgets.talk_rows import ToRaise, View, Written, next_steps, to_raise, written
from convo_tui.ui.widgets.teller import ordinal
from convo_tui.ui.widgets.title_bar import TitleBar

SIGNS = "a note …   + win   ! blocker   > commitment   ? next time   ~ private"
TAKE_OVER_TICKS = 3
FOLDS = {"notes": "-fold-notes", "raise": "-fold-left", "steps": "-fold-right"}
"""The class that shows the column of a list in a small window, by the list."""


class TalkFrame(ConvoScreen[None]):
    """What the talk looks like and what moves in it; `TalkScreen` adds what its keys do.

    Args:
        talk: the running talk; it outlives the screen, which may be left and opened again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TALK)]
    CSS_PATH = assets.styles_dir() / "screens" / "talk.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # declared by Textual as what it is here
        (0, "-narrow"),
        (100, "-wide"),
        (160, "-roomy"),
    ]
    AUTO_FOCUS = "#notes"

    def __init__(self, talk: LiveTalk) -> None:
        super().__init__()
        self.talk = talk
        self._told = ""
        self._ticks = 0
        self._stale = False
        self._segment = 0
        self.sheets_shown = False

    @property
    def person_at_hand(self) -> Person:
        """With whom the talk is."""
        return self.talk.page.person

    # --- the parts ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The clock above, three columns, the note line below."""
        page = self.talk.page
        name = page.person.first_name
        bands, judge_after = self._judging()
        title = TitleBar()
        title.always_saved = True
        yield title
        yield AgendaStrip(page.meeting.segments)
        yield TalkLine(name, bands, judge_after)
        with Horizontal(id="columns"):
            with Vertical(id="left"):
                yield RowList[ToRaise](id="raise")
            with Vertical(id="middle"):
                yield Painted(id="notes-title")
                yield RowList[Written](id="notes")
            with Vertical(id="right"):
                with Horizontal(id="clock"):
                    yield BigClock(id="left-time")
                    yield Painted(id="left-words")
                yield Static(Content("TALK SHARE"), classes="heading")
                yield SharePanel(name, bands, judge_after)
                yield Static(Content("NEXT STEPS"), classes="heading")
                yield RowList[Commitment](id="steps")
        yield Painted(id="ask")
        with Vertical(id="note-bar"):
            yield NoteLine(placeholder=SIGNS, id="note-line")
        yield KeyBar()

    def _judging(self) -> tuple[Bands, float]:
        talk = self.convo.settings.talk
        return talk.bands.limits, talk.judge_after_minutes * 60.0

    def on_mount(self) -> None:
        """Paint at once; the app ticks every second."""
        self.unfold("notes")
        self.show_page()

    def unfold(self, name: str) -> None:
        """Have the column of a list be the one that a small window shows."""
        for each, fold in FOLDS.items():
            self.set_class(each == name, fold)

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        """A window made small must not fold away where one is."""
        if event.widget.id in FOLDS:
            self.unfold(event.widget.id)

    def on_resize(self) -> None:
        """The strip and the bars are as wide as the window lets them, and some keys come or go."""
        self.call_after_refresh(self.paint)
        self.refresh_bindings()

    async def load(self) -> None:
        """Take in what another window or the shell wrote; what is not in the file yet stays."""
        talk, before = self.talk, self.talk.page
        page = await self.convo.store.read(lambda store: store.talk_page(talk.id))
        # What was done here in the meantime is not on that page: the next tick looks again.
        self._stale = talk.page is not before or self.convo.store.state.waiting > 0
        if page is None or self._stale:
            return
        talk.follow(page)
        if not page.live and self.is_current and not talk.leads:
            self.say("The talk was ended in the other window.")
        self.show_page()

    def tell_anew(self) -> bool:
        """The page is at hand."""
        self.show_page()
        return True

    # --- painting ----------------------------------------------------------------------------

    def tick(self) -> None:
        """A second has passed."""
        self._ticks += 1
        if self._stale:
            self.reload()
        if not self.talk.leads and self._ticks % TAKE_OVER_TICKS == 0:
            self.try_to_lead()
        self.paint()

    def try_to_lead(self) -> None:
        """Where this window follows: lead, once the other one is gone."""

    def view(self) -> View:
        """What the rows depend on."""
        convo = self.convo
        self._segment = self.talk.state().current
        hides = convo.private_hidden
        answering = self.talk.answering
        segment, sheets = self._segment, self.sheets_shown
        return View(convo.local, convo.today(), hides, answering, segment, sheets)

    def show_page(self) -> None:
        """Show what is written, anew; then everything that moves."""
        page, view = self.talk.page, self.view()
        self.query_one("#raise", RowList).set_items(to_raise(page, view))
        notes = self.query_one("#notes", RowList)
        at_end = notes.highlighted is None or notes.highlighted >= len(notes.items) - 1
        notes.set_items(written(page, view))
        if at_end and notes.items:
            notes.highlighted = len(notes.items) - 1
            notes.scroll_end(animate=False)
        self.query_one("#steps", RowList).set_items(next_steps(page, view))
        self.paint()

    def paint(self) -> None:
        """Show everything that moves with time."""
        if not (self.is_mounted and self.display):  # on its way out it lacks some of its parts
            return
        talk, state = self.talk, self.talk.state()
        if state.current != self._segment:  # what fits the segment heads the list
            self._raise_anew()
        asks = talk.still_asks(self.convo.settings.talk.ask_after_minutes * 60, state)
        self._paint_title(state)
        self.query_one(AgendaStrip).show(state, self.points_left(state))
        self.query_one(TalkLine).show(state, asks=asks)
        self.query_one(SharePanel).show(state, asks=asks)
        self._paint_clock(state)
        self._paint_ask()

    def _raise_anew(self) -> None:
        """Show what to raise from its top; the cursor is on the first line, unless one is there."""
        column, items = self.query_one("#raise", RowList), [*to_raise(self.talk.page, self.view())]
        lines = (each.identity for each in items if each.value is not None)
        column.set_items(items, key=None if column.has_focus else next(lines, None))
        column.scroll_home(animate=False)

    def points_left(self, state: TalkState) -> int:
        """How many points and feedback wait for the running segment, or for none in particular."""
        page = self.talk.page
        unsaid = [each for each in page.feedback if each.said_at is None]
        places = [place_of(each.kind, page.meeting.segments) for each in unsaid]
        return places.count(state.current) + sum(
            point.waits_in(self.talk.id) and point.segment in (None, state.current)
            for point in page.carried
        )

    def _paint_title(self, state: TalkState) -> None:
        page, local = self.talk.page, self.convo.local
        name = shorten(clean(page.person.name), max(10, self.size.width // 3))
        facts = f"   {ordinal(page.number)} talk · {rhythm_words(page.person)}"
        left = Content.assemble((name, "bold"), (facts, "$muted"))
        span = f"{clock_time(local(state.started_at))} – {clock_time(local(state.planned_end))}"
        parts = [Content.styled(span, "$muted")]
        ends = clock_time(local(state.projected_end))
        if state.ended_at is None and ends != clock_time(local(state.planned_end)):
            parts.append(Content.styled(f"ends {ends}", "$foreground"))
        if state.end_moved_by:
            minutes = round(state.end_moved_by / 60)
            parts.append(Content.styled(f"+{minutes} min lent", "$asks"))
        if state.paused:
            parts.append(Content.styled("‖ paused", "$asks"))
        self.show_title(left, Content("  ").join(parts))

    def _paint_clock(self, state: TalkState) -> None:
        left = state.left_in(state.current)
        late = left < 0
        clock = self.query_one("#left-time", BigClock)
        clock.value = over(-left) if late else minutes_seconds(left)
        clock.set_class(late, "-over")
        segment = shorten(clean(state.segments[state.current].name), 14)
        words = [f"over in {segment}" if late else f"left in {segment}"]
        words.append(f"talk ends {clock_time(self.convo.local(state.projected_end))}")
        shown = Content.styled("\n".join(words), "$muted")
        holder = self.query_one("#left-words", Painted)
        holder.paint(shown)
        title = Content.assemble(
            ("NOTES", "bold $muted"), "   ", (clean(state.segments[state.current].name), "$muted")
        )
        self.query_one("#notes-title", Painted).paint(title)

    def tell(self, sentence: str) -> None:
        """Say what is wrong with the line, right above it, until the next key."""
        self._told = sentence
        self._paint_ask()

    def _paint_ask(self) -> None:
        """The one line above the note line: what is asked or told in place."""
        talk = self.talk
        shown = Content("")
        if self._told:
            shown = Content.styled(clean(self._told), "$asks")
        elif not talk.leads:
            shown = Content.styled(
                "This talk runs in another window; here it is followed.", "$date"
            )
        elif talk.gap is not None:
            shown = self._gap_words()
        elif talk.told:
            shown = Content.styled(talk.told, "$asks")
        elif talk.answering is not None:
            asked = next((a for a in talk.page.asked if a.id == talk.answering), None)
            if asked is not None:
                words = shorten(clean(asked.text), max(20, self.size.width - 16))
                shown = Content.assemble(("answers: ", "$muted"), (words, "$foreground"))
        line = self.query_one("#ask", Painted)
        if not shown.is_same(line.painted):
            line.display = bool(shown.plain)
            line.paint(shown)
            self.refresh_bindings()

    def _gap_words(self) -> Content:
        gap = self.talk.gap
        if gap is None:
            return Content("")
        local = self.convo.local
        start, end = clock_time(local(gap.start)), clock_time(local(gap.end))
        span = f", {start} to {end}" if start != end else ""
        return Content.assemble(
            (f"{gap.why} for {minutes_seconds(gap.seconds)}{span}. Does that count?  ", "$asks"),
            ("y", "bold"),
            " it counts  ",
            ("o", "bold"),
            " leave it out",
        )

    # --- facts for what is written -----------------------------------------------------------

    def next_talk(self) -> date | None:
        """The day of the talk after this one, for dates like "next talk"."""
        planned = proposed_next(self.talk.page.person, self.talk.now(), self.convo.zone)
        return planned.day(ZoneInfo(self.convo.zone)) if planned else None

    def last_position(self) -> int:
        """Where a new talking point goes: behind all others."""
        page = self.talk.page
        return max((point.position for point in (*page.carried, *page.points)), default=0) + 1
