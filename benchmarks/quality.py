"""Find: how often do words, dates, vectors and their fusion bring the gold articles to the top?

An index and questions with their gold articles in, the share of questions whose gold is found out, for each way to
rank by itself. Every ranking names articles, each once; copies are not put together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from unittest.mock import patch

from benchmarks.corpus import Asked
from rag.archive import Archive
from rag.search.retrieve import DEPTH, retrieve

Ranking = Callable[[Archive, str], list[int]]


def by_words(archive: Archive, question: str) -> list[int]:
    """BM25 over the fields, dates in the question not heeded."""
    with patch("rag.search.words.dates_asked", return_value=()):
        return by_words_and_dates(archive, question)


def by_words_and_dates(archive: Archive, question: str) -> list[int]:
    """BM25 and the dates of the articles."""
    return [number for number, _ in archive.engines().words.search(question, k=DEPTH)]


def by_vectors(archive: Archive, question: str) -> list[int]:
    """The encoder's vectors alone."""
    vector = archive.encode([question])[0]
    return [number for number, _ in archive.engines().vectors.search(vector, k=DEPTH)]


def fused(archive: Archive, question: str) -> list[int]:
    """Everything together, as `rag search` ranks."""
    engines, vector = archive.engines(), archive.encode([question])[0]
    return [one.id for one in retrieve(question, vector, words=engines.words, vectors=engines.vectors)]


RANKINGS: dict[str, Ranking] = {
    "words (BM25)": by_words,
    "words and dates": by_words_and_dates,
    "vectors": by_vectors,
    "fused": fused,
}


def found_shares(archive: Archive, questions: Sequence[Asked], *, k: int) -> Iterator[tuple[str, float]]:
    """For each ranking, the share of questions whose gold stands among the first ``k`` articles."""
    for name, rank in RANKINGS.items():
        met = [one.is_met_by(_files(archive, rank(archive, one.text), k=k)) for one in questions]
        yield name, sum(met) / len(met)


def _files(archive: Archive, ranked: Sequence[int], *, k: int) -> set[str]:
    """The files of the first articles of a ranking of passages."""
    passages = archive.store.passages_by_id(ranked)
    first = dict.fromkeys(passages[number].article_id for number in ranked if number in passages)
    articles = archive.store.articles_by_id(list(first)[:k])
    return {name for article in articles.values() for name in article.files}
