"""Plan: what does the archive have to do so that it holds what lies in this folder?

The files found and the files stored in, rows and names out. Contents are told apart by their
digest, so a file that was moved, renamed or copied is not read as a new article. Opens nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rag.store.database import FileRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The names that a report shows, and the number of files that stayed as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]
    unchanged: int


def moved_roots(stored: Sequence[FileRow], *, digests: Collection[str], missing: Collection[str]) -> frozenset[str]:
    """Say which indexed folders have become this one: gone, with most of their contents found here."""
    found = set(digests)
    roots = set()
    for root in missing:
        contents = {row.sha256 for row in stored if row.root == root}
        if len(contents & found) * 2 > len(contents):
            roots.add(root)
    return frozenset(roots)


def compare(root: str, old: Sequence[FileRow], new: Sequence[FileRow]) -> Outcome:
    """Name what was added, changed, removed and moved between the former and the present files.

    ``old`` holds the former rows of this folder and of the folders that have become it; a name that
    is new and whose article lay under a name that is gone was moved.
    """
    before = {row.path: row for row in old if row.root == root}
    after = {row.path: row for row in new}
    gone = [row for row in old if row.root != root or row.path not in after]
    fresh = [row for row in new if row.path not in before]
    moved = _moved(gone, fresh)
    arrived = {row.article_id for row in fresh if row.path in moved}
    return Outcome(
        added=tuple(row.path for row in fresh if row.path not in moved),
        changed=tuple(path for path, row in after.items() if _is_changed(before.get(path), row)),
        removed=tuple(sorted({row.path for row in gone if row.article_id not in arrived})),
        moved=tuple(sorted(moved)),
        unchanged=sum(path in before and not _is_changed(before[path], row) for path, row in after.items()),
    )


def _moved(gone: Sequence[FileRow], fresh: Sequence[FileRow]) -> set[str]:
    """The new names of articles whose old names are gone; of several, only as many as are gone."""
    left: dict[str, int] = {}
    for row in gone:
        left[row.article_id] = left.get(row.article_id, 0) + 1
    moved = set()
    for row in fresh:
        if left.get(row.article_id, 0):
            left[row.article_id] -= 1
            moved.add(row.path)
    return moved


def _is_changed(before: FileRow | None, after: FileRow) -> bool:
    return before is not None and before.article_id != after.article_id


def rows_of(root: str, found: Mapping[str, tuple[str, str]]) -> tuple[FileRow, ...]:
    """Make the rows of a folder from its names, each with its digest and article id."""
    return tuple(
        FileRow(root=root, path=path, sha256=digest, article_id=article_id)
        for path, (digest, article_id) in sorted(found.items())
    )
