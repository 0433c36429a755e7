"""Carry out a question: which archive call answers it, and what does the reader learn meanwhile?

A Talk in, a run of ever newer Talks out. Calls the archive through its pool; words failures as
sentences. No Gradio.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rag.errors import RagError
from rag.pages.suggest import suggestions
from rag.pages.talk import Talk, Turn
from rag.records import Answer
from rag.web.equipment import Archive, Equipment, Part
from rag.web.pool import Emit

MOST_SUGGESTED, MOST_TRIED = 3, 5
PATIENCE = 0.4
"""Seconds for trying suggestions; the next question of the same reader waits so long at most, and for one try."""
_log = logging.getLogger(__name__)
_BUG = "Something went wrong inside the program; the terminal it was started from shows the details."


def answer(desk: Equipment, talk: Talk, question: str, *, use_model: bool) -> Iterator[Talk]:
    """Ask, and yield the talk anew with each verified sentence; a failure becomes the turn's problem.

    After the answer come the questions that may follow it, those that the articles answer.
    """
    model = desk.model() if use_model else None
    turn = Turn(question=question)
    talk = talk.opened(turn)
    yield talk

    def job(archive: Archive, emit: Emit[Part | tuple[str, ...]]) -> None:
        for part in archive.stream(question, history=talk.until(len(talk.turns) - 1).history, model=model):
            if not emit(part):
                return
            if isinstance(part, Answer):
                emit(_following(desk, archive, part, [*talk.history, question]))

    try:
        for part in desk.readers.run(job):
            turn = replace(turn, next=part) if isinstance(part, tuple) else turn.heard(part)
            yield talk.with_last(turn)
    except Exception as error:
        yield talk.with_last(turn if turn.is_done else Turn(question=question, problem=in_words(error)))


def in_words(error: Exception) -> str:
    """A RagError as it is; anything else is a bug, whose traceback belongs in the terminal."""
    if isinstance(error, RagError):
        return str(error)
    _log.error("the page met a bug", exc_info=error)
    return _BUG


def _following(desk: Equipment, archive: Archive, found: Answer, history: list[str]) -> tuple[str, ...]:
    """The questions made from an answer's findings that the articles answer, tried one by one without a model.

    No reader waits for it: as soon as one does, what was found by then is all.
    """
    if found.status == "unanswered":
        return ()
    kept: list[str] = []
    until = time.monotonic() + PATIENCE
    for question in suggestions(found)[:MOST_TRIED]:
        if desk.readers.is_awaited or time.monotonic() > until:
            break
        tried: Any = None
        *_, tried = archive.stream(question, history=history, model=None)
        if tried.status == "answered":
            kept.append(question)
        if len(kept) == MOST_SUGGESTED:
            break
    return tuple(kept)
