"""Match by meaning: which amounts answer a question in words of their own?

A question for an amount and the claims of one event in; from each article in which no figure fits by
its words, the figure of the asked dimension whose clause means most nearly what is asked, if it is
near enough. Counts are left alone: for them meaning alone was wrong more often than right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.answers.evidence import Evidence
from rag.answers.figures import closeness, counts, has_dimension
from rag.answers.judge import judge
from rag.answers.question import Question
from rag.records import Claim

NEAR_ENOUGH = 0.45
DOUBTED, SURE = 0.05, 0.8
MOST_FIGURES = 80
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


def figures_read(
    question: Question, claims: Sequence[Claim], fitting: Sequence[Claim], evidence: Evidence
) -> list[Claim]:
    """The fitting figures that the reader does not doubt, and from other articles those it is sure of."""
    figures = [c for c in claims if c.quantity and counts(c) and has_dimension(question, c)][:MOST_FIGURES]
    chances = judge(question, figures, evidence)
    if not chances:
        return [*fitting, *figures_by_meaning(question, claims, fitting, evidence)]
    chance = {id(c): value for c, value in zip(figures, chances, strict=True)}
    kept = [c for c in fitting if chance.get(id(c), 1.0) >= DOUBTED]
    settled = {c.article_id for c in kept}
    sure = [c for c in figures if chance[id(c)] >= SURE and c.article_id not in settled and not c.is_part]
    return [*kept, *_best_of_sentence(question, sure)]


def _best_of_sentence(question: Question, figures: Sequence[Claim]) -> list[Claim]:
    """Of the figures of a sentence the one whose noun and happening fit best; none where two fit alike."""
    by_sentence: dict[tuple[str, int], list[Claim]] = {}
    for claim in figures:
        by_sentence.setdefault((claim.article_id, claim.start), []).append(claim)
    return [best for group in by_sentence.values() if (best := _single_best(question, group))]


def _single_best(question: Question, group: Sequence[Claim]) -> Claim | None:
    fit = sorted(group, key=lambda c: -closeness(question, c))
    if len(fit) > 1 and closeness(question, fit[0]) <= closeness(question, fit[1]):
        return None
    return fit[0]


def clause_of(text: str, claim: Claim) -> str:
    """The words around a figure, up to the nearest marks."""
    start, end = claim.focus
    left = _CLAUSE_END.split(text[max(claim.start, start - 90) : start])[-1]
    right = _CLAUSE_END.split(text[end : min(claim.end, end + 90)])[0]
    return (left + text[start:end] + right).strip()
