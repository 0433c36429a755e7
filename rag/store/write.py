"""Write: how does one change of the archive take effect, all of it or nothing?

A ``Change`` in, written inside the caller's transaction, and a ``Commit`` out that says which
passages came and went. An article that no file carries any more goes with its last file. Knows no
folder and no model: what is written was read and encoded before.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from rag.frozen import to_json
from rag.records import Article, Claim, Passage
from rag.store.amend import Edit, store_edit
from rag.store.database import ARTICLE, Database
from rag.store.files import Member
from rag.store.schema import TABLE_NAMES
from rag.store.seal import article_row, seal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article ready to be stored; ``vectors`` are float16 bytes, one for each passage."""

    article: Article
    passages: tuple[Passage, ...]
    vectors: tuple[bytes, ...]
    claims: tuple[Claim, ...]

    def __post_init__(self) -> None:
        if len(self.passages) != len(self.vectors):
            raise ValueError(f"{len(self.passages)} passages cannot have {len(self.vectors)} vectors")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """One file as it is to stand in the archive: what tells it apart, what it carries, what failed in it."""

    path: str
    sha256: str
    trace: str
    articles: tuple[Member, ...] = ()
    faults: tuple[Member, ...] = ()
    is_part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to become of one folder's files, and the articles that are new or made anew.

    ``files`` are new or read again (one that ``is_part`` adds to what the file carries), ``retraced``
    (path, trace) were looked at and are the same, ``gone`` lie there no more, ``dissolved`` are folders
    that are forgotten with all their files. ``edits`` go over to articles that take another's place.
    """

    root: str
    reading: str
    files: tuple[FileChange, ...] = ()
    retraced: tuple[tuple[str, str], ...] = ()
    gone: tuple[str, ...] = ()
    dissolved: tuple[str, ...] = ()
    prepared: tuple[Prepared, ...] = ()
    edits: tuple[tuple[str, Edit], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.files or self.retraced or self.gone or self.dissolved or self.prepared or self.edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What a change did to the passages: the stamps before and after, the row ids added and removed."""

    before: str
    after: str
    added: tuple[int, ...]
    removed: tuple[int, ...]


def apply(database: Database, change: Change, *, stamps: Mapping[str, str]) -> Commit | None:
    """Write a change inside a transaction; None where it leaves every article as it was."""
    before, tally = database.stamp, Tally()
    for prepared in change.prepared:
        _store_article(database, prepared, change.reading, tally)
    left = dissolve(database, change.dissolved) | _replace_files(database, change)
    drop_orphans(database, left, tally)
    for edit in change.edits:
        store_edit(database, *edit)
    for stamp in stamps.items():
        set_meta(database, *stamp)
    return advance(database, before, tally) if change.prepared or tally.removed else None


@dataclass(slots=True)
class Tally:
    """What came and went so far."""

    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    articles: int = 0
    claims: int = 0


def advance(database: Database, before: str, tally: Tally) -> Commit:
    """Count, and name the state that stands now, so that no earlier or abandoned one has its name."""
    counts = database.counts()
    counts["articles"] += tally.articles
    counts["passages"] += len(tally.added) - len(tally.removed)
    counts["claims"] += tally.claims
    for table, count in counts.items():
        set_meta(database, table, str(count))
    set_meta(database, "generation", str(database.generation + 1))
    set_meta(database, "token", secrets.token_hex(4))
    return Commit(before=before, after=database.stamp, added=tuple(tally.added), removed=tuple(tally.removed))


def set_meta(database: Database, key: str, value: str) -> None:
    """Write one stamp."""
    database.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))


def replace_all(database: Database) -> None:
    """Put the archive that lies attached as ``fresh`` in the place of this one, inside a transaction."""
    generation = database.generation + 1
    database.execute("PRAGMA defer_foreign_keys = ON")
    for table in TABLE_NAMES:
        database.execute(f"DELETE FROM main.{table}")
    for table in reversed(TABLE_NAMES):
        database.execute(f"INSERT INTO main.{table} SELECT * FROM fresh.{table}")
    set_meta(database, "generation", str(generation))
    database.execute("DELETE FROM meta WHERE key = 'origin'")


