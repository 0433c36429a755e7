"""Read a Word file: what do the paragraphs, headings and tables of a .docx file say, in their order?

Bytes in, one draft out; a row of a table is one line. What was typed in under the tracking of changes is read,
what was struck out is not. python-docx (the only door to it) resolves no entity and fetches nothing. The
days on which a document was made or saved, and the name of a computer's user, are neither its date nor
its byline, and are left out.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from zipfile import BadZipFile

from rag.articles.decode import clean
from rag.articles.draft import Draft
from rag.articles.formats.unzip import checked_zip
from rag.articles.metadata import LONGEST_TITLE, filled, one_line
from rag.errors import ArticleError

LARGEST, LARGEST_PART = 200_000_000, 20_000_000
"""Unpacked bytes of the whole, pictures included, and of one part of text and markup."""
_OF_DAMAGE = (
    AttributeError, BadZipFile, EOFError, LookupError, NotImplementedError, RecursionError, RuntimeError, SyntaxError,
    ValueError, zlib.error,
)  # fmt: skip
"""What python-docx, and the zip and XML libraries below it, raise where a file is not as its parts promise."""
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNREAD = {"del", "moveFrom", "Fallback", "pPr", "rPr"}


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the one article of a Word file."""
    from docx import Document
    from docx.opc.exceptions import OpcError

    with checked_zip(file, most_bytes=LARGEST) as parts:
        largest = max((part.file_size for part in parts.infolist() if part.filename.endswith(".xml")), default=0)
    if largest > LARGEST_PART:
        raise ArticleError(f"is a Word file of {largest / 1e6:.0f} MB of text and markup; split it")
    file.seek(0)
    try:
        document = Document(file)
        text = "\n\n".join(block for block in _blocks(document.element.body) if block.strip())
        title = _title(document)
    except (OpcError, *_OF_DAMAGE) as error:
        fact = " ".join(str(error).split())[:80] or type(error).__name__
        raise ArticleError(f"is a damaged Word file ({fact}); save it anew as .docx or remove it") from None
    if not text.strip():
        raise ArticleError("is a Word file without text; write the article into it or remove it")
    yield filled(Draft(text=clean(text).strip()), {"title": title}, basis="metadata")


def _blocks(parent: Any) -> Iterator[str]:
    """Every paragraph and every table, in order, also those inside the frames that forms and templates use."""
    for child in parent:
        kind = _name(child)
        if kind == "p":
            yield "".join(_texts(child)).strip()
        elif kind == "tbl":
            yield "\n".join(_row(row) for row in child if _name(row) == "tr")
        elif kind not in _UNREAD:
            yield from _blocks(child)


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        kind = _name(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _AS_TEXT:
            yield _AS_TEXT[kind]
        elif kind not in _UNREAD:
            yield from _texts(child)


def _row(row: Any) -> str:
    cells = [" ".join(" ".join(_blocks(cell)).split()) for cell in row if _name(cell) == "tc"]
    return f"| {' | '.join(cells)} |" if any(cells) else ""


def _title(document: Any) -> str:
    """The paragraph set as the title or as the first heading, else the title among the properties."""
    for paragraph in document.paragraphs[:20]:
        if paragraph.style is not None and paragraph.style.name in ("Title", "Heading 1") and paragraph.text.strip():
            return one_line(paragraph.text)[:LONGEST_TITLE]
    return one_line(document.core_properties.title or "")


def _name(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
