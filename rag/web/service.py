"""Carry out a click: which archive call answers it, and what does the reader learn meanwhile?

A Talk or a folder in, a run of ever newer Talks or HTML reports out. Calls the archive through one
Worker; words failures as sentences. No Gradio.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from rag.errors import RagError
from rag.records import Answer, Article, Sentence, SyncReport
from rag.web import desk
from rag.web.markup import Html
from rag.web.talk import Talk, Turn
from rag.web.worker import Worker

Part = Sentence | Answer
Progress = Callable[[str, int, int], None]
_log = logging.getLogger(__name__)
_BUG = "Something went wrong inside the program; the terminal it was started from shows the details."


class Archive(Protocol):
    """As much of ``rag.Archive`` as the page needs."""

    def stream(self, question: str, *, history: Sequence[str] = (), model: Any = None) -> Iterator[Part]:
        """Give verified sentences one by one, and the whole Answer last."""

    def disagreements(self) -> Answer:
        """Give every conflict of the archive."""

    def articles(self) -> list[Article]:
        """List what is indexed."""

    def sync(self, folder: str | Path, *, progress: Progress | None = None) -> SyncReport:
        """Bring the archive up to a folder."""


def answer(archive: Archive, worker: Worker, talk: Talk, question: str, *, use_model: bool) -> Iterator[Talk]:
    """Ask, and yield the talk anew with each verified sentence; a failure becomes the turn's problem."""
    choice = {} if use_model else {"model": None}
    parts = partial(archive.stream, question, history=talk.history, **choice)
    yield from _follow(worker, parts, talk.opened(Turn(question=question)))


def disagreements(archive: Archive, worker: Worker, talk: Talk, title: str) -> Iterator[Talk]:
    """List every conflict of the archive as a turn of its own."""
    turn = Turn(question=title, asked=False)
    yield from _follow(worker, lambda: [archive.disagreements()], talk.opened(turn))


def reindex(archive: Archive, worker: Worker, folder: Path) -> Iterator[Html]:
    """Bring the archive up to the folder; yield progress, then the report."""

    def job(emit: Callable[[Html], bool]) -> None:
        def show(stage: str, done: int, total: int) -> None:
            emit(desk.progress(stage, done, total))

        emit(desk.report(archive.sync(folder, progress=show)))

    yield desk.progress("Looking at the folder", 0, 0)
    try:
        yield from worker.run(job)
    except Exception as error:
        yield desk.problem(_words(error))


def holdings(archive: Archive, worker: Worker) -> Html:
    """Say what the archive holds."""

    def job(emit: Callable[[Html], bool]) -> None:
        emit(desk.holdings(archive.articles()))

    try:
        return next(worker.run(job))
    except Exception as error:
        return desk.problem(_words(error))


def _follow(worker: Worker, parts: Callable[[], Iterable[Part]], talk: Talk) -> Iterator[Talk]:
    """Add each part to the last turn as it arrives."""

    def job(emit: Callable[[Part], bool]) -> None:
        for part in parts():
            if not emit(part):
                return

    yield talk
    turn = talk.turns[-1]
    try:
        for part in worker.run(job):
            turn = turn.heard(part)
            yield talk.with_last(turn)
    except Exception as error:
        yield talk.with_last(Turn(question=turn.question, asked=turn.asked, problem=_words(error)))


def _words(error: Exception) -> str:
    """A RagError as it is; anything else is a bug, whose traceback belongs in the terminal."""
    if isinstance(error, RagError):
        return str(error)
    _log.error("the page met a bug", exc_info=error)
    return _BUG
