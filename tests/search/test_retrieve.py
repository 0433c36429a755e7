from __future__ import annotations

import numpy as np
import pytest

from rag.search.encode import HashEncoder
from rag.search.retrieve import fuse, retrieve
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex, WordRow


def test_the_score_is_the_weighted_share_of_both_engines() -> None:
    [first, second, third] = fuse([(1, 20.0), (2, 10.0)], [3, 1], cosines={1: 0.5, 2: 0.1, 3: 0.9})

    assert [first.id, second.id, third.id] == [1, 3, 2]
    assert first.score == pytest.approx(0.6 * 1.0 + 0.4 * 0.5)
    assert second.score == pytest.approx(0.4 * 0.9)
    assert third.score == pytest.approx(0.6 * 0.5 + 0.4 * 0.1)
    assert (second.word_rank, second.vector_rank, third.word_rank, third.vector_rank) == (None, 1, 2, None)


def test_a_passage_beyond_a_cut_word_ranking_counts_somewhat_less_than_its_last() -> None:
    [_, beyond] = fuse([(1, 20.0)], [2], cosines={1: 0.0, 2: 0.0}, is_cut=True)

    assert beyond.id == 2
    assert beyond.words == pytest.approx(0.8)


def test_two_empty_rankings_give_nothing() -> None:
    assert fuse([], [], cosines={}) == []


def test_the_passage_that_shares_words_and_meaning_comes_first() -> None:
    texts = ["Bread is dear.", "Four people died aboard the ferry.", "The ferry was painted."]
    encoder = HashEncoder()
    words = WordIndex.build([WordRow(id=number, body=text) for number, text in enumerate(texts)])
    vectors = VectorIndex.build([(np.arange(3), encoder.encode(texts))], count=3, dimension=64)
    question = "How many people died aboard the ferry?"

    best, *_ = retrieve(question, encoder.encode([question])[0], words=words, vectors=vectors)

    assert (best.id, best.word_rank, best.vector_rank) == (1, 1, 1)
    assert best.words == 1.0


def test_what_only_one_engine_finds_is_weighed_by_both() -> None:
    texts = ["The ferry burned.", "Bread is dear in the capital.", "A ship was painted."]
    encoder = HashEncoder()
    words = WordIndex.build([WordRow(id=number, body=text) for number, text in enumerate(texts)])
    vectors = VectorIndex.build([(np.arange(3), encoder.encode(texts))], count=3, dimension=64)

    found = retrieve("ferry", encoder.encode(["bread capital"])[0], words=words, vectors=vectors, depth=1)

    ferry, bread = sorted(found, key=lambda one: one.id)
    assert (ferry.word_rank, ferry.vector_rank, bread.word_rank, bread.vector_rank) == (1, None, None, 1)
    assert bread.cosine > 0.5 > ferry.cosine
