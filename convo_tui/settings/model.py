"""Every setting with its default; the text beneath each is what the settings file says of it."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from convo_tui.domain import pitfalls, talk_share
from convo_tui.domain.agenda import Template, distinct, parse_agenda

Minutes = Annotated[int, Field(ge=0, le=60)]
Share = Annotated[float, Field(gt=0, le=1)]
ShareOrNever = Annotated[float, Field(ge=0, le=1)]
Times = Annotated[int, Field(ge=0, le=99)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


class Table(BaseModel):
    """What all tables of the file share: unknown names are told, types are taken at their word."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class Bands(Table):
    """The bands of the talk share: 0.40 means that of all that was said you said 40 %.

    Each number is where a band ends, so they must rise; above the fourth it is "talking a lot".
    """

    quiet: Share = 0.20
    """Up to here you are "quiet"."""
    good: Share = 0.40
    """Up to here the share is "good"."""
    fine: Share = 0.50
    """Up to here it is "fine"."""
    leaning: Share = 0.65
    """Up to here you are "leaning in"."""
    lecturing: Share = 0.80
    """From here on it is "lecturing"."""

    @property
    def limits(self) -> talk_share.Bands:
        """The same as the rule that names a share takes them."""
        return talk_share.Bands(self.quiet, self.good, self.fine, self.leaning, self.lecturing)

    @model_validator(mode="after")
    def _rise(self) -> Bands:
        ends = (self.quiet, self.good, self.fine, self.leaning, self.lecturing)
        if any(low >= high for low, high in pairwise(ends)):
            raise ValueError("The bands must rise: quiet, good, fine, leaning, lecturing.")
        return self


class Talk(Table):
    """The live talk."""

    template: str = "standard"
    """The agenda of a talk when none is asked for, by its name."""
    ask_after_minutes: Minutes = 4
    """After so many minutes without a key the talk asks, in place, whether the same person still
    speaks; 0 for never."""
    judge_after_minutes: Minutes = 3
    """The talk share gets no word, only its figure, in the first so many minutes."""
    bands: Bands = Bands()


class Pitfalls(Table):
    """What the end of a wrap-up may point out.

    At most two are, and none after a talk too short to judge (`judge_after_minutes`) or one in
    which nobody was marked as speaking. What you dismissed stays away.
    """

    on: bool = True
    """false never points out any of them."""
    typing: ShareOrNever = 0.30
    """You typed during so much of the person's speaking time: 0.30 is 30 %; 0 for never."""
    talking: ShareOrNever = 0.65
    """You spoke so much of the time: 0.65 is 65 %; 0 for never."""
    no_win: bool = True
    """true points out a talk in which no win was named."""
    cancelled: Times = 3
    """So many talks with the person you cancelled in the last weeks; 0 for never."""
    cancelled_weeks: Annotated[int, Field(ge=1, le=52)] = 8
    """Over how many weeks they are counted."""
    promises: Times = 2
    """So many of your promises to the person are overdue; 0 for never."""

    @property
    def limits(self) -> pitfalls.Limits:
        """The same as the rule takes them."""
        return pitfalls.Limits(**self.model_dump())


class Dates(Table):
    """Dates as you type them."""

    day_first: bool = True
    """true: 12/5 is the 12th of May. false: it is December 5th."""
    week_ends: Weekday = "friday"
    """The day that "end of week" means, by its English name."""

    @property
    def last_weekday(self) -> int:
        """The number of `week_ends` as `date.weekday()` has it: Monday is 0."""
        return WEEKDAYS.index(self.week_ends)


class Settings(Table):
    """All of the settings file."""

    theme: Annotated[str, Field(min_length=1)] = "dusk"
    """The colours: dusk (dark), dawn (light), or any theme that the palette (ctrl+p) offers."""
    mouse: bool = True
    """false leaves the mouse to the terminal, so that it selects text there; no key needs it."""
    private_hidden: bool = False
    """true starts with all private things hidden, for a shared screen; one key shows them."""
    zone: str = ""
    """Your time zone by its IANA name, such as "Europe/Berlin"; empty for this machine's own."""
    talk: Talk = Talk()
    pitfalls: Pitfalls = Pitfalls()
    dates: Dates = Dates()
    keys: dict[str, Annotated[str, Field(min_length=1)]] = {}
    """Other keys for commands: the name of the command, then its key, or several with commas
    between. `convo keys` lists both."""
    agenda: Annotated[
        tuple[Annotated[Template, BeforeValidator(parse_agenda)], ...], Field(strict=False)
    ] = ()
    """Your own agendas, one [[agenda]] each. One with the name of a shipped agenda takes its place.
    All open with what went well: the first key is wins. Questions are picked by the key: wins,
    blockers, development, help; a key of your own has none suggested."""

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            return ZoneInfo(zone).key if zone else ""
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"No time zone is called {zone}; write one such as Europe/Berlin."
            ) from None

    @field_validator("agenda")
    @classmethod
    def _distinct(cls, templates: tuple[Template, ...]) -> tuple[Template, ...]:
        return distinct(templates)
