from __future__ import annotations

from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import UsageError
from rag.reports import Wanted
from rag.search.encode import HashEncoder
from rag.store.integrity import problems
from tests.store.conftest import BREAD, BRIDGE, FERRY, Sync


@pytest.fixture
def archive(folder: Path, index: Path, bring: Sync) -> Archive:
    """An archive of three articles, one of them in a folder below."""
    (folder / "deep").mkdir()
    (folder / "deep" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    return Archive(index, encoder=HashEncoder())


def held(archive: Archive) -> list[str]:
    """The first names of the articles of a sound archive."""
    assert problems(archive.store) == ()
    return [article.file for article in archive.articles()]


@pytest.mark.parametrize("name", ["ferry.txt", "fer*.txt", "f?rry.*", "{folder}/ferry.txt", "{id}"])
def test_an_article_is_removed_by_its_file_a_pattern_its_path_or_its_id(
    archive: Archive, folder: Path, name: str
) -> None:
    [ferry] = archive.articles(Wanted(file="ferry.txt"))
    archive.remove(name.format(folder=folder, id=ferry.id))

    assert held(archive) == ["bread.txt", "deep/bridge.txt"]
    assert {hit.article.file for hit in archive.search("four people died")} == {"bread.txt", "deep/bridge.txt"}


@pytest.mark.parametrize("name", ["deep", "deep/", "{folder}/deep"])
def test_a_folder_below_is_removed_with_all_in_it(archive: Archive, folder: Path, name: str) -> None:
    assert archive.remove(name.format(folder=folder)).files == ("deep/bridge.txt",)
    assert held(archive) == ["bread.txt", "ferry.txt"]


def test_a_name_that_means_nothing_here_is_told(archive: Archive) -> None:
    with pytest.raises(UsageError, match=r"nothing in the index is called 'nosuch': `rag articles` lists what is"):
        archive.remove("ferry.txt", "nosuch")
    with pytest.raises(UsageError, match="nothing in the index is called"):
        archive.remove("/")
    assert len(held(archive)) == 3


def test_what_was_removed_stays_out_until_its_content_changes(archive: Archive, folder: Path, bring: Sync) -> None:
    archive.remove("ferry.txt")
    assert bring(folder).left_out == 1
    assert bring(folder, rebuild=True).left_out == 1
    (folder / "ferry.txt").rename(folder / "ship.txt")
    bring(folder)
    assert [one.name for one in archive.left_out()] == ["ship.txt"]
    assert held(archive) == ["bread.txt", "deep/bridge.txt"]

    (folder / "ship.txt").write_text(FERRY + " More is not known.", encoding="utf-8")
    assert bring(folder).added == ("ship.txt",)


def test_what_was_removed_comes_back_when_it_is_asked_for_again(archive: Archive, folder: Path, bring: Sync) -> None:
    archive.remove("ferry.txt", "deep")

    report = bring(folder, again=True)

    assert (report.added, report.left_out) == (("deep/bridge.txt", "ferry.txt"), 0)
    assert archive.left_out() == ()
    assert held(archive) == ["bread.txt", "deep/bridge.txt", "ferry.txt"]


def test_a_row_of_a_table_is_removed_alone(folder: Path, index: Path, bring: Sync) -> None:
    table = folder / "ships.csv"
    table.write_text("title,text\nOne,The Aurelia burned.\nTwo,The Orlan sank.\n", encoding="utf-8")
    bring(folder)
    archive = Archive(index, encoder=HashEncoder())
    archive.remove("ships.csv#1")
    assert held(archive) == ["bread.txt", "ferry.txt", "ships.csv#2"]

    table.write_text(table.read_text(encoding="utf-8") + "Three,The Lerna was found.\n", encoding="utf-8")
    bring(folder)
    assert held(archive) == ["bread.txt", "ferry.txt", "ships.csv#2", "ships.csv#3"]


def test_an_indexed_folder_is_forgotten_as_a_whole(archive: Archive, folder: Path, tmp_path: Path, bring: Sync) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "copy.txt").write_text(BREAD, encoding="utf-8")
    bring(other)
    assert archive.roots() == (str(folder), str(other))

    archive.remove(str(folder))

    assert archive.roots() == (str(other),)
    assert held(archive) == ["copy.txt"]
    assert len(bring(folder).added) == 3


def test_a_folder_that_is_there_no_more_is_said_to_be_missing_and_can_be_forgotten(
    archive: Archive, folder: Path
) -> None:
    folder.rename(folder.with_name("elsewhere"))
    assert [one.is_missing for one in archive.status().folders] == [True]

    archive.remove(str(folder))
    assert held(archive) == []
