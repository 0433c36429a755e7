"""Report: what did a sync do, and in which state is an index?

Frozen records that the command line, the browser and programs read. No file, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What one ``sync`` did; file names are those below the folder, ``failed`` pairs each with its reason."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    unchanged: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    passages: int = 0
    encoded: int = 0
    seconds: float = 0.0

    def summary(self) -> str:
        """One line, such as "2 added, 0 changed, 0 removed, 5 unchanged; 14 passages encoded in 1.2 s"."""
        parts = [f"{len(self.added)} added", f"{len(self.changed)} changed", f"{len(self.removed)} removed"]
        parts += [f"{len(self.moved)} moved"] if self.moved else []
        parts += [f"{self.unchanged} unchanged"]
        parts += [f"{len(self.failed)} unreadable"] if self.failed else []
        return f"{', '.join(parts)}; {self.encoded} passages encoded in {self.seconds:.1f} s"


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
