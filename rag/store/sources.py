"""Keep: where do the articles lie that came by an address or an upload?

An address or bytes in; files below a folder of the index out, which is synced like any other, so that all
of it can be read again without the network and no other folder's sync touches it. A page lies under its
host and address, the same one each time; its side-car holds what server and feed said. Knows no database.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from rag.articles.address import parsed
from rag.articles.draft import Fault
from rag.articles.feed import Entry, entries, is_feed
from rag.articles.fetch import Fetched, fetch
from rag.articles.files import shown
from rag.articles.formats.registry import KINDS, kind_of
from rag.articles.load import read_file
from rag.articles.sidecar import SUFFIX, read_sidecar
from rag.errors import ArticleError, IndexingError, UsageError

SOURCES = "sources"
"""The folder below an index for all of it."""
UPLOADS = "uploads"
MOST_ENTRIES = 100
PAUSE = 0.2
"""Seconds between two pages of one feed: a newspaper's server is not to be hurried."""
WHOLE = 1500
"""A feed that carries so many characters of an article carries all of it."""
Progress = Callable[[str, int, int], None]
_PAGE = re.compile(rb"\s*<(?:!doctype html|html)", re.IGNORECASE)
_TYPES = {
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "text/csv": ".csv",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
}


def take_in(
    folder: Path, url: str, *, allow_private: bool, progress: Progress | None = None
) -> tuple[tuple[str, str], ...]:
    """Fetch a page, or every page that a feed lists, into a folder; return what could not be had, with its reason.

    Raises ``UsageError`` or ``ArticleError`` where there is nothing at all; what was held before stays.
    """
    url = parsed(url).url
    found = _fetched(folder, url, allow_private=allow_private)
    if found.body is None:
        return ()
    if not is_feed(found.body):
        _keep_page(folder, url, found)
        return ()
    listed = entries(found.body, address=found.url)[:MOST_ENTRIES]
    failed = []
    for number, entry in enumerate(listed, 1):
        try:
            _keep_entry(folder, entry, allow_private=allow_private)
        except (ArticleError, UsageError) as error:
            failed.append((entry.url, str(error).removeprefix(f"{entry.url} ")))
        if progress:
            progress("fetching", number, len(listed))
    if len(failed) == len(listed):
        why = f"; the first: {failed[0][1]}" if failed else ""
        raise ArticleError(f"{url} is a feed of {len(listed)} articles, and none can be read{why}")
    return tuple(failed)


def keep_bytes(folder: Path, name: str, data: bytes) -> Path:
    """Keep an upload under its name; another content of the same name lies beside it, numbered."""
    plain = re.sub(r"[/\\:]", "-", shown(PurePath(name.replace("\\", "/")).name)).lstrip(".")[-120:]
    if kind_of(plain) is None:
        known = ", ".join(KINDS)
        raise UsageError(f"{plain or 'a file without a name'} is of no format that can be read: give it one of {known}")
    number, path = 1, folder / UPLOADS / plain
    while path.exists() and path.read_bytes() != data:
        number += 1
        path = path.with_name(f"{PurePath(plain).stem} ({number}){PurePath(plain).suffix}")
    _keep(path, data, {}, shown_as=plain)
    return path


def _fetched(folder: Path, url: str, *, allow_private: bool) -> Fetched:
    """Fetch an address; where its page is held, only if it has changed since."""
    held = _held(folder, url)
    card = read_sidecar(held) if held else {}
    return fetch(url, allow_private=allow_private, etag=card.get("etag", ""), modified=card.get("modified", ""))


def _keep_entry(folder: Path, entry: Entry, *, allow_private: bool) -> None:
    """Keep one article of a feed: as the feed has it where that is the whole, else its page."""
    feed = {name: value for name, value in asdict(entry).items() if value and name not in ("url", "html")}
    url = parsed(entry.url).url
    if len(entry.html) >= WHOLE:
        page = f"<html><body><article>{entry.html}</article></body></html>"
        _keep_page(folder, url, Fetched(url=url, body=page.encode(), kind="text/html", charset="utf-8"), feed=feed)
        return
    found = _fetched(folder, url, allow_private=allow_private)
    time.sleep(PAUSE)
    if found.body is not None:
        _keep_page(folder, url, found, feed=feed)


def _keep_page(folder: Path, url: str, found: Fetched, *, feed: Mapping[str, str] | None = None) -> None:
    suffix = _suffix(found)
    said = {"etag": found.etag, "modified": found.modified, "charset": found.charset or ""}
    place = {"address": found.url, "feed": feed or ""} if suffix == ".html" else {"url": found.url}
    card = {name: value for name, value in (said | place).items() if value}
    path, former = _place(folder, url, suffix), _held(folder, url)
    _keep(path, found.body or b"", card, shown_as=url)
    if former not in (None, path):  # the address gives another format now
        former.unlink()
        _card_of(former).unlink(missing_ok=True)


def _suffix(found: Fetched) -> str:
    """The format of what was fetched: by its type, by its address where the type says little."""
    named = PurePath(urlsplit(found.url).path).suffix.lower()
    if found.kind in _TYPES:
        return _TYPES[found.kind]
    if named in KINDS:
        return named
    if found.kind in ("text/plain", ""):
        return ".html" if _PAGE.match(found.body or b"") else ".txt"
    raise ArticleError(f"{found.url} is of the type {shown(found.kind)}, which is no article; give the address of one")


def _place(folder: Path, url: str, suffix: str) -> Path:
    """Where a page lies: below its host, under the last word of its path, told apart by its whole address."""
    parts = urlsplit(url)
    word = re.sub(r"[^\w-]+", "-", PurePath(parts.path).stem).strip("-")[:60] or "page"
    host = re.sub(r"[^\w.-]+", "-", parts.netloc.lower()).lstrip(".") or "page"
    return folder / host / f"{word}-{_mark(url)}{suffix}"


def _mark(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:8]


def _held(folder: Path, url: str) -> Path | None:
    """The file of a page that was fetched before."""
    place = _place(folder, url, "")
    found = (place.with_name(place.name + suffix) for suffix in KINDS)
    return next((path for path in found if path.is_file()), None)


def _keep(path: Path, data: bytes, card: Mapping[str, Any], *, shown_as: str = "") -> None:
    """Put a file and its side-car in their place, if there is an article in them; else leave what is there."""
    with _beside(path) as new:
        new.write_bytes(data)
        if card:
            _card_of(new).write_text(_written(card), encoding="utf-8")
        parts = list(read_file(new, root=new.parent))
        if all(isinstance(part, Fault) for part in parts):
            reason = next((part.reason for part in parts if isinstance(part, Fault)), "holds no article")
            raise ArticleError(f"{shown_as or path.name} {reason}")
        if card:
            os.replace(_card_of(new), _card_of(path))
        os.replace(new, path)


def _written(card: Mapping[str, Any]) -> str:
    """A side-car as YAML: one name a line, its value as JSON, which YAML reads too."""
    text = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in card.items())
    return "".join(one for one in text if one.isprintable() or one == "\n")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A hidden file of the same format in the same folder, gone afterwards."""
    new = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield new
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise IndexingError(f"{path.parent} cannot be written ({reason}): free it or name another --index") from None
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
            _card_of(new).unlink(missing_ok=True)
            path.parent.rmdir()  # where nothing was kept


def _card_of(path: Path) -> Path:
    return path.with_name(path.name + SUFFIX)
