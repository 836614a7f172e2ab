"""A person: everything that happened, was promised and is known, a tab each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from convo_tui import assets
from convo_tui.domain.commitments import Commitment, CommitmentState
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.timeline import Entry
from convo_tui.domain.today import Standing, standing_of
from convo_tui.ui.command_tables import PERSON
from convo_tui.ui.commands import bindings
from convo_tui.ui.screens.person_commitments import CommitmentActs
from convo_tui.ui.screens.person_logging import LoggingActs
from convo_tui.ui.screens.person_record import Shown, read_person
from convo_tui.ui.screens.person_review import ReviewActs
from convo_tui.ui.screens.person_tab import PersonTab, Tab
from convo_tui.ui.screens.person_tabs import TABS
from convo_tui.ui.screens.person_timeline import TimelineTab
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.tab_title import tab_title
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.timeline_filter import Wanted
from convo_tui.ui.widgets.title_bar import TitleBar

BESIDE_FROM = 100
"""Cells of width from which the page stands beside the list."""


class PersonScreen(CommitmentActs, LoggingActs, ReviewActs):
    """The tabs of a person, and what can be done with the person on each of them.

    Args:
        person_id: whom to show.
        tab: which part to open with.
        go_to: the id of what the cursor is on at first; "" for the first line.

    Attributes:
        teller: how facts about the person are told; None until it is known who they are.
        complete: whether everything that the tabs show was read once.
    """

    CSS_PATH = assets.styles_dir() / "screens" / "person.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PERSON)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-folded"),
        (BESIDE_FROM, "-beside"),
        (150, "-wide"),
        (170, "-roomy"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012

    def __init__(self, person_id: str, tab: str = Tab.TIMELINE, *, go_to: str = "") -> None:
        super().__init__()
        self._person_id = person_id
        self._chosen = Tab(tab)
        self._go_to = go_to
        self._tabs: dict[Tab, PersonTab[Any]] = {}
        self._shown: Shown | None = None
        self._known_anew = False
        self._worked: dict[str, bool] = {}
        self.teller: Teller | None = None
        self.complete = False

    @property
    def chosen(self) -> Standing | None:
        """The person, and how the talks with them stand today."""
        if self._shown is None:
            return None
        shown, convo = self._shown, self.convo
        return standing_of(shown.overview, convo.now(), convo.zone, shown.schedule)

    def compose(self) -> ComposeResult:
        """The tabs; one of them is seen."""
        yield TitleBar()
        with Horizontal(id="person"):
            for kind in TABS:
                go_to = self._go_to if kind.which is self._chosen else ""
                tab = self._tabs[kind.which] = kind(self.convo, self._person_id, go_to)
                yield tab
        yield KeyBar()

    def on_mount(self) -> None:
        """Nothing is shown until it is known who the person is."""
        self.settle()

    # --- filling it --------------------------------------------------------------------------

    async def load(self) -> None:
        """Read the person and what the tabs show; the one that is looked at comes first."""
        zone, hides = ZoneInfo(self.convo.zone), self.convo.private_hidden
        person_id = self._person_id
        person = await self.convo.store.read(lambda store: store.person(person_id))
        if person is None:
            if self.is_current:
                self.dismiss()
                self.convo.notify("This person is no longer in the file.", markup=False)
            return
        self.teller = Teller(person.name, zone, self.convo.today(), hides)
        self._known_anew = False
        front = self.tab
        for tab in self._tabs.values():
            tab.stale = True
        await self._fill(front, self.teller)
        await self.facts()
        self._tell()
        for tab in self._tabs.values():
            if tab is not front and not tab.lazy:
                await self._fill(tab, self.teller)
        self.complete = True

    def tell_anew(self) -> bool:
        """The tabs that were read, as they are told now."""
        if (before := self.teller) is None:
            return True
        teller = self.teller = replace(before, hides=self.convo.private_hidden)
        told = [tab.tell(teller) for tab in self._tabs.values() if tab.known]
        self.tab.show_page()
        self._tell()
        return all(told)

    async def _fill(self, tab: PersonTab[Any], teller: Teller) -> None:
        await tab.load(teller)
        tab.stale, tab.known = False, True
        tab.show_page()
        self._tell()

    async def facts(self) -> Shown | None:
        """What is open with the person, and what became of the talks; once in each filling."""
        if not self._known_anew:
            person_id = self._person_id
            shown = await self.convo.store.read(lambda store: read_person(store, person_id))
            if shown is not None:  # deleted just now otherwise; the next load says so
                self._shown = shown
            self._known_anew = True
        return self._shown

    def _tell(self) -> None:
        self._show_title()
        self.settle()

    def _show_title(self) -> None:
        if (teller := self.teller) is not None:
            figure, width = self.tab.summary(teller), self.size.width
            self.show_title(*tab_title(teller.name, [*Tab], self._chosen, figure, width))
        self.query_one(KeyBar).words = self.tab.words

    # --- what is seen ------------------------------------------------------------------------

    @property
    def tab(self) -> PersonTab[Any]:
        """The tab that is looked at."""
        return self._tabs[self._chosen]

    def settle(self) -> None:
        """Show the tab, and give the keys to the part of it that they belong to."""
        front = self.tab
        front.display = True
        wanted = front.lay_out(beside=self.size.width >= BESIDE_FROM)
        if self.is_current and self.focused is not wanted:
            wanted.focus()
        for tab in self._tabs.values():
            tab.display = tab is front
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """A page beside the list folds over it, or finds its place again."""
        del event
        self.call_after_refresh(self.settle)
        self.call_after_refresh(self._show_title)

    def on_click(self, event: events.Click) -> None:
        """A click on the name of a tab goes there."""
        tab = event.style.meta.get("tab")
        if tab is not None:
            self.show_tab(Tab(tab))

    def show_tab(self, tab: Tab) -> None:
        """Go to a tab; one that takes long is read only then."""
        self.tab.step_aside()
        self._chosen = tab
        self.tab.show_page()
        self._tell()
        if self.tab.stale and self.tab.lazy:
            self.reload()

    def show_entries(self, wanted: Wanted) -> None:
        """Go to what is wanted of the timeline; back leads to this tab again."""
        timeline = self._tabs[Tab.TIMELINE]
        if isinstance(timeline, TimelineTab):
            here = self._chosen
            self.show_tab(Tab.TIMELINE)
            timeline.want(wanted, back_to=here)

    def action_next_tab(self) -> None:
        """Go to the next tab."""
        self._step_tab(1)

    def action_previous_tab(self) -> None:
        """Go to the tab before."""
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        tabs = list(Tab)
        self.show_tab(tabs[(tabs.index(self._chosen) + by) % len(tabs)])

    def action_insights(self) -> None:
        """Go to what the talks add up to."""
        self.show_tab(Tab.INSIGHTS)

    @work
    async def action_choose_tab(self) -> None:
        """Ask for a tab by its letter."""
        from convo_tui.ui.modals.choice import Choice, Option

        options = [Option(tab.letter, tab.capitalize(), tab) for tab in Tab]
        tab = await self.app.push_screen_wait(Choice("Go to", options, current=self._chosen))
        if tab is not None:
            self.show_tab(tab)

    def action_back(self) -> None:
        """Out of what is open in the tab, then out of the screen."""
        if not self.tab.step_back():
            self.dismiss()

    # --- the line under the cursor -----------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The entry of the timeline under the cursor."""
        return self.tab.entry

    @property
    def talk_id(self) -> str | None:
        """The talk that the entry under the cursor is, or was written in."""
        return self.entry.meeting_id if self.entry is not None else None

    @property
    def commitment(self) -> Commitment | None:
        """The commitment under the cursor, in its list or in the timeline."""
        return self.tab.commitment

    @property
    def feedback(self) -> Feedback | None:
        """The feedback under the cursor of the timeline."""
        subject = self.entry.subject if self.entry is not None else None
        return subject if isinstance(subject, Feedback) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key that would do nothing here."""
        works = self._works().get(action, True)
        return works and super().check_action(action, parameters)

    def tell_keys(self) -> None:
        """The footer tells the keys that work at the cursor."""
        works = {**self._works(), **self.tab.works()}
        if works != self._worked:
            self._worked = works
            self.refresh_bindings()
            self.query_one(KeyBar).words = self.tab.words

    def _works(self) -> dict[str, bool]:
        """Which of the actions would do something now, as far as that depends."""
        if not self.is_mounted or not self._tabs:
            return {}
        commitment = self.commitment
        is_open = commitment is not None and commitment.state is CommitmentState.OPEN
        known = self._shown is not None
        archived = self._shown is None or self._shown.overview.person.archived_at is not None
        return {
            **dict.fromkeys(("talk", "prepare", "move", "calendar"), not archived),
            **dict.fromkeys(("note", "feedback", "commitment", "log", "review"), known),
            **dict.fromkeys(("keep", "break", "drop"), is_open),
            "recap": self.talk_id is not None,
            "commit": known and self.feedback is not None,
            "said": known,
            "insights": self._chosen is not Tab.INSIGHTS,
            "undo": bool(self.undo_steps),
        }
