"""Read plain text: what does a .txt or .md file say, below its front matter if it has one?

Bytes in, one draft out. A dateline or a title in the text itself is found later, as for every format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from rag.articles.decode import clean, decode, strip_edges
from rag.articles.draft import Draft
from rag.articles.front_matter import split_front_matter
from rag.articles.metadata import described


def read(file: BinaryIO, _: Mapping[str, Any]) -> Iterator[Draft]:
    """Yield the one article of a text file."""
    front, body = split_front_matter(strip_edges(clean(decode(file.read()))))
    yield described(Draft(text=strip_edges(body)), front, basis="metadata")
