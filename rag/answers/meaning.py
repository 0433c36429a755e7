"""Match by meaning: which amounts answer a question in words of their own?

A question for an amount and the claims of one event in; from each article in which no figure fits by
its words, the figure of the asked dimension whose clause means most nearly what is asked, if it is
near enough. Counts are left alone: for them meaning alone was wrong more often than right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answers.evidence import Evidence
from rag.answers.figures import counts, has_dimension
from rag.answers.question import Question
from rag.records import Claim

NEAR_ENOUGH = 0.45
MOST_READ = 40
_CLAUSE_END = re.compile(r"[,;:.]\s")


def figures_by_meaning(
    question: Question, claims: Sequence[Claim], fitting: Sequence[Claim], evidence: Evidence
) -> list[Claim]:
    """The nearest amount of each article that has none among the fitting claims."""
    settled = {claim.article_id for claim in fitting}
    open_ = [
        c
        for c in claims
        if c.quantity and c.article_id not in settled and counts(c) and not c.is_part and has_dimension(question, c)
    ][:MOST_READ]
    if question.kind != "amount" or not open_ or (question.aspect and not fitting):
        return []
    clauses = [clause_of(evidence.articles[c.article_id].text, c) for c in open_]
    vectors = evidence.encode([question.standalone, *clauses])
    best: dict[str, tuple[float, Claim]] = {}
    for claim, near in zip(open_, vectors[1:] @ vectors[0], strict=True):
        if near >= NEAR_ENOUGH and near > best.get(claim.article_id, (0.0, claim))[0]:
            best[claim.article_id] = (float(near), claim)
    return [claim for _, claim in best.values()]


def clause_of(text: str, claim: Claim) -> str:
    """The words around a figure, up to the nearest marks."""
    start, end = claim.focus
    left = _CLAUSE_END.split(text[max(claim.start, start - 90) : start])[-1]
    right = _CLAUSE_END.split(text[end : min(claim.end, end + 90)])[0]
    return (left + text[start:end] + right).strip()
