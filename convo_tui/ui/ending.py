"""What a screen began ends with it: nothing comes back to a screen that lacks its parts.

Textual hands on what still lay in the queue of a screen that is told to leave, and runs what was
to follow a refresh on whichever screen is in front by then. So a read could begin, or come back,
while the parts that it fills are taken down.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from textual import messages
from textual.worker import Worker, WorkType

from convo_tui.ui.covering import CoveredScreen
from convo_tui.ui.reading import or_said

ResultT = TypeVar("ResultT")
WorkT = TypeVar("WorkT")


class EndingScreen(CoveredScreen[ResultT]):
    """A screen that ends whole.

    Attributes:
        leaving: whether it is on its way out; its parts go next.
    """

    leaving = False

    async def on_prune(self, _: messages.Prune) -> None:
        """Whatever works for the screen stops before its parts go."""
        self.leaving = True
        self.workers.cancel_node(self)

    def run_worker(self, work: WorkType[WorkT], *args: Any, **options: Any) -> Worker[WorkT]:
        """As Textual's; on the way out nothing is begun any more.

        What the disk does not let it read is said, and that work is given up.
        """
        careful = work if options.get("thread") else partial(or_said, work, self.say)
        worker = super().run_worker(careful, *args, **options)
        if self.leaving:
            worker.cancel()
            if inspect.iscoroutine(work):
                work.close()
        return worker

    def say(self, sentence: str) -> None:
        """Tell something."""
        self.app.notify(sentence, markup=False)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """As Textual's; a method of a screen that has left by then is not called."""

        def called() -> Any:
            # What belongs to others may be an event that somebody waits for.
            if self.leaving and getattr(callback, "__self__", None) is self:
                return None
            return callback(*args, **kwargs)

        return super().call_after_refresh(called)
