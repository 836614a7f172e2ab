"""What an app is started with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convo_tui.settings import FirstLook

if TYPE_CHECKING:
    from convo_tui.clock import Clock
    from convo_tui.settings import Loaded
    from convo_tui.storage.problems import StorageProblem
    from convo_tui.storage.store import Store


class Setup(NamedTuple):
    """What the app is started with; `bootstrap` makes it, tests make their own.

    Attributes:
        database: the file to open.
        settings_file: where the settings are kept.
        look: what of the settings the first frame needs.
        load_settings: reads all of them; runs in a thread, after the first frame.
        talk_with: a person to open the talk of at once, by id.
        template: the agenda that talk starts with.
        notice: a sentence for the first screen.
        backups: whether backups are made by themselves, and missed where they are old.
        damage: what was found wrong with the file before; recovery comes first then.
        unwritten: what an app before this one could not write, to be written once it is open.
    """

    database: Path
    settings_file: Path
    clock: Clock
    load_settings: Callable[[], Loaded]
    look: FirstLook = FirstLook()
    talk_with: str | None = None
    template: str = ""
    notice: str = ""
    backups: bool = False
    damage: StorageProblem | None = None
    unwritten: tuple[Callable[[Store], object], ...] = ()


TOLD_AT_START = 5
"""Mistakes of the settings file that are told in a corner, each with its line."""


def told_together(problems: Sequence[str]) -> str:
    """What of the settings file does not count, in one place: a pile would cover the screen."""
    more = len(problems) - TOLD_AT_START
    rest = f" And {more} more: the page of the settings has them." if more > 0 else ""
    return " ".join(problems[:TOLD_AT_START]) + rest
