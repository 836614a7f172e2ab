"""What Today shows, apart from what its keys do."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static

from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row_list import BrowseList
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    # The frame is painted before the rules and rows that fill it are imported.
    from datetime import datetime

    from convo_tui.clock import Clock
    from convo_tui.domain.figures.promises import BothWays
    from convo_tui.domain.overview import Overview, TalkPage
    from convo_tui.domain.today import Standing
    from convo_tui.storage.store import Store
    from convo_tui.ui.screens.today_lines import TodayLine
    from convo_tui.ui.widgets.brief import Brief

FOLDS_BELOW = 100
"""Cells of width below which the panel at the right becomes a strip beneath."""

AT_THE_SIDES = 4
"""Cells of the top line that stay free at its ends."""


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
        self.complete = False
        """Whether all that is open with them is there too, not only who there is."""
        self.unwrapped: frozenset[str] = frozenset()
        """The ids of the last talks that wait for their wrap-up."""
        self._last_pages: dict[str, TalkPage | None] = {}
        self._warning = self._rates = ""

    def compose(self) -> ComposeResult:
        """A list, a panel, and for the first run the page that teaches."""
        yield TitleBar()
        with Horizontal(id="today"):
            yield BrowseList(id="lines")
        yield Static(id="welcome")
        yield KeyBar()

    def on_mount(self) -> None:
        """Nobody is shown until it is known who there is."""
        self.query_one("#welcome").display = False
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

    async def glance(self) -> None:
        """Show who there is, without SQLModel, whose import takes longer than all of this.

        What stands open with them follows when the store is there.
        """
        convo = self.convo
        self.standings = await asyncio.to_thread(_glance, convo.store.path, convo.clock, convo.zone)
        if self.standings and self.stands:
            self._show()
            self.convo.go_on()

    async def fill(self, go_to: str | None = None) -> None:
        """Read and show the people; the cursor goes to the person with the id `go_to`."""
        from convo_tui.domain.today import by_urgency

        now = self.convo.now()
        overviews, self.unwrapped, rates = await self.convo.store.read(partial(_read, now))
        self._rates = rates.words("they")
        if self.convo.backups is not None:
            self._warning = await self.convo.backups.warning(overviews)
        self._last_pages.clear()
        self.complete = True
        self.standings = by_urgency(overviews, self.convo.now(), self.convo.zone)
        self._show(go_to)

    def tell_anew(self) -> bool:
        """The people are at hand."""
        self._show()
        return True

    def _show(self, go_to: str | None = None) -> None:
        standings = self.standings
        if standings is None:
            return
        from convo_tui.ui.screens.today_lines import today_lines

        self.query_one("#today").display = bool(standings)
        self._show_welcome(not standings)
        self._show_title(standings)
        self.lines.set_items(
            today_lines(
                standings,
                self.convo.now(),
                hides=self.convo.private_hidden,
                unwrapped=self.unwrapped,
                height=self.lines.size.height,
                gap=2 if self.size.width < FOLDS_BELOW else 4,
                warning=self._warning,
                rates=self._rates,
            ),
            key=go_to,
        )
        if not standings:
            self.set_focus(None)  # now, not with the next layout: no key of the list works
        elif self.focused is None:
            self.set_focus(self.lines)
        if self.complete:
            self._show_brief()
        self.refresh_bindings()

    def _show_welcome(self, nobody: bool) -> None:
        page = self.query_one("#welcome", Static)
        page.display = nobody
        if nobody:
            from convo_tui.ui.screens.welcome import welcome

            page.update(welcome(self.convo.store.path))

    def _show_title(self, standings: Sequence[Standing]) -> None:
        from convo_tui.domain.dates import full_date, short_date
        from convo_tui.ui.screens.today_lines import week_words

        today = self.convo.today()
        day = f"  {full_date(today).rsplit(' ', 1)[0]}"
        sample = "  sample team" if self.convo.setup.notice else ""
        week = week_words(standings, today)
        if sample and self.size.width < FOLDS_BELOW:
            # The word that it is no real team needs the room, and so does that private is hidden.
            day = f"  {short_date(today, today)}"
            needed = len(f"Today{day}{sample}  {week}")
            if self.convo.private_hidden or needed > self.size.width - AT_THE_SIDES:
                day = ""
        self.show_title(
            Content.assemble(("Today", "bold"), (day, "$muted"), (sample, "$asks")),
            Content.styled(week, "$muted"),
        )

    def _show_brief(self) -> None:
        from convo_tui.ui.widgets.brief import Briefing

        brief = self._brief()
        brief.display = bool(self.standings)
        brief.folded = self.size.width < FOLDS_BELOW
        standing = self.chosen
        running = standing is not None and standing.overview.live is not None
        self.query_one(KeyBar).words = {"today.talk": "continue"} if running else {}
        if standing is None:
            brief.briefing = None
            return
        last = standing.overview.last
        page = self._last_pages.get(last.id) if last is not None else None
        brief.briefing = Briefing(standing, page, self.convo.now(), self.convo.private_hidden)
        if last is not None and last.id not in self._last_pages:
            self._read_last(last.id)

    def _brief(self) -> Brief:
        """The panel, mounted when there is something to put into it."""
        from convo_tui.ui.widgets.brief import Brief

        for brief in self.query(Brief):
            return brief
        brief = Brief(id="brief")
        self.query_one("#today").mount(brief)
        return brief

    @work(exclusive=True, group="last talk")
    async def _read_last(self, meeting_id: str) -> None:
        store = self.convo.store
        page = await store.until_read(
            lambda: store.read(lambda opened: opened.talk_page(meeting_id))
        )
        self._last_pages[meeting_id] = page
        self._show_brief()

    @on(OptionList.OptionHighlighted)
    def _moved_to_line(self) -> None:
        if self.complete:
            self._show_brief()
            self.refresh_bindings()

    @on(events.Resize)
    def _room_changed(self) -> None:
        self.call_after_refresh(self._show)


def _read(now: datetime, store: Store) -> tuple[Sequence[Overview], frozenset[str], BothWays]:
    from convo_tui.domain.review import year_start
    from convo_tui.ui.unwrapped import waiting

    overviews = store.overviews()
    return overviews, waiting(store, overviews), store.closed_both_ways(year_start(now))


def _glance(path: Path, clock: Clock, zone: str) -> list[Standing] | None:
    """The people as a plain look into the file tells; None where that does not work.

    What is wrong with the file is told by the store, which opens next.
    """
    from convo_tui.domain.cadence import cadence_state
    from convo_tui.domain.overview import Overview
    from convo_tui.domain.today import Standing, pressing
    from convo_tui.storage.glance import glances
    from convo_tui.storage.problems import StorageProblem

    try:
        seen = glances(path)
    except StorageProblem:
        return None
    now = clock.now()
    standings = [
        (
            Standing(
                Overview(each.person),
                cadence_state(each.person, each.last_held, now, zone, running=each.running),
            ),
            each.running is not None,
        )
        for each in seen
    ]
    ordered = sorted(standings, key=lambda each: pressing(each[0], live=each[1]))
    return [standing for standing, _ in ordered]
