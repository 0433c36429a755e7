"""Look: which files of a folder are not the ones that were read before?

The files that lie in a folder, or some of them, and what is known of these in, a ``Survey`` out: what
was looked at and is the same, what is new or changed (with its digest), what is gone. A file whose
size, times and place on the disk are those it was read with is not opened; times so young that a change
could hide in them prove nothing, as in git's index. Opens no article and no database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.articles.files import Listed, digest, shown

_YOUNG_NS = 2_000_000_000  # the coarsest clock of a common file system ticks every two seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A file that is new or may have changed; ``sha256`` is "" where it cannot be read."""

    name: str
    path: Path
    trace: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A folder as it lies there, against what was known: ``failed`` are names that cannot be told apart."""

    files: int
    touched: tuple[Touched, ...] = ()
    gone: tuple[str, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)


def survey(files: Sequence[Listed], *, traces: Mapping[str, str], progress: Callable[[int, int], None]) -> Survey:
    """Find what is new, changed or gone; ``traces`` tells by name how each file was read."""
    started = time.time_ns()
    named, failed = _named(files)
    now = {name: _trace(one, started) for name, one in named.items()}
    doubtful = [name for name, trace in now.items() if not trace or traces.get(name) != trace]
    touched = []
    for number, name in enumerate(doubtful, 1):
        path = Path(named[name].path)
        touched.append(Touched(name=name, path=path, trace=now[name], sha256=digest(path)))
        progress(number, len(doubtful))
    gone = tuple(name for name in traces if name not in named)
    return Survey(files=len(named), touched=tuple(touched), gone=gone, failed=failed)


def _named(files: Sequence[Listed]) -> tuple[dict[str, Listed], dict[str, str]]:
    """Files by the names they are shown under; of two that would be shown alike, the first keeps its name."""
    named: dict[str, Listed] = {}
    failed: dict[str, str] = {}
    for one in files:
        name = shown(one.name)
        if name in named:
            failed[f"{name} (2)"] = "has a name that is shown like that of another file; rename it"
        else:
            named[name] = one
    return named, failed


def _trace(one: Listed, started: int) -> str:
    """Size, times and place of a file and its side-car; "" where they cannot tell this content from a later one."""
    trace = ""
    for at in one.states:
        changed, moved = at.st_mtime_ns, at.st_ctime_ns
        if changed > started - _YOUNG_NS or moved > started - _YOUNG_NS:
            return ""
        trace += f"{at.st_size} {changed} {moved} {at.st_ino} "
    return trace
