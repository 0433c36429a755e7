"""Files that other processes read before their turn: the same articles, faults and order as without them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.articles.load import read_file
from rag.search.encode import HashEncoder
from rag.store import ahead as ahead_module
from rag.store import aside, gather
from rag.store.ahead import FEWEST, Ahead
from rag.store.folder import Touched
from rag.store.sync import sync
from tests.store.conftest import names


@pytest.fixture(autouse=True)
def _ended() -> Iterator[None]:
    """No process outlives a test."""
    yield
    aside.end()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """More files than one process reads at a time: texts, pages, one that is broken and one of many rows."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(FEWEST):
        (folder / f"{number:02}.txt").write_text(f"Ship {number} came in.\n", encoding="utf-8")
    body = "<p>The bridge over the Orlan is closed until spring, the mayor said on Monday.</p>" * 3
    (folder / "page.html").write_text(f"<html><body><article>{body}</article></body></html>", encoding="utf-8")
    (folder / "noise.txt").write_bytes(b"\0\1\2" * 100)
    (folder / "rows.jsonl").write_text('{"text": "One died."}\n{"text": "Two died."}\n', encoding="utf-8")
    return folder


def touched(folder: Path) -> list[Touched]:
    return [Touched(name=path.name, path=path, trace="", sha256="") for path in sorted(folder.iterdir())]


def test_each_file_is_read_once_and_in_its_turn(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead_module, "PORTION", 50)
    files = touched(many)
    ahead = Ahead(files, root=many)

    held = {file.name: ahead.parts(file) for file in files}

    assert held.pop("rows.jsonl") is None, "many articles are not handed over whole"
    assert held == {name: list(read_file(many / name, root=many)) for name in held}


def test_few_files_start_no_process(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Sequence[tuple[Path, Path]]) -> None:
        raise AssertionError("a process for a few files")

    monkeypatch.setattr(aside, "start_reading", refuse)
    files = touched(many)[: FEWEST - 1]

    assert [Ahead(files, root=many).parts(file) for file in files] == [None] * len(files)


def test_a_file_that_goes_before_its_turn_is_a_fault(many: Path) -> None:
    files = touched(many)
    (many / "03.txt").unlink()
    ahead = Ahead(files, root=many)

    found = [ahead.parts(file) or [] for file in files]

    assert "cannot be read (no such file or directory)" in str(found[3])


def test_an_archive_is_the_same_with_and_without_it(
    many: Path, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = sync(index, many, encoder=HashEncoder())
    monkeypatch.setattr(ahead_module, "FEWEST", 1_000)
    alone = sync(tmp_path / "alone", many, encoder=HashEncoder())

    assert (report.added, report.failed, report.passages) == (alone.added, alone.failed, alone.passages)
    assert names(index) == names(tmp_path / "alone")
    assert len(report.added) == FEWEST + 3


def test_what_waits_its_turn_is_not_read_here(many: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def watched(path: Path, *, root: Path) -> Iterator[object]:
        read.append(path.name)
        return read_file(path, root=root)

    monkeypatch.setattr(gather, "read_file", watched)
    sync(index, many, encoder=HashEncoder())

    assert read == ["rows.jsonl"]
