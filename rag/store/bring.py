"""Bring: in which steps does the archive take over what lies in a folder?

A ``Course`` (open database, encoder, who is told) and a folder in, a ``SyncReport`` out. What was
moved, copied or deleted is settled with the first batch; what has to be read comes in batches, each one
transaction with the search engines of its state, so that a reader never sees half of one and an
interruption loses one at most.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rag.articles.files import Listed, listed
from rag.errors import UsageError
from rag.reports import SyncReport
from rag.store import files
from rag.store.amend import amendments
from rag.store.course import Course, Stopped
from rag.store.files import Member, StoredFile
from rag.store.folder import survey
from rag.store.gather import Batch, Gatherer
from rag.store.narrow import narrowed
from rag.store.plan import compare, rows_of
from rag.store.weigh import Weighed, weigh
from rag.store.write import Change, FileChange, finish

Listing = tuple[Sequence[Listed], Mapping[str, str]]
"""The files that are looked at, and the trace that each of them was read with, by name."""


@dataclass(slots=True)
class _Tale:
    """What has been done so far."""

    files: dict[str, FileChange] = field(default_factory=dict)
    resumed: int = 0
    encoded: int = 0
    is_stopped: bool = False


def bring(course: Course, folder: Path) -> SyncReport:
    """Bring the archive up to date with a folder."""
    started = time.perf_counter()
    tale, weighed = _Tale(), None
    try:
        weighed = look(course, folder)
        tale.resumed = _resumed(course, weighed)
        _take_over(course, weighed, tale)
    except Stopped:
        tale.is_stopped = True
    seconds = time.perf_counter() - started
    return _report(course, weighed, tale, seconds=seconds) if weighed else SyncReport(is_stopped=True, seconds=seconds)


def look(course: Course, folder: Path) -> Weighed:
    """Compare a folder with what the archive knows of it."""
    listing, traces = _changed(course, folder) or _whole(course, folder)
    found = survey(listing, traces=traces, progress=partial(course.tell, "looking"))
    if not found.files and not traces:
        raise nothing_in(folder)
    return weigh(course.database, str(folder), found, reading=course.reading)


def _whole(course: Course, folder: Path) -> Listing:
    return listed(folder), files.traces(course.database, str(folder), reading=course.reading)


def _changed(course: Course, folder: Path) -> Listing | None:
    """The files of which somebody knows that they changed, where it is enough to look at these."""
    root = str(folder)
    if not course.only or not folder.is_dir() or not files.is_finished(course.database, root):
        return None
    found = narrowed(folder, course.only)
    if found is None:
        return None
    traces = files.traces(course.database, root, found.names, reading=course.reading)
    is_enough = found.is_told_by(traces) and not files.is_shared(course.database, root, traces)
    return (found.there, traces) if is_enough else None


def nothing_in(folder: Path) -> UsageError:
    """Word that a folder holds nothing to index."""
    cure = "put text, pages, PDF, Word, mail or table files into it, or name another folder"
    return UsageError(f"the folder {folder} has no articles: {cure}")


def _resumed(course: Course, weighed: Weighed) -> int:
    """How many articles an interrupted sync of this folder has brought in before."""
    if not weighed.todo or not files.is_unfinished(course.database, weighed.root):
        return 0
    return files.carried(course.database, weighed.root)


def _take_over(course: Course, weighed: Weighed, tale: _Tale) -> None:
    """Write batch by batch: what needs no reading with the first, what the others needed until then with the last."""
    gatherer = Gatherer(course, weighed, amendments(course.database))
    batches = gatherer.batches() if weighed.todo else iter([Batch(is_last=True)])
    for number, batch in enumerate(batches):
        course.write(_change(course, weighed, batch, is_first=number == 0))
        tale.files.update({file.path: file for file in weighed.settled + batch.files})
        tale.encoded += batch.encoded
    for batch in gatherer.stale():
        course.write(Change(root=weighed.root, reading=course.reading, prepared=batch.prepared))
        tale.encoded += batch.encoded
    course.keep_engines()
    finish(course.database, weighed.root, at=datetime.now(UTC).isoformat(timespec="seconds"))


def _change(course: Course, weighed: Weighed, batch: Batch, *, is_first: bool) -> Change:
    ends = [end for end, is_due in ((False, is_first), (True, batch.is_last)) if is_due]
    return Change(
        root=weighed.root,
        reading=course.reading,
        files=(weighed.settled if is_first else ()) + batch.files,
        retraced=weighed.retraced if is_first else (),
        gone=tuple(path for end in ends for path in weighed.gone(is_last=end)),
        dissolved=tuple(root for end in ends for root in weighed.dissolved(is_last=end)),
        prepared=batch.prepared,
        edits=batch.edits,
    )


def preview(course: Course, folder: Path) -> SyncReport:
    """Say what ``bring`` would do, and write nothing."""
    started = time.perf_counter()
    weighed = look(course, folder)
    tale = _Tale(files={file.path: file for file in weighed.settled})
    gatherer = Gatherer(course, weighed, amendments(course.database))
    tale.files.update({file.path: file for file in gatherer.outline()})
    return replace(_report(course, weighed, tale, seconds=time.perf_counter() - started), is_preview=True)


def _report(course: Course, weighed: Weighed, tale: _Tale, *, seconds: float) -> SyncReport:
    root = weighed.root
    former = rows_of(root, _articles(weighed.before, only=tale.files.keys() | set(weighed.survey.gone)))
    moved = [row for one, kept in weighed.moved.items() for row in rows_of(one, _articles(kept))]
    present = rows_of(root, _articles(tale.files))
    outcome = compare([*moved, *former], present)
    return SyncReport(
        folder=root,
        added=outcome.added,
        changed=outcome.changed,
        removed=outcome.removed,
        moved=outcome.moved,
        unchanged=outcome.unchanged + weighed.untouched,
        left_out=files.left_out(course.database, root),
        failed=_failed(course, weighed, tale),
        passages=course.database.counts()["passages"],
        encoded=tale.encoded,
        seconds=seconds,
        resumed=tale.resumed,
        waiting=len(weighed.todo) - sum(file.name in tale.files for file in weighed.todo),
        is_stopped=tale.is_stopped,
    )


def _articles(
    held: Mapping[str, FileChange] | Mapping[str, StoredFile], *, only: Collection[str] | None = None
) -> dict[str, tuple[Member, ...]]:
    """What each file carries, by its path."""
    return {path: file.articles for path, file in held.items() if only is None or path in only}


def _failed(course: Course, weighed: Weighed, tale: _Tale) -> tuple[tuple[str, str], ...]:
    """What cannot be read, by its name: as it was noted before, but for the files that were read now."""
    failed = files.faults(course.database, weighed.root) | weighed.survey.failed
    for path, file in weighed.before.items():
        if path in tale.files:
            failed = {name: why for name, why in failed.items() if name not in {path + one for one, _ in file.faults}}
    read = {path + member: why for path, file in tale.files.items() for member, why in file.faults}
    return tuple(sorted((failed | read).items()))
