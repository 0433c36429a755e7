"""Judge: what does the trained reader make of these sentences and figures?

A question and claims in; for each claim the chance, 0 to 1, that its sentence states what is asked, or that its very
figure is the one asked for; nothing where the evidence has no reader. Each is read in its passage, under
its article's title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from rag.answers.evidence import Evidence, Place
from rag.answers.question import Question
from rag.quantities.times import find_times
from rag.reading.pair import SAME_MATTER, WHETHER, Context
from rag.reading.surround import context_of
from rag.records import Claim

_LEADING = re.compile(r"[, ]*(?:\b(?:in|on|of|during|since|from) )?$")


def judge(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[float]:
    """The chance that each claim's sentence states what is asked, in order; an empty list without a reader."""
    return _mean([_judge_sentences(text, claims, evidence) for text in _wordings(question)])


def judge_stances(question: Question, claims: Sequence[Claim], evidence: Evidence) -> list[float]:
    """The chance that each claim's sentence says yes, of those that answer; an empty list without a reader."""
    return _mean([_judge_sentences(WHETHER + text, claims, evidence) for text in _wordings(question)])


def _wordings(question: Question) -> list[str]:
    """The question as it is asked, and where a model worded it, by the rules as well: neither alone is trusted."""
    return list(dict.fromkeys(text for text in (question.standalone, question.by_rules) if text))


def _mean(voices: Sequence[list[float]]) -> list[float]:
    return [sum(chances) / len(voices) for chances in zip(*voices, strict=True)]


def judge_matter(one: Claim, others: Sequence[Claim], evidence: Evidence) -> list[float]:
    """The chance that each sentence is on the matter of another one, in order; an empty list without a reader."""
    return _judge_sentences(SAME_MATTER + one.quote, others, evidence)


def on_one_matter(one: Claim, other: Claim, evidence: Evidence) -> float:
    """The chance that two sentences are on one matter, read both ways; 0 without a reader."""
    there, back = judge_matter(one, [other], evidence), judge_matter(other, [one], evidence)
    return sqrt(there[0] * back[0]) if there and back else 0.0


def _judge_sentences(asked: str, claims: Sequence[Claim], evidence: Evidence) -> list[float]:
    if evidence.read is None or not claims:
        return []
    around = _contexts(claims, evidence)
    chance = dict(zip(around, evidence.read(asked, list(around.values())), strict=True))
    return [chance[(c.article_id, c.start)] for c in claims]


def judge_figures(question: Question, figures: Sequence[Claim], evidence: Evidence) -> list[float]:
    """The chance that each figure is the one asked for, in order; an empty list without a reader.

    A question with a date is read without it too: few sentences repeat the date of their event.
    """
    if evidence.read is None or not figures:
        return []
    around = _contexts(figures, evidence)
    marked = [
        replace(around[(c.article_id, c.start)], focus=(c.focus[0] - c.start, c.focus[1] - c.start)) for c in figures
    ]
    asked = dict.fromkeys(text for worded in _wordings(question) for text in (worded, undated(worded)))
    return _mean([evidence.read(text, marked) for text in asked])


def undated(text: str) -> str:
    """A question without its dates."""
    for time in reversed(find_times(text)):
        if time.granularity in ("day", "month", "year"):
            before = _LEADING.sub("", text[: time.start])
            text = before + text[time.end :]
    return text


def _contexts(claims: Sequence[Claim], evidence: Evidence) -> dict[Place, Context]:
    """The sentence of each claim, once, in its passage."""
    found: dict[Place, Context] = {}
    for claim in claims:
        place, span = (claim.article_id, claim.start), (claim.start, claim.end)
        article = evidence.articles[claim.article_id]
        found[place] = context_of(article.title, article.text, span, evidence.passages.get(place, span))
    return found
