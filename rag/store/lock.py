"""Lock: may this process write to the index now?

The only door to filelock. One process at a time; another waits some seconds and then learns who
writes: which process, on which machine, since when, by which command. The lock falls with the process
that holds it, however that one ends; the note about it may stay behind and says nothing by itself.
"""

from __future__ import annotations

import json
import os
import shlex
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from rag.errors import IndexingError

LOCK, WRITER = "write.lock", "writer.json"
PATIENCE_SECONDS = 10.0
_LONGEST_COMMAND = 120


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
        with suppress(OSError):  # a full disk keeps nobody from deleting
            (index / WRITER).write_text(_this_process(), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            (index / WRITER).unlink()
        lock.release()


def _this_process() -> str:
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    return json.dumps(
        {
            "process": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "command": command[:_LONGEST_COMMAND],
        }
    )


def _held(index: Path, seconds: float) -> str:
    wait = f"and {seconds:.0f} s were not enough" if seconds else "now"
    return f"the index in {index} is being written by {_holder(index)} {wait}: wait for it or end it, then try again"


def _holder(index: Path) -> str:
    """Who holds the lock, as the note says."""
    try:
        note = json.loads((index / WRITER).read_text(encoding="utf-8"))
        return f"process {note['process']} on {note['host']} (since {note['since']}: {note['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
