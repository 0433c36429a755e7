"""Rerank: in which order does a judge put the first hits?

Hits in the order of their scores in, the first of them in the order of the judge's numbers out, the
others behind as they were. Knows no model: how a question is read beside a text is handed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.records import Hit

RERANKED = 50


def rerank(question: str, hits: Sequence[Hit], *, judge: Callable[[str, Sequence[str]], list[float]]) -> list[Hit]:
    """Order the first ``RERANKED`` hits by what the judge says of their best passages, equal ones as they were."""
    first = hits[:RERANKED]
    judged = [
        replace(hit, judged=number)
        for hit, number in zip(first, judge(question, [hit.passage.text for hit in first]), strict=True)
    ]
    return [*sorted(judged, key=lambda hit: -(hit.judged or 0.0)), *hits[RERANKED:]]
