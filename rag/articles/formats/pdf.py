"""Read a PDF: what do its pages say, in the order in which they are read?

Bytes in, one draft out: paragraphs joined across lines and pages, without the running heads and numbers
of the pages. pypdf (the only door to it) draws no picture and runs no script. A PDF that is locked, torn, or
has pictures of text alone is an ``ArticleError`` that says so. Its date of making is no date of
publication and is not taken for one.
"""

from __future__ import annotations

import logging
import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from rag.articles.decode import clean
from rag.articles.draft import Draft
from rag.articles.formats.reflow import reflow
from rag.articles.metadata import filled, one_line
from rag.errors import ArticleError

MOST_PAGES = 2000
MOST_SECONDS = 60.0
MOST_CHARACTERS = 5_000_000
EDGE = 2
"""So many lines at the head and foot of a page may be running heads."""
LONGEST_HEAD = 80
_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 20_000_000,
    "lzw_maximum_output_length": 20_000_000,
    "run_length_maximum_output_length": 20_000_000,
    "array_based_stream_maximum_output_length": 20_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
}
"""Of pypdf's own limits those that a page of text stays far below."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_OF_DAMAGE = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, RecursionError, TypeError, ValueError,
    NotImplementedError, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf raises where a file is not as its parts promise."""
_NUMBER = re.compile(r"(?:page\s+)?\W{0,2}\d{1,4}\W{0,2}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_JUNK_TITLE = re.compile(r"(?:microsoft word\b.*|untitled.*|\(anonymous\)|.*\.\w{2,4}|\W*)", re.IGNORECASE)


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the one article of a PDF."""
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every oddity of a file that it reads well
    try:
        with apply_configuration(**_LIMITS):
            draft = _draft(file)
    except DependencyError:
        raise ArticleError("is a PDF locked against copying; save it without protection") from None
    except (PyPdfError, *_OF_DAMAGE) as error:
        fact = " ".join(str(error).split())[:80] or type(error).__name__
        raise ArticleError(f"is a damaged PDF ({fact}); save it anew or remove it") from None
    yield draft


def _draft(file: BinaryIO) -> Draft:
    from pypdf import PdfReader

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError("is a PDF locked with a password; save it without one")
    pages = list(_pages(reader.pages))
    lines = (line.translate(_LIGATURES) for page in _without_heads(pages) for line in page)
    text = clean(reflow(lines)).strip()
    if not text:
        fact = f"without text on its {len(pages)} page{'s' * (len(pages) > 1)} (a scan?)"
        raise ArticleError(f"is a PDF {fact}; recognise its text first (OCR)")
    title = one_line(reader.metadata.title or "") if reader.metadata else ""
    return filled(Draft(text=text), {"title": "" if _JUNK_TITLE.fullmatch(title) else title}, basis="metadata")


def _pages(pages: Sequence[Any]) -> Iterator[list[str]]:
    """The lines of each page, within limits of number, length and time."""
    if len(pages) > MOST_PAGES:
        raise ArticleError(f"is a PDF of {len(pages)} pages, and the limit is {MOST_PAGES}; split it")
    started, length = time.monotonic(), 0
    for page in pages:
        text = page.extract_text()
        length += len(text)
        if time.monotonic() - started > MOST_SECONDS or length > MOST_CHARACTERS:
            raise ArticleError("is a PDF that takes too long or holds too much to be an article; split it")
        yield text.splitlines()


def _without_heads(pages: Sequence[list[str]]) -> Iterator[list[str]]:
    """Take out page numbers, and of lines at the edges that stand on most pages all but the first."""
    pages = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(key for page in pages for key in {_key(line) for line in page[:EDGE] + page[-EDGE:]})
    running = {key for key, count in edges.items() if count >= max(3, 0.6 * len(pages)) and len(key) <= LONGEST_HEAD}
    seen: set[str] = set()
    for page in pages:
        last = len(page) - EDGE
        yield [line for number, line in enumerate(page) if EDGE <= number < last or _is_text(line, running, seen)]


def _is_text(line: str, running: set[str], seen: set[str]) -> bool:
    """Whether a line at an edge is read: no number of a page, and no running head that was read before."""
    key = _key(line)
    if _NUMBER.fullmatch(line.strip()) or (key in running and key in seen):
        return False
    seen.add(key)
    return True


def _key(line: str) -> str:
    """A line with its figures made alike."""
    return re.sub(r"\d+", "0", line).strip()
