"""Cancelling or moving the next talk: who, why, and when instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from convo_tui.domain.cadence import Planned, ScheduleChange, day_of, zone_of
from convo_tui.domain.commitments import Commitment
from convo_tui.domain.date_words import WEEKDAYS
from convo_tui.domain.dates import (
    DateNotUnderstood,
    clock_time,
    full_date,
    relative_day,
    short_date,
)
from convo_tui.domain.moving import (
    after_cancelling,
    along_words,
    cancel,
    moment_of,
    move,
    on_those_days,
    planned_words,
    rebook,
    rebooking_proposal,
    taken_along,
)
from convo_tui.domain.people import Person
from convo_tui.domain.values import Change, Side
from convo_tui.text import clean, one_line
from convo_tui.ui.modals.form import FormSheet, part
from convo_tui.ui.widgets.field import Field
from convo_tui.ui.widgets.key_bar import KeyBar
from convo_tui.ui.widgets.told import Told
from convo_tui.ui.widgets.word_choice import WordChoice


@dataclass(frozen=True, slots=True)
class Moved:
    """What the sheet hands back, for the screen to keep.

    Attributes:
        changes: kept together, so that one undo takes all of them back.
        label: what undo calls it.
        sentence: tells what was done.
    """

    changes: tuple[Change, ...]
    label: str
    sentence: str


class MoveTalk(FormSheet[Moved]):
    """Moves or cancels the next talk, rebooks a cancelled one, or settles when the next one is.

    Checkpoints that stand on the day of the talk go along, unless they are told to stay.

    Args:
        person: whose talk it is.
        planned: the next talk, or the overdue one.
        commitments: the open ones with the person.
        cancelled: the talk to rebook; the next one by the rhythm then stays as it is.
    """

    def __init__(
        self,
        person: Person,
        planned: Planned | None,
        commitments: Sequence[Commitment] = (),
        *,
        cancelled: ScheduleChange | None = None,
    ) -> None:
        of = planned.at.isoformat() if planned else "none"
        super().__init__(
            f"rebook {cancelled.id}" if cancelled is not None else f"move {person.id} {of}"
        )
        self._person = person
        self._planned = planned
        self._cancelled = cancelled
        self._commitments = commitments
        self._questioned = ""

    def compose(self) -> ComposeResult:
        """What, when, who and why; a talk that nobody planned is moved by nobody."""
        name = clean(self._person.first_name)
        which = "next" if self._cancelled is None else "cancelled"
        with Vertical(classes="sheet"):
            yield Static(
                Content(f"The {which} talk with {clean(self._person.name)}"),
                classes="sheet-title",
            )
            yield Static(id="planned", classes="sheet-text")
            if self._moves:
                yield from part(
                    "what", WordChoice([(False, "move it"), (True, "cancel it")], id="what")
                )
            yield from part("to", Field(self._proposal(), placeholder="fri 14:30", id="when"))
            yield Told(id="shown")
            if self._moves:
                who = [(Side.MANAGER, "you"), (Side.REPORT, name)]
                yield from part("by", WordChoice(who, id="who"), gap=True)
                yield from part("because", Field(placeholder="why, in a few words", id="why"))
            if self._due:
                yield from part("with it", WordChoice(self._along_words(), id="along"))
            yield Told(id="told")
            yield KeyBar()

    async def prepare(self) -> None:
        """Say which talk it is about."""
        planned, cancelled, today = self._planned, self._cancelled, self.convo.today()
        words = "None is planned: settle when it is."
        if cancelled is not None:
            day = day_of(cancelled.planned_for, self.convo.now().tzinfo or UTC)
            self.query_one("#when", Field).select_all()  # typing another one takes its place
            words = f"It would have been on {full_date(day)} ({relative_day(day, today)})."
        elif planned is not None:
            words = planned_words(planned, self.convo.now())
        self.query_one("#planned", Static).update(Content(words))

    @property
    def _moves(self) -> bool:
        """Whether there is a talk to move or cancel, rather than one to settle."""
        return self._planned is not None and self._cancelled is None

    def _proposal(self) -> str:
        """When a cancelled talk could be, as one would type it."""
        if self._cancelled is None:
            return ""
        now, ends = self.convo.now(), self.convo.settings.dates.last_weekday
        to = rebooking_proposal(
            self._person, self._cancelled, self._planned, now, self.convo.zone, week_ends=ends
        )
        day = to.day(now.tzinfo or UTC)
        ahead = (day - now.date()).days
        words = f"{WEEKDAYS[day.weekday()][:3].lower()}" if 0 < ahead < 7 else day.isoformat()
        clock = f" {clock_time(to.at.astimezone(now.tzinfo))}" if to.has_time else ""
        return f"{words if ahead else 'today'}{clock}"

    @property
    def _due(self) -> list[Commitment]:
        """The commitments with a checkpoint on the day of the talk."""
        home = self.convo.now().tzinfo or UTC
        days = {self._planned.day(home)} if self._planned is not None else set()
        if self._cancelled is not None:
            days.add(day_of(self._cancelled.planned_for, home))
        return on_those_days(self._commitments, days)

    def _along_words(self) -> list[tuple[bool, str]]:
        many = len(self._due) > 1
        go = f"{len(self._due)} checkpoints go along" if many else "1 checkpoint goes along"
        return [(True, go), (False, "they stay" if many else "it stays")]

    def _taken_along(self, to: Planned | None) -> tuple[Change, ...]:
        """The checkpoints on the day of the talk, on its new day."""
        if to is None or not self._due:
            return ()
        along: WordChoice[bool] = self.query_one("#along", WordChoice)
        home = self.convo.now().tzinfo or UTC
        return taken_along(self._due, to.day(home)) if along.value else ()

    @property
    def _cancels(self) -> bool:
        if not self._moves:
            return False
        what: WordChoice[bool] = self.query_one("#what", WordChoice)
        return what.value

    def checked(self) -> None:
        """Show the date in full, or what comes after a cancelled talk."""
        self.query_one("#when-part").display = not self._cancels
        for along in self.query("#along-part"):
            along.display = not self._cancels or self._following() is not None
        self.query_one("#shown", Told).tell(Content.styled(self._shown(), "$date"))

    def _shown(self) -> str:
        if self._cancels:
            following = self._following()
            if following is None:
                return "Then no talk is planned."
            return f"The next one is then {planned_words(following, self.convo.now())}."
        try:
            to = self._to()
        except DateNotUnderstood:
            return ""
        words = planned_words(to, self.convo.now())
        theirs = to.at.astimezone(zone_of(self._person, self.convo.zone))
        if not to.has_time or theirs.utcoffset() == self.convo.local(to.at).utcoffset():
            return words
        name, zone = clean(self._person.first_name), clean(self._person.zone)
        return f"{words}\n{clock_time(theirs)} for {name} in {zone}"

    def _to(self) -> Planned:
        dates = self.convo.settings.dates
        return moment_of(
            self.text("when"),
            self._person,
            self.convo.now(),
            self.convo.zone,
            planned=self._planned,
            week_ends=dates.last_weekday,
            day_first=dates.day_first,
        )

    def _following(self) -> Planned | None:
        if self._planned is None:
            return None
        return after_cancelling(self._person, self._planned, self.convo.now(), self.convo.zone)

    def action_save(self) -> None:
        """Hand back the changes, once the date is one and not a slip."""
        if self._cancels:
            self._cancel()
            return
        try:
            to = self._to()
        except DateNotUnderstood as fault:
            self.refuse("when", str(fault))
            return
        typed = self.text("when")
        if self.convo.local(to.at).date() < self.convo.today() and self._questioned != typed:
            self._questioned = typed
            words = planned_words(to, self.convo.now())
            self.refuse("when", f"{words} has passed. ctrl+s keeps it all the same.")
            return
        self._move(to)

    def _cancel(self) -> None:
        if self._planned is None:
            return
        following = self._following()
        changes = cancel(
            self._person, self._planned, following, self.convo.now(), self._who(), self._why()
        )
        along = self._taken_along(following)
        name = self._person.first_name
        then = self._short(following, along) if following else "not planned"
        told = f"Cancelled; the next one is {then}. {along_words(len(along))}".strip()
        self.hand_back(Moved((*changes, *along), f"cancelled the talk with {name}", told))

    def _short(self, to: Planned, along: Sequence[Change]) -> str:
        """When, in words that leave room for what goes along."""
        now = self.convo.now()
        if not along:
            return planned_words(to, now)
        day = short_date(to.day(now.tzinfo or UTC), now.date())
        return f"{day}, {clock_time(to.at.astimezone(now.tzinfo))}" if to.has_time else day

    def _move(self, to: Planned) -> None:
        name, now = self._person.first_name, self.convo.now()
        if self._cancelled is not None:
            changes = rebook(self._person, self._cancelled, to, now)
            label = f"rebooked the talk with {name}"
        elif self._planned is None:
            changes = move(self._person, None, to, now, Side.MANAGER, "")
            label = f"settled the talk with {name}"
        else:
            changes = move(self._person, self._planned, to, now, self._who(), self._why())
            label = f"moved the talk with {name}"
        along = self._taken_along(to)
        sentence = f"The talk with {name} is on {self._short(to, along)}."
        told = f"{sentence} {along_words(len(along))}".strip()
        self.hand_back(Moved((*changes, *along), label, told))

    def _who(self) -> Side:
        who: WordChoice[Side] = self.query_one("#who", WordChoice)
        return who.value

    def _why(self) -> str:
        return one_line(self.text("why"))
