from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.errors import IndexingError
from rag.search.batches import Vectors, unit_length
from rag.search.vectors import VectorIndex


def random_vectors(count: int, *, dimension: int = 16, seed: int = 0) -> Vectors:
    return unit_length(np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32))


def index_of(vectors: Vectors, *, first: int = 100) -> VectorIndex:
    ids = np.arange(first, first + len(vectors), dtype=np.int64)
    return VectorIndex.build(ids, vectors, dimension=vectors.shape[1])


def test_the_nearest_are_those_of_brute_force() -> None:
    vectors, questions = random_vectors(200), random_vectors(20, seed=1)
    index = index_of(vectors)

    for question in questions:
        expected = (100 + np.argsort(-vectors @ question)[:5]).tolist()
        assert index.search(question, k=5) == expected


def test_a_saved_index_gives_the_same_hits_when_mapped(tmp_path: Path) -> None:
    index = index_of(random_vectors(50))
    index.save(tmp_path / "v.faiss")
    mapped = VectorIndex.open(tmp_path / "v.faiss")

    for question in random_vectors(5, seed=2):
        assert mapped.search(question, k=10) == index.search(question, k=10)
    assert (len(mapped), mapped.dimension) == (50, 16)


def test_what_is_removed_is_not_found_and_what_is_added_is(tmp_path: Path) -> None:
    vectors, new = random_vectors(50), random_vectors(1, seed=3)
    index_of(vectors).save(tmp_path / "v.faiss")
    index = VectorIndex.load(tmp_path / "v.faiss")

    index.change(remove=[100, 101], ids=np.array([900], np.int64), vectors=new)

    assert index.search(new[0], k=1) == [900]
    assert {100, 101}.isdisjoint(index.search(vectors[0], k=50))
    assert set(index.ids().tolist()) == {*range(102, 150), 900}


def test_a_mapped_index_refuses_to_change(tmp_path: Path) -> None:
    index_of(random_vectors(5)).save(tmp_path / "v.faiss")

    with pytest.raises(ValueError, match="read only"):
        VectorIndex.open(tmp_path / "v.faiss").change(remove=[], ids=np.array([1], np.int64), vectors=random_vectors(1))


def test_a_torn_file_is_told_as_such(tmp_path: Path) -> None:
    index_of(random_vectors(50)).save(tmp_path / "whole.faiss")
    (tmp_path / "torn.faiss").write_bytes((tmp_path / "whole.faiss").read_bytes()[:300])

    with pytest.raises(IndexingError, match="torn"):
        VectorIndex.open(tmp_path / "torn.faiss")


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = index_of(random_vectors(0))
    index.save(tmp_path / "v.faiss")

    assert VectorIndex.open(tmp_path / "v.faiss").search(random_vectors(1)[0], k=3) == []


def test_equal_vectors_are_ordered_by_id() -> None:
    index = index_of(np.repeat(random_vectors(1), 4, axis=0))

    assert index.search(random_vectors(1)[0], k=4) == [100, 101, 102, 103]
