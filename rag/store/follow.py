"""Follow: how does the archive keep up with its folders while a program runs?

Folders and a way to bring one in, or only what changed in it, a report for each change out, seconds
after it was made; what goes wrong is told and tried again, and ends nothing. Knows no database.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import RagError
from rag.reports import SyncReport
from rag.store.watch import Paths, changes

RETRY_SECONDS = 5.0
WHOLE_SECONDS = 300.0
"""So long after single files were looked at, the whole folder is: the system may have had too much to tell."""


@dataclass(slots=True)
class _Due:
    """What of a folder is to be looked at, and when; the whole of it at first."""

    paths: Paths | None = field(default_factory=frozenset)
    at: float = math.inf
    whole_at: float = 0.0

    def add(self, paths: Paths | None) -> None:
        """Look at these paths as soon as possible; None is the whole folder."""
        self.at = 0.0
        self.paths = None if self.paths is None or paths is None else self.paths | paths

    def is_now(self) -> bool:
        return min(self.at, self.whole_at) <= time.monotonic()

    def take(self) -> Paths | None:
        """What is to be looked at now; from then on it is no longer due."""
        now = time.monotonic()
        paths = None if self.whole_at <= now else self.paths
        self.at, self.paths = math.inf, frozenset()
        self.whole_at = math.inf if paths is None else min(self.whole_at, now + WHOLE_SECONDS)
        return paths


def follow(
    folders: Collection[Path],
    bring: Callable[[Path, Paths | None], SyncReport],
    *,
    ignoring: Path,
    stop: Callable[[], bool],
) -> Iterator[SyncReport | RagError]:
    """Bring every folder in, and again whenever something changes in it, until ``stop`` says so.

    Yields the first report of each folder, then those in which something happened, and each error once
    until it passes or becomes another.
    """
    due = {folder: _Due() for folder in folders}
    told: dict[Path, str] = {}
    for changed in changes(folders, ignoring=ignoring, stop=stop):
        for folder, paths in changed.items():
            due[folder].add(paths)
        for folder in [folder for folder, one in due.items() if one.is_now() and not stop()]:
            try:
                report = bring(folder, due[folder].take())
            except RagError as error:
                due[folder].whole_at = time.monotonic() + RETRY_SECONDS
                if told.get(folder) != str(error):
                    yield error
                told[folder] = str(error)
                continue
            if folder not in told or told[folder] or not report.is_quiet:
                yield report
            told[folder] = ""
