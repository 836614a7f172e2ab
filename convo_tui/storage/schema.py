"""Every table, declared: for whatever works on all of them."""

from __future__ import annotations

from convo_tui.storage import coaching_tables, record_tables, talk_tables
from convo_tui.storage.table_base import metadata

__all__ = ["coaching_tables", "metadata", "record_tables", "talk_tables"]