def finish(database: Database, root: str, *, at: str) -> None:
    """Note that a folder was gone through to its end, at this time."""
    with database.transaction():
        database.execute("UPDATE folders SET is_finished = 1, synced = ? WHERE root = ?", (at, root))


def drop_orphans(database: Database, candidates: Collection[str], tally: Tally) -> None:
    """Drop those of some articles that no file carries any more."""
    for article_id in sorted(candidates):
        if not database.rows("SELECT 1 FROM carried WHERE article_id = ? LIMIT 1", (article_id,)):
            _clear(database, article_id, tally)
            database.execute("DELETE FROM articles WHERE id = ?", (article_id,))
            tally.articles -= 1


def _clear(database: Database, article_id: str, tally: Tally, *, keep_passages: bool = False) -> None:
    """Take an article's claims out, and its passages with their vectors."""
    [(claims,)] = database.rows("SELECT count(*) FROM claims WHERE article_id = ?", (article_id,))
    database.execute("DELETE FROM claims WHERE article_id = ?", (article_id,))
    tally.claims -= claims
    if not keep_passages:
        tally.removed += [
            key for (key,) in database.rows("SELECT id FROM passages WHERE article_id = ?", (article_id,))
        ]
        database.execute("DELETE FROM passages WHERE article_id = ?", (article_id,))


def _store_article(database: Database, prepared: Prepared, reading: str, tally: Tally) -> None:
    article = prepared.article
    is_known = bool(database.rows("SELECT 1 FROM articles WHERE id = ?", (article.id,)))
    is_same = is_known and _is_found_alike(database, prepared)
    if is_known:
        _clear(database, article.id, tally, keep_passages=is_same)
    row = (*article_row(article), reading, _seal(prepared))
    columns = f"{ARTICLE}, reading, seal"
    fresh = ", ".join(f"{name} = excluded.{name}" for name in columns.split(", ")[1:])
    places = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO articles ({columns}) VALUES ({places}) ON CONFLICT (id) DO UPDATE SET {fresh}", row)
    tally.articles += not is_known
    if not is_same:
        pairs = zip(prepared.passages, prepared.vectors, strict=True)
        tally.added += [_insert_passage(database, *pair) for pair in pairs]
    _insert_claims(database, article.id, prepared.claims)
    tally.claims += len(prepared.claims)


def _seal(prepared: Prepared) -> str:
    """Digest all that the archive is to hold of an article."""
    parts = [[one.number, one.start, one.end, one.text] for one in prepared.passages]
    claims = [[claim.start, to_json(claim)] for claim in prepared.claims]
    return seal_of(article_row(prepared.article), parts=parts, vectors=prepared.vectors, claims=claims)


def _is_found_alike(database: Database, prepared: Prepared) -> bool:
    """Whether a stored article has these very passages and vectors, and is found by the same names and dates."""
    article = prepared.article
    names = database.rows("SELECT title, publisher, published FROM articles WHERE id = ?", (article.id,))
    told = {claim.scene.when for claim in prepared.claims if claim.scene.when}
    if names != [(article.title, article.publisher, article.published)] or told != _told(database, article.id):
        return False
    query = (
        "SELECT start, end, text, vector FROM passages JOIN vectors ON passage_id = id"
        " WHERE article_id = ? ORDER BY number"
    )
    pairs = zip(prepared.passages, prepared.vectors, strict=True)
    wanted = [(one.start, one.end, one.text, vector) for one, vector in pairs]
    return database.rows(query, (article.id,)) == wanted


def _told(database: Database, article_id: str) -> set[str]:
    return set(database.told([article_id]).get(article_id, ()))


