"""Thin bars made of line characters: how far, and who how much."""

from __future__ import annotations

from textual.content import Content


def line_bar(fraction: float, width: int, style: str, rest: str = "$faint") -> Content:
    """A bar filled to `fraction` (0 to 1) of `width` cells."""
    filled = round(min(max(fraction, 0.0), 1.0) * width)
    return Content.assemble(("━" * filled, style), ("━" * (width - filled), rest))


def share_bar(manager_share: float | None, width: int) -> Content:
    """Manager amber at the left, report teal at the right; faint before anybody spoke."""
    if manager_share is None:
        return Content.styled("━" * width, "$faint")
    return line_bar(manager_share, width, "$manager", "$report")


def part_boxes(filled: int, of: int) -> Content:
    """Small boxes for the parts of a commitment that are written."""
    return Content.assemble(("▪" * filled, "$good"), ("▫" * (of - filled), "$muted"))
