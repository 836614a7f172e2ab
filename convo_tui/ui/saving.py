"""Asking where a document should go, and saving it there; leaving while the file takes nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.documents.files import AlreadyThere, check_place, save_text, typed_path
from convo_tui.paths import PathProblem
from convo_tui.ui.modals.choice import Choice, Option
from convo_tui.ui.modals.line import LineSheet
from convo_tui.ui.widgets.title_bar import age_words

if TYPE_CHECKING:
    from convo_tui.ui.app import ConvoApp

HINT = "enter saves · esc leaves · only you can read the file"


async def ask_and_save(app: ConvoApp, title: str, text: str, name: str) -> Path | None:
    """Ask for a path until the text is saved there; it pushes screens, so call it in a worker.

    Args:
        app: on which to ask.
        title: what is asked, as a sentence.
        text: what to save.
        name: the proposed name, in the person's home folder.

    Returns:
        Where it was saved; None where the person left without.
    """
    typed, hint = f"~/{name}", HINT
    while True:
        sheet = LineSheet(title, value=typed, hint=hint, check=_wrong_place)
        line = await app.push_screen_wait(sheet)
        if line is None:
            return None
        typed, hint, path = line, HINT, typed_path(line)
        try:
            if await _save(app, path, text):
                return path
        except PathProblem as problem:
            hint = str(problem)


def _wrong_place(line: str) -> str:
    try:
        check_place(typed_path(line))
    except PathProblem as problem:
        return str(problem)
    return ""


async def _save(app: ConvoApp, path: Path, text: str) -> bool:
    """Save it, asking before another file is replaced; whether it was saved."""
    try:
        await asyncio.to_thread(save_text, path, text)
    except AlreadyThere as there:
        options: list[Option[bool]] = [
            Option("n", "Give another name", False),
            Option("r", "Replace the file", True),
        ]
        sheet: Choice[bool] = Choice("Replace it?", options, text=str(there))
        if not await app.push_screen_wait(sheet):
            return False
        await asyncio.to_thread(save_text, path, text, overwrite=True)
    return True


async def leaves_unsaved(app: ConvoApp) -> bool:
    """Ask what to do with what is not saved; whether to leave. Call it in a worker."""
    state = app.store.state
    if not state.problem:
        return True
    waits = "1 change waits" if state.waiting == 1 else f"{state.waiting} changes wait"
    sheet: Choice[str] = Choice(
        "Not everything is saved",
        [
            Option("w", "Write everything into another file", "write"),
            Option("s", "Stay; Convo keeps trying", "stay"),
            Option("l", "Leave all the same", "leave", "what waits is lost"),
        ],
        text=f"{state.problem.capitalize()}, for {age_words(state.age())}; {waits}.",
    )
    chosen = await app.push_screen_wait(sheet)
    if chosen == "write":
        from convo_tui.ui.modals.rescue import Rescue

        await app.push_screen_wait(Rescue())
        return not app.store.state.problem
    return chosen == "leave"
