"""Equip the pages: which archive, which model, which folders do they work with?

What is shared by all readers of one server, made once when it starts. Holds no reader's question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rag.records import Answer, Article, Claim, Hit, Sentence
from rag.reports import Status, SyncReport
from rag.web.pool import Pool

LARGEST_UPLOAD = 20 * 2**20
"""Bytes of one uploaded file."""
Part = Sentence | Answer
Progress = Callable[[str, int, int], None]


class Archive(Protocol):
    """As much of ``rag.Archive`` as the pages need."""

    def stream(self, question: str, *, history: Sequence[str] = (), model: Any = None) -> Iterator[Part]:
        """Give verified sentences one by one, and the whole Answer last."""

    def disagreements(self) -> Answer:
        """Give every conflict of the archive."""

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        """Find passages."""

    def articles(self) -> list[Article]:
        """List what is indexed."""

    def claims(self, article_ids: Sequence[str] | None = None) -> tuple[Claim, ...]:
        """What was read in some articles."""

    def status(self, *, check: bool = False) -> Status:
        """Say what the index holds, and with ``check`` whether all of it is sound."""

    def sync(
        self, folder: str | Path, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None
    ) -> SyncReport:
        """Bring the archive up to a folder, until ``stop`` says yes."""

    def add_url(self, url: str, *, progress: Progress | None = None) -> SyncReport:
        """Add the article, or the feed, at an address."""

    def add_file(self, name: str, data: bytes) -> SyncReport:
        """Add an upload or a pasted text."""

    def edit(self, article_id: str, **fields: str | None) -> object:
        """Write over the title, the publisher or the date of an article."""

    def remove(self, article_id: str) -> object:
        """Take an article out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What the pages work with.

    ``readers`` answer while ``writer`` indexes: they open the same index, each for itself. ``model`` is the one
    language model of all readers, or what opens it; ``articles`` is the folder that re-indexing reads. ``offline``: the
    server was started so, and no reader can turn it off.
    """

    readers: Pool[Archive]
    writer: Pool[Archive]
    articles: Path | None = None
    feedback: Path | None = None
    model: Callable[[], Any] = lambda: None
    offline: bool = False
