"""What a tab on the screen of a person is: it reads and fills itself, and has keys of its own.

A tab is one class in a module of its own. `person_tabs.TABS` lists the classes, the screen asks
them, and knows none of them by name.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import OptionList
from textual.worker import Worker, WorkType

from convo_tui.domain.commitments import Commitment
from convo_tui.domain.timeline import Entry
from convo_tui.ui.widgets.entry_page import EntryPage
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import RowList
from convo_tui.ui.widgets.teller import Teller

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp
    from convo_tui.ui.screens.person import PersonScreen

WorkT = TypeVar("WorkT")
FrontT = TypeVar("FrontT", bound=Widget)


class Tab(StrEnum):
    """The tabs, in the order in which they stand in the title line."""

    TIMELINE = "timeline"
    COMMITMENTS = "commitments"
    GOALS = "goals"
    GROWTH = "growth"
    INSIGHTS = "insights"
    PROFILE = "profile"

    @property
    def letter(self) -> str:
        """The key that takes it among all tabs: its first one that no tab before it has."""
        taken = ""
        for tab in Tab:
            taken += next(sign for sign in tab if sign not in taken)
            if tab is self:
                break
        return taken[-1]


class PersonTab(Horizontal, Generic[FrontT]):
    """A tab: one widget that has the keys, and what it tells.

    Its `BINDINGS` are live while it is looked at, and its actions are run on it. What concerns the
    person, whichever tab is looked at, belongs to the screen (`about`).

    Args:
        convo: whose store it reads.
        person_id: whom it is about.
        go_to: the id of what the cursor is on at first; "" for the first line.

    Attributes:
        which: its place among the tabs, and its name.
        front: the widget that fills the tab, or stands at the left of the page.
        lazy: whether it is read only when it is looked at, because that takes long.
        stale: whether it has yet to be read, or read again.
        known: whether it was read at all.
    """

    which: ClassVar[Tab]
    lazy: ClassVar[bool] = False

    def __init__(self, convo: ConvoApp, person_id: str, go_to: str = "") -> None:
        super().__init__()
        self.convo = convo
        self.person_id = person_id
        self.go_to = go_to
        self.stale = True
        self.known = False
        self.front = self.make_front()
        self.front.add_class("front")

    @abstractmethod
    def make_front(self) -> FrontT:
        """Make the front."""

    def compose(self) -> ComposeResult:
        """The front alone."""
        yield self.front

    @property
    def about(self) -> PersonScreen:
        """The screen: the person, and what can be done with them on every tab."""
        return cast("PersonScreen", self.screen)

    @property
    def in_front(self) -> bool:
        """Whether it is the tab that is looked at."""
        return self.about.tab is self

    def run_worker(self, work: WorkType[WorkT], *args: Any, **options: Any) -> Worker[WorkT]:
        """What a tab begins is the screen's: it ends with it, and says where it cannot be read."""
        return self.about.run_worker(work, *args, **options)

    # --- what each tab says of itself --------------------------------------------------------

    @abstractmethod
    async def load(self, teller: Teller) -> None:
        """Read what it shows, and show it; called again whenever anything may have changed.

        Args:
            teller: how facts about this person are told.
        """

    def tell(self, teller: Teller) -> bool:
        """Show anew what was read, as it is told now, for a tab that can; whether it did."""
        del teller
        return False

    def summary(self, teller: Teller) -> str:
        """Its figure for the end of the title line, such as `3 open, 1 late`."""
        del teller
        return ""

    def works(self) -> Mapping[str, bool]:
        """Of its own actions, those that do not always do something, and whether they do now."""
        return {}

    @property
    def words(self) -> Mapping[str, str]:
        """By the id of a command, what its key does just now; see `KeyBar.words`."""
        return {}

    @property
    def entry(self) -> Entry | None:
        """The entry of the timeline under the cursor."""
        return None

    @property
    def commitment(self) -> Commitment | None:
        """The commitment under the cursor, which can be kept, broken or dropped."""
        return None

    @property
    def target(self) -> Widget:
        """What has the keys."""
        return self.front

    # --- what the screen asks of it ----------------------------------------------------------

    def show_page(self) -> None:
        """Show what stands under the cursor, where there is a page for it."""

    def lay_out(self, *, beside: bool) -> Widget:
        """Show its parts, and tell which of them has the keys.

        Args:
            beside: whether there is room for a page beside a list.
        """
        del beside
        return self.target

    def step_back(self) -> bool:
        """Leave what is open in it; whether there was anything."""
        return False

    def step_aside(self) -> None:
        """Another tab is gone to: nothing stays open."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key that would do nothing here."""
        works = self.is_mounted and self.works().get(action, True)
        return works and super().check_action(action, parameters)


class ListTab(PersonTab[FrontT]):
    """A tab with a list, and a page beside it that tells the line under the cursor whole.

    Where the screen is narrow, the page comes over the list once it is read.
    """

    reading = False
    """Whether the page has the keys, and not the list."""

    _paged = False

    def compose(self) -> ComposeResult:
        """The list and the page."""
        yield self.front
        yield EntryPage(id="page")

    @property
    def page(self) -> EntryPage:
        """The page beside the list."""
        return self.query_one(EntryPage)

    # --- what each such tab says of itself ---------------------------------------------------

    @property
    def subject(self) -> object | None:
        """What the line under the cursor is about; without anything there is no page."""
        return None

    def page_rows(self, teller: Teller) -> Sequence[Row]:
        """The page about the subject."""
        del teller
        return ()

    def page_key(self) -> object:
        """What the page is about: another key begins it at its top."""
        return getattr(self.subject, "id", self.subject)

    def go_there(self, rows: RowList[Any]) -> None:
        """Once its rows are there, put the cursor on what the screen was opened for."""
        wanted, self.go_to = self.go_to, ""
        ids = [getattr(item.value, "id", None) for item in rows.items]
        if wanted and wanted in ids:
            rows.highlighted = ids.index(wanted)
            # Once the rows have their places: filling them scrolled back to the top.
            rows.call_after_refresh(rows.scroll_to_highlight)

    def action_take(self) -> None:
        """What a click on a line does: what enter does there."""
        self.action_read()

    # --- the list and the page ---------------------------------------------------------------

    def show_page(self) -> None:
        """Show the subject, or nothing.

        Told as things are told now: private may have been hidden since the page was asked for.
        """
        teller = self.about.teller
        if self.subject is None or teller is None:
            self.page.show([], None)
        else:
            self.page.show(self.page_rows(teller), self.page_key())

    def lay_out(self, *, beside: bool) -> Widget:
        """The page beside the list, or over it where the screen is narrow."""
        self._paged = self.subject is not None
        self.reading = self.reading and self._paged
        self.page.display = self._paged and (beside or self.reading)
        self.front.display = beside or not self.reading
        return self.page if self.reading else self.target

    @on(OptionList.OptionHighlighted)
    def _follow_line(self, event: OptionList.OptionHighlighted) -> None:
        """The page follows the cursor."""
        event.stop()
        self.show_page()
        self.followed()

    def followed(self) -> None:
        """The cursor moved: find room for a page, and tell which keys work there."""
        if not self.in_front:
            return
        if self._paged != (self.subject is not None):
            self.about.settle()
        self.about.tell_keys()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take()

    def action_read(self) -> None:
        """Go into the page to read it whole."""
        self.reading = True
        self.about.settle()

    def step_back(self) -> bool:
        """Out of the page first."""
        was_reading, self.reading = self.reading, False
        if was_reading:
            self.about.settle()
        return was_reading

    def step_aside(self) -> None:
        """Out of the page."""
        self.reading = False
