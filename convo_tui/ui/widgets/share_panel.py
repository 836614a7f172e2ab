"""Who speaks, how long, and what share: in words, figures and a bar."""

from __future__ import annotations

from textual.content import Content

from convo_tui.domain.dates import minutes_seconds, over
from convo_tui.domain.meeting import TalkState
from convo_tui.domain.talk_share import Band, Bands, band, percent
from convo_tui.domain.values import Side
from convo_tui.text import clean, shorten
from convo_tui.ui.widgets.bars import share_bar
from convo_tui.ui.widgets.painted import Painted, PaintedLines

SEGMENT_NAME_CELLS = 12


def speaker_words(state: TalkState, name: str) -> Content:
    """Who speaks now and since when, in their colour and in words."""
    running = state.running
    length = minutes_seconds(running.length if running else 0.0)
    if state.ended_at is not None:
        return Content.styled("the talk has ended", "$muted")
    if state.paused:
        return Content.styled("‖ paused", "$asks")
    if state.speaker is Side.MANAGER:
        return Content.assemble(("● ", "$manager"), "you speak  ", (length, "bold"))
    if state.speaker is Side.REPORT:
        return Content.assemble(("● ", "$report"), f"{name} speaks  ", (length, "bold"))
    return Content.styled("○ nobody marked, space starts", "$muted")


def band_words(share: float | None, tracked: float, bands: Bands, judge_after: float) -> Content:
    """The word for the share, once there is enough to judge; quiet where all is well."""
    found = band(share, tracked, bands, judge_after=judge_after)
    if found is None:
        return Content("")
    loud = {Band.LEANING_IN: "$asks", Band.TALKING_A_LOT: "$asks", Band.LECTURING: "bold $bad"}
    return Content.styled(found.value, loud.get(found, "$muted"))


class SharePanel(PaintedLines):
    """The talk share, whole and by segment."""

    def __init__(self, name: str, bands: Bands, judge_after: float) -> None:
        super().__init__()
        self._who = clean(name)
        self._bands = bands
        self._judge_after = judge_after

    def show(self, state: TalkState, *, asks: bool) -> None:
        """Take in the state; `asks` is whether to ask if the same person still speaks."""
        width = max(20, self.size.width)
        sums = state.sums
        share = sums.manager_share
        lines = [self._shares(share, width), share_bar(share, width)]
        word = band_words(share, state.elapsed, self._bands, self._judge_after)
        lines += _beside(speaker_words(state, shorten(self._who, 16)), word, width)
        if asks:
            who = "you" if state.speaker is Side.MANAGER else shorten(self._who, 16)
            lines.append(Content.styled(f"  still {who}? space or z if not", "$asks"))
        lines += [
            self._figure("your longest", minutes_seconds(state.longest_manager_stretch), width),
            self._figure("untracked", f"{percent(sums.untracked_share)} %", width),
            Content(""),
        ]
        lines += [self._segment(state, index, width) for index in sorted(state.visited)]
        self.paint(lines)

    def _shares(self, share: float | None, width: int) -> Content:
        if share is None:
            return Content.styled("nobody has spoken yet", "$muted")
        mine = f"you {percent(share)} %"
        name = shorten(self._who, max(4, width - len(mine) - 8))
        theirs = f"{100 - percent(share)} % {name}"
        gap = " " * max(1, width - len(mine) - Content(theirs).cell_length)
        return Content.assemble((mine, "bold $manager"), gap, (theirs, "$report"))

    @staticmethod
    def _figure(label: str, figure: str, width: int) -> Content:
        gap = " " * max(1, width - len(label) - len(figure) - 2)
        return Content.styled(f"  {label}{gap}{figure}", "$muted")

    @staticmethod
    def _segment(state: TalkState, index: int, width: int) -> Content:
        share = state.sums_of(index).manager_share
        name = shorten(clean(state.segments[index].name), SEGMENT_NAME_CELLS)
        name += " " * (SEGMENT_NAME_CELLS - Content(name).cell_length)
        figure = "    –" if share is None else f"{percent(share):3d} %"
        bar = share_bar(share, max(4, width - SEGMENT_NAME_CELLS - 6))
        return Content.assemble((f"{name}{figure} ", "$muted"), bar)


def _beside(left: Content, right: Content, width: int) -> list[Content]:
    """Both on one line where there is room, else below one another."""
    gap = width - left.cell_length - right.cell_length
    if not right.plain:
        return [left]
    return [Content.assemble(left, " " * gap, right)] if gap >= 2 else [left, right]


class TalkLine(Painted):
    """One line for a small window: time left, who speaks, the share."""

    def __init__(self, name: str, bands: Bands, judge_after: float) -> None:
        super().__init__()
        self._who = clean(name)
        self._bands = bands
        self._judge_after = judge_after

    def show(self, state: TalkState, *, asks: bool) -> None:
        """Take in the state; nothing is made where the line is folded away."""
        if not self.display:
            return
        share = state.sums.manager_share
        left = state.left_in(state.current)
        clock = (
            Content.styled(over(-left), "bold $bad")
            if left < 0
            else Content.assemble((minutes_seconds(left), "bold"), (" left", "$muted"))
        )
        parts = [clock, speaker_words(state, shorten(self._who, 12))]
        if asks:
            parts[-1] = Content.assemble(parts[-1], ("  still?", "$asks"))
        if share is not None:
            figure = Content.styled(f"you {percent(share)} %", "$manager")
            parts.append(Content.assemble(figure, " ", share_bar(share, 12)))
        word = band_words(share, state.elapsed, self._bands, self._judge_after)
        self.paint(Content("   ").join([*parts, word]))
