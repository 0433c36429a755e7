"""Answer in bulk: what do many questions get, one line each?

Lines in, JSON lines out, in the same order: the n-th line of the output answers the n-th question.
A line that cannot be asked gets an object with "error" instead, and the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click

from rag.cli.tools import OpenArchive, whole
from rag.errors import RagError, UsageError
from rag.render import data

ANSWERED, FAILED, WRONG_USAGE, UNANSWERED = 0, 1, 2, 3


def answer_all(lines: Iterable[str], archive: OpenArchive) -> int:
    """Answer each line; the status is that of the worst one: an error, wrong usage, unanswered, answered."""
    statuses = {_answer(line, number, archive) for number, line in enumerate(lines, 1) if line.strip()}
    if not statuses:
        raise UsageError("standard input holds no question: write one on each line")
    return next(status for status in (FAILED, WRONG_USAGE, UNANSWERED, ANSWERED) if status in statuses)


def _answer(line: str, number: int, archive: OpenArchive) -> int:
    try:
        question, history = _read(line.strip())
        answer = archive.ask(question, history=history)
    except RagError as error:
        click.echo(data.document({"error": str(error), "line": number}, is_line=True))
        click.echo(f"rag: line {number}: {error}", err=True)
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED
    click.echo(data.answer(answer, is_line=True))
    return ANSWERED if answer.status == "answered" else UNANSWERED


def _read(line: str) -> tuple[str, list[str]]:
    """The question of a line, and the questions before it."""
    if not line.startswith(("{", '"')):
        return line, []
    given = _parsed(line)
    wanted = given if isinstance(given, dict) else {"question": given}
    question, history = wanted.get("question"), wanted.get("history") or []
    if not isinstance(question, str) or not isinstance(history, list):
        raise UsageError('a line is a question or an object: {"question": "…", "history": ["…"]}')
    return whole(question), [whole(str(each)) for each in history]


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"the line is not JSON, though it begins like it ({type(error).__name__})") from error
