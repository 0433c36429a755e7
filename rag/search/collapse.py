"""Collapse: which of the passages found belong to one article, and which articles are one report?

Ranked passages in, one ``Hit`` for each report out, the best first: it stands for the other passages
of its article and for the articles that carry the same report. Knows no index and no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.articles.copies import find_origins
from rag.records import Article, Hit, Passage
from rag.search.retrieve import Ranked

SPARE = 20


def merge_passages(
    ranked: Sequence[Ranked], *, passages: Mapping[int, Passage], articles: Mapping[str, Article]
) -> list[Hit]:
    """Make one hit of all the passages of an article; what has gone meanwhile is left out."""
    best: dict[str, Hit] = {}
    others: dict[str, list[Passage]] = {}
    for one in ranked:
        passage = passages.get(one.id)
        if passage is None or passage.article_id not in articles:
            continue
        if passage.article_id in best:
            others.setdefault(passage.article_id, []).append(passage)
        else:
            best[passage.article_id] = _hit(one, passage, articles[passage.article_id])
    return [replace(hit, others=tuple(others.get(article_id, ()))) for article_id, hit in best.items()]


def collapse_copies(hits: Sequence[Hit], *, k: int) -> list[Hit]:
    """Keep the best hit of each report, with its copies; at most ``k``, looked for among somewhat more."""
    looked_at = hits[: 2 * k + SPARE]
    articles = {hit.article.id: hit.article for hit in looked_at}
    origins = find_origins(
        {key: article.text for key, article in articles.items()},
        publishers={key: article.publisher for key, article in articles.items() if article.publisher},
    )
    reports: dict[str, list[Hit]] = {}
    for hit in looked_at:
        reports.setdefault(origins[hit.article.id], []).append(hit)
    kept = list(reports.values())[: max(k, 0)]
    return [replace(first, copies=tuple(copy.article for copy in copies)) for first, *copies in kept]


def _hit(ranked: Ranked, passage: Passage, article: Article) -> Hit:
    return Hit(
        passage=passage,
        article=article,
        score=ranked.score,
        words=ranked.words,
        cosine=ranked.cosine,
        word_rank=ranked.word_rank,
        vector_rank=ranked.vector_rank,
    )
