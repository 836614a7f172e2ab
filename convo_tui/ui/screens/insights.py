"""Insights: what the talks add up to, with everybody and with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList

from convo_tui import assets
from convo_tui.domain.counting import several
from convo_tui.domain.figures.checks import Answer, Check, TeamCheck
from convo_tui.domain.figures.person import PersonFigures, TeamFigures, team_figures
from convo_tui.domain.review import Period, Review, usual_periods
from convo_tui.domain.talk_share import percent
from convo_tui.text import clean
from convo_tui.ui.command_tables import INSIGHTS
from convo_tui.ui.commands import bindings
from convo_tui.ui.screen import ConvoScreen
from convo_tui.ui.widgets.check_rows import entries_behind
from convo_tui.ui.widgets.figure_page import FigurePage
from convo_tui.ui.widgets.insight_rows import person_rows, team_rows
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import BrowseList, Item
from convo_tui.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.storage.store import Store


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a person, or everybody.

    Attributes:
        id: of the person; "" for everybody.
    """

    id: str
    figures: PersonFigures | None


class InsightsScreen(ConvoScreen[None]):
    """The people at the left, the figures of whom the cursor is on beside them."""

    CSS_PATH = assets.styles_dir() / "screens" / "insights.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(INSIGHTS)]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # as Textual declares it
        (0, "-stacked"),
        (100, "-beside"),
        (184, "-wide"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._period = 0
        self._plotted = True
        self._team = TeamFigures()

    def compose(self) -> ComposeResult:
        """The list and the page."""
        yield TitleBar()
        with Container(id="insights"):
            yield BrowseList[Line](id="people")
            yield FigurePage(id="page")
        yield KeyBar()

    def on_mount(self) -> None:
        """The keys are the list's from the first moment."""
        self._list.focus()

    async def load(self) -> None:
        """Read the record of everybody over the period, and add it up beside the screen."""
        period, zone, today = self._span(), self.convo.zone, self.convo.today()
        bands = self.convo.settings.talk.bands.limits

        def read(store: Store) -> TeamFigures:
            reviews = _reviews(store, period, zone)
            return team_figures(reviews, today, ZoneInfo(zone), bands)

        self._team = await self.convo.store.read(read)
        self._fill()

    def tell_anew(self) -> bool:
        """The figures are at hand; the list beside them has names alone."""
        self._show()
        return True

    def _span(self) -> Period:
        return list(usual_periods(self.convo.today()).values())[self._period]

    def _fill(self) -> None:
        people = self._list
        lines = [Line("", None), *(Line(each.review.person.id, each) for each in self._team.people)]
        people.set_items([Item(self._row(line), line, line.id or "everybody") for line in lines])
        self._show()

    def _row(self, line: Line) -> Row:
        figures = line.figures.figures if line.figures else self._team.figures
        name = clean(line.figures.review.person.name) if line.figures else "Everybody"
        whole = figures.shares.whole if figures else None
        share = "" if whole is None else f"you {percent(whole):2} %"
        return Row(name, tail=Content.styled(share, "$manager"))

    @property
    def _list(self) -> BrowseList[Line]:
        return self.query_one("#people", BrowseList)

    @property
    def _page(self) -> FigurePage:
        return self.query_one("#page", FigurePage)

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        """The page follows the cursor."""
        line = self._list.value
        if line is None:
            return
        bands, hides = self.convo.settings.talk.bands.limits, self.convo.private_hidden
        if line.figures is None:
            rows = team_rows(self._team, bands, plotted=self._plotted, hides=hides)
            talks = self._team.figures.talks if self._team.figures else 0
        else:
            rows = person_rows(line.figures, bands, plotted=self._plotted, hides=hides)
            talks = line.figures.figures.talks
        self._page.show(rows, line.id)
        name = list(usual_periods(self.convo.today()))[self._period]
        self.show_title(
            Content.assemble(("Insights", "bold"), "  ", (name.lower(), "$muted")),
            Content.styled(several(talks, "talk"), "$muted"),
        )
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    async def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_person()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Everybody has no page of their own; a statement is opened where the page has the keys."""
        if action == "behind":
            return self.stands and self._page.has_focus and self._page.check is not None
        if action == "person":
            line = self._list.value if self.stands and not self._page.has_focus else None
            return line is not None and bool(line.id)
        return super().check_action(action, parameters)

    async def action_person(self) -> None:
        """Open the person, at these figures."""
        from convo_tui.ui.screens.person import PersonScreen
        from convo_tui.ui.screens.person_tab import Tab

        line = self._list.value
        if line is not None and line.id:
            await self.app.push_screen(PersonScreen(line.id, Tab.INSIGHTS))

    @on(FigurePage.Moved)
    def _moved(self, event: FigurePage.Moved) -> None:
        event.stop()
        self.refresh_bindings()

    @work
    async def action_behind(self) -> None:
        """Open what is behind the statement: entries of the person, or the people."""
        from convo_tui.ui.screens.person import PersonScreen
        from convo_tui.ui.screens.person_tab import Tab

        check, line = self._page.check, self._list.value
        if isinstance(check, TeamCheck):
            person = await self._choose(check)
            if person is not None:
                await self.app.push_screen(PersonScreen(person.id, Tab.INSIGHTS))
        elif isinstance(check, Check) and line is not None and line.figures is not None:
            each = line.figures
            wanted = entries_behind(check, each.review.period.first, each.figures.last)
            screen = PersonScreen(line.id, Tab.INSIGHTS)
            await self.app.push_screen(screen)
            screen.show_entries(wanted)

    async def _choose(self, check: TeamCheck) -> Person | None:
        """Who says what; the people whose answer asks for something come first."""
        from convo_tui.ui.modals.choice import Choice, Option
        from convo_tui.ui.screens.archived import KEYS

        order = [Answer.NO, Answer.NOT_QUITE, Answer.YES, Answer.UNKNOWN]
        people = sorted(check.people, key=lambda pair: order.index(pair[1].answer))
        options = [
            Option(key, person.name, person, f"{theirs.answer}: {theirs.figure}")
            for key, (person, theirs) in zip(KEYS.ljust(len(people), "·"), people, strict=False)
        ]
        return await self.app.push_screen_wait(Choice(f"{check.statement}?", options))

    def action_period(self) -> None:
        """Go on to the next of the periods that people look at."""
        names = list(usual_periods(self.convo.today()))
        self._period = (self._period + 1) % len(names)
        self.say(f"The period is {names[self._period].lower()}.")
        self.reload()

    def action_as_text(self) -> None:
        """Show the figures as text alone, or with the plots again."""
        self._plotted = not self._plotted
        self._show()

    def action_column(self) -> None:
        """From the list to the page, and back."""
        (self._list if self._page.has_focus else self._page).focus()

    def action_back(self) -> None:
        """Leave the screen."""
        self.dismiss()


def _reviews(store: Store, period: Period, zone: str) -> list[Review]:
    found = (store.reviews.review(person.id, period, zone) for person in store.people())
    return [review for review in found if review is not None]
