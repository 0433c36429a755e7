"""Search words: which passages share rare words with this text?

The only door to tantivy (BM25). A question is untrusted text: it is cut into terms by the same
analyser as the articles and never read as a query language. A passage is found by its own words, by
those that name its article (title, outlet, the names its opening gives) and by its article's dates,
each with a weight of its own. Knows no vectors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import IndexingError
from rag.search.batches import valid
from rag.search.days import Asked, codes, dates_asked

WEIGHTS = {"body": 1.0, "title": 0.4, "publisher": 0.3, "opening": 0.3}
DATED = 10.0
"""What a date that fits wholly adds to a word score, which is some 20 to 40 for the best passages of a question."""
MOST_TERMS = 128
OPENING = 400
_ANALYSER = "news"
_HEAP = 32_000_000
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One passage as words: its id, its own text, and what names and dates its article.

    ``opening`` is how the article begins, of which only the names count (where it was, and who);
    ``published`` is its ISO date, ``told`` the dates of the events that it tells of.
    """

    id: int
    body: str
    title: str = ""
    publisher: str = ""
    opening: str = ""
    published: str | None = None
    told: tuple[str, ...] = ()


class WordIndex:
    """An open index of words, in a folder or in memory."""

    def __init__(self, index: Any) -> None:
        self._analyser = _analyser()
        index.register_tokenizer(_ANALYSER, self._analyser)
        self._index = index
        self._searcher = index.searcher()
        self._scale: dict[str, float] = {}

    @classmethod
    def build(cls, rows: Iterable[WordRow], *, folder: Path | None = None) -> WordIndex:
        """Make an index, in an empty folder or in memory."""
        import tantivy

        built = cls(tantivy.Index(_schema(), path=str(folder) if folder else None))
        built.change(remove=(), rows=rows)
        return built

    @classmethod
    def open(cls, folder: Path) -> WordIndex:
        """Open the index in a folder; raise ``IndexingError`` where there is none."""
        import tantivy

        try:
            return cls(tantivy.Index.open(str(folder)))
        except (ValueError, OSError) as error:
            raise IndexingError(f"the words in {folder} are torn: they are rebuilt at the next sync") from error

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def change(self, *, remove: Sequence[int], rows: Iterable[WordRow]) -> None:
        """Take passages out by id and put others in, in one commit."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for number in remove:
            writer.delete_documents_by_term("id", number)
        for row in rows:
            writer.add_document(_document(row))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()
        self._scale.clear()

    def search(self, text: str, *, k: int) -> list[tuple[int, float]]:
        """Find the ``k`` best passages for a text: ids with scores, the best first, equal ones by id."""
        parts = [*_by_words(self._index.schema, self.terms(text)), *self._by_dates(dates_asked(text))]
        if not parts or k <= 0:
            return []
        found = self._searcher.search(_any_of(parts), k, count=False)
        ids = self._searcher.fast_field_values("id", [address for _, address in found.hits])
        ranked = sorted(zip((-score for score, _ in found.hits), ids, strict=True))
        return [(int(number), -score) for score, number in ranked]

    def _by_dates(self, asked: Sequence[Asked]) -> Iterator[Any]:
        """What the dates of an article add: the same for every passage, however rare the day.

        They are plain terms whose rarity is divided out, not constants: a union that holds anything but
        terms cannot leave out what scores too low, and takes twice as long.
        """
        from tantivy import Query

        for one in asked:
            for field, counted in (("published", one.published), ("told", one.told)):
                for code, share in counted.items():
                    if alone := self._score_of_date(field, code):
                        term = Query.term_query(self._index.schema, field, code, index_option="basic")
                        yield Query.boost_query(term, DATED * share / alone)

    def _score_of_date(self, field: str, code: int) -> float:
        """The score that a date has by itself: its rarity, times what all dates of a field have; 0 for none."""
        count = self._searcher.doc_freq(field, code)
        if not count:
            return 0.0
        rarity = math.log(1 + (self._searcher.num_docs - count + 0.5) / (count + 0.5))
        if field not in self._scale:
            from tantivy import Query

            term = Query.term_query(self._index.schema, field, code, index_option="basic")
            hits = self._searcher.search(term, 1, count=False).hits
            if not hits or not rarity:
                return rarity
            self._scale[field] = hits[0][0] / rarity
        return rarity * self._scale[field]

    def terms(self, text: str) -> list[str]:
        """The stems that a text is searched by, each once, at most ``MOST_TERMS``."""
        return list(dict.fromkeys(self._analyser.analyze(plain(valid(text)))))[:MOST_TERMS]


def names_in(opening: str) -> str:
    """The words written as names at the opening of an article: its dateline, places and people."""
    return " ".join(_NAME.findall(opening[:OPENING]))


def plain(text: str) -> str:
    """Write "U.S." as "US" and "1,200" as "1200", so that both spellings meet."""
    return _THOUSANDS.sub("", _DOTTED.sub(lambda found: found.group().replace(".", ""), text))


def _analyser() -> Any:
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    filters = [Filter.remove_long(60), Filter.lowercase(), Filter.ascii_fold()]
    filters += [Filter.stopword("english"), Filter.stemmer("english")]
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for one in filters:
        builder = builder.filter(one)
    return builder.build()


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)  # unsigned: a deletion by a Python int finds nothing
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name=_ANALYSER, index_option="freq")
    for name in ("published", "told"):
        builder.add_integer_field(name, indexed=True)
    return builder.build()


def _document(row: WordRow) -> Any:
    import tantivy

    texts = {"body": row.body, "title": row.title, "publisher": row.publisher, "opening": names_in(row.opening)}
    document = tantivy.Document(id=row.id, **{name: plain(text) for name, text in texts.items()})
    for name, dates in (("published", codes([row.published])), ("told", codes(row.told))):
        for code in dates:
            document.add_integer(name, code)
    return document


def _by_words(schema: Any, terms: Sequence[str]) -> Iterator[Any]:
    from tantivy import Query

    for term in terms:
        for name, weight in WEIGHTS.items():
            yield Query.boost_query(Query.term_query(schema, name, term, index_option="freq"), weight)


def _any_of(parts: Sequence[Any]) -> Any:
    from tantivy import Occur, Query

    return Query.boolean_query([(Occur.Should, part) for part in parts])
