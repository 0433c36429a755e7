"""Check: is everything in the archive where its offsets, counts and stamps say it is?

An open database in, one line for each problem out; changes nothing. An empty answer means that every
article, passage, vector and claim is bit for bit what was stored, every passage and quote verbatim in
its article, and that both search engines hold this state, the vectors included.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from rag.errors import IndexingError
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex
from rag.store.database import ARTICLE, COUNTED, Database
from rag.store.derived import FOLDER, VECTORS, WORDS, is_sealed
from rag.store.seal import seal_of

_SHOWN = 5
_AT_ONCE = 500


def problems(database: Database) -> tuple[str, ...]:
    """Check a whole archive; reads every article and every vector once."""
    with database.snapshot():
        damage = database.damage()
        if damage:
            return (damage,)
        torn = [_worded(database, key, why) for key, why in damaged_articles(database).items()]
        loose = (*loose_rows(database), *bare_articles(database), *wrong_counts(database))
        return (*torn, *loose, *(() if torn else engine_faults(database)))


def damaged_articles(database: Database) -> dict[str, str]:
    """What is wrong with each article that is not as it was stored, by its id."""
    keys = database.article_ids()
    found: dict[str, str] = {}
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        held = _held(database, part)
        for key in part:
            why = _fault(*held[key], dimension=int(database.meta().get("dimension", 0)))
            if why:
                found[key] = why
    return found


_Held = tuple[tuple[Any, ...], list[tuple[Any, ...]], list[tuple[Any, ...]]]


def _held(database: Database, keys: Sequence[str]) -> dict[str, _Held]:
    """The row, the passages with their vectors, and the claims of some articles."""
    rows = database.rows_in(f"SELECT {ARTICLE}, seal FROM articles WHERE id IN", keys)
    passages = database.rows_in(
        "SELECT article_id, number, start, end, text, vector FROM passages LEFT JOIN vectors ON passage_id = id"
        " WHERE article_id IN",
        keys,
    )
    claims = database.rows_in("SELECT article_id, id, start, record FROM claims WHERE article_id IN", keys)
    parts, said = _by_article(passages), _by_article(claims)
    return {row[0]: (row, parts.get(row[0], []), said.get(row[0], [])) for row in rows}


def _by_article(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    ordered = sorted(rows, key=lambda row: row[:2])
    return {key: [row[1:] for row in group] for key, group in groupby(ordered, key=lambda row: row[0])}


def _fault(row: tuple[Any, ...], parts: list[tuple[Any, ...]], claims: list[tuple[Any, ...]], *, dimension: int) -> str:
    """Say what is wrong with one article; "" where it is as it was stored."""
    *article, seal = row
    text = article[-1]
    lost = [number for number, *_, vector in parts if vector is None]
    if lost:
        return f"its passages {_some(lost)} have no vector"
    astray = [number for number, start, end, words, _ in parts if text[start:end] != words]
    if astray or not parts:
        return f"its passages {_some(astray)} are not in its text" if parts else "it has no passage"
    if any(len(vector) != 2 * dimension for *_, vector in parts):
        return f"its vectors are not of {dimension} dimensions"
    lengths = np.linalg.norm([np.frombuffer(vector, np.float16).astype(np.float32) for *_, vector in parts], axis=1)
    if not (np.abs(lengths - 1) < 0.01).all():
        return "its vectors are not of length one"
    now = seal_of(
        article, parts=[one[:4] for one in parts], vectors=(one[4] for one in parts), claims=[one[1:] for one in claims]
    )
    return "" if now == seal else "it is not what was stored"


def _worded(database: Database, article_id: str, why: str) -> str:
    found = database.articles_by_id([article_id])
    name = found[article_id].files[0] if found and found[article_id].files else article_id
    return f"{name} is damaged: {why}"


def loose_rows(database: Database) -> Iterator[str]:
    """Rows that refer to what is not there."""
    found = [table for table, *_ in database.rows("PRAGMA foreign_key_check")]
    for table in sorted(set(found)):
        yield f"{found.count(table)} rows of {table} refer to what is not there"


def bare_articles(database: Database) -> Iterator[str]:
    """Articles that no file carries."""
    bare = database.rows("SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM carried)")
    if bare:
        yield f"articles {_some([key for (key,) in bare])} belong to no file"


def wrong_counts(database: Database) -> Iterator[str]:
    """Counts that are not those of the tables."""
    counts = database.counts()
    for table in COUNTED:
        [(found,)] = database.rows(f"SELECT count(*) FROM {table}")
        if found != counts[table]:
            yield f"the index holds {found} {table} and counts {counts[table]}"


def engine_faults(database: Database) -> Iterator[str]:
    """What FAISS and tantivy have otherwise than the database."""
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
    elif other := _otherwise(database, vectors):
        yield f"FAISS holds other vectors of passages {_some(other)}: {cure}"
    if len(words) != len(ids):
        yield f"tantivy holds {len(words)} passages of {len(ids)}: {cure}"


def _otherwise(database: Database, held: VectorIndex) -> list[int]:
    """The passages whose vectors FAISS holds otherwise than the database."""
    keys = held.ids().tolist()
    other: list[int] = []
    for start in range(0, len(keys), _AT_ONCE):
        ids, stored = database.vectors(keys[start : start + _AT_ONCE])
        found = held.vectors(ids.tolist())
        other += ids[np.abs(found - stored).max(axis=1, initial=0) > 0.01].tolist()
    return other


def _some(found: Sequence[int] | Sequence[str]) -> str:
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return ", ".join(str(one) for one in found[:_SHOWN]) + more
