"""An index that an older version made is brought to this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.store.connect import DATABASE
from rag.store.database import Database
from tests.store.conftest import Sync, names


def test_an_index_of_the_first_version_is_brought_to_this_one(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    before = names(index)
    connection = sqlite3.connect(index / DATABASE)
    connection.executescript(_FIRST_VERSION)
    connection.close()
    with pytest.raises(IndexingError, match=r"of the older version 1, .*: bring it up to date with rag index FOLDER"):
        Database.open(index)

    report = bring(folder)

    assert (report.unchanged, report.encoded) == (2, 0)
    assert names(index) == before


_FIRST_VERSION = """
CREATE TABLE files_1 (root TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id), PRIMARY KEY (root, path)) WITHOUT ROWID;
INSERT INTO files_1 SELECT root, path, sha256, article_id FROM files
    JOIN folders ON folders.id = folder_id JOIN carried ON file_id = files.id;
DROP TABLE carried; DROP TABLE faults; DROP TABLE files; DROP TABLE folders; DROP TABLE left_out; DROP TABLE edits;
ALTER TABLE files_1 RENAME TO files;
CREATE INDEX files_by_article ON files (article_id);
CREATE INDEX claims_by_aspect ON claims (aspect);
DROP INDEX articles_by_reading;
ALTER TABLE articles DROP COLUMN bases;
ALTER TABLE articles DROP COLUMN reading;
ALTER TABLE articles DROP COLUMN seal;
DELETE FROM meta WHERE key IN ('articles', 'passages', 'claims');
INSERT INTO meta VALUES ('reading', 'earlier');
PRAGMA user_version = 1;
"""
