"""Search vectors: which passages lie nearest to this one?

The only door to FAISS: inner products over half-precision vectors of length one, by passage id.
Exact up to ``MOST_EXACT`` vectors, a graph (HNSW, Malkov and Yashunin 2018) above. What was built is
a base that is mapped from its file and never written again; what came since is kept beside it and
searched exactly, what went is passed over, until so much has changed that a new base is due. Knows
no texts and no encoder.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexingError
from rag.search.batches import Vectors

Ids = NDArray[np.int64]

MOST_EXACT = 200_000
LINKS, BUILD_WIDTH, SEARCH_WIDTH = 32, 80, 128
MOST_RECENT, RECENT_SHARE, GONE_SHARE = 2_000, 0.05, 0.2
BASE, BASE_IDS, RECENT, RECENT_IDS, GONE = "base.faiss", "base-ids.npy", "recent.faiss", "recent-ids.npy", "gone.npy"
NOTHING: Ids = np.empty(0, np.int64)


class Part:
    """Vectors in one FAISS index; ``ids`` gives the passage at each place, in ascending order."""

    def __init__(self, index: Any, ids: Ids) -> None:
        self.index = index
        self.ids = ids

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Put vectors behind those that are there."""
        self.index.add(np.ascontiguousarray(vectors, np.float32))
        self.ids = np.concatenate([self.ids, ids])

    def places(self, ids: Ids) -> Ids:
        """Where those of some ids stand that are in this part."""
        if not len(self.ids):
            return NOTHING
        found = np.searchsorted(self.ids, ids).clip(max=len(self.ids) - 1)
        return np.asarray(found[self.ids[found] == ids], np.int64)

    def take_out(self, ids: Ids) -> None:
        """Remove some ids, where they are; not for a graph."""
        places = self.places(ids)
        if len(places):
            self.index.remove_ids(places)
            self.ids = np.delete(self.ids, places)

    def search(self, vector: Vectors, *, k: int, without: Ids) -> list[tuple[float, int]]:
        """The nearest vectors, those at some places passed over, as negative cosine and id."""
        wanted = min(k, len(self.ids) - len(without))
        if wanted <= 0:
            return []
        scores, places = self.index.search(vector, wanted, params=_parameters(self.index, k=wanted, without=without))
        found = zip(scores[0], places[0], strict=True)
        return [(-float(score), int(self.ids[place])) for score, place in found if place >= 0]

    def vectors(self, ids: Ids) -> Vectors:
        """The stored vectors of some ids, all of which are in this part."""
        return np.asarray(self.index.reconstruct_batch(self.places(ids)), np.float32)


