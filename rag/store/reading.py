"""Stamp: by which code were the stored articles read, split and searched for claims?

Nothing in, a digest of the source of ``rag.articles``, ``rag.quantities`` and ``rag.claims`` out. An index with another
stamp is read again at the next sync, without encoding a passage that stays the same: no version
number has to be remembered, and none can be forgotten.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import rag.articles
import rag.claims
import rag.quantities
import rag.records

_SOURCES = {".py", ".json", ".txt", ".toml", ".tsv", ".csv", ".yaml"}


@cache
def reading_stamp() -> str:
    """Digest the source and data files that decide which passages and claims an article has."""
    digest = hashlib.sha256(_bytes(Path(rag.records.__file__)))
    for package in (rag.articles, rag.quantities, rag.claims):
        folder = Path(package.__path__[0])
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _SOURCES and path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + _bytes(path))
    return digest.hexdigest()[:16]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
