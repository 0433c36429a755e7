"""Grow: how do search times, recall and memory change from ten thousand passages to a million?

    python -m benchmarks.growth INDEX QUESTIONS --out FOLDER [--sizes 10000 100000 1000000]

INDEX gives real passages, their vectors and the encoder; QUESTIONS is a text file with one question a line. Larger
archives are made up: a vector between those of neighbouring passages, a text of two halves of real ones. Each size is
built once in FOLDER and measured in a process of its own, engine by engine, at the depth that retrieval uses.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles

import numpy as np

from rag.archive import Archive
from rag.search.batches import Vectors, unit_length
from rag.search.retrieve import DEPTH
from rag.search.vectors import Ids, VectorIndex
from rag.search.words import WordIndex, WordRow

SIZES = (10_000, 100_000, 1_000_000)
BATCH = 10_000
NEIGHBOURS = 8
NOISE = 0.15


def main() -> int:
    """Build and measure every size, and print one JSON object for each."""
    parser = argparse.ArgumentParser(prog="benchmarks.growth", description=__doc__.splitlines()[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.index, options.questions, options.out)))
        return 0
    for figures in grow(options.index, options.questions, options.out, sizes=options.sizes):
        print(json.dumps(figures), flush=True)
    return 0


def grow(index: Path, questions: Path, out: Path, *, sizes: Sequence[int]) -> Iterator[dict[str, float]]:
    """Build what is not built yet, measure, and yield the figures of each size."""
    for size in sizes:
        folder = out / str(size)
        if not (folder / "built.json").is_file():
            build(index, folder, size=size)
        command = [sys.executable, "-m", "benchmarks.growth", str(index), str(questions)]
        done = subprocess.run([*command, "--out", str(folder), "--measure"], capture_output=True, text=True, check=True)
        yield {"passages": size, **json.loads((folder / "built.json").read_text()), **json.loads(done.stdout)}


def build(index: Path, folder: Path, *, size: int) -> None:
    """Make both engines of so many passages."""
    (folder / "vectors").mkdir(parents=True, exist_ok=True)
    (folder / "words").mkdir(exist_ok=True)
    with Archive(index) as archive:
        real = np.concatenate([vectors for _, vectors in archive.store.vector_batches()])
        rows = list(archive.store.word_rows())
    began = time.perf_counter()
    built = VectorIndex.build(made_up_vectors(real, size), count=size, dimension=real.shape[1])
    vector_seconds = time.perf_counter() - began
    built.save(folder / "vectors")
    began = time.perf_counter()
    WordIndex.build(made_up_rows(rows, size), folder=folder / "words")
    seconds = {"vectors_built_s": vector_seconds, "words_built_s": time.perf_counter() - began}
    (folder / "built.json").write_text(json.dumps(seconds), encoding="ascii")


def made_up_vectors(real: Vectors, size: int) -> Iterator[tuple[Ids, Vectors]]:
    """Vectors between those of passages that stand near each other in the archive, with a little noise."""
    for first in range(0, size, BATCH):
        random = np.random.default_rng(first)
        ids = np.arange(first, min(first + BATCH, size), dtype=np.int64)
        start = random.integers(0, len(real) - NEIGHBOURS, len(ids))
        near = [real[start + random.integers(0, NEIGHBOURS, len(ids))] for _ in range(3)]
        shares = random.dirichlet([1.0, 1.0, 1.0], len(ids)).astype(np.float32)
        noise = random.normal(scale=NOISE / real.shape[1] ** 0.5, size=near[0].shape)
        mixed = sum(share[:, None] * one for share, one in zip(shares.T, near, strict=True)) + noise
        yield ids, unit_length(mixed.astype(np.float32))


def made_up_rows(rows: Sequence[WordRow], size: int) -> Iterator[WordRow]:
    """Passages of the first half of one and the second half of another, under the title and the dates of the first."""
    random = np.random.default_rng(0)
    for number in range(size):
        one, other = (rows[place] for place in random.integers(0, len(rows), 2))
        body = one.body[: len(one.body) // 2] + other.body[len(other.body) // 2 :]
        yield WordRow(
            id=number,
            body=body,
            title=one.title,
            publisher=one.publisher,
            opening=one.opening,
            published=one.published,
            told=one.told,
        )


def measure(index: Path, questions: Path, folder: Path) -> dict[str, float]:
    """Time each question on each engine, opened by map, after one round that does not count."""
    texts = questions.read_text(encoding="utf-8").splitlines()
    with Archive(index) as archive:
        asked = archive.encode(texts)
    before = resident()
    began = time.perf_counter()
    vectors, words = VectorIndex.open(folder / "vectors"), WordIndex.open(folder / "words")
    opened = time.perf_counter() - began
    found = [[number for number, _ in vectors.search(one, k=DEPTH)] for one in asked]
    for text in texts:
        words.search(text, k=DEPTH)
    by_vector = [_timed(partial(vectors.search, one, k=DEPTH)) for one in asked]
    by_words = [_timed(partial(words.search, text, k=DEPTH)) for text in texts]
    after = resident()
    return {
        "is_exact": vectors.is_exact,
        "opened_ms": 1000 * opened,
        **_percentiles("vectors", by_vector),
        **_percentiles("words", by_words),
        "recall@10": recall(folder, asked, found, size=len(vectors)),
        "anonymous_mb": after["RssAnon"] - before["RssAnon"],
        "mapped_mb": after["RssFile"] - before["RssFile"],
    }


def recall(folder: Path, asked: Vectors, found: Sequence[Sequence[int]], *, size: int) -> float:
    """The share of the ten nearest, by comparing every stored vector, that the index finds among its first ten."""
    stored = VectorIndex.open(folder / "vectors")
    best = np.full((len(asked), 10), -1.0, np.float32)
    ids = np.full((len(asked), 10), -1, np.int64)
    for first in range(0, size, BATCH):
        block = np.arange(first, min(first + BATCH, size))
        scores = np.hstack([best, asked @ stored.vectors(block).T])
        numbers = np.hstack([ids, np.broadcast_to(block, (len(asked), len(block)))])
        top = np.argsort(-scores, axis=1)[:, :10]
        best, ids = np.take_along_axis(scores, top, axis=1), np.take_along_axis(numbers, top, axis=1)
    hits = [len(set(exact.tolist()) & set(one[:10])) for exact, one in zip(ids, found, strict=True)]
    return float(np.mean(hits)) / 10


def resident() -> dict[str, float]:
    """The memory of this process in megabytes: its own (RssAnon), and pages of mapped files (RssFile)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines if line.startswith("Rss")}


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor: on a busy machine only the second tells of the search."""
    began, worked = time.perf_counter(), time.process_time()
    run()
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def _percentiles(name: str, times: Sequence[tuple[float, float]]) -> dict[str, float]:
    clock, processor = (quantiles(one, n=20) for one in zip(*times, strict=True))
    by_clock = {f"{name}_p50_ms": clock[9], f"{name}_p95_ms": clock[18]}
    return by_clock | {f"{name}_cpu_p50_ms": processor[9], f"{name}_cpu_p95_ms": processor[18]}


if __name__ == "__main__":
    sys.exit(main())
