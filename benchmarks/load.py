"""Load: how fast is a large folder indexed, against the encoder by itself, and in how much memory?

    python -m benchmarks.load FOLDER INDEX

Run in a process of its own, so that its peak memory is the indexing's. Prints one JSON object. The bare encoder is the
same one, in the same process: every eighth batch that the indexing gives it is encoded once more on the spot, and that
time is taken off the indexing's, so that what else the machine does falls on both alike.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.archive import Archive
from rag.search.batches import Progress, Vectors
from rag.search.encode import Encoder, open_encoder
from rag.settings import PACKAGED_ENCODER
from rag.store import aside

BARE_EVERY, BARE_FIRST = 8, 2
"""Which batches are encoded again; the first two are those in which the encoder chooses its engine."""


@dataclass(slots=True)
class Spent:
    """Texts, seconds by the clock and of this process's processor time."""

    texts: int = 0
    clock: float = 0.0
    processor: float = 0.0

    def add(self, texts: Sequence[str], run: Callable[[], Vectors]) -> Vectors:
        """Run some work on texts and count it."""
        clock, processor = time.perf_counter(), time.process_time()
        vectors = run()
        self.texts += len(texts)
        self.clock += time.perf_counter() - clock
        self.processor += time.process_time() - processor
        return vectors


class Watched:
    """An encoder that counts what it does for the indexing, and does some of it again by itself."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._batches = 0
        self._last: Sequence[str] = ()
        self.indexing, self.bare = Spent(), Spent()

    @property
    def name(self) -> str:
        """The name of the encoder that is watched."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str], *, progress: Progress | None = None) -> Vectors:
        """Encode for the indexing, and of some batches once more for the comparison."""
        vectors = self.indexing.add(texts, lambda: self._encoder.encode(texts, progress=progress))
        self._last = texts
        if self._batches % BARE_EVERY == BARE_FIRST:
            self.again()
        self._batches += 1
        return vectors

    def again(self) -> None:
        """Encode the last batch once more, for nothing but the comparison."""
        self.bare.add(self._last, lambda: self._encoder.encode(self._last, progress=lambda done, total: None))


class Memory(threading.Thread):
    """What this process and those beside it hold together at the most: a page that they share counts once (Linux)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_mb = 0.0

    def run(self) -> None:
        """Look every second."""
        while True:
            self.peak_mb = max(self.peak_mb, sum(map(_share_mb, (os.getpid(), *_children()))))
            time.sleep(1)


def _children() -> list[int]:
    """The processes that this one started."""
    return [int(pid) for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()]


def _share_mb(pid: int) -> float:
    """The memory of one process, of a shared page its share (Pss); Linux counts in units of 1,024 bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has just ended
        return 0.0
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("Pss:"))


def load(folder: Path, index: Path) -> dict[str, float]:
    """Index a folder, with the encoder by itself in between."""
    memory = Memory()
    memory.start()
    encoder = open_encoder(PACKAGED_ENCODER)
    watched = Watched(encoder)
    encoder.encode(["the model is loaded before the clock starts"])
    worked = time.process_time()
    with Archive(index, encoder=watched) as archive:
        report = archive.sync(folder)
    bare = watched.bare
    seconds, worked = report.seconds - bare.clock, time.process_time() - worked - bare.processor
    if not bare.texts:  # of a folder of few batches
        watched.again()
    rate, bare_rate = report.encoded / seconds, bare.texts / bare.clock
    return {
        "articles": len(report.added),
        "passages": report.passages,
        "seconds": seconds,
        "articles_per_s": len(report.added) / seconds,
        "passages_per_s": rate,
        "bare_passages": bare.texts,
        "bare_passages_per_s": bare_rate,
        "share_of_bare": rate / bare_rate,
        "processor_seconds": worked,
        "processor_seconds_aside": _aside_seconds(),
        "share_of_bare_in_processor_time": (bare.processor / bare.texts) / (worked / report.encoded),
        "share_in_encoder": watched.indexing.clock / seconds,
        "peak_mb": memory.peak_mb,
        "own_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        "aside_peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6,
    }


def _aside_seconds() -> float:
    """What the processes worked that read claims; they are ended, for only then are they counted."""
    aside.end()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


if __name__ == "__main__":
    print(json.dumps(load(Path(sys.argv[1]), Path(sys.argv[2]))))
