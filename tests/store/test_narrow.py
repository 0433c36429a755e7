"""What is looked at when somebody says what changed: the archive must come out as from a look at the whole folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from rag.articles.files import listed
from rag.reports import SyncReport
from rag.search.encode import HashEncoder
from rag.store.narrow import Narrowed, narrowed
from rag.store.sync import Wish, sync
from tests.store.conftest import BREAD, BRIDGE, FERRY, Sync, first, names

Only = Callable[..., SyncReport]


@pytest.fixture
def bring_only(folder: Path, index: Path) -> Only:
    """Bring in some files of the folder; ``is_enough`` says whether looking at them must do."""

    def run(*names: str, is_enough: bool = True) -> SyncReport:
        only = frozenset(folder / name for name in names)
        with patch("rag.store.bring.listed", wraps=listed) as whole:
            report = sync(index, folder, encoder=HashEncoder(), wish=Wish(only=only))
        assert whole.called is not is_enough
        return report

    return run


def test_a_new_a_changed_and_a_deleted_file_are_taken_over(
    folder: Path, index: Path, bring: Sync, bring_only: Only
) -> None:
    bring(folder)
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "ferry.txt").write_text("Nobody died aboard the Aurelia.", encoding="utf-8")
    (folder / "bread.txt").unlink()
    report = bring_only("bridge.txt", "ferry.txt", "bread.txt")

    assert (report.added, report.changed, report.removed) == (("bridge.txt",), ("ferry.txt",), ("bread.txt",))
    assert names(index) == {first(BRIDGE): ("bridge.txt",), "Nobody died aboard the Aurelia.": ("ferry.txt",)}
    assert bring(folder).is_quiet


def test_only_the_files_that_are_named_are_looked_at(folder: Path, index: Path, bring: Sync, bring_only: Only) -> None:
    bring(folder)
    (folder / "bread.txt").unlink()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    report = bring_only("bridge.txt")

    assert (report.added, report.removed, report.unchanged) == (("bridge.txt",), (), 2)
    assert first(BREAD) in names(index), "until somebody names it, or looks at the whole folder"
    assert bring(folder).removed == ("bread.txt",)


def test_a_file_that_moved_is_not_encoded_again(folder: Path, index: Path, bring: Sync, bring_only: Only) -> None:
    bring(folder)
    (folder / "deep").mkdir()
    (folder / "ferry.txt").rename(folder / "deep" / "ship.txt")
    report = bring_only("ferry.txt", "deep/ship.txt")

    assert (report.moved, report.encoded) == (("deep/ship.txt",), 0)
    assert names(index)[first(FERRY)] == ("deep/ship.txt",)


def test_a_sidecar_stands_for_its_file(folder: Path, index: Path, bring: Sync, bring_only: Only) -> None:
    bring(folder)
    (folder / "ferry.txt.meta.yaml").write_text("title: The Aurelia\n", encoding="utf-8")

    assert bring_only("ferry.txt.meta.yaml").changed == ("ferry.txt",)
    (folder / "ferry.txt.meta.yaml").unlink()
    assert bring_only("ferry.txt.meta.yaml").changed == ("ferry.txt",)


def test_what_was_never_gone_through_is_looked_at_as_a_whole(folder: Path, bring_only: Only) -> None:
    assert bring_only("ferry.txt", is_enough=False).added == ("bread.txt", "ferry.txt")


def test_a_change_that_may_reach_further_is_looked_at_as_a_whole(
    folder: Path, index: Path, bring: Sync, bring_only: Only
) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    (folder / "deep" / "bridge.txt").unlink()
    (folder / "deep").rmdir()

    assert bring_only("deep", is_enough=False).removed == ("deep/bridge.txt",)


def test_a_folder_that_is_named_like_a_file_is_no_file(folder: Path, bring: Sync, bring_only: Only) -> None:
    (folder / "deep.txt").mkdir()
    (folder / "deep.txt" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    (folder / "deep.txt" / "bridge.txt").unlink()
    (folder / "deep.txt").rmdir()

    assert bring_only("deep.txt", is_enough=False).removed == ("deep.txt/bridge.txt",)


def test_a_link_to_a_file_that_changed_changes_too(folder: Path, index: Path, bring: Sync, bring_only: Only) -> None:
    os.utime(folder / "ferry.txt", (1, 1))
    (folder / "same.txt").symlink_to(folder / "ferry.txt")
    bring(folder)
    with patch("rag.store.folder._YOUNG_NS", -(10**12)):  # every trace counts
        bring(folder)
    (folder / "ferry.txt").write_text("Nobody died aboard the Aurelia.", encoding="utf-8")

    assert bring_only("ferry.txt", is_enough=False).changed == ("ferry.txt", "same.txt")
    assert first(FERRY) not in names(index)


@pytest.mark.parametrize(
    "name", [".hidden.txt", "page_files/frame.html", "README.md", "picture.png", "odd\x07.txt", "../news/ferry.txt"]
)
def test_a_name_that_says_too_little_is_not_enough(folder: Path, name: str) -> None:
    assert narrowed(folder, [folder / name]) is None


def test_a_page_with_its_folder_is_not_enough(folder: Path) -> None:
    (folder / "page_files").mkdir()

    assert narrowed(folder, [folder / "page.html"]) is None
    assert narrowed(folder, [folder / "other.html"]) == Narrowed(names=frozenset({"other.html"}), there=())


def test_what_lies_in_an_index_is_not_enough(folder: Path) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "articles.sqlite").touch()
    (folder / "old" / "note.txt").touch()

    assert narrowed(folder, [folder / "old" / "note.txt"]) is None
    assert narrowed(folder.parent / "elsewhere", [folder / "ferry.txt"]) is None
