"""Memory that was freed, and which the C library keeps for later."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Return it to the system, where the C library can (glibc's malloc_trim(3))."""
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
