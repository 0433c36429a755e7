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
from urllib.parse import urlsplit

from rag.articles.dates import MONTHS, loose_date, parse_date
from rag.articles.decode import clean, decode
from rag.articles.draft import Draft
from rag.articles.metadata import FIELDS, filled, one_line, safe_url
from rag.errors import ArticleError

MOST_TAGS = 100_000
"""A live blog of a whole day has some tens of thousands; what has more takes minutes, and is hardly a page."""
SHORTEST = 40
"""What is shorter than any sentence of news is a menu or a notice."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_MODIFIED = re.compile(
    r"<meta[^>]{0,200}(?:modified|updated)[^>]{0,200}>|\"date(?:Modified|Updated)\"\s*:\s*\"[^\"]{0,60}\"\s*,?",
    re.IGNORECASE,
)
"""When a page was changed is not when its article appeared."""
_ITEM = re.compile(r"- |\|")


def read(file: BinaryIO, card: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the one article of a saved page; its side-car may say what server and feed said of it.

    These are ``address`` (where it was fetched), ``charset``, and ``feed``, a mapping of fields.
    """
    html = _text(file.read(), one_line(card.get("charset", "")))
    draft = page_draft(html, address=safe_url(one_line(card.get("address", ""))))
    feed = card.get("feed")
    yield from_feed(draft, feed) if isinstance(feed, Mapping) else draft


def from_feed(draft: Draft, feed: Mapping[str, Any]) -> Draft:
    """Fill what a page leaves open, or only its address gives, with what the feed that led to it says."""
    given = {name: one_line(feed.get(name, "")) for name in FIELDS}
    given["published"] = loose_date(given["published"]) or ""
    open_ = {name: value for name, value in given.items() if not getattr(draft, name) or _is_from_address(draft, name)}
    return filled(draft, open_, basis="feed")


def _is_from_address(draft: Draft, name: str) -> bool:
    return dict(draft.bases).get(name) == "address"


def page_draft(html: str, *, address: str | None = None) -> Draft:
    """Read a page that is text already; raises ``ArticleError`` where no article can be found in it."""
    from trafilatura import bare_extraction

    if (tags := html.count("<")) > MOST_TAGS:
        raise ArticleError(f"is a page of {tags} tags, and the limit is {MOST_TAGS}; save its text as a .txt file")
    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they note of a page is said in our own words
    found: Any = bare_extraction(
        _MODIFIED.sub("", html),
        url=address,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = _paragraphs(found.text or "") if found else ""
    if len(text) < SHORTEST:
        raise ArticleError("has no article that can be told from the page around it; save its text as a .txt file")
    return _described(Draft(text=text), found, html, address)


def _described(draft: Draft, found: Any, html: str, address: str | None) -> Draft:
    """Take over what the markup says; a page that names no publisher has the name of its host."""
    host = urlsplit(found.url or address or "")
    given = {
        "title": one_line(found.title or ""),
        "publisher": "" if found.sitename in (host.netloc, found.hostname) else one_line(found.sitename or ""),
        "byline": one_line((found.author or "").replace(";", ",")),
        "published": _published(found.date or "", html, found.url or address or ""),
        "url": "" if found.url == address else safe_url(found.url or ""),
    }
    name = (host.hostname or "").removeprefix("www.")
    draft = filled(draft, {"publisher": name, "url": safe_url(address or "")}, basis="address")
    return filled(draft, given, basis="page")


def _published(day: str, html: str, address: str) -> str | None:
    """The day that trafilatura found, if the page or its address gives just this one, with its time where it stands.

    A day that only 6/7/2023 can stand for is a guess, and none.
    """
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return None
    timed = re.search(rf"(?:published_time|datePublished)[^<>{{}}]{{0,60}}?({day}T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)", html)
    if timed and (moment := parse_date(timed[1])):
        return moment
    year, month, date = day.split("-")
    word = MONTHS[int(month) - 1]
    forms = (
        rf"{year}(?P<sign>[-/.]?){month}(?P=sign){date}",
        rf"\b{int(date)}(?:st|nd|rd|th)?\s+(?:of\s+)?{word}[a-z]*\.?,?\s+{year}",
        rf"\b{word}[a-z]*\.?\s+{int(date)}(?:st|nd|rd|th)?,?\s+{year}",
    )
    is_plain = int(date) > 12 or date == month
    return day if is_plain or any(re.search(form, f"{address} {html}", re.IGNORECASE) for form in forms) else None


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
