"""Sync: how does the archive come to hold what lies in a folder now?

A folder and an encoder in, the archive brought up to date and a ``SyncReport`` out. Files are told
apart by their content, texts are encoded once, and one transaction decides; a crash at any moment
leaves the old archive or the new one. Knows the order of the steps, not how each is done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rag.articles.files import article_files
from rag.errors import UsageError
from rag.records import Article
from rag.reports import SyncReport
from rag.search.encode import Encoder
from rag.store.connect import DATABASE, UnusableIndexError, set_aside
from rag.store.database import Database
from rag.store.derived import bring_up_to_date
from rag.store.files import FaultRow, FileRow, known_contents
from rag.store.folder import Found, look_through
from rag.store.lock import write_lock
from rag.store.plan import Outcome, compare, faults_of, kept_rows, moved_roots, rows_of
from rag.store.prepare import Batch, prepare
from rag.store.reading import reading_stamp
from rag.store.write import Change, commit

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sync:
    """One sync under way; ``anew``: every article is read, split and searched for claims again."""

    database: Database
    folder: Path
    encoder: Encoder
    rebuild: bool
    anew: bool
    progress: Progress

    @property
    def root(self) -> str:
        return str(self.folder)


def sync(
    index: Path, folder: Path, *, encoder: Encoder, rebuild: bool = False, progress: Progress | None = None
) -> SyncReport:
    """Bring the archive in ``index`` up to date with ``folder``; with ``rebuild``, make all of it anew.

    Raises ``UsageError`` for a folder that is missing or has nothing to index, ``IndexingError`` for
    an index that another process writes or that this encoder did not make.
    """
    started = time.perf_counter()
    folder = folder.expanduser().resolve()
    files = article_files(folder)
    if not files and not (index / DATABASE).is_file():
        raise _nothing_in(folder)
    with write_lock(index):
        database = _open(index, is_rebuild=rebuild)
        try:
            work = _begin(database, folder, encoder=encoder, rebuild=rebuild, progress=progress or _silent)
            return _run(work, files, started=started)
        finally:
            database.close()


def _silent(stage: str, done: int, total: int) -> None:
    """Show nothing."""


def _nothing_in(folder: Path) -> UsageError:
    return UsageError(f"the folder {folder} has no articles: put .txt or .md files into it, or name another folder")


def _open(index: Path, *, is_rebuild: bool) -> Database:
    """Open for writing; a rebuild puts a database that cannot be used aside, as ``articles.sqlite.old``."""
    try:
        database = Database.create(index)
        if not is_rebuild or database.damage() is None:
            return database
        database.close()
    except UnusableIndexError:
        if not is_rebuild:
            raise
    set_aside(index)
    return Database.create(index)


def _begin(database: Database, folder: Path, *, encoder: Encoder, rebuild: bool, progress: Progress) -> _Sync:
    if not rebuild:
        database.require_encoder(encoder.name)
    anew = rebuild or database.meta().get("reading") != reading_stamp()
    return _Sync(database=database, folder=folder, encoder=encoder, rebuild=rebuild, anew=anew, progress=progress)


def _run(work: _Sync, files: Sequence[Path], *, started: float) -> SyncReport:
    stored, stored_faults = work.database.files(), work.database.faults()
    if not files and not any(row.root == work.root for row in stored):
        raise _nothing_in(work.folder)
    known = {} if work.anew else known_contents(stored, stored_faults)
    found = look_through(work.folder, files, known=known, progress=partial(work.progress, "reading"))
    old, others = _parted(work, stored, found)
    new = rows_of(work.root, found.files) + kept_rows(work.root, old, found.files)
    mine = {work.root, *(row.root for row in old)}
    faults = (*(row for row in stored_faults if row.root not in mine), *faults_of(work.root, found.files))
    batch = _prepared(work, others + new, found)
    is_same = set(others + new) == set(stored) and (set(faults) == set(stored_faults) or not others + new)
    if not is_same or batch.prepared or (work.anew and stored):
        _write(work, others + new, faults, batch)
    elif work.database.generation:
        bring_up_to_date(work.database)
    seconds = time.perf_counter() - started
    return _report(work, compare(work.root, old, new), found, encoded=batch.encoded, seconds=seconds)


def _parted(work: _Sync, stored: Sequence[FileRow], found: Found) -> tuple[tuple[FileRow, ...], tuple[FileRow, ...]]:
    """Part the stored rows into those that this folder replaces and those of other folders."""
    missing = {row.root for row in stored if row.root != work.root and not Path(row.root).exists()}
    digests = {contents.sha256 for contents in found.files.values()}
    mine = {work.root} | moved_roots(stored, digests=digests, missing=missing)
    old = tuple(row for row in stored if row.root in mine)
    return old, tuple(row for row in stored if row.root not in mine)


def _prepared(work: _Sync, rows: Sequence[FileRow], found: Found) -> Batch:
    """Make ready the articles that are not stored yet, or all of them when they are made anew."""
    stored = set(work.database.article_ids())
    wanted = {row.article_id for row in rows}
    todo = sorted(wanted if work.anew else wanted - stored)
    earlier = work.database.articles_by_id([key for key in todo if key not in found.read])
    articles: list[Article] = [found.read.get(key) or earlier[key] for key in todo]
    reused = [] if work.rebuild or not articles else stored - wanted | stored & set(todo)
    known = work.database.vectors_by_text(reused)
    return prepare(articles, encoder=work.encoder, known=known, progress=partial(work.progress, "encoding"))


def _write(work: _Sync, rows: tuple[FileRow, ...], faults: tuple[FaultRow, ...], batch: Batch) -> None:
    """Decide in one transaction, then bring the search engines to that state."""
    work.progress("writing", 0, 1)
    stamps = {"encoder": work.encoder.name, "reading": reading_stamp()}
    if batch.encoded or "dimension" not in work.database.meta():
        if not work.rebuild:
            work.database.require_encoder(work.encoder.name, dimension=work.encoder.dimension)
        stamps["dimension"] = str(work.encoder.dimension)
    change = Change(files=rows, faults=faults, prepared=batch.prepared, stamps=tuple(stamps.items()))
    done = commit(work.database, change)
    bring_up_to_date(work.database, done)
    work.progress("writing", 1, 1)


def _report(work: _Sync, outcome: Outcome, found: Found, *, encoded: int, seconds: float) -> SyncReport:
    return SyncReport(
        added=outcome.added,
        changed=outcome.changed,
        removed=outcome.removed,
        moved=outcome.moved,
        unchanged=outcome.unchanged,
        failed=tuple(sorted(found.failed.items())),
        passages=work.database.counts()["passages"],
        encoded=encoded,
        seconds=seconds,
    )