class VectorIndex:
    """An open index of vectors: ``open`` maps a folder, ``build`` lives in memory."""

    def __init__(self, base: Part, recent: Part, gone: Ids, *, is_mapped: bool = False) -> None:
        self._base = base
        self._recent = recent
        self._gone = gone
        self._is_mapped = is_mapped

    @classmethod
    def build(cls, batches: Iterable[tuple[Ids, Vectors]], *, count: int, dimension: int) -> VectorIndex:
        """Make an index of float32 ``[n, dimension]`` vectors of length one, their ids ascending.

        ``count`` is how many there will be: it decides between exact search and a graph.
        """
        base = _graph(dimension) if count > MOST_EXACT else _flat(dimension)
        _make_room(base, count)
        built = cls(Part(base, NOTHING), Part(_flat(dimension), NOTHING), NOTHING)
        for ids, vectors in batches:
            built._base.add(ids, vectors)
        return built

    @classmethod
    def open(cls, folder: Path, *, is_mapped: bool = True) -> VectorIndex:
        """Map an index, or read it into memory; raise ``IndexingError`` where there is none."""
        base = Part(_read(folder / BASE, _faiss().IO_FLAG_MMAP_IFC if is_mapped else 0), _ids(folder / BASE_IDS))
        recent = Part(_read(folder / RECENT, 0), _ids(folder / RECENT_IDS))
        if len(base.ids) != base.index.ntotal or len(recent.ids) != recent.index.ntotal:
            raise IndexingError(_torn(folder))
        return cls(base, recent, np.array(_ids(folder / GONE)), is_mapped=is_mapped)

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._base.index.d)

    @property
    def is_exact(self) -> bool:
        """Whether every vector is compared, and not only those that a graph leads to."""
        return not _is_graph(self._base.index)

    @property
    def is_worn(self) -> bool:
        """Whether so much has come and gone that a new base is due."""
        size = len(self._base.ids)
        return len(self._recent.ids) > max(MOST_RECENT, RECENT_SHARE * size) or len(self._gone) > GONE_SHARE * size

    def __len__(self) -> int:
        return len(self._base.ids) - len(self._gone) + len(self._recent.ids)

    def ids(self) -> Ids:
        """The ids that the index holds."""
        return np.concatenate([np.delete(self._base.ids, self._gone), self._recent.ids])

    def change(self, *, remove: Sequence[int], ids: Ids, vectors: Vectors) -> None:
        """Take ids out and put others in, larger than all that are there; the base stays as it is."""
        going = np.array(sorted(remove), np.int64)
        self._gone = np.union1d(self._gone, self._base.places(going))
        self._recent.take_out(going)
        if len(ids):
            self._recent.add(ids, vectors)

    def renew(self) -> bool:
        """Take what came since into the graph; False where building anew costs less, or alone helps."""
        if self._is_mapped:
            raise ValueError("a mapped base is read only: open it unmapped to renew it")  # FAISS would abort
        if self.is_exact or len(self._gone) > GONE_SHARE * len(self._base.ids):
            return False
        self._base.add(self._recent.ids, self._recent.vectors(self._recent.ids))
        self._recent = Part(_flat(self.dimension), NOTHING)
        return True

    def search(self, vector: Vectors, *, k: int) -> list[tuple[int, float]]:
        """Find the ``k`` nearest vectors: ids with cosines, the nearest first, equal ones by id."""
        asked = np.ascontiguousarray(vector, np.float32).reshape(1, -1)
        found = self._base.search(asked, k=k, without=self._gone) + self._recent.search(asked, k=k, without=NOTHING)
        return [(number, -score) for score, number in sorted(found)[: max(k, 0)]]

    def cosines(self, vector: Vectors, ids: Sequence[int]) -> list[float]:
        """How near some passages lie, all of which are in the index."""
        return [float(near) for near in self.vectors(ids) @ np.asarray(vector, np.float32)] if len(ids) else []

    def vectors(self, ids: Sequence[int] | Ids) -> Vectors:
        """The stored vectors of some passages, all of which are in the index, float32 ``[len(ids), dimension]``."""
        wanted = np.asarray(ids, np.int64)
        stored = np.empty((len(wanted), self.dimension), np.float32)
        for part in (self._base, self._recent):
            own = np.isin(wanted, part.ids[part.places(wanted)])
            if own.any():
                stored[own] = part.vectors(wanted[own])
        return stored

    def save(self, folder: Path, *, with_base: bool = True) -> None:
        """Write the index into a folder; without its base, where that was taken over from another."""
        faiss = _faiss()
        if with_base:
            faiss.write_index(self._base.index, str(folder / BASE))
            np.save(folder / BASE_IDS, self._base.ids)
        for name in (RECENT, RECENT_IDS, GONE):
            (folder / name).unlink(missing_ok=True)  # it may be a hard link: a file taken over is never written into
        faiss.write_index(self._recent.index, str(folder / RECENT))
        np.save(folder / RECENT_IDS, self._recent.ids)
        np.save(folder / GONE, self._gone)


def _faiss() -> Any:
    import faiss

    faiss.omp_set_num_threads(1)  # a second thread never helped one query, and beside another job it costs 4-20 times
    return faiss


def _flat(dimension: int) -> Any:
    faiss = _faiss()
    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _graph(dimension: int) -> Any:
    faiss = _faiss()
    graph = faiss.IndexHNSWSQ(dimension, faiss.ScalarQuantizer.QT_fp16, LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = BUILD_WIDTH
    return graph


def _make_room(index: Any, count: int) -> None:
    """Hold memory for so many vectors at once: what grows by doubling holds them twice while it is copied."""
    storage = _faiss().downcast_index(index.storage) if _is_graph(index) else index
    storage.codes.resize(count * storage.code_size)
    storage.codes.resize(0)


def _is_graph(index: Any) -> bool:
    return hasattr(index, "hnsw")


def _parameters(index: Any, *, k: int, without: Ids) -> Any:
    """What a search passes over, and how widely it looks around in a graph."""
    faiss = _faiss()
    chosen = {"sel": faiss.IDSelectorNot(faiss.IDSelectorBatch(without))} if len(without) else {}
    if _is_graph(index):
        return faiss.SearchParametersHNSW(efSearch=max(SEARCH_WIDTH, k), **chosen)
    return faiss.SearchParameters(**chosen) if chosen else None


def _read(path: Path, flags: int) -> Any:
    try:
        return _faiss().read_index(str(path), flags)
    except RuntimeError as error:
        raise IndexingError(_torn(path.parent)) from error


def _ids(path: Path) -> Ids:
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False), np.int64)
    except (OSError, ValueError) as error:
        raise IndexingError(_torn(path.parent)) from error


def _torn(folder: Path) -> str:
    return f"the vectors in {folder} are torn: they are rebuilt at the next sync"
