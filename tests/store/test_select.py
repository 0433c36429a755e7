from __future__ import annotations

from pathlib import Path

import pytest

from rag.archive import Archive
from rag.reports import Wanted
from rag.search.encode import HashEncoder
from tests.store.conftest import BREAD, Sync


@pytest.fixture
def archive(tmp_path: Path, index: Path, bring: Sync) -> Archive:
    """Two folders: one with a dated and an undated article below it, one with a copy and an unreadable file."""
    dated = "---\ntitle: Air strikes in May\npublisher: Reuters\npublished: {day}\n---\nTwo died on {day}.\n"
    for name, text in {
        "news/deep/may.md": dated.format(day="2021-05-31"),
        "news/june.md": dated.format(day="2021-06-01"),
        "news/bread.txt": BREAD,
        "clips/bread.txt": BREAD,
        "clips/noise.txt": "\0\1\2",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    bring(tmp_path / "news")
    bring(tmp_path / "clips")
    return Archive(index, encoder=HashEncoder())


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (Wanted(), ["bread.txt", "deep/may.md", "june.md"]),
        (Wanted(title="AIR strikes"), ["deep/may.md", "june.md"]),
        (Wanted(publisher="reut"), ["deep/may.md", "june.md"]),
        (Wanted(since="2021-06"), ["june.md"]),
        (Wanted(until="2021-05"), ["deep/may.md"]),
        (Wanted(since="2021-05-31", until="2021-06-01"), ["deep/may.md", "june.md"]),
        (Wanted(is_undated=True), ["bread.txt"]),
        (Wanted(folder="deep"), ["deep/may.md"]),
        (Wanted(file="*.md"), ["deep/may.md", "june.md"]),
        (Wanted(title="100%' OR 1=1"), []),
    ],
)
def test_articles_are_chosen_by_what_is_known_of_them(archive: Archive, wanted: Wanted, files: list[str]) -> None:
    assert [article.file for article in archive.articles(wanted)] == files


def test_an_indexed_folder_chooses_its_own_articles(archive: Archive, tmp_path: Path) -> None:
    [bread] = archive.articles(Wanted(folder=str(tmp_path / "clips")))

    assert (bread.files, bread.folders) == (("bread.txt",), (str(tmp_path / "clips"), str(tmp_path / "news")))


def test_what_cannot_be_read_is_known_with_its_folder(archive: Archive, tmp_path: Path) -> None:
    [noise] = archive.unread()

    assert (noise.folder, noise.name) == (str(tmp_path / "clips"), "noise.txt")
    assert noise.reason.startswith("is binary")
