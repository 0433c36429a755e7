"""Ask: what do the articles say, where do they disagree, and how is it asked again?

The commands ask, chat and disagreements. They word nothing of their own: answers come from the
archive, their form from ``rag.render``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click

from rag.cli import batch
from rag.cli.output import Form, as_json, as_markdown, put, put_stream
from rag.cli.tools import OpenArchive, examples, opened, readable, takes_index, takes_model, takes_reranker, tools
from rag.errors import RagError, UsageError
from rag.records import Answer
from rag.render import data, layout
from rag.settings import Settings

ANSWERED, UNANSWERED = 0, 3
_PROMPT = "? "
_CHAT_HELP = """\
Ask anything; a later question may lean on the earlier ones ("And how many were wounded?").
  /new    forget the questions so far
  /help   show this
  /quit   leave (so does Ctrl-D)"""


@click.command(
    epilog=examples(
        'rag ask "How many died?"',
        'rag ask "And how many were wounded?" --history "How many died?"',
        'rag ask "Who condemned the strikes?" --no-model --json | jq .findings',
        "rag ask - < questions.txt > answers.jsonl",
    )
)
@click.argument("question", callback=readable)
@click.option(
    "--history",
    metavar="QUESTION",
    multiple=True,
    callback=readable,
    help="An earlier question; repeat it, oldest first.",
)
@as_json
@as_markdown
@takes_index
@takes_model
@takes_reranker
def ask(question: str, history: tuple[str, ...], form: Form | None, settings: Settings) -> int:
    """Answer a question, with who says what.

    Below the answer stand its sides, if the articles disagree, and the passages it rests on.

    QUESTION "-" reads questions from standard input, one a line: plain text, or an object such as
    {"question": "Who said so?", "history": ["How many died?"]}. One JSON object is printed for each.

    The exit status is 0 for an answer, 3 if the articles do not say, 2 for wrong usage, 1 for any other error.
    """
    if question == "-":
        return _ask_all(form, history, settings)
    with opened(settings) as archive:
        return _status(_answer(archive, question, history=history, form=form))


@click.command(epilog=examples("rag chat", "rag chat --no-model < questions.txt"))
@takes_index
@takes_model
def chat(settings: Settings) -> int:
    """Ask one question after the other.

    Each may lean on the earlier ones ("Who said so?"). /help tells what else can be typed.
    """
    with opened(settings) as archive:
        archive.status()  # no conversation without an index
        archive.prepare()
        _converse(archive)
    return ANSWERED


@click.command(epilog=examples("rag disagreements", "rag disagreements --markdown > disagreements.md"))
@as_json
@as_markdown
@takes_index
def disagreements(form: Form | None, settings: Settings) -> int:
    """Show every contradiction, unasked."""
    with opened(settings) as archive:
        answer = archive.disagreements()
    _put_answer(answer, form)
    return _status(answer)


def _ask_all(form: Form | None, history: tuple[str, ...], settings: Settings) -> int:
    if form == "markdown" or history:
        raise UsageError(
            "questions from standard input are answered as JSON lines, each with its own history: "
            "leave out --markdown and --history"
        )
    with opened(settings) as archive:
        archive.status()  # no index is one error, not one for each line
        return batch.answer_all(sys.stdin, archive)


def _answer(archive: OpenArchive, question: str, *, history: Sequence[str], form: Form | None = None) -> Answer:
    """Ask and print; a person at a terminal sees each sentence as soon as it is known."""
    if form is None and tools().is_terminal():
        return put_stream(archive.stream(question, history=history))
    answer = archive.ask(question, history=history)
    _put_answer(answer, form)
    return answer


def _put_answer(answer: Answer, form: Form | None) -> None:
    if form == "json":
        click.echo(data.answer(answer))
    else:
        put(layout.whole(answer), form)


def _status(answer: Answer) -> int:
    return ANSWERED if answer.status == "answered" else UNANSWERED


def _converse(archive: OpenArchive) -> None:
    history: list[str] = []
    for question in _typed():
        if question == "/new":
            history.clear()
        elif question.startswith("/"):
            click.echo(_CHAT_HELP)
        elif _answered(question, history, archive):
            history.append(question)


def _answered(question: str, history: list[str], archive: OpenArchive) -> bool:
    """Whether the question could be put; an error is told, and the conversation goes on."""
    try:
        _answer(archive, question, history=tuple(history))
    except RagError as error:
        click.echo(f"rag: {error}", err=True)
        return False
    click.echo()
    return True


def _typed() -> Iterator[str]:
    """The lines typed, up to /quit or the end; in a pipe each is repeated, so that the output reads by itself."""
    is_typed = sys.stdin.isatty() and tools().is_terminal()
    if is_typed:
        import readline  # noqa: F401 - input() then edits its line and remembers the earlier ones

        click.echo('Ask the articles. "/help" tells more, "/quit" leaves.')
    while (line := _next_line(_PROMPT if is_typed else "")) not in (None, "/quit"):
        assert line is not None
        if line and not is_typed:
            click.echo(f"{_PROMPT}{line}")
        if line:
            yield line


def _next_line(prompt: str) -> str | None:
    try:
        return input(prompt).strip()
    except EOFError:
        return None
