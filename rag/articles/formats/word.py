"""Read a Word file: what do the paragraphs, headings and tables of a .docx file say, in their order?

Bytes in, one draft out; a row of a table is one line. python-docx (the only door to it) resolves no
entity and fetches nothing. The days on which a document was made or saved, and the name of a computer's
user, are neither its date nor its byline, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from zipfile import BadZipFile

from rag.articles.decode import clean
from rag.articles.draft import Draft
from rag.articles.formats.unzip import checked_zip
from rag.articles.metadata import LONGEST_TITLE, filled, one_line
from rag.errors import ArticleError

LARGEST = 200_000_000


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the one article of a Word file."""
    from docx import Document
    from docx.opc.exceptions import OpcError

    checked_zip(file, most_bytes=LARGEST).close()
    file.seek(0)
    try:
        document = Document(file)
        text = "\n\n".join(block for block in _blocks(document.iter_inner_content()) if block.strip())
        title = _title(document)
    except (OpcError, SyntaxError, BadZipFile, LookupError, ValueError, AttributeError, RecursionError) as error:
        fact = " ".join(str(error).split())[:80] or type(error).__name__
        raise ArticleError(f"is a damaged Word file ({fact}); save it anew as .docx or remove it") from None
    if not text.strip():
        raise ArticleError("is a Word file without text; write the article into it or remove it")
    yield filled(Draft(text=clean(text).strip()), {"title": title}, basis="metadata")


def _blocks(content: Any) -> Iterator[str]:
    """Every paragraph and every table, as text; a cell that spans columns is said once."""
    for block in content:
        if hasattr(block, "rows"):
            yield "\n".join(_row(row) for row in block.rows)
        else:
            yield block.text.replace("\r", "\n")


def _row(row: Any) -> str:
    cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
    return "| " + " | ".join(cells.values()) + " |" if any(cells.values()) else ""


def _title(document: Any) -> str:
    """The paragraph set as the title or as the first heading, else the title among the properties."""
    for paragraph in document.paragraphs[:20]:
        if paragraph.style is not None and paragraph.style.name in ("Title", "Heading 1") and paragraph.text.strip():
            return one_line(paragraph.text)[:LONGEST_TITLE]
    return one_line(document.core_properties.title or "")
