"""Derive: what do FAISS and tantivy need in order to search this very state of the archive?

A database in, two open search engines out. They lie in ``search/<stamp>/``, written beside and
renamed whole; whatever is missing, torn or of another stamp is made again from SQLite, on disk where
this process may write there at once and in memory otherwise. Nothing is ever encoded here.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rag.errors import IndexingError
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex
from rag.store.database import Database
from rag.store.lock import write_lock
from rag.store.write import Commit

FOLDER, SEAL = "search", "seal.json"
VECTORS, WORDS = "vectors.faiss", "words"
_SMALL_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Engines:
    """Both search engines, and the state of the archive that they know."""

    stamp: str
    vectors: VectorIndex
    words: WordIndex


def open_engines(database: Database) -> Engines:
    """Open what is derived from the present state, made again where it cannot be trusted."""
    found = _opened(database)
    if found is None:
        with suppress(IndexingError), write_lock(database.index, seconds=0):
            bring_up_to_date(database)
            found = _opened(database)
    return found or _in_memory(database)


def bring_up_to_date(database: Database, commit: Commit | None = None) -> None:
    """Write what is derived from the present state, unless it lies there; the caller holds the lock.

    After a small change the former files are taken over and only what changed is written.
    """
    target = _folder(database)
    if is_sealed(target):
        return
    beside = target.with_name(".new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    beside.mkdir(parents=True)
    if not (commit and _is_small(commit, database) and _write_changed(database, commit, beside)):
        _write_whole(database, beside)
    _seal(beside)
    beside.rename(target)
    _sweep(target)


def is_sealed(folder: Path) -> bool:
    """Whether every file that was written is there in its full length."""
    try:
        sizes = json.loads((folder / SEAL).read_text(encoding="ascii"))
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError):
        return False


def _folder(database: Database) -> Path:
    return database.index / FOLDER / database.stamp


def _opened(database: Database) -> Engines | None:
    stamp, folder = database.stamp, _folder(database)
    if not is_sealed(folder):
        return None
    try:
        engines = Engines(stamp, VectorIndex.open(folder / VECTORS), WordIndex.open(folder / WORDS))
    except IndexingError:
        return None
    passages = database.counts()["passages"]
    return engines if len(engines.vectors) == len(engines.words) == passages else None


def _in_memory(database: Database) -> Engines:
    ids, vectors = database.vectors()
    built = VectorIndex.build(ids, vectors, dimension=vectors.shape[1])
    return Engines(database.stamp, built, WordIndex.build(database.word_rows()))


def _write_whole(database: Database, folder: Path) -> None:
    ids, vectors = database.vectors()
    VectorIndex.build(ids, vectors, dimension=vectors.shape[1]).save(folder / VECTORS)
    shutil.rmtree(folder / WORDS, ignore_errors=True)
    (folder / WORDS).mkdir()
    WordIndex.build(database.word_rows(), folder=folder / WORDS)


def _is_small(commit: Commit, database: Database) -> bool:
    return len(commit.added) + len(commit.removed) <= _SMALL_SHARE * database.counts()["passages"]


def _write_changed(database: Database, commit: Commit, folder: Path) -> bool:
    """Take the former files over with what changed; False where they are not there or not whole."""
    former = database.index / FOLDER / commit.before
    if not is_sealed(former):
        return False
    try:
        vectors = VectorIndex.load(former / VECTORS)
        ids, rows = database.vectors(commit.added)
        vectors.change(remove=commit.removed, ids=ids, vectors=rows)
        vectors.save(folder / VECTORS)
        _link_files(former / WORDS, folder / WORDS)
        WordIndex.open(folder / WORDS).change(remove=commit.removed, rows=database.word_rows(commit.added))
    except IndexingError:
        return False
    return True


def _link_files(former: Path, folder: Path) -> None:
    """Take over tantivy's files without copying: it replaces them and never writes into one again."""
    folder.mkdir()
    for path in former.iterdir():
        if path.suffix == ".lock":
            continue
        try:
            os.link(path, folder / path.name)
        except OSError:
            shutil.copy2(path, folder / path.name)


def _seal(folder: Path) -> None:
    """Push every file to the disk and note its size."""
    sizes = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"):
        sizes[path.relative_to(folder).as_posix()] = path.stat().st_size
        _push(path)
    (folder / SEAL).write_text(json.dumps(sizes, indent=1), encoding="ascii")
    _push(folder / SEAL)


def _push(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sweep(kept: Path) -> None:
    """Remove what was derived from other states; a process that has them open keeps them until it closes."""
    for path in kept.parent.iterdir():
        if path != kept:
            shutil.rmtree(path, ignore_errors=True)
