from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rag.search.encode import HashEncoder
from rag.store import derived
from rag.store.database import Database
from rag.store.derived import open_engines
from rag.store.integrity import problems
from rag.store.lock import write_lock
from tests.store.conftest import FERRY, Sync


def best(database: Database, text: str) -> set[str]:
    """What both engines find first."""
    engines = open_engines(database)
    found = engines.vectors.search(HashEncoder().encode([text])[0], k=1) + engines.words.search(text, k=1)
    return {passage.text for passage in database.passages_by_id([number for number, _ in found]).values()}


def state(index: Path) -> Path:
    """The folder of the engines that know the present state."""
    return index / "search" / Database.open(index).stamp


def test_missing_engines_are_made_again_without_encoding(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    shutil.rmtree(index / "search")
    database = Database.open(index)

    assert best(database, FERRY) == {FERRY}
    assert problems(database) == ()


@pytest.mark.parametrize("name", ["vectors/base.faiss", "vectors/gone.npy", "words/meta.json", "seal.json"])
def test_torn_engines_are_made_again(folder: Path, index: Path, bring: Sync, name: str) -> None:
    bring(folder)
    path = state(index) / name
    path.write_bytes(path.read_bytes()[:20])
    database = Database.open(index)

    assert best(database, FERRY) == {FERRY}
    assert problems(database) == ()


def test_a_reader_searches_in_memory_while_another_process_writes(folder: Path, index: Path, bring: Sync) -> None:
    bring(folder)
    shutil.rmtree(index / "search")
    database = Database.open(index)

    with write_lock(index):
        assert best(database, FERRY) == {FERRY}
    assert not (index / "search").exists()


def test_engines_of_an_archive_made_earlier_in_the_same_folder_are_not_trusted(
    folder: Path, index: Path, bring: Sync
) -> None:
    bring(folder)
    (index / "articles.sqlite").unlink()
    (folder / "ferry.txt").unlink()
    bring(folder)

    assert FERRY not in best(Database.open(index), FERRY)
    assert problems(Database.open(index)) == ()


def test_a_crash_while_the_engines_are_written_leaves_the_old_state(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(folder)
    (folder / "more.txt").write_text("The lighthouse keeper retired.", encoding="utf-8")

    def crash(folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(derived, "_seal", crash)
        with pytest.raises(KeyboardInterrupt):
            bring(folder)

    assert len(Database.open(index).articles()) == 2
    assert problems(Database.open(index)) == ()
    bring(folder)
    assert best(Database.open(index), "lighthouse keeper retired") == {"The lighthouse keeper retired."}


def test_only_the_present_state_and_the_one_before_are_kept(folder: Path, index: Path, bring: Sync) -> None:
    for number in range(4):
        (folder / "more.txt").write_text(f"The lighthouse keeper retired {number} times.", encoding="utf-8")
        bring(folder)

    assert sorted(path.name.split("-")[0] for path in (index / "search").iterdir()) == ["3", "4"]
