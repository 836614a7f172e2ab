"""The command `convo`."""

from __future__ import annotations

import sys


def main() -> None:
    """Parse and run; ends the process with the exit status."""
    from convo_tui.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
