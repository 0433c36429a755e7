"""Derive: what do FAISS and tantivy need in order to search this very state of the archive?

A database in, two open search engines out. They lie in ``search/<stamp>/``, written beside and
renamed whole; whatever is missing, torn, of another stamp or another format is made again from SQLite,
on disk where this process may write there at once and in memory otherwise. After a change only what
changed is written: the rest is taken over by hard links. Nothing is ever encoded here.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rag.errors import IndexingError
from rag.search.vectors import VectorIndex
from rag.search.words import WordIndex
from rag.store.connect import full_disk
from rag.store.database import Database
from rag.store.lock import write_lock
from rag.store.write import Commit

FOLDER, SEAL = "search", "seal.json"
VECTORS, WORDS = "vectors", "words"
FORMAT = 2
"""The form of what is derived: a new field of the word index, or another file of vectors, raises it."""


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
            sweep(database)
            found = _opened(database)
    return found or in_memory(database)


def bring_up_to_date(database: Database, commit: Commit | None = None) -> None:
    """Write what is derived from the present state, unless it lies there; the caller holds the lock.

    After a change the former files are taken over where they are sound. Inside a transaction the present
    state is the one that is about to be committed.
    """
    target = _folder(database)
    if is_sealed(target):
        return
    beside = target.with_name(".new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    with _room(database.index):
        beside.mkdir(parents=True)
        if not (commit and _write_changed(database, commit, beside)):
            _write_whole(database, beside)
        _seal(beside)
        beside.rename(target)


@contextmanager
def _room(index: Path) -> Iterator[None]:
    """Word what the disk refuses; FAISS says it as a RuntimeError."""
    try:
        yield
    except OSError as error:
        raise full_disk(index, (error.strerror or type(error).__name__).lower()) from error
    except RuntimeError as error:
        raise full_disk(index, " ".join(str(error).split())[:100]) from error


def is_sealed(folder: Path) -> bool:
    """Whether every file that was written is there in its full length, and of the form that is read here."""
    try:
        seal = json.loads((folder / SEAL).read_text(encoding="ascii"))
        sizes = seal["sizes"] if seal["format"] == FORMAT else {SEAL: -1}
        return all((folder / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError, AttributeError, KeyError, TypeError):
        return False


def is_exact(database: Database) -> bool | None:
    """Whether vectors are compared one by one, or by a graph; None where nothing is derived yet."""
    folder = _folder(database)
    try:
        return VectorIndex.open(folder / VECTORS).is_exact if is_sealed(folder) else None
    except IndexingError:
        return None


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


def in_memory(database: Database) -> Engines:
    """Make the search engines of the present state without writing."""
    with database.snapshot():
        return Engines(database.stamp, _vectors(database), WordIndex.build(database.word_rows()))


def _vectors(database: Database) -> VectorIndex:
    """All vectors anew."""
    dimension = int(database.meta().get("dimension", 0))
    count = database.counts()["passages"]
    return VectorIndex.build(database.vector_batches(), count=count, dimension=dimension)


def _write_whole(database: Database, folder: Path) -> None:
    for name in (VECTORS, WORDS):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir()
    _vectors(database).save(folder / VECTORS)
    WordIndex.build(database.word_rows(), folder=folder / WORDS)


def _write_changed(database: Database, commit: Commit, folder: Path) -> bool:
    """Take the former files over with what changed; False where they are not there or not whole."""
    former = database.index / FOLDER / commit.before
    if not is_sealed(former):
        return False
    try:
        _write_changed_vectors(database, commit, former=former / VECTORS, folder=folder / VECTORS)
        _link_files(former / WORDS, folder / WORDS)
        WordIndex.open(folder / WORDS).change(remove=commit.removed, rows=database.word_rows(commit.added))
    except IndexingError:
        return False
    return True


def _write_changed_vectors(database: Database, commit: Commit, *, former: Path, folder: Path) -> None:
    """Write what came and went beside the former base, or a new base when that is due."""
    ids, vectors = database.vectors(commit.added)
    index = VectorIndex.open(former)
    if index.dimension != vectors.shape[1]:
        raise IndexingError(f"the vectors in {former} are of another encoder: they are rebuilt")
    index.change(remove=commit.removed, ids=ids, vectors=vectors)
    if not index.is_worn:
        _link_files(former, folder)
        index.save(folder, with_base=False)
        return
    folder.mkdir()
    if not index.is_exact:
        index = VectorIndex.open(former, is_mapped=False)
        index.change(remove=commit.removed, ids=ids, vectors=vectors)
    is_renewed = not index.is_exact and index.renew()
    (index if is_renewed else _vectors(database)).save(folder)


def _link_files(former: Path, folder: Path) -> None:
    """Take files over without copying: tantivy replaces its own, and FAISS's base is written once."""
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
        found = path.stat()
        sizes[path.relative_to(folder).as_posix()] = found.st_size
        if found.st_nlink == 1:  # what another state shares was pushed then
            _push(path)
    seal = {"format": FORMAT, "sizes": sizes}
    (folder / SEAL).write_text(json.dumps(seal, indent=1), encoding="ascii")
    _push(folder / SEAL)


def _push(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sweep(database: Database) -> None:
    """Remove what was derived from states that are gone.

    The one before the present state stays: a reader may have seen it and be about to open it. A process
    that has others open keeps them until it closes.
    """
    present = _folder(database)
    others = (path for path in present.parent.iterdir() if path != present)
    for path in sorted(others, key=_age)[1:]:
        shutil.rmtree(path, ignore_errors=True)


def _age(folder: Path) -> int:
    """Sort the folders of search engines from the latest generation to the first."""
    generation = folder.name.partition("-")[0]
    return -int(generation) if generation.isdecimal() else 1
