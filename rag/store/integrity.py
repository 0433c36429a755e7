"""Check: is everything in the archive where its offsets, counts and stamps say it is?

An open database in, one line for each problem out; changes nothing. An empty answer means that every
passage and quote is verbatim, every passage has its vector, and both search engines know this state.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rag.errors import IndexingError
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex
from rag.store.database import Database
from rag.store.derived import FOLDER, VECTORS, WORDS, is_sealed

_SHOWN = 5


def problems(database: Database) -> tuple[str, ...]:
    """Check a whole archive; reads every article and every vector once."""
    damage = database.damage()
    if damage:
        return (damage,)
    found = [*_texts(database), *_counts(database), *_vectors(database), *_engines(database)]
    return tuple(found)


def _texts(database: Database) -> Iterator[str]:
    """Passages and claims that are not verbatim in their article."""
    for article in database.articles():
        wrong = [one.number for one in database.passages(article.id) if article.text[one.start : one.end] != one.text]
        if wrong:
            yield f"passages {_some(wrong)} of {article.files[:1]} are not in its text"
        claims = database.claims([article.id])
        astray = [claim.start for claim in claims if article.text[claim.start : claim.end] != claim.quote]
        if astray:
            yield f"the claims at {_some(astray)} of {article.files[:1]} are not in its text"


def _counts(database: Database) -> Iterator[str]:
    bare = database.rows("SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM files)")
    if bare:
        yield f"articles {_some([key for (key,) in bare])} belong to no file"
    lost = database.rows("SELECT id FROM passages WHERE id NOT IN (SELECT passage_id FROM vectors)")
    if lost:
        yield f"passages {_some([number for (number,) in lost])} have no vector"


def _vectors(database: Database) -> Iterator[str]:
    dimension = int(database.meta().get("dimension", 0))
    wrong = database.rows("SELECT passage_id FROM vectors WHERE length(vector) != ?", (2 * dimension,))
    if wrong:
        yield f"the vectors of passages {_some([number for (number,) in wrong])} are not of {dimension} dimensions"
        return
    odd: list[int] = []
    for ids, vectors in database.vector_batches():
        odd += ids[~(np.abs(np.linalg.norm(vectors, axis=1) - 1) < 0.01)].tolist()
    if odd:
        yield f"the vectors of passages {_some(odd)} are not of length one"


def _engines(database: Database) -> Iterator[str]:
    folder = database.index / FOLDER / database.stamp
    cure = "the next search makes them again"
    if not is_sealed(folder):
        yield f"the search engines do not know state {database.stamp}: {cure}"
        return
    try:
        vectors, words = VectorIndex.open(folder / VECTORS), WordIndex.open(folder / WORDS)
    except IndexingError as error:
        yield str(error)
        return
    ids = {number for (number,) in database.rows("SELECT id FROM passages")}
    if set(vectors.ids().tolist()) != ids:
        yield f"FAISS holds {len(vectors)} vectors for {len(ids)} passages: {cure}"
    if len(words) != len(ids):
        yield f"tantivy holds {len(words)} passages of {len(ids)}: {cure}"


def _some(found: list[int] | list[str]) -> str:
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return ", ".join(str(one) for one in found[:_SHOWN]) + more
