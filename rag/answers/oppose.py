"""Oppose: which of the sentences that answer a question exclude each other?

A question and the replies to it in, the number of each one's side out, and whether two sides are rivals. A no stands
against a yes where both are sure; short answers in other words stand against each other where their speakers dispute,
or where the reader is sure of both and only one can be right. (A reader of two sentences at once, trained on 2,700
pairs of ours, was no better than chance: evals/LOG.md.)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.answers.question import Question
from rag.answers.slots import is_denial
from rag.answers.statements import Reply
from rag.claims.words import stems_of

EXCLUSIVE = ("when", "where")
ONE_ANSWER = (*EXCLUSIVE, "who")
SURELY = 0.5
_CONTRAST = re.compile(r"\b(?:maintain|insist|disput|disagree|contrary|rather than|instead)\w*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """``numbers`` has the side of each reply; ``are_rivals`` says that two of the sides cannot both be right."""

    numbers: tuple[int, ...]
    are_rivals: bool


def sides(question: Question, replies: Sequence[Reply]) -> Sides:
    """Part the replies into sides."""
    numbers: list[int] = []
    for index, reply in enumerate(replies):
        same = (n for n, other in zip(numbers, replies, strict=False) if _is_same(question, reply, other))
        numbers.append(next(same, index))
    holders = {reply.claim.holder for reply in replies}
    is_held = None not in holders and len(holders) > 1
    are_hours = question.kind == "when" and all(re.search(r"\d", reply.value) for reply in replies)
    is_contrasted = any(is_denial(r.claim) or _CONTRAST.search(r.claim.quote) for r in replies) or are_hours
    is_disputed = is_held and (question.kind == "why" or (question.kind in EXCLUSIVE and is_contrasted))
    is_either = _are_yes_and_no(question, replies) or is_disputed or _are_surely_two(question, replies, numbers)
    return Sides(numbers=tuple(numbers), are_rivals=len(set(numbers)) > 1 and is_either)


def _are_yes_and_no(question: Question, replies: Sequence[Reply]) -> bool:
    """Whether some replies surely say yes and others surely no."""
    return question.kind == "yesno" and {"yes", "no"} <= {reply.value for reply in replies if reply.is_sure}


def _are_surely_two(question: Question, replies: Sequence[Reply], numbers: Sequence[int]) -> bool:
    """Whether two articles surely answer a question of one answer, and in different words."""
    if question.kind not in ONE_ANSWER:
        return False
    sure = [(n, reply.claim.article_id) for n, reply in zip(numbers, replies, strict=True) if reply.chance >= SURELY]
    return any(n != m and article != other for (n, article), (m, other) in combinations(sure, 2))


def _is_same(question: Question, one: Reply, other: Reply) -> bool:
    if question.kind == "yesno":
        return one.value == other.value
    digits = [frozenset(re.findall(r"\d+", reply.value)) for reply in (one, other)]
    if all(digits) and digits[0] != digits[1]:
        return False
    a, b = stems_of(one.value), stems_of(other.value)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.6
