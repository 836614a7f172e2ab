"""What is cut off in the middle in tests/faults/test_cut_short.py, and what it is done to."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from storage_samples import every_kind

from convo_tui.domain.values import Change
from convo_tui.storage import changeover, cipher, database, driver, header, migrate, snapshot
from convo_tui.storage.backup import Why, backups_of, make
from convo_tui.storage.restore import restore
from convo_tui.storage.sealing import Cost
from convo_tui.storage.store import Store, open_store

NOW = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
DAY = timedelta(days=1)
PASSPHRASE = "four words of mine"  # noqa: S105

Rows = dict[str, list[tuple[Any, ...]]]

NEXT = "9998"
"""A revision after the newest, for the tests alone."""

SCRIPT = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEXT}", "{header.HEAD}", None, None

def upgrade():
    id_, word = sa.Column("id", sa.String, primary_key=True), sa.Column("word", sa.Text)
    op.create_table("mood", id_, word)
    op.execute("INSERT INTO mood SELECT id, text FROM note")
    with op.batch_alter_table("draft") as batch:
        batch.add_column(sa.Column("kept", sa.Integer, nullable=False, server_default="1"))
    op.execute("UPDATE draft SET kept = 2")
    op.create_index("mood_word", "mood", ["word"])
"""  # noqa: S608  # our own names


def file_in(folder: Path) -> Path:
    """The database of a prepared folder."""
    return folder / "convo.db"


# --- what is done ----------------------------------------------------------------------------


def begin(folder: Path) -> None:
    """Make a new database."""
    open_store(file_in(folder)).close()


def bring_up_to_date(folder: Path) -> None:
    """Open a database of an older revision."""
    open_store(file_in(folder)).close()


def bring_to_the_next(folder: Path) -> None:
    """Open a database at the newest revision with a Convo that has one more."""
    script = folder / "revisions" / f"{NEXT}_moods.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text(SCRIPT)
    for module in (header, snapshot):
        setattr(module, "KNOWN_REVISIONS", (*header.KNOWN_REVISIONS, NEXT))  # noqa: B010
    for module in (header, database):
        setattr(module, "HEAD", NEXT)  # noqa: B010
    ours = Path(migrate.__file__).with_name("migrations")

    def scripts() -> ScriptDirectory:
        config = Config()
        config.set_main_option("script_location", str(ours))
        config.set_main_option("path_separator", "os")
        places = [str(ours / "versions"), str(script.parent)]
        config.set_main_option("version_locations", os.pathsep.join(places))
        return ScriptDirectory.from_config(config)

    migrate.scripts = scripts
    open_store(file_in(folder)).close()


def back_up(folder: Path) -> None:
    """Make a backup a day after the one that is there."""
    unlocked(file_in(folder))
    make(file_in(folder), Why.BY_HAND, NOW + DAY)


def bring_back(folder: Path) -> None:
    """Restore the only backup."""
    (backup,) = backups_of(file_in(folder))
    unlocked(backup.path)
    unlocked(file_in(folder))
    restore(backup.path, file_in(folder), NOW + DAY)


# --- what it is done to ----------------------------------------------------------------------


def filled(folder: Path) -> Path:
    """A database at the newest revision with one of everything, as a program that was killed left
    it: what was written last stands in its log alone."""
    path = file_in(folder)
    with _killed(path) as store:
        store.apply(*map(Change.added, every_kind("of old")))
        store.keep_draft("line", "half a sentence")
    return path


def with_a_backup(folder: Path) -> Path:
    """The same, with a backup in which less stands."""
    path = filled(folder)
    make(path, Why.DAILY, NOW - DAY)
    with _killed(path) as store:
        store.apply(*map(Change.added, every_kind("since then")))
    return path


def encrypted_with_a_backup(folder: Path) -> Path:
    """The same, both encrypted."""
    path = _encrypted(filled(folder))
    make(path, Why.DAILY, NOW - DAY)
    with _killed(path) as store:
        store.apply(*map(Change.added, every_kind("since then")))
    return path


def encrypted_since_the_backup(folder: Path) -> Path:
    """An encrypted database with a plain backup."""
    return _encrypted(with_a_backup(folder))


def decrypted_since_the_backup(folder: Path) -> Path:
    """A plain database with an encrypted backup."""
    path = encrypted_with_a_backup(folder)
    changeover.decrypt(path)
    return path


def damaged_with_a_backup(folder: Path) -> Path:
    """A database, with a log, of which nothing can be read, and a backup."""
    path = with_a_backup(folder)
    path.write_bytes(b"no database " * 1000)
    driver.log_of(path).write_bytes(b"and no log " * 1000)
    return path


@contextmanager
def _killed(path: Path) -> Iterator[Store]:
    """A store whose file stays behind as if its program had been killed in the end."""
    with closing(open_store(path)) as store:
        yield store
        left = {each: each.read_bytes() for each in (path, driver.log_of(path))}
    for each, content in left.items():
        each.write_bytes(content)
        each.chmod(0o600)


def _encrypted(path: Path) -> Path:
    file, key, _ = cipher.KeyFile.new(PASSPHRASE, Cost(2**4))
    changeover.encrypt(path, file, key)
    return path


def unlocked(path: Path) -> Path:
    """The file, unlocked in this process if it is encrypted."""
    if driver.is_locked(path):
        cipher.unlock(path, PASSPHRASE)
    return path


def at_revision(path: Path, revision: str) -> Path:
    """A database at an older revision, with all that its tables can hold of one at the newest."""
    newest = filled(path.parent)
    source = newest.rename(newest.with_name("newest.db"))
    newest.with_name("convo.db-wal").rename(newest.with_name("newest.db-wal"))
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda opened, _: opened.execute("PRAGMA journal_mode = WAL"))
    with engine.begin() as connection:
        migrate.upgrade(connection, revision)
        connection.exec_driver_sql(f"PRAGMA application_id = {header.APPLICATION_ID}")
    engine.dispose()
    with closing(sqlite3.connect(path)) as old:
        old.execute("ATTACH ? AS newest", (str(source),))
        for table in _tables(old):
            both = _columns(old, "main", table) & _columns(old, "newest", table)
            names = ", ".join(sorted(both))
            copy = f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM newest."{table}"'  # noqa: S608
            old.execute(copy)
        old.commit()
    source.unlink()
    return path


def rows_of(path: Path) -> Rows:
    """All that was written in a database, by table, without what is derived from it."""
    with closing(driver.connect(unlocked(path))) as connection:
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"'), key=repr)  # noqa: S608
            for table in _tables(connection)
        }


def revision_of(path: Path) -> str:
    """At which revision a database is."""
    with closing(driver.connect(path)) as connection:
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(revision)


def _tables(connection: sqlite3.Connection) -> list[str]:
    listed = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite_%' AND name NOT IN ('alembic_version', 'entry')"
    )
    return [name for (name,) in listed]


def _columns(connection: sqlite3.Connection, schema: str, table: str) -> set[str]:
    asked = "SELECT name FROM pragma_table_info(?, ?)"
    return {f'"{name}"' for (name,) in connection.execute(asked, (table, schema))}
