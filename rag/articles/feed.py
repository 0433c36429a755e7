"""Read a feed: which articles does an RSS or Atom feed list, and what does it say of each?

Bytes in, ``Entry`` records out, in the feed's order. Read by lxml without entities, network or document types,
so that nothing can be expanded, and with the small faults that feeds have. Fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from rag.articles.dates import loose_date
from rag.articles.metadata import one_line, safe_url
from rag.errors import ArticleError

_HEADS = (b"<rss", b"<feed", b"<rdf:rdf")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_XHTML = "xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article of a feed: its address, what the feed says of it, and as much of its page as it holds."""

    url: str
    title: str = ""
    publisher: str = ""
    byline: str = ""
    published: str | None = None
    html: str = ""


def is_feed(data: bytes) -> bool:
    """Whether bytes are a feed, whatever type the server gives them."""
    return any(head in data[:2000].lower() for head in _HEADS) and b"<html" not in data[:2000].lower()


def entries(data: bytes, *, address: str) -> tuple[Entry, ...]:
    """Read the entries that have an address; ``address`` is where relative ones start from."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ArticleError(
            f"{address} is a broken feed ({' '.join(str(error).split())[:80]}); try again later"
        ) from None
    if root is None:
        raise ArticleError(f"{address} is a broken feed; try again later")
    channel = next((one for one in root.iter() if _name(one) in ("channel", "feed")), root)
    publisher = one_line(_said(channel, "title"))
    found = (_entry(one, channel, publisher, address) for one in root.iter() if _name(one) in ("item", "entry"))
    listed: dict[str, Entry] = {}
    for entry in found:
        if entry:
            listed.setdefault(entry.url, entry)
    return tuple(listed.values())


def _entry(item: Any, channel: Any, publisher: str, address: str) -> Entry | None:
    base = urljoin(urljoin(address, channel.get(_BASE) or ""), item.get(_BASE) or "")
    url = safe_url(urljoin(base, _link(item)))
    if not url or url == base:
        return None
    return Entry(
        url=url,
        title=one_line(_said(item, "title")),
        publisher=publisher,
        byline=one_line(_said(item, "creator") or _said(item, "author")),
        published=loose_date(_said(item, "pubDate", "published", "date", "issued") or ""),
        html=_content(item),
    )


def _link(item: Any) -> str:
    """The address of an entry: its link to a page, else an identity that is an address."""
    links = [one for one in item if _name(one) == "link"]
    pages = [one.get("href") or one.text or "" for one in links if one.get("rel", "alternate") == "alternate"]
    guids = [one.text or "" for one in item if _name(one) == "guid" and one.get("isPermaLink", "true") == "true"]
    return next((text.strip() for text in pages + guids if text.strip()), "")


def _content(item: Any) -> str:
    """The whole text where a feed carries it: its longest field of content."""
    return max(
        (_text(one) for one in item if _name(one) in ("encoded", "content", "description", "summary")),
        key=len,
        default="",
    )


def _said(item: Any, *names: str) -> str:
    return next((_text(one) for name in names for one in item if _name(one) == name), "")


def _text(element: Any) -> str:
    """The text of an element; of an author the name, of XHTML its markup."""
    if element.get("type") == _XHTML:
        from lxml import etree

        return "".join(str(etree.tostring(child, encoding="unicode")) for child in element)
    name = next((child.text for child in element if _name(child) == "name"), None)
    return (name or "".join(_texts(element))).strip()


def _texts(element: Any) -> Iterator[str]:
    yield from (part for part in element.itertext() if isinstance(part, str))


def _name(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment or an entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
