"""Write: how does one change of the archive take effect, all of it or nothing?

A ``Change`` in, one SQLite transaction out, and a ``Commit`` that says which passages came and
went. Knows no folder and no model: what is written was read and encoded before.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rag.frozen import to_json
from rag.records import Article, Claim, Passage
from rag.store.database import Database
from rag.store.files import FaultRow, FileRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article ready to be stored; ``vectors`` are float16 bytes, one for each passage."""

    article: Article
    passages: tuple[Passage, ...]
    vectors: tuple[bytes, ...]
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        if len(self.passages) != len(self.vectors):
            raise ValueError(f"{len(self.passages)} passages cannot have {len(self.vectors)} vectors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the archive is to become: its files and faults as a whole, and the articles that are new or read again."""

    files: tuple[FileRow, ...]
    faults: tuple[FaultRow, ...]
    prepared: tuple[Prepared, ...]
    stamps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What a change did to the passages: the stamps before and after, the row ids added and removed."""

    before: str
    after: str
    added: tuple[int, ...]
    removed: tuple[int, ...]


def commit(database: Database, change: Change) -> Commit:
    """Bring the database to a change in one transaction; its generation grows by one."""
    before = database.stamp
    with database.transaction():
        removed = _remove_articles(database, change)
        added = [number for prepared in change.prepared for number in _insert_article(database, prepared)]
        _replace_files(database, change)
        stamps = dict(change.stamps) | {"generation": str(database.generation + 1)}
        for stamp in stamps.items():
            database.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", stamp)
    return Commit(before=before, after=database.stamp, added=tuple(added), removed=tuple(removed))


def _remove_articles(database: Database, change: Change) -> list[int]:
    """Drop the articles that no file carries any more and those that come anew; return their passages."""
    carried = {row.article_id for row in change.files}
    anew = {prepared.article.id for prepared in change.prepared}
    gone = [key for (key,) in database.rows("SELECT id FROM articles") if key not in carried or key in anew]
    removed = [number for key in gone for number in _passage_ids(database, key)]
    database.execute("DELETE FROM files")
    database.execute("DELETE FROM faults")
    for key in gone:
        database.execute("DELETE FROM articles WHERE id = ?", (key,))
    return removed


def _passage_ids(database: Database, article_id: str) -> Iterable[int]:
    return (number for (number,) in database.rows("SELECT id FROM passages WHERE article_id = ?", (article_id,)))


def _insert_article(database: Database, prepared: Prepared) -> list[int]:
    article = prepared.article
    database.execute(
        "INSERT INTO articles (id, title, publisher, byline, published, published_basis, url, bases, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.title,
            article.publisher,
            article.byline,
            article.published,
            article.published_basis,
            article.url,
            json.dumps(article.bases),
            article.text,
        ),
    )
    _insert_claims(database, article.id, prepared.claims)
    return [_insert_passage(database, *pair) for pair in zip(prepared.passages, prepared.vectors, strict=True)]


def _insert_passage(database: Database, passage: Passage, vector: bytes) -> int:
    number = database.execute(
        "INSERT INTO passages (article_id, number, start, end, text) VALUES (?, ?, ?, ?, ?)",
        (passage.article_id, passage.number, passage.start, passage.end, passage.text),
    )
    database.execute("INSERT INTO vectors (passage_id, vector) VALUES (?, ?)", (number, vector))
    return number


def _insert_claims(database: Database, article_id: str, claims: Collection[Claim]) -> None:
    for claim in claims:
        database.execute(
            "INSERT INTO claims (article_id, aspect, start, record) VALUES (?, ?, ?, ?)",
            (article_id, claim.aspect, claim.start, to_json(claim)),
        )


def _replace_files(database: Database, change: Change) -> None:
    for row in change.files:
        database.execute(
            "INSERT INTO files (root, path, member, sha256, article_id) VALUES (?, ?, ?, ?, ?)",
            (row.root, row.path, row.member, row.sha256, row.article_id),
        )
    for fault in change.faults:
        database.execute(
            "INSERT INTO faults (root, path, member, sha256, reason) VALUES (?, ?, ?, ?, ?)",
            (fault.root, fault.path, fault.member, fault.sha256, fault.reason),
        )
