"""A real browser without a window: what it makes of a page, what it asks for, what it prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), "")
PATIENCE = 100.0
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-breakpad", "--disable-dev-shm-usage",
)  # fmt: skip
PAGE = re.compile(rb"/Type\s*/Page\b")


class Chromium:
    """Runs the browser with a home of its own; all it asks the network for comes to this process.

    Attributes:
        asked: the addresses that were asked for, whoever in the browser did so.
    """

    def __init__(self, folder: Path, port: int, asked: list[str]) -> None:
        self.folder = folder
        self.asked = asked
        self._port = port

    def dom(self, page: Path) -> str:
        """The page as the browser has it once it is there, and once its scripts ran."""
        return self._run("--virtual-time-budget=2000", "--dump-dom", page.as_uri()).decode()

    def pdf(self, page: Path) -> bytes:
        """The page as it is printed."""
        printed = self.folder / "printed.pdf"
        self._run("--no-pdf-header-footer", f"--print-to-pdf={printed}", page.as_uri())
        return printed.read_bytes()

    def _run(self, *arguments: str) -> bytes:
        home = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}
        done = subprocess.run(
            [
                PROGRAM,
                *QUIET,
                f"--user-data-dir={self.folder / 'profile'}",
                f"--proxy-server=http://127.0.0.1:{self._port}",
                *arguments,
            ],
            env={**os.environ, **home},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        return done.stdout


@contextmanager
def browser(folder: Path) -> Iterator[Chromium]:
    """The browser, and a proxy that writes down what it asks for and gives it nothing."""
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_HEAD = do_CONNECT = do_GET  # noqa: N815  # as http.server calls them

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Chromium(folder, server.server_address[1], asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pages_in(pdf: bytes) -> int:
    """How many pages a PDF of the browser's has."""
    return len(PAGE.findall(pdf))
