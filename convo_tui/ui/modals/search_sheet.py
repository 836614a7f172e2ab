"""The search over any screen: one field, and what is found as one types."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from convo_tui import assets
from convo_tui.domain.people import Person
from convo_tui.domain.search import Hit, terms_of
from convo_tui.text import clean, shorten
from convo_tui.ui.commands import bindings
from convo_tui.ui.modals.search_rows import MOST_HITS, Asked, Found, Target, items, look_up
from convo_tui.ui.screen import ConvoModal
from convo_tui.ui.sheet_commands import SEARCH, SEEK
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import BrowseList
from convo_tui.ui.widgets.rows import Rows, gap, hint, key_row
from convo_tui.ui.widgets.teller import Teller

if TYPE_CHECKING:
    from convo_tui.ui.widgets.row import Row

QUOTED_CELLS = 40
"""How much of what is searched for a sentence quotes."""

VEILED = "Private is hidden: private entries are not looked through."


class SeekField(Field):
    """Where one types; the arrows move through the hits beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SEEK),
        Binding("down", "screen.move('cursor_down')", show=False),
        Binding("up", "screen.move('cursor_up')", show=False),
        Binding("pagedown", "screen.move('page_down')", show=False),
        Binding("pageup", "screen.move('page_up')", show=False),
    ]


class HitList(BrowseList[Target]):
    """What was found; what enter opens is marked while one types, too."""

    @property
    def marks_cursor(self) -> bool:
        """Always: enter opens the marked one from the field as well."""
        return True


