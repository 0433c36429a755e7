"""Take turns: how does one archive serve several readers without two calls at once?

A job in, what it emits out, in order, from one thread that only ever runs one job. Knows nothing of
questions or articles. A reader who leaves stops listening; the job decides whether that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class Worker:
    """One thread for one archive; ``run`` may be called from any thread."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")

    def run(self, job: Callable[[Callable[[Item], bool]], None]) -> Iterator[Item]:
        """Yield what ``job`` emits as it emits it; what it raises is raised here.

        ``emit`` returns False once nobody listens any more.
        """
        items: SimpleQueue[Item | _End] = SimpleQueue()
        left = Event()
        self._thread.submit(_carry_out, job, items, left)
        try:
            while not isinstance(item := items.get(), _End):
                yield item
            if item.error is not None:
                raise item.error
        finally:
            left.set()

    def close(self) -> None:
        """Finish the job at hand, drop those that wait, and end the thread."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _carry_out(job: Callable[[Callable[[Item], bool]], None], items: SimpleQueue[Item | _End], left: Event) -> None:
    def emit(item: Item) -> bool:
        items.put(item)
        return not left.is_set()

    try:
        job(emit)
    except BaseException as error:  # it is raised again in the thread that listens
        items.put(_End(error))
    else:
        items.put(_End())
