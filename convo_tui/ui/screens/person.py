"""A person: everything that happened, what was promised both ways, and the profile."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar
from zoneinfo import ZoneInfo

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList

from convo_tui import assets
from convo_tui.domain.agenda import DEFAULT
from convo_tui.domain.cadence import cadence_state
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.timeline import Entry
from convo_tui.domain.today import Standing
from convo_tui.ui.command_tables import COMMITMENTS, PERSON, PROFILE, TIMELINE
from convo_tui.ui.commands import bindings
from convo_tui.ui.screens.person_commitments import CommitmentActs
from convo_tui.ui.screens.person_logging import LoggingActs
from convo_tui.ui.screens.person_profile import ProfileActs
from convo_tui.ui.screens.person_record import Shown, read_person
from convo_tui.ui.screens.person_review import ReviewActs
from convo_tui.ui.screens.person_timeline import TimelineActs
from convo_tui.ui.widgets.commitment_list import (
    CommitmentList,
    commitment_items,
    commitments_summary,
    empty_commitments,
)
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.page_rows import commitment_rows
from convo_tui.ui.widgets.profile import profile_rows
from convo_tui.ui.widgets.tab_title import tab_title
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.timeline_view import TimelineView
from convo_tui.ui.widgets.title_bar import TitleBar

BESIDE_FROM = 100
"""Cells of width from which the page stands beside the list."""


class Tab(StrEnum):
    """The parts of the screen, in their order."""

    TIMELINE = "timeline"
    COMMITMENTS = "commitments"
    PROFILE = "profile"


class PersonScreen(TimelineActs, CommitmentActs, ProfileActs, LoggingActs, ReviewActs):
    """Timeline, commitments and profile of a person.

    Args:
        person_id: whom to show.
        tab: which part to open with: timeline, commitments or profile.
        go_to: the id of what the cursor is on at first; "" for the first line.
    """

    CSS_PATH = assets.styles_dir() / "screens" / "person.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TIMELINE, COMMITMENTS, PROFILE, PERSON)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-folded"),
        (BESIDE_FROM, "-beside"),
        (170, "-roomy"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def __init__(self, person_id: str, tab: str = Tab.TIMELINE, *, go_to: str = "") -> None:
        super().__init__()
        self._person_id = person_id
        self._tab = Tab(tab)
        self._go_to = go_to
        self._reading = self._paged = False
        self._teller: Teller | None = None
        self._shown: Shown | None = None
        self._promised: tuple[Commitment, ...] = ()
        self.complete = False
        """Whether everything that the tabs show was read once."""
        self._worked: dict[str, bool] = {}

    @property
    def chosen(self) -> Standing | None:
        """The person, and how the talks with them stand today."""
        if self._shown is None:
            return None
        overview = self._shown.overview
        last = overview.last.started_at if overview.last else None
        now, zone = self.convo.now(), self.convo.zone
        return Standing(
            overview, cadence_state(overview.person, last, now, zone, self._shown.schedule)
        )

    def compose(self) -> ComposeResult:
        """The lists and the pages; which of them are seen depends on the tab and the width."""
        yield TitleBar()
        with Horizontal(id="person"):
            go_to = self._go_to if self._tab is Tab.TIMELINE else ""
            yield TimelineView(self.convo, self._person_id, go_to=go_to, id="timeline")
            yield CommitmentList(id="commitments")
            yield EntryPage(id="page")
            yield EntryPage(id="profile")
        yield KeyBar()

    def on_mount(self) -> None:
        """Nothing is shown until it is known who the person is."""
        self._arrange()

    # --- filling it --------------------------------------------------------------------------

    async def load(self) -> None:
        """Read the person and everything that happened; what is looked at comes first."""
        zone, hides = ZoneInfo(self.convo.zone), self.convo.private_hidden
        person_id = self._person_id
        person = await self.convo.store.read(lambda store: store.person(person_id))
        if person is None:
            if self.is_current:
                self.dismiss()
                self.convo.notify("This person is no longer in the file.", markup=False)
            return
        self.forget_what_was_read()
        self._teller = Teller(person.name, zone, self.convo.today(), hides)
        parts = [self.timeline.load, self._load_facts, self._load_commitments]
        for part in parts[::-1] if self._tab is Tab.COMMITMENTS else parts:
            await part(self._teller)
            self._show_page()
            self._show_title()
            self._arrange()
        self.complete = True

    async def _load_facts(self, teller: Teller) -> None:
        """Read what is open with the person, and what became of the talks."""
        person_id = self._person_id
        shown = await self.convo.store.read(lambda store: read_person(store, person_id))
        if shown is None:  # deleted just now; the next load says so
            return
        self._shown = shown
        if (standing := self.chosen) is not None:
            rows_of_profile = profile_rows(
                shown.overview,
                standing.cadence,
                shown.schedule,
                teller,
                home_zone=self.convo.zone,
                agenda=self._agenda(shown.overview.person.template),
            )
            self._profile.show(rows_of_profile, self._person_id)

    async def _load_commitments(self, teller: Teller) -> None:
        """Read what was promised both ways."""
        person_id = self._person_id
        self._promised = await self.convo.store.read(
            lambda store: store.commitments(person_id, closed=True)
        )
        rows = commitment_items(self._promised, teller)
        self._commitments.set_items(rows or empty_commitments(teller.short_name))
        self._commitments.set_class(not rows, "-teaches")
        if self._go_to and self._tab is Tab.COMMITMENTS:
            self._go()

    def _go(self) -> None:
        """Put the cursor on what the screen was opened for."""
        rows = self._commitments
        ids = [getattr(item.value, "id", None) for item in rows.items]
        wanted, self._go_to = self._go_to, ""
        if wanted in ids:
            rows.highlighted = ids.index(wanted)
            # Once the rows have their places: filling them scrolled back to the top.
            rows.call_after_refresh(rows.scroll_to_highlight)

    def _agenda(self, name: str) -> str:
        wanted = name or self.convo.settings.talk.template
        found = next((each for each in self.convo.templates if each.name == wanted), DEFAULT)
        return found.title if name else f"{found.title}, as usual"

    def _show_title(self) -> None:
        if (teller := self._teller) is not None:
            figure = self._summary(teller)
            self.show_title(*tab_title(teller.name, Tab, self._tab, figure, self.size.width))
        gone = self._shown is not None and self._shown.overview.person.archived_at is not None
        self.query_one(KeyBar).words = {"profile.archive": "bring back"} if gone else {}

    def _summary(self, teller: Teller) -> str:
        match self._tab:
            case Tab.TIMELINE:
                return self.timeline.summary
            case Tab.COMMITMENTS:
                return commitments_summary(self._promised, teller)
            case Tab.PROFILE:
                known = self._shown is not None and self._shown.overview.person.archived_at
                return "archived" if known else ""

    # --- what is seen ------------------------------------------------------------------------

    @property
    def _commitments(self) -> CommitmentList:
        return self.query_one("#commitments", CommitmentList)

    @property
    def _profile(self) -> EntryPage:
        return self.query_one("#profile", EntryPage)

    @property
    def _front(self) -> Widget:
        """The part of the chosen tab that has the keys."""
        return self.query_one(f"#{self._tab.value}")

    def _arrange(self) -> None:
        """Show the tab; the page beside its list, or over it where the screen is narrow."""
        beside = self.size.width >= BESIDE_FROM
        paged = self.entry_or_commitment is not None
        self._paged = paged
        self._reading = self._reading and paged
        self.page.display = paged and (beside or self._reading)
        front = self._front
        front.display = beside or not self._reading
        target = self.timeline.target if front is self.timeline else front
        wanted = self.page if self._reading else target
        if self.is_current and self.focused is not wanted:
            wanted.focus()
        for part in (self.timeline, self._commitments, self._profile):
            if part is not front:
                part.display = False
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """A page beside the list folds over it, or finds its place again."""
        del event
        self.call_after_refresh(self._arrange)
        self.call_after_refresh(self._show_title)

    def on_click(self, event: events.Click) -> None:
        """A click on the name of a tab goes there."""
        tab = event.style.meta.get("tab")
        if tab is not None:
            self._show_tab(Tab(tab))

    def _show_tab(self, tab: Tab) -> None:
        self._tab = tab
        self._reading = False
        self.timeline.end()
        self._show_title()
        self._show_page()
        self._arrange()

    def action_next_tab(self) -> None:
        """Go to the next tab."""
        self._step_tab(1)

    def action_previous_tab(self) -> None:
        """Go to the tab before."""
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        tabs = list(Tab)
        self._show_tab(tabs[(tabs.index(self._tab) + by) % len(tabs)])

    # --- the page ----------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The entry under the cursor of the timeline."""
        return self.timeline.entry if self._tab is Tab.TIMELINE else None

    @property
    def commitment(self) -> Commitment | None:
        """The commitment under the cursor, in its list or in the timeline."""
        if self._tab is Tab.COMMITMENTS:
            return self._commitments.value
        subject = self.entry.subject if self.entry is not None else None
        return subject if isinstance(subject, Commitment) else None

    @property
    def entry_or_commitment(self) -> Entry | Commitment | None:
        """What the page is about."""
        return self.entry or self.commitment

    @on(OptionList.OptionHighlighted)
    def _follow(self) -> None:
        """The page follows the cursor."""
        self._show_page()
        self.refresh_bindings()

    @on(TimelineView.Moved)
    def _follow_entry(self) -> None:
        """The page follows the cursor, and the footer tells what can be done there."""
        if self._tab is not Tab.TIMELINE:
            return
        if self._teller is not None and self.entry is not None:
            self.follow_entry(self.entry, self._teller)
        else:
            self._show_page()
        if self._paged != (self.entry is not None):
            self._arrange()
        works = self._works()
        if works != self._worked:
            self._worked = works
            self.refresh_bindings()

    @on(OptionList.OptionSelected)
    @on(TimelineView.Opened)
    def _click(self, event: OptionList.OptionSelected | TimelineView.Opened) -> None:
        """A click on a line does what enter does."""
        event.stop()
        if self._tab is Tab.COMMITMENTS:
            self.action_edit_line()
        else:
            self.action_open()

    def _show_page(self) -> None:
        teller, entry = self._teller, self.entry
        self.stop_resting()
        if teller is None:
            return
        if entry is not None:
            self.show_entry(entry, teller)
        elif self.commitment is not None:
            self.page.show(commitment_rows(self.commitment, teller), self.commitment.id)
        else:
            self.page.show([], None)

    def action_read(self) -> None:
        """Go into the page to read it whole."""
        self._reading = True
        self._arrange()

    def action_open(self) -> None:
        """Show the entry whole."""
        self.action_read()

    def action_edit_line(self) -> None:
        """Edit the commitment under the cursor."""
        if self.commitment is not None:
            self.edit_commitment(self.commitment)

    def action_back(self) -> None:
        """Out of the page, back to all entries, then out of the screen."""
        if self._reading:
            self._reading = False
            self._arrange()
        elif self._tab is Tab.TIMELINE and self.timeline.filtered:
            self.timeline.clear()
        else:
            self.dismiss()

    # --- the line under the cursor -----------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key that would do nothing here."""
        works = self._works().get(action, True)
        return works and super().check_action(action, parameters)

    def _works(self) -> dict[str, bool]:
        """Which of the actions would do something now, as far as that depends."""
        if not self.is_mounted:
            return {}
        commitment = self.commitment
        is_open = commitment is not None and commitment.state is CommitmentState.OPEN
        known = self._shown is not None
        archived = self._shown is None or self._shown.overview.person.archived_at is not None
        listed = self._tab is Tab.COMMITMENTS and commitment is not None
        works = {
            "talk": not archived,
            "prepare": not archived,
            "move": not archived,
            "calendar": not archived,
            "note": known,
            "feedback": known,
            "commitment": known,
            "log": known,
            "edit_line": listed and not self._reading,
            "read": listed and not self._reading,
            "keep": is_open,
            "break": is_open,
            "drop": is_open,
            "outcome": listed,
            "edit": self._tab is Tab.PROFILE and known,
            "archive": self._tab is Tab.PROFILE and known,
            "undo": bool(self.undo_steps),
        }
        of_timeline = self.timeline_works(reading=self._reading)
        if self._tab is Tab.TIMELINE:
            return works | of_timeline
        return dict.fromkeys(of_timeline, False) | works
