from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Iterator

import pytest

from rag.claims.extract import extract_claims
from rag.records import Claim
from rag.store import aside
from rag.store.aside import Worker, serve, start_extracting
from tests.factories import make_article

ARTICLES = [
    make_article(f"The coast guard said {number} people died aboard the Aurelia.", title=f"Ferry {number}")
    for number in range(2, 40)
]
EXPECTED = [extract_claims(article) for article in ARTICLES]


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Worker, ...]]:
    """Two processes, ended afterwards."""
    two = (Worker(), Worker())
    monkeypatch.setattr(aside, "_workers", lambda: two)
    yield two
    for worker in two:
        worker.end()


def test_claims_read_aside_are_those_that_are_read_here_in_the_same_order(workers: tuple[Worker, ...]) -> None:
    assert start_extracting(ARTICLES)() == EXPECTED
    assert start_extracting(list(reversed(ARTICLES)))() == EXPECTED[::-1]
    assert len(EXPECTED[0]) > 0


def test_a_few_articles_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> tuple[Worker, ...]:
        raise AssertionError("a process for three articles")

    monkeypatch.setattr(aside, "_workers", refuse)

    assert start_extracting(ARTICLES[:3])() == EXPECTED[:3]


@pytest.mark.parametrize("program", ["", "print('no pickle')", "import sys; sys.stdin.buffer.read(9)"])
def test_claims_are_read_here_when_the_process_fails(
    workers: tuple[Worker, ...], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    monkeypatch.setattr(aside, "_start", start)

    assert start_extracting(ARTICLES)() == EXPECTED


def test_the_process_ends_with_its_pipe() -> None:
    asked, answered = io.BytesIO(pickle.dumps(("claims", ARTICLES[:2]))), io.BytesIO()

    serve(asked, answered)

    found: list[tuple[Claim, ...]] = pickle.loads(answered.getvalue())
    assert found == EXPECTED[:2]
