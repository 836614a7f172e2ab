"""What reading the settings gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from convo_tui.domain.agenda import Template
    from convo_tui.settings.model import Settings


class SettingsProblem(Exception):
    """A choice could not be kept; its text is one plain sentence for the person."""


class Problem(NamedTuple):
    """Something in the settings file that does not count.

    Attributes:
        line: where, from 1; None when it has no place in the file.
        message: one plain sentence, which may quote what the file says: show it cleaned.
    """

    line: int | None
    message: str

    def __str__(self) -> str:
        return self.message if self.line is None else f"Line {self.line}: {self.message}"


class FirstLook(NamedTuple):
    """What the first frame must know of the settings."""

    theme: str = "dusk"
    mouse: bool = True
    private_hidden: bool = False


class Loaded(NamedTuple):
    """The settings in force, and what of the file is not.

    Attributes:
        settings: the file's where they are right, the defaults elsewhere.
        templates: the shipped agendas with the person's own.
        problems: by line.
        key_lines: the line of each entry of `settings.keys`, for whoever knows the commands.
        theme_line: the line of the theme, for whoever knows the themes.
    """

    settings: Settings
    templates: tuple[Template, ...]
    problems: tuple[Problem, ...]
    key_lines: Mapping[str, int]
    theme_line: int | None = None
