"""Change by hand: how does what the reader removes or writes over reach the archive?

An index and what is wanted in, the archive changed in one transaction; waits for another process that
writes, like a sync.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rag.records import Article
from rag.reports import Removal
from rag.search.encode import Encoder
from rag.store.course import Course, told
from rag.store.database import Database
from rag.store.edit import edit
from rag.store.lock import write_lock
from rag.store.reading import reading_stamp
from rag.store.remove import remove


def remove_meant(index: Path, removal: Removal) -> None:
    """Take articles and folders out."""
    with _written(index) as database:
        remove(database, removal)


def edit_article(index: Path, article_id: str, fields: Mapping[str, str | None], *, encoder: Encoder) -> Article:
    """Write fields of an article over."""
    with _written(index) as database:
        database.require_encoder(encoder.name)
        course = Course(
            database=database, folder=index, encoder=encoder, reading=reading_stamp(), tell=told(None, None)
        )
        return edit(course, article_id, fields)


@contextmanager
def _written(index: Path) -> Iterator[Database]:
    Database.open(index).close()  # no index is made, and no lock taken, where there is none
    with write_lock(index):
        database = Database.create(index)
        try:
            yield database
        finally:
            database.close()
