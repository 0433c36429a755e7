from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.errors import IndexingError, UsageError
from rag.search.encode import HashEncoder
from rag.store.database import Database
from rag.store.sync import sync
from tests.store.conftest import BREAD, BRIDGE, FERRY, Sync, first, names


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


def test_progress_is_told_stage_by_stage(folder: Path, index: Path) -> None:
    told: list[tuple[str, int, int]] = []

    sync(index, folder, encoder=HashEncoder(), progress=lambda *step: told.append(step))

    assert told == [
        ("looking", 1, 2),
        ("looking", 2, 2),
        ("indexing", 2, 2),
        ("indexing", 2, 2),
    ]
