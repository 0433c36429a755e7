"""Read a page: which article does this HTML carry, and what does its markup say of it?

HTML in, one draft out: the main text without navigation, advertising, comments and scripts, one paragraph
to a line with an empty line between, as trafilatura (the only door to it) finds them. A page without
an article is an ``ArticleError``. Nothing that a page refers to is fetched.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

from rag.articles.dates import loose_date
from rag.articles.decode import clean, decode
from rag.articles.draft import Draft
from rag.articles.metadata import filled, one_line, safe_url
from rag.errors import ArticleError

SHORTEST = 40
"""What is shorter than any sentence of news is a menu or a notice."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_ITEM = re.compile(r"- |\|")


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the one article of a saved page."""
    yield read_page(file.read())


def read_page(data: bytes, *, charset: str | None = None, address: str | None = None) -> Draft:
    """Read the bytes of a page; ``charset`` and ``address`` are what the server said, where one did."""
    return page_draft(_text(data, charset), address=address)


def page_draft(html: str, *, address: str | None = None) -> Draft:
    """Read a page that is text already; raises ``ArticleError`` where no article can be found in it."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they note of a page is said in our own words
    found: Any = bare_extraction(
        html,
        url=address,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = _paragraphs(found.text or "") if found else ""
    if len(text) < SHORTEST:
        raise ArticleError("has no article that can be told from the page around it; save its text as a .txt file")
    return _described(Draft(text=text), found, address)


def _described(draft: Draft, found: Any, address: str | None) -> Draft:
    """Take over what the markup says; a page that names no publisher has the name of its host."""
    host = found.hostname or ""
    given = {
        "title": one_line(found.title or ""),
        "publisher": "" if found.sitename == host else one_line(found.sitename or ""),
        "byline": one_line((found.author or "").replace(";", ",")),
        "published": loose_date(found.date or ""),
        "url": safe_url(found.url or ""),
    }
    draft = filled(draft, {"publisher": host, "url": safe_url(address or "")}, basis="address")
    return filled(draft, given, basis="page")


def _paragraphs(text: str) -> str:
    """Set paragraphs apart by empty lines; items of a list and rows of a table stay together."""
    lines = [line.rstrip() for line in clean(text).splitlines() if line.strip()]
    parts = [
        ("\n" if number and _ITEM.match(line) and _ITEM.match(lines[number - 1]) else "\n\n") + line
        for number, line in enumerate(lines)
    ]
    return "".join(parts).strip()


def _text(data: bytes, charset: str | None) -> str:
    """Decode a page as the server or the page itself says, and as any text where neither is right."""
    named = _CHARSET.search(data[:4096])
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8))
    for encoding in (charset, "utf-8", named[1].decode("ascii") if named else None):
        if encoding and not marked:
            with suppress(LookupError, UnicodeDecodeError):
                return data.decode(encoding)
    return decode(data)
