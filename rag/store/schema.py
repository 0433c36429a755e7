"""Lay out: which tables hold the archive, and of which version are they?

Constants and the SQL text only. A new column or table raises ``FORMAT`` and needs a step in
``STEPS`` that brings an older index to it; a better reader or extractor needs nothing here (see
``reading``).
"""

from __future__ import annotations

FORMAT = 2
APPLICATION_ID = 0x5241474E

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    publisher TEXT NOT NULL,
    byline TEXT NOT NULL,
    published TEXT,
    published_basis TEXT NOT NULL,
    url TEXT,
    bases TEXT NOT NULL,
    text TEXT NOT NULL
);

CREATE TABLE files (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (root, path, member)
) WITHOUT ROWID;
CREATE INDEX files_by_article ON files (article_id);

CREATE TABLE faults (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (root, path, member)
) WITHOUT ROWID;

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (article_id, number)
);

CREATE TABLE vectors (
    passage_id INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

CREATE TABLE claims (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    aspect TEXT NOT NULL,
    start INTEGER NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX claims_by_article ON claims (article_id, start);
CREATE INDEX claims_by_aspect ON claims (aspect);
"""

STEPS = {
    1: """
ALTER TABLE articles ADD COLUMN bases TEXT NOT NULL DEFAULT '[]';
ALTER TABLE files RENAME TO files_1;
DROP INDEX files_by_article;
CREATE TABLE files (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (root, path, member)
) WITHOUT ROWID;
INSERT INTO files SELECT root, path, '', sha256, article_id FROM files_1;
DROP TABLE files_1;
CREATE INDEX files_by_article ON files (article_id);
CREATE TABLE faults (
    root TEXT NOT NULL,
    path TEXT NOT NULL,
    member TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (root, path, member)
) WITHOUT ROWID;
""",
}
"""What brings an index of each older version to the next one."""
