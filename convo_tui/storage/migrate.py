"""Bring a file to the newest tables with Alembic, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from convo_tui.storage.schema import metadata


def scripts() -> ScriptDirectory:
    """The migrations that ship inside the package."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return ScriptDirectory.from_config(config)


def upgrade(connection: Connection, target: str) -> None:
    """Run what is missing up to `target`; the caller's transaction makes it all or nothing."""
    script = scripts()
    context = EnvironmentContext(
        Config(),
        script,
        # The same call that Alembic's own `command.upgrade` makes.
        fn=lambda revision, _: script._upgrade_revs(target, revision),  # noqa: SLF001
    )
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=False,
    )
    with context:
        context.run_migrations()
