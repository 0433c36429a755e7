"""Choose: which reader understands a file of this name, and how large may the file be?

A file name in, a ``Kind`` out. A reader is imported when the first file of its kind comes, so that a
folder of text waits for no library.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from pathlib import PurePath
from typing import cast

from rag.articles.draft import Reader

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One format: the module and function that read it, and the most bytes that a file of it may have.

    ``is_container``: a file holds many articles, so a side-car describes what its rows leave open.
    """

    module: str
    function: str = "read"
    largest: int = 20 * MEGABYTE
    is_container: bool = False

    def reader(self) -> Reader:
        """Import the reader of this format."""
        return cast(Reader, getattr(importlib.import_module(f"{__package__}.{self.module}"), self.function))


TEXT = Kind(module="text")
TABLE = Kind(module="table", largest=1000 * MEGABYTE, is_container=True)
LINES = Kind(module="lines", largest=1000 * MEGABYTE, is_container=True)
JSON = Kind(module="lines", function="read_whole", largest=100 * MEGABYTE, is_container=True)

PAGE = Kind(module="page", largest=20 * MEGABYTE)
PDF = Kind(module="pdf", largest=100 * MEGABYTE)
WORD = Kind(module="word", largest=100 * MEGABYTE)
MAIL = Kind(module="mail", largest=50 * MEGABYTE)
ZIP = Kind(module="unzip", largest=1000 * MEGABYTE, is_container=True)

KINDS = {
    ".txt": TEXT,
    ".md": TEXT,
    ".csv": TABLE,
    ".tsv": TABLE,
    ".jsonl": LINES,
    ".ndjson": LINES,
    ".json": JSON,
    ".html": PAGE,
    ".htm": PAGE,
    ".xhtml": PAGE,
    ".pdf": PDF,
    ".docx": WORD,
    ".eml": MAIL,
    ".zip": ZIP,
}


def kind_of(name: str | PurePath) -> Kind | None:
    """The format of a file by the end of its name; None for one that is no article."""
    stem, dot, ending = os.fspath(name).rpartition(".")
    return KINDS.get(f".{ending.lower()}") if stem and dot and not stem.endswith("/") else None