def _insert_passage(database: Database, passage: Passage, vector: bytes) -> int:
    number = database.execute(
        "INSERT INTO passages (article_id, number, start, end, text) VALUES (?, ?, ?, ?, ?)",
        (passage.article_id, passage.number, passage.start, passage.end, passage.text),
    )
    database.execute("INSERT INTO vectors (passage_id, vector) VALUES (?, ?)", (number, vector))
    return number


def _insert_claims(database: Database, article_id: str, claims: Collection[Claim]) -> None:
    database.execute_many(
        "INSERT INTO claims (article_id, aspect, start, record) VALUES (?, ?, ?, ?)",
        ((article_id, claim.aspect, claim.start, to_json(claim)) for claim in claims),
    )


def dissolve(database: Database, roots: Iterable[str]) -> set[str]:
    """Forget whole folders; return the articles that their files carried."""
    left: set[str] = set()
    for root in roots:
        query = (
            "SELECT DISTINCT article_id FROM carried JOIN files ON files.id = file_id"
            " JOIN folders ON folders.id = folder_id WHERE root = ?"
        )
        left.update(key for (key,) in database.rows(query, (root,)))
        database.execute("DELETE FROM folders WHERE root = ?", (root,))
    return left


def _replace_files(database: Database, change: Change) -> set[str]:
    """Write the rows of a folder; return the articles that its files carried until now."""
    if not (change.files or change.retraced or change.gone):
        return set()
    database.execute("INSERT OR IGNORE INTO folders (root) VALUES (?)", (change.root,))
    [(folder,)] = database.rows("SELECT id FROM folders WHERE root = ?", (change.root,))
    database.execute("UPDATE folders SET is_finished = 0 WHERE id = ?", (folder,))
    database.execute_many(
        "UPDATE files SET trace = ? WHERE folder_id = ? AND path = ?",
        ((trace, folder, path) for path, trace in change.retraced),
    )
    left = {key for path in change.gone for key in _forget_file(database, folder, path)}
    for file in change.files:
        if file.is_part:
            left.update(_add_to_file(database, folder, file))
        else:
            left.update(_forget_file(database, folder, file.path))
            _insert_file(database, folder, file, change.reading)
    return left


def _add_to_file(database: Database, folder: int, file: FileChange) -> list[str]:
    """Put members into a file that is still being read; return the articles whose place they take."""
    row = (folder, file.path)
    database.execute(
        "INSERT INTO files (folder_id, path, sha256, trace, reading) VALUES (?, ?, '', '', '')"
        " ON CONFLICT (folder_id, path) DO UPDATE SET sha256 = '', trace = '', reading = ''",
        row,
    )
    [(key,)] = database.rows("SELECT id FROM files WHERE folder_id = ? AND path = ?", row)
    members = [member for member, _ in file.articles]
    former = database.rows_in(f"SELECT article_id FROM carried WHERE file_id = {int(key)} AND member IN", members)
    database.execute_many(
        "INSERT OR REPLACE INTO carried (file_id, member, article_id) VALUES (?, ?, ?)",
        ((key, *member) for member in file.articles),
    )
    return [article_id for (article_id,) in former]


def _forget_file(database: Database, folder: int, path: str) -> list[str]:
    query = "SELECT article_id FROM carried JOIN files ON files.id = file_id WHERE folder_id = ? AND path = ?"
    left = [key for (key,) in database.rows(query, (folder, path))]
    database.execute("DELETE FROM files WHERE folder_id = ? AND path = ?", (folder, path))
    return left


def _insert_file(database: Database, folder: int, file: FileChange, reading: str) -> None:
    key = database.execute(
        "INSERT INTO files (folder_id, path, sha256, trace, reading) VALUES (?, ?, ?, ?, ?)",
        (folder, file.path, file.sha256, file.trace, reading),
    )
    database.execute_many(
        "INSERT INTO carried (file_id, member, article_id) VALUES (?, ?, ?)",
        ((key, *member) for member in file.articles),
    )
    database.execute_many(
        "INSERT INTO faults (file_id, member, reason) VALUES (?, ?, ?)",
        ((key, *member) for member in file.faults),
    )
