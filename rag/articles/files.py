"""List: which article files lie in this folder, under which names, and is one still what it was?

A folder in, paths, names and digests out. Opens a file only to digest its bytes, and knows what none
of them says.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple

from rag.articles.formats.registry import TEXT, kind_of
from rag.articles.sidecar import SUFFIX, sidecar_of
from rag.errors import UsageError

INDEX = "articles.sqlite"
"""A folder that holds a file of this name is an index: what lies in it are no articles."""
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Listed(NamedTuple):
    """One file that may hold articles: its name below the folder, its path, its state and its side-car's."""

    name: str
    path: str
    states: tuple[os.stat_result, ...]


def article_files(folder: Path) -> tuple[Path, ...]:
    """List the paths of the article files below a folder, sorted by their name below it."""
    return tuple(Path(one.path) for one in listed(folder))


def listed(folder: Path) -> list[Listed]:
    """List the article files below a folder, sorted by their name below it.

    Hidden files and folders are left out, and so are an index, what a browser saves beside a page, and a
    ``README.md`` at the top: it explains the folder (as the one in ``seeds/`` does) and is no article.
    Links to folders are not followed, links to files only when they stay below the folder. A folder below
    that cannot be listed stands in the list itself, so that reading it names the fault instead of hiding it.
    """
    if not folder.is_dir():
        fact = "is a file, not a folder" if folder.exists() else "does not exist"
        raise UsageError(f"the folder {folder} {fact}: name a folder that holds articles")
    return sorted(_below(str(folder), "", root=folder))


def _below(here: str, prefix: str, *, root: Path) -> Iterator[Listed]:
    try:
        with os.scandir(here) as found:
            entries = {entry.name: entry for entry in found}
    except OSError:
        yield Listed(prefix.rstrip("/"), here, ())
        return
    if INDEX in entries:
        return
    for name, entry in entries.items():
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if _is_of_a_saved_page(name, entries):
                continue
            yield from _below(entry.path, f"{prefix}{name}/", root=root)
        elif kind_of(name) and (prefix or name.lower() != "readme.md") and _stays_below(entry, root):
            beside = entries.get(name + SUFFIX)
            yield Listed(prefix + name, entry.path, _states(entry, beside))


def _is_of_a_saved_page(name: str, beside: Container[str]) -> bool:
    """Whether a folder holds the frames and scripts that a browser saves beside a page."""
    page = name.removesuffix("_files")
    return page != name and (f"{page}.html" in beside or f"{page}.htm" in beside)


def _stays_below(entry: os.DirEntry[str], root: Path) -> bool:
    """Whether an entry is a regular file, or a link to one that lies below the folder."""
    if entry.is_symlink():
        return entry.is_file() and Path(entry.path).resolve().is_relative_to(root.resolve())
    return entry.is_file(follow_symlinks=False)


def _states(entry: os.DirEntry[str], beside: os.DirEntry[str] | None) -> tuple[os.stat_result, ...]:
    """What the system says of a file and its side-car; nothing where one of them has just gone."""
    try:
        return (entry.stat(), beside.stat()) if beside else (entry.stat(),)
    except OSError:
        return ()


def file_name(path: Path, *, root: Path) -> str:
    """Name a file below its folder, fit to be stored and shown: no control or undecodable character."""
    return shown(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name)


def shown(name: str) -> str:
    """A name with a replacement character for each that a screen would act on or cannot show."""
    return name if name.isprintable() else _UNSHOWN.sub("\ufffd", name)


def digest(path: Path) -> str:
    """Digest all that decides what a file holds: its bytes, its side-car's, and how its name says to read it.

    "" where it cannot be read or is larger than any article, which ``read_file`` then explains.
    """
    kind, beside = kind_of(path) or TEXT, sidecar_of(path)
    try:
        if path.stat().st_size > kind.largest:
            return ""
        parts = [_sha256(path), *([_sha256(beside)] if beside else [])]
    except OSError:
        return ""
    parts += [f"{kind.module}.{kind.function}"] if kind != TEXT else []
    return parts[0] if len(parts) == 1 else hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
