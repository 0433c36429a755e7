"""Map: which column of a row is the text, the title, the date, and what is the row called?

Rows in (mappings of column to value), drafts and faults out. Usual column names are known; a side-car
names others, such as ``columns: {text: body_html, published: meta.day}`` (a dot leads into an object) and
``dates: day first``. Every other field of the side-car stands for all rows that leave it open. Knows
no file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from rag.articles.dates import ORDERS, loose_date
from rag.articles.decode import clean, strip_edges
from rag.articles.draft import Draft, Fault
from rag.articles.metadata import filled, one_line, safe_url
from rag.errors import ArticleError

USUAL = {
    "text": "text body content articlebody articletext maintext fulltext bodytext article story",
    "title": "title headline heading",
    "publisher": "publisher source outlet publication sitename site newspaper sourcename domain",
    "byline": "byline author authors writer by creator",
    "published": "published publishedat datepublished publisheddate publishdate publicationdate pubdate date datetime "
    "timestamp day",
    "url": "url link sourceurl articleurl permalink",
    "id": "id guid uuid articleid key",
}
Row = Mapping[str, Any]
_MEMBER = re.compile(r"[\w.:-]{1,64}")


class Mapper:
    """Turns the rows of one file into drafts, by its side-car or by usual names; counts doubtful dates."""

    def __init__(self, card: Mapping[str, Any]) -> None:
        self._named = _columns(card)
        self._order = _order(card)
        self._doubtful: list[str] = []

    def drafts(self, rows: Iterable[tuple[int, Row | Fault]]) -> Iterator[Draft | Fault]:
        """Yield each numbered row as a draft, or as the fault it is or has."""
        for number, row in rows:
            try:
                yield row if isinstance(row, Fault) else self._draft(number, row)
            except ArticleError as error:
                yield Fault(member=f"#{number}", reason=str(error))
        if self._doubtful:
            yield self._doubts()

    def require_text(self, names: Sequence[str]) -> None:
        """Raise ``ArticleError`` where no column of a table holds the text, or a named one is missing."""
        shown = _shown(names)
        missing = [name for name in self._named.values() if name not in names]
        if missing:
            raise ArticleError(f"has no column {missing[0]!r} (it has {shown}); mend its side-car .meta.yaml")
        if "text" not in _chosen(tuple(names), tuple(self._named.items())):
            cure = "name it in a side-car .meta.yaml, such as  columns: {text: NAME}"
            raise ArticleError(f"has no column for the text (it has {shown}); {cure}")

    def _draft(self, number: int, row: Row) -> Draft:
        if "" in row:
            raise ArticleError("has more cells than the table has columns; quote the cells that hold separators")
        chosen = _chosen(tuple(row), tuple(self._named.items()))
        found = {field: _at(row, path) for field, path in chosen.items()}
        if "text" not in chosen:
            raise ArticleError(f"has no text (it has {_shown(row)}); name its column in a side-car .meta.yaml")
        text = _text(found.pop("text"))
        label = one_line(str(found.pop("id", "")))
        draft = Draft(member=f"#{label if _MEMBER.fullmatch(label) else number}", text=text)
        return filled(draft, self._fields(found), basis="column")

    def _fields(self, found: Mapping[str, Any]) -> dict[str, str | None]:
        fields: dict[str, str | None] = {name: _line(value) for name, value in found.items()}
        fields["url"] = safe_url(fields.get("url") or "")
        if given := fields.get("published"):
            fields["published"] = loose_date(given, order=self._order)
            self._doubtful += [] if fields["published"] else [given]
        return fields

    def _doubts(self) -> Fault:
        count, first = len(self._doubtful), self._doubtful[0][:40]
        rows = "1 row has a date" if count == 1 else f"{count} rows have a date"
        cure = "write 2024-05-02, or say  dates: day first  or  dates: month first  in its side-car .meta.yaml"
        return Fault(reason=f"{rows} that cannot be told ({first!r}) and is left out; {cure}")


def _shown(names: Iterable[str]) -> str:
    """The first names of columns, fit for one line of an error."""
    return ", ".join(one_line(name)[:40] for name in list(names)[:12])


def has_text(row: Row) -> bool:
    """Whether an object has a column of a usual name for the text."""
    return "text" in _chosen(tuple(row), ())


def _columns(card: Mapping[str, Any]) -> dict[str, str]:
    given = card.get("columns", {})
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given.values()):
        raise ArticleError("has a side-car whose columns are no mapping; write  columns: {text: NAME, title: NAME}")
    strange = sorted(given.keys() - USUAL.keys())
    if strange:
        raise ArticleError(f"has a side-car that maps {strange[0]!r}; it can map {', '.join(USUAL)}")
    return dict(given)


def _order(card: Mapping[str, Any]) -> str:
    order = one_line(card.get("dates", ""))
    if order not in ORDERS:
        raise ArticleError(f"has a side-car with dates: {order!r}; write day first or month first")
    return order


@lru_cache(maxsize=256)
def _chosen(names: tuple[str, ...], named: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The column of each field: the one that the side-car names, else the first usual one that is there."""
    plain = {re.sub(r"[\W_]", "", name).lower(): name for name in reversed(names)}
    usual = {
        field: next((plain[word] for word in words.split() if word in plain), "") for field, words in USUAL.items()
    }
    return {field: name for field, name in (usual | dict(named)).items() if name}


def _at(row: Row, path: str) -> Any:
    """The value of a column; ``source.name`` leads into an object where no column has that whole name."""
    if path in row:
        return row[path]
    found: Any = row
    for step in path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)
    if not isinstance(value, str) or not value.strip():
        raise ArticleError("has no text; fill it in or remove the row")
    return strip_edges(clean(value.replace("\r\n", "\n").replace("\r", "\n")))


def _line(value: Any) -> str:
    """One line of a value; of an object its name, of a list of objects their names."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or ""
    if isinstance(value, list):
        value = [_line(item) for item in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return one_line(value)
