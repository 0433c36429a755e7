"""Write a file and read it: which articles does it hold, and what of it cannot be read?"""

from __future__ import annotations

from pathlib import Path

from rag.articles.draft import Fault
from rag.articles.load import read_file
from rag.records import Article

STORY = "The café at Orrin burned down. “We lost £12m,” said José Peña – its owner.\n"


def write(folder: Path, name: str, content: str | bytes = STORY) -> Path:
    """A file below a folder, with the folders on the way to it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read_parts(folder: Path, content: str | bytes, name: str) -> tuple[list[Article], list[Fault]]:
    """The articles and the faults of a file with this content."""
    parts = list(read_file(write(folder, name, content), root=folder))
    return [part for part in parts if isinstance(part, Article)], [part for part in parts if isinstance(part, Fault)]


def read_one(folder: Path, content: str | bytes, name: str = "story.txt") -> Article:
    """The one article of a file that has nothing wrong with it."""
    [article], faults = read_parts(folder, content, name)
    assert faults == []
    return article


def read_fault(folder: Path, content: str | bytes, name: str = "story.txt") -> str:
    """Why a file as a whole cannot be read."""
    articles, [fault] = read_parts(folder, content, name)
    assert (articles, fault.member) == ([], "")
    return fault.reason
