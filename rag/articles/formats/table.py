"""Read a table: what does each row of a .csv or .tsv file say?

Bytes in, one draft or fault for each row out, in the order of the file; row 1 is the first below the
header. The separator is the one that the header has most of. Rows are read one at a time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from rag.articles.decode import text_stream
from rag.articles.draft import Draft, Fault
from rag.articles.formats.rows import Mapper, Row
from rag.errors import ArticleError

LONGEST_CELL = 5_000_000
SEPARATORS = ",;\t|"
_EXTRA = ""
_NAMED_SEPARATOR = re.compile(r"(?i:sep=)(.)")
"""The line that some spreadsheets put above the header."""


def read(file: BinaryIO, card: Mapping[str, Any]) -> Iterator[Draft | Fault]:
    """Yield the rows of a table; raises ``ArticleError`` where it has no header that names a text."""
    mapper = Mapper(card)
    csv.field_size_limit(LONGEST_CELL)
    with text_stream(file) as lines:
        first = lines.readline(LONGEST_CELL)
        named = _NAMED_SEPARATOR.fullmatch(first.strip("\r\n"))
        if not named:
            lines.seek(0)
        table = csv.reader(lines, delimiter=named[1] if named else _separator(first))
        try:
            header = [name.strip() for name in next(table, [])]
        except csv.Error as error:
            raise ArticleError(f"is no table ({error}); write the names of the columns into its first line") from None
        mapper.require_text(header)
        yield from mapper.drafts(_rows(table, header))


def _separator(header: str) -> str:
    return max(SEPARATORS, key=lambda sign: len(next(csv.reader([header], delimiter=sign), [])))


def _rows(table: Iterator[list[str]], header: list[str]) -> Iterator[tuple[int, Row | Fault]]:
    """Number the rows; a cell that never ends makes the rest of the file unreadable, and is one fault."""
    number = 0
    while True:
        number += 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"cannot be read from this row on ({error}); close the quotation mark or split the cell"
            yield number, Fault(member=f"#{number}", reason=reason)
            return
        if any(cell.strip() for cell in cells):
            extra = {_EXTRA: ""} if len(cells) > len(header) and any(cells[len(header) :]) else {}
            yield number, {**dict(zip(header, cells, strict=False)), **extra}
