"""Seal: is an article bit for bit what was stored?

An article's row, passages, vectors and claims in, a digest out, which is kept beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from rag.records import Article


def article_row(article: Article) -> tuple[str | None, ...]:
    """An article as its row in the table, without what the store adds."""
    known = (article.id, article.title, article.publisher, article.byline, article.published)
    return (*known, article.published_basis, article.url, json.dumps(article.bases), article.text)


def seal_of(
    row: Sequence[Any], *, parts: Sequence[Sequence[Any]], vectors: Iterable[bytes], claims: Sequence[Sequence[Any]]
) -> str:
    """Digest an article's row, its passages, their vectors and its claims as they are stored."""
    digest = hashlib.sha256(
        json.dumps([list(row), [list(one) for one in parts], [list(one) for one in claims]]).encode()
    )
    for vector in vectors:
        digest.update(vector)
    return digest.hexdigest()[:32]
