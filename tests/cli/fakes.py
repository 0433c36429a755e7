"""Stand in for an archive: what was it asked, and what does it say?

``FakeArchive`` follows the public face of ``rag.Archive``; ``run`` gives a command one of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rag.cli import main
from rag.cli.tools import Tools
from rag.errors import IndexingError, RagError
from rag.records import Answer, Article, Hit, Sentence
from rag.reports import Removal, Status, SyncReport, Unread, Wanted
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
    removed: list[Removal] = field(default_factory=list)
    mended: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    wanted: Wanted | None = None
    during_sync: Callable[[], None] | None = None
    settings: Settings | None = None
    is_closed: bool = False
    is_prepared: bool = False

    def sync(
        self,
        folder: str | Path,
        *,
        rebuild: bool = False,
        again: bool = False,
        progress: Callable[[str, int, int], None] | None = None,
        stop: Callable[[], bool] | None = None,
    ) -> SyncReport:
        if progress is not None:
            progress("indexing", 1, 1)
        if self.during_sync is not None:
            self.during_sync()
        self.synced.append((Path(folder), rebuild))
        return replace(self.report, folder=str(folder), is_stopped=bool(stop and stop()))

    def preview(self, folder: str | Path, *, progress: Callable[[str, int, int], None] | None = None) -> SyncReport:
        return replace(self.report, folder=str(folder), is_preview=True)

    def follow(self, *folders: str | Path, stop: Callable[[], bool]) -> Iterator[SyncReport | RagError]:
        yield from (replace(self.report, folder=str(folder)) for folder in folders)
        yield IndexingError("the disk is full")
        while not stop():
            if self.during_sync is not None:
                self.during_sync()

    def roots(self) -> tuple[str, ...]:
        return self.folders

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

    def articles(self, wanted: Wanted | None = None) -> list[Article]:
        self.wanted = wanted
        return [make_article(), make_article(title="A second look", publisher="", published=None)]

    def unread(self) -> tuple[Unread, ...]:
        return (Unread(folder="/news", name="b\x1b[2J.txt", reason="is empty"),)

    def left_out(self) -> tuple[Unread, ...]:
        return ()

    def meant(self, *names: str) -> Removal:
        return Removal(ids=names, articles=len(names), files=tuple(f"{name}.txt" for name in names))

    def remove(self, removal: Removal, /) -> Removal:
        self.removed.append(removal)
        return removal

    def status(self, *, check: bool = False) -> Status:
        return self.state

    def repair(self, *, progress: Callable[[str, int, int], None] | None = None) -> tuple[str, ...]:
        return self.mended

    def ask(self, question: str, *, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, tuple(history)))
        if self.error is not None:
            raise self.error
        return self.answer

    def stream(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Sentence | Answer]:
        answer = self.ask(question, history=history)
        yield from answer.sentences
        yield answer

    def prepare(self) -> None:
        self.is_prepared = True

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
