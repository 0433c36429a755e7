from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.articles.draft import Fault
from rag.errors import IndexingError, UsageError
from rag.records import Article
from rag.search.encode import HashEncoder
from rag.store import aside, derived, gather
from rag.store import sync as sync_module
from rag.store.connect import DATABASE
from rag.store.database import Database
from rag.store.files import faults
from rag.store.integrity import problems
from rag.store.sync import sync
from tests.store.conftest import BREAD, BRIDGE, FERRY, Sync


def names(index: Path) -> dict[str, tuple[str, ...]]:
    """The first line of every article with the files that carry it; the archive must be sound."""
    database = Database.open(index)
    try:
        assert problems(database) == ()
        return {article.text.splitlines()[0]: article.files for article in database.articles()}
    finally:
        database.close()


def first(text: str) -> str:
    return text.splitlines()[0]


def test_a_folder_is_read_split_and_encoded(folder: Path, index: Path, bring: Sync) -> None:
    report = bring(folder)

    assert report.added == ("bread.txt", "ferry.txt")
    assert (report.passages, report.encoded) == (2, 2)
    assert names(index) == {first(FERRY): ("ferry.txt",), first(BREAD): ("bread.txt",)}


def test_a_second_sync_changes_nothing(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    report = bring(folder)

    assert (report.unchanged, report.added, report.encoded) == (2, (), 0)
    assert Database.open(index).generation == 1


def test_a_touched_file_is_unchanged(folder: Path, bring: Sync) -> None:
    bring(folder)
    os.utime(folder / "ferry.txt", (1, 1))

    assert bring(folder).unchanged == 2


def test_a_changed_file_loses_its_old_content(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "ferry.txt").write_text(BRIDGE, encoding="utf-8")
    report = bring(folder)

    assert (report.changed, report.encoded) == (("ferry.txt",), 1)
    assert names(index) == {first(BRIDGE): ("ferry.txt",), first(BREAD): ("bread.txt",)}


def test_only_the_changed_passages_of_a_long_article_are_encoded(folder: Path, bring: Sync) -> None:
    paragraphs = [f"Paragraph {number} says much. " + "It goes on and on in the same way. " * 22 for number in range(5)]
    (folder / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    bring(folder)
    (folder / "long.txt").write_text("\n\n".join([*paragraphs[:4], "Quite another end."]), encoding="utf-8")

    assert bring(folder).encoded == 1


def test_a_removed_file_goes(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "bread.txt").unlink()
    report = bring(folder)

    assert (report.removed, report.unchanged) == (("bread.txt",), 1)
    assert names(index) == {first(FERRY): ("ferry.txt",)}


def test_a_moved_file_is_not_encoded_again(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "deep").mkdir()
    (folder / "bread.txt").rename(folder / "deep" / "prices.md")
    report = bring(folder)

    assert (report.moved, report.removed, report.encoded) == (("deep/prices.md",), (), 0)
    assert names(index)[first(BREAD)] == ("deep/prices.md",)


def test_equal_files_are_one_article_with_two_names(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "copy.txt").write_text(FERRY, encoding="utf-8")
    assert bring(folder).encoded == 2
    assert names(index)[first(FERRY)] == ("copy.txt", "ferry.txt")

    (folder / "ferry.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    assert names(index)[first(FERRY)] == ("copy.txt",)


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "noise.txt").write_bytes(b"\0\1\2" * 100)
    report = bring(folder)

    [(name, reason)] = report.failed
    assert name == "noise.txt"
    assert reason.startswith("is binary")
    assert set(names(index)) == {first(FERRY), first(BREAD)}


def test_a_file_that_became_unreadable_keeps_its_former_content(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "ferry.txt").write_bytes(b"\0\1\2" * 100)
    report = bring(folder)

    assert [name for name, _ in report.failed] == ["ferry.txt"]
    assert report.removed == ()
    assert names(index)[first(FERRY)] == ("ferry.txt",)


def test_a_folder_of_unreadable_files_only_makes_no_archive(tmp_path: Path, index: Path, bring: Sync) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "noise.txt").write_bytes(b"\0" * 50)

    assert [name for name, _ in bring(tmp_path / "bad").failed] == ["noise.txt"]
    with pytest.raises(IndexingError, match="there is no index"):
        Database.open(index)


def test_a_missing_folder_leaves_the_archive_alone(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)

    with pytest.raises(UsageError, match="does not exist"):
        bring(folder.with_name("nowhere"))
    assert len(names(index)) == 2


def test_a_folder_without_articles_makes_no_index(tmp_path: Path, index: Path, bring: Sync) -> None:
    (tmp_path / "empty").mkdir()

    with pytest.raises(UsageError, match="has no articles: put text, pages, PDF, Word, mail or table files into it"):
        bring(tmp_path / "empty")
    assert not index.exists()


def test_a_folder_that_was_emptied_drops_its_articles(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    for path in folder.iterdir():
        path.unlink()
    report = bring(folder)

    assert report.removed == ("bread.txt", "ferry.txt")
    assert names(index) == {}


def test_each_folder_drops_only_its_own_files(folder: Path, tmp_path: Path, index: Path, bring: Sync) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    bring(other)
    assert set(names(index)) == {first(FERRY), first(BREAD), first(BRIDGE)}

    (folder / "bread.txt").unlink()
    bring(folder)
    assert set(names(index)) == {first(FERRY), first(BRIDGE)}


def test_a_folder_that_was_moved_is_followed(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    moved = folder.rename(folder.with_name("archive"))
    report = bring(moved)

    assert (report.moved, report.encoded) == (("bread.txt", "ferry.txt"), 0)
    (moved / "bread.txt").unlink()
    bring(moved)
    assert set(names(index)) == {first(FERRY)}


def test_another_encoder_needs_a_rebuild(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)

    with pytest.raises(IndexingError, match=r"made with the encoder hash, not hash-32: .*rag index FOLDER --rebuild"):
        bring(folder, dimension=32)

    assert bring(folder, dimension=32, rebuild=True).encoded == 2
    assert Database.open(index).meta()["dimension"] == "32"
    assert len(names(index)) == 2


def test_a_rebuild_keeps_the_articles_of_other_folders(folder: Path, tmp_path: Path, index: Path, bring: Sync) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    bring(other)

    assert bring(other, dimension=32, rebuild=True).encoded == 3
    assert set(names(index)) == {first(FERRY), first(BREAD), first(BRIDGE)}


@pytest.mark.parametrize("content", [b"not a database at all" * 50, None])
def test_a_rebuild_puts_a_damaged_database_aside(folder: Path, index: Path, bring: Sync, content: bytes | None) -> None:
    bring(folder)
    whole = (index / DATABASE).read_bytes()
    damaged = content or whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:]
    (index / DATABASE).write_bytes(damaged)
    with pytest.raises(IndexingError, match=r"is damaged .*: make it anew with rag index FOLDER --rebuild"):
        bring(folder)

    bring(folder, rebuild=True)

    assert len(names(index)) == 2
    assert (index / "articles.sqlite.old").read_bytes() == damaged


def test_a_better_extractor_reads_again_without_encoding(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(folder)
    read: list[str] = []

    def extract(article: Article) -> tuple[()]:
        read.append(article.files[0])
        return ()

    monkeypatch.setattr(sync_module, "reading_stamp", lambda: "another")
    monkeypatch.setattr(aside, "extract_claims", extract)
    report = bring(folder)

    assert (report.encoded, report.unchanged, sorted(read)) == (0, 2, ["bread.txt", "ferry.txt"])
    assert len(names(index)) == 2
    assert bring(folder).unchanged == 2
    assert len(read) == 2


def test_small_changes_find_what_a_rebuild_finds(folder: Path, index: Path, bring: Sync) -> None:
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Report {number} tells of ship {number % 7}.", encoding="utf-8")
    bring(folder)
    (folder / "3.txt").unlink()
    (folder / "4.txt").write_text("Ship nine sank.", encoding="utf-8")
    bring(folder)
    question = HashEncoder().encode(["ship nine"])[0]

    def found() -> list[str]:
        database = Database.open(index)
        engines = derived.open_engines(database)
        found = engines.vectors.search(question, k=1), engines.words.search("ship nine sank", k=1)
        texts = [database.passages_by_id([number])[number].text for ranking in found for number, _ in ranking]
        database.close()
        return texts

    changed = found()
    bring(folder, rebuild=True)

    assert found() == changed
    assert changed == ["Ship nine sank.", "Ship nine sank."]


def test_progress_is_told_stage_by_stage(folder: Path, index: Path) -> None:
    told: list[tuple[str, int, int]] = []

    sync(index, folder, encoder=HashEncoder(), progress=lambda *step: told.append(step))

    assert told == [
        ("looking", 1, 2),
        ("looking", 2, 2),
        ("indexing", 2, 2),
        ("indexing", 2, 2),
    ]


def lines(*texts: str) -> str:
    return "".join(f'{{"text": "{text}"}}\n' if text else "nonsense\n" for text in texts)


def test_every_row_of_a_file_is_an_article_of_its_own(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "may.jsonl").write_text(lines("One died.", "", "Two died."), encoding="utf-8")
    report = bring(folder)

    assert report.added == ("bread.txt", "ferry.txt", "may.jsonl#1", "may.jsonl#3")
    assert [name for name, _ in report.failed] == ["may.jsonl#2"]
    assert names(index)["Two died."] == ("may.jsonl#3",)


def test_an_unchanged_file_of_many_articles_is_not_read_again_and_keeps_its_faults(
    folder: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "may.jsonl").write_text(lines("One died.", "", "Two died."), encoding="utf-8")
    first_report = bring(folder)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was read though nothing changed")

    monkeypatch.setattr(gather, "read_file", refuse)
    report = bring(folder)

    assert (report.unchanged, report.failed, report.encoded) == (4, first_report.failed, 0)


def test_only_the_new_rows_of_a_changed_file_are_encoded(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "may.jsonl").write_text(lines("One died.", "Two died."), encoding="utf-8")
    bring(folder)
    (folder / "may.jsonl").write_text(lines("Nobody died.", "One died.", "Two died."), encoding="utf-8")
    report = bring(folder)

    assert (report.added, report.changed, report.removed) == (("may.jsonl#1",), (), ())
    assert (report.unchanged, report.encoded) == (4, 1)
    assert names(index)["Two died."] == ("may.jsonl#3",)


def test_a_row_that_became_unreadable_keeps_its_article_until_it_is_mended(
    folder: Path, index: Path, bring: Sync
) -> None:
    path = folder / "may.jsonl"
    path.write_text(lines("One died.", "Two died."), encoding="utf-8")
    bring(folder)
    path.write_text(lines("One died.", ""), encoding="utf-8")
    assert [name for name, _ in bring(folder).failed] == ["may.jsonl#2"]
    assert names(index)["Two died."] == ("may.jsonl#2",)

    path.write_text(lines("One died.", "Three died."), encoding="utf-8")
    assert bring(folder).changed == ("may.jsonl#2",)
    path.write_text(lines("One died.", "Two died."), encoding="utf-8")
    bring(folder)
    assert "Three died." not in names(index)
    assert names(index)["Two died."] == ("may.jsonl#2",)


def test_a_sidecar_that_changes_is_read_though_its_file_is_the_same(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "ferry.txt.meta.yaml").write_text("publisher: The Lerna Courier", encoding="utf-8")

    assert bring(folder).changed == ("ferry.txt",)
    assert {article.publisher for article in Database.open(index).articles()} == {"", "The Lerna Courier"}


def test_a_file_that_could_not_be_opened_is_tried_again(
    folder: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> Iterator[Fault]:
        return iter([Fault(reason="cannot be read (permission denied)", is_passing=True)])

    with monkeypatch.context() as patched:
        patched.setattr(gather, "read_file", refuse)
        (folder / "new.txt").write_text(BRIDGE, encoding="utf-8")
        assert [name for name, _ in bring(folder).failed] == ["bread.txt", "ferry.txt", "new.txt"]

    report = bring(folder)
    assert (report.added, report.failed) == (("bread.txt", "ferry.txt", "new.txt"), ())


def test_a_fault_is_remembered_until_the_file_changes_or_goes(folder: Path, index: Path, bring: Sync) -> None:
    (folder / "noise.txt").write_bytes(b"\0\1\2" * 100)
    bring(folder)
    assert list(faults(Database.open(index), str(folder))) == ["noise.txt"]

    (folder / "noise.txt").unlink()
    bring(folder)
    assert faults(Database.open(index), str(folder)) == {}


def test_an_index_of_the_first_version_is_brought_to_this_one(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    before = names(index)
    connection = sqlite3.connect(index / DATABASE)
    connection.executescript(_FIRST_VERSION)
    connection.close()
    with pytest.raises(IndexingError, match=r"of the older version 1, .*: bring it up to date with rag index FOLDER"):
        Database.open(index)

    report = bring(folder)

    assert (report.unchanged, report.encoded) == (2, 0)
    assert names(index) == before


_FIRST_VERSION = """
CREATE TABLE files_1 (root TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL,
    article_id TEXT NOT NULL REFERENCES articles (id), PRIMARY KEY (root, path)) WITHOUT ROWID;
INSERT INTO files_1 SELECT root, path, sha256, article_id FROM files
    JOIN folders ON folders.id = folder_id JOIN carried ON file_id = files.id;
DROP TABLE carried; DROP TABLE faults; DROP TABLE files; DROP TABLE folders; DROP TABLE left_out; DROP TABLE edits;
ALTER TABLE files_1 RENAME TO files;
CREATE INDEX files_by_article ON files (article_id);
CREATE INDEX claims_by_aspect ON claims (aspect);
DROP INDEX articles_by_reading;
ALTER TABLE articles DROP COLUMN bases;
ALTER TABLE articles DROP COLUMN reading;
ALTER TABLE articles DROP COLUMN seal;
DELETE FROM meta WHERE key IN ('articles', 'passages', 'claims');
INSERT INTO meta VALUES ('reading', 'earlier');
PRAGMA user_version = 1;
"""
