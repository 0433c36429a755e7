"""Hold the archive: which articles, passages, vectors and claims are in it?

An open SQLite database in, records out. Knows no files of articles, no model, no FAISS.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import IndexingError, NoIndexError
from rag.frozen import from_json
from rag.records import Article, Claim, Passage
from rag.search.words import WordRow
from rag.store.connect import (
    blank_connection,
    create_connection,
    index_command,
    open_connection,
    rebuild_command,
)
from rag.store.session import Session

ARTICLE = "id, title, publisher, byline, published, published_basis, url, bases, text"
_NAMES = (
    "SELECT article_id, path || member, root FROM carried"
    " JOIN files ON files.id = file_id JOIN folders ON folders.id = folder_id"
)
_PASSAGE = "id, article_id, number, start, end, text"
_WORDS = (
    "SELECT p.id, p.text, a.id, a.title, a.publisher, a.published, substr(a.text, 1, 400)"
    " FROM passages p JOIN articles a ON a.id = p.article_id"
)
_BATCH = 4000
COUNTED = ("articles", "passages", "claims")
"""The tables whose rows are counted as they come and go: counting those of a large archive takes long."""


class Database(Session):
    """The stored archive, open."""

    @classmethod
    def open(cls, index: Path) -> Database:
        """Open for reading; raise ``IndexingError`` where there is no index or none that can be used."""
        database = cls.read(index)
        if not database.generation:
            database.close()
            raise NoIndexError(f"there is no index in {index}: make one with {index_command(index)}")
        return database

    @classmethod
    def read(cls, index: Path) -> Database:
        """Open for reading, even an archive that holds nothing yet."""
        return cls(index, open_connection(index))

    @classmethod
    def create(cls, index: Path) -> Database:
        """Open for writing, made first where there is none."""
        return cls(index, create_connection(index))

    @classmethod
    def blank(cls, index: Path) -> Database:
        """Open an empty archive that lies in memory only, for an index that was not made yet."""
        return cls(index, blank_connection())

    # What the archive is

    def require_encoder(self, name: str, *, dimension: int | None = None) -> None:
        """Raise ``IndexingError`` when the vectors were made by another encoder or are of another length."""
        meta = self.meta()
        made_by, length = meta.get("encoder", name), int(meta.get("dimension", dimension or 0))
        if made_by != name:
            fact = f"the index in {self.index} was made with the encoder {made_by}, not {name}"
        elif dimension is not None and length != dimension:
            fact = f"the vectors in {self.index} have {length} dimensions, those of {name} have {dimension}"
        else:
            return
        raise IndexingError(f"{fact}: make it anew with {rebuild_command(self.index)}")

    def counts(self) -> dict[str, int]:
        """How many articles, passages and claims there are, as they were counted when they came and went."""
        meta = self.meta()
        return {table: int(meta.get(table, 0)) for table in COUNTED}

    def damage(self) -> str | None:
        """Read the whole file for damage; None when SQLite finds it sound."""
        try:
            found = self.rows("PRAGMA quick_check(1)")
        except IndexingError as error:
            return str(error)
        if found == [("ok",)]:
            return None
        return f"the database is damaged ({found[0][0]}): make the index anew with {rebuild_command(self.index)}"

    # What it holds

    def articles(self) -> tuple[Article, ...]:
        """Every article, in the order of their first file names."""
        return self.articles_where("1", {})

    def articles_where(self, condition: str, values: Mapping[str, str]) -> tuple[Article, ...]:
        """The articles whose row meets a condition with named values, in the order of their first file names."""
        names = _grouped(self.rows(_NAMES))
        rows = self.rows(f"SELECT {ARTICLE} FROM articles WHERE {condition}", values)
        found = [_article(row, names) for row in rows]
        return tuple(sorted(found, key=lambda article: (article.files, article.id)))

    def article_ids(self) -> tuple[str, ...]:
        """The id of every article, sorted."""
        return tuple(key for (key,) in self.rows("SELECT id FROM articles ORDER BY id"))

    def article(self, article_id: str) -> Article:
        """One article by id; raise ``IndexingError`` where it is gone."""
        found = self.articles_by_id([article_id])
        if not found:
            raise IndexingError(f"the index in {self.index} has no article {article_id}: it was removed")
        return found[article_id]

    def articles_by_id(self, ids: Collection[str]) -> dict[str, Article]:
        """Some articles by their ids; one that is gone is left out."""
        names = _grouped(self.rows_in(f"{_NAMES} WHERE article_id IN", sorted(set(ids))))
        found = self.rows_in(f"SELECT {ARTICLE} FROM articles WHERE id IN", sorted(set(ids)))
        return {row[0]: _article(row, names) for row in found}

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of one article, in order."""
        found = self.rows(f"SELECT {_PASSAGE} FROM passages WHERE article_id = ? ORDER BY number", (article_id,))
        return tuple(_passage(row) for row in found)

    def passages_by_id(self, ids: Collection[int]) -> dict[int, Passage]:
        """Some passages by their row ids, which the search engines use; one that is gone is left out."""
        found = self.rows_in(f"SELECT {_PASSAGE} FROM passages WHERE id IN", sorted(set(ids)))
        return {int(row[0]): _passage(row) for row in found}

    def claims(self, article_ids: Collection[str] | None = None) -> tuple[Claim, ...]:
        """Every claim, or those of some articles, by article and place in it."""
        query = "SELECT record, article_id, start, id FROM claims"
        found = (
            self.rows(query)
            if article_ids is None
            else self.rows_in(f"{query} WHERE article_id IN", sorted(set(article_ids)))
        )
        try:
            return tuple(from_json(Claim, row[0]) for row in sorted(found, key=lambda row: row[1:]))
        except (TypeError, ValueError, KeyError) as error:
            cure = index_command(self.index)
            raise IndexingError(
                f"the claims in {self.index} are of another version: bring them up to date with {cure}"
            ) from error

    # What the search engines are made of

    def vectors(self, ids: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Some passages' ids and vectors, float32 ``[count, dimension]``, by id."""
        found = self.rows_in("SELECT passage_id, vector FROM vectors WHERE passage_id IN", sorted(ids))
        return self._matrix(found)

    def vector_batches(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """All passage ids and vectors by id, some thousands at a time."""
        query = "SELECT passage_id, vector FROM vectors WHERE passage_id > ? ORDER BY passage_id LIMIT ?"
        return (self._matrix(found) for found in self._in_turn(query))

    def _matrix(self, found: Sequence[tuple[Any, ...]]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        dimension = int(self.meta().get("dimension", 0))
        matrix = np.frombuffer(b"".join(row[1] for row in found), np.float16).astype(np.float32)
        return np.array([row[0] for row in found], np.int64), matrix.reshape(len(found), dimension)

    def _in_turn(self, query: str) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query by their first column, a batch at a time: what is read never fills the memory."""
        last = 0
        while found := self.rows(query, (last, _BATCH)):
            last = found[-1][0]
            yield found

    def vectors_by_text(self, article_ids: Collection[str]) -> dict[str, bytes]:
        """The stored vectors of some articles' passages by the text they stand for, as kept (float16)."""
        query = "SELECT text, vector FROM passages JOIN vectors ON passage_id = passages.id WHERE article_id IN"
        return {text: vector for text, vector in self.rows_in(query, sorted(set(article_ids)))}

    def word_rows(self, ids: Sequence[int] | None = None) -> Iterator[WordRow]:
        """Passages as words, each with what names and dates its article."""
        if ids is None:
            batches = self._in_turn(f"{_WORDS} WHERE p.id > ? ORDER BY p.id LIMIT ?")
        else:
            batches = iter([self.rows_in(f"{_WORDS} WHERE p.id IN", ids)])
        for found in batches:
            told = self.told({row[2] for row in found})
            for number, text, article_id, title, publisher, published, opening in found:
                yield WordRow(
                    id=number,
                    body=text,
                    title=title,
                    publisher=publisher,
                    opening=opening,
                    published=published,
                    told=told.get(article_id, ()),
                )

    def told(self, article_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The dates of the events that some articles tell of."""
        query = "SELECT DISTINCT article_id, json_extract(record, '$.scene.when') FROM claims WHERE article_id IN"
        told: dict[str, list[str]] = {}
        for article_id, when in self.rows_in(query, sorted(article_ids)):
            if when:
                told.setdefault(article_id, []).append(when)
        return {article_id: tuple(found) for article_id, found in told.items()}


def _article(row: tuple[Any, ...], names: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> Article:
    key, title, publisher, byline, published, basis, url, bases, text = row
    files, folders = names.get(key, ((), ()))
    return Article(
        id=key,
        files=files,
        folders=folders,
        text=text,
        title=title,
        publisher=publisher,
        byline=byline,
        published=published,
        published_basis=basis,
        url=url,
        bases=tuple((name, where) for name, where in json.loads(bases)),
    )


def _passage(row: tuple[Any, ...]) -> Passage:
    _, article_id, number, start, end, text = row
    return Passage(article_id=article_id, number=number, start=start, end=end, text=text)


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The file names of each article and the folders they lie in, each once, sorted."""
    names: dict[str, tuple[set[str], set[str]]] = {}
    for article_id, name, root in rows:
        files, folders = names.setdefault(article_id, (set(), set()))
        files.add(name)
        folders.add(root)
    return {key: (tuple(sorted(files)), tuple(sorted(folders))) for key, (files, folders) in names.items()}
