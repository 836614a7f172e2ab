"""Adding a person, or editing one: only the name is needed."""

from __future__ import annotations

import asyncio
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import split_graphemes
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Static

from convo_tui.domain.cadence import cadence_state
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.dates import short_date
from convo_tui.domain.people import Person
from convo_tui.domain.rhythm_words import city_of, wall_time, zone_named
from convo_tui.domain.today import next_clock
from convo_tui.domain.values import new_id
from convo_tui.text import one_line, shorten
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice

LONGEST = 200
"""Characters of a name or a role that are kept."""

SUGGESTED = 3
"""How many zones are named while one is typed."""

RHYTHMS: Sequence[tuple[int | None, str]] = (
    (1, "week"),
    (2, "2 weeks"),
    (3, "3 weeks"),
    (4, "4 weeks"),
    (None, "no rhythm"),
)
DAYS: Sequence[tuple[int | None, str]] = (
    (None, "any"),
    *((index, day[:3]) for index, day in enumerate(WEEKDAYS)),
)


class PersonForm(FormSheet[Person]):
    """Hands back the person to keep, or None.

    Args:
        person: whom to edit; None adds somebody.
    """

    hint: ClassVar[str] = "enter goes on, and saves at the end; only the name is needed"

    def __init__(self, person: Person | None = None) -> None:
        super().__init__(f"person {person.id if person else 'new'}")
        self._before = person
        self._people: Sequence[Person] = ()
        self._zones: frozenset[str] = frozenset()
        self._questioned = ""

    def compose(self) -> ComposeResult:
        """A line for each thing one can know of a person."""
        person = self._before or Person("", "", self.convo.clock.now())
        with Vertical(classes="sheet"):
            title = "Edit the person" if self._before else "Add a person"
            yield Static(Content(title), classes="sheet-title")
            yield from part("name", Field(person.name, id="name"))
            yield from part("role", Field(person.role, placeholder="what they do", id="role"))
            rhythm = WordChoice(RHYTHMS, person.every_weeks, id="rhythm")
            yield from part("talk every", rhythm, gap=True)
            yield from part("on", WordChoice(DAYS, person.weekday, id="weekday"))
            yield from part(
                "at", Field(person.time, placeholder="14:30, if it has a time", id="time")
            )
            yield from part("zone", Field(person.zone, placeholder="yours", id="zone"))
            yield from part(
                "agenda", WordChoice(self._agendas(), person.template, id="agenda"), gap=True
            )
            yield Told(id="told")
            yield KeyBar()

    def _agendas(self) -> Sequence[tuple[str, str]]:
        agendas = self.convo.templates
        return ("", "usual"), *((each.name, f"{each.name} {each.minutes}") for each in agendas)

    async def prepare(self) -> None:
        """Know the other people by name, and the zones of this machine."""
        self._people = await self.convo.store.read(lambda store: store.people(archived=True))
        self._zones = frozenset(await asyncio.to_thread(zoneinfo.available_timezones))
        zone = self.query_one("#zone", Field)
        zone.suggester = SuggestFromList(sorted(self._zones), case_sensitive=False)
        zone.placeholder = f"{self.convo.zone}, as yours"

    @property
    def idle(self) -> str:
        """The hint; for somebody new also when the first talk will be, by what is chosen now."""
        now = self.convo.now()
        first = cadence_state(self._made(""), None, now, self.convo.zone)
        if self._before is not None or first.day is None:
            return self.hint
        day, clock = short_date(first.day, now.date()), next_clock(first, now.tzinfo)
        return f"{self.hint} · the first talk: {f'{day} {clock}'.rstrip()}"

    # --- while typing ------------------------------------------------------------------------

    def checked(self) -> None:
        """Say what will not be kept as it stands, before it is saved."""
        if any(len(one_line(self.text(field))) > LONGEST for field in ("name", "role")):
            self.tell(f"Only the first {LONGEST} characters are kept.", "$asks")
        elif self.focused is self.query_one("#zone"):
            self._suggest(self.text("zone"))

    def _suggest(self, typed: str) -> None:
        found = zones_like(typed, self._zones) if typed.strip() else []
        if found and typed != found[0]:
            more = " …" if len(found) > SUGGESTED else ""
            self.tell(f"{', '.join(found[:SUGGESTED])}{more}")

    @on(events.DescendantBlur, "#zone")
    def _zone_left(self) -> None:
        """Write a zone out where what was typed can only be that one."""
        zone = self.query_one("#zone", Field)
        found = zone_named(zone.value, self._zones)
        if found and found != zone.value:
            zone.value = found

    def go_on(self, widget: Widget) -> None:
        """Refuse a time or a zone in place, before the next field."""
        wrong = {"time": self._time_wrong, "zone": self._zone_wrong}.get(str(widget.id))
        if wrong is None or not wrong():
            super().go_on(widget)

    # --- saving ------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Hand the person back, if all of it is right; a name twice is asked about once."""
        name = self._typed_name()
        if not name:
            self.refuse("name", "A name is needed, such as Maya Lindqvist.")
        elif not (self._time_wrong() or self._zone_wrong() or self._twice(name)):
            self.hand_back(self._made(name))

    def _typed_name(self) -> str:
        return first_characters(one_line(self.text("name")), LONGEST)

    def _twice(self, name: str) -> bool:
        own = self._before.id if self._before else ""
        same = [
            each
            for each in self._people
            if each.id != own and each.name.casefold() == name.casefold()
        ]
        if not same or self._questioned == name:
            return False
        self._questioned = name
        archived = ", archived" if same[0].archived_at else ""
        shown = shorten(name, 40)
        self.refuse("name", f"There is {shown} already{archived}. ctrl+s keeps this one as well.")
        return True

    def _time_wrong(self) -> bool:
        typed = one_line(self.text("time"))
        if not typed or wall_time(typed):
            return False
        self.refuse("time", f"‘{shorten(typed, 30)}’ is no time of day. Try: 14:30, 9:00, 2pm")
        return True

    def _zone_wrong(self) -> bool:
        typed = one_line(self.text("zone"))
        if not typed or zone_named(typed, self._zones):
            return False
        near = zones_like(typed, self._zones)[:SUGGESTED] or ["Europe/Berlin", "America/New_York"]
        self.refuse("zone", f"‘{shorten(typed, 30)}’ is no one zone. Try: {', '.join(near)}")
        return True

    def _made(self, name: str) -> Person:
        rhythm: WordChoice[int | None] = self.query_one("#rhythm", WordChoice)
        weekday: WordChoice[int | None] = self.query_one("#weekday", WordChoice)
        agenda: WordChoice[str] = self.query_one("#agenda", WordChoice)
        before = self._before or Person(new_id(), name, self.convo.clock.now())
        return replace(
            before,
            name=name,
            role=first_characters(one_line(self.text("role")), LONGEST),
            every_weeks=rhythm.value,
            weekday=weekday.value,
            time=wall_time(one_line(self.text("time"))),
            zone=zone_named(self.text("zone"), self._zones),
            template=agenda.value,
        )


def first_characters(text: str, most: int) -> str:
    """The first so many characters; a letter with its accents, or an emoji, is never cut in two."""
    if len(text) <= most:
        return text
    spans, _ = split_graphemes(text)
    return text[: max((end for _, end, _ in spans if end <= most), default=most)].rstrip()


def zones_like(typed: str, zones: Iterable[str]) -> list[str]:
    """The zones that what was typed may mean, those whose city begins so first."""
    wanted = "_".join(typed.casefold().split())
    found = [zone for zone in zones if wanted in zone.casefold()]
    return sorted(found, key=lambda zone: (not city_of(zone).startswith(wanted), zone))
