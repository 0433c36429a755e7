"""Lock: may this process write to the index now?

The only door to filelock. One process at a time; another waits some seconds and then learns who
writes. The lock falls with the process that holds it, however that one ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexingError

LOCK, WRITER = "write.lock", "writer.pid"
PATIENCE_SECONDS = 10.0


@contextmanager
def write_lock(index: Path, *, seconds: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the right to write; raise ``IndexingError`` when another process keeps it too long."""
    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / LOCK, timeout=seconds)
        lock.acquire()
    except Timeout:
        raise IndexingError(_held(index, seconds)) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise IndexingError(
            f"the index folder {index} cannot be written ({reason}): name another with --index"
        ) from error
    try:
        (index / WRITER).write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            (index / WRITER).unlink()
        lock.release()


def _held(index: Path, seconds: float) -> str:
    try:
        holder = f"process {int((index / WRITER).read_text(encoding='ascii'))}"
    except (OSError, ValueError):
        holder = "another process"
    return (
        f"the index in {index} has been locked by {holder} for {seconds:.0f} s: wait for it or end it, then try again"
    )
