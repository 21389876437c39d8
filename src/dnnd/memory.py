"""How much memory this process holds, and how it gives back what it no longer needs."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def held() -> int:
    """How many bytes of memory this process holds, those that it shares included; 0 where nobody can tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def give_back() -> None:
    """Hands back what the C library keeps for later, where it can: glibc alone has a function for that."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError, TypeError):  # the last two: Windows has no library without a name
        ctypes.CDLL(None).malloc_trim(0)


def give_back_at_once() -> None:
    """From now on memory for a large array goes back when the array does, where the C library is glibc."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


_MMAP_THRESHOLD, _LARGE = -3, 4 << 20  # as malloc.h numbers it; bytes from which on an array has pages of its own
