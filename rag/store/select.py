"""Select: which of the stored articles are meant, and what is not in the archive though it lies there?

A ``Wanted`` in, articles out in the order of their file names; changes nothing.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from rag.records import Article
from rag.reports import Unread, Wanted
from rag.store.database import Database

_JOINED = " JOIN files ON files.id = file_id JOIN folders ON folders.id = folder_id"


def select(database: Database, wanted: Wanted) -> tuple[Article, ...]:
    """Find the articles that are meant."""
    rules = {
        "published IS NULL": wanted.is_undated,
        "published >= :since": bool(wanted.since),
        "substr(published, 1, length(:until)) <= :until": bool(wanted.until),
    }
    where = " AND ".join(rule for rule, counts in rules.items() if counts) or "1"
    found = database.articles_where(where, {"since": wanted.since, "until": wanted.until})
    return tuple(article for article in found if _is_meant(article, wanted))


def _is_meant(article: Article, wanted: Wanted) -> bool:
    return (
        wanted.title.casefold() in article.title.casefold()
        and wanted.publisher.casefold() in article.publisher.casefold()
        and (not wanted.folder or _lies_in(article, wanted.folder))
        and (not wanted.file or any(fnmatch(name, wanted.file) for name in article.files))
    )


def _lies_in(article: Article, folder: str) -> bool:
    whole, below = str(Path(folder).expanduser().resolve()), folder.rstrip("/") + "/"
    places = [f"{root}/{name}" for root in article.folders for name in article.files]
    return any(place.startswith(whole + "/") for place in places) or any(
        name.startswith(below) for name in article.files
    )


def unread(database: Database) -> tuple[Unread, ...]:
    """What cannot be read in the indexed folders, by folder and name."""
    query = f"SELECT root, path || member, reason FROM faults{_JOINED} ORDER BY 1, 2"
    return tuple(Unread(folder=root, name=name, reason=why) for root, name, why in database.rows(query))


def removed(database: Database) -> tuple[Unread, ...]:
    """What was removed by hand and still lies in an indexed folder."""
    query = (
        "SELECT DISTINCT root, path || left_out.member FROM left_out JOIN files USING (sha256)"
        " JOIN folders ON folders.id = folder_id ORDER BY 1, 2"
    )
    why = "was removed by hand; rag index FOLDER --again brings it back"
    return tuple(Unread(folder=root, name=name, reason=why) for root, name in database.rows(query))
