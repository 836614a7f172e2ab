"""The title line of a screen with tabs: the name, the tabs with the chosen one marked, a figure."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from convo_tui.text import shorten

NAME_CELLS = 12
"""Cells that the name keeps before the figure at the right gives way to it."""

MARGIN = 8
"""Cells between the parts and at the ends."""


def tab_title(
    name: str, tabs: Iterable[str], chosen: str, figure: str, width: int
) -> tuple[Content, Content]:
    """The left and the right end of the line.

    A click on a tab finds its name in the style's meta, under "tab".

    Args:
        name: whose screen it is, as typed.
        tabs: their names, in order.
        chosen: the one that is shown.
        figure: what there is at the right end, where it has room.
        width: cells of the whole line.
    """
    listed = Content("").join(
        Content(f" {tab.capitalize()} ")
        .stylize("bold $foreground on $panel" if tab == chosen else "$muted")
        .stylize(Style.from_meta({"tab": tab}))
        for tab in tabs
    )
    room = width - listed.cell_length - len(figure) - MARGIN
    if room < NAME_CELLS:
        room, figure = room + len(figure), ""
    title = Content.assemble((shorten(name, max(4, room)), "bold"), "  ", listed)
    return title, Content.styled(figure, "$muted")
