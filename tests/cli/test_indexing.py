from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from rag.cli import main
from rag.reports import SyncReport
from tests.cli.fakes import FakeArchive, run

Captured = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


def test_indexing_tells_in_one_line_what_it_did(tmp_path: Path, capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "index", str(tmp_path), "--rebuild") == 0
    assert archive.synced == [(tmp_path, True)]
    assert capsys.readouterr().out == "1 added, 0 changed, 0 removed, 0 unchanged; 4 passages encoded in 0.5 s\n"


def test_each_unreadable_file_is_named_on_standard_error(tmp_path: Path, capsys: Captured) -> None:
    report = SyncReport(failed=(("b\x1b[2J.txt", "it is binary"), ("c.txt", "it is empty")))

    assert run(FakeArchive(report=report), "index", str(tmp_path)) == 0
    assert capsys.readouterr().err == "rag: b␛[2J.txt: it is binary\nrag: c.txt: it is empty\n"


def test_several_folders_are_read_one_after_the_other_and_named(capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "index", "a", "b") == 0
    assert [folder for folder, _ in archive.synced] == [Path("a"), Path("b")]
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["a", "b"]


def test_without_a_folder_those_of_the_index_are_read_again(capsys: Captured) -> None:
    archive = FakeArchive(folders=("/news", "/clippings"))

    run(archive, "index")

    assert [folder for folder, _ in archive.synced] == [Path("/news"), Path("/clippings")]


def test_without_a_folder_and_an_index_the_seeds_are_read() -> None:
    archive = FakeArchive()

    run(archive, "index")

    assert archive.synced == [(Path("seeds"), False)]


def test_a_report_for_programs_is_one_line_for_each_folder(capsys: Captured) -> None:
    run(FakeArchive(), "index", "a", "b", "--json")

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["folder"], line["added"], line["encoded"]) for line in lines] == [
        ("a", ["a.txt"], 4),
        ("b", ["a.txt"], 4),
    ]


def test_a_dry_run_reads_nothing_in(capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "index", "a", "--dry-run") == 0
    assert archive.synced == []
    assert capsys.readouterr().out.endswith("; a dry run: nothing was written\n")


def test_an_address_is_fetched_and_no_folder_read(capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "index", "https://example.org//news?a=1", "--allow-private") == 0
    assert run(archive, "index", "HTTP://example.org/") == 0
    assert (archive.fetched, archive.synced) == (
        [("https://example.org//news?a=1", True), ("HTTP://example.org/", False)],
        [],
    )
    assert capsys.readouterr().out.startswith("1 added, 0 changed")


@pytest.mark.parametrize("option", ["--rebuild", "--watch", "--dry-run", "--again"])
def test_what_is_for_folders_is_not_for_addresses(option: str, capsys: Captured) -> None:
    assert run(FakeArchive(), "index", "https://example.org/", option) == 2
    assert f"{option} is for folders" in capsys.readouterr().err


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(capsys: Captured) -> None:
    archive = FakeArchive(during_sync=lambda: signal.raise_signal(signal.SIGINT))

    assert run(archive, "index", "a", "b") == 130
    assert [folder for folder, _ in archive.synced] == [Path("a")]
    captured = capsys.readouterr()
    assert captured.out.endswith("stopped with 0 files to go: the same command goes on from here\n")
    assert captured.err == "rag: stopping; what is done is kept\n"


def test_a_second_ctrl_c_ends_at_once(capsys: Captured) -> None:
    def twice() -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    archive = FakeArchive(during_sync=twice)
    before = signal.getsignal(signal.SIGINT)  # the background of a shell ignores it

    assert run(archive, "index", "a") == 130
    assert archive.synced == []
    assert signal.getsignal(signal.SIGINT) is before


def test_watching_ends_with_ctrl_c_and_not_with_an_error(capsys: Captured) -> None:
    archive = FakeArchive(during_sync=lambda: signal.raise_signal(signal.SIGINT))

    assert run(archive, "index", "a", "--watch") == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("1 added")
    assert captured.err == "rag: watching 1 folder; Ctrl-C ends it\nrag: the disk is full\n"


def test_a_removal_says_how_what_was_removed_comes_back(capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "remove", "a", "b", "--yes") == 0
    assert [removal.ids for removal in archive.removed] == [("a", "b")]
    assert capsys.readouterr().out == (
        "2 articles removed; they stay out until they change, or until `rag index FOLDER --again`\n"
    )


def test_a_removal_is_asked_about_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    archive = FakeArchive()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", _refuse)

    assert run(archive, "remove", "a") == 130
    assert archive.removed == []
    assert "    a.txt\n1 article\n" in capsys.readouterr().out


def _refuse(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_what_was_stopped_by_a_signal_goes_on_from_there(tmp_path: Path) -> None:
    """The whole command, in a process of its own."""
    news, index = tmp_path / "news", tmp_path / "index"
    news.mkdir()
    for number in range(400):
        (news / f"{number}.txt").write_text(f"Ship number {number} came in. " * 120, encoding="utf-8")
    command = [sys.executable, "-m", "rag", "index", str(news), "--index", str(index), "--encoder", "hash"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as first:
        _wait_for_a_batch(index, first)
        first.send_signal(signal.SIGINT)
        told, complaint = first.communicate(timeout=60)

    assert (first.returncode, complaint) == (130, "rag: stopping; what is done is kept\n")
    assert "the same command goes on from here" in told
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=100)
    assert "of an interrupted run" in done.stdout
    assert main(["status", "--check", "--index", str(index), "--encoder", "hash"]) == 0


def _wait_for_a_batch(index: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the engines of a first batch lie there."""
    pause = threading.Event()
    while not [path for path in (index / "search").glob("1-*")]:
        assert process.poll() is None, "the sync ended before it could be stopped"
        pause.wait(0.01)
