"""Remove: which articles does a name mean, and how do they leave the archive for good?

Names as a reader types them in, a ``Removal`` out, which one transaction carries out. What is removed
and still lies in a folder stays out until its content changes or the folder is indexed ``again``; a
folder that is removed as a whole is forgotten, and comes back when it is indexed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from fnmatch import translate
from pathlib import Path
from typing import NamedTuple

from rag.errors import UsageError
from rag.reports import Removal
from rag.store import files
from rag.store.course import settle
from rag.store.database import Database
from rag.store.write import Tally, dissolve, drop_orphans

_PLACES = (
    "SELECT article_id, path, member, root FROM carried"
    " JOIN files ON files.id = file_id JOIN folders ON folders.id = folder_id"
)


class _Place(NamedTuple):
    """Where an article lies."""

    article_id: str
    path: str
    member: str
    root: str

    @property
    def name(self) -> str:
        return self.path + self.member


def meant(database: Database, names: Sequence[str]) -> Removal:
    """Find what each name means: an id, a file, a pattern such as ``2021-*.txt``, a folder, or an indexed folder.

    Raises ``UsageError`` for a name that means nothing in this archive.
    """
    places = [_Place(*row) for row in database.rows(_PLACES)]
    folders = {root for name in names for root in files.roots(database) if root in {name, _whole(name)}}
    ids: set[str] = set()
    for name in names:
        if folders & {name, _whole(name)}:
            continue
        is_meant = _rule(name)
        found = {place.article_id for place in places if is_meant(place)}
        if not found:
            raise UsageError(f"nothing in the index is called {name!r}: `rag articles` lists what is there")
        ids |= found
    leaving = ids | _only_in(folders, places)
    return Removal(
        ids=tuple(sorted(ids)),
        articles=len(leaving),
        files=tuple(sorted({place.name for place in places if place.article_id in leaving})),
        folders=tuple(sorted(folders)),
    )


def _rule(name: str) -> Callable[[_Place], bool]:
    """Tell the places of articles that a name means."""
    whole = _whole(name)
    pattern = re.compile(translate(name)) if any(sign in name for sign in "*?[") else None

    def is_meant(place: _Place) -> bool:
        inside = f"{place.root}/"
        return (
            name in {place.article_id, place.path, place.name}
            or whole in {inside + place.path, inside + place.name}
            or place.path.startswith(name.rstrip("/") + "/")
            or (whole.startswith(inside) and (inside + place.path).startswith(whole + "/"))
            or bool(pattern and (pattern.match(place.name) or pattern.match(inside + place.name)))
        )

    return is_meant


def _whole(name: str) -> str:
    """A path as it is stored for an indexed folder."""
    return str(Path(name).expanduser().resolve())


def _only_in(folders: Collection[str], places: Iterable[_Place]) -> set[str]:
    """The articles that lie in these folders and in no other."""
    inside = {place.article_id for place in places if place.root in folders}
    return inside - {place.article_id for place in places if place.root not in folders}


def remove(database: Database, removal: Removal) -> None:
    """Carry a removal out; the caller holds the lock."""

    def change(tally: Tally) -> None:
        left = dissolve(database, removal.folders) | set(removal.ids)
        for article_id in removal.ids:
            database.execute(
                "INSERT OR REPLACE INTO left_out (article_id, sha256, member, name)"
                " SELECT article_id, sha256, member, path || member FROM carried JOIN files ON files.id = file_id"
                " WHERE article_id = ?",
                (article_id,),
            )
            database.execute("DELETE FROM carried WHERE article_id = ?", (article_id,))
        drop_orphans(database, left, tally)

    settle(database, change)
