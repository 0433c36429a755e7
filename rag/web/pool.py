"""Take turns: how do a few archives serve many readers without two calls at once on any of them?

A job in, what it emits out, in order. Each archive is lent to one job at a time; jobs beyond their
number wait. Knows nothing of questions or articles. A reader who leaves stops listening; the job
decides whether that matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")
Lent = TypeVar("Lent")
Emit = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None = None


class Leave:
    """A word to a listener, from any thread: listen no longer, even to what is just being said."""

    def __init__(self) -> None:
        self.is_said = False
        self._wakes: list[Callable[[], None]] = []

    def wake(self, how: Callable[[], None]) -> None:
        """Learn how a listener is woken."""
        self._wakes.append(how)
        if self.is_said:
            how()

    def now(self) -> None:
        """Say it."""
        self.is_said = True
        for how in list(self._wakes):
            how()


class Pool(Generic[Lent]):
    """As many threads as there are archives to lend; ``run`` may be called from any thread."""

    def __init__(self, lent: Sequence[Lent], *, name: str = "archive") -> None:
        self._free: SimpleQueue[Lent] = SimpleQueue()
        for one in lent:
            self._free.put(one)
        self._threads = ThreadPoolExecutor(max_workers=len(lent), thread_name_prefix=name)
        self._waiting = 0
        self._counting = Lock()

    def run(self, job: Callable[[Lent, Emit[Item]], None], *, leave: Leave | None = None) -> Iterator[Item]:
        """Yield what ``job`` emits as it emits it, until ``leave`` says to go; what it raises is raised here.

        ``emit`` returns False once nobody listens any more.
        """
        items: SimpleQueue[Item | _End] = SimpleQueue()
        left = Event()
        if leave is not None:
            leave.wake(lambda: items.put(_End()))
        self._count(1)
        self._threads.submit(self._carry_out, job, items, left)
        try:
            while not isinstance(item := items.get(), _End):
                if leave is not None and leave.is_said:
                    return
                yield item
            if item.error is not None:
                raise item.error
        finally:
            left.set()

    def call(self, work: Callable[[Lent], Item]) -> Item:
        """What ``work`` makes of an archive, or raises."""

        def job(lent: Lent, emit: Emit[Item]) -> None:
            emit(work(lent))

        [made] = self.run(job)
        return made

    @property
    def is_awaited(self) -> bool:
        """Whether a job waits because every archive is lent."""
        return self._waiting > 0

    def close(self) -> None:
        """Finish the jobs at hand, drop those that wait, and end the threads."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _count(self, more: int) -> None:
        with self._counting:
            self._waiting += more

    def _carry_out(self, job: Callable[[Lent, Emit[Item]], None], items: SimpleQueue[Item | _End], left: Event) -> None:
        def emit(item: Item) -> bool:
            items.put(item)
            return not left.is_set()

        lent = self._free.get()
        self._count(-1)
        try:
            job(lent, emit)
        except BaseException as error:  # it is raised again in the thread that listens
            items.put(_End(error))
        else:
            items.put(_End())
        finally:
            self._free.put(lent)
