"""Archive: what is in this index, and which passages answer to a question?

The one class that knows the order of the stages. It opens an index lazily: nothing is loaded before
it is needed, and neither torch nor a model is needed to open and search.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from rag.errors import UsageError
from rag.records import Article, Claim, Hit, Passage, Status, SyncReport
from rag.search.batches import Vectors
from rag.search.encode import Encoder, open_encoder
from rag.search.retrieve import Ranked, retrieve
from rag.settings import PACKAGED_ENCODER, PACKAGED_MODEL
from rag.store.connect import stored_bytes
from rag.store.database import Database
from rag.store.derived import Engines, open_engines
from rag.store.integrity import problems


class Archive:
    """An index of news articles: brought up to date from a folder, searched, and asked."""

    def __init__(
        self,
        folder: str | Path = "index",
        *,
        encoder: str | Encoder = PACKAGED_ENCODER,
        model: str | None = PACKAGED_MODEL,
    ) -> None:
        self.folder = Path(folder)
        self.model = model
        self._encoder_name = encoder
        self._store: Database | None = None
        self._engines: Engines | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """What turns texts into vectors; its model is loaded when the first text comes."""
        return open_encoder(self._encoder_name) if isinstance(self._encoder_name, str) else self._encoder_name

    @property
    def store(self) -> Database:
        """The open database; raises ``IndexingError`` where there is no index, or none that can be used."""
        if self._store is None:
            store = Database.open(self.folder)
            try:
                store.require_encoder(self.encoder.name)
            except BaseException:
                store.close()
                raise
            self._store = store
        return self._store

    def sync(
        self, folder: str | Path, *, rebuild: bool = False, progress: Callable[[str, int, int], None] | None = None
    ) -> SyncReport:
        """Bring the archive up to date with a folder: add, read again, drop; encode only what is new.

        ``progress(stage, done, total)`` hears of the stages "reading", "encoding" and "writing".
        """
        from rag.store.sync import sync

        report = sync(self.folder, Path(folder), encoder=self.encoder, rebuild=rebuild, progress=progress)
        if rebuild:
            self.close()  # the database may be another file now
        return report

    def search(self, query: str, *, k: int = 10) -> list[Hit]:
        """Find the ``k`` best passages by words and by meaning, the best first."""
        if not query.strip():
            raise UsageError("the question is empty: type some words")
        engines = self.engines()
        ranked = retrieve(query, self.encode([query])[0], words=engines.words, vectors=engines.vectors, k=k)
        passages = self.store.passages_by_id([one.id for one in ranked])
        articles = self.store.articles_by_id({passage.article_id for passage in passages.values()})
        found = ((one, passages[one.id]) for one in ranked if one.id in passages)
        return [
            _hit(one, passage, articles[passage.article_id]) for one, passage in found if passage.article_id in articles
        ]

    def articles(self) -> list[Article]:
        """Every article, in the order of the file names."""
        return list(self.store.articles())

    def article(self, article_id: str) -> Article:
        """One article by id."""
        return self.store.article(article_id)

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of an article, in order."""
        return self.store.passages(article_id)

    def claims(self, article_ids: Collection[str] | None = None) -> tuple[Claim, ...]:
        """The claims of some articles, or of all."""
        return self.store.claims(article_ids)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts by the encoder of the index, without torch: float32 ``[len(texts), dimension]``."""
        vectors = self.encoder.encode(texts)
        self.store.require_encoder(self.encoder.name, dimension=vectors.shape[1])
        return vectors

    def engines(self) -> Engines:
        """The open search engines, for the present state of the archive."""
        if self._engines is None or self._engines.stamp != self.store.stamp:
            self._engines = open_engines(self.store)
        return self._engines

    def status(self, *, check: bool = False) -> Status:
        """Say what the index holds; ``check`` reads all of it for problems."""
        counts, meta = self.store.counts(), self.store.meta()
        return Status(
            folder=str(self.folder),
            generation=int(meta["generation"]),
            articles=counts["articles"],
            passages=counts["passages"],
            claims=counts["claims"],
            encoder=meta["encoder"],
            dimension=int(meta["dimension"]),
            bytes=stored_bytes(self.folder),
            problems=problems(self.store) if check else (),
        )

    def close(self) -> None:
        """Close the index; it opens again when it is next used."""
        if self._store is not None:
            self._store.close()
        self._store = self._engines = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _hit(ranked: Ranked, passage: Passage, article: Article) -> Hit:
    return Hit(
        passage=passage,
        article=article,
        score=ranked.score,
        word_rank=ranked.word_rank,
        vector_rank=ranked.vector_rank,
    )
