"""Wait: how long is it to the first sentence, to the first that the model wrote, and to the whole answer?

    python -m benchmarks.first_sentence INDEX QUESTION ROUNDS

Run in a process of its own, so that the first time is cold: nothing is loaded. Prints one JSON object a time asked.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from rag.archive import Archive
from rag.records import Answer


def time_sentences(archive: Archive, question: str) -> dict[str, float | None]:
    """Ask once; return the seconds to each thing, None for a sentence that never came."""
    began = time.perf_counter()
    first = by_model = None
    for part in archive.stream(question):
        seconds = time.perf_counter() - began
        if isinstance(part, Answer):
            continue
        first = first or seconds
        if part.written_by == "model":
            by_model = by_model or seconds
    return {"first": first, "by_model": by_model, "whole": time.perf_counter() - began}


def main(index: str, question: str, rounds: str) -> None:
    """Print the times of the first asking, and then of ``rounds`` more."""
    with Archive(Path(index)) as archive:
        for _ in range(int(rounds) + 1):
            print(json.dumps(time_sentences(archive, question)))


if __name__ == "__main__":
    main(*sys.argv[1:])
