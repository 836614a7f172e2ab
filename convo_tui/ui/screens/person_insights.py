"""Insights of a person: what the talks with them add up to, as plots and in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from convo_tui.domain.counting import several
from convo_tui.domain.figures.checks import Check
from convo_tui.domain.figures.person import PersonFigures, person_figures
from convo_tui.domain.review import usual_periods
from convo_tui.domain.talk_share import percent
from convo_tui.ui.command_tables import FIGURES
from convo_tui.ui.commands import bindings
from convo_tui.ui.screens.person_tab import PersonTab, Tab
from convo_tui.ui.widgets.check_rows import entries_behind
from convo_tui.ui.widgets.figure_page import FigurePage
from convo_tui.ui.widgets.insight_rows import person_rows
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import gap
from convo_tui.ui.widgets.teller import Teller

if TYPE_CHECKING:
    from convo_tui.storage.store import Store


class InsightsTab(PersonTab[FigurePage]):
    """Shows the figures over a period."""

    which = Tab.INSIGHTS
    lazy = True  # it reads all of a year
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FIGURES)]

    _period = 0
    _plotted = True
    _read: tuple[str, PersonFigures] | None = None

    def make_front(self) -> FigurePage:
        """The page."""
        return FigurePage(id="insights")

    async def load(self, teller: Teller) -> None:
        """Read the record over the period, and add it up beside the screen."""
        person_id, zone, today = self.person_id, self.convo.zone, teller.today
        name, period = [*usual_periods(today).items()][self._period]
        bands = self.convo.settings.talk.bands.limits

        def read(store: Store) -> PersonFigures | None:
            review = store.reviews.review(person_id, period, zone)
            return None if review is None else person_figures(review, today, teller.zone, bands)

        figures = await self.convo.store.read(read)
        if figures is not None:  # deleted just now otherwise; the next load says so
            self._read = name, figures
            self.tell(teller)

    def tell(self, teller: Teller) -> bool:
        """The figures, as plots or as text."""
        if self._read is None:
            return True
        period, each = self._read
        talks = Content.styled(several(each.figures.talks, "talk"), "$muted")
        bands = self.convo.settings.talk.bands.limits
        rows = person_rows(each, bands, plotted=self._plotted, hides=teller.hides)
        head = Row(Content.styled(period, "bold"), tail=talks)
        self.front.show([head, gap(), *rows], self.person_id)
        return True

    def summary(self, teller: Teller) -> str:
        """`this year so far, you 34 %`, of all talks in the period."""
        del teller
        if self._read is None:
            return ""
        period, each = self._read
        whole = each.figures.shares.whole
        share = "" if whole is None else f", you {percent(whole)} %"
        return f"{period.lower()}{share}"

    def works(self) -> Mapping[str, bool]:
        """There is nothing to show otherwise before it was read."""
        known = self._read is not None
        return {"period": known, "as_text": known, "behind": self.front.check is not None}

    @on(FigurePage.Moved)
    def _moved(self, event: FigurePage.Moved) -> None:
        event.stop()
        if self.in_front:
            self.about.tell_keys()

    def action_behind(self) -> None:
        """Show the entries behind the statement under the cursor."""
        check = self.front.check
        if self._read is not None and isinstance(check, Check):
            each = self._read[1]
            last = each.figures.last
            self.about.show_entries(entries_behind(check, each.review.period.first, last))

    def action_period(self) -> None:
        """Go on to the next of the periods that people look at."""
        names = list(usual_periods(self.convo.today()))
        self._period = (self._period + 1) % len(names)
        # The line that tells the period may be scrolled out of sight, and the title have no room.
        self.about.say(f"The period is {names[self._period].lower()}.")
        self.about.reload()

    def action_as_text(self) -> None:
        """Show the figures as text alone, or with the plots again."""
        self._plotted = not self._plotted
        if (teller := self.about.teller) is not None:
            self.tell(teller)
