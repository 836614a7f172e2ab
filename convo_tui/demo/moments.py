"""When something of the script happened: in a talk, or so many days after one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from convo_tui.demo.days import Days, workday_after
from convo_tui.demo.talk import SEGMENTS, Talk


@dataclass(frozen=True, slots=True)
class Calendar:
    """One person's talks on the days around today, and what draws the minutes between them.

    Attributes:
        talks: those held, oldest first.
        rng: a generator of its own, so that nothing here moves what was said in the talks.
    """

    talks: Sequence[Talk]
    days: Days
    rng: Random

    def talk(self, when: Mapping[str, Any]) -> Talk:
        """The talk that is meant, counted back from the last, which is 0."""
        back: int = when["talk"]
        return self.talks[-1 - back]

    def at(self, when: Mapping[str, Any], part: float = 0.5) -> datetime:
        """The instant that is meant.

        Args:
            when: `talk`, and `after` where it was so many days after that talk.
            part: of the segment in which it came up, 0.0 its beginning and 1.0 its end.
        """
        talk = self.talk(when)
        if "after" in when:
            day = workday_after(talk.day + timedelta(days=when["after"]))
            return self.days.in_working_hours(day, self.rng)
        return talk.moment(SEGMENTS["development"], part)

    def meeting_id(self, when: Mapping[str, Any]) -> str | None:
        """The talk in which it was; None between two."""
        return None if "after" in when else self.talk(when).meeting.id
