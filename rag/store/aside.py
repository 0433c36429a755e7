"""Work aside: how are files and claims read while the encoder is at work?

Files or articles in, what they hold or claim out, read by processes of their own that live as long as
this one: they take pickled work from a pipe, give pickled results back, and end when the pipe does.
Where no process can be had the work is done here, with the same result. Knows no database and no
encoder.

    python -m rag.store.aside     is such a process
"""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from rag.articles.draft import Fault
from rag.articles.load import read_file
from rag.claims.extract import extract_claims
from rag.records import Article, Claim
from rag.search.batches import free_cores

FEWEST = 24
"""For fewer articles a process of their own is not worth its start."""
_BROKEN = (OSError, EOFError, pickle.UnpicklingError)

Claims = list[tuple[Claim, ...]]
Parts = list[Article | Fault]


def claims_of(articles: Sequence[Article]) -> Claims:
    """The claims of each article."""
    return [extract_claims(article) for article in articles]


def parts_of(files: Sequence[tuple[Path, Path]]) -> list[Parts]:
    """What each file holds; a file comes with the folder that it is named below."""
    return [list(read_file(path, root=root)) for path, root in files]


_JOBS: dict[str, Callable[[Any], Any]] = {"claims": claims_of, "parts": parts_of}


def start_extracting(articles: Sequence[Article]) -> Callable[[], Claims]:
    """Begin to read the claims of articles; the function that is returned waits for them, in order."""
    if len(articles) < FEWEST:
        return lambda: claims_of(articles)
    size = -(-len(articles) // len(_workers()))
    shares = [articles[start : start + size] for start in range(0, len(articles), size)]
    waiting = [worker.begin("claims", share) for worker, share in zip(_workers(), shares, strict=False)]
    return lambda: list(chain.from_iterable(one.result() for one in waiting))


def start_reading(files: Sequence[tuple[Path, Path]]) -> Future[list[Parts]]:
    """Begin to read files, by the process that has the least to do."""
    return min(_workers(), key=lambda worker: worker.waiting).begin("parts", files)


def count() -> int:
    """How many processes there are."""
    return len(_workers())


class Worker:
    """One process that reads, and the thread that talks to it; ``waiting`` counts what it has still to do."""

    def __init__(self) -> None:
        self.waiting = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._is_broken = False
        self._talker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")

    def begin(self, job: str, work: Sequence[Any]) -> Future[Any]:
        """Hand work over."""
        self.waiting += 1
        return self._talker.submit(self._ask, job, list(work))

    def end(self) -> None:
        """Close the pipes, which ends the process."""
        self._talker.shutdown()
        if self._process:
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    def _ask(self, job: str, work: list[Any]) -> Any:
        """What the process makes of it; what is made of it here when it fails, now and from then on."""
        try:
            return _JOBS[job](work) if self._is_broken else self._told(job, work)
        except _BROKEN:
            self._is_broken = True
            return _JOBS[job](work)
        finally:
            self.waiting -= 1

    def _told(self, job: str, work: list[Any]) -> Any:
        self._process = self._process or _start()
        asked, answered = self._process.stdin, self._process.stdout
        if not asked or not answered:
            raise EOFError("a process without pipes")
        pickle.dump((job, work), asked)
        asked.flush()
        return pickle.load(answered)


@cache
def _workers() -> tuple[Worker, ...]:
    """The encoder takes all cores but one: half as many processes keep pace with it."""
    return tuple(Worker() for _ in range(max(1, free_cores() // 2)))


def end() -> None:
    """End the processes, at the latest with this one; whoever reads on then starts others."""
    for worker in _workers():
        worker.end()
    _workers.cache_clear()


atexit.register(end)


def _start() -> subprocess.Popen[bytes]:
    """A process that finds the modules that this one finds, and that Ctrl-C in a terminal does not reach."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "rag.store.aside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    """Read work from one pipe and write what comes of it to the other until the first ends."""
    while True:
        try:
            job, work = pickle.load(asked)
        except EOFError:
            return
        pickle.dump(_JOBS[job](work), answered)
        answered.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
