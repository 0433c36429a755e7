"""Batch: in which order are texts encoded, so that little work goes into padding?

Texts in, one matrix in the order of the texts out; the engine is a function from a few texts to
their vectors. Knows no model.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]

BATCH = 16
"""So many texts at a time: what they need stays in a processor's cache; 32 take a tenth longer, 64 a quarter."""


def encode_batches(
    texts: Sequence[str],
    encode: Callable[[list[str]], Vectors],
    *,
    dimension: int,
    progress: Progress | None = None,
) -> Vectors:
    """Encode texts, the longest first, in batches of similar length; return float32 ``[len(texts), dimension]``."""
    result = np.empty((len(texts), dimension), np.float32)
    order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        result[places] = unit_length(encode([valid(texts[place]) for place in places]))
        if progress:
            progress(min(start + BATCH, len(order)), len(order))
    return result


def free_cores() -> int:
    """All processor cores that this process may use but one, which is left to the reader; at least one."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable - 1)


def valid(text: str) -> str:
    """Replace lone surrogates, as the bytes of a mistyped argument leave them; no engine takes them."""
    return text.encode("utf-8", "replace").decode()


def unit_length(vectors: Vectors) -> Vectors:
    """Scale every row to length one; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
