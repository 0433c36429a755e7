"""Oppose: which of the sentences that answer a question exclude each other?

A question and the replies to it in, the number of each one's side out, and whether two sides are rivals. A no stands
against a yes where both are sure; short answers in other words stand against each other where their speakers dispute,
or where the reader is sure of both and only one can be right; times where they clash. (A reader of two sentences at
once, trained on 10,500 pairs of ours, was hardly better than chance: evals/LOG.md.)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.answers.moments import clash, moments
from rag.answers.question import Question
from rag.answers.slots import is_denial
from rag.answers.statements import Reply
from rag.claims.voices import same_speaker
from rag.claims.words import stems_of
from rag.records import Article, Claim

ONE_ANSWER = ("where", "who")
SURELY = 0.5
_CONTRAST = re.compile(
    r"\b(?:maintain|insist|disput|disagree|contrary|rather than|instead|mistaken|wrong|untrue|false)\w*\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """``numbers`` has the side of each reply; ``are_rivals`` says that two of the sides cannot both be right."""

    numbers: tuple[int, ...]
    are_rivals: bool


def sides(question: Question, replies: Sequence[Reply], articles: Mapping[str, Article]) -> Sides:
    """Part the replies into sides."""
    if question.kind == "when":
        return _sides_in_time(question, replies, articles)
    numbers: list[int] = []
    for index, reply in enumerate(replies):
        same = (n for n, other in zip(numbers, replies, strict=False) if _is_same(question, reply, other))
        numbers.append(next(same, index))
    holders = {reply.claim.holder for reply in replies}
    is_held = None not in holders and len(holders) > 1
    is_contrasted = any(_contrasts(reply.claim) for reply in replies)
    is_disputed = is_held and (question.kind == "why" or (question.kind == "where" and is_contrasted))
    is_disputed = is_disputed or (question.kind != "yesno" and _is_denied(replies, numbers))
    is_either = _are_yes_and_no(question, replies) or is_disputed or _are_surely_two(question, replies, numbers)
    return Sides(numbers=tuple(numbers), are_rivals=len(set(numbers)) > 1 and is_either)


def _sides_in_time(question: Question, replies: Sequence[Reply], articles: Mapping[str, Article]) -> Sides:
    """Part replies by the times they give: rivals where two that are sure, or two speakers, name times that clash."""
    told = [moments(reply.claim.quote, articles[reply.claim.article_id].published) for reply in replies]

    def differ(one: int, other: int) -> bool:
        if told[one] and told[other]:
            return clash(told[one], told[other])
        return not _is_same(question, replies[one], replies[other])

    sides: list[list[int]] = []
    for index in sorted(range(len(replies)), key=lambda n: -len(told[n].hours) - len(told[n])):
        home = next((side for side in sides if not any(differ(index, other) for other in side)), None)
        if home is None:
            sides.append([index])
        else:
            home.append(index)
    numbers = {index: min(side) for side in sides for index in side}
    pairs = combinations(range(len(replies)), 2)
    are_rivals = any(differ(n, m) and _is_disputed(replies[n], replies[m]) for n, m in pairs)
    return Sides(numbers=tuple(numbers[n] for n in range(len(replies))), are_rivals=are_rivals)


def _is_disputed(one: Reply, other: Reply) -> bool:
    """Whether two speakers, or two articles that surely answer, stand against each other."""
    are_held = bool(one.claim.holder and other.claim.holder)
    return may_dispute(one.claim, other.claim) and (are_held or min(one.chance, other.chance) >= SURELY)


def may_dispute(one: Claim, other: Claim) -> bool:
    """Whether two claims have different sources: two articles, or two speakers in one."""
    if one.holder and other.holder:
        return not same_speaker(one.holder, other.holder)
    return one.article_id != other.article_id


def _are_yes_and_no(question: Question, replies: Sequence[Reply]) -> bool:
    """Whether some replies surely say yes and others surely no."""
    return question.kind == "yesno" and {"yes", "no"} <= {reply.value for reply in replies if reply.is_sure}


def _is_denied(replies: Sequence[Reply], numbers: Sequence[int]) -> bool:
    """Whether of two sure answers from different sources one says what was not so: "by glass and not by a bullet"."""
    sure = [(n, reply.claim) for n, reply in zip(numbers, replies, strict=True) if reply.chance >= SURELY]
    return any(
        n != m and may_dispute(one, other) and (_contrasts(one) or _contrasts(other))
        for (n, one), (m, other) in combinations(sure, 2)
    )


def _contrasts(claim: Claim) -> bool:
    return is_denial(claim) or bool(_CONTRAST.search(claim.quote))


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
