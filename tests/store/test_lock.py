from __future__ import annotations

import json
import os
import re
import socket
import threading
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.store.lock import write_lock


def test_a_second_writer_learns_who_holds_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["/usr/bin/rag", "index", "/my news"])
    holder = rf"process {os.getpid()} on {re.escape(socket.gethostname())} \(since 2.*: rag index '/my news'\) now"

    with (
        write_lock(tmp_path),
        pytest.raises(IndexingError, match=rf"is being written by {holder}: wait for it or end it, then try again"),
        write_lock(tmp_path, seconds=0),
    ):
        pass


def test_a_note_that_cannot_be_read_names_nobody(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        (tmp_path / "writer.json").write_text("[", encoding="utf-8")
        with (
            pytest.raises(IndexingError, match="is being written by another process and 0 s were not enough"),
            write_lock(tmp_path, seconds=0.1),
        ):
            pass


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    inside, done = threading.Event(), []

    def hold() -> None:
        with write_lock(tmp_path):
            inside.set()
            done.append("first")

    first = threading.Thread(target=hold)
    first.start()
    inside.wait()
    with write_lock(tmp_path):
        done.append("second")
    first.join()

    assert done == ["first", "second"]


def test_the_lock_is_free_again_afterwards_and_the_note_is_gone(tmp_path: Path) -> None:
    with write_lock(tmp_path):
        pass
    assert not (tmp_path / "writer.json").exists()
    with write_lock(tmp_path, seconds=0):
        assert json.loads((tmp_path / "writer.json").read_text(encoding="utf-8"))["process"] == os.getpid()


def test_an_index_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with (
        pytest.raises(IndexingError, match=r"cannot be written \(.*\): name another with --index"),
        write_lock(tmp_path / "file" / "index"),
    ):
        pass
