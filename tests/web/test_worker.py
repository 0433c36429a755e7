from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from rag.errors import RagError
from rag.web.worker import Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def test_what_a_job_emits_arrives_in_order(worker: Worker) -> None:
    def job(emit: Callable[[int], bool]) -> None:
        for number in (1, 2, 3):
            emit(number)

    assert list(worker.run(job)) == [1, 2, 3]


def test_all_jobs_run_in_one_and_the_same_thread(worker: Worker) -> None:
    def job(emit: Callable[[int], bool]) -> None:
        emit(threading.get_ident())

    [first], [second] = list(worker.run(job)), list(worker.run(job))

    assert first == second != threading.get_ident()


def test_what_a_job_raises_reaches_the_listener_after_what_it_emitted(worker: Worker) -> None:
    def job(emit: Callable[[str], bool]) -> None:
        emit("one sentence")
        raise RagError("the index is gone; make it again: rag index")

    heard = worker.run(job)

    assert next(heard) == "one sentence"
    with pytest.raises(RagError, match="the index is gone"):
        next(heard)


def test_a_job_learns_that_its_listener_has_left(worker: Worker) -> None:
    left, answers = threading.Event(), []

    def job(emit: Callable[[int], bool]) -> None:
        answers.append(emit(1))
        left.wait(10)
        answers.append(emit(2))

    heard = worker.run(job)
    next(heard)
    heard.close()  # type: ignore[attr-defined]  # a generator, which Iterator does not say
    left.set()
    worker.close()

    assert answers == [True, False]
