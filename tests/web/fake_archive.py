"""Stand in for the archive: what would it answer, were there one?

Follows the public face of ``rag.Archive`` with canned answers, so that the page is tested without
models, files or an index.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rag.errors import RagError, UsageError
from rag.records import Answer, Article, Claim, Hit, Sentence
from rag.reports import Status, SyncReport
from tests.factories import make_answer, make_article, make_hit, make_status, make_unanswered

Part = Sentence | Answer
Progress = Callable[[str, int, int], None]


class FakeArchive:
    """Answers every question with ``answers[question]``, or else with an abstention; remembers what it was told."""

    def __init__(self, answers: dict[str, Answer | Exception] | None = None) -> None:
        self.answers: dict[str, Answer | Exception] = answers or {"How many died?": make_answer()}
        self.files: dict[str, Article] = {}
        self.told: tuple[Claim, ...] = ()
        self.asked: list[tuple[str, list[str], bool]] = []
        self.unreadable: tuple[tuple[str, str], ...] = ()

    def stream(self, question: str, *, history: Sequence[str] = (), model: Any = "default") -> Iterator[Part]:
        self.asked.append((question, list(history), model is not None))
        found = self.answers.get(question) or make_unanswered(question)
        if isinstance(found, Exception):
            raise found
        answer = replace(found, question=question)
        yield from answer.sentences
        yield answer

    def disagreements(self) -> Answer:
        return make_answer(question="Where do the sources disagree?")

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        return [make_hit(article=article, text=article.text) for article in self.files.values()][:k]

    def articles(self) -> list[Article]:
        return list(self.files.values())

    def claims(self, article_ids: Collection[str] | None = None) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.told if article_ids is None or claim.article_id in article_ids)

    def status(self, *, check: bool = False) -> Status:
        return make_status(articles=len(self.files) or 2)

    def add_url(self, url: str, *, progress: Progress | None = None) -> SyncReport:
        if not url.startswith(("http://", "https://")):
            raise UsageError(f"{url!r} is no address: give one that begins with http:// or https://")
        return self.add_file("fetched.md", f"Fetched from {url}.".encode())

    def add_file(self, name: str, data: bytes) -> SyncReport:
        if not name.endswith((".md", ".txt")):
            raise UsageError(f"{name} is of no kind that can be read: add .md or .txt files")
        self.files[name] = make_article(data.decode(), title=name.rpartition(".")[0], files=(name,), publisher="")
        return SyncReport(added=(name,), encoded=1)

    def edit(self, article_id: str, **fields: Any) -> None:
        [name] = [name for name, article in self.files.items() if article.id == article_id]
        given: dict[str, Any] = {name: value or "" for name, value in fields.items()}
        self.files[name] = replace(self.files[name], **given)

    def remove(self, article_id: str) -> None:
        self.files = {name: article for name, article in self.files.items() if article.id != article_id}

    def sync(
        self, folder: str | Path, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None
    ) -> SyncReport:
        if not Path(folder).is_dir():
            raise RagError(f"there is no folder {Path(folder).name}; make it, or name another")
        names = sorted(path.name for path in Path(folder).iterdir())
        added = tuple(name for name in names if name not in self.files)
        for at, name in enumerate(added, start=1):
            if stop is not None and stop():
                added = added[: at - 1]
                break
            if progress is not None:
                progress("Reading articles", at, len(added))
            self.files[name] = make_article((Path(folder) / name).read_text(encoding="utf-8"), title=name)
        return SyncReport(added=added, unchanged=len(names) - len(added), failed=self.unreadable, encoded=len(added))


class Halting(FakeArchive):
    """Says one sentence of the question ``halted`` and then waits for ``go``; so it does with trials of suggestions."""

    def __init__(self, halted: str = "How many died?", *, trials: bool = False) -> None:
        super().__init__(dict.fromkeys(("How many died?", "And how many were wounded?", "Who said so?"), make_answer()))
        self.go, self.was_left, self.is_trying = threading.Event(), threading.Event(), threading.Event()
        self._halted, self._trials = halted, trials

    def stream(self, question: str, *, model: Any = "default", **told: Any) -> Iterator[Part]:
        first, *others = list(super().stream(question, model=model, **told))
        try:
            yield first
            if self._trials and model is None:
                self.is_trying.set()
            if question == self._halted if model is not None else self._trials:
                self.go.wait(20)
            yield from others
        finally:
            self.was_left.set()
