"""Amend: what did the reader remove or write over, and how does that outlast the next sync?

An open database in, ``Amendments`` out, which a sync applies to each article that it reads. What was
removed stays out while the file's content is the same; what was written over stays with the article,
and with the one that takes its place in the same file. Knows no folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rag.records import Article
from rag.store.database import Database

FIELDS = ("title", "publisher", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What the reader wrote over, and what the file had said, by field."""

    fields: Mapping[str, str | None]
    original: Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """What was removed, by article id and by content with member; what was written over, by article id."""

    removed_ids: frozenset[str]
    removed_places: frozenset[tuple[str, str]]
    edits: Mapping[str, Edit]

    def leaves_out(self, article_id: str, *, sha256: str, member: str) -> bool:
        """Whether the reader removed an article of a file with this content."""
        return article_id in self.removed_ids or (sha256, member) in self.removed_places

    def written(self, article: Article, *, former: str | None = None) -> tuple[Article, Edit | None]:
        """An article as the reader wants it, and the edit that it takes over from a ``former`` one."""
        edit = self.edits.get(article.id)
        inherited = None
        if edit is None and former is not None and former in self.edits:
            inherited = edit = Edit(fields=self.edits[former].fields, original=fields_of(article))
        return (edited(article, edit.fields) if edit else article), inherited


def amendments(database: Database) -> Amendments:
    """Read all that the reader removed or wrote over."""
    removed = database.rows("SELECT article_id, sha256, member FROM left_out")
    edits = database.rows("SELECT article_id, fields, original FROM edits")
    return Amendments(
        removed_ids=frozenset(row[0] for row in removed),
        removed_places=frozenset((row[1], row[2]) for row in removed if row[1]),
        edits={key: Edit(fields=json.loads(new), original=json.loads(old)) for key, new, old in edits},
    )


def fields_of(article: Article) -> dict[str, str | None]:
    """What can be written over, as it stands, with where the date was found."""
    return {name: getattr(article, name) for name in FIELDS} | {"published_basis": article.published_basis}


def edited(article: Article, fields: Mapping[str, str | None]) -> Article:
    """An article with some fields written over; a date that the reader gave says so."""
    changes: dict[str, str | None] = dict(fields)
    if "published" in changes and "published_basis" not in changes:
        changes["published_basis"] = "reader" if changes["published"] else "none"
    return replace(article, **changes)  # type: ignore[arg-type]  # the values are those of FIELDS


def store_edit(database: Database, article_id: str, edit: Edit) -> None:
    """Write an edit inside a transaction."""
    row = (article_id, json.dumps(edit.fields), json.dumps(edit.original))
    database.execute("INSERT OR REPLACE INTO edits (article_id, fields, original) VALUES (?, ?, ?)", row)


def restore(database: Database, root: str) -> int:
    """Let a folder's articles that were removed come back at the next reading; return how many were."""
    folder = "SELECT files.id, sha256 FROM files JOIN folders ON folders.id = folder_id WHERE root = ?"
    with database.transaction():
        [(before,)] = database.rows("SELECT count(*) FROM left_out")
        query = f"sha256 IN (SELECT sha256 FROM left_out WHERE sha256 IN (SELECT sha256 FROM ({folder})))"
        database.execute(f"UPDATE files SET reading = '' WHERE {query}", (root,))
        database.execute(f"DELETE FROM left_out WHERE sha256 IN (SELECT sha256 FROM ({folder}))", (root,))
        [(after,)] = database.rows("SELECT count(*) FROM left_out")
    return int(before - after)
