"""Look: what does each file of a folder hold, and which of them were read before?

Paths in, the contents of each file out, and the articles that had to be read. A file, or a part of one,
that cannot be read is named with its reason and stops no other. Knows no database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rag.articles.draft import Fault
from rag.articles.files import digest, file_name
from rag.articles.load import read_file
from rag.records import Article
from rag.store.files import Contents


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in a folder: the contents of each file by its name, and the articles that were read now."""

    files: dict[str, Contents] = field(default_factory=dict)
    read: dict[str, Article] = field(default_factory=dict)

    @property
    def failed(self) -> dict[str, str]:
        """Every part that cannot be read, by its name, with its reason."""
        return {name + member: reason for name, found in self.files.items() for member, reason in found.faults}


def look_through(
    folder: Path, files: Sequence[Path], *, known: Mapping[str, Contents], progress: Callable[[int, int], None]
) -> Found:
    """Read the files whose digest is not ``known``, which gives the contents behind each digest."""
    found = Found()
    for number, path in enumerate(files, 1):
        _look_at(path, folder, known=known, found=found)
        progress(number, len(files))
    return found


def _look_at(path: Path, folder: Path, *, known: Mapping[str, Contents], found: Found) -> None:
    name = file_name(path, root=folder)
    if name in found.files:
        reason = "has a name that is shown like that of another file; rename it"
        found.files[f"{name} (2)"] = Contents(sha256="", faults=(("", reason),))
        return
    stamp = digest(path)
    found.files[name] = known.get(stamp) or _contents(path, folder, stamp, found)


def _contents(path: Path, folder: Path, stamp: str, found: Found) -> Contents:
    """Read a file part by part; where a fault may pass, the file is looked at again next time."""
    name = file_name(path, root=folder)
    articles: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for part in read_file(path, root=folder):
        if isinstance(part, Fault):
            faults.append(part)
        else:
            articles.append((part.file.removeprefix(name), part.id))
            found.read[part.id] = part
    return Contents(
        sha256="" if any(fault.is_passing for fault in faults) else stamp,
        articles=tuple(articles),
        faults=tuple((fault.member, fault.reason) for fault in faults),
    )
