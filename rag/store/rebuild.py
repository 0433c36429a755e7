"""Rebuild: how is an archive made anew while the old one goes on answering?

The new archive grows beside the old one, batch by batch, and takes its place in one transaction once
it is whole; an interruption leaves the old one as it was, and the next rebuild goes on where this one
ended. Articles of other folders are taken over from their stored text. A database that cannot be
used is put aside, never deleted.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from rag.reports import SyncReport
from rag.search.encode import Encoder
from rag.store import files
from rag.store.bring import bring
from rag.store.connect import DATABASE, UnusableIndexError, set_aside
from rag.store.course import Course, Progress, Stopped
from rag.store.database import Database
from rag.store.derived import bring_up_to_date, sweep
from rag.store.files import StoredFile
from rag.store.plan import compare, rows_of
from rag.store.prepare import prepare
from rag.store.reading import reading_stamp
from rag.store.write import Change, FileChange, finish, replace_all, set_meta

BESIDE = ".rebuild"
_FILES = 200


def rebuilt(index: Path, folder: Path, *, encoder: Encoder, tell: Progress) -> SyncReport:
    """Read and encode everything again; the caller holds the lock."""
    former = _usable(index)
    fresh = _begun(index, former, encoder)
    course = Course(database=fresh, folder=folder, encoder=encoder, reading=reading_stamp(), tell=tell)
    try:
        encoded = _take_over(course, former, folder) if former else 0
        report = bring(course, folder)
        if report.is_stopped:
            return report
        report = _against(former, fresh, replace(report, encoded=report.encoded + encoded))
    except Stopped:
        return SyncReport(folder=str(folder), is_stopped=True)
    finally:
        fresh.close()
        if former:
            former.close()
    _take_its_place(index, is_usable=former is not None)
    return report


def _usable(index: Path) -> Database | None:
    """The archive as it was; None where there is none, or none that can be read to its end."""
    if not (index / DATABASE).is_file():
        return None
    try:
        database = Database.create(index)
    except UnusableIndexError:
        return None
    if database.damage() is None:
        return database
    database.close()
    return None


def _begun(index: Path, former: Database | None, encoder: Encoder) -> Database:
    """The archive that grows beside, from where a rebuild of the same state by the same code ended."""
    origin = f"{former.stamp if former else ''} {encoder.name} {reading_stamp()}"
    beside = index / BESIDE
    try:
        fresh = Database.create(beside)
        if fresh.meta().get("origin") == origin and fresh.damage() is None:
            return fresh
        fresh.close()
    except UnusableIndexError:
        pass
    shutil.rmtree(beside)
    fresh = Database.create(beside)
    with fresh.transaction():
        set_meta(fresh, "origin", origin)
        for table, places in (("left_out", "?, ?, ?, ?"), ("edits", "?, ?, ?")):
            rows = former.rows(f"SELECT * FROM {table}") if former else []
            fresh.execute_many(f"INSERT INTO {table} VALUES ({places})", rows)
    return fresh


def _take_over(course: Course, former: Database, folder: Path) -> int:
    """Bring in the articles of all other folders, from their stored text; return how many texts were encoded."""
    encoded = 0
    for root in files.roots(former):
        if root == str(folder):
            continue
        done = files.stored_files(course.database, root)
        waiting = [file for path, file in files.stored_files(former, root).items() if path not in done]
        for part in _portions(waiting):
            encoded += _store(course, former, root, part)
        finish(course.database, root, at=datetime.now(UTC).isoformat(timespec="seconds"))
    return encoded


def _portions(held: list[StoredFile]) -> Iterator[list[StoredFile]]:
    return (held[start : start + _FILES] for start in range(0, len(held), _FILES))


def _store(course: Course, former: Database, root: str, part: list[StoredFile]) -> int:
    ids = {key for file in part for _, key in file.articles}
    articles = [
        article
        for key, article in former.articles_by_id(ids).items()
        if not course.database.rows("SELECT 1 FROM articles WHERE id = ?", (key,))
    ]
    made = prepare(
        articles,
        encoder=course.encoder,
        known={},
        progress=lambda done, total: course.tell("indexing", done, total),
    )
    changes = tuple(_as_it_was(file, is_current=file.reading == course.reading) for file in part)
    course.write(Change(root=root, reading=course.reading, files=changes, prepared=made.prepared))
    return made.encoded


def _as_it_was(file: StoredFile, *, is_current: bool) -> FileChange:
    """A file's row in the new archive; without a digest where it has to be read again by newer code."""
    sha256 = file.sha256 if is_current else ""
    return FileChange(path=file.path, sha256=sha256, trace="", articles=file.articles, faults=file.faults)


def _against(former: Database | None, fresh: Database, report: SyncReport) -> SyncReport:
    """Say what became of the folder's articles, seen from the archive as it was."""
    root = report.folder
    before = files.stored_files(former, root) if former else {}
    now = files.stored_files(fresh, root)
    old, new = ({path: file.articles for path, file in held.items()} for held in (before, now))
    outcome = compare(rows_of(root, old), rows_of(root, new))
    return replace(
        report,
        added=outcome.added,
        changed=outcome.changed,
        removed=outcome.removed,
        moved=outcome.moved,
        unchanged=outcome.unchanged,
    )


def _take_its_place(index: Path, *, is_usable: bool) -> None:
    if not is_usable:
        set_aside(index)
    database = Database.create(index)
    try:
        with database.beside(index / BESIDE / DATABASE), database.transaction():
            replace_all(database)
            bring_up_to_date(database)
        sweep(database)
    finally:
        database.close()
    shutil.rmtree(index / BESIDE)
