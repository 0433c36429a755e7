"""Connect: is there an index in this folder, and may this program trust it?

A folder in, an open SQLite connection out, or an ``IndexingError`` of one line with the command
that mends it. Opening deletes and changes nothing. Knows the file and its stamps, not what the
tables mean.
"""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from rag.errors import IndexingError, NoIndexError
from rag.store.schema import APPLICATION_ID, FORMAT, STEPS, TABLES

DATABASE = "articles.sqlite"
SIDECARS = ("-wal", "-shm")
_BUSY_SECONDS = 10.0
_UNLOCKED = "ro&immutable=1"
_LEAST_ROOM = 100_000  # bytes; without them SQLite can keep no journal, and says "disk I/O error"


class UnusableIndexError(IndexingError):
    """There is a database, but this program cannot use it: only a rebuild helps."""


def rebuild_command(index: Path) -> str:
    """Word the command that makes an index anew."""
    return f"rag index FOLDER --rebuild{_option(index)}"


def index_command(index: Path) -> str:
    """Word the command that makes an index."""
    return f"rag index FOLDER{_option(index)}"


def _option(index: Path) -> str:
    return "" if index == Path("index") else f" --index {shlex.quote(str(index))}"


def open_connection(index: Path) -> sqlite3.Connection:
    """Open the database of an index; raise ``IndexingError`` where it is missing, damaged or too new."""
    if not (index / DATABASE).is_file():
        raise NoIndexError(f"there is no index in {index}: make one with {index_command(index)}")
    with damage_reported(index):
        try:
            return _checked(index, _mode(index))
        except sqlite3.OperationalError:
            if _is_journal_there(index):
                raise
            return _checked(index, _UNLOCKED)  # a full disk has no room for a lock file; what is there can be read


def _checked(index: Path, mode: str) -> sqlite3.Connection:
    connection = _connect(index, mode)
    try:
        _check_stamps(connection, index)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_journal_there(index: Path) -> bool:
    """Whether something was written that is not yet in the database's own file."""
    journal = index / f"{DATABASE}-wal"
    return journal.exists() and journal.stat().st_size > 0


def _mode(index: Path) -> str:
    """How to open: where nothing may be written, without a lock file, unless another process is writing."""
    if os.access(index, os.W_OK):
        return "rw"
    return "ro" if (index / f"{DATABASE}-wal").exists() else _UNLOCKED


def create_connection(index: Path) -> sqlite3.Connection:
    """Open the database of an index, made first where there is none; its generation is then 0."""
    try:
        index.mkdir(parents=True, exist_ok=True)
        with damage_reported(index):
            connection = _connect(index, "rwc")
            connection.execute("PRAGMA journal_mode = WAL")
            if _is_blank(connection):
                _create_tables(connection)
            _bring_to_this_version(connection)
            connection.close()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IndexingError(
            f"the index folder {index} cannot be written ({reason}): name another with --index"
        ) from error
    return open_connection(index)


def blank_connection() -> sqlite3.Connection:
    """Open an empty archive in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _create_tables(connection)
    return connection


def stored_bytes(index: Path) -> int:
    """Count the bytes of all files in an index; one that is just being replaced is left out."""
    total = 0
    for path in index.rglob("*"):
        with suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total


def set_aside(index: Path) -> None:
    """Rename a database that cannot be used to ``articles.sqlite.old``; its sidecars go first."""
    for suffix in (*SIDECARS, ""):
        path = index / (DATABASE + suffix)
        if path.exists():
            path.replace(index / f"{DATABASE}.old{suffix}")


@contextmanager
def damage_reported(index: Path) -> Iterator[None]:
    """Turn what SQLite says of a damaged, locked or full database into one line with its cure."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
        raise  # a mistake of this program
    except sqlite3.DatabaseError as error:
        raise _explained(index, error) from error


def full_disk(index: Path, reason: str) -> IndexingError:
    """Word that there is no room, and that nothing was lost by it."""
    return IndexingError(
        f"the index in {index} cannot be written ({reason}): make room and try again; it is as it was before"
    )


def _is_full(index: Path) -> bool:
    try:
        return shutil.disk_usage(index).free < _LEAST_ROOM
    except OSError:
        return False


def _explained(index: Path, error: sqlite3.DatabaseError) -> IndexingError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return IndexingError(f"the index in {index} is being written by another program: try again")
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _is_full(index)):
        return full_disk(index, str(error))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM")):
        return IndexingError(
            f"the index in {index} cannot be read or written ({error}): check the disk and permissions"
        )
    return UnusableIndexError(f"the index in {index} is damaged ({error}): make it anew with {rebuild_command(index)}")


def _connect(index: Path, mode: str) -> sqlite3.Connection:
    address = f"{(index / DATABASE).resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(
        address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _create_tables(connection: sqlite3.Connection) -> None:
    token = secrets.token_hex(4)  # tells this archive from one made later in the same folder
    connection.executescript(
        f"BEGIN IMMEDIATE; {TABLES}"
        f"INSERT INTO meta VALUES ('generation', '0'), ('token', '{token}');"
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT}; COMMIT;"
    )


def _bring_to_this_version(connection: sqlite3.Connection) -> None:
    """Take an index of an older version step by step to this one; every article stays as it is stored."""
    while (version := _version(connection)) in STEPS and _application(connection) == APPLICATION_ID:
        connection.executescript(f"BEGIN IMMEDIATE; {STEPS[version]} PRAGMA user_version = {version + 1}; COMMIT;")


def _application(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _is_blank(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _check_stamps(connection: sqlite3.Connection, index: Path) -> None:
    if _is_blank(connection):
        raise NoIndexError(f"there is no index in {index}: make one with {index_command(index)}")
    if _application(connection) != APPLICATION_ID:
        raise UnusableIndexError(f"{index / DATABASE} is no index of rag: make one with {rebuild_command(index)}")
    version = _version(connection)
    if version < FORMAT:
        cure = f"bring it up to date with {index_command(index)}"
        raise IndexingError(
            f"the index in {index} is of the older version {version}, this program reads {FORMAT}: {cure}"
        )
    if version > FORMAT:
        cure = f"update rag, or make it anew with {rebuild_command(index)}"
        raise UnusableIndexError(
            f"the index in {index} is of the newer version {version}, this program reads {FORMAT}: {cure}"
        )
