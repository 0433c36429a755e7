"""Memory: how does memory that is free again leave this process?

The C library keeps the pages between two blocks that are still in use, and batches of ever other shapes leave many:
over 6,000 articles they grew to 350 MB (benchmarks/README.md). Glibc gives them back when it is told to; other
libraries are left as they are.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give whole free pages back to the machine: some milliseconds, for after long work."""
    with suppress(AttributeError, OSError, TypeError):  # no glibc
        ctypes.CDLL(None).malloc_trim(0)
