"""Follow: how does the archive keep up with its folders while a program runs?

Folders and a way to bring one in, a report for each change out, seconds after it was made; what goes
wrong is told and tried again, and ends nothing. Knows no database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from rag.errors import RagError
from rag.reports import SyncReport
from rag.store.watch import changes

RETRY_SECONDS = 5.0


def follow(
    folders: Collection[Path],
    bring: Callable[[Path], SyncReport],
    *,
    ignoring: Path,
    stop: Callable[[], bool],
) -> Iterator[SyncReport | RagError]:
    """Bring every folder in, and again whenever something changes in it, until ``stop`` says so.

    Yields the first report of each folder, then those in which something happened, and each error once
    until it passes or becomes another.
    """
    due = dict.fromkeys(folders, 0.0)
    told: dict[Path, str] = {}
    for changed in changes(folders, ignoring=ignoring, stop=stop):
        due.update(dict.fromkeys(changed, 0.0))
        for folder in [folder for folder, at in due.items() if at <= time.monotonic() and not stop()]:
            del due[folder]
            try:
                report = bring(folder)
            except RagError as error:
                due[folder] = time.monotonic() + RETRY_SECONDS
                if told.get(folder) != str(error):
                    yield error
                told[folder] = str(error)
                continue
            if folder not in told or told[folder] or not report.is_quiet:
                yield report
            told[folder] = ""
