"""A full disk, a folder that cannot be written, a file that vanishes: a clear error, and the old state."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.articles.draft import Fault
from rag.articles.load import read_file
from rag.errors import IndexingError
from rag.search.encode import HashEncoder
from rag.store import derived, gather
from rag.store.connect import DATABASE
from rag.store.database import Database
from rag.store.integrity import problems
from rag.store.sync import sync
from tests.store.conftest import BRIDGE, Sync

ROOM = 2_000_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes; skipped where this process may not mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    done = subprocess.run(["mount", *options], capture_output=True, check=False) if shutil.which("mount") else None
    if done is None or done.returncode:
        pytest.skip("this process may not mount a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)  # what failed may still be open


def state(index: Path) -> tuple[int, int]:
    """The generation of a sound archive, and its articles."""
    database = Database.open(index)
    try:
        assert problems(database) == ()
        return database.generation, database.counts()["articles"]
    finally:
        database.close()


@pytest.mark.parametrize("room", [0, 30_000, 100_000, 200_000, 400_000])
def test_a_full_disk_leaves_the_old_state_and_says_so(folder: Path, small_disk: Path, room: int) -> None:
    index, ballast = small_disk / "index", small_disk / "ballast"
    sync(index, folder, encoder=HashEncoder())
    before = state(index)
    for number in range(300):
        (folder / f"{number}.txt").write_text(f"Ship number {number} came in. " * 100, encoding="utf-8")
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - room))

    with pytest.raises(IndexingError, match=r"cannot be written \(.*\): make room and try again; it is as it was"):
        sync(index, folder, encoder=HashEncoder())
    assert state(index) == before

    ballast.unlink()
    for number in range(300):
        (folder / f"{number}.txt").unlink()
    assert sync(index, folder, encoder=HashEncoder()).unchanged == 2


@pytest.mark.parametrize("where", ["_seal", "_write_whole", "_write_changed"])
def test_a_disk_that_fills_while_the_engines_are_written_leaves_the_old_state(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    bring(folder)
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(derived, where, fail)
        if where == "_write_whole":
            shutil.rmtree(index / "search")
        with pytest.raises(IndexingError, match=r"cannot be written \(no space left on device\): make room"):
            bring(folder)

    assert Database.open(index).generation == 1
    assert bring(folder).added == ("bridge.txt",)
    assert state(index) == (2, 3)


def test_an_index_folder_that_cannot_be_written_is_said_to_be_so(folder: Path, tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o500)
    if os.access(locked, os.W_OK):
        pytest.skip("this process may write everywhere")

    with pytest.raises(IndexingError, match=r"cannot be written \(permission denied\): name another with --index"):
        sync(locked / "index", folder, encoder=HashEncoder())


def test_a_read_only_index_is_read_with_what_was_written_last(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(folder)
    writer = Database.create(index)
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    bring(folder)
    assert (index / f"{DATABASE}-wal").stat().st_size > 0
    monkeypatch.setattr("rag.store.connect.os.access", lambda path, mode: False)

    assert len(Database.open(index).articles()) == 3
    writer.close()


def test_a_file_that_vanishes_between_two_looks_is_named_and_tried_again(
    folder: Path, index: Path, bring: Sync, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(path: Path, *, root: Path) -> Iterator[object]:
        path.unlink(missing_ok=path.name == "ferry.txt")
        return iter(list(read_file(path, root=root)))

    with monkeypatch.context() as patch:
        patch.setattr(gather, "read_file", vanish)
        report = bring(folder)
    assert [name for name, _ in report.failed] == ["bread.txt", "ferry.txt"]
    assert all("no such file" in reason for _, reason in report.failed)
    assert isinstance(next(iter(read_file(folder / "ferry.txt", root=folder))), Fault)

    (folder / "ferry.txt").write_text(BRIDGE, encoding="utf-8")
    assert (bring(folder).added, bring(folder).failed) == (("ferry.txt",), ())
