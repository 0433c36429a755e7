"""Look: what does each file of a folder hold, and which of them were read before?

Paths in, names with digests and article ids out, and the articles that had to be read. A file that
cannot be read is named with its reason and stops no other. Knows no database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.articles.load import LARGEST_FILE, file_name, read_article
from rag.errors import ArticleError
from rag.records import Article


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a folder: ``named`` gives each file's digest and article id, ``failed`` its reason."""

    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    read: dict[str, Article] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def look_through(
    folder: Path, files: Sequence[Path], *, known: Mapping[str, str], progress: Callable[[int, int], None]
) -> Found:
    """Read the files whose digest is not ``known``, which gives the article id of each digest."""
    found = Found()
    for number, path in enumerate(files, 1):
        _look_at(path, folder, known=known, found=found)
        progress(number, len(files))
    return found


def _look_at(path: Path, folder: Path, *, known: Mapping[str, str], found: Found) -> None:
    name = file_name(path, root=folder)
    if name in found.named or name in found.failed:
        found.failed[f"{name} (2)"] = "has a name that is shown like that of another file; rename it"
        return
    digest = _digest(path)
    if digest in known:
        found.named[name] = (digest, known[digest])
        return
    try:
        article = read_article(path, root=folder)
    except ArticleError as error:
        found.failed[name] = str(error).removeprefix(f"{name}: ")
        return
    found.named[name] = (digest, article.id)
    found.read[article.id] = article


def _digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; "" where it cannot be read, which the reader then explains."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
