"""The timeline of a person, what can be done on it, and the page of the entry under the cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.growth import Shown
from convo_tui.domain.meeting import Meeting
from convo_tui.domain.notes import Note, NoteKind
from convo_tui.domain.timeline import Entry, EntryKind
from convo_tui.ui.command_tables import TIMELINE
from convo_tui.ui.commands import bindings
from convo_tui.ui.screens.person_tab import ListTab, Tab
from convo_tui.ui.widgets.page_rows import Record, entry_rows
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.timeline_filter import Wanted
from convo_tui.ui.widgets.timeline_view import TimelineView

if TYPE_CHECKING:
    from convo_tui.storage.store import Store
    from convo_tui.ui.app import ConvoApp

FOLLOW_SECONDS = 0.04
"""How long the cursor rests on an entry before its page is shown: longer than from one key of a
held-down arrow to the next, so that the list alone is drawn while one scrolls."""

REST_SECONDS = 0.15
"""How long the cursor rests on an entry before all that belongs to it is read."""

KEPT = 50
"""Entries of which what was read is remembered."""

Key = tuple[EntryKind, str, datetime]


class TimelineTab(ListTab[TimelineView]):
    """Filter, jump, edit, and open the talk that an entry belongs to."""

    which = Tab.TIMELINE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TIMELINE)]

    def __init__(self, convo: ConvoApp, person_id: str, go_to: str = "") -> None:
        super().__init__(convo, person_id, go_to)
        self._records: dict[Key, Record] = {}
        self._fresh: set[Key] = set()
        self._rest: Timer | None = None
        self._back_to: Tab | None = None

    def make_front(self) -> TimelineView:
        """The strip, the filter and the list."""
        return TimelineView(self.convo, self.person_id, go_to=self.go_to, id="timeline")

    async def load(self, teller: Teller) -> None:
        """Read the entries; what was read beside them is shown until it was read again."""
        self._fresh = set()
        await self.front.load(teller)

    def tell(self, teller: Teller) -> bool:
        """The entries that are at hand; what a filter would leave out now is read."""
        return self.front.tell(teller)

    def summary(self, teller: Teller) -> str:
        """`412 entries since Jan 2025`."""
        del teller
        return self.front.summary

    @property
    def target(self) -> Widget:
        """The list, or the field over it."""
        return self.front.target

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor."""
        return self.front.entry

    @property
    def commitment(self) -> Commitment | None:
        """The commitment that the entry is about."""
        subject = self.entry.subject if self.entry is not None else None
        return subject if isinstance(subject, Commitment) else None

    @property
    def _shown(self) -> Shown | None:
        """The win or feedback that the entry is: a strength may show in it."""
        match self.entry.subject if self.entry is not None else None:
            case Note(kind=NoteKind.WIN) | Feedback() as shown:
                return shown
            case _:
                return None

    @property
    def subject(self) -> Entry | None:
        """The page is about the entry."""
        return self.entry

    # --- the page ----------------------------------------------------------------------------

    @property
    def told_whole(self) -> bool:
        """Whether the page tells all that belongs to the entry."""
        return self.entry is not None and self.entry.key in self._fresh

    @on(TimelineView.Moved)
    def _follow_entry(self, event: TimelineView.Moved) -> None:
        """The page follows once the cursor rests, and the footer tells what can be done there."""
        event.stop()
        if self.about.teller is None or not self.in_front:
            return
        self._stop_resting()
        if self.entry is None:
            self.show_page()
        else:
            self._rest = self.set_timer(FOLLOW_SECONDS, self.show_page)
        self.followed()

    def show_page(self) -> None:
        """Show the page of the entry, and read what else belongs to it once the cursor rests."""
        self._stop_resting()
        super().show_page()
        entry = self.entry
        if entry is not None and entry.key not in self._fresh and self.in_front:
            self._rest = self.set_timer(REST_SECONDS, lambda: self._read_record(entry))

    def page_rows(self, teller: Teller) -> Sequence[Row]:
        """The entry, with what was read beside it so far."""
        if (entry := self.entry) is None:
            return ()
        return entry_rows(entry, teller, self._records.get(entry.key, Record()))

    def page_key(self) -> object:
        """One value has several entries."""
        return self.entry.key if self.entry is not None else None

    def _stop_resting(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def step_aside(self) -> None:
        """No field stays open, and no page is waited for."""
        super().step_aside()
        self._stop_resting()
        self.front.end()
        self._back_to = None

    def want(self, wanted: Wanted, back_to: Tab) -> None:
        """Show only what is wanted; back leads to the tab from which it was asked for."""
        self.front.want(wanted)
        self._back_to = back_to

    def step_back(self) -> bool:
        """Out of the page, then back to all entries, and to where these were asked for."""
        if super().step_back():
            return True
        filtered = self.front.filtered
        if filtered:
            self.front.clear()
        if (back_to := self._back_to) is not None:
            self.about.show_tab(back_to)
            return True
        return filtered

    @work(exclusive=True, group="talk page")
    async def _read_record(self, entry: Entry) -> None:
        def read(store: Store) -> Record:
            page = store.talk_page(entry.id) if entry.kind is EntryKind.TALK else None
            context = store.context(entry)
            edits = context.corrections if page is None else store.corrections(page.ids)
            return Record(page, context, edits)

        fresh = self._fresh  # another one by then, if all was read anew meanwhile
        record = await self.convo.store.read(read)
        self._records.pop(entry.key, None)
        self._records[entry.key] = record
        fresh.add(entry.key)
        for oldest in [*self._records][:-KEPT]:
            del self._records[oldest]
            fresh.discard(oldest)
        if self.entry == entry and self.in_front:
            self.show_page()

    # --- keys --------------------------------------------------------------------------------

    @on(TimelineView.Said)
    def _said(self, event: TimelineView.Said) -> None:
        event.stop()
        self.about.say(event.sentence)

    def works(self) -> Mapping[str, bool]:
        """Which actions of the timeline would do something now."""
        view, entry, reading = self.front, self.entry, self.reading
        some = bool(view.entries.outline.count)
        return {
            "open": entry is not None and not reading,
            "link_strength": self._shown is not None,
            "edit_entry": entry is not None and not self._on_clocked_talk,
            "its_talk": entry is not None and entry.meeting_id is not None,
            "group": view.has_any and not reading,
            "words": view.has_any and not reading,
            "period": view.has_any and not reading,
            "date": some and not reading,
            "earlier_week": some and not reading and view.week_beside(-1) is not None,
            "later_week": some and not reading and view.week_beside(1) is not None,
            "clear": view.filtered and not reading,
        }

    @property
    def _on_clocked_talk(self) -> bool:
        """Whether the entry is a talk with a clock, which stays as it ran."""
        subject = self.entry.subject if self.entry is not None else None
        return isinstance(subject, Meeting) and subject.logged_at is None

    @property
    def words(self) -> Mapping[str, str]:
        """A talk is its own: the footer has the room for its recap."""
        entry = self.entry
        own = entry is not None and isinstance(entry.subject, Meeting)
        return {"timeline.talk": ""} if own else {}

    @on(TimelineView.Opened)
    def _opened(self, event: TimelineView.Opened) -> None:
        event.stop()
        self.action_take()

    def action_open(self) -> None:
        """Show the entry whole."""
        self.action_read()

    def action_group(self, group: int) -> None:
        """Show a group of kinds, or leave it out again."""
        self.front.toggle(group)

    def action_words(self) -> None:
        """Ask for words."""
        self.front.ask_words()

    def action_period(self) -> None:
        """Ask for a period."""
        self.front.ask_period()

    def action_date(self) -> None:
        """Ask for a date to go to."""
        self.front.ask_date()

    def action_clear(self) -> None:
        """Show everything again."""
        self.front.clear()

    def action_earlier_week(self) -> None:
        """Go to the week before, of those with entries."""
        self.front.step_week(-1)

    def action_later_week(self) -> None:
        """Go to the week after."""
        self.front.step_week(1)

    @work
    async def action_edit_entry(self) -> None:
        """Edit the entry under the cursor."""
        from convo_tui.ui.correcting import edit_subject

        if self.entry is not None:
            await edit_subject(self.about, self.entry.subject)

    @work
    async def action_link_strength(self) -> None:
        """Say which strength the win or the feedback shows."""
        from convo_tui.ui.growing import growing_on

        shown, standing = self._shown, self.about.chosen
        if shown is not None and standing is not None:
            growing = growing_on(self.about, standing.overview.person, standing.cadence.day)
            await growing.link_shown(shown)

    async def action_its_talk(self) -> None:
        """Open the talk that the entry is, or belongs to."""
        from convo_tui.ui.screens.past_talk import PastTalkScreen

        if self.entry is not None and self.entry.meeting_id is not None:
            await self.app.push_screen(PastTalkScreen(self.entry.meeting_id))
