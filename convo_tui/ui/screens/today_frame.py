"""What Today shows, apart from what its keys do."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from convo_tui.domain.dates import full_date
from convo_tui.domain.overview import TalkPage
from convo_tui.domain.today import Standing, by_urgency
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.screens.today_lines import TodayLine, today_lines, week_words
from convo_tui.ui.screens.welcome import welcome
from convo_tui.ui.widgets.brief import Brief, Briefing
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import BrowseList
from convo_tui.ui.widgets.title_bar import TitleBar

FOLDS_BELOW = 100
"""Cells of width below which the panel at the right becomes a strip beneath."""


class TodayFrame(ConvoScreen[None]):
    """The people by urgency, and beside them what the next talk needs."""

    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012  (as Textual has it)
        (0, "-folded"),
        (FOLDS_BELOW, "-beside"),
        (160, "-roomy"),
    ]
    AUTO_FOCUS = "#lines"

    def __init__(self) -> None:
        super().__init__()
        self.standings: Sequence[Standing] | None = None
        """The people as they stand; None until they are read."""
        self._last_pages: dict[str, TalkPage | None] = {}

    def compose(self) -> ComposeResult:
        """A list, a panel, and for the first run the page that teaches."""
        yield TitleBar()
        with Horizontal(id="today"):
            yield BrowseList[TodayLine](id="lines")
            yield Brief(id="brief")
        yield Static(id="welcome")
        yield KeyBar()

    def on_mount(self) -> None:
        """Nobody is shown until it is known who there is."""
        self.query_one("#welcome").display = False
        self.query_one(Brief).display = False
        self.show_title(Content.styled("Today", "bold"))

    @property
    def lines(self) -> BrowseList[TodayLine]:
        """The list."""
        return self.query_one("#lines", BrowseList)

    @property
    def chosen(self) -> Standing | None:
        """The person whom the line under the cursor is about."""
        line = self.lines.value if self.is_mounted else None
        return line.standing if line is not None else None

    async def load(self) -> None:
        """Read the people with everything open."""
        await self.fill()

    async def fill(self, go_to: str | None = None) -> None:
        """Read and show the people; the cursor goes to the person with the id `go_to`."""
        overviews = await self.convo.store.read(lambda store: store.overviews())
        self._last_pages.clear()
        self.standings = by_urgency(overviews, self.convo.now(), self.convo.zone)
        self._show(go_to)

    def _show(self, go_to: str | None = None) -> None:
        standings = self.standings
        if standings is None:
            return
        someone = bool(standings)
        self.query_one("#today").display = someone
        self.query_one(Brief).display = someone
        page = self.query_one("#welcome", Static)
        page.display = not someone
        if not someone:
            page.update(welcome(self.convo.store.path))
        self._show_title(standings)
        self.lines.set_items(
            today_lines(
                standings,
                self.convo.now(),
                hides=self.convo.private_hidden,
                height=self.lines.size.height,
                gap=2 if self.size.width < FOLDS_BELOW else 4,
            ),
            key=go_to,
        )
        if someone and self.focused is None:
            self.set_focus(self.lines)
        self._show_brief()
        self.refresh_bindings()

    def _show_title(self, standings: Sequence[Standing]) -> None:
        today = self.convo.today()
        day = full_date(today).rsplit(" ", 1)[0]
        self.show_title(
            Content.assemble(("Today", "bold"), (f"  {day}", "$muted")),
            Content.styled(week_words(standings, today), "$muted"),
        )

    def _show_brief(self) -> None:
        brief = self.query_one(Brief)
        brief.folded = self.size.width < FOLDS_BELOW
        standing = self.chosen
        if standing is None:
            brief.briefing = None
            return
        last = standing.overview.last
        page = self._last_pages.get(last.id) if last is not None else None
        brief.briefing = Briefing(standing, page, self.convo.now(), self.convo.private_hidden)
        if last is not None and last.id not in self._last_pages:
            self._read_last(last.id)

    @work(exclusive=True, group="last talk")
    async def _read_last(self, meeting_id: str) -> None:
        page = await self.convo.store.read(lambda store: store.talk_page(meeting_id))
        self._last_pages[meeting_id] = page
        self._show_brief()

    @on(OptionList.OptionHighlighted)
    def _moved_to_line(self) -> None:
        self._show_brief()

    @on(events.Resize)
    def _room_changed(self) -> None:
        self.call_after_refresh(self._show)
