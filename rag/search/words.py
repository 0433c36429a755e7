"""Search words: which passages share rare words with this text?

The only door to tantivy (BM25). A question is untrusted text: it is cut into terms by the same
analyser as the articles and never read as a query language. Knows no vectors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.errors import IndexingError
from rag.search.batches import valid

WEIGHTS = {"body": 1.0, "title": 0.6, "publisher": 0.3}
MOST_TERMS = 128
_ANALYSER = "news"
_HEAP = 32_000_000
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    """One passage as words: its id, its own text, and the title and publisher of its article."""

    id: int
    body: str
    title: str = ""
    publisher: str = ""


class WordIndex:
    """An open index of words, in a folder or in memory."""

    def __init__(self, index: Any) -> None:
        self._analyser = _analyser()
        index.register_tokenizer(_ANALYSER, self._analyser)
        self._index = index
        self._searcher = index.searcher()

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

    def search(self, text: str, *, k: int) -> list[int]:
        """Find the ids of the ``k`` best passages for a text, the best first, equal ones by id."""
        terms = self.terms(text)
        if not terms or k <= 0:
            return []
        found = self._searcher.search(_query(self._index.schema, terms), k, count=False)
        ids = self._searcher.fast_field_values("id", [address for _, address in found.hits])
        ranked = sorted(zip((-score for score, _ in found.hits), ids, strict=True))
        return [int(number) for _, number in ranked]

    def terms(self, text: str) -> list[str]:
        """The stems that a text is searched by, each once, at most ``MOST_TERMS``."""
        return list(dict.fromkeys(self._analyser.analyze(plain(valid(text)))))[:MOST_TERMS]


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
    return builder.build()


def _document(row: WordRow) -> Any:
    import tantivy

    texts = {"body": plain(row.body), "title": plain(row.title), "publisher": plain(row.publisher)}
    return tantivy.Document(id=row.id, **texts)


def _query(schema: Any, terms: Sequence[str]) -> Any:
    from tantivy import Occur, Query

    parts = [
        (Occur.Should, Query.boost_query(Query.term_query(schema, name, term, index_option="freq"), weight))
        for term in terms
        for name, weight in WEIGHTS.items()
    ]
    return Query.boolean_query(parts)
