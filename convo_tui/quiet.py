"""What Python and its libraries would print by themselves: it may quote what somebody typed.

Imports nothing heavy: every command and the first frame wait for it.
"""

from __future__ import annotations

import sys
import threading
import warnings
from contextlib import suppress


def take_over() -> None:
    """Have every error that nobody caught kept and told as `faults` does, whatever its thread.

    For a whole process: Python's own tracebacks end with the words of the error.
    """
    sys.excepthook = lambda _, error, __: _tell(error)
    threading.excepthook = lambda caught: _tell(caught.exc_value)
    sys.unraisablehook = lambda caught: _tell(caught.exc_value)
    if not sys.warnoptions:  # whoever asks Python for warnings gets them
        warnings.simplefilter("ignore")


def _tell(error: BaseException | None) -> None:
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
        return
    with suppress(Exception):  # whatever fails here, Python would print both errors
        from convo_tui.faults import sentence_for

        sys.stderr.write(f"{sentence_for(error)}\n")


def quiet_logging() -> None:
    """Keep where the errors that libraries log came from, and nothing of what they say.

    Where nobody set logging up, Python prints warnings and errors with all their words.
    """
    import logging

    class Kept(logging.Handler):
        """Takes the error out of a record."""

        def emit(self, record: logging.LogRecord) -> None:
            from convo_tui.faults import sentence_for

            error = record.exc_info[1] if record.exc_info else None
            if error is not None:
                sentence_for(error)

    logging.lastResort = Kept(logging.WARNING)
