"""Extract: which claims does one article make?"""

from __future__ import annotations

from rag.records import Article, Claim


def extract_claims(article: Article) -> tuple[Claim, ...]:
    """Read every figure and statement of an article, with its holder, aspect, scene and span."""
    return ()
