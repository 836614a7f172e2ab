"""One page before a talk: what has been, what to raise, what to ask."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import OptionList

from convo_tui import assets
from convo_tui.domain.agenda import DEFAULT, Template
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.feedback import Feedback
from convo_tui.domain.today import by_urgency
from convo_tui.text import clean
from convo_tui.ui.bank import load_bank
from convo_tui.ui.command_tables import PREPARE
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.reading import or_said
from convo_tui.ui.screens.closing import CLOSES, ClosingActs
from convo_tui.ui.screens.feedback_acts import FeedbackActs
from convo_tui.ui.screens.prepare_points import minutes_words
from convo_tui.ui.screens.prepare_questions import PrepareQuestions
from convo_tui.ui.screens.prepare_record import read_prepared
from convo_tui.ui.widgets.brief import Briefing
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.prepare_rows import Line, Preparation, facts, plans
from convo_tui.ui.widgets.prepare_title import prepare_title
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.teller import Teller
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from datetime import date

    from convo_tui.domain.overview import Overview
    from convo_tui.domain.people import Person

WIDE = 100
"""From so many cells on, what has been and what is to come stand beside each other."""

TALL = 45
SHORT_STORY, FULL_STORY = 5, 12
"""How many lines of the last talk are told, from `TALL` lines on and below."""

_ON_A_POINT = {"edit_point", "earlier", "later", "segment", "drop_point"}


class PrepareScreen(ClosingActs, FeedbackActs, PrepareQuestions):
    """Everything for the next talk with a person on one page; enter starts it.

    Args:
        person_id: whom the talk is with.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PREPARE)]
    CSS_PATH = assets.styles_dir() / "screens" / "prepare.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012  (as Textual has it)
        (0, "-narrow"),
        (WIDE, "-wide"),
    ]
    AUTO_FOCUS = "#plans"

    def __init__(self, person_id: str) -> None:
        super().__init__()
        self._person_id = person_id
        self._chosen: Template | None = None
        self._room = (False, False)
        self._last = "#plans"

    @property
    def person_at_hand(self) -> Person | None:
        """With whom the talk will be."""
        return self.page.briefing.standing.overview.person if self.page else None

    def compose(self) -> ComposeResult:
        """Two lists beside each other; where there is no room for that, one holds all."""
        yield TitleBar()
        with Horizontal(id="columns"):
            yield BrowseList[Line](id="facts")
            yield BrowseList[Line](id="plans")
        yield KeyBar()

    # --- what it shows -----------------------------------------------------------------------

    async def load(self) -> None:
        """Read everything about the person that matters for the next talk."""
        convo, before = self.convo, self.page
        read = partial(read_prepared, person_id=self._person_id, now=convo.now())
        found = await convo.store.read(read)
        bank = await load_bank(convo.store)
        if self.page is not before:
            self.reload()  # a point was changed meanwhile: what was read is old
            return
        if found is None:
            self.dismiss()
            convo.call_later(convo.say, "This person is no longer there.")
            return
        overview, last, memory, both = found
        hides, now = convo.private_hidden, convo.now()
        standing = by_urgency([overview], now, convo.zone)[0]
        teller = Teller(overview.person.name, ZoneInfo(convo.zone), now.date(), hides)
        self.page = Preparation(
            Briefing(standing, last, now, hides),
            teller,
            self._agenda(overview),
            bank,
            memory,
            both.words(clean(overview.person.first_name)),
        )
        self.show_page()

    def tell_anew(self) -> bool:
        """The page is at hand."""
        if self.page is not None:
            self.page = self.page.told(hides=self.convo.private_hidden)
            self.show_page()
        return True

    def _agenda(self, overview: Overview) -> Template:
        if self._chosen is not None:
            return self._chosen
        wanted = overview.person.template or self.convo.settings.talk.template
        return next((each for each in self.convo.templates if each.name == wanted), DEFAULT)

    def show_page(self, *, key: object = None) -> None:
        """Fill the two columns, or the one."""
        page = self.page
        if page is None:
            return
        wide, tall = self._room = self._room_now
        before, ahead = list(facts(page, FULL_STORY if tall else SHORT_STORY)), list(plans(page))
        if not wide:
            before, ahead = [], [*before, Item(Row("")), *ahead]
        here = self.query_one(self._last, BrowseList)
        item = here.item
        wanted = item.identity if key is None and item is not None else key
        lists = {here: before, **dict(zip(self.query(BrowseList), (before, ahead), strict=True))}
        holding = [one for one, rows in lists.items() if wanted in (row.identity for row in rows)]
        for shown, rows in lists.items():
            shown.set_items(rows, key=wanted if shown in holding else None)
        if holding and (self.focused is None or here not in holding):
            holding[0].focus()  # the line one is on moves between one list and two
        self.show_title(*prepare_title(page, self.convo.now()))
        self.refresh_bindings()

    def on_resize(self, event: events.Resize) -> None:
        """One column or two, and as much of the last talk as there is room for."""
        del event
        self.call_after_refresh(self._fit)

    @property
    def _room_now(self) -> tuple[bool, bool]:
        """Whether there is room for two columns, and for the whole story."""
        return self.size.width >= WIDE, self.size.height >= TALL

    def _fit(self) -> None:
        if self._room != self._room_now:
            self.show_page()

    # --- where one is ------------------------------------------------------------------------

    @property
    def _list(self) -> BrowseList[Line]:
        focused = self.focused
        return (
            focused if isinstance(focused, BrowseList) else self.query_one(self._last, BrowseList)
        )

    @property
    def _other(self) -> BrowseList[Line]:
        return self.query_one("#plans" if self._list.id == "facts" else "#facts", BrowseList)

    def on_descendant_focus(self) -> None:
        """Remember in which list one is; where one of them loses its room, Textual moves on."""
        if self._room == self._room_now:
            self._last = f"#{self._list.id}"

    @property
    def commitment(self) -> Commitment | None:
        """The commitment under the cursor."""
        return self.line if isinstance(self.line, Commitment) else None

    @property
    def line(self) -> Line | None:
        """What the line under the cursor is about."""
        return self._list.value if self.is_mounted else None

    @property
    def next_day(self) -> date | None:
        """The day of the talk."""
        return self.page.briefing.standing.cadence.day if self.page is not None else None

    @property
    def feedback(self) -> Feedback | None:
        """The feedback under the cursor."""
        value = self._list.value
        return value if isinstance(value, Feedback) else None

    @property
    def celebrated_line(self) -> object:
        """A goal or a commitment under the cursor may have a celebration owed."""
        return self.line

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys for a talking point work on one; the other column is there where it is wide."""
        if action in CLOSES:
            return self.can_close
        if action == "edit_point" and self.goal is not None:
            return True
        if action in _ON_A_POINT:
            return self.point is not None
        if action == "column":
            return self.size.width >= WIDE and self._other.first_value is not None
        if action == "commit":
            return self.feedback is not None
        if action == "celebrate":
            return self.celebration is not None
        return super().check_action(action, parameters)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        """What works depends on the line; the first one brings the heading above it along."""
        if event.option_list is self._list and event.option_index == self._list.first_value:
            self._list.scroll_home(animate=False)
        # A point has so many keys of its own that the way back would find no room.
        left_out = {"prepare.pick": ""} if self.point is not None else {}
        self.query_one(KeyBar).words = left_out
        self.refresh_bindings()

    def action_column(self) -> None:
        """Go to the other column."""
        self._other.focus()

    def action_back(self) -> None:
        """Leave; nothing waits to be saved."""
        self.dismiss()

    # --- the talk ----------------------------------------------------------------------------

    def action_start(self) -> None:
        """Start the talk, or go on with one that was not ended; this page is done with then."""
        page, convo = self.page, self.convo
        if page is None:
            return
        person = page.briefing.overview.person
        self.dismiss()
        convo.run_worker(or_said(convo.start_talk(person, page.template.name), convo.say))

    @work
    async def action_template(self) -> None:
        """Choose another agenda for this talk."""
        if self.page is None:
            return
        options = [
            Option(str(number), template.title, template, minutes_words(template))
            for number, template in enumerate(self.convo.templates, start=1)
        ]
        sheet = Choice("Which agenda?", options, current=self.page.template)
        chosen = await self.convo.push_screen_wait(sheet)
        if chosen is not None and self.page is not None:
            self._chosen = chosen
            self.page = replace(self.page, template=chosen)
            self.show_page()
