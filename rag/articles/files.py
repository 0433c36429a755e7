"""List: which article files lie in this folder, under which names, and is one still what it was?

A folder in, paths, names and digests out. Opens a file only to digest its bytes, and knows what none
of them says.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

from rag.articles.formats.registry import TEXT, kind_of
from rag.articles.sidecar import sidecar_of
from rag.errors import UsageError


def article_files(folder: Path) -> tuple[Path, ...]:
    """List the article files below a folder, sorted by their name below it.

    Hidden files and folders are left out, and so is a ``README.md`` at the top: it explains the
    folder (as the one in ``seeds/`` does) and is no article. Links to folders are not followed,
    links to files only when they stay below the folder. A folder below that cannot be listed
    stands in the list itself, so that reading it names the fault instead of hiding it.
    """
    if not folder.is_dir():
        fact = "is a file, not a folder" if folder.exists() else "does not exist"
        raise UsageError(f"the folder {folder} {fact}: name a folder that holds articles")
    unlisted: list[Path] = []
    found: list[Path] = []
    for here, folders, names in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(here, name) for name in names if _is_article(Path(here, name), root=folder)]
    return tuple(sorted(found + unlisted, key=lambda path: path.relative_to(folder).as_posix()))


def _is_article(path: Path, *, root: Path) -> bool:
    if path.name.startswith(".") or kind_of(path) is None:
        return False
    if path.parent == root and path.name.lower() == "readme.md":
        return False
    if path.is_symlink():
        return path.is_file() and path.resolve().is_relative_to(root.resolve())
    return stat.S_ISREG(path.lstat().st_mode)


def file_name(path: Path, *, root: Path) -> str:
    """Name a file below its folder, fit to be stored and shown: no control or undecodable character."""
    return shown(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name)


def shown(name: str) -> str:
    """A name with a replacement character for each that a screen would act on or cannot show."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", "\ufffd", name)


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
