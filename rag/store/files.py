"""Trace: which files of which folders were read, and which articles does each carry?

An open database in, rows out; changes nothing. A folder of many files is asked only for what tells
that a file is the one that was read, the rest for a few files at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rag.reports import Folder
from rag.store.database import Database

Member = tuple[str, str]
"""A part of a file ("" where the file is one article), and an article's id or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file as it was read: its digest, the code that read it, its articles and the faults of its other parts."""

    path: str
    sha256: str
    reading: str
    articles: tuple[Member, ...] = ()
    faults: tuple[Member, ...] = ()


_IN_FOLDER = " JOIN folders ON folders.id = folder_id WHERE root = ?"
_JOINED = f" JOIN files ON files.id = file_id{_IN_FOLDER}"
_FILE = "SELECT files.id, path, sha256, files.reading FROM files JOIN folders ON folders.id = folder_id WHERE"
_FOLDER = """
SELECT root, is_finished, synced,
    (SELECT count(*) FROM files JOIN carried ON file_id = files.id WHERE folder_id = folders.id),
    (SELECT count(*) FROM files JOIN faults ON file_id = files.id WHERE folder_id = folders.id)
FROM folders ORDER BY root
"""


def folders(database: Database) -> tuple[Folder, ...]:
    """Every folder that was indexed, with the number of its articles and of what cannot be read in it."""
    return tuple(
        Folder(root=root, is_finished=bool(is_finished), synced=synced, articles=articles, failed=failed)
        for root, is_finished, synced, articles, failed in database.rows(_FOLDER)
    )


def roots(database: Database) -> tuple[str, ...]:
    """The path of every folder that was indexed."""
    return tuple(root for (root,) in database.rows("SELECT root FROM folders ORDER BY root"))


def is_unfinished(database: Database, root: str) -> bool:
    """Whether a sync of this folder was interrupted."""
    return database.rows("SELECT is_finished FROM folders WHERE root = ?", (root,)) == [(0,)]


def is_finished(database: Database, root: str) -> bool:
    """Whether this folder has been gone through to its end, since it was last interrupted."""
    return database.rows("SELECT is_finished FROM folders WHERE root = ?", (root,)) == [(1,)]


def carried(database: Database, root: str) -> int:
    """How many articles the files of a folder carry."""
    return int(database.rows(f"SELECT count(*) FROM carried{_JOINED}", (root,))[0][0])


def traces(database: Database, root: str, names: Collection[str] | None = None, *, reading: str) -> dict[str, str]:
    """What tells that each file of a folder, or each of some, is the one that was read; "" where other code read it."""
    query = f"SELECT path, trace, reading FROM files WHERE {_of(database, root)}"
    rows = database.rows(query) if names is None else database.rows_in(f"{query} AND path IN", sorted(names))
    return {path: trace if by == reading else "" for path, trace, by in rows}


def is_shared(database: Database, root: str, traces: Mapping[str, str]) -> bool:
    """Whether one of some files was read under another name too, as a link to it is."""
    query = f"SELECT path FROM files WHERE {_of(database, root)} AND trace IN"
    return any(path not in traces for (path,) in database.rows_in(query, sorted(set(traces.values()) - {""})))


def _of(database: Database, root: str) -> str:
    """The condition that a row of ``files`` belongs to a folder; one that was never indexed has none."""
    found = database.rows("SELECT id FROM folders WHERE root = ?", (root,))
    return f"folder_id = {int(found[0][0])}" if found else "0"


def stored_files(database: Database, root: str, paths: Collection[str] | None = None) -> dict[str, StoredFile]:
    """Some files of a folder by their path, or all of them."""
    if paths is None:
        return {file.path: file for file in _whole(database, database.rows(f"{_FILE} root = ?", (root,)))}
    rows = database.rows_in(f"{_FILE} {_of(database, root)} AND path IN", sorted(paths))
    return {file.path: file for file in _whole(database, rows)}


def same_content(database: Database, digests: Iterable[str], *, reading: str) -> dict[str, StoredFile]:
    """Files of any folder by their digest, if this code read them and found no fault."""
    rows = database.rows_in(f"{_FILE} sha256 IN", sorted({digest for digest in digests if digest}))
    return {file.sha256: file for file in _whole(database, rows) if file.reading == reading and not file.faults}


def faults(database: Database, root: str) -> dict[str, str]:
    """Why the files of a folder, or parts of them, cannot be read, by their names."""
    return dict(database.rows(f"SELECT path || member, reason FROM faults{_JOINED}", (root,)))


def left_out(database: Database, root: str) -> int:
    """How many articles that were removed by hand lie in the files of a folder."""
    query = f"SELECT count(*) FROM left_out JOIN files USING (sha256){_IN_FOLDER}"
    return int(database.rows(query, (root,))[0][0])


def _whole(database: Database, rows: list[tuple[int, str, str, str]]) -> list[StoredFile]:
    keys = [row[0] for row in rows]
    articles = _members(database, "SELECT file_id, member, article_id FROM carried WHERE file_id IN", keys)
    failed = _members(database, "SELECT file_id, member, reason FROM faults WHERE file_id IN", keys)
    return [
        StoredFile(
            path=path,
            sha256=sha256,
            reading=reading,
            articles=tuple(articles.get(key, ())),
            faults=tuple(failed.get(key, ())),
        )
        for key, path, sha256, reading in rows
    ]


def _members(database: Database, query: str, keys: list[int]) -> dict[int, list[Member]]:
    found: dict[int, list[Member]] = {}
    for key, member, value in database.rows_in(query, keys):
        found.setdefault(key, []).append((member, value))
    return found
