"""Growth in one short line each: the next exit with its day, and the strengths that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from convo_tui.domain.dates import short_date
from convo_tui.domain.growth import Roadmap, Strength, counting
from convo_tui.text import clean, one_line, shorten
from convo_tui.ui.widgets.row import Row

EXIT_CELLS = 80
NAME_CELLS = 40


def growth_lines(
    roadmap: Roadmap | None, strengths: Sequence[Strength], today: date
) -> Iterator[Row]:
    """The next exit and the strengths, as far as there are any."""
    if roadmap is not None and roadmap.next_exit.strip():
        words = shorten(clean(one_line(roadmap.next_exit)), EXIT_CELLS)
        day = Content.styled(_by(roadmap.exit_on, today), "$date")
        yield Row(Content.assemble(("next exit: ", "$muted"), words), tail=day)
    if names := [shorten(clean(each.name), NAME_CELLS) for each in counting(strengths)]:
        yield Row(Content.assemble(("strong at: ", "$muted"), ", ".join(names)))


def _by(day: date | None, today: date) -> str:
    return "" if day is None else short_date(day, today)
