"""Report: what did a sync do, in which state is an index, and which of its articles are meant?

Frozen records between the archive and the command line, the browser and programs. No file, no clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.errors import UsageError

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one ``sync`` of ``folder`` did, or would do where ``is_preview``.

    Names are those of articles below the folder; ``failed`` pairs each that cannot be read with its reason.
    ``left_out`` counts what lies there and stays out because it was removed by hand. ``resumed`` articles
    had been brought in by a sync that was interrupted; where this one ``is_stopped`` itself, ``waiting``
    files are left to do.
    """

    folder: str = ""
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    unchanged: int = 0
    left_out: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    encoded: int = 0
    seconds: float = 0.0
    resumed: int = 0
    waiting: int = 0
    is_stopped: bool = False
    is_preview: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether the folder was found as it had been read."""
        return not (self.added or self.changed or self.removed or self.moved)

    def summary(self) -> str:
        """One line, such as "2 added, 0 changed, 0 removed, 5 unchanged; 14 passages encoded in 1.2 s"."""
        parts = [f"{len(self.added)} added", f"{len(self.changed)} changed", f"{len(self.removed)} removed"]
        parts += [f"{len(self.moved)} moved"] if self.moved else []
        parts += [f"{self.unchanged} unchanged"]
        parts += [f"{self.left_out} left out"] if self.left_out else []
        parts += [f"{len(self.failed)} unreadable"] if self.failed else []
        return f"{', '.join(parts)}; {self._ending()}"

    def _ending(self) -> str:
        if self.is_preview:
            return "a dry run: nothing was written"
        ending = f"{self.encoded} passages encoded in {self.seconds:.1f} s"
        if self.resumed:
            ending += f"; went on after {self.resumed} articles of an interrupted run"
        if self.is_stopped:
            ending += f"; stopped with {self.waiting} files to go: the same command goes on from here"
        return ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One indexed folder: how many articles lie in it, how much cannot be read, and when it was last gone through."""

    root: str
    articles: int
    failed: int
    is_finished: bool
    synced: str | None = None
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What an index holds, by which models; ``is_exact``: no graph is searched (None: engines not made yet)."""

    folder: str
    generation: int
    articles: int
    passages: int
    claims: int
    encoder: str
    dimension: int
    bytes: int
    problems: tuple[str, ...] = ()
    is_exact: bool | None = True
    folders: tuple[Folder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What a removal takes out: articles by id, whole folders, how many articles that is, and their files' names."""

    ids: tuple[str, ...]
    articles: int
    files: tuple[str, ...]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file, or a part of one, that is not in the archive: it cannot be read, or was removed by hand."""

    folder: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which articles are meant: parts of the title and publisher, days ("2024", "2024-05", "2024-05-31"), places.

    ``folder`` is an indexed folder or one below it, ``file`` a name or a pattern. What is not given does
    not count.
    """

    title: str = ""
    publisher: str = ""
    since: str = ""
    until: str = ""
    is_undated: bool = False
    folder: str = ""
    file: str = ""

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            if day and not _DAY.fullmatch(day):
                raise UsageError(f"{day!r} is no day: write it as 2024-05-31, 2024-05 or 2024")
