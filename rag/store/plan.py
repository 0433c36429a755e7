"""Plan: what does the archive have to do so that it holds what lies in this folder?

The files found and the files stored in, names and members out. Contents are told apart by their
digest and articles by their id, so what was moved, renamed or copied is not new. Opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from rag.store.files import Member, StoredFile


@dataclass(frozen=True, slots=True)
class Row:
    """One article where it lies: the folder indexed, the file's name below it, the member of the file."""

    root: str
    path: str
    member: str
    article_id: str

    @property
    def name(self) -> str:
        """What a reader is shown: "reports.csv#12"."""
        return self.path + self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The names that a report shows, and the number of articles that stayed as they were."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[str, ...]
    unchanged: int


def rows_of(root: str, files: Mapping[str, tuple[Member, ...]]) -> tuple[Row, ...]:
    """Name each article of some files by the place where it lies."""
    return tuple(
        Row(root, path, member, article_id) for path, members in sorted(files.items()) for member, article_id in members
    )


def moved_roots(
    former: Mapping[str, Mapping[str, StoredFile]], *, digests: Collection[str]
) -> dict[str, Mapping[str, StoredFile]]:
    """Say which missing folders have become this one: most of their contents are found here."""
    moved = {}
    for root, files in former.items():
        contents = {file.sha256 for file in files.values()}
        if len(contents & set(digests)) * 2 > len(contents):
            moved[root] = files
    return moved


def kept(before: StoredFile | None, articles: Iterable[Member], faults: Iterable[Member]) -> tuple[Member, ...]:
    """The former members that cannot be read now: they keep what they held, unless it is found elsewhere."""
    present = {article_id for _, article_id in articles}
    members = {member for member, _ in faults}
    is_whole = not present and "" in members
    former = before.articles if before else ()
    return tuple(
        (member, article_id)
        for member, article_id in former
        if (is_whole or (member and member in members)) and article_id not in present
    )


def compare(old: Iterable[Row], new: Iterable[Row]) -> Outcome:
    """Name what was added, changed, removed and moved between the former and the present places of articles.

    A name that is new and whose article lay under a name that is gone was moved; a member of a file that
    only has another number in it now is unchanged.
    """
    old, new = list(old), list(new)
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


def _paired(old: Iterable[Row], new: Iterable[Row], *, by: Callable[[Row], object]) -> dict[Row, Row]:
    """Pair each present row with a former one of the same key, each former one once; a key None pairs with none."""
    left: dict[object, list[Row]] = {}
    for row in old:
        left.setdefault(by(row), []).append(row)
    left.pop(None, None)
    return {row: left[by(row)].pop() for row in new if left.get(by(row))}


def _rest(rows: Iterable[Row], pairs: Mapping[Row, Row]) -> list[Row]:
    used = set(pairs.values())
    return [row for row in rows if row not in used]
