"""Search vectors: which passages lie nearest to this one?

The only door to FAISS: exact inner products over half-precision vectors of length one, by passage
id. Knows no texts and no encoder. A mapped index is read only: adding to one would abort the whole
process, so it is refused here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexingError
from rag.search.batches import Vectors

Ids = NDArray[np.int64]


class VectorIndex:
    """An open index of vectors; ``open`` maps a file, ``build`` and ``load`` live in memory."""

    def __init__(self, index: Any, *, is_mapped: bool = False) -> None:
        self._index = index
        self._is_mapped = is_mapped

    @classmethod
    def build(cls, ids: Ids, vectors: Vectors, *, dimension: int) -> VectorIndex:
        """Make an index of float32 ``[len(ids), dimension]`` vectors of length one."""
        faiss = _faiss()
        kind = faiss.ScalarQuantizer.QT_fp16
        flat = faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT)
        built = cls(faiss.IndexIDMap2(flat))
        built.change(remove=(), ids=ids, vectors=vectors)
        return built

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Map a file for searching; raise ``IndexingError`` where it is none."""
        return cls(_read(path, _faiss().IO_FLAG_MMAP_IFC), is_mapped=True)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Read a file into memory, to change it; raise ``IndexingError`` where it is none."""
        return cls(_read(path, 0))

    @property
    def dimension(self) -> int:
        """The length of each vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def ids(self) -> Ids:
        """The ids that the index holds, in no order."""
        return np.asarray(_faiss().vector_to_array(self._index.id_map), np.int64)

    def vector(self, number: int) -> Vectors:
        """The vector of one id as stored, float32 ``[dimension]``."""
        return np.asarray(self._index.reconstruct(number), np.float32)

    def change(self, *, remove: Sequence[int], ids: Ids, vectors: Vectors) -> None:
        """Take ids out and put others in, in memory."""
        if self._is_mapped:
            raise ValueError("a mapped vector index is read only: load it to change it")
        if remove:
            self._index.remove_ids(np.asarray(remove, np.int64))
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(ids, np.int64))

    def search(self, vector: Vectors, *, k: int) -> list[int]:
        """Find the ids of the ``k`` nearest vectors, the nearest first, equal ones by id."""
        wanted = min(k, len(self))
        if wanted <= 0:
            return []
        scores, ids = self._index.search(np.asarray(vector, np.float32).reshape(1, -1), wanted)
        ranked = sorted(zip(-scores[0], ids[0], strict=True))
        return [int(number) for _, number in ranked if number >= 0]

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        _faiss().write_index(self._index, str(path))


def _faiss() -> Any:
    import faiss

    faiss.omp_set_num_threads(1)  # a second thread never helped one query, and beside another job it costs 4-20 times
    return faiss


def _read(path: Path, flags: int) -> Any:
    try:
        return _faiss().read_index(str(path), flags)
    except RuntimeError as error:
        raise IndexingError(f"the vectors in {path} are torn: they are rebuilt at the next sync") from error
