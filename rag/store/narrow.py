"""Narrow: which of a folder's files need to be looked at, when somebody says what changed?

A folder and the paths that changed in it in, those of them that are article files out as the whole list of the
folder would hold them; None where only the whole list can tell: a folder came or went, a link, an index, what a
browser saves beside a page. When in doubt it is None. Reads no file.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Container
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath

from rag.articles.files import INDEX, Listed, shown
from rag.articles.formats.registry import kind_of
from rag.articles.sidecar import SUFFIX

MOST = 1_000
"""To look at more files one by one takes longer than to list their folder."""
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """The names of the files that changed, and those of them that lie there."""

    names: frozenset[str]
    there: tuple[Listed, ...]

    def is_told_by(self, known: Container[str]) -> bool:
        """Whether every file that lies there no more was known as a file: a folder has names below it."""
        return all(name in known for name in self.names - {one.name for one in self.there})


def narrowed(folder: Path, paths: Collection[Path]) -> Narrowed | None:
    """Look at the paths that changed, and at nothing else; None where that is not enough."""
    names = {_name(folder, path) for path in paths}
    if len(names) > MOST or None in names:
        return None
    whole = frozenset(name for name in names if name is not None)
    if not all(_is_plain(folder, name) for name in whole):
        return None
    there = (Listed(name, os.fspath(folder / name), _states(folder / name)) for name in sorted(whole))
    return Narrowed(names=whole, there=tuple(one for one in there if one.states))


def _name(folder: Path, path: Path) -> str | None:
    """The name of the article file that a path, or its side-car, stands for; None where its name alone cannot say."""
    if not path.is_relative_to(folder):
        return None
    name = path.relative_to(folder).as_posix().removesuffix(SUFFIX)
    parts = PurePath(name).parts
    is_top_readme = len(parts) == 1 and name.lower() == "readme.md"
    is_hidden = any(part.startswith(".") for part in parts)
    is_odd = shown(name) != name or _REPLACED in name or any(part.endswith("_files") for part in parts)
    return None if not parts or is_hidden or is_odd or is_top_readme or not kind_of(name) else name


def _is_plain(folder: Path, name: str) -> bool:
    """Whether a file is, or was, one like any other: reached by no link, in no index, with no folder of its own."""
    path = folder / name
    within = [one for one in path.parents if one != folder and one.is_relative_to(folder)]
    if path.is_symlink() or path.is_dir() or (folder / INDEX).exists():
        return False
    if path.with_name(path.stem + "_files").exists():
        return False
    return all(one.is_dir() and not one.is_symlink() and not (one / INDEX).exists() for one in within)


def _states(path: Path) -> tuple[os.stat_result, ...]:
    """What the system says of a file and its side-car; nothing where it is not there."""
    found = []
    with suppress(OSError):
        found.append(path.stat())
        found.append(path.with_name(path.name + SUFFIX).stat())
    return tuple(found)
