"""The colours: readable on every ground they stand on, and named by what they mean."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from contrast import READABLE, contrast
from textual._color_constants import COLOR_NAME_TO_RGB
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.css.tokenize import tokenize
from textual.theme import BUILTIN_THEMES

import convo_tui.ui
from convo_tui import assets
from convo_tui.ui.theme import PALETTES, fallback_variables, own_themes
from convo_tui.ui.widgets.row import Row
from convo_tui.ui.widgets.row_list import Item, RowList

WORDS = ("text", "muted", "manager", "report", "good", "asks", "bad", "date")
GROUNDS = ("background", "surface", "panel")
UI = Path(convo_tui.ui.__file__).parent
STYLES = sorted(assets.styles_dir().rglob("*.tcss"))
PYTHON = sorted(path for path in UI.rglob("*.py") if path.name != "theme.py")
VARIABLE = re.compile(r"\$([a-z][a-z0-9-]*)")
HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")
CODE = re.compile(rf"{HEX.pattern}|\b(?:rgb|hsl)a?\(")
NO_COLOUR = {"transparent", "auto"}


def strings(path: Path) -> Iterator[str]:
    """The texts in a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_the_contrast_is_computed_as_wcag_says() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_readable_on_every_ground(palette: str, ground: str, word: str) -> None:
    colours = PALETTES[palette]
    figure = contrast(Color.parse(colours[word]), Color.parse(colours[ground]))
    assert figure >= READABLE, f"{figure:.2f}"


@pytest.mark.parametrize("palette", PALETTES)
def test_what_is_marked_in_a_field_stays_readable(palette: str) -> None:
    colours = PALETTES[palette]
    assert contrast(Color.parse(colours["text"]), Color.parse(colours["faint"])) >= READABLE


class Lines(App[None]):
    """A list with a line of every colour, in the look of the app."""

    CSS_PATH = assets.styles_dir() / "app.tcss"

    def __init__(self, palette: str) -> None:
        super().__init__()
        for theme in own_themes():
            self.register_theme(theme)
        self.theme = palette

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return fallback_variables(dark=True)

    def compose(self) -> ComposeResult:
        yield RowList[str](id="lines")

    def on_mount(self) -> None:
        lines = self.query_one("#lines", RowList)
        lines.set_items(
            Item(Row(Content.styled("word", "" if name == "text" else f"${name}")), name)
            for name in WORDS
        )
        lines.focus()


@pytest.mark.parametrize("palette", PALETTES)
async def test_a_line_under_the_cursor_stays_readable_in_every_colour(palette: str) -> None:
    app = Lines(palette)
    panel, text = (Color.parse(PALETTES[palette][name]) for name in ("panel", "text"))
    async with app.run_test() as pilot:
        lines = app.query_one("#lines", RowList)
        for place, item in enumerate(lines.items):
            lines.highlighted = place
            await pilot.pause()
            parts = [part for part in lines.render_line(place) if part.text.strip()]
            assert [part.text.strip() for part in parts] == ["▸", "word"]
            expected = Color.parse(PALETTES[palette][str(item.value)])
            for part, wanted in zip(parts, (text, expected), strict=True):
                assert part.style is not None
                assert part.style.color is not None
                assert part.style.bgcolor is not None
                word = Color.from_rich_color(part.style.color)
                ground = Color.from_rich_color(part.style.bgcolor)
                assert (word.hex, ground.hex) == (wanted.hex, panel.hex)
                assert contrast(word, ground) >= READABLE


@cache
def used_variables() -> frozenset[str]:
    """The names that the style sheets and the screens call colours by."""
    texts = [path.read_text(encoding="utf-8") for path in STYLES]
    texts += [text for path in PYTHON for text in strings(path)]
    return frozenset(name for text in texts for name in VARIABLE.findall(text))


@pytest.mark.parametrize("name", [*BUILTIN_THEMES, *PALETTES])
def test_every_theme_knows_every_colour_that_is_used(name: str) -> None:
    app = Lines("dusk")
    app.theme = name
    used, known = used_variables(), app.get_css_variables()
    assert {"muted", "manager", "report", "panel"} <= used
    assert used <= known.keys()
    for variable in used:
        Color.parse(known[variable])  # raises where it is none


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)
def test_no_style_sheet_has_a_colour_of_its_own(path: Path) -> None:
    found = []
    for token in tokenize(path.read_text(encoding="utf-8"), (str(path), "")):
        named = token.value in COLOR_NAME_TO_RGB and token.value not in NO_COLOUR
        if token.name == "color" or (token.name == "token" and named):
            found.append(token.value)
    assert not found


def test_a_colour_in_a_style_sheet_would_be_found() -> None:
    sheet = (
        "#add { color: red; background: #123; border: round rgb(1,2,3); &:hover { tint: #fff; } }"
    )
    tokens = list(tokenize(sheet, ("", "")))
    assert [token.value for token in tokens if token.name == "color"] == [
        "#123",
        "rgb(1,2,3)",
        "#fff",
    ]
    assert "red" in [token.value for token in tokens if token.name == "token"]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.stem)
def test_no_screen_has_a_colour_of_its_own(path: Path) -> None:
    found = [text for text in strings(path) if CODE.search(text) or _names_colours(text)]
    assert not found


def _names_colours(text: str) -> bool:
    """Whether it is a style with a colour's name in it, such as `bold red` or `on blue`."""
    manners = {"bold", "dim", "italic", "underline", "reverse", "strike", "not", "on"}
    words = set(text.split()) - manners
    return bool(words) and words <= COLOR_NAME_TO_RGB.keys() - NO_COLOUR


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("bold red", True),
        ("on blue", True),
        ("bold $bad", False),
        ("bold", False),
        ("transparent", False),
        ("red alert", False),
    ],
)
def test_a_colour_in_a_style_would_be_found(text: str, is_one: bool) -> None:
    assert _names_colours(text) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"), [("color: #fff;", True), ("on rgb(1,2,3)", True), ("#lines", False)]
)
def test_the_code_of_a_colour_would_be_found(text: str, is_one: bool) -> None:
    assert bool(CODE.search(text)) is is_one
