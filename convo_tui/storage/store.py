"""The store: everything Convo keeps, by task. What leaves it is a frozen value of the domain."""

from __future__ import annotations

from pathlib import Path

from convo_tui.storage.after_store import AfterStore
from convo_tui.storage.archive_store import ArchiveStore
from convo_tui.storage.database import Database
from convo_tui.storage.disclosure_store import DisclosureStore
from convo_tui.storage.growth_store import GrowthStore
from convo_tui.storage.import_store import ImportStore
from convo_tui.storage.people_store import PeopleStore
from convo_tui.storage.record_store import RecordStore
from convo_tui.storage.review_store import ReviewStore
from convo_tui.storage.stream_store import StreamStore
from convo_tui.storage.talk_store import TalkStore


class Store(
    PeopleStore,
    TalkStore,
    RecordStore,
    ReviewStore,
    StreamStore,
    ImportStore,
    ArchiveStore,
    DisclosureStore,
    GrowthStore,
    AfterStore,
):
    """All parts on one database; every call waits on the disk, so screens go through a thread."""

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


def open_store(path: Path) -> Store:
    """Open the file, making or migrating it where needed.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or cannot be written.
    """
    return Store(Database(path))
