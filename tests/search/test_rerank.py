from __future__ import annotations

from collections.abc import Sequence

from rag.search import rerank as reranking
from rag.search.rerank import rerank
from tests.factories import make_hit


def by_length(question: str, texts: Sequence[str]) -> list[float]:
    return [float(len(text)) for text in texts]


def test_the_judge_decides_the_order_of_the_first_hits() -> None:
    hits = [make_hit(text) for text in ("Bread.", "The ferry burned.", "It rained.")]

    judged = rerank("What burned?", hits, judge=by_length)

    assert [(hit.passage.text, hit.judged) for hit in judged] == [
        ("The ferry burned.", 17.0),
        ("It rained.", 10.0),
        ("Bread.", 6.0),
    ]


def test_what_lies_beyond_the_first_hits_stays_behind_them() -> None:
    hits = [make_hit("x" * length) for length in range(1, reranking.RERANKED + 3)]

    judged = rerank("?", hits, judge=by_length)

    assert [len(hit.passage.text) for hit in judged[:2]] == [50, 49]
    assert [(len(hit.passage.text), hit.judged) for hit in judged[-2:]] == [(51, None), (52, None)]
