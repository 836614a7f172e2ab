"""The real app, in which the key that blanks the screen fails instead."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from faults.sentinel import LEAVES, MAYA

if TYPE_CHECKING:
    from terminal.real_convo import Convo
    from terminal.terminal import Terminal

CRASHES = {
    "in a command": "fails",
    "while painting": "lambda self: spoil(self)",
    "in a worker": "lambda self: self.run_worker(fails(self))",
    "in a message": "lambda self: self.call_later(fails, self)",
}
GOES_ON = {
    "in a thread": "in_a_thread",
    "in a forgotten task": "in_a_task",
    "in a destructor": "in_a_destructor",
    "as a warning": "as_a_warning",
    "as a line of a log": "as_a_log_line",
    "in a screen for developers": "to_textual",
}

LAUNCHER = """
import asyncio, gc, logging, sys, threading, warnings
from convo_tui import __main__, bootstrap
build_app = bootstrap.build_app
NOTE = "zxq" + "vwkj"

async def fails(self):
    note = [NOTE] * 3
    raise ValueError(f"cannot show {note}")

def at_once(*_):
    note = [NOTE] * 3
    raise ValueError(f"cannot show {note}")

def spoil(self):
    from convo_tui.ui.widgets.key_bar import KeyBar
    KeyBar.render_line = at_once
    self.screen.query_one(KeyBar).refresh()

def in_a_thread(self):
    thread = threading.Thread(target=at_once)
    thread.start()
    thread.join()

async def in_a_task(self):
    task = asyncio.get_running_loop().create_task(fails(self))
    await asyncio.sleep(0)
    del task
    gc.collect()

def in_a_destructor(self):
    made = type("Made", (), {"__del__": at_once})()
    del made

def as_a_warning(self):
    warnings.warn(NOTE, stacklevel=1)

def as_a_log_line(self):
    logging.getLogger("library").warning("said %s", NOTE)
    try:
        at_once()
    except ValueError:
        logging.getLogger("library").exception("failed over %s", NOTE)

def to_textual(self):
    self.log(NOTE)
    print(NOTE, file=sys.stderr)

def build(*arguments, **options):
    from convo_tui.ui.app import ConvoApp
    ConvoApp.action_blank = HOW
    return build_app(*arguments, **options)

bootstrap.build_app = build
__main__.main()
"""


@contextmanager
def app_with(convo: Convo, how: str, name: str = MAYA.name) -> Iterator[Terminal]:
    """The real app on Maya's file, in which `,` fails in one way."""
    from terminal.terminal import Terminal

    script = convo.folder / "launcher.py"
    script.write_text(LAUNCHER.replace("HOW", how))
    script.chmod(0o600)
    env = {**convo.env, "PYTHONPATH": str(Path.cwd())}
    with Terminal([sys.executable, str(script)], env=env) as terminal:
        terminal.wait_for(name, "? keys")
        yield terminal


def left_behind(terminal: Terminal) -> str:
    """What stands in the terminal once the app is gone."""
    raw = bytes(terminal.raw)
    assert LEAVES in raw
    return raw[raw.rfind(LEAVES) :].decode()
