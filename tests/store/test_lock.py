from __future__ import annotations

import os
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.store.lock import write_lock


def test_a_second_writer_learns_who_holds_the_index(tmp_path: Path) -> None:
    with (
        write_lock(tmp_path),
        pytest.raises(IndexingError, match=rf"locked by process {os.getpid()} for 0 s: wait for it"),
        write_lock(tmp_path, seconds=0),
    ):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        pass
    with write_lock(tmp_path, seconds=0):
        assert (tmp_path / "writer.pid").read_text(encoding="ascii") == str(os.getpid())


def test_an_index_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with (
        pytest.raises(IndexingError, match=r"cannot be written \(.*\): name another with --index"),
        write_lock(tmp_path / "file" / "index"),
    ):
        pass
