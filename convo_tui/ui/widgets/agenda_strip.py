"""The agenda as a strip: one cell a segment, as wide as it is long."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from convo_tui.domain.agenda import Segment
from convo_tui.domain.dates import minutes_seconds, over
from convo_tui.domain.meeting import TalkState
from convo_tui.text import clean
from convo_tui.ui.widgets.bars import line_bar
from convo_tui.ui.widgets.painted import PaintedLines

LAST_MINUTE = 60


class SegmentCell(PaintedLines):
    """One segment: its name, how far it is, and its minutes."""

    def __init__(self, index: int, segment: Segment) -> None:
        super().__init__()
        self.index = index
        self.segment = segment
        self.current = False
        self._shown: object = None

    def show(self, state: TalkState, points_left: int) -> None:
        """Take in the state; where nothing of it moves, as in most segments, nothing is made."""
        self.current = state.current == self.index and state.ended_at is None
        elapsed, planned = state.elapsed_in(self.index), state.planned_in(self.index)
        visited = self.index in state.visited
        shown = (self.current, visited, elapsed, planned, points_left, self.size.width)
        if shown != self._shown:
            self._shown = shown
            self.set_class(self.current, "-current")
            self.paint(self._lines(state, points_left))

    def _lines(self, state: TalkState, points_left: int) -> list[Content]:
        width = max(1, self.size.width)
        elapsed, planned = state.elapsed_in(self.index), state.planned_in(self.index)
        left = planned - elapsed
        done = self.index in state.visited and not self.current
        sign, style = ("▸ ", "bold") if self.current else ("✓ ", "$good") if done else ("  ", "")
        name = clean(self.segment.name)
        head = Content.assemble((sign, style), (name, "bold" if self.current else "$muted"))
        fraction = elapsed / planned if planned > 0 else 1.0
        bar = line_bar(fraction, width, _bar_style(left, current=self.current))
        figures = self._figures(elapsed, planned, left, visited=self.index in state.visited)
        if self.current:
            figures = _with_points(figures, points_left, left, width)
        return [part.truncate(width, ellipsis=True) for part in (head, bar, figures)]

    def _figures(self, elapsed: float, planned: float, left: float, *, visited: bool) -> Content:
        minutes = f"{planned / 60:.0f}"
        if not visited:
            return Content.styled(f"{minutes} min", "$muted")
        if not self.current:
            return Content.styled(f"{minutes_seconds(elapsed)} of {minutes}", "$muted")
        if left < 0:
            return Content.styled(f"{over(-left)} over {minutes}", "bold $bad")
        if left <= LAST_MINUTE:
            return Content.assemble((minutes_seconds(left), "bold $asks"), (" left", "$asks"))
        whole = f" of {minutes} min"
        gone = minutes_seconds(elapsed)
        room = max(1, self.size.width)
        words = whole if len(gone) + len(whole) <= room else f" of {minutes}"
        return Content.assemble((gone, "bold"), (words, "$muted"))


def _bar_style(left: float, *, current: bool) -> str:
    if not current:
        return "$good"
    if left < 0:
        return "$bad"
    return "$asks" if left <= LAST_MINUTE else "$foreground"


def _with_points(figures: Content, points: int, left: float, width: int) -> Content:
    """Say how many points wait, and say it louder when there is less than a minute for each."""
    if not points:
        return figures
    word = "point" if points == 1 else "points"
    if points * 60 > left:
        minutes = max(0, round(left / 60))
        told = Content.styled(
            f"{points} {word} left, {minutes} minute{'' if minutes == 1 else 's'}", "$asks"
        )
    else:
        told = Content.styled(f"{points} {word} left", "$muted")
    gap = width - figures.cell_length - told.cell_length
    return Content.assemble(figures, " " * gap, told) if gap >= 2 else figures


class AgendaStrip(Horizontal):
    """The segments side by side."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        super().__init__()
        self._segments = segments

    def compose(self) -> ComposeResult:
        """One cell a segment; long ones are wider."""
        shares = [f"{max(4, min(segment.minutes, 20))}fr" for segment in self._segments]
        self.styles.grid_size_columns = len(shares)
        self.styles.grid_columns = " ".join(shares)
        for index, segment in enumerate(self._segments):
            yield SegmentCell(index, segment)

    def show(self, state: TalkState, points_left: int) -> None:
        """Take in the state and the points that wait for the running segment."""
        for cell in self.query(SegmentCell):
            cell.show(state, points_left)
