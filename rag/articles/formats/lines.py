"""Read JSON: what does each line of a .jsonl file, or each entry of a .json file, say?

Bytes in, one draft or fault for each object out, in the order of the file. A .jsonl file is read line
by line; a .json file is one list of objects, an object that holds such a list, one single article,
or lines after all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from rag.articles.decode import decode, text_stream
from rag.articles.draft import Draft, Fault
from rag.articles.formats.rows import Mapper, Row, has_text
from rag.errors import ArticleError

LONGEST_LINE = 20_000_000


def read(file: BinaryIO, card: Mapping[str, Any]) -> Iterator[Draft | Fault]:
    """Yield the lines of a .jsonl file."""
    with text_stream(file) as lines:
        yield from Mapper(card).drafts(_rows(iter(lambda: lines.readline(LONGEST_LINE), "")))


def read_whole(file: BinaryIO, card: Mapping[str, Any]) -> Iterator[Draft | Fault]:
    """Yield the entries of a .json file."""
    text = decode(file.read())
    mapper = Mapper(card)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "\n" not in text.strip() or not text.lstrip().startswith("{"):
            raise ArticleError(f"is no JSON ({_worded(error)}); mend it or remove it") from None
        yield from mapper.drafts(_rows(text.splitlines()))
        return
    entries = _entries(found)
    for part in mapper.drafts((number, _row(entry, number)) for number, entry in enumerate(entries, 1)):
        yield replace(part, member="") if entries == [found] else part


def _entries(found: Any) -> list[Any]:
    """The articles of a document: itself where it is one, else its list, else the list that it holds."""
    if isinstance(found, list) and any(isinstance(one, dict) for one in found):
        return found
    if not isinstance(found, dict):
        raise ArticleError("holds no list of articles; write a list of objects, each with a text, or remove it")
    lists = [
        value for value in found.values() if isinstance(value, list) and any(isinstance(one, dict) for one in value)
    ]
    longest = max(lists, key=len, default=[])
    return longest if longest and not has_text(found) else [found]


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, Row | Fault]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _parsed(line, number)


def _parsed(line: str, number: int) -> Row | Fault:
    try:
        return _row(json.loads(line), number)
    except (ValueError, RecursionError) as error:
        return Fault(member=f"#{number}", reason=f"is no JSON ({_worded(error)}); mend or remove the line")


def _row(value: Any, number: int) -> Row | Fault:
    if isinstance(value, dict) and "" not in value:
        return value
    return Fault(member=f"#{number}", reason='is no JSON object with named values; write {"text": "…"} or remove it')


def _worded(error: Exception) -> str:
    return error.msg.lower() if isinstance(error, json.JSONDecodeError) else "it is nested or long beyond measure"
