"""The two own themes, dusk and dawn, and the names of the colours that screens use.

Screens and stylesheets name a colour by what it means (`$manager`, `$bad`), never by its value,
so Textual's own themes work too: there the same names fall back to that theme's palette.
"""

from __future__ import annotations

from textual.theme import Theme

DUSK = {
    "background": "#13151a",
    "surface": "#191c22",
    "panel": "#20242c",
    "text": "#d7dae0",
    "muted": "#858d98",
    "faint": "#3a404b",
    "manager": "#e8a15a",
    "report": "#5fb3a8",
    "good": "#8fbf6f",
    "asks": "#e0b050",
    "bad": "#e06c6c",
    "date": "#7aa2f7",
}
DAWN = {
    "background": "#faf8f4",
    "surface": "#f2efe8",
    "panel": "#e9e5dc",
    "text": "#2b2d33",
    "muted": "#6a655c",
    "faint": "#cfc9bd",
    "manager": "#9a530f",
    "report": "#1d7268",
    "good": "#437127",
    "asks": "#8a5d00",
    "bad": "#b03a3a",
    "date": "#3257c4",
}
PALETTES = {"dusk": DUSK, "dawn": DAWN}


def own_themes() -> list[Theme]:
    """Dusk and dawn, ready to register."""
    return [_theme(name, colours, dark=name == "dusk") for name, colours in PALETTES.items()]


def fallback_variables(dark: bool) -> dict[str, str]:
    """What the names mean under a theme that is not ours."""
    colours = DUSK if dark else DAWN
    names = ("muted", "faint", "manager", "report", "good", "asks", "bad", "date")
    return {name: colours[name] for name in names}


def _theme(name: str, colours: dict[str, str], *, dark: bool) -> Theme:
    return Theme(
        name=name,
        # Amber and teal are people and nothing else: what Textual paints by itself is blue.
        primary=colours["date"],
        secondary=colours["muted"],
        accent=colours["date"],
        warning=colours["asks"],
        error=colours["bad"],
        success=colours["good"],
        foreground=colours["text"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["panel"],
        dark=dark,
        variables={
            **fallback_variables(dark),
            "block-cursor-foreground": colours["text"],
            "block-cursor-background": colours["panel"],
            "block-cursor-text-style": "none",
            "block-cursor-blurred-foreground": colours["text"],
            "block-cursor-blurred-background": colours["surface"],
            "block-cursor-blurred-text-style": "none",
            "input-cursor-background": colours["text"],
            "input-cursor-foreground": colours["background"],
            "input-selection-background": colours["faint"],
            "border": colours["faint"],
            "border-blurred": colours["faint"],
            "scrollbar": colours["faint"],
            "scrollbar-hover": colours["muted"],
            "scrollbar-active": colours["muted"],
            "scrollbar-background": colours["background"],
            "scrollbar-background-hover": colours["background"],
            "scrollbar-background-active": colours["background"],
            "scrollbar-corner-color": colours["background"],
            "footer-key-foreground": colours["text"],
        },
    )
