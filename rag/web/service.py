"""Carry out a question: which archive call answers it, and what does the reader learn meanwhile?

A question in, a run of ever newer Turns out; after it, the questions that may follow. Calls the archive
through its pool; words failures as sentences. No Gradio.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from typing import Any

from rag.errors import NoIndexError, RagError
from rag.pages.suggest import suggestions
from rag.pages.talk import Talk, Turn
from rag.web.equipment import Archive, Equipment, Part
from rag.web.pool import Emit, Leave

MOST_SUGGESTED, MOST_TRIED = 3, 5
PATIENCE = 0.4
"""Seconds for trying suggestions, and one try: so long is an archive lent to nobody's question."""
_log = logging.getLogger(__name__)
_EMPTY = "No article is in the archive yet: add some on the page of the articles."
_BUG = "Something went wrong inside the program; the terminal it was started from shows the details."


def answer(
    desk: Equipment, question: str, history: Sequence[str], *, use_model: bool, leave: Leave | None = None
) -> Iterator[Turn]:
    """Ask, and yield the turn anew with each verified sentence; a failure becomes its problem."""
    model = desk.model() if use_model else None
    turn = Turn(question=question)
    yield turn

    def job(archive: Archive, emit: Emit[Part]) -> None:
        for part in archive.stream(question, history=history, model=model):
            if not emit(part):
                return

    try:
        for part in desk.readers.run(job, leave=leave):
            turn = turn.heard(part)
            yield turn
    except Exception as error:
        yield Turn(question=question, problem=in_words(error))


def in_words(error: Exception) -> str:
    """A RagError as it is; anything else is a bug, whose traceback belongs in the terminal."""
    if isinstance(error, NoIndexError):
        return _EMPTY
    if isinstance(error, RagError):
        return str(error)
    _log.error("the page met a bug", exc_info=error)
    return _BUG


def following(desk: Equipment, talk: Talk) -> tuple[str, ...]:
    """The questions made from the last answer's findings that the articles answer, tried one by one without a model.

    No reader waits for it: as soon as one does, what was found by then is all.
    """
    found = talk.turns[-1].answer if talk.turns else None
    if found is None or found.status == "unanswered":
        return ()
    try:
        return desk.readers.call(lambda archive: _tried(desk, archive, suggestions(found), talk.history))
    except Exception as error:
        in_words(error)  # a suggestion that fails is none; the log says why
        return ()


def _tried(desk: Equipment, archive: Archive, questions: Sequence[str], history: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    until = time.monotonic() + PATIENCE
    for question in questions[:MOST_TRIED]:
        if desk.readers.is_awaited or time.monotonic() > until:
            break
        tried: Any = None
        *_, tried = archive.stream(question, history=history, model=None)
        if tried.status == "answered":
            kept.append(question)
        if len(kept) == MOST_SUGGESTED:
            break
    return tuple(kept)
