"""Memory that nothing needs any more, and which Python and the C library keep for later."""

from __future__ import annotations

from contextlib import suppress

_M_ARENA_MAX = -8
"""The number of mallopt(3) for how many arenas glibc's malloc may have."""


def share_one_heap() -> None:
    """Have threads that are begun from now on share one heap, where the C library can (glibc).

    Else each gets one of its own, and what is free in one serves no other. Ours never compete for
    it: they run Python, one at a time.
    """
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Return it to the system, where the C library can (glibc's malloc_trim(3))."""
    import ctypes
    import gc

    gc.collect()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
