"""Imported where processes are forked to be killed: what each would do anew is done before.

A first migration in a process costs several times what it costs from then on: tables are mapped,
revisions are loaded, statements compiled. None of that touches the file that is to be cut off.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from storage_samples import every_kind

from convo_tui.domain.values import Change
from convo_tui.storage.store import open_store

with tempfile.TemporaryDirectory() as folder, closing(open_store(Path(folder) / "a.db")) as store:
    store.apply(*map(Change.added, every_kind("words")))
    store.keep_draft("line", "half a sentence")
    store.people()
