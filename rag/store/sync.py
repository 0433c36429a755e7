"""Sync: how does the archive come to hold what lies in a folder now?

A folder and an encoder in, the archive brought up to date and a ``SyncReport`` out. One process
writes at a time. Files are told apart by their content, texts are encoded once, and each batch is one
transaction; a crash at any moment leaves whole batches. Knows who may write and which way is taken,
not how.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rag.articles.files import article_files
from rag.reports import SyncReport
from rag.search.encode import Encoder
from rag.store.amend import restore
from rag.store.bring import bring, nothing_in, preview
from rag.store.connect import DATABASE
from rag.store.course import Course, Progress, told
from rag.store.database import Database
from rag.store.lock import write_lock
from rag.store.reading import reading_stamp
from rag.store.rebuild import rebuilt


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How a folder is to be read: ``rebuild`` makes all anew, ``again`` brings back what was removed by hand.

    ``only`` are the paths that changed since it was last read, where somebody knows.
    """

    rebuild: bool = False
    again: bool = False
    only: frozenset[Path] | None = None


def sync(
    index: Path,
    folder: Path,
    *,
    encoder: Encoder,
    wish: Wish = Wish(),  # it is frozen
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
) -> SyncReport:
    """Bring the archive in ``index`` up to date with ``folder``.

    ``stop`` is asked several times a second; once it says yes, the batch at hand is dropped and what was
    committed stays. Raises ``UsageError`` for a folder that is missing or has nothing to index,
    ``IndexingError`` for an index that another process writes or that this encoder did not make.
    """
    folder = _checked(index, folder)
    with write_lock(index):
        if wish.rebuild:
            return rebuilt(index, folder, encoder=encoder, tell=told(progress, stop))
        database = Database.create(index)
        try:
            database.require_encoder(encoder.name)
            if wish.again:
                restore(database, str(folder))
            course = _course(database, folder, encoder, told(progress, stop))
            return bring(replace(course, only=wish.only), folder)
        finally:
            database.close()


def preview_sync(index: Path, folder: Path, *, encoder: Encoder, progress: Progress | None = None) -> SyncReport:
    """Say what ``sync`` would do; nothing is written, and an index that is not there is not made."""
    folder = _checked(index, folder)
    database = Database.read(index) if (index / DATABASE).is_file() else Database.blank(index)
    try:
        database.require_encoder(encoder.name)
        with database.snapshot():
            return preview(_course(database, folder, encoder, told(progress, None)), folder)
    finally:
        database.close()


def _course(database: Database, folder: Path, encoder: Encoder, tell: Progress) -> Course:
    return Course(database=database, folder=folder, encoder=encoder, reading=reading_stamp(), tell=tell)


def _checked(index: Path, folder: Path) -> Path:
    """The whole path of a folder; where there is no index yet, one that holds something to index."""
    folder = folder.expanduser().resolve()
    if not (index / DATABASE).is_file() and not article_files(folder):
        raise nothing_in(folder)
    return folder
