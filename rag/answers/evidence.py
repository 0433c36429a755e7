"""Gather: what may an answer draw on?

The articles considered, their claims, which of them are copies of one report, and a way to compare
meanings. Made by the archive for one question; stages read it and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rag.articles.copies import find_origins
from rag.claims.events import Happening, happenings
from rag.reading.pair import Context, Span
from rag.reading.surround import passages_of
from rag.records import Article, Claim

Vectors = npt.NDArray[np.float32]
Place = tuple[str, int]
Reader = Callable[[str, Sequence[Context]], list[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """``articles`` in the order in which retrieval ranks them; ``encode`` gives L2-normalised rows.

    ``told`` holds the claims of each happening in the order of the text, ``passages`` the passage in which the sentence
    at a place (article and start) is read; ``read`` judges sentences (``rag.reading``), and without it words and
    meaning alone decide.
    """

    articles: Mapping[str, Article]
    claims: Sequence[Claim]
    origins: Mapping[str, str]
    encode: Callable[[Sequence[str]], Vectors]
    archive_size: int
    told: Mapping[tuple[str, str], Sequence[Claim]]
    passages: Mapping[Place, Span]
    read: Reader | None = None

    def claims_of(self, event: Sequence[Happening]) -> list[Claim]:
        """The claims of the happenings of an event, in their order."""
        return [claim for happening in event for claim in self.told.get(happening.key, [])]


def gather(
    articles: Mapping[str, Article],
    claims: Sequence[Claim],
    *,
    encode: Callable[[Sequence[str]], Vectors],
    archive_size: int,
    read: Reader | None = None,
) -> Evidence:
    """The evidence that some articles and their claims make, with copies of one report recognised."""
    texts = {id_: article.text for id_, article in articles.items()}
    publishers = {id_: article.publisher for id_, article in articles.items() if article.publisher}
    told: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        told.setdefault((claim.article_id, claim.scene.key), []).append(claim)
    return Evidence(
        articles=articles,
        claims=claims,
        origins=find_origins(texts, publishers=publishers),
        encode=_once(encode),
        archive_size=archive_size,
        told=told,
        passages=_passages(claims),
        read=_read_once(read) if read else None,
    )


def _once(encode: Callable[[Sequence[str]], Vectors]) -> Callable[[Sequence[str]], Vectors]:
    """Encode a text only the first time that it is compared."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def encoded(texts: Sequence[str]) -> Vectors:
        if new := [text for text in dict.fromkeys(texts) if text not in known]:
            known.update(zip(new, encode(new), strict=True))
        return np.stack([known[text] for text in texts])

    return encoded


def _read_once(read: Reader) -> Reader:
    """Judge each sentence and figure only the first time that a question is asked of it."""
    known: dict[tuple[str, Context], float] = {}

    def judged(question: str, contexts: Sequence[Context]) -> list[float]:
        if new := [context for context in dict.fromkeys(contexts) if (question, context) not in known]:
            known.update(zip(((question, context) for context in new), read(question, new), strict=True))
        return [known[question, context] for context in contexts]

    return judged


def gather_happenings(articles: Mapping[str, Article], claims: Sequence[Claim]) -> list[Happening]:
    """What the considered articles tell of: the happenings of each."""
    by_article: dict[str, list[Claim]] = {}
    for claim in claims:
        by_article.setdefault(claim.article_id, []).append(claim)
    return [h for id_, own in by_article.items() for h in happenings(articles[id_], own)]


def _passages(claims: Sequence[Claim]) -> dict[Place, Span]:
    """For each sentence the passage of its article that it is read in."""
    spans: dict[str, dict[Span, None]] = {}
    for claim in claims:
        spans.setdefault(claim.article_id, {})[(claim.start, claim.end)] = None
    found: dict[Place, Span] = {}
    for article_id, own in spans.items():
        ordered = sorted(own)
        found |= {
            (article_id, start): passage for (start, _), passage in zip(ordered, passages_of(ordered), strict=True)
        }
    return found
