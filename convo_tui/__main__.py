"""The command `convo`."""

from __future__ import annotations

import os
import sys

from convo_tui import COMPLETION_VARIABLE, quiet


def main() -> None:
    """Run it; ends the process with the exit status."""
    arguments = sys.argv[1:]
    quiet.take_over()
    if COMPLETION_VARIABLE not in os.environ:
        from convo_tui import launch

        if not arguments:
            sys.exit(launch.convo())
        if launch.can_meet(arguments):
            sys.exit(launch.meet(arguments[1]))
    from convo_tui.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
