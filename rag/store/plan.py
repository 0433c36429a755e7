"""Plan: what does the archive have to do so that it holds what lies in this folder?

The files found and the files stored in, rows and names out. Contents are told apart by their
digest, so a file that was moved, renamed or copied is not read as a new article. Opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.store.files import Contents, FaultRow, FileRow


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

    ``old`` holds the former rows of this folder and of the folders that have become it. A name that is
    new and whose article lay under a name that is gone was moved; a part of a file that only has another
    number in it now is unchanged.
    """
    stayed = _paired(old, new, by=lambda row: (row.root, row.name, row.article_id))
    gone, fresh = _rest(old, stayed), [row for row in new if row not in stayed]
    shifted = _paired(gone, fresh, by=lambda row: (row.root, row.path, row.article_id) if row.member else None)
    gone, fresh = _rest(gone, shifted), [row for row in fresh if row not in shifted]
    changed = _paired(gone, fresh, by=lambda row: (row.root, row.name))
    gone, fresh = _rest(gone, changed), [row for row in fresh if row not in changed]
    moved = _paired(gone, fresh, by=lambda row: row.article_id)
    arrived = {row.article_id for row in moved}
    return Outcome(
        added=tuple(row.name for row in fresh if row not in moved),
        changed=tuple(row.name for row in changed),
        removed=tuple(sorted({row.name for row in gone if row.article_id not in arrived})),
        moved=tuple(sorted(row.name for row in moved)),
        unchanged=len(stayed) + len(shifted),
    )


def _paired(
    old: Iterable[FileRow], new: Iterable[FileRow], *, by: Callable[[FileRow], object]
) -> dict[FileRow, FileRow]:
    """Pair each present row with a former one of the same key, each former one once; a key None pairs with none."""
    left: dict[object, list[FileRow]] = {}
    for row in old:
        left.setdefault(by(row), []).append(row)
    left.pop(None, None)
    return {row: left[by(row)].pop() for row in new if left.get(by(row))}


def _rest(rows: Iterable[FileRow], pairs: Mapping[FileRow, FileRow]) -> list[FileRow]:
    used = set(pairs.values())
    return [row for row in rows if row not in used]


def rows_of(root: str, found: Mapping[str, Contents]) -> tuple[FileRow, ...]:
    """Make the rows of a folder, by name: one for each part of a file that carries an article."""
    return tuple(
        FileRow(root=root, path=path, member=member, sha256=contents.sha256, article_id=article_id)
        for path, contents in sorted(found.items())
        for member, article_id in contents.articles
    )


def faults_of(root: str, found: Mapping[str, Contents]) -> tuple[FaultRow, ...]:
    """Make the rows of what cannot be read in a folder."""
    return tuple(
        FaultRow(root=root, path=path, member=member, sha256=contents.sha256, reason=reason)
        for path, contents in sorted(found.items())
        for member, reason in contents.faults
    )


def kept_rows(root: str, old: Iterable[FileRow], found: Mapping[str, Contents]) -> tuple[FileRow, ...]:
    """The former rows of parts that cannot be read now: they keep what they held before.

    They lose their digest, which no longer stands for what lies there. A part whose article is found in
    another place of its file is not kept twice.
    """
    failing = {path: _lost(contents) for path, contents in found.items() if contents.faults}
    former = (row for row in old if row.root == root and row.path in failing)
    return tuple(replace(row, sha256="") for row in former if failing[row.path](row))


def _lost(contents: Contents) -> Callable[[FileRow], bool]:
    """Say which former parts of a file its faults have made unreadable; a fault of the whole without parts: all."""
    present = {article_id for _, article_id in contents.articles}
    members = {member for member, _ in contents.faults}
    is_whole = not present and "" in members
    return lambda row: (is_whole or row.member in members - {""}) and row.article_id not in present
