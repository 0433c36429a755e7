"""Tend the archive: what happens when a reader adds, edits, removes or re-indexes, and can it be stopped?

A wish in, a run of HTML out: progress, then a report of what was done and what failed. One change at a
time, by the archive that writes; questions are answered from the old state meanwhile. No Gradio.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from rag.errors import RagError, UsageError
from rag.pages import shelf
from rag.pages.markup import Html
from rag.reports import SyncReport
from rag.web.equipment import LARGEST_UPLOAD, Archive, Equipment, Progress
from rag.web.pool import Emit
from rag.web.service import in_words

MOST_FILES = 50
LONGEST_TEXT = 500_000
Work = Callable[[Archive, Progress], SyncReport]


class Tending:
    """The changes of one archive; ``stop`` ends the one at hand, and what it did by then stays."""

    def __init__(self, desk: Equipment) -> None:
        self._desk = desk
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End the change at hand."""
        self._stopped.set()

    def reindex(self) -> Iterator[Html]:
        """Bring the archive up to its folder."""
        folder = self._desk.articles
        if folder is None:
            yield shelf.problem("this server was started without a folder of articles: rag serve FOLDER")
            return
        stop = self._stopped.is_set
        yield from self._follow(lambda archive, tell: archive.sync(folder, progress=tell, stop=stop), "Looking")

    def add_url(self, address: str) -> Iterator[Html]:
        """Add the article, or the feed of articles, at an address."""
        yield from self._follow(lambda archive, tell: archive.add_url(address.strip(), progress=tell), "Fetching")

    def add_files(self, paths: Sequence[str]) -> Iterator[Html]:
        """Add uploaded files, each by itself, and take them out of the folder of uploads."""
        yield from self._follow(lambda archive, tell: self._add_each(archive, tell, paths), "Reading the files")

    def add_text(self, fields: Mapping[str, str], text: str) -> Iterator[Html]:
        """Add a pasted text with what is known of it."""
        yield from self._follow(lambda archive, tell: archive.add_file(*_note(fields, text)), "Adding the text")

    def change(self, work: Callable[[Archive], object], done: str) -> Html:
        """Edit or remove an article; say that it is done, or why not."""
        try:
            self._desk.writer.call(work)
        except Exception as error:
            return shelf.problem(in_words(error))
        return shelf.said(done)

    def _follow(self, work: Work, first: str) -> Iterator[Html]:
        """Carry out a change; yield progress, then the report."""

        def job(archive: Archive, emit: Emit[Html]) -> None:
            def tell(stage: str, done: int, total: int) -> None:
                emit(shelf.progress(stage, done, total))

            emit(shelf.report(work(archive, tell)))

        self._stopped.clear()
        yield shelf.progress(first, 0, 0)
        try:
            yield from self._desk.writer.run(job)
        except Exception as error:
            yield shelf.problem(in_words(error))

    def _add_each(self, archive: Archive, tell: Progress, paths: Sequence[str]) -> SyncReport:
        files = [Path(path) for path in paths]
        try:
            if len(files) > MOST_FILES:
                raise UsageError(
                    f"{len(files)} files are too many at once: upload at most {MOST_FILES}, or a zip of them"
                )
            added: list[str] = []
            failed: list[tuple[str, str]] = []
            for number, file in enumerate(files):
                if self._stopped.is_set():
                    break
                tell("Adding", number, len(files))
                try:
                    report = archive.add_file(file.name, _bytes(file))
                    added += report.added + report.changed
                    failed += report.failed
                except RagError as error:
                    failed.append((file.name, str(error)))
            return SyncReport(added=tuple(added), failed=tuple(failed))
        finally:
            for file in files:
                file.unlink(missing_ok=True)


def _bytes(file: Path) -> bytes:
    """What was uploaded; it is large only where Gradio's own limit was passed by."""
    if file.stat().st_size > LARGEST_UPLOAD:
        raise UsageError(f"the file is larger than {LARGEST_UPLOAD // 2**20} MB: index it from a folder instead")
    return file.read_bytes()


def _note(fields: Mapping[str, str], text: str) -> tuple[str, bytes]:
    """A pasted text as a file with front matter; its name is made of the title's letters and digits."""
    if not text.strip():
        raise UsageError("there is no text: paste the article first")
    if len(text) > LONGEST_TEXT:
        raise UsageError(f"the text has {len(text):,} characters; paste at most {LONGEST_TEXT:,}")
    known = {name: value.strip() for name, value in fields.items() if value.strip()}
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in known.items())
    words = re.findall(r"[^\W_]+", known.get("title", "").lower(), re.ASCII)
    name = "-".join(words)[:60].strip("-") or "pasted-text"
    return f"{name}.md", f"---\n{head}---\n\n{text.strip()}\n".encode() if head else text.encode()
