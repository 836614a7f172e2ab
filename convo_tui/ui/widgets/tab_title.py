"""The title line of a screen with tabs: the name, the tabs with the chosen one marked, a figure."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style

from convo_tui.text import shorten

NAME_CELLS = 12
"""Cells that the name keeps before the figure at the right gives way to it."""

LEAST_NAME_CELLS = 4
"""Cells that the name keeps before the tabs give way to it."""

MARGIN = 8
"""Cells between the parts and at the ends."""

SHORT_CELLS = 4
"""How much of the name of a tab stands there where not all of each has room."""


def tab_title(
    name: str, tabs: Sequence[str], chosen: str, figure: str, width: int
) -> tuple[Content, Content]:
    """The left and the right end of the line.

    Where it is narrow, the figure goes first, then the ends of the names of all tabs but the
    chosen one, then these tabs. A click on a tab finds its name in the style's meta, under "tab".

    Args:
        name: whose screen it is, as typed.
        tabs: their names, in order.
        chosen: the one that is shown.
        figure: what there is at the right end, where it has room.
        width: cells of the whole line.
    """
    listed = _listed(tabs, chosen)
    room = width - listed.cell_length - len(figure) - MARGIN
    if room < NAME_CELLS:
        room, figure = room + len(figure), ""
    for narrower in (_listed(tabs, chosen, SHORT_CELLS), _listed([chosen], chosen)):
        if room < LEAST_NAME_CELLS:
            room += listed.cell_length - narrower.cell_length
            listed = narrower
    title = Content.assemble((shorten(name, max(LEAST_NAME_CELLS, room)), "bold"), "  ", listed)
    return title, Content.styled(figure, "$muted")


def _listed(tabs: Sequence[str], chosen: str, cells: int | None = None) -> Content:
    return Content("").join(
        Content(f" {(tab if tab == chosen else tab[:cells]).capitalize()} ")
        .stylize("bold $foreground on $panel" if tab == chosen else "$muted")
        .stylize(Style.from_meta({"tab": tab}))
        for tab in tabs
    )
