from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import IndexingError
from rag.search.encode import HashEncoder
from rag.store.connect import DATABASE
from rag.store.database import Database
from rag.store.integrity import problems
from tests.store.conftest import FERRY, Sync


@pytest.fixture
def archive(folder: Path, index: Path, bring: Sync) -> Archive:
    bring(folder)
    return Archive(index, encoder=HashEncoder())


def alter(index: Path, statement: str) -> None:
    connection = sqlite3.connect(index / DATABASE)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    connection.commit()
    connection.close()


def found(index: Path) -> tuple[str, ...]:
    """The problems of an archive as another process sees them."""
    database = Database.open(index)
    try:
        return problems(database)
    finally:
        database.close()


def test_nothing_is_mended_where_all_is_well(archive: Archive, index: Path) -> None:
    before = Database.open(index).stamp

    assert archive.repair() == ()
    assert Database.open(index).stamp == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE passages SET start = start + 1, end = end + 1 WHERE id = 1",
        "UPDATE passages SET text = 'Nobody died.' WHERE id = 1",
        "UPDATE vectors SET vector = zeroblob(128) WHERE passage_id = 2",
        "DELETE FROM vectors",
        "DELETE FROM claims",
        "UPDATE articles SET seal = ''",
        "UPDATE meta SET value = '7' WHERE key = 'passages'",
        "INSERT INTO vectors VALUES (99, zeroblob(128))",
        "INSERT INTO faults VALUES (99, '', 'is empty')",
    ],
)
def test_what_can_be_made_again_from_the_stored_text_is(
    archive: Archive, folder: Path, index: Path, statement: str
) -> None:
    before = archive.articles()
    shutil.rmtree(folder)
    alter(index, statement)
    assert found(index)

    done = archive.repair()

    assert done
    assert found(index) == ()
    assert archive.articles() == before
    assert archive.search("four people died", k=1)[0].passage.text == FERRY


@pytest.mark.parametrize("statement", ["UPDATE articles SET text = 'Nobody died.' || text", "DELETE FROM carried"])
def test_an_article_that_was_altered_is_read_again_from_its_file(archive: Archive, index: Path, statement: str) -> None:
    before = archive.articles()
    alter(index, statement)

    done = archive.repair()

    assert found(index) == ()
    assert archive.articles() == before
    assert "read again: ferry.txt" in done


def test_an_altered_article_whose_file_is_gone_is_said_to_be_lost(archive: Archive, folder: Path, index: Path) -> None:
    alter(index, "UPDATE articles SET text = 'Nobody died.' || text WHERE text LIKE '%Aurelia%'")
    (folder / "ferry.txt").unlink()

    done = archive.repair()

    assert any(line.startswith("lost, for its file is not there as it was: ") for line in done)
    assert found(index) == ()
    assert [article.file for article in archive.articles()] == ["bread.txt"]


def test_what_was_removed_or_written_over_is_heeded(archive: Archive, index: Path) -> None:
    archive.remove("bread.txt")
    [ferry] = archive.articles()
    archive.edit(ferry.id, title="Ferry burns")
    alter(index, "DELETE FROM vectors")
    archive.repair()

    assert found(index) == ()
    assert [article.title for article in archive.articles()] == ["Ferry burns"]


def test_engines_that_hold_another_vector_are_found_and_made_again(archive: Archive, index: Path) -> None:
    alter(index, "UPDATE vectors SET vector = (SELECT vector FROM vectors WHERE passage_id = 1)")
    alter(index, "UPDATE articles SET seal = seal")
    assert any("is damaged: it is not what was stored" in line for line in found(index))
    archive.repair()
    shutil.rmtree(next((index / "search").iterdir()) / "words")
    assert any("search engines do not know state" in line for line in found(index))

    assert archive.repair() == ("the search engines were made again",)
    assert found(index) == ()


def test_a_database_that_sqlite_cannot_read_has_to_be_rebuilt(archive: Archive, index: Path) -> None:
    archive.close()
    whole = (index / DATABASE).read_bytes()
    (index / DATABASE).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:])

    with pytest.raises(IndexingError, match=r"is damaged .*: make it anew with rag index FOLDER --rebuild"):
        archive.repair()
