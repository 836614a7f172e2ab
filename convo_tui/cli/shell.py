"""What all commands share: the file, the time, the settings, and saying that something cannot be.

Nothing heavy is imported before it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from convo_tui import paths
from convo_tui.clock import Clock, SystemClock
from convo_tui.text import clean

if TYPE_CHECKING:
    from convo_tui.domain.people import Person
    from convo_tui.settings import Loaded
    from convo_tui.storage.plain import Ask
    from convo_tui.storage.store import Store

    Looked = tuple[Ask, tuple[Person, ...]] | None


class CannotDo(click.ClickException):
    """Something could not be done; the message is one plain line that says what to do."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line alone, on standard error."""
        del file
        click.echo(clean(self.format_message()), err=True)


@dataclass
class Shell:
    """Where a command stands.

    Attributes:
        clock: the time.
        given: the file as `--database` named it.
    """

    clock: Clock = field(default_factory=SystemClock)
    given: str | None = None

    @property
    def database(self) -> Path:
        """The file: `--database`, `CONVO_DATABASE`, or the usual one."""
        return paths.database_path(self.given)

    @cached_property
    def loaded(self) -> Loaded:
        """The settings in force."""
        from convo_tui import settings

        return settings.load(paths.settings_path())

    @cached_property
    def zone(self) -> str:
        """The manager's zone."""
        return self.loaded.settings.zone or self.clock.local_zone()

    @property
    def home(self) -> ZoneInfo:
        """The same, to compute with."""
        return ZoneInfo(self.zone)

    @cached_property
    def now(self) -> datetime:
        """The time of this command, in the manager's zone."""
        return self.clock.now().astimezone(self.home)

    @cached_property
    def quick_now(self) -> datetime:
        """The same as `now`, with only the zone of the settings read: for what prints at once."""
        from convo_tui.settings import peek_zone

        zone = peek_zone(paths.settings_path()) or self.clock.local_zone()
        return self.clock.now().astimezone(ZoneInfo(zone))

    @contextmanager
    def looking(self) -> Iterator[Looked]:
        """The file for a command that only looks and prints at once: without SQLModel."""
        from convo_tui.storage.glance import looking

        if self.given and not self.database.exists():
            raise CannotDo(f"There is no file {self.database}.")
        with looking(self.database) as found:
            yield found

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The store, open while the command needs it."""
        from convo_tui.bootstrap import shell_store

        with shell_store(self.database) as store:
            yield store

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store for a command that only looks: a file named by a slip is not made."""
        if self.given and not self.database.exists():
            raise CannotDo(f"There is no file {self.database}.")
        with self.store() as store:
            yield store


pass_shell = click.make_pass_decorator(Shell, ensure=True)


def _take_database(ctx: click.Context, _: click.Parameter, given: str | None) -> None:
    if given:
        ctx.ensure_object(Shell).given = given


class ConvoCommand(click.Command):
    """A command that takes `--database` as well as the group before it does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(
            click.Option(
                ["--database"],
                metavar="FILE",
                expose_value=False,
                callback=_take_database,
                help="The file to use instead of the usual one.",
            )
        )


class ConvoGroup(ConvoCommand, click.Group):
    """A group of such commands."""

    command_class = ConvoCommand
