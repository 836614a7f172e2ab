"""Charts as lines, boxes and words at places: what the template writes as SVG.

Readable without colour: every kind of bar has a pattern of its own, its name beside it or in the
legend, and its figure in sight.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil

from convo_tui.documents.model import Bar, Chart, Series

WIDTH = 720.0
"""Units of the drawing; it is as wide as its column, whatever that is."""

_PLOT = 170.0
"""Height of the bars of a standing chart."""

_TOP, _SIDE, _ROW = 18.0, 6.0, 20.0
_LETTER = 6.2
"""How wide a letter beneath a standing chart is, at most."""

_FIGURES = 60
"""At most so many bars have room for their figures above them."""


@dataclass(frozen=True, slots=True)
class Box:
    """A bar: where it is, its look, and what it says to who points at it."""

    x: float
    y: float
    width: float
    height: float
    look: str
    says: str


@dataclass(frozen=True, slots=True)
class Word:
    """A text in the drawing; `anchor` is `start`, `middle` or `end`."""

    x: float
    y: float
    text: str
    kind: str
    anchor: str = "middle"


@dataclass(slots=True)
class Drawing:
    """A chart as the template needs it.

    Attributes:
        rules: horizontal lines, as the heights at which they are.
        legend: what is told by its pattern alone.
    """

    height: float
    boxes: list[Box] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)
    legend: tuple[Series, ...] = ()

    @property
    def width(self) -> float:
        """As wide as all drawings."""
        return WIDTH


def drawn(chart: Chart) -> Drawing:
    """The chart with everything at its place."""
    return _lying(chart) if chart.lying else _standing(chart)


def _standing(chart: Chart) -> Drawing:
    foot = _TOP + _PLOT
    drawing = Drawing(foot + 22.0, rules=[foot])
    if len(chart.series) > 1:
        drawing.legend = chart.series
    top = chart.top or max([1.0, *_known(chart)])
    slot = (WIDTH - 2 * _SIDE) / len(chart.bars)
    wide = min(slot * 0.8 / len(chart.series), 44.0)
    longest = max(len(bar.label) for bar in chart.bars)
    every = ceil(_LETTER * (longest + 1) / slot)
    for place, bar in enumerate(chart.bars):
        middle = _SIDE + slot * (place + 0.5)
        if place % every == 0:
            half = _LETTER * len(bar.label) / 2
            inside = min(max(middle, half), WIDTH - half)
            drawing.words.append(Word(inside, foot + 16.0, bar.label, "label"))
        left = middle - wide * len(chart.series) / 2
        for number, value in enumerate(bar.values):
            tall = _PLOT * (value or 0.0) / top
            x, y = left + wide * number, foot - tall
            if value:
                says = _says(chart, bar, number)
                look = chart.series[number].look
                drawing.boxes.append(Box(x, y, wide, tall, look, says))
            if len(chart.bars) <= _FIGURES and (value or len(chart.series) == 1):
                shown = "?" if value is None else f"{value:.0f}"
                drawing.words.append(Word(x + wide / 2, y - 4.0, shown, "figure"))
    if chart.line is not None:
        at, name = chart.line
        height = foot - _PLOT * at / top
        drawing.rules.append(height)
        drawing.words.append(Word(WIDTH - _SIDE, height - 4.0, name, "note", "end"))
    return drawing


def _lying(chart: Chart) -> Drawing:
    drawing = Drawing(0.0)
    top = chart.top or max([1.0, *_known(chart)])
    # One kind of bar needs no name beside it, and its label has the whole line above it.
    alone = len(chart.series) == 1
    left, y = 0.0 if alone else 190.0, 6.0
    for bar in chart.bars:
        drawing.words.append(Word(0.0, y + 14.0, _cut(bar.label), "owner", "start"))
        y += _ROW if alone else 0.0
        for number, (series, value) in enumerate(zip(chart.series, bar.values, strict=True)):
            if not alone:
                drawing.words.append(Word(left - 8.0, y + 14.0, series.name, "label", "end"))
            long = (WIDTH - left - 50.0) * (value or 0.0) / top
            if value:
                says = _says(chart, bar, number)
                drawing.boxes.append(Box(left, y + 3.0, long, _ROW - 6.0, series.look, says))
            told = chart.told(value)
            drawing.words.append(Word(left + long + 6.0, y + 14.0, told, "figure", "start"))
            y += _ROW
        y += 8.0
    drawing.height = y
    return drawing


def _cut(label: str) -> str:
    """A label that fits beside or above its bars; the table beneath has it whole."""
    most = int(WIDTH / _LETTER)
    return label if len(label) <= most else f"{label[: most - 1]}…"


def _says(chart: Chart, bar: Bar, number: int) -> str:
    return f"{bar.label}, {chart.series[number].name}: {chart.told(bar.values[number])}"


def _known(chart: Chart) -> Iterator[float]:
    return (value for bar in chart.bars for value in bar.values if value is not None)
