"""The command line in the tests' own process, with a clock that stands still."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from click.testing import CliRunner, Result
from ready_files import keep, new_store

from convo_tui import paths
from convo_tui.cli import cli
from convo_tui.cli.shell import Shell
from convo_tui.clock import FakeClock
from convo_tui.domain.meeting import MeetingEvent
from convo_tui.domain.values import Value
from convo_tui.storage.store import Store

ZONE = "Europe/Berlin"


class Convo:
    """Runs commands, as on a machine on which nothing was ever kept."""

    def __init__(self) -> None:
        self.clock = FakeClock(zone=ZONE)
        self.file = paths.database_path()
        self.settings_file = paths.settings_path()

    def run(self, *arguments: str, given: str = "") -> Result:
        """Run a command; `given` is what comes in on standard input."""
        result = CliRunner().invoke(cli, arguments, input=given, obj=Shell(self.clock))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def told(self, *arguments: str, given: str = "") -> str:
        """What a command prints; it must have worked."""
        result = self.run(*arguments, given=given)
        assert result.exit_code == 0, result.stderr
        return result.stdout

    def lines(self, *arguments: str) -> list[str]:
        """The same by lines, each with single spaces between its columns."""
        return [" ".join(line.split()) for line in self.told(*arguments).splitlines()]

    def json(self, *arguments: str) -> Any:
        """The same as a program reads it."""
        return json.loads(self.told(*arguments))

    def refused(self, *arguments: str, given: str = "") -> str:
        """The one line that says why a command could not; it must not have worked."""
        result = self.run(*arguments, given=given)
        assert result.exit_code == 1, result.stdout
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        return line

    def keep(self, values: Iterable[Value], events: Iterable[MeetingEvent] = ()) -> None:
        """Put values into the file."""
        keep(self.file, values, events)

    def set(self, text: str) -> None:
        """Write the settings file."""
        paths.write_private(self.settings_file, text)

    def open(self) -> Store:
        """The file, to look into; close it."""
        return new_store(self.file)
