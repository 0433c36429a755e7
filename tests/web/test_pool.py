from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from rag.errors import RagError
from rag.web.pool import Pool


@pytest.fixture
def pool() -> Iterator[Pool[str]]:
    made = Pool(["one archive"])
    yield made
    made.close()


def test_what_a_job_emits_arrives_in_order(pool: Pool[str]) -> None:
    def job(lent: str, emit: Callable[[str], bool]) -> None:
        for number in (1, 2, 3):
            emit(f"{lent} {number}")

    assert list(pool.run(job)) == ["one archive 1", "one archive 2", "one archive 3"]


def test_one_archive_is_never_lent_twice_at_once(pool: Pool[str]) -> None:
    inside, most = [], []

    def job(lent: str, emit: Callable[[int], bool]) -> None:
        inside.append(lent)
        most.append(len(inside))
        emit(1)
        inside.remove(lent)

    asked = [threading.Thread(target=lambda: list(pool.run(job))) for _ in range(8)]
    for thread in asked:
        thread.start()
    for thread in asked:
        thread.join()

    assert most == [1] * 8


def test_as_many_jobs_run_at_once_as_there_are_archives() -> None:
    pool, met = Pool(["one", "other"]), threading.Barrier(2, timeout=20)

    def job(lent: str, emit: Callable[[str], bool]) -> None:
        met.wait()  # breaks unless both are inside
        emit(lent)

    other = threading.Thread(target=lambda: list(pool.run(job)))
    other.start()
    lent = list(pool.run(job))
    other.join()
    pool.close()

    assert lent in (["one"], ["other"])


def test_what_a_job_raises_reaches_the_listener_after_what_it_emitted(pool: Pool[str]) -> None:
    def job(lent: str, emit: Callable[[str], bool]) -> None:
        emit("one sentence")
        raise RagError("the index is gone; make it again: rag index")

    heard = pool.run(job)

    assert next(heard) == "one sentence"
    with pytest.raises(RagError, match="the index is gone"):
        next(heard)


def test_an_archive_comes_back_after_a_failure(pool: Pool[str]) -> None:
    def fail(lent: str) -> str:
        raise RagError("no")

    with pytest.raises(RagError):
        pool.call(fail)

    assert pool.call(lambda lent: lent.upper()) == "ONE ARCHIVE"


def test_a_pool_knows_whether_a_job_waits(pool: Pool[str]) -> None:
    inside, go = threading.Event(), threading.Event()

    def hold(lent: str) -> bool:
        inside.set()
        go.wait(20)
        return pool.is_awaited

    first = threading.Thread(target=pool.call, args=[hold])
    first.start()
    inside.wait(20)
    held: list[bool] = [pool.is_awaited]
    second = threading.Thread(target=lambda: held.append(pool.call(lambda lent: pool.is_awaited)))
    second.start()
    while not pool.is_awaited:
        threading.Event().wait(0.001)
    go.set()
    first.join()
    second.join()

    assert held == [False, False]


def test_a_job_learns_that_its_listener_has_left(pool: Pool[str]) -> None:
    left, answers = threading.Event(), []

    def job(lent: str, emit: Callable[[int], bool]) -> None:
        answers.append(emit(1))
        left.wait(10)
        answers.append(emit(2))

    heard = pool.run(job)
    next(heard)
    heard.close()  # type: ignore[attr-defined]  # a generator, which Iterator does not say
    left.set()
    pool.close()

    assert answers == [True, False]
