"""Answer other programs: what can be asked over HTTP, and over the Model Context Protocol?

Gradio comes in as ``gr``. Four functions, typed and with the words that a program is shown: each is an
endpoint (``gradio_client``, ``/gradio_api/call/NAME``) and, under ``rag serve --mcp``, a tool. No
postponed annotations, since Gradio reads the types.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from rag.errors import IndexingError, UsageError
from rag.render import data
from rag.web.equipment import Archive, Equipment
from rag.web.service import in_words

MOST_HITS = 50
LONGEST_QUESTION, LONGEST_HISTORY = 2000, 50


def place(gr: Any, desk: Equipment) -> None:
    """Offer the functions under their own names."""
    for function in (_ask(desk), *_reading(desk)):
        gr.api(_telling(gr, function), api_name=function.__name__, concurrency_limit=8)


def _ask(desk: Equipment) -> Callable[..., Any]:
    def ask(question: str, history: list[str] | None = None, use_model: bool = False) -> dict[str, Any]:
        """Answer a question from the news articles of this archive, with every side and verbatim citations.

        Says who says what, in which article, on which day, and whether the sources agree, disagree or changed
        over time. Where the articles do not say, status is "unanswered".

        Args:
            question: the question, in English, such as "How many died?"
            history: the earlier questions of the conversation, oldest first
            use_model: whether the language model may phrase sentences; it never decides a figure or a source
        """
        model = desk.model() if use_model else None
        asked, before = _limited(question), [_limited(each) for each in (history or [])][-LONGEST_HISTORY:]

        def answer(archive: Archive) -> dict[str, Any]:
            whole: Any = None
            *_, whole = archive.stream(asked, history=before, model=model)
            made: dict[str, Any] = whole.to_dict()
            return made

        return desk.readers.call(answer)

    return ask


def _reading(desk: Equipment) -> tuple[Callable[..., Any], ...]:
    def search(query: str, k: int = 10) -> list[dict[str, Any]]:
        """Find the passages of the archive that are nearest to a query, by words and by meaning, the best first.

        Args:
            query: words or a question
            k: how many passages at most, up to 50
        """
        wanted = max(1, min(int(k), MOST_HITS))
        return desk.readers.call(lambda archive: [data.hit(hit) for hit in archive.search(_limited(query), k=wanted)])

    def read(article: str) -> dict[str, Any]:
        """Read one article whole: its text, title, publisher, date and address.

        Args:
            article: the article's file name or id, as search and ask give it
        """
        return desk.readers.call(lambda archive: _read(archive, article))

    def disagreements() -> dict[str, Any]:
        """List every point on which reports of one event disagree, with the sides and their citations."""
        return desk.readers.call(lambda archive: archive.disagreements().to_dict())

    return search, read, disagreements


def speak_json(blocks: Any) -> None:
    """Let tools answer in JSON; by itself Gradio gives a model the text of Python's own dictionaries."""
    server = blocks.mcp_server_obj
    plain = server.postprocess_output_data

    def as_json(outputs: list[Any], root: str) -> Any:
        return plain([data.document(one) if isinstance(one, (dict, list)) else one for one in outputs], root)

    server.postprocess_output_data = as_json


def _telling(gr: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, whose errors reach the caller in words."""

    @wraps(function)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            raise gr.Error(in_words(error), print_exception=False) from error

    return told


def _limited(question: str) -> str:
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"the question has {len(question)} characters; ask in at most {LONGEST_QUESTION}")
    return question


def _read(archive: Archive, name: str) -> dict[str, Any]:
    for article in archive.articles():
        if name == article.id or name in article.files:
            return data.article(article, with_text=True)
    raise IndexingError(f"the archive has no article {name!r}: search for it, or list the articles")
