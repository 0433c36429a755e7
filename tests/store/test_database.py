from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.records import Claim
from rag.search.encode import HashEncoder
from rag.store import aside
from rag.store.connect import DATABASE
from rag.store.database import Database
from rag.store.integrity import problems
from rag.store.sync import sync
from tests.store.conftest import FERRY, Sync


def alter(index: Path, statement: str) -> None:
    connection = sqlite3.connect(index / DATABASE)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_an_index_that_is_missing_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match=r"there is no index in .*: make one with rag index FOLDER --index"):
        Database.open(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_an_index_of_a_newer_version_is_left_alone(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    alter(index, "PRAGMA user_version = 99")
    before = (index / DATABASE).read_bytes()

    with pytest.raises(IndexingError, match=r"newer version 99, this program reads 3: update rag"):
        Database.open(index)
    assert (index / DATABASE).read_bytes() == before


@pytest.mark.parametrize("size", [0, 100, 4096, 5000, 20000])
def test_a_database_that_was_cut_short_is_told_as_such(folder: Path, index: Path, bring: Sync, size: int) -> None:
    bring(folder)
    (index / DATABASE).write_bytes((index / DATABASE).read_bytes()[:size])

    with pytest.raises(IndexingError, match=r"rag index FOLDER"):
        _read_all(index)


def _read_all(index: Path) -> None:
    database = Database.open(index)
    try:
        if damage := database.damage():
            raise IndexingError(damage)
    finally:
        database.close()


def test_another_programs_database_is_not_touched(index: Path) -> None:
    index.mkdir()
    alter(index, "CREATE TABLE recipes (name TEXT)")

    with pytest.raises(IndexingError, match="is no index of rag"):
        Database.open(index)


def test_what_is_stored_comes_back(folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch) -> None:
    quote = "Four people died aboard the Aurelia."

    def extract(article: object) -> tuple[Claim, ...]:
        text = getattr(article, "text", "")
        if quote not in text:
            return ()
        return (Claim(article_id=getattr(article, "id", ""), start=0, end=len(quote), quote=quote, context_start=0),)

    monkeypatch.setattr(aside, "extract_claims", extract)
    bring(folder)
    database = Database.open(index)
    bread, ferry = database.articles()

    assert ferry.text == FERRY
    assert database.article(ferry.id) == ferry
    assert [passage.text for passage in database.passages(ferry.id)] == [FERRY]
    assert [claim.quote for claim in database.claims()] == [quote]
    assert database.claims([bread.id]) == ()
    assert database.counts() == {"articles": 2, "passages": 2, "claims": 1}


def test_vectors_come_back_in_half_precision(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    database = Database.open(index)
    [(ids, vectors)] = database.vector_batches()
    texts = [database.passages_by_id([int(number)])[int(number)].text for number in ids]

    assert (vectors * HashEncoder().encode(texts)).sum(axis=1).min() > 0.999


def test_an_article_that_is_gone_is_named(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)

    with pytest.raises(IndexingError, match="has no article nobody"):
        Database.open(index).article("nobody")


def test_claims_of_another_shape_ask_for_a_sync(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    alter(
        index, "INSERT INTO claims (article_id, aspect, start, record) SELECT id, '', 0, '{\"old\": 1}' FROM articles"
    )

    with pytest.raises(IndexingError, match=r"the claims in .* are of another version: bring them up to date"):
        Database.open(index).claims()


def test_threads_share_one_database(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    database = Database.open(index)
    counted: list[int] = []
    threads = [threading.Thread(target=lambda: counted.append(len(database.articles()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert counted == [2] * 8


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE passages SET start = start + 1, end = end + 1 WHERE id = 1",
            "bread.txt .*: its passages 0 are not in its text",
        ),
        ("DELETE FROM vectors WHERE passage_id = 1", "bread.txt .*: its passages 0 have no vector"),
        (
            "UPDATE vectors SET vector = zeroblob(10) WHERE passage_id = 2",
            "ferry.txt .*: its vectors are not of 64 dimensions",
        ),
        (
            "UPDATE vectors SET vector = zeroblob(128) WHERE passage_id = 2",
            "ferry.txt .*: its vectors are not of length one",
        ),
        ("UPDATE meta SET value = '7' WHERE key = 'generation'", "the search engines do not know state 7-"),
        (
            "UPDATE articles SET title = 'Another'",
            "it is not what was stored",
        ),
        ("DELETE FROM carried", "articles .* belong to no file"),
        ("DELETE FROM files WHERE path = 'ferry.txt'", "1 rows of carried refer to what is not there"),
        ("UPDATE meta SET value = '7' WHERE key = 'passages'", "the index holds 2 passages and counts 7"),
    ],
)
def test_a_check_names_each_problem(folder: Path, index: Path, bring: Sync, statement: str, problem: str) -> None:
    bring(folder)
    alter(index, statement)
    database = Database.open(index)

    with pytest.raises(AssertionError, match=problem):
        assert "\n".join(problems(database)) == ""


def test_a_write_that_fails_leaves_the_archive_as_it_was(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(folder)
    (folder / "more.txt").write_text("One more report.", encoding="utf-8")
    execute = Database.execute

    def fail(self: Database, query: str, values: tuple[object, ...] = ()) -> int:
        if "INTO vectors" in query:
            raise MemoryError("no room")
        return execute(self, query, values)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", fail)
        with pytest.raises(MemoryError, match="no room"):
            sync(index, folder, encoder=HashEncoder())

    database = Database.open(index)
    assert (database.generation, len(database.articles())) == (1, 2)
    assert problems(database) == ()


def test_an_index_in_a_folder_that_cannot_be_written_is_read(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(folder)
    monkeypatch.setattr("rag.store.connect.os.access", lambda path, mode: False)
    database = Database.open(index)

    assert len(database.articles()) == 2
    with pytest.raises(IndexingError, match=r"cannot be read or written \(.*readonly.*\)"), database.transaction():
        database.execute("DELETE FROM files")
