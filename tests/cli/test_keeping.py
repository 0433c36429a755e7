from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.reports import Folder, Wanted
from tests.cli.fakes import FakeArchive, run
from tests.factories import make_status

Captured = pytest.CaptureFixture[str]


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


def test_some_articles_are_listed_by_what_is_known_of_them() -> None:
    archive = FakeArchive()
    options = ["--title", "ferry", "--publisher", "courier", "--since", "2031", "--until", "2031-03", "--folder", "x"]

    assert run(archive, "articles", *options) == 0
    assert archive.wanted == Wanted(title="ferry", publisher="courier", since="2031", until="2031-03", folder="x")


def test_a_day_that_is_none_is_wrong_usage(capsys: Captured) -> None:
    assert run(FakeArchive(), "articles", "--since", "yesterday") == 2
    assert capsys.readouterr().err == "rag: 'yesterday' is no day: write it as 2024-05-31, 2024-05 or 2024\n"


def test_what_cannot_be_read_is_listed_with_its_reason(capsys: Captured) -> None:
    run(FakeArchive(), "articles", "--failed")

    assert capsys.readouterr().out == "b␛[2J.txt · is empty · /news\n1 file\n"


def test_a_repair_says_what_it_did(capsys: Captured) -> None:
    assert run(FakeArchive(mended=("the search engines were made again",)), "status", "--repair") == 0
    assert capsys.readouterr().err == "rag: the search engines were made again\n"


def test_the_folders_of_an_index_are_named_with_their_state(capsys: Captured) -> None:
    news = Folder(root="/news", articles=12, failed=1, is_finished=True, synced="2031-03-12T10:00:00+00:00")
    gone = Folder(root="/gone", articles=1, failed=0, is_finished=False, is_missing=True)

    run(FakeArchive(state=make_status(folders=(news, gone))), "status")

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "    /news: 12 articles, 1 unreadable, read 2031-03-12T10:00:00+00:00",
        "    /gone: 1 article, a sync of it was interrupted: rag index goes on, it is not there now",
    ]
