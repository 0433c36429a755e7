from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.reports import SyncReport
from tests.cli.fakes import FakeArchive, run
from tests.factories import make_status

Captured = pytest.CaptureFixture[str]


def test_indexing_tells_in_one_line_what_it_did(tmp_path: Path, capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "index", str(tmp_path), "--rebuild") == 0
    assert archive.synced == [(tmp_path, True)]
    assert capsys.readouterr().out == "1 added, 0 changed, 0 removed, 0 unchanged; 4 passages encoded in 0.5 s\n"


def test_an_address_is_fetched_and_no_folder_read(capsys: Captured) -> None:
    archive = FakeArchive()

    assert run(archive, "index", "https://example.org//news?a=1", "--allow-private") == 0
    assert run(archive, "index", "HTTP://example.org/") == 0
    assert (archive.fetched, archive.synced) == (
        [("https://example.org//news?a=1", True), ("HTTP://example.org/", False)],
        [],
    )
    assert capsys.readouterr().out.startswith("1 added, 0 changed")


def test_an_address_cannot_be_rebuilt(capsys: Captured) -> None:
    assert run(FakeArchive(), "index", "https://example.org/", "--rebuild") == 2
    assert "--rebuild is for folders" in capsys.readouterr().err


def test_each_unreadable_file_is_named_on_standard_error(tmp_path: Path, capsys: Captured) -> None:
    report = SyncReport(failed=(("b\x1b[2J.txt", "it is binary"), ("c.txt", "it is empty")))

    assert run(FakeArchive(report=report), "index", str(tmp_path)) == 0
    assert capsys.readouterr().err == "rag: b␛[2J.txt: it is binary\nrag: c.txt: it is empty\n"


def test_the_index_folder_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = FakeArchive()
    monkeypatch.setenv("RAG_INDEX", "elsewhere")

    run(archive, "articles")

    assert archive.settings is not None
    assert archive.settings.index == Path("elsewhere")


def test_search_shows_each_passage_below_its_article(capsys: Captured) -> None:
    assert run(FakeArchive(), "search", "smoke", "--k", "3") == 0
    assert capsys.readouterr().out == (
        "[1] Ferry burns off Port Lerna · The Lerna Courier · 2031-03-12 · ferry-burns-off-port-lerna.txt\n"
        "    smoke stands here.\n"
    )


def test_search_explains_each_hit_when_asked(capsys: Captured) -> None:
    run(FakeArchive(), "search", "smoke", "--explain")

    assert capsys.readouterr().out.splitlines()[1:] == ["    smoke stands here.", "    words: rank 1"]


def test_a_reranker_is_named_on_the_command_line() -> None:
    archive = FakeArchive()

    run(archive, "search", "smoke", "--rerank", "a/cross-encoder")

    assert archive.settings is not None
    assert archive.settings.reranker == "a/cross-encoder"


def test_search_gives_json_with_offsets_and_ranks(capsys: Captured) -> None:
    run(FakeArchive(), "search", "smoke", "--json")

    [hit] = json.loads(capsys.readouterr().out)
    assert (hit["passage"], hit["start"], hit["end"]) == ("smoke stands here.", 0, 18)
    assert (hit["word_rank"], hit["vector_rank"]) == (1, 2)


def test_articles_are_listed_one_a_line(capsys: Captured) -> None:
    run(FakeArchive(), "articles")

    assert capsys.readouterr().out == (
        "Ferry burns off Port Lerna · The Lerna Courier · 2031-03-12 · ferry-burns-off-port-lerna.txt\n"
        "A second look · undated · a-second-look.txt\n"
        "2 articles\n"
    )


def test_articles_as_json_leave_out_their_text(capsys: Captured) -> None:
    run(FakeArchive(), "articles", "--json")

    listed = json.loads(capsys.readouterr().out)
    assert [article["title"] for article in listed] == ["Ferry burns off Port Lerna", "A second look"]
    assert "text" not in listed[0]


def test_a_sound_index_has_status_0(capsys: Captured) -> None:
    assert run(FakeArchive(), "status") == 0
    assert capsys.readouterr().out == (
        "index\n"
        "    2 articles, 14 passages, 31 claims\n"
        "    encoded by all-MiniLM-L6-v2 (384 dimensions)\n"
        "    searched exactly: every passage is compared\n"
        "    2.4 MB, generation 3\n"
    )


def test_a_problem_of_the_index_shows_in_the_exit_status(capsys: Captured) -> None:
    state = make_status(problems=("the word index is of generation 2: run `rag index FOLDER`",))

    assert run(FakeArchive(state=state), "status", "--check") == 1
    assert "problem: the word index is of generation 2" in capsys.readouterr().out


def test_status_as_json(capsys: Captured) -> None:
    run(FakeArchive(), "status", "--json")

    assert json.loads(capsys.readouterr().out)["articles"] == 2
