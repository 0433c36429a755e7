"""Read ahead: which files can be read by other processes before their turn comes?

The files that must be read in, in order, what each holds out, in the same order and as one process alone
would read it. A file that may hold very many articles, and the few of a small sync, wait for their turn.
Knows no database.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from rag.articles.formats.registry import MAIL, MEGABYTE, TEXT, kind_of
from rag.store import aside
from rag.store.aside import Parts
from rag.store.folder import Touched

FEWEST = 24
"""For fewer files a process of their own is not worth its start."""
PORTION = 100_000
"""So many bytes of files are handed over at a time, or one larger file."""
PORTIONS = 4
"""So many portions each process has to do at most: what it has read waits in memory."""
_LARGEST_TEXT = 2 * MEGABYTE


@dataclass(frozen=True, slots=True)
class _Portion:
    """Some files that are being read elsewhere."""

    names: tuple[str, ...]
    parts: Future[list[Parts]]


class Ahead:
    """Has the next files read while the present ones are at work."""

    def __init__(self, files: Sequence[Touched], *, root: Path) -> None:
        self._root = root
        self._coming = deque(file for file in files if _is_for_others(file)) if len(files) >= FEWEST else deque()
        self._begun: deque[_Portion] = deque()
        self._read: dict[str, Parts] = {}

    def parts(self, file: Touched) -> Parts | None:
        """What a file holds, if it was handed over; the files are asked for in their order."""
        self._hand_over()
        if self._begun and file.name in self._begun[0].names:
            done = self._begun.popleft()
            self._read = dict(zip(done.names, done.parts.result(), strict=True))
            self._hand_over()
        return self._read.pop(file.name, None)

    def _hand_over(self) -> None:
        while self._coming and len(self._begun) < PORTIONS * aside.count():
            files = list(self._portion())
            parts = aside.start_reading([(file.path, self._root) for file in files])
            self._begun.append(_Portion(tuple(file.name for file in files), parts))

    def _portion(self) -> Iterator[Touched]:
        size = 0
        while self._coming and size < PORTION:
            size += _size(self._coming[0])
            yield self._coming.popleft()


def _is_for_others(file: Touched) -> bool:
    """Whether a file is one article, and not a text so long that to hand it back takes longer than to read it."""
    kind = kind_of(file.name) or TEXT
    return not kind.is_container and kind != MAIL and (kind != TEXT or _size(file) <= _LARGEST_TEXT)


def _size(file: Touched) -> int:
    """The bytes of a file; nothing where it has just gone, which its reader then tells."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0
