"""The field of one line: what is typed and pasted stands in it, and the cursor stays in sight."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen

from convo_tui.ui.widgets.field import Field

LONG = "".join(f"{number:02}," for number in range(80, 100))


class OneField(App[None]):
    """A field, and nothing else."""

    def compose(self) -> ComposeResult:
        yield Field(id="field")

    @property
    def field(self) -> Field:
        return self.query_one(Field)

    @property
    def shown(self) -> str:
        """The line as it stands on the screen."""
        strip = self.screen._compositor.render_strips()[self.field.region.y]
        return strip.text.strip()


async def test_a_text_longer_than_the_field_scrolls_with_the_cursor() -> None:
    app = OneField()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.press(*LONG)
        assert app.field.value == LONG
        assert app.shown.endswith("98,99,")
        await pilot.press("home")
        assert app.shown.startswith("80,81,")
        await pilot.press("end", "backspace", "backspace", "backspace")
        assert app.shown.endswith("97,98,")
        await pilot.resize_terminal(20, 5)
        await pilot.press("x")
        assert app.shown.endswith("98,x")


async def test_a_letter_does_not_lay_the_screen_out_anew() -> None:
    app = OneField()
    async with app.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        with patch.object(Screen, "_refresh_layout", autospec=True) as layout:
            await pilot.press(*"a few letters")
        assert app.field.value == "a few letters"
        layout.assert_not_called()


@pytest.mark.parametrize("pasted", ["one\ntwo", "one\r\n\ttwo", "\x1b[31mone\x1b[0m two\n"])
async def test_all_lines_that_are_pasted_stand_in_the_one(pasted: str) -> None:
    from textual.events import Paste

    app = OneField()
    async with app.run_test(size=(40, 5)) as pilot:
        app.field.post_message(Paste(pasted))
        await pilot.pause()
        assert app.field.value == "one two"
