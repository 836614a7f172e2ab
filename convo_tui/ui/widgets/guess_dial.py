"""The manager's own guess at the talk share, and then the share as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from convo_tui.domain.dates import minutes_seconds
from convo_tui.domain.figures.typed import typed_share, typed_words
from convo_tui.domain.meeting import Meeting, TalkState
from convo_tui.domain.talk_share import percent
from convo_tui.text import clean, shorten
from convo_tui.ui.command_tables import GUESS
from convo_tui.ui.commands import bindings
from convo_tui.ui.widgets.bars import line_bar, share_bar
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.rows import Rows, gap, hint

FIRST_GUESS = 50
HIGHEST = 100
CLOSE_POINTS = 5
"""A guess so near counts as right."""

BAR_CELLS = 40
NAME_CELLS = 14


@dataclass(frozen=True, slots=True)
class Reveal:
    """What there is to guess and to see of a talk.

    Attributes:
        state: the talk as it ended; None for one without a clock.
        judge_after: seconds of a talk in which nothing is judged.
    """

    meeting: Meeting
    name: str
    state: TalkState | None
    judge_after: float

    @property
    def share(self) -> float | None:
        """The manager's share; None where nobody's time was tracked."""
        return self.meeting.sums.manager_share


class GuessDial(Widget, can_focus=True):
    """A number from 0 to 100, typed or stepped; after the reveal, the figures."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(GUESS)]

    shown: reactive[Reveal | None] = reactive(None, layout=True)
    guess: reactive[int | None] = reactive(None, layout=True)
    """In percent; None before anything was typed."""

    @property
    def guessing(self) -> bool:
        """Whether there is something to guess and it was not revealed yet."""
        shown = self.shown
        return shown is not None and shown.share is not None and shown.meeting.guess is None

    def watch_shown(self) -> None:
        """Which keys work depends on it."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """After the reveal there is nothing left to guess."""
        return self.guessing if action == "step" else super().check_action(action, parameters)

    def on_key(self, event: events.Key) -> None:
        """Digits make the number."""
        if not self.guessing:
            return
        if event.character is not None and event.character in "0123456789":
            number = (self.guess or 0) * 10 + int(event.character)
            self.guess = number if number <= HIGHEST else int(event.character)
            event.stop()
        elif event.key == "backspace":
            self.guess = (self.guess or 0) // 10 or None
            event.stop()

    def action_step(self, points: int) -> None:
        """Guess more or less."""
        here = FIRST_GUESS - points if self.guess is None else self.guess
        self.guess = min(max(here + points, 0), HIGHEST)

    def render(self) -> RenderResult:
        """Draw the question, or the answer."""
        shown = self.shown
        if shown is None:
            return ""
        if shown.share is None:
            return Rows([hint("Nobody was marked as speaking, so there is nothing to guess.")])
        if shown.meeting.guess is None:
            return Rows(self._question(shown))
        return Rows(list(_answer(shown, shown.share, shown.meeting.guess)))

    def _question(self, shown: Reveal) -> list[Row]:
        figure = "– %" if self.guess is None else f"{self.guess} %"
        bar = line_bar((self.guess or 0) / HIGHEST, BAR_CELLS, "$manager")
        body = Content.assemble(("you ", "$manager"), (f"{figure:<8}", "bold $manager"), bar)
        mark = Content("▸ ") if self.has_focus else Content("  ")
        return [
            Row(f"Of all that you and {clean(shown.name)} said, how much did you say?"),
            gap(),
            Row(Content.assemble(mark, body), marker=False),
            gap(),
            hint("Type a number, or use the arrows. Enter shows what it was."),
        ]


def gap_words(guess: float, share: float) -> str:
    """How far the guess was off, in words that only state it."""
    points = percent(share) - percent(guess)
    if abs(points) <= CLOSE_POINTS:
        return "Your sense of it was right."
    said = "more" if points > 0 else "less"
    return f"You spoke {abs(points)} points {said} than you thought."


def _answer(shown: Reveal, share: float, guess: float) -> Iterator[Row]:
    judged = shown.meeting.sums.total >= shown.judge_after
    yield Row(f"You guessed {percent(guess)} %, it was {percent(share)} %.")
    if judged:
        yield Row(gap_words(guess, share))
    else:
        yield hint("The talk was short: the figure says little.")
    yield gap()
    yield _bar("The talk", share, shown.meeting.sums.total, "you ")
    yield from _segments(shown)
    yield gap()
    longest = shown.meeting.longest_manager
    yield hint(f"Your longest stretch {minutes_seconds(longest)}")
    if (typed := typed_share(shown.meeting)) is not None:
        words = typed_words(typed, clean(shown.name))
        yield hint(f"{words[0].upper()}{words[1:]}")
    yield hint(f"Untracked {percent(shown.meeting.sums.untracked_share)} % of the time")


def _segments(shown: Reveal) -> Iterator[Row]:
    state = shown.state
    if state is None:
        return
    for index, segment in enumerate(state.segments):
        sums = state.sums_of(index)
        if sums.total > 0:
            yield _bar(clean(segment.name), sums.manager_share, sums.total)


def _bar(name: str, share: float | None, seconds: float, who: str = "") -> Row:
    name = shorten(name, NAME_CELLS)
    lead = name + " " * (NAME_CELLS + 1 - Content(name).cell_length)
    figure = "       –  " if share is None else f"{who:4}{percent(share):3d} %  "
    return Row(
        Content.assemble(
            (lead, "$muted"),
            (figure, "$muted" if share is None else "$manager"),
            share_bar(share, BAR_CELLS // 2),
            (f"  {minutes_seconds(seconds):>6}", "$muted"),
        )
    )
