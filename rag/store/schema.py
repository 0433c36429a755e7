"""Lay out: which tables hold the archive, and of which version are they?

Constants and the SQL text only. A new column or table raises ``FORMAT`` and needs a step in
``STEPS`` that brings an older index to it; a better reader or extractor needs nothing here (see
``reading``).

A file carries articles, each a ``member`` of it ("" where the file is one article). Three things tell
that a file was read before: an unchanged ``trace`` (size, times and place on the disk; "" where these
prove nothing) spares digesting it, its ``sha256`` decides, and ``reading`` names the code that read it.
What was removed by hand stands in ``left_out``, what was written over in ``edits``; a ``seal`` digests
all that is stored of an article.
"""

from __future__ import annotations

FORMAT = 3
APPLICATION_ID = 0x5241474E

TABLE_NAMES = (
    *("vectors", "claims", "passages", "carried", "faults", "files", "folders"),
    *("left_out", "edits", "articles", "meta"),
)
"""Every table, those that refer to others first."""

FILES = """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY,
    root TEXT NOT NULL UNIQUE,
    is_finished INTEGER NOT NULL DEFAULT 0,
    synced TEXT
);

CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    trace TEXT NOT NULL,
    reading TEXT NOT NULL,
    UNIQUE (folder_id, path)
);
CREATE INDEX files_by_content ON files (sha256);

CREATE TABLE carried (
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    member TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id),
    PRIMARY KEY (file_id, member)
) WITHOUT ROWID;
CREATE INDEX carried_by_article ON carried (article_id);

CREATE TABLE faults (
    file_id INTEGER NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    member TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (file_id, member)
) WITHOUT ROWID;

CREATE TABLE left_out (
    article_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    member TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (article_id, sha256, member)
) WITHOUT ROWID;

CREATE TABLE edits (article_id TEXT PRIMARY KEY, fields TEXT NOT NULL, original TEXT NOT NULL) WITHOUT ROWID;
"""

TABLES = (
    """
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
    text TEXT NOT NULL,
    reading TEXT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX articles_by_reading ON articles (reading);

"""
    + FILES
    + """
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

"""
)

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
    2: """
ALTER TABLE articles ADD COLUMN reading TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN seal TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_by_reading ON articles (reading);
DROP INDEX files_by_article;
DROP INDEX claims_by_aspect;
DROP TABLE faults;
ALTER TABLE files RENAME TO files_2;
"""
    + FILES
    + """
INSERT INTO folders (root) SELECT DISTINCT root FROM files_2;
INSERT INTO files (folder_id, path, sha256, trace, reading)
    SELECT folders.id, path, max(sha256), '', '' FROM files_2 JOIN folders USING (root) GROUP BY root, path;
INSERT INTO carried
    SELECT files.id, member, article_id FROM files_2 JOIN folders USING (root)
    JOIN files ON folder_id = folders.id AND files.path = files_2.path;
DROP TABLE files_2;
DELETE FROM meta WHERE key = 'reading';
INSERT INTO meta SELECT 'articles', count(*) FROM articles;
INSERT INTO meta SELECT 'passages', count(*) FROM passages;
INSERT INTO meta SELECT 'claims', count(*) FROM claims;
""",
}
"""What brings an index of each older version to the next one."""
