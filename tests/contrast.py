"""How well words stand out from their ground, as WCAG 2 computes it."""

from __future__ import annotations

from textual.color import Color

READABLE = 4.5
"""The least contrast of words on their ground."""


def luminance(colour: Color) -> float:
    """The relative luminance, 0 to 1."""
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in colour.normalized
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
