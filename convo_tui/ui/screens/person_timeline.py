"""What can be done on the timeline of a person, and the page of the entry under the cursor."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from convo_tui.domain.timeline import Entry, EntryKind
from convo_tui.ui.screens.person_acts import PersonActs
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.page_rows import Record, entry_rows
from convo_tui.ui.widgets.timeline_view import TimelineView

if TYPE_CHECKING:
    from convo_tui.storage.store import Store
    from convo_tui.ui.widgets.teller import Teller

FOLLOW_SECONDS = 0.04
"""How long the cursor rests on an entry before its page is shown: longer than from one key of a
held-down arrow to the next, so that the list alone is drawn while one scrolls."""

REST_SECONDS = 0.15
"""How long the cursor rests on an entry before all that belongs to it is read."""

KEPT = 50
"""Entries of which what was read is remembered."""

Key = tuple[EntryKind, str, datetime]


class TimelineActs(PersonActs):
    """Filter, jump, edit, and open the talk that an entry belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self._records: dict[Key, Record] = {}
        self._fresh: set[Key] = set()
        self._rest: Timer | None = None

    @property
    def timeline(self) -> TimelineView:
        """The strip, the filter and the list."""
        return self.query_one("#timeline", TimelineView)

    @property
    def page(self) -> EntryPage:
        """The page beside the list."""
        return self.query_one("#page", EntryPage)

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor; None on other tabs."""
        return None

    @property
    def talk_id(self) -> str | None:
        """The talk that the entry under the cursor is, or was written in."""
        return self.entry.meeting_id if self.entry is not None else None

    # --- the page ----------------------------------------------------------------------------

    def forget_what_was_read(self) -> None:
        """What was read beside entries may have changed; it is shown until it was read again."""
        self._fresh = set()

    @property
    def told_whole(self) -> bool:
        """Whether the page tells all that belongs to the entry."""
        return self.entry is not None and self.entry.key in self._fresh

    def follow_entry(self, entry: Entry, teller: Teller) -> None:
        """Show the page of an entry once the cursor stays there for a moment."""
        self.stop_resting()
        self._rest = self.set_timer(FOLLOW_SECONDS, lambda: self.show_entry(entry, teller))

    def show_entry(self, entry: Entry, teller: Teller) -> None:
        """Show the page of an entry, and read what else belongs to it once the cursor rests."""
        self.stop_resting()
        rows = entry_rows(entry, teller, self._records.get(entry.key, Record()))
        self.page.show(rows, entry.key)
        if entry.key not in self._fresh:
            self._rest = self.set_timer(REST_SECONDS, lambda: self._read_record(entry, teller))

    def stop_resting(self) -> None:
        """The cursor goes on."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    @work(exclusive=True, group="talk page")
    async def _read_record(self, entry: Entry, teller: Teller) -> None:
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
        if self.entry == entry:
            self.show_entry(entry, teller)

    # --- keys --------------------------------------------------------------------------------

    @on(TimelineView.Said)
    def _said(self, event: TimelineView.Said) -> None:
        self.say(event.sentence)

    def timeline_works(self, *, reading: bool) -> dict[str, bool]:
        """Which actions of the timeline would do something now.

        Args:
            reading: whether the page has the keys, and not the list.
        """
        view, entry = self.timeline, self.entry
        some = bool(view.entries.outline.count)
        return {
            "open": entry is not None and not reading,
            "edit_entry": entry is not None,
            "its_talk": self.talk_id is not None,
            "recap": self.talk_id is not None,
            "group": view.has_any and not reading,
            "words": view.has_any and not reading,
            "period": view.has_any and not reading,
            "date": some and not reading,
            "earlier_week": some and not reading and view.week_beside(-1) is not None,
            "later_week": some and not reading and view.week_beside(1) is not None,
            "clear": view.filtered and not reading,
        }

    def action_group(self, group: int) -> None:
        """Show a group of kinds, or leave it out again."""
        self.timeline.toggle(group)

    def action_words(self) -> None:
        """Ask for words."""
        self.timeline.ask_words()

    def action_period(self) -> None:
        """Ask for a period."""
        self.timeline.ask_period()

    def action_date(self) -> None:
        """Ask for a date to go to."""
        self.timeline.ask_date()

    def action_clear(self) -> None:
        """Show everything again."""
        self.timeline.clear()

    def action_earlier_week(self) -> None:
        """Go to the week before, of those with entries."""
        self.timeline.step_week(-1)

    def action_later_week(self) -> None:
        """Go to the week after."""
        self.timeline.step_week(1)

    @work
    async def action_edit_entry(self) -> None:
        """Edit the entry under the cursor."""
        from convo_tui.ui.correcting import edit_subject

        if self.entry is not None:
            await edit_subject(self, self.entry.subject)

    async def action_its_talk(self) -> None:
        """Open the talk that the entry is, or belongs to."""
        from convo_tui.ui.screens.past_talk import PastTalkScreen

        if self.talk_id is not None:
            await self.app.push_screen(PastTalkScreen(self.talk_id))

    @work
    async def action_recap(self) -> None:
        """Open the recap of the talk under the cursor."""
        from convo_tui.ui.modals.recap_sheet import RecapSheet

        talk_id = self.talk_id
        if talk_id is None:
            return
        page = await self.convo.store.read(lambda store: store.talk_page(talk_id))
        if page is not None:
            await self.app.push_screen_wait(RecapSheet(page))
