"""Measure: how long do a cold question, the first sentence and indexing take on this machine?

    python -m benchmarks.run [--rounds 5] [--only cold|sentence|indexing]

Everything is built in a fresh folder from seeds/ and from the articles of evals/. Prints a table; what it printed
where, and when, stands in README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from benchmarks.cold import time_cold_start
from rag.archive import Archive
from rag.evaluation.run import write_articles
from rag.reports import SyncReport

ROOT = Path(__file__).parent.parent
QUESTION = "How many died?"
Row = tuple[str, str]


def main() -> int:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description="Measure this machine.")
    parser.add_argument("--rounds", type=int, default=5, help="repetitions behind each median")
    parser.add_argument("--only", choices=("cold", "sentence", "indexing"), help="one measurement only")
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        with Archive(index) as archive:
            archive.sync(ROOT / "seeds")
        measurements: dict[str, Callable[[], Iterator[Row]]] = {
            "cold": lambda: cold_rows(index, options.rounds),
            "sentence": lambda: sentence_rows(index, options.rounds),
            "indexing": lambda: indexing_rows(Path(folder)),
        }
        for name, measure in measurements.items():
            if options.only in (None, name):
                for label, value in measure():
                    print(f"{label:<58}{value}", flush=True)
    return 0


def cold_rows(index: Path, rounds: int) -> Iterator[Row]:
    """A cold ``rag ask`` on a ready index, against importing sentence-transformers, alternating."""
    times = time_cold_start(index, QUESTION, rounds=rounds)
    yield "rag ask --no-model, cold, ready index", _seconds(median(times.ask), times.ask)
    yield 'python -c "import sentence_transformers"', _seconds(median(times.imports), times.imports)
    yield "ratio", f"{times.ratio:.2f}"


def sentence_rows(index: Path, rounds: int) -> Iterator[Row]:
    """The first sentence with the language model: cold once, then warm."""
    command = [sys.executable, "-m", "benchmarks.first_sentence", str(index), QUESTION, str(rounds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()}")
    cold, *warm = [json.loads(line) for line in done.stdout.splitlines()]
    for key, label in (
        ("first", "first sentence"),
        ("by_model", "first sentence by the model"),
        ("whole", "whole answer"),
    ):
        times = tuple(time[key] for time in warm if time[key] is not None)
        yield f"{label}, with the model, cold", _seconds(cold[key]) if cold[key] is not None else "none came"
        yield f"{label}, with the model, warm", _seconds(median(times), times) if times else "none came"


def indexing_rows(folder: Path) -> Iterator[Row]:
    """Passages a second: all the articles of the evaluation, then the same folder again, then one changed file."""
    articles = folder / "articles"
    for path in sorted((ROOT / "evals").glob("*/*.json")):
        write_articles(json.loads(path.read_text(encoding="utf-8")), articles / path.stem)
    with Archive(folder / "indexing") as archive:
        archive.sync(ROOT / "seeds")  # loads the encoder, which is not what is measured
        yield "indexing, encoder loaded", _indexed(archive.sync(articles))
        yield "the same folder again", _indexed(archive.sync(articles))
        changed = next(articles.rglob("*.md"))
        changed.write_text(changed.read_text(encoding="utf-8") + "\nA late line was added.\n", encoding="utf-8")
        yield "one file changed", _indexed(archive.sync(articles))


def _indexed(report: SyncReport) -> str:
    rate = f", {report.encoded / report.seconds:.0f} passages/s" if report.encoded > 1 else ""
    articles = len(report.added) + len(report.changed)
    return f"{report.seconds:.2f} s ({articles} articles, {report.encoded} passages encoded{rate})"


def _seconds(value: float, times: tuple[float, ...] = ()) -> str:
    spread = f"   ({min(times):.2f} to {max(times):.2f}, {len(times)} rounds)" if times else ""
    return f"{value:.2f} s{spread}"


if __name__ == "__main__":
    sys.exit(main())
