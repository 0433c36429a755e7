"""Archive: what is in this index, and which passages answer to a question?

The one class that knows the order of the stages. It opens an index lazily: nothing is loaded before
it is needed, the answering itself neither, and neither torch nor a model is needed to open and search.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from rag.errors import UsageError
from rag.models.language import LanguageModel
from rag.reading import reader
from rag.records import Answer, Article, Claim, Hit, Passage, Sentence
from rag.search.batches import Vectors
from rag.search.collapse import collapse_copies, merge_passages
from rag.search.encode import Encoder, ModelEncoder
from rag.search.encode_pairs import CrossEncoderJudge, Judge
from rag.search.explain import explain as explain_hit
from rag.search.rerank import rerank
from rag.search.retrieve import DEPTH, retrieve
from rag.settings import PACKAGED_ENCODER, PACKAGED_MODEL
from rag.store.derived import Engines, in_memory, open_engines
from rag.upkeep import Upkeep

Sources = tuple[dict[str, Article], tuple[Claim, ...], int]
"""The articles considered, in order, their claims, and how many articles there are in all."""
ALL_READ = 60
"""An archive of so many articles is read whole for every question; of a larger one the best ``MOST_READ`` are."""
MOST_READ = 30
_TRIES = 5


class Archive(Upkeep):
    """An index of news articles: kept up to date with folders, searched, and asked."""

    def __init__(
        self,
        folder: str | Path = "index",
        *,
        encoder: str | Encoder = PACKAGED_ENCODER,
        model: str | None = PACKAGED_MODEL,
        reranker: str | Judge | None = None,
    ) -> None:
        super().__init__(folder, encoder=encoder)
        self._reranker = CrossEncoderJudge(reranker) if isinstance(reranker, str) else reranker
        self._model = model
        self._models: dict[str, LanguageModel] = {}

    def search(self, query: str, *, k: int = 10, explain: bool = False) -> list[Hit]:
        """Find the ``k`` best reports by words, dates and meaning, the best first.

        A hit stands for the other passages of its article and for copies of it; ``explain`` adds why it
        ranks where it does.
        """
        _require_words(query)
        with self._one_state() as engines:
            hits = collapse_copies(self._ranked(query), k=k)
            told = self.store.told([hit.article.id for hit in hits]) if explain else {}
        if not explain:
            return hits
        terms = engines.words.terms
        return [
            replace(hit, why=explain_hit(query, hit, told=told.get(hit.article.id, ()), terms=terms)) for hit in hits
        ]

    def _ranked(self, query: str) -> list[Hit]:
        """Every article that retrieval finds, the best first, copies not yet put together."""
        _require_words(query)
        vector = self.encode([query])[0]
        with self._one_state() as engines:
            ranked = retrieve(query, vector, words=engines.words, vectors=engines.vectors, depth=DEPTH)
            passages = self.store.passages_by_id([one.id for one in ranked])
            articles = self.store.articles_by_id({passage.article_id for passage in passages.values()})
        hits = merge_passages(ranked, passages=passages, articles=articles)
        return rerank(query, hits, judge=self._reranker.judge) if self._reranker else hits

    def ask(
        self, question: str, *, history: Sequence[str] = (), model: str | LanguageModel | None = PACKAGED_MODEL
    ) -> Answer:
        """Answer a question from the articles; ``history`` holds the earlier questions, oldest first."""
        *_, whole = self.stream(question, history=history, model=model)
        assert isinstance(whole, Answer)
        return whole

    def stream(
        self, question: str, *, history: Sequence[str] = (), model: str | LanguageModel | None = PACKAGED_MODEL
    ) -> Iterator[Sentence | Answer]:
        """Yield the verified sentences of an answer as they stand, the whole Answer last.

        The model loads in the background while the evidence is found.
        """
        self.store.meta()  # no model loads for an index that is missing: its loader silences what is then said
        self._load_meanwhile()
        from rag.answers.answer import answer
        from rag.answers.evidence import gather
        from rag.answers.rewrite import understand_in

        speaking = self._language_model(model)
        if speaking is not None:
            speaking.prepare()
        asked = understand_in(question, history, model=speaking)
        articles, claims, size = self._sources(asked.standalone)
        evidence = gather(articles, claims, encode=self.encode, archive_size=size, read=reader.read)
        yield from answer(asked, evidence, model=speaking)

    def prepare(self) -> None:
        """Begin to load the language model in the background, while a reader still types."""
        model = self._language_model(PACKAGED_MODEL)
        if model is not None:
            model.prepare()

    def disagreements(self) -> Answer:
        """Every point on which the articles of the archive disagree, unasked."""
        from rag.answers.answer import answer
        from rag.answers.evidence import gather
        from rag.answers.question import understand

        asked = understand("Where do the articles disagree?")
        with self.store.snapshot():
            articles, claims, size = self._read(self.store.article_ids())
        evidence = gather(articles, claims, encode=self.encode, archive_size=size, read=reader.read)
        *_, whole = answer(asked, evidence)
        assert isinstance(whole, Answer)
        return whole

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

    def _sources(self, question: str) -> Sources:
        """What is read for a question: the whole of a small archive, else the articles that retrieval ranks first."""
        with self._one_state():
            if self.store.counts()["articles"] <= ALL_READ:
                return self._read(self.store.article_ids())
            return self._read(tuple(hit.article.id for hit in self._ranked(question)[:MOST_READ]))

    def _read(self, ids: Sequence[str]) -> Sources:
        found = self.store.articles_by_id(ids)
        return {id_: found[id_] for id_ in ids}, self.claims(ids), self.store.counts()["articles"]

    def _load_meanwhile(self) -> None:
        """Begin to load what judges and compares sentences: the first answer's own code takes as long to import."""
        if isinstance(self.encoder, ModelEncoder):
            self.encoder.prepare()
        reader.prepare()

    def _language_model(self, model: str | LanguageModel | None) -> LanguageModel | None:
        """The model asked for; the archive's own where none is named, opened once."""
        if model is None or not isinstance(model, str):
            return model
        from rag.models.opening import open_model

        name = self._model if model == PACKAGED_MODEL else model
        if name is not None and name not in self._models:
            self._models[name] = open_model(name)
        return self._models[name] if name is not None else None

    def engines(self) -> Engines:
        """The open search engines, for the present state of the archive."""
        if self._engines is None or self._engines.stamp != self.store.stamp:
            self._engines = open_engines(self.store)
        return self._engines

    @contextmanager
    def _one_state(self) -> Iterator[Engines]:
        """Let all that is read inside, and the search engines, belong to one state of the archive."""
        with ExitStack() as stack:
            for _ in range(_TRIES):
                engines = self.engines()
                stack.enter_context(self.store.snapshot())
                if engines.stamp == self.store.stamp:
                    break
                stack.close()  # another process wrote in between
            else:
                stack.enter_context(self.store.snapshot())
                engines = in_memory(self.store)
            yield engines


def _require_words(query: str) -> None:
    if not query.strip():
        raise UsageError("the question is empty: type some words")