class SearchSheet(ConvoModal[None]):
    """Search everything that was written.

    Args:
        person: on whom one stands, if on anybody; the search may be about them alone.
        only: whether it is, at first.
    """

    CSS_PATH = assets.styles_dir() / "modals" / "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SEARCH),
        Binding("tab,shift+tab", "field", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 (typed by Textual)
    searchable = False

    def __init__(self, person: Person | None = None, *, only: bool = False) -> None:
        super().__init__()
        self._person = person
        self._only = person is not None and only
        self._shown: Asked | None = None
        self._found = Found()
        self._seeking = False

    def compose(self) -> ComposeResult:
        """Whom it is about, the field, the hits or what to say instead, the keys."""
        with Vertical(classes="sheet"):
            with Horizontal(id="search-title"):
                yield Static(id="search-whom")
                yield Static(id="search-count")
            yield SeekField(placeholder="type to search", id="seek")
            yield HitList(id="hits")
            yield Static(id="nothing")
            yield Static(Content.styled(VEILED, "$asks"), id="veiled")
            yield KeyBar()

    def on_mount(self) -> None:
        """Ready to type at once."""
        self.query_one(SeekField).focus()
        self._say_whom()
        self._show(self._asked, Found())

    def private_turned(self) -> None:
        """Other things are found; until then none of those that were."""
        if self.convo.private_hidden:
            self.cover()
        self._seek()

    def on_screen_resume(self) -> None:
        """What was opened from here may have changed what there is to find."""
        if self._shown is not None and self._shown.words:
            self._shown = None
            self._seek()

    # --- asking ------------------------------------------------------------------------------

    @property
    def _asked(self) -> Asked:
        person_id = self._person.id if self._only and self._person is not None else None
        words = self.query_one(SeekField).value
        return Asked(words, person_id, not self.convo.private_hidden)

    @on(Input.Changed, "#seek")
    def _seek(self) -> None:
        """Look for what stands in the field by now; one look at a time, so none holds up typing."""
        if not self._seeking:
            self._seeking = True
            self._look()

    @work(group="seek")
    async def _look(self) -> None:
        try:
            await self.convo.ready()
            while (asked := self._asked) != self._shown:
                found = Found()
                if asked.words.strip():
                    read = partial(look_up, asked=asked, now=self.convo.now())
                    found = await self.convo.store.read(read)
                if asked == self._asked:  # else something newer is wanted by now
                    self._show(asked, found)
        finally:
            self._seeking = False

    # --- showing -----------------------------------------------------------------------------

    @property
    def _hits(self) -> HitList:
        return self.query_one(HitList)

    def _show(self, asked: Asked, found: Found) -> None:
        """Show what was found; the cursor goes to the first hit unless the words are the same."""
        convo, stays = self.convo, self._found.hits == found.hits
        self._shown, self._found = asked, found
        teller = Teller("", ZoneInfo(convo.zone), convo.today(), convo.private_hidden)
        listed = items(found, asked, teller)
        first = next((item.identity for item in listed if item.value is not None), None)
        self._hits.set_items(listed, key=None if stays else first)
        if not stays:
            self._hits.scroll_home(animate=False)
        if not listed and self._hits.has_focus:
            self.action_field()
        self._hits.display = bool(listed)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not listed
        if not listed:
            nothing.update(Rows(self._nothing(asked)))
        self.query_one("#veiled").display = not asked.private
        self._say_count()
        self.refresh_bindings()
        if asked.private is not convo.private_hidden:
            self.uncover()

    def _say_whom(self) -> None:
        name = clean(self._person.name) if self._person is not None else ""
        whom = f"only {name}" if self._only else "everybody"
        title = Content.assemble(("Search", "bold"), "  ", (whom, "$report" if self._only else ""))
        self.query_one("#search-whom", Static).update(title)

    def _say_count(self) -> None:
        number = len(self._found.hits)
        words = f"the best {number}" if number >= MOST_HITS else f"{number} found"
        count = self.query_one("#search-count", Static)
        count.update(Content(words if number else ""))

    def _nothing(self, asked: Asked) -> list[Row]:
        """What to say where nothing is listed."""
        words = shorten(asked.words, QUOTED_CELLS)
        name = clean(self._person.first_name) if self._person is not None else ""
        if not asked.words.strip():
            return [
                hint("All that was ever written: notes, wins, feedback, commitments, talks."),
                gap(),
                hint("Beginnings of words will do, and accents do not matter."),
                hint("“Words in quotes” stand side by side. A name finds the person, too."),
                *([gap(), key_row("ctrl+t", self._other_whom(name))] if name else []),
            ]
        if not terms_of(asked.words):
            return [hint(f"“{words}” has no letter and no digit to look for.")]
        if asked.person_id is None:
            return [hint(f"Nothing has “{words}” in it.")]
        return [
            hint(f"Nothing about {name} has “{words}” in it."),
            gap(),
            key_row("ctrl+t", self._other_whom(name)),
        ]

    def _other_whom(self, name: str) -> str:
        return "searches everybody" if self._only else f"searches only {name}"

    # --- acting ------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key that would do nothing here."""
        if action == "whom":
            return self._person is not None
        if action in ("open", "leave_field"):
            return self._hits.display if self.is_mounted else False
        return super().check_action(action, parameters)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_move(self, how: str) -> None:
        """Move through the hits from within the field."""
        moves: dict[str, Callable[[], None]] = {
            "cursor_down": self._hits.action_cursor_down,
            "cursor_up": self._hits.action_cursor_up,
            "page_down": self._hits.action_page_down,
            "page_up": self._hits.action_page_up,
        }
        moves[how]()

    def action_open(self) -> None:
        """Go to what is at the cursor; this sheet stays beneath, to come back to."""
        from convo_tui.ui.screens.person import PersonScreen

        match self._hits.value:
            case Hit(entry=entry, person=person):
                self.app.push_screen(PersonScreen(person.id, go_to=entry.id))
            case Person() as person:
                self.app.push_screen(PersonScreen(person.id))

    def action_whom(self) -> None:
        """Search with everybody, or only with the person at hand."""
        self._only = not self._only
        self._say_whom()
        self._seek()

    def action_field(self) -> None:
        """Go to the field."""
        self.query_one(SeekField).focus()

    def action_leave_field(self) -> None:
        """Go to the hits."""
        self._hits.focus()

    def action_back(self) -> None:
        """Go back to where one was."""
        self.dismiss()
