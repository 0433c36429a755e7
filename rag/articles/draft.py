"""Draft: what does a reader make of a file, before anything is stored?

A file holds one article or many. A reader yields a ``Draft`` for each article that it finds, a
``Fault`` for each part that it cannot read, and an ``Enclosed`` for each file that lies inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from rag.records import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a file, or one part of it, says of one article; ``text`` is its body alone.

    ``member`` names the part below its file and is "" where the file is one article: "#12" is row 12.
    ``published`` is an ISO date or date-time, or None. ``bases`` pairs a field with where it stands.
    """

    member: str = ""
    text: str
    title: str = ""
    publisher: str = ""
    byline: str = ""
    published: str | None = None
    url: str | None = None
    bases: tuple[tuple[str, Basis], ...] = ()

    @property
    def published_basis(self) -> Basis:
        """Where the date stands."""
        return dict(self.bases).get("published", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One part of a file that cannot be read, or the whole file where ``member`` is ""; one line says why.

    ``is_passing``: the fault lies outside the file (a permission, a disk) and may be gone next time.
    """

    member: str = ""
    reason: str
    is_passing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file inside another one, such as a member of a zip; the loader opens it, by the end of its name.

    ``size`` is the length of what ``open`` gives; ``beside`` are the bytes of its side-car.
    """

    member: str
    size: int
    open: Callable[[], BinaryIO]
    beside: bytes = b""


Reader = Callable[[BinaryIO, Mapping[str, Any]], Iterator[Draft | Fault | Enclosed]]
"""A file, open for reading and seeking, and its side-car (``{}`` where it has none) in, its parts out."""
