"""Equip: what does a command work with: which archive, which settings, which terminal?

The one place where the command line meets the archive. A test hands other ``Tools`` to ``main``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from rag.errors import RagError
from rag.records import Answer, Article, Hit, Sentence
from rag.reports import Removal, Status, SyncReport, Unread, Wanted
from rag.settings import PACKAGED_ENCODER, PACKAGED_MODEL, Settings

DEFAULT_INDEX = "index"

Command = TypeVar("Command", bound=Callable[..., Any])
Progress = Callable[[str, int, int], None]  # a stage, how much of it is done, and of how much
Stop = Callable[[], bool]


class OpenArchive(Protocol):
    """What the commands ask of an archive; ``rag.Archive`` is one."""

    def sync(
        self,
        folder: str | Path,
        *,
        rebuild: bool = ...,
        again: bool = ...,
        progress: Progress | None = ...,
        stop: Stop | None = ...,
    ) -> SyncReport:
        """Bring the index up to date with a folder."""

    def add_url(self, url: str, *, allow_private: bool = ..., progress: Progress | None = ...) -> SyncReport:
        """Add the articles at an address."""

    def preview(self, folder: str | Path, *, progress: Progress | None = ...) -> SyncReport:
        """Say what a sync would do."""

    def follow(self, *folders: str | Path, stop: Stop) -> Iterator[SyncReport | RagError]:
        """Bring folders up to date whenever they change."""

    def roots(self) -> tuple[str, ...]:
        """Name the folders that the index was made from."""

    def search(self, query: str, *, k: int = ..., explain: bool = ...) -> list[Hit]:
        """Find passages."""

    def articles(self, wanted: Wanted | None = ...) -> list[Article]:
        """List the articles, or some of them."""

    def unread(self) -> tuple[Unread, ...]:
        """List what cannot be read."""

    def left_out(self) -> tuple[Unread, ...]:
        """List what was removed by hand."""

    def meant(self, *names: str) -> Removal:
        """Say which articles are meant by some names."""

    def remove(self, removal: Removal, /) -> Removal:
        """Take articles out."""

    def status(self, *, check: bool = ...) -> Status:
        """Say what the index holds."""

    def repair(self, *, progress: Progress | None = ...) -> tuple[str, ...]:
        """Mend what a check finds."""

    def ask(self, question: str, *, history: Sequence[str] = ...) -> Answer:
        """Answer a question."""

    def stream(self, question: str, *, history: Sequence[str] = ...) -> Iterator[Sentence | Answer]:
        """Answer sentence by sentence, the whole answer last."""

    def prepare(self) -> None:
        """Begin to load the language model."""

    def disagreements(self) -> Answer:
        """Find every conflict."""

    def close(self) -> None:
        """Let go of the files."""


def open_archive(settings: Settings) -> OpenArchive:
    """The archive of an index folder; nothing is opened, or made, before it is used."""
    from rag.archive import Archive

    return Archive(settings.index, encoder=settings.encoder, model=settings.model, reranker=settings.reranker)


def is_terminal() -> bool:
    """Whether standard output is looked at by a person."""
    return sys.stdout.isatty()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a command works with, exchangeable as a whole."""

    open_archive: Callable[[Settings], OpenArchive] = open_archive
    is_terminal: Callable[[], bool] = is_terminal


def tools() -> Tools:
    """The tools of the command that runs."""
    return click.get_current_context().ensure_object(Tools)


@contextmanager
def opened(settings: Settings) -> Iterator[OpenArchive]:
    """The archive, closed afterwards."""
    archive = tools().open_archive(settings)
    try:
        yield archive
    finally:
        archive.close()


def readable(_: click.Context, __: click.Parameter, words: Any) -> Any:
    """Replace bytes that are no UTF-8: Python keeps them as half characters that nothing else can write."""
    if isinstance(words, tuple):
        return tuple(map(whole, words))
    return whole(words)


def whole(words: str) -> str:
    """The words with a question mark for each half character."""
    return words.encode(errors="replace").decode()


def examples(*commands: str) -> str:
    """The closing of a help text, with its line breaks kept."""
    return "\b\nExamples:\n" + "\n".join(f"  {command}" for command in commands)


index_option = click.option(
    "--index",
    envvar="RAG_INDEX",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    default=DEFAULT_INDEX,
    show_default=True,
    help="Folder of the index (or RAG_INDEX).",
)


def takes_index(command: Command) -> Command:
    """Give a command --index and --encoder, and hand it ``settings`` in their place."""

    @wraps(command)
    def run(*, index: Path, encoder: str, **rest: Any) -> Any:
        language_model = None if rest.pop("no_model", False) else rest.pop("model", PACKAGED_MODEL)
        rest.pop("model", None)
        settings = Settings(index=index, encoder=encoder, model=language_model, reranker=rest.pop("rerank", None))
        return command(settings=settings, **rest)

    encoder = click.option(
        "--encoder",
        envvar="RAG_ENCODER",
        metavar="NAME",
        default=PACKAGED_ENCODER,
        show_default=True,
        help="Sentence encoder the index is made with: a name or a path.",
    )
    return index_option(encoder(run))  # type: ignore[return-value]


def takes_model(command: Command) -> Command:
    """Give a command --model and --no-model; ``takes_index``, above it, reads them."""
    model = click.option(
        "--model",
        envvar="RAG_MODEL",
        metavar="NAME",
        default=PACKAGED_MODEL,
        show_default=True,
        help="Language model that may phrase a sentence: see `rag models`.",
    )
    return model(click.option("--no-model", is_flag=True, help="Answer without a language model.")(command))


takes_reranker = click.option(
    "--rerank",
    envvar="RAG_RERANKER",
    metavar="NAME",
    help="Cross-encoder that puts the first hits in order, slowly: a name or a path.",
)
"""Give a command --rerank; ``takes_index``, above it, reads it."""
