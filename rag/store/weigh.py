"""Weigh: which files of a folder does the archive know already, and which must be read?

A ``Survey`` of a folder and the database in, a ``Weighed`` out: what was only touched, what was moved
or copied from a file that was read before, what has to be read, what is gone. Reads no article and
changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rag.store import files
from rag.store.database import Database
from rag.store.files import StoredFile
from rag.store.folder import Survey, Touched
from rag.store.plan import moved_roots
from rag.store.write import FileChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A folder against the archive.

    ``before`` holds what was stored of the files that were looked at or are gone; ``untouched`` counts the
    articles of all others and of those that are the same.
    """

    root: str
    survey: Survey
    before: Mapping[str, StoredFile]
    settled: tuple[FileChange, ...]
    retraced: tuple[tuple[str, str], ...]
    todo: tuple[Touched, ...]
    untouched: int
    moved: Mapping[str, Mapping[str, StoredFile]]

    @property
    def held(self) -> frozenset[str]:
        """The contents that are still to be read: the files that carried them go only afterwards."""
        return frozenset(file.sha256 for file in self.todo if file.sha256)

    def gone(self, *, is_last: bool) -> tuple[str, ...]:
        """The files that lie there no more, parted into those that go first and those that go last."""
        held = self.held
        return tuple(path for path in self.survey.gone if (self.before[path].sha256 in held) == is_last)

    def dissolved(self, *, is_last: bool) -> tuple[str, ...]:
        """The folders that have become this one, parted likewise."""
        held = self.held
        needed = {root for root, kept in self.moved.items() if any(file.sha256 in held for file in kept.values())}
        return tuple(root for root in self.moved if (root in needed) == is_last)


def weigh(database: Database, root: str, found: Survey, *, reading: str) -> Weighed:
    """Part what a survey found by what the archive knows; ``reading`` is the code that reads now."""
    before = files.stored_files(database, root, [*(file.name for file in found.touched), *found.gone])
    retraced = [(file.name, file.trace) for file in found.touched if _is_same(before.get(file.name), file, reading)]
    rest = [file for file in found.touched if not _is_same(before.get(file.name), file, reading)]
    twins = files.same_content(database, (file.sha256 for file in rest), reading=reading)
    others = sum(len(file.articles) for path, file in before.items() if path not in dict(retraced))
    return Weighed(
        root=root,
        survey=found,
        before=before,
        settled=tuple(_like(twins[file.sha256], file) for file in rest if file.sha256 in twins),
        retraced=tuple(retraced),
        todo=tuple(file for file in rest if file.sha256 not in twins),
        untouched=files.carried(database, root) - others,
        moved=_moved(database, root, found),
    )


def _is_same(before: StoredFile | None, file: Touched, reading: str) -> bool:
    """Whether a file is, byte for byte, what this code read."""
    return bool(before and file.sha256 and before.sha256 == file.sha256 and before.reading == reading)


def _like(twin: StoredFile, file: Touched) -> FileChange:
    return FileChange(path=file.name, sha256=file.sha256, trace=file.trace, articles=twin.articles)


def _moved(database: Database, root: str, found: Survey) -> dict[str, Mapping[str, StoredFile]]:
    missing = [one for one in files.roots(database) if one != root and not Path(one).exists()]
    if not missing or not found.touched:
        return {}
    former = {one: files.stored_files(database, one) for one in missing}
    return moved_roots(former, digests={file.sha256 for file in found.touched})
