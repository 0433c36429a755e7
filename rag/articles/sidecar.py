"""Look beside: what does ``NAME.meta.yaml`` say of the file NAME?

A path in, the mapping of its side-car out, or an ``ArticleError`` that names what is wrong with it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rag.articles.decode import clean, decode
from rag.articles.front_matter import LONGEST_FRONT_MATTER, mapping
from rag.errors import ArticleError

SUFFIX = ".meta.yaml"


def sidecar_of(path: Path) -> Path | None:
    """The side-car beside a file, if there is one and it is a file itself."""
    beside = path.with_name(path.name + SUFFIX)
    return beside if beside.is_file() and not beside.is_symlink() else None


def read_sidecar(path: Path) -> dict[str, Any]:
    """Read what stands beside a file; ``{}`` where nothing does."""
    beside = sidecar_of(path)
    return parsed(beside.read_bytes()) if beside else {}


def parsed(data: bytes) -> dict[str, Any]:
    """Read the bytes of a side-car; an empty one says nothing."""
    if len(data) > LONGEST_FRONT_MATTER:
        raise ArticleError(f"has a side-car of {len(data)} bytes; write a few lines such as title: …")
    return mapping(clean(decode(data)), where="a side-car") if data.strip() else {}
