"""Draw `docs/talk.svg`, the README's picture, from the real talk screen and the sample team.

    uv run python docs/picture.py

A test draws it again and compares, so the picture never shows what the app does not.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from convo_tui import settings
from convo_tui.assets import load_toml
from convo_tui.clock import FakeClock
from convo_tui.demo import generate
from convo_tui.domain.questions import parse_bank
from convo_tui.storage.store import open_store
from convo_tui.ui.app import ConvoApp
from convo_tui.ui.screens.talk import TalkScreen
from convo_tui.ui.setup import Setup
from convo_tui.ui.widgets.note_line import NoteLine

PICTURE = Path(__file__).with_name("talk.svg")
SIZE = (120, 36)
NOW = datetime(2026, 11, 24, 13, 31, tzinfo=UTC)
ZONE = "Europe/Berlin"

# What happens in the talk: seconds that pass, keys that are pressed, a line that is typed.
STORY: tuple[tuple[int, str, str], ...] = (
    (0, "f2", ""),
    (50, "f3", ""),
    (40, "", "+ shipped the billing migration, no rollback"),
    (100, "", "+ paired with Luis until he could deploy alone"),
    (60, "f2", ""),
    (20, "f3", ""),
    (40, "n", ""),
    (40, "", "! staging has been down twice"),
    (60, "", "she fixed it both times and lost a day; nobody owns it since the reorg"),
    (20, "f2", ""),
    (20, "f3", ""),
    (30, "", "? who could own staging"),
    (30, "", "~ looks tired, ask about weekends"),
    (10, "", "> propose an owner for staging ^fri"),
    (10, "", ""),
)


async def draw() -> str:
    """The picture as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "picture.db"
        year = generate(load_toml("demo"), parse_bank(load_toml("questions")), NOW, ZONE)
        store = open_store(database)
        store.take_in(year.values, year.events)
        maya = next(person for person in store.people() if person.name.startswith("Maya"))
        store.close()
        clock = FakeClock(NOW, ZONE)
        missing = Path(folder) / "convo.toml"
        app = ConvoApp(Setup(database, missing, clock, lambda: settings.load(missing)))
        async with app.run_test(size=SIZE) as pilot:
            await app.ready()
            await app.start_talk(maya)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, TalkScreen)  # noqa: S101  # or the picture would lie
            line = screen.query_one(NoteLine)
            for seconds, key, words in STORY:
                for _ in range(0, seconds, 10):
                    clock.advance(10)
                    screen.talk.beat()
                if key:
                    await pilot.press(key)
                if words:
                    line.focus()
                    line.value = words
                    await pilot.press("enter", "escape")
            screen.say("")
            await app.store.read(lambda store: store.people())
            app.saves.refresh()
            screen.tick()
            await pilot.pause()
            return _without_web(app.export_screenshot(title="convo meet maya"))


def _without_web(svg: str) -> str:
    """Take the fonts from the reader's machine: a picture must not call home."""
    svg = re.sub(r"@font-face\s*{.*?}", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    # The identifiers are made from a checksum that differs between runs.
    return re.sub(r"terminal-\d+", "terminal", svg)


def main() -> None:
    """Write the picture beside this file."""
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")


if __name__ == "__main__":
    main()
