"""Extract aside: how are claims read from many articles while the encoder is at work?

Articles in, the claims of each out, read by processes of their own that live as long as this one:
they take pickled articles from a pipe, give pickled claims back, and end when the pipe does. Where no
process can be had the claims are read here, with the same result. Knows no database and no encoder.

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
from typing import BinaryIO

from rag.claims.extract import extract_claims
from rag.records import Article, Claim
from rag.search.batches import free_cores

FEWEST = 24
"""For fewer articles a process of their own is not worth its start."""
_BROKEN = (OSError, EOFError, pickle.UnpicklingError)

Claims = list[tuple[Claim, ...]]


def start_extracting(articles: Sequence[Article]) -> Callable[[], Claims]:
    """Begin to read the claims of articles; the function that is returned waits for them, in order."""
    if len(articles) < FEWEST:
        return lambda: [extract_claims(article) for article in articles]
    size = -(-len(articles) // len(_workers()))
    shares = [articles[start : start + size] for start in range(0, len(articles), size)]
    waiting = [worker.begin(share) for worker, share in zip(_workers(), shares, strict=False)]
    return lambda: list(chain.from_iterable(one.result() for one in waiting))


class Worker:
    """One process that reads claims, and the thread that talks to it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_broken = False
        self._talker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="claims")

    def begin(self, articles: Sequence[Article]) -> Future[Claims]:
        """Hand articles over."""
        return self._talker.submit(self._ask, list(articles))

    def end(self) -> None:
        """Close the pipes, which ends the process."""
        self._talker.shutdown()
        if self._process:
            with suppress(OSError):
                self._process.communicate()
            self._process = None

    def _ask(self, articles: list[Article]) -> Claims:
        """The claims as the process reads them; as they are read here when it fails, now and from then on."""
        if not self._is_broken:
            try:
                return self._told(articles)
            except _BROKEN:
                self._is_broken = True
        return [extract_claims(article) for article in articles]

    def _told(self, articles: list[Article]) -> Claims:
        self._process = self._process or _start()
        asked, answered = self._process.stdin, self._process.stdout
        if not asked or not answered:
            raise EOFError("a process without pipes")
        pickle.dump(articles, asked)
        asked.flush()
        claims: Claims = pickle.load(answered)
        return claims


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
    """Read articles from one pipe and write their claims to the other until the first ends."""
    while True:
        try:
            articles: list[Article] = pickle.load(asked)
        except EOFError:
            return
        pickle.dump([extract_claims(article) for article in articles], answered)
        answered.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
