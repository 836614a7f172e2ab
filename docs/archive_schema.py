"""Writes docs/archive.schema.json anew from the values that Convo keeps; a test compares them."""

import json
from pathlib import Path

from convo_tui.storage.archive_values import schema

if __name__ == "__main__":
    target = Path(__file__).with_name("archive.schema.json")
    text = json.dumps(schema(), ensure_ascii=False, indent=1)
    target.write_text(f"{text}\n", encoding="utf-8")
