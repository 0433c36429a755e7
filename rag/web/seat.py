"""Hold one reader's place: which conversation lies open, and is an answer to it under way?

One seat for each open page, kept on the server while the page is. An answer takes the seat, and who
wants to leave it gets it back at once: what comes afterwards finds nothing of the old answer following.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rag.pages.talk import Talk
from rag.web.pool import Leave

PATIENCE = 5.0
"""Seconds for which an answer may cling to a seat: one whose reader is gone is never fetched to its end."""


class Seat:
    """The conversation of one open page; a copy of a seat is an empty one, since each page gets its own."""

    def __init__(self) -> None:
        self.talk = Talk()
        self._taken = threading.Lock()
        self._leave = Leave()

    def __deepcopy__(self, memo: dict[int, Any]) -> Seat:
        return Seat()

    @contextmanager
    def answering(self) -> Iterator[Leave]:
        """Take the seat for one answer; the value says when it is to be given up."""
        taken = self._taken
        is_mine = taken.acquire(timeout=PATIENCE)
        self._leave = leave = Leave()
        try:
            yield leave
        finally:
            if is_mine:
                taken.release()

    def leave(self) -> None:
        """End the answer under way, and return once its last word was shown."""
        self._leave.now()
        if self._taken.acquire(timeout=PATIENCE):
            self._taken.release()
        else:
            self._taken = threading.Lock()
