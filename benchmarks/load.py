"""Load: how fast is a large folder indexed, against the encoder by itself, and in how much memory?

    python -m benchmarks.load FOLDER INDEX

Run in a process of its own, so that its peak memory is the indexing's. Prints one JSON object. The bare encoder is the
same one, in the same process, on batches that the indexing gave it, spread over the whole. On a busy machine compare
processor times: the clock tells of the others.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rag.archive import Archive
from rag.search.batches import Progress, Vectors
from rag.search.encode import Encoder, open_encoder
from rag.settings import PACKAGED_ENCODER

BARE_BATCHES = 12


class Watched:
    """An encoder that keeps what it was given, and how long it took."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.batches: list[list[str]] = []
        self.seconds = 0.0

    @property
    def name(self) -> str:
        """The name of the encoder that is watched."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode, and keep the texts."""
        self.batches.append(list(texts))
        began = time.perf_counter()
        vectors = self._encoder.encode(texts, progress=progress)
        self.seconds += time.perf_counter() - began
        return vectors


def load(folder: Path, index: Path) -> dict[str, float]:
    """Index a folder, then encode some of its batches again with nothing else to do."""
    encoder = open_encoder(PACKAGED_ENCODER)
    watched = Watched(encoder)
    encoder.encode(["the model is loaded before the clock starts"])
    worked = time.process_time()
    with Archive(index, encoder=watched) as archive:
        report = archive.sync(folder)
    worked = time.process_time() - worked
    peak = _peak_mb()
    again = watched.batches[:: max(1, len(watched.batches) // BARE_BATCHES)]
    began, bare_worked = time.perf_counter(), time.process_time()
    for batch in again:
        encoder.encode(batch, progress=lambda done, total: None)
    count = sum(map(len, again))
    bare = count / (time.perf_counter() - began)
    bare_worked = time.process_time() - bare_worked
    rate = report.encoded / report.seconds
    return {
        "articles": len(report.added),
        "passages": report.passages,
        "seconds": report.seconds,
        "articles_per_s": len(report.added) / report.seconds,
        "passages_per_s": rate,
        "bare_passages_per_s": bare,
        "share_of_bare": rate / bare,
        "share_of_bare_in_processor_time": (bare_worked / count) / (worked / report.encoded),
        "share_in_encoder": watched.seconds / report.seconds,
        "peak_mb": peak,
    }


def _peak_mb() -> float:
    """The most memory that this process and its largest helper held, added up (Linux counts kilobytes)."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1000


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), Path(sys.argv[2]))))
