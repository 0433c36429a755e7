"""Explain: why does this hit rank where it does?

A question and a hit in, a few plain lines out: which of its words the passage, the title, the outlet
and the opening have, which dates fit, how near the meaning is, and how that makes the score. Knows
no index: how a text is cut into terms is handed to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rag.records import Hit
from rag.search.days import codes, dates_asked
from rag.search.retrieve import WORDS_SHARE
from rag.search.words import names_in

Terms = Callable[[str], list[str]]


def explain(question: str, hit: Hit, *, told: Sequence[str], terms: Terms) -> tuple[str, ...]:
    """Say what made the score; ``told`` are the dates of the events that the article tells of."""
    words, meaning = f"{WORDS_SHARE} × {hit.words:.2f}", f"{1 - WORDS_SHARE:.1f} × {hit.cosine:.2f}"
    lines = [f"words: {_rank(hit.word_rank)}; {_shared(question, hit, terms)}", *_dates(question, hit, told)]
    lines.append(f"meaning: {_rank(hit.vector_rank)}; cosine {hit.cosine:.2f}")
    lines.append(f"score: {words} (words and dates, as a share of the best) + {meaning} (meaning) = {_fused(hit):.2f}")
    if hit.judged is not None:
        lines.append(f"reranked: {hit.judged:.3f}, which alone decides the order of the first hits")
    return tuple(lines)


def _rank(rank: int | None) -> str:
    return f"rank {rank}" if rank else "not among the first"


def _fused(hit: Hit) -> float:
    return WORDS_SHARE * hit.words + (1 - WORDS_SHARE) * hit.cosine


def _shared(question: str, hit: Hit, terms: Terms) -> str:
    """The stems of the question that each field has."""
    asked = terms(question)
    fields = {
        "in the passage": hit.passage.text,
        "in the title": hit.article.title,
        "in the outlet": hit.article.publisher,
        "among the names of its opening": names_in(hit.article.text),
    }
    found = {where: set(terms(text)) for where, text in fields.items()}
    named = {where: [term for term in asked if term in has] for where, has in found.items()}
    return "; ".join(f"{', '.join(own)} {where}" for where, own in named.items() if own) or "no word shared"


def _dates(question: str, hit: Hit, told: Sequence[str]) -> list[str]:
    """Which dates of the article fit those that the question names."""
    lines = []
    for asked in dates_asked(question):
        published = max((asked.published.get(code, 0) for code in codes([hit.article.published])), default=0)
        fitting = [when for when in told if any(code in asked.told for code in codes([when]))]
        facts = [f"published {hit.article.published} (counts {published:.1f})"] if published else []
        facts += [f"tells of {', '.join(sorted(fitting))}"] if fitting else []
        lines.append(f"date: {asked.value} is asked for; {'; '.join(facts) or 'no date of the article fits'}")
    return lines
