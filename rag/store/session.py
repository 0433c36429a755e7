"""Session: to which state of the archive does a reading belong, and what takes effect together?

One SQLite connection, guarded by a lock so that threads may share it. Knows the stamps of a state and
no other table.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rag.store.connect import damage_reported

_MOST_VALUES = 500


class Session:
    """An open connection to the database of an index."""

    def __init__(self, index: Path, connection: sqlite3.Connection) -> None:
        self.index = index
        self._connection = connection
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        with self._lock:
            self._connection.close()

    def meta(self) -> dict[str, str]:
        """Every stamp and count: generation, token, encoder, dimension, articles, passages, claims."""
        return {str(key): str(value) for key, value in self.rows("SELECT key, value FROM meta")}

    @property
    def generation(self) -> int:
        """How many times the archive has changed."""
        return int(self.meta()["generation"])

    @property
    def stamp(self) -> str:
        """Name this very state of this very archive, for what is derived from it."""
        meta = self.meta()
        return f"{meta['generation']}-{meta['token']}"

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run one reading query; damage is an ``IndexingError``."""
        with self._lock, damage_reported(self.index):
            return self._connection.execute(query, values).fetchall()

    def execute(self, query: str, values: Sequence[Any] = ()) -> int:
        """Run one writing statement inside ``transaction``; return the row id it made, if any."""
        return int(self._connection.execute(query, values).lastrowid or 0)

    def execute_many(self, query: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one writing statement for many rows inside ``transaction``."""
        self._connection.executemany(query, values)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside take effect together, or not at all."""
        with self._lock, damage_reported(self.index), self._bracket("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def beside(self, path: Path) -> Iterator[None]:
        """Attach another archive's database as ``fresh``."""
        with self._lock, damage_reported(self.index):
            self._connection.execute("ATTACH ? AS fresh", (str(path),))
            try:
                yield
            finally:
                self._connection.execute("DETACH fresh")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that is read inside belong to one state of the archive, whatever another process writes."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            with damage_reported(self.index), self._bracket("BEGIN"):
                yield

    @contextmanager
    def _bracket(self, opening: str) -> Iterator[None]:
        self._connection.execute(opening)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def rows_in(self, query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run one reading query that ends in ``IN`` for values of any number."""
        found: list[tuple[Any, ...]] = []
        for start in range(0, len(values), _MOST_VALUES):
            part = values[start : start + _MOST_VALUES]
            found += self.rows(f"{query} ({','.join('?' * len(part))})", part)
        return found
