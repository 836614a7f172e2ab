"""A writer that is not root, whose files lose their rights for a while; a script of its own."""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from concurrent.futures import wait
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from faults.every_write import Rounds, lost_and_half

from convo_tui.storage import writer as writer_module
from convo_tui.storage.problems import StorageProblem
from convo_tui.storage.store import open_store
from convo_tui.storage.writer import Writer

NOBODY = 65534
PATIENCE = 60.0


def main(path: Path, mode: int) -> None:
    writer_module.RETRY_SECONDS = writer_module.WATCH_SECONDS = 0.01
    path.parent.mkdir(mode=0o700)
    rounds = Rounds()
    with closing(open_store(path)) as store:
        rounds.begin(store)
    if os.geteuid() == 0:
        _become_nobody(path)
    writer = Writer(lambda: open_store(path))
    writer.start()
    writer.opened.result(PATIENCE)
    given = [(each, writer.submit(each.work)) for each in rounds.next()]
    wait([future for _, future in given], PATIENCE)
    files = list(path.parent.iterdir())
    for each in files:
        each.chmod(mode)
    given += [(each, writer.submit(each.work)) for each in rounds.next()]
    until = time.monotonic() + PATIENCE
    while not (problem := writer.state.problem) and time.monotonic() < until:
        time.sleep(0.01)
    for each in files:
        each.chmod(0o600)
    wait([future for _, future in given], PATIENCE)
    written = [each for each, future in given if future.done() and not future.exception()]
    lost = len(given) - len(written) + (not writer.close(PATIENCE)) + lost_and_half(path, written)
    before = _content(path)
    path.chmod(mode)
    refused = ""
    try:
        open_store(path).close()
    except StorageProblem as fault:
        refused = type(fault).__name__
    path.chmod(0o600)
    told = {"tried": len(given), "lost": lost, "problem": problem, "refused": refused}
    sys.stdout.write(json.dumps(told | {"touched": _content(path) != before}))


def _become_nobody(path: Path) -> None:
    # Nobody may not read where the modules stand, so all that are needed are read before.
    for name in ("open_file", "migrate", "backup", "rescue", "entries"):
        importlib.import_module(f"convo_tui.storage.{name}")
    for each in (path.parent, *path.parent.iterdir()):
        os.chown(each, NOBODY, NOBODY)
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def _content(path: Path) -> dict[str, str]:
    return {each.name: sha256(each.read_bytes()).hexdigest() for each in path.parent.iterdir()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2], 8))
