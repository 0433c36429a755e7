"""Row: which file, or which part of a file, carries which article, or cannot be read?

The rows that the archive keeps of the folders it was made from. Opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One part of a file that carries an article: the folder indexed, the file's name below it, the part's in it.

    ``member`` is "" where a file is one article. ``sha256`` digests all that decides what the whole file
    holds; it is "" where that is not what was last read there.
    """

    root: str
    path: str
    member: str = ""
    sha256: str
    article_id: str

    @property
    def name(self) -> str:
        """What a reader is shown: "reports.csv#12"."""
        return self.path + self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """One part of a file, or the whole where ``member`` is "", that cannot be read, and why."""

    root: str
    path: str
    member: str = ""
    sha256: str
    reason: str

    @property
    def name(self) -> str:
        """What a reader is shown."""
        return self.path + self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file holds: its digest, the article of each part, the reason of each part that cannot be read."""

    sha256: str
    articles: tuple[tuple[str, str], ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


def known_contents(files: Iterable[FileRow], faults: Iterable[FaultRow]) -> dict[str, Contents]:
    """Say what stands behind each digest, so that no file is read twice."""
    articles: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    reasons: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for row in files:
        articles.setdefault((row.sha256, row.root, row.path), []).append((row.member, row.article_id))
    for fault in faults:
        reasons.setdefault((fault.sha256, fault.root, fault.path), []).append((fault.member, fault.reason))
    return {
        key[0]: Contents(sha256=key[0], articles=tuple(articles.get(key, ())), faults=tuple(reasons.get(key, ())))
        for key in articles.keys() | reasons.keys()
        if key[0]
    }
