"""Memory that nothing needs any more, and which Python and the C library keep for later."""

from __future__ import annotations

from contextlib import suppress


def give_back() -> None:
    """Return it to the system, where the C library can (glibc's malloc_trim(3))."""
    import ctypes
    import gc

    gc.collect()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
