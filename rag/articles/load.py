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
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from rag.articles.draft import Draft, Fault
from rag.articles.files import file_name, shown
from rag.articles.formats.registry import MEGABYTE, TEXT, Kind, kind_of
from rag.articles.metadata import completed, described
from rag.articles.sidecar import read_sidecar
from rag.errors import ArticleError
from rag.records import Article

MOST_FAULTS = 100
"""A file with more parts that cannot be read names so many and counts the others."""


def read_file(path: Path, *, root: Path) -> Iterator[Article | Fault]:
    """Read the articles of one file, and a fault for each part that cannot be read; raises no ``ArticleError``.

    An article's only file name is that of the file below ``root``, followed by its part's where it has any.
    """
    name, kind = file_name(path, root=root), kind_of(path) or TEXT
    try:
        with _opened(path, kind) as file:
            yield from _bounded(_told_apart(_drafts(file, kind, read_sidecar(path))), name)
    except ArticleError as error:
        yield Fault(reason=str(error))
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
        size = f"{found.st_size / MEGABYTE:.0f} MB, and the limit is {kind.largest // MEGABYTE} MB"
        raise ArticleError(f"is too large ({size}); split it into smaller files")
    return path.open("rb")


def _drafts(file: BinaryIO, kind: Kind, card: Mapping[str, Any]) -> Iterator[Draft | Fault]:
    """Read an open file by its format, and complete each draft by the side-car and by its own text."""
    described(Draft(text=""), card, basis="sidecar")  # its faults are the file's, not each row's
    for part in kind.reader()(file, card):
        if isinstance(part, Fault):
            yield part
            continue
        try:
            yield completed(described(part, card, basis="sidecar", keeps=kind.is_container))
        except ArticleError as error:
            yield Fault(member=part.member, reason=str(error))


def _told_apart(parts: Iterable[Draft | Fault]) -> Iterator[Draft | Fault]:
    """Give every part of a file a name of its own, fit to be shown."""
    seen: set[str] = set()
    for part in parts:
        name = member = shown(part.member)
        number = 2
        while name and name in seen:
            name, number = f"{member} ({number})", number + 1
        seen.add(name)
        yield part if name == part.member else replace(part, member=name)


def _bounded(parts: Iterable[Draft | Fault], name: str) -> Iterator[Article | Fault]:
    """Store the drafts, and of very many faults the first."""
    faults = 0
    for part in parts:
        faults += isinstance(part, Fault)
        if isinstance(part, Draft):
            yield _article(part, name)
        elif faults <= MOST_FAULTS:
            yield part
    if faults > MOST_FAULTS:
        yield Fault(member=" (more)", reason=f"{faults - MOST_FAULTS} more parts cannot be read; mend the first ones")


def _article(draft: Draft, name: str) -> Article:
    content = (
        draft.text,
        draft.title,
        draft.publisher,
        draft.byline,
        draft.published,
        draft.published_basis,
        draft.url,
    )
    return Article(
        id=hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16],
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
