"""Watch: in which of these folders did something change just now?

The only door to watchfiles. Folders in, those that changed out with the paths that did, each as soon
as it has been quiet there for a moment. A folder that is not there yet, or no more, is looked for on
every tick. Reads no file.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

QUIET_MS = 300
LONGEST_MS = 2_000
"""A burst of changes is told when it has been quiet for so long, or has lasted for so long."""
TICK_MS = 250

Folders = frozenset[Path]
Paths = frozenset[Path]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question in the shape of the event that watchfiles looks at."""

    stop: Callable[[], bool]

    def is_set(self) -> bool:
        return self.stop()


def changes(
    folders: Collection[Path], *, ignoring: Path, stop: Callable[[], bool]
) -> Iterator[dict[Path, Paths | None]]:
    """Yield the folders in which something changed, until ``stop`` says so, each with the paths that did.

    Nothing changed is a tick. The first yield holds every folder that is there; whatever changes after it
    is told. Changes below ``ignoring`` are not. A folder that appears or goes has changed as a whole: None.
    """
    there: Folders = frozenset()
    while not stop():
        now = frozenset(folder for folder in folders if folder.is_dir())
        fresh, there = now ^ there, now
        for touched in _notified(there, stop) if there else _waiting():
            yield _touched(there, touched, ignoring) | dict.fromkeys(fresh)
            fresh = frozenset()
            if frozenset(folder for folder in folders if folder.is_dir()) != there:
                break


def _touched(there: Folders, paths: Collection[str], ignoring: Path) -> dict[Path, Paths | None]:
    theirs = [path for path in map(Path, paths) if not path.is_relative_to(ignoring)]
    found = {folder: frozenset(path for path in theirs if path.is_relative_to(folder)) for folder in there}
    return {folder: own for folder, own in found.items() if own}


def _waiting() -> Iterator[Collection[str]]:
    """One tick without anything to watch."""
    time.sleep(TICK_MS / 1000)
    yield ()


def _notified(there: Folders, stop: Callable[[], bool]) -> Iterator[Collection[str]]:
    """What the system tells, or, where it has no more room to watch, what looking again and again finds."""
    from watchfiles import watch

    def watching(*, is_polling: bool | None) -> Iterator[Collection[str]]:
        told = watch(
            *there,
            watch_filter=None,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            stop_event=_Asked(stop),
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            force_polling=is_polling,
        )
        return ([path for _, path in touched] for touched in told)

    try:
        yield from watching(is_polling=None)
    except FileNotFoundError:
        return
    except (OSError, RuntimeError):  # RuntimeError is what WatchfilesRustInternalError is
        yield from watching(is_polling=True)
