"""Load: which articles does a file hold, and what cannot be read of it?

A path in, ``Article`` records out, one at a time; what cannot be read, a whole file or one part of it,
is a ``Fault`` of one line (fact, what to do) and never stops the others. Knows nothing of passages,
models or the index, and of each format only which reader reads it.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from rag.articles.draft import Draft, Enclosed, Fault
from rag.articles.files import file_name, shown
from rag.articles.formats.registry import MEGABYTE, TEXT, Kind, kind_of
from rag.articles.metadata import completed, described
from rag.articles.sidecar import parsed, read_sidecar
from rag.errors import ArticleError
from rag.records import Article

MOST_FAULTS = 100
"""A file with more parts that cannot be read names so many and counts the others."""
DEEPEST = 3
LARGEST_ENCLOSED = 200 * MEGABYTE
MOST_ENCLOSED = 4000 * MEGABYTE


@dataclass(slots=True)
class Spent:
    """How many bytes the files inside a file have come to, however deep they lie."""

    size: int = 0


@dataclass(frozen=True, slots=True)
class Inside:
    """How deep inside its file a part lies, and what has been opened there so far."""

    depth: int = 0
    spent: Spent = field(default_factory=Spent)

    def enter(self, part: Enclosed, kind: Kind) -> Inside:
        """Go one step deeper; raises ``ArticleError`` for too deep a step and too much to open."""
        self.spent.size += part.size
        if self.depth >= DEEPEST:
            raise ArticleError(f"lies more than {DEEPEST} files deep; unpack it into the folder")
        if part.size > min(kind.largest, LARGEST_ENCLOSED):
            raise _size_fault(part.size, min(kind.largest, LARGEST_ENCLOSED))
        if self.spent.size > MOST_ENCLOSED:
            raise ArticleError("comes after too much else in its file; unpack it into the folder")
        return replace(self, depth=self.depth + 1)


def read_file(path: Path, *, root: Path) -> Iterator[Article | Fault]:
    """Read the articles of one file, and a fault for each part that cannot be read; raises no ``ArticleError``.

    An article's only file name is that of the file below ``root``, followed by its part's where it has any.
    """
    name, kind = file_name(path, root=root), kind_of(path) or TEXT
    try:
        with _opened(path, kind) as file:
            yield from _bounded(_told_apart(_drafts(file, kind, read_sidecar(path), Inside())), name)
    except ArticleError as error:
        yield Fault(reason=_on_a_line(str(error)))
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        yield Fault(reason=f"cannot be read ({reason}); mend or remove it, then index again", is_passing=True)


def _opened(path: Path, kind: Kind) -> BinaryIO:
    """Open a regular file of bearable size; a larger one is refused before it is read."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        os.listdir(path)  # raises for a folder that cannot be listed, with the system's reason
    if not stat.S_ISREG(found.st_mode):
        raise ArticleError("is not a regular file; remove it or rename it")
    if found.st_size > kind.largest:
        raise _size_fault(found.st_size, kind.largest)
    return path.open("rb")


def _drafts(file: BinaryIO, kind: Kind, card: Mapping[str, Any], inside: Inside) -> Iterator[Draft | Fault]:
    """Read an open file by its format and, in turn, what it encloses; the side-car describes each draft."""
    described(Draft(text=""), card, basis="sidecar")  # its faults are the file's, not each row's
    for part in kind.reader()(file, card):
        keeps = kind.is_container or isinstance(part, Enclosed)
        for draft in _enclosed(part, inside) if isinstance(part, Enclosed) else (part,):
            yield described(draft, card, basis="sidecar", keeps=keeps) if isinstance(draft, Draft) else draft


def _enclosed(part: Enclosed, inside: Inside) -> Iterator[Draft | Fault]:
    """Read a file that lies in another one, if its name says that it may be an article."""
    kind = kind_of(part.member)
    if kind is None:
        return
    try:
        within = inside.enter(part, kind)
        card = parsed(part.beside)
        with part.open() as file:
            for inner in _drafts(file, kind, card, within):
                yield replace(inner, member=part.member + inner.member)
    except ArticleError as error:
        yield Fault(member=part.member, reason=str(error))


def _size_fault(size: int, largest: int) -> ArticleError:
    fact = f"{size / MEGABYTE:.0f} MB, and the limit is {largest // MEGABYTE} MB"
    return ArticleError(f"is too large ({fact}); split it into smaller files")


def _told_apart(parts: Iterable[Draft | Fault]) -> Iterator[Draft | Fault]:
    """Give every part of a file a name of its own, fit to be shown."""
    seen: set[str] = set()
    for part in parts:
        name = member = shown(part.member)
        number = 2
        while name and name in seen:
            name, number = f"{member} ({number})", number + 1
        seen.add(name)
        if isinstance(part, Fault):
            yield replace(part, member=name, reason=_on_a_line(part.reason))
        else:
            yield part if name == part.member else replace(part, member=name)


def _on_a_line(reason: str) -> str:
    """A reason without what would leave its line, such as a piece of the broken file itself."""
    return "".join(one if one.isprintable() else "\ufffd" for one in reason)


def _bounded(parts: Iterable[Draft | Fault], name: str) -> Iterator[Article | Fault]:
    """Store the drafts, and of very many faults the first."""
    faults = 0
    for part in parts:
        faults += isinstance(part, Fault)
        if isinstance(part, Draft):
            yield _article(completed(part), name)
        elif faults <= MOST_FAULTS:
            yield part
    if faults > MOST_FAULTS:
        yield Fault(member=" (more)", reason=f"{faults - MOST_FAULTS} more parts cannot be read; mend the first ones")


def content_id(one: Draft | Article) -> str:
    """The id of an article, which derives from all that its file says of it."""
    content = (one.text, one.title, one.publisher, one.byline, one.published, one.published_basis, one.url)
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def _article(draft: Draft, name: str) -> Article:
    return Article(
        id=content_id(draft),
        files=(name + draft.member,),
        text=draft.text,
        title=draft.title,
        publisher=draft.publisher,
        byline=draft.byline,
        published=draft.published,
        published_basis=draft.published_basis,
        url=draft.url,
        bases=draft.bases,
    )
