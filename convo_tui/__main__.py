"""The command `convo`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run it; ends the process with the exit status."""
    arguments = sys.argv[1:]
    if not arguments:
        from convo_tui.launch import convo

        sys.exit(convo())
    from convo_tui.cli import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
