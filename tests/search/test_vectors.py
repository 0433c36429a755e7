from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rag.errors import IndexingError
from rag.search import vectors as search_vectors
from rag.search.batches import Vectors, unit_length
from rag.search.vectors import VectorIndex


@pytest.fixture
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Search exactly or, from the first vector on, by a graph."""
    wanted = str(getattr(request, "param", "exact"))
    monkeypatch.setattr(search_vectors, "MOST_EXACT", 0 if wanted == "graph" else 1000)
    return wanted


def random_vectors(count: int, *, dimension: int = 16, seed: int = 0) -> Vectors:
    return unit_length(np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32))


def index_of(vectors: Vectors, *, first: int = 100) -> VectorIndex:
    ids = np.arange(first, first + len(vectors), dtype=np.int64)
    half = len(ids) // 2
    batches = [(ids[:half], vectors[:half]), (ids[half:], vectors[half:])]
    return VectorIndex.build(batches, count=len(vectors), dimension=vectors.shape[1])


def nearest(index: VectorIndex, vector: Vectors, *, k: int) -> list[int]:
    return [number for number, _ in index.search(vector, k=k)]


@pytest.mark.parametrize("kind", ["exact", "graph"], indirect=True)
def test_the_nearest_are_those_of_brute_force(kind: str) -> None:
    vectors, questions = random_vectors(200), random_vectors(20, seed=1)
    index = index_of(vectors)

    assert index.is_exact == (kind == "exact")
    for question in questions:
        assert nearest(index, question, k=5) == (100 + np.argsort(-vectors @ question)[:5]).tolist()


@pytest.mark.parametrize("kind", ["exact", "graph"], indirect=True)
def test_a_saved_index_gives_the_same_hits_when_mapped(kind: str, tmp_path: Path) -> None:
    index = index_of(random_vectors(50))
    index.save(tmp_path)
    mapped = VectorIndex.open(tmp_path)

    for question in random_vectors(5, seed=2):
        assert mapped.search(question, k=10) == index.search(question, k=10)
    assert (len(mapped), mapped.dimension, mapped.is_exact) == (50, 16, kind == "exact")


@pytest.mark.parametrize("kind", ["exact", "graph"], indirect=True)
def test_what_is_removed_is_not_found_and_what_is_added_is(kind: str, tmp_path: Path) -> None:
    vectors, new = random_vectors(50), random_vectors(2, seed=3)
    index_of(vectors).save(tmp_path)
    index = VectorIndex.open(tmp_path)

    index.change(remove=[100, 101], ids=np.array([900, 901], np.int64), vectors=new)
    index.change(remove=[901], ids=np.empty(0, np.int64), vectors=new[:0])
    index.save(tmp_path, with_base=False)

    for changed in (index, VectorIndex.open(tmp_path)):
        assert nearest(changed, new[0], k=1) == [900]
        assert {100, 101, 901}.isdisjoint(nearest(changed, vectors[0], k=50))
        assert set(changed.ids().tolist()) == {*range(102, 150), 900}
        assert len(changed) == 49


@pytest.mark.parametrize("kind", ["exact", "graph"], indirect=True)
def test_the_base_stays_the_file_that_it_was(kind: str, tmp_path: Path) -> None:
    index_of(random_vectors(50)).save(tmp_path)
    before = (tmp_path / "base.faiss").stat()
    index = VectorIndex.open(tmp_path)

    index.change(remove=[100], ids=np.array([900], np.int64), vectors=random_vectors(1, seed=3))
    index.save(tmp_path, with_base=False)

    after = (tmp_path / "base.faiss").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_new_base_is_due_when_much_has_come_or_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_vectors, "MOST_RECENT", 5)
    grown, shrunk = index_of(random_vectors(50)), index_of(random_vectors(50))

    grown.change(remove=[], ids=np.arange(900, 905), vectors=random_vectors(5, seed=3))
    shrunk.change(remove=range(100, 110), ids=np.empty(0, np.int64), vectors=random_vectors(0))
    assert (grown.is_worn, shrunk.is_worn) == (False, False)

    grown.change(remove=[], ids=np.arange(905, 906), vectors=random_vectors(1, seed=4))
    shrunk.change(remove=[110], ids=np.empty(0, np.int64), vectors=random_vectors(0))
    assert (grown.is_worn, shrunk.is_worn) == (True, True)


@pytest.mark.parametrize("kind", ["graph"], indirect=True)
def test_a_graph_takes_in_what_came_since(kind: str, tmp_path: Path) -> None:
    vectors, new = random_vectors(50), random_vectors(5, seed=3)
    index_of(vectors).save(tmp_path)
    index = VectorIndex.open(tmp_path, is_mapped=False)
    index.change(remove=[100], ids=np.arange(900, 905), vectors=new)

    assert index.renew()

    assert (len(index), index.is_exact) == (54, False)
    assert nearest(index, new[2], k=1) == [902]
    assert 100 not in nearest(index, vectors[0], k=54)


def test_exact_vectors_are_built_anew_rather_than_renewed() -> None:
    assert not index_of(random_vectors(5)).renew()


@pytest.mark.parametrize("kind", ["graph"], indirect=True)
def test_a_mapped_graph_refuses_to_be_renewed(kind: str, tmp_path: Path) -> None:
    index_of(random_vectors(5)).save(tmp_path)

    with pytest.raises(ValueError, match="read only"):
        VectorIndex.open(tmp_path).renew()


@pytest.mark.parametrize("name", ["base.faiss", "base-ids.npy", "recent.faiss", "gone.npy"])
def test_a_torn_file_is_told_as_such(tmp_path: Path, name: str) -> None:
    index_of(random_vectors(50)).save(tmp_path)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:20])

    with pytest.raises(IndexingError, match="torn"):
        VectorIndex.open(tmp_path)


def test_files_that_do_not_belong_together_are_torn(tmp_path: Path) -> None:
    index_of(random_vectors(50)).save(tmp_path)
    np.save(tmp_path / "base-ids.npy", np.arange(49))

    with pytest.raises(IndexingError, match="torn"):
        VectorIndex.open(tmp_path)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index_of(random_vectors(0)).save(tmp_path)
    index = VectorIndex.open(tmp_path)

    assert index.search(random_vectors(1)[0], k=3) == []
    assert index.cosines(random_vectors(1)[0], []) == []


def test_equal_vectors_are_ordered_by_id() -> None:
    index = index_of(np.repeat(random_vectors(1), 4, axis=0))

    assert nearest(index, random_vectors(1)[0], k=4) == [100, 101, 102, 103]


def test_the_cosine_of_any_passage_can_be_asked_for() -> None:
    vectors, new = random_vectors(50), random_vectors(1, seed=3)
    index = index_of(vectors)
    index.change(remove=[], ids=np.array([900], np.int64), vectors=new)

    near = index.cosines(vectors[7], [900, 107, 120])

    assert near == pytest.approx([float(new[0] @ vectors[7]), 1.0, float(vectors[20] @ vectors[7])], abs=1e-3)
