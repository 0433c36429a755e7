"""Stand in for an archive: what was it asked, and what does it say?

``FakeArchive`` follows the public face of ``rag.Archive``; ``run`` gives a command one of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.cli import main
from rag.cli.tools import Tools
from rag.errors import RagError
from rag.records import Answer, Article, Hit, Sentence
from rag.reports import Status, SyncReport
from rag.settings import Settings
from tests.factories import make_answer, make_article, make_hit, make_status

_REPORT = SyncReport(added=("a.txt",), passages=4, encoded=4, seconds=0.5)


@dataclass
class FakeArchive:
    """Remembers what it was asked; ``error`` is raised instead of any answer."""

    answer: Answer = field(default_factory=make_answer)
    report: SyncReport = _REPORT
    state: Status = field(default_factory=make_status)
    error: BaseException | None = None
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    synced: list[tuple[Path, bool]] = field(default_factory=list)
    fetched: list[tuple[str, bool]] = field(default_factory=list)
    settings: Settings | None = None
    is_closed: bool = False

    def sync(
        self, folder: str | Path, *, rebuild: bool = False, progress: Callable[[str, int, int], None] | None = None
    ) -> SyncReport:
        if progress is not None:
            progress("reading", 1, 1)
        self.synced.append((Path(folder), rebuild))
        return self.report

    def add_url(
        self,
        url: str,
        *,
        allow_private: bool = False,
        progress: Callable[[str, int, int], None] | None = None,
    ) -> SyncReport:
        self.fetched.append((url, allow_private))
        return self.report

    def search(self, query: str, *, k: int = 10, explain: bool = False) -> list[Hit]:
        return [make_hit(f"{query} stands here.", why=("words: rank 1",) if explain else ())][:k]

    def articles(self) -> list[Article]:
        return [make_article(), make_article(title="A second look", publisher="", published=None)]

    def status(self, *, check: bool = False) -> Status:
        return self.state

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if self.error is not None:
            raise self.error
        return self.answer

    def stream(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Sentence | Answer]:
        answer = self.ask(question, history=history)
        yield from answer.sentences
        yield answer

    def disagreements(self) -> Answer:
        return self.answer

    def close(self) -> None:
        self.is_closed = True


def run(archive: FakeArchive, *arguments: str, is_terminal: bool = False) -> int:
    """Run a command with the archive; the exit status is what the shell would see."""

    def opened(settings: Settings) -> FakeArchive:
        archive.settings = settings
        return archive

    tools = Tools(open_archive=opened, is_terminal=lambda: is_terminal)
    return main(arguments, tools=tools)


def failing(message: str, kind: type[RagError] = RagError) -> FakeArchive:
    """An archive that answers nothing."""
    return FakeArchive(error=kind(message))
