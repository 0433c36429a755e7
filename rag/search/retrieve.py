"""Retrieve: which passages answer to a question by its words, its dates and its meaning?

Two engines in, one ranking out. Their scores are put on one scale (words and dates as a share of the
best, meaning as the cosine) and added with fixed weights: a convex combination loses less than
reciprocal ranks do (Bruch, Gai and Ingber, TOIS 2023; ours in benchmarks/). Works on passage ids;
knows no texts, no database and no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.search.batches import Vectors
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex

WORDS_SHARE = 0.6
DEPTH = 200
_BEYOND = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A passage id with its fused score, and what each engine gave it.

    A rank is None where an engine did not find the passage among its best; ``words`` is then what
    it has at most, as a share of the best word score, and ``cosine`` is measured all the same.
    """

    id: int
    score: float
    words: float
    cosine: float
    word_rank: int | None = None
    vector_rank: int | None = None


def retrieve(
    question: str, vector: Vectors, *, words: WordIndex, vectors: VectorIndex, depth: int = DEPTH
) -> list[Ranked]:
    """Search by words and by vector, each to a depth, and fuse both; the best first."""
    by_words, by_vectors = words.search(question, k=depth), vectors.search(vector, k=depth)
    near = dict(by_vectors)
    other = [number for number, _ in by_words if number not in near]
    near.update(zip(other, vectors.cosines(vector, other), strict=True))
    is_cut = len(by_words) == depth
    return fuse(by_words, [number for number, _ in by_vectors], cosines=near, is_cut=is_cut)


def fuse(
    by_words: Sequence[tuple[int, float]],
    by_vectors: Sequence[int],
    *,
    cosines: Mapping[int, float],
    is_cut: bool = False,
) -> list[Ranked]:
    """Order ids by their weighted scores, equal ones by id.

    Where the word ranking ``is_cut``, a passage outside it may have any score below its last.
    """
    best = by_words[0][1] if by_words else 1.0
    shares = {number: score / best for number, score in by_words}
    beyond = _BEYOND * by_words[-1][1] / best if is_cut and by_words else 0.0
    word_ranks = {number: rank for rank, (number, _) in enumerate(by_words, 1)}
    vector_ranks = {number: rank for rank, number in enumerate(by_vectors, 1)}
    found = [
        Ranked(
            id=number,
            score=WORDS_SHARE * shares.get(number, beyond) + (1 - WORDS_SHARE) * cosine,
            words=shares.get(number, beyond),
            cosine=cosine,
            word_rank=word_ranks.get(number),
            vector_rank=vector_ranks.get(number),
        )
        for number, cosine in cosines.items()
    ]
    return sorted(found, key=lambda ranked: (-ranked.score, ranked.id))
