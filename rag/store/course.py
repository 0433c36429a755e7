"""Course: what does every step of a sync work with, and how does one of its changes take effect?

An open database, an encoder and someone who is told go in; a change is written as one transaction
together with the search engines of the state that it makes. The engines are written first and the
commit decides: a reader who sees a new state finds its engines there, and a process that dies before
leaves only files that nothing names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rag.search.encode import Encoder
from rag.store.database import Database
from rag.store.derived import bring_up_to_date, sweep
from rag.store.write import Change, Tally, advance, apply

Progress = Callable[[str, int, int], None]


class Stopped(Exception):  # noqa: N818  # no error: somebody wanted it
    """Somebody has had enough; what was committed stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One sync under way; ``tell`` raises ``Stopped`` once that is wanted.

    ``only`` are the paths that changed, where somebody knows; None: all that lies in the folder.
    """

    database: Database
    folder: Path
    encoder: Encoder
    reading: str
    tell: Progress
    only: frozenset[Path] | None = None

    def write(self, change: Change) -> None:
        """Let a change take effect, all of it or nothing."""
        if change.is_empty:
            return
        stamps = {"encoder": self.encoder.name}
        lengths = {len(vector) // 2 for one in change.prepared for vector in one.vectors}  # of half-precision numbers
        for length in lengths:
            self.database.require_encoder(self.encoder.name, dimension=length)
            stamps["dimension"] = str(length)
        with self.database.transaction():
            done = apply(self.database, change, stamps=stamps)
            if done:
                bring_up_to_date(self.database, done)
        if done:
            sweep(self.database)

    def keep_engines(self) -> None:
        """Make the search engines of the present state again where they are missing or torn."""
        if self.database.generation:
            bring_up_to_date(self.database)
            sweep(self.database)


def told(progress: Progress | None, stop: Callable[[], bool] | None) -> Progress:
    """Tell one listener of progress, and ask another whether to stop."""

    def tell(stage: str, done: int, total: int) -> None:
        if stop and stop():
            raise Stopped
        if progress:
            progress(stage, done, total)

    return tell


def settle(database: Database, change: Callable[[Tally], None]) -> None:
    """Let a change that brings no article in take effect, with the engines of the state that it makes."""
    with database.transaction():
        before, tally = database.stamp, Tally()
        change(tally)
        bring_up_to_date(database, advance(database, before, tally))
    sweep(database)
