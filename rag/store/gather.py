"""Gather: in which portions do the files that must be read become what can be stored?

Files to read in, ``Batch`` records out, each of some seconds' work: a file with very many articles
comes in several, a stretch of small files in one. Articles that are stored already are not encoded
again, and what the reader removed or wrote over is heeded. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.articles.draft import Fault
from rag.articles.load import read_file
from rag.records import Article
from rag.store.ahead import Ahead
from rag.store.amend import Amendments, Edit
from rag.store.course import Course
from rag.store.files import Member
from rag.store.folder import Touched
from rag.store.plan import kept
from rag.store.prepare import prepare
from rag.store.weigh import Weighed
from rag.store.write import FileChange, Prepared

BATCH_CHARACTERS = 400_000
"""So much text is read, encoded and written at a time: some seconds of work, some megabytes of memory."""
_BATCH_FILES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one transaction brings in, and how many texts had to be encoded for it."""

    files: tuple[FileChange, ...] = ()
    prepared: tuple[Prepared, ...] = ()
    edits: tuple[tuple[str, Edit], ...] = ()
    encoded: int = 0
    is_last: bool = False


@dataclass(slots=True)
class _Open:
    """The file that is being read."""

    file: Touched
    articles: list[Member] = field(default_factory=list)
    faults: list[Member] = field(default_factory=list)
    is_passing: bool = False
    written: int = 0


class Gatherer:
    """Reads what has to be read, portion by portion."""

    def __init__(self, course: Course, weighed: Weighed, amended: Amendments) -> None:
        self._course, self._weighed, self._amended = course, weighed, amended
        self._read = 0
        self._ahead = Ahead(weighed.todo, root=course.folder)
        self._clear()

    def _clear(self) -> None:
        self._files: list[FileChange] = []
        self._articles: dict[str, Article] = {}
        self._edits: list[tuple[str, Edit]] = []
        self._characters = 0

    def batches(self) -> Iterator[Batch]:
        """Read every file that must be read, in order."""
        for file in self._weighed.todo:
            reading = _Open(file)
            for _ in self._members(reading):
                if self._characters >= BATCH_CHARACTERS:
                    self._files.append(_so_far(reading))
                    yield self._batch(is_last=False)
            self._read += 1
            self._files.append(self._whole(reading))
            if self._characters >= BATCH_CHARACTERS or len(self._files) >= _BATCH_FILES:
                yield self._batch(is_last=self._read == len(self._weighed.todo))
        if self._files:
            yield self._batch(is_last=True)

    def outline(self) -> Iterator[FileChange]:
        """Read every file that must be read and keep no article, for a dry run."""
        for file in self._weighed.todo:
            reading = _Open(file)
            for _ in self._members(reading):
                self._clear()
            self._read += 1
            self._course.tell("reading", self._read, len(self._weighed.todo))
            yield self._whole(reading)

    def stale(self) -> Iterator[Batch]:
        """Make anew, from their stored text, the articles that other code made and that no file brought now."""
        database, reading = self._course.database, self._course.reading
        found = database.rows("SELECT id FROM articles WHERE reading < ? OR reading > ?", (reading, reading))
        for start in range(0, len(found), _BATCH_FILES):
            ids = [key for (key,) in found[start : start + _BATCH_FILES]]
            for article in database.articles_by_id(ids).values():
                self._articles[article.id] = article
                self._characters += len(article.text)
                if self._characters >= BATCH_CHARACTERS:
                    yield self._batch(is_last=False)
        if self._articles:
            yield self._batch(is_last=False)

    def _members(self, reading: _Open) -> Iterator[Article]:
        name = reading.file.name
        ahead = self._ahead.parts(reading.file)
        for part in read_file(reading.file.path, root=self._course.folder) if ahead is None else ahead:
            if isinstance(part, Fault):
                reading.faults.append((part.member, part.reason))
                reading.is_passing |= part.is_passing
            elif self._take(part, part.file.removeprefix(name), reading):
                yield part

    def _take(self, article: Article, member: str, reading: _Open) -> bool:
        """Keep an article for the next batch, unless the reader removed it."""
        if self._amended.leaves_out(article.id, sha256=reading.file.sha256, member=member):
            return False
        before = self._weighed.before.get(reading.file.name)
        former = dict(before.articles).get(member) if before else None
        wanted, inherited = self._amended.written(article, former=former)
        if inherited:
            self._edits.append((article.id, inherited))
        if inherited or not self._is_stored(article.id):
            self._articles[article.id] = wanted
            self._characters += len(article.text)
        reading.articles.append((member, article.id))
        return True

    def _is_stored(self, article_id: str) -> bool:
        found = self._course.database.rows("SELECT reading FROM articles WHERE id = ?", (article_id,))
        return found == [(self._course.reading,)]

    def _whole(self, reading: _Open) -> FileChange:
        before = self._weighed.before.get(reading.file.name)
        lasting = kept(before, reading.articles, reading.faults)
        return FileChange(
            path=reading.file.name,
            sha256="" if reading.is_passing else reading.file.sha256,
            trace="" if reading.is_passing else reading.file.trace,
            articles=(*reading.articles, *lasting),
            faults=tuple(reading.faults),
        )

    def _batch(self, *, is_last: bool) -> Batch:
        course, done = self._course, self._read
        count, total = len(self._articles), max(len(self._weighed.todo), done)

        def show(encoded: int, of: int) -> None:
            course.tell("indexing", max(done - count, 0) + min(count, done) * encoded // of, total)

        before = (self._weighed.before.get(file.path) for file in self._files)
        donors = {key for one in before if one for _, key in one.articles} | self._articles.keys()
        known = course.database.vectors_by_text(donors)
        made = prepare(self._articles.values(), encoder=course.encoder, known=known, progress=show)
        course.tell("indexing", done, total)
        batch = Batch(
            files=tuple(self._files),
            prepared=made.prepared,
            edits=tuple(self._edits),
            encoded=made.encoded,
            is_last=is_last,
        )
        self._clear()
        return batch


def _so_far(reading: _Open) -> FileChange:
    """The part of a large file that has been read; without a digest, so that it is read again if this ends here."""
    fresh, reading.written = tuple(reading.articles[reading.written :]), len(reading.articles)
    return FileChange(path=reading.file.name, sha256="", trace="", articles=fresh, is_part=True)
