from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.articles.files import article_files, digest, file_name
from rag.errors import UsageError
from tests.articles.writing import write


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in article_files(folder)]


def test_articles_are_the_files_of_a_known_format_at_any_depth_in_order(tmp_path: Path) -> None:
    for name in ["b.txt", "a.md", "deep/er/c.TXT", "deep/README.md", "d.exe", "README.md", ".hidden.txt", ".git/e.txt"]:
        write(tmp_path, name)

    assert names(tmp_path) == ["a.md", "b.txt", "deep/README.md", "deep/er/c.TXT"]


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder, outside = tmp_path / "news", tmp_path / "private"
    write(folder, "a.txt")
    write(outside, "secret.txt")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "outside.txt").symlink_to(outside / "secret.txt")
    (folder / "broken.txt").symlink_to(folder / "gone.txt")
    (folder / "linked").symlink_to(outside, target_is_directory=True)

    assert names(folder) == ["a.txt", "inside.txt"]


def test_what_a_browser_saves_beside_a_page_is_no_article(tmp_path: Path) -> None:
    for name in ["fire.html", "fire_files/frame.html", "fire_files/ad.htm", "old_files/a.html"]:
        write(tmp_path, name)

    assert names(tmp_path) == ["fire.html", "old_files/a.html"]


def test_what_is_no_regular_file_is_no_article(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    write(tmp_path, "folder.txt/a.txt")

    assert names(tmp_path) == ["folder.txt/a.txt"]


def test_a_missing_folder_and_a_file_in_its_place_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist: name a folder that holds"):
        article_files(tmp_path / "none")
    with pytest.raises(UsageError, match="is a file, not a folder"):
        article_files(write(tmp_path, "a.txt"))


def test_a_folder_that_cannot_be_listed_is_among_the_files_so_that_it_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt")
    locked = tmp_path / "locked"
    locked.mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path) == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)

    assert names(tmp_path) == ["a.txt", "locked"]


def test_a_digest_follows_the_content_the_sidecar_and_the_way_of_reading(tmp_path: Path) -> None:
    text, table = write(tmp_path, "a.txt", "text"), write(tmp_path, "a.csv", "text")
    alone = digest(text)

    assert digest(write(tmp_path, "b.md", "text")) == alone
    assert digest(table) != alone
    write(tmp_path, "a.txt.meta.yaml", "title: Fire")
    assert digest(text) != alone
    assert digest(tmp_path / "gone.txt") == ""


def test_a_file_name_is_fit_to_be_shown(tmp_path: Path) -> None:
    assert file_name(tmp_path / "a\x1b[2J\n\udcff.txt", root=tmp_path) == "a\ufffd[2J\ufffd\ufffd.txt"
