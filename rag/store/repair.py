"""Repair: how is what a check found mended, without making everything anew?

An index in, one line for each thing done out. An article of which the text is whole is split, encoded
and read again; one of which it is not is dropped and read again from its file. Rows that refer to
nothing go, counts are taken anew, the search engines are made again. A database that SQLite itself
cannot read is beyond this: it has to be rebuilt.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from pathlib import Path

from rag.articles.load import content_id
from rag.errors import IndexingError
from rag.records import Article
from rag.search.encode import Encoder
from rag.store.amend import amendments, edited
from rag.store.bring import bring
from rag.store.course import Course, Progress, told
from rag.store.database import COUNTED, Database
from rag.store.derived import FOLDER, bring_up_to_date, sweep
from rag.store.files import roots
from rag.store.integrity import bare_articles, damaged_articles, engine_faults, loose_rows, wrong_counts
from rag.store.lock import write_lock
from rag.store.prepare import prepare
from rag.store.reading import reading_stamp
from rag.store.write import Change, Tally, advance, apply, set_meta

_LOOSE = {
    "carried": "file_id NOT IN (SELECT id FROM files) OR article_id NOT IN (SELECT id FROM articles)",
    "faults": "file_id NOT IN (SELECT id FROM files)",
    "files": "folder_id NOT IN (SELECT id FROM folders)",
    "vectors": "passage_id NOT IN (SELECT id FROM passages)",
    "passages": "article_id NOT IN (SELECT id FROM articles)",
    "claims": "article_id NOT IN (SELECT id FROM articles)",
}
"""Which rows of each table refer to what is not there."""


def repair(index: Path, *, encoder: Encoder, progress: Progress | None = None) -> tuple[str, ...]:
    """Mend what can be mended, and say what was done; nothing where all is well."""
    Database.open(index).close()
    with write_lock(index):
        database = Database.create(index)
        try:
            return tuple(_mended(_course(database, index, encoder, progress)))
        finally:
            database.close()


def _course(database: Database, index: Path, encoder: Encoder, progress: Progress | None) -> Course:
    database.require_encoder(encoder.name)
    return Course(database=database, folder=index, encoder=encoder, reading=reading_stamp(), tell=told(progress, None))


def _mended(course: Course) -> list[str]:
    database = course.database
    if damage := database.damage():
        raise IndexingError(damage)
    damaged = damaged_articles(database)
    whole, lost = _parted(database, damaged)
    faults = [*loose_rows(database), *bare_articles(database), *wrong_counts(database)]
    if not damaged and not faults and not list(engine_faults(database)):
        return []
    _rewrite(course, whole, lost)
    done = [f"mended: {line}" for line in faults]
    done += [f"made again from its stored text: {article.file}" for article in whole if article.files]
    return done + _read_again(course, lost) + ["the search engines were made again"]


def _parted(database: Database, damaged: Collection[str]) -> tuple[list[Article], list[str]]:
    """Part damaged articles into those of which the text and what names it are whole, and the ids of the others."""
    edits = amendments(database).edits
    found = database.articles_by_id(damaged)
    whole = []
    for key, article in found.items():
        as_read = edited(article, edits[key].original) if key in edits else article
        if content_id(as_read) == key:
            whole.append(article)
    return whole, sorted(set(damaged) - {article.id for article in whole})


def _rewrite(course: Course, whole: list[Article], lost: Iterable[str]) -> None:
    """Set all right that needs no file, in one transaction."""
    database = course.database
    made = prepare(whole, encoder=course.encoder, known={}, progress=lambda *at: course.tell("indexing", *at))
    shutil.rmtree(database.index / FOLDER, ignore_errors=True)
    with database.transaction():
        for key in lost:
            database.execute(
                "UPDATE files SET reading = '' WHERE id IN (SELECT file_id FROM carried WHERE article_id = ?)", (key,)
            )
            database.execute("DELETE FROM carried WHERE article_id = ?", (key,))
        for table, rule in _LOOSE.items():
            database.execute(f"DELETE FROM {table} WHERE {rule}")
        database.execute("DELETE FROM articles WHERE id NOT IN (SELECT article_id FROM carried)")
        database.execute("UPDATE files SET reading = '' WHERE id NOT IN (SELECT file_id FROM carried)")
        apply(database, Change(root="", reading=course.reading, prepared=made.prepared), stamps={})
        before = database.stamp
        advance(database, before, Tally())
        for table in COUNTED:
            set_meta(database, table, str(database.rows(f"SELECT count(*) FROM {table}")[0][0]))
        bring_up_to_date(database)
    sweep(database)


def _read_again(course: Course, lost: Collection[str]) -> list[str]:
    """Read again what is to be read in the folders that are there."""
    if not course.database.rows("SELECT 1 FROM files WHERE reading = '' LIMIT 1"):
        return []
    folders = [Path(root) for root in roots(course.database) if Path(root).is_dir()]
    done = []
    for folder in folders:
        report = bring(
            Course(
                database=course.database,
                folder=folder,
                encoder=course.encoder,
                reading=course.reading,
                tell=course.tell,
            ),
            folder,
        )
        done += [f"read again: {name}" for name in (*report.added, *report.changed)]
    gone = set(lost) - set(course.database.article_ids())
    return done + [f"lost, for its file is not there as it was: {key}" for key in sorted(gone)]
