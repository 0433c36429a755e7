"""Cite: which verbatim passage stands behind a claim, and under which number?

Claims in, numbered citations out: one for each quoted sentence, in the order in which the answer
first needs it. Copies of one report share a citation and are named in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rag.claims.compare import copied
from rag.records import Article, Citation, Claim

Key = tuple[str, int, int]
LONGEST_PASSAGE = 1200


class CitationList:
    """The citations of one answer while it is made; numbers run from 1."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._articles = articles
        self._numbers: dict[Key, int] = {}
        self._claims: dict[int, Claim] = {}
        self._copies: dict[int, list[str]] = {}

    def number(self, claim: Claim) -> int:
        """The number under which the sentence of a claim is cited."""
        key = (claim.article_id, claim.start, claim.end)
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._claims[self._numbers[key]] = claim
        return self._numbers[key]

    def add_copy(self, number: int, claim: Claim) -> None:
        """Note that another article carries the cited sentence too."""
        file = self._articles[claim.article_id].file
        if file not in self._copies.setdefault(number, []):
            self._copies[number].append(file)

    def citations(self) -> tuple[Citation, ...]:
        """All citations so far, in the order of their numbers."""
        return tuple(self._citation(number, claim) for number, claim in sorted(self._claims.items()))

    def _citation(self, number: int, claim: Claim) -> Citation:
        article = self._articles[claim.article_id]
        return Citation(
            id=number,
            article=article.file,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            quote=claim.quote,
            start=claim.start,
            end=claim.end,
            passage=passage_around(article.text, claim.context_start, claim.end),
            copies=(*article.files[1:], *self._copies.get(number, ())),
        )


def passage_around(text: str, start: int, end: int) -> str:
    """The paragraphs that hold a stretch of text, or the stretch alone where they are too long to show."""
    first = text.rfind("\n\n", 0, start)
    last = text.find("\n\n", end)
    passage = text[first + 2 if first >= 0 else 0 : last if last >= 0 else len(text)]
    return passage.strip() if len(passage) <= LONGEST_PASSAGE else text[start:end]


def fold_copies(claims: Sequence[Claim]) -> list[tuple[Claim, list[Claim]]]:
    """Claims of several articles that are one sentence, folded under the first of them."""
    folded: list[tuple[Claim, list[Claim]]] = []
    for claim in claims:
        home = next(
            (pair for pair in folded if claim.article_id != pair[0].article_id and copied(claim, pair[0])), None
        )
        if home:
            home[1].append(claim)
        else:
            folded.append((claim, []))
    return folded
