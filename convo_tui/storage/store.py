"""The store: everything Convo keeps, by task. What leaves it is a frozen value of the domain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from convo_tui.storage.after_store import AfterStore
from convo_tui.storage.database import Database
from convo_tui.storage.growth_store import GrowthStore
from convo_tui.storage.people_store import PeopleStore
from convo_tui.storage.record_store import RecordStore
from convo_tui.storage.stream_store import StreamStore
from convo_tui.storage.talk_store import TalkStore

if TYPE_CHECKING:
    from convo_tui.storage.archive_store import ArchiveStore
    from convo_tui.storage.disclosure_store import DisclosureStore
    from convo_tui.storage.import_store import ImportStore
    from convo_tui.storage.review_store import ReviewStore


class Store(
    PeopleStore,
    TalkStore,
    RecordStore,
    StreamStore,
    GrowthStore,
    AfterStore,
):
    """All parts on one database; every call waits on the disk, so screens go through a thread.

    What is asked for now and then stands apart, and is imported when it is asked for.
    """

    @property
    def reviews(self) -> ReviewStore:
        """The record of a person over a period."""
        from convo_tui.storage.review_store import ReviewStore

        return ReviewStore(self.database)

    @property
    def imports(self) -> ImportStore:
        """What is brought in from elsewhere, and taking that back."""
        from convo_tui.storage.import_store import ImportStore

        return ImportStore(self.database)

    @property
    def archives(self) -> ArchiveStore:
        """The whole file as an archive, out and in."""
        from convo_tui.storage.archive_store import ArchiveStore

        return ArchiveStore(self.database)

    @property
    def disclosures(self) -> DisclosureStore:
        """All that is kept about one person."""
        from convo_tui.storage.disclosure_store import DisclosureStore

        return DisclosureStore(self.database)

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


def open_store(path: Path) -> Store:
    """Open the file, making or migrating it where needed.

    Raises:
        StorageProblem: the file is foreign, newer, damaged or cannot be written.
    """
    return Store(Database(path))
