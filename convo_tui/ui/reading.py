"""What cannot be read just now: said in place, and never the end of the app.

What a screen shows waits until it can be read (`AsyncStore.until_read`). What a key does fails, is
said, and can be tried again: a sheet that came up minutes later would catch what is typed by then.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from typing import TypeVar

from textual.actions import ActionParseResult
from textual.dom import DOMNode
from textual.worker import WorkerFailed, WorkType

from convo_tui.ui.paced import PacedApp

T = TypeVar("T")


def sentence_of(fault: BaseException) -> str:
    """What to say of a disk that does not let something be read; "" where it is not that."""
    from convo_tui.storage.trouble import words_of_reading

    words = words_of_reading(fault)
    return f"Not read: {words}. Try again in a moment." if words else ""


def unread_by(error: Exception) -> str:
    """The same of a worker that failed, whosever it is: whatever began it goes on without it."""
    return sentence_of(error.error) if isinstance(error, WorkerFailed) else ""


async def or_said(work: WorkType[T], say: Callable[[str], None]) -> T:
    """Do something; where the disk does not let it be read, that is said and it is given up.

    Args:
        work: as Textual's workers take it, for the loop.
        say: says a sentence in place.

    Raises:
        CancelledError: it was given up.
    """
    try:
        begun = work if inspect.isawaitable(work) else work()
        assert inspect.isawaitable(begun)  # noqa: S101  # threads are not begun here
        result: T = await begun
    except Exception as fault:
        sentence = sentence_of(fault)
        if not sentence:
            raise
        say(sentence)
        raise asyncio.CancelledError from fault
    return result


class ReadingApp(PacedApp):
    """An app in which a command that cannot read what it needs says so."""

    def say(self, sentence: str) -> None:
        """Tell something."""
        self.notify(sentence, markup=False)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """As Textual's, for the commands of all screens; what runs on in workers says it there."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except Exception as fault:
            sentence = sentence_of(fault)
            if not sentence:
                raise
            self.say(sentence)
            return True
