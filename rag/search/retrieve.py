"""Retrieve: which passages answer to a question by its words and by its meaning?

Two rankings in, one out, by reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009).
Works on passage ids; knows no texts, no database and no model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.search.batches import Vectors
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex

RANK_CONSTANT = 60
LEAST_DEPTH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage id with its fused score and the rank that each engine gave it (1 is best)."""

    id: int
    score: float
    word_rank: int | None = None
    vector_rank: int | None = None


def retrieve(question: str, vector: Vectors, *, words: WordIndex, vectors: VectorIndex, k: int) -> list[Ranked]:
    """Search by words and by vector, and fuse both; at most ``k`` passages, the best first."""
    depth = max(k, LEAST_DEPTH)
    return fuse(words.search(question, k=depth), vectors.search(vector, k=depth))[:k]


def fuse(by_words: Sequence[int], by_vectors: Sequence[int]) -> list[Ranked]:
    """Order ids by the sum of ``1 / (60 + rank)`` over the rankings; equal sums by id."""
    word_ranks = {number: rank for rank, number in enumerate(by_words, 1)}
    vector_ranks = {number: rank for rank, number in enumerate(by_vectors, 1)}
    found = [
        _ranked(number, word_rank=word_ranks.get(number), vector_rank=vector_ranks.get(number))
        for number in {**word_ranks, **vector_ranks}
    ]
    return sorted(found, key=lambda ranked: (-ranked.score, ranked.id))


def _ranked(number: int, *, word_rank: int | None, vector_rank: int | None) -> Ranked:
    score = sum(1 / (RANK_CONSTANT + rank) for rank in (word_rank, vector_rank) if rank is not None)
    return Ranked(id=number, score=score, word_rank=word_rank, vector_rank=vector_rank)
