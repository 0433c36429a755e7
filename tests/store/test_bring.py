"""In which steps a folder is taken over: batches, interruptions, what a reader sees meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.reports import SyncReport
from rag.search.encode import HashEncoder
from rag.store import gather
from rag.store.database import Database
from rag.store.derived import open_engines
from rag.store.integrity import problems
from rag.store.sync import Wish, preview_sync, sync
from tests.store.conftest import BREAD, BRIDGE, FERRY, Sync


@pytest.fixture
def many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of ten articles, which come in batches of two."""
    for number in range(8):
        (folder / f"{number}.txt").write_text(f"Ship number {number} came in. " * 4, encoding="utf-8")
    monkeypatch.setattr(gather, "BATCH_CHARACTERS", 150)
    return folder


class Stop:
    """Says stop when it is asked the n-th time."""

    def __init__(self, after: int) -> None:
        self.left = after

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def stopped(index: Path, folder: Path, *, after: int) -> SyncReport:
    return sync(index, folder, encoder=HashEncoder(), stop=Stop(after))


def held(index: Path) -> int:
    """The articles of a sound archive."""
    database = Database.open(index)
    try:
        assert problems(database) == ()
        return database.counts()["articles"]
    finally:
        database.close()


def test_a_folder_comes_in_batches_of_which_each_is_a_state_of_its_own(many: Path, index: Path, bring: Sync) -> None:
    report = bring(many)

    assert (len(report.added), report.encoded) == (10, 10)
    assert held(index) == 10
    assert Database.open(index).generation >= 5


def test_a_file_of_many_articles_comes_in_batches_too(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "BATCH_CHARACTERS", 100)
    rows = [f'{{"text": "Ship number {number} came into Port Lerna on Monday."}}' for number in range(20)]
    (folder / "ships.jsonl").write_text("\n".join(rows), encoding="utf-8")

    report = stopped(index, folder, after=12)
    brought = held(index)
    again = sync(index, folder, encoder=HashEncoder())

    assert report.is_stopped
    assert 2 < brought < 22
    assert again.resumed == brought
    assert held(index) == 22
    assert report.encoded + again.encoded <= 22 + 2


def test_what_was_done_stays_when_a_sync_is_stopped_and_the_next_one_goes_on(many: Path, index: Path) -> None:
    report = stopped(index, many, after=17)
    done = held(index)

    assert report.is_stopped
    assert (len(report.added), report.waiting) == (done, 10 - done)
    assert f"stopped with {10 - done} files to go: the same command goes on from here" in report.summary()
    assert 0 < done < 10

    again = sync(index, many, encoder=HashEncoder())
    assert (again.resumed, len(again.added), again.unchanged) == (done, 10 - done, done)
    assert f"went on after {done} articles of an interrupted run" in again.summary()
    assert sync(index, many, encoder=HashEncoder()).resumed == 0


def test_a_stop_before_anything_was_done_leaves_the_old_state(many: Path, index: Path, bring: Sync) -> None:
    bring(many)
    (many / "0.txt").unlink()

    assert stopped(index, many, after=0).is_stopped
    assert held(index) == 10


def test_an_interrupted_rebuild_leaves_the_old_archive_and_goes_on_where_it_was(many: Path, index: Path) -> None:
    sync(index, many, encoder=HashEncoder())
    wish = Wish(rebuild=True)

    report = sync(index, many, encoder=HashEncoder(32), wish=wish, stop=Stop(17))
    assert report.is_stopped
    assert (held(index), Database.open(index).meta()["encoder"]) == (10, "hash")

    again = sync(index, many, encoder=HashEncoder(32), wish=wish)
    assert (again.encoded < 10, again.resumed > 0) == (True, True)
    assert (held(index), Database.open(index).meta()["encoder"]) == (10, "hash-32")
    assert not (index / ".rebuild").exists()


def test_a_change_of_one_batch_is_seen_as_a_whole_or_not_at_all(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "ferry.txt").rename(folder / "ship.txt")
    (folder / "bread.txt").unlink()
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)

    database = Database.open(index)
    assert database.generation == 2
    assert sorted(article.files for article in database.articles()) == [("bridge.txt",), ("ship.txt",)]


def test_files_that_swap_their_contents_are_not_encoded(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "ferry.txt").write_text(BREAD, encoding="utf-8")
    (folder / "bread.txt").write_text(FERRY, encoding="utf-8")

    assert (bring(folder).encoded, held(index)) == (0, 2)


def test_a_reader_keeps_the_state_that_it_began_with(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    reader = Database.open(index)
    with reader.snapshot():
        before = reader.stamp
        (folder / "bread.txt").unlink()
        bring(folder)
        assert (reader.stamp, len(reader.articles())) == (before, 2)
        assert len(open_engines(reader).vectors) == 2
    assert len(reader.articles()) == 1


def test_a_dry_run_tells_what_would_happen_and_writes_nothing(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    (folder / "bread.txt").unlink()
    (folder / "ferry.txt").write_text(FERRY + " More is not known.", encoding="utf-8")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "noise.txt").write_bytes(b"\0\1\2" * 100)
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file() and path.suffix != ".sqlite-shm"}

    report = preview_sync(index, folder, encoder=HashEncoder())

    assert (report.added, report.changed, report.removed) == (("bridge.txt",), ("ferry.txt",), ("bread.txt",))
    assert [name for name, _ in report.failed] == ["noise.txt"]
    assert report.summary().endswith("1 unreadable; a dry run: nothing was written")
    assert {path: path.read_bytes() for path in before} == before


def test_a_dry_run_without_an_index_makes_none(folder: Path, index: Path) -> None:
    assert preview_sync(index, folder, encoder=HashEncoder()).added == ("bread.txt", "ferry.txt")
    assert not index.exists()
