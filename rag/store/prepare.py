"""Prepare: which passages, vectors and claims does an article bring into the archive?

Articles in, ``Prepared`` records out. A text is encoded once, however many passages have it, and not
at all when its vector is known. Knows no database and no folder.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from rag.articles.split import passages
from rag.errors import ModelError
from rag.records import Article
from rag.search.batches import Progress
from rag.search.encode import Encoder
from rag.store.aside import start_extracting
from rag.store.write import Prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Articles ready to be stored, and how many texts had to be encoded for them."""

    prepared: tuple[Prepared, ...]
    encoded: int


def prepare(
    articles: Collection[Article], *, encoder: Encoder, known: Mapping[str, bytes], progress: Progress
) -> Batch:
    """Split, encode and, meanwhile, read claims; ``known`` gives stored vectors (float16 bytes) by their text."""
    claims = start_extracting(list(articles))
    cut = [(article, passages(article)) for article in articles]
    texts = list(dict.fromkeys(one.text for _, parts in cut for one in parts if one.text not in known))
    vectors = {**known, **_encode(texts, encoder, progress)}
    prepared = tuple(
        Prepared(
            article=article,
            passages=parts,
            vectors=tuple(vectors[one.text] for one in parts),
            claims=found,
        )
        for (article, parts), found in zip(cut, claims(), strict=True)
    )
    return Batch(prepared=prepared, encoded=len(texts))


def _encode(texts: list[str], encoder: Encoder, progress: Progress) -> dict[str, bytes]:
    if not texts:
        return {}
    vectors = encoder.encode(texts, progress=progress)
    if not np.isfinite(vectors).all():
        raise ModelError(f"the encoder {encoder.name} gives vectors that are no numbers: use another one")
    return {text: row.tobytes() for text, row in zip(texts, vectors.astype(np.float16), strict=True)}
