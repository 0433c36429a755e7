"""Following a folder: each wait below ends with the report it waits for, or with the test's own limit."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.archive import Archive
from rag.errors import IndexingError, RagError
from rag.reports import SyncReport
from rag.search.encode import HashEncoder
from rag.store import follow as follow_module
from rag.store.follow import follow
from rag.store.lock import write_lock
from tests.store.conftest import BRIDGE

Told = Iterator[SyncReport | RagError]


@pytest.fixture
def stop() -> threading.Event:
    return threading.Event()


@pytest.fixture
def followed(folder: Path, index: Path, stop: threading.Event) -> Told:
    archive = Archive(index, encoder=HashEncoder())
    return archive.follow(folder, stop=stop.is_set)


def following(told: Told) -> SyncReport:
    """The next report."""
    report = next(told)
    assert isinstance(report, SyncReport), report
    return report


def test_changes_and_deletions_are_followed_until_it_is_stopped(
    followed: Told, folder: Path, stop: threading.Event
) -> None:
    assert following(followed).added == ("bread.txt", "ferry.txt")

    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    assert following(followed).added == ("bridge.txt",)
    (folder / "bread.txt").unlink()
    assert following(followed).removed == ("bread.txt",)
    (folder / "deep").mkdir()
    (folder / "ferry.txt").rename(folder / "deep" / "ferry.txt")
    assert following(followed).moved == ("deep/ferry.txt",)

    stop.set()
    assert list(followed) == []


def test_a_burst_of_changes_is_brought_in_together(followed: Told, folder: Path) -> None:
    following(followed)
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Ship {number} came in.", encoding="utf-8")
    added: list[int] = []
    while sum(added) < 30:
        added.append(len(following(followed).added))

    assert len(added) < 5, "a debounce that only a very slow disk can break into parts"


def test_a_folder_that_goes_and_comes_back_is_told_and_followed(followed: Told, folder: Path) -> None:
    following(followed)
    shutil.move(folder, folder.with_name("away"))
    gone = next(followed)
    assert isinstance(gone, RagError)
    assert str(gone).startswith(f"the folder {folder} does not exist")

    shutil.move(folder.with_name("away"), folder)
    assert following(followed).is_quiet
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    assert following(followed).added == ("bridge.txt",)


def test_an_error_is_told_once_and_tried_again(
    folder: Path, index: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow_module, "RETRY_SECONDS", 0.0)
    outcomes: list[SyncReport | RagError] = [
        IndexingError("the disk is full"),
        IndexingError("the disk is full"),
        IndexingError("the index is locked"),
        SyncReport(unchanged=2),
    ]

    def bring(_: Path, __: object) -> SyncReport:
        outcome = outcomes.pop(0)
        if isinstance(outcome, RagError):
            raise outcome
        stop.set()
        return outcome

    told = [str(one) if isinstance(one, RagError) else one.unchanged for one in _follow(folder, bring, index, stop)]

    assert told == ["the disk is full", "the index is locked", 2]


def _follow(folder: Path, bring: object, index: Path, stop: threading.Event) -> Told:
    return follow([folder], bring, ignoring=index, stop=stop.is_set)  # type: ignore[arg-type]  # a plain function


def test_an_index_inside_its_own_folder_is_no_change(folder: Path, stop: threading.Event) -> None:
    index = folder / "index"
    archive = Archive(index, encoder=HashEncoder())
    told = archive.follow(folder, stop=stop.is_set)
    following(told)
    with write_lock(index):
        (index / "note.txt").write_text("This is no article.", encoding="utf-8")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")

    assert following(told).added == ("bridge.txt",)


def test_what_changed_is_handed_over_and_the_whole_folder_when_it_is_time(
    folder: Path, index: Path, stop: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[frozenset[Path] | None] = []

    def bring(_: Path, changed: frozenset[Path] | None) -> SyncReport:
        asked.append(changed)
        if len(asked) == 2:
            monkeypatch.setattr(follow_module, "WHOLE_SECONDS", 0.0)
        stop.set() if len(asked) == 4 else (folder / f"{len(asked)}.txt").write_text(BRIDGE, encoding="utf-8")
        return SyncReport(added=("one",))

    assert len(list(_follow(folder, bring, index, stop))) == 4
    assert asked[0] is None, "at first"
    assert asked[1] == frozenset({folder / "1.txt"})
    assert asked[2] == frozenset({folder / "2.txt"})
    assert asked[3] is None, "some time after single files"
