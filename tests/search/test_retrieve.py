from __future__ import annotations

import numpy as np
import pytest

from rag.search.encode import HashEncoder
from rag.search.retrieve import fuse, retrieve
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex, WordRow


def test_what_both_rankings_find_comes_before_what_one_finds_first() -> None:
    ranked = fuse([1, 2], [3, 2])

    assert [one.id for one in ranked] == [2, 1, 3]
    assert ranked[0].score == pytest.approx(2 / 62)
    assert (ranked[1].word_rank, ranked[1].vector_rank) == (1, None)


def test_two_empty_rankings_give_nothing() -> None:
    assert fuse([], []) == []


def test_the_passage_that_shares_words_and_meaning_comes_first() -> None:
    texts = ["Bread is dear.", "Four people died aboard the ferry.", "The ferry was painted."]
    encoder = HashEncoder()
    words = WordIndex.build([WordRow(id=number, body=text) for number, text in enumerate(texts)])
    vectors = VectorIndex.build(np.arange(3), encoder.encode(texts), dimension=64)
    question = "How many people died aboard the ferry?"

    [best] = retrieve(question, encoder.encode([question])[0], words=words, vectors=vectors, k=1)

    assert (best.id, best.word_rank, best.vector_rank) == (1, 1, 1)
