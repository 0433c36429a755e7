from __future__ import annotations

import io
import json

import pytest

from tests.cli.fakes import FakeArchive, failing, run
from tests.factories import make_unanswered

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stdin", stream)
    return stream


def fill(stream: io.StringIO, *lines: str) -> None:
    stream.write("\n".join(lines))
    stream.seek(0)


def test_each_line_gets_one_json_object_in_order(typed: io.StringIO, capsys: Captured) -> None:
    archive = FakeArchive()
    fill(typed, "How many died?", "", '{"question": "Who said so?", "history": ["How many died?"]}', '"Where?"')

    assert run(archive, "ask", "-") == 0
    assert archive.asked == [("How many died?", ()), ("Who said so?", ("How many died?",)), ("Where?", ())]
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["status"] for answer in printed] == ["answered"] * 3


def test_a_line_that_cannot_be_asked_does_not_stop_the_others(typed: io.StringIO, capsys: Captured) -> None:
    archive = FakeArchive()
    fill(typed, '{"question": ', "[1] is what?", '{"history": []}', "How many died?")

    assert run(archive, "ask", "-") == 2
    captured = capsys.readouterr()
    assert [json.loads(line).get("error", "") for line in captured.out.splitlines()] == [
        "the line is not JSON, though it begins like it (JSONDecodeError)",
        "",
        'a line is a question or an object: {"question": "…", "history": ["…"]}',
        "",
    ]
    assert captured.err.startswith("rag: line 1: the line is not JSON")
    assert [question for question, _ in archive.asked] == ["[1] is what?", "How many died?"]


def test_one_unanswered_question_shows_in_the_status(typed: io.StringIO) -> None:
    fill(typed, "Who owned the ferry?")

    assert run(FakeArchive(answer=make_unanswered()), "ask", "-", "--json") == 3


def test_an_error_of_the_archive_is_told_on_its_line(typed: io.StringIO, capsys: Captured) -> None:
    fill(typed, "How many died?")

    assert run(failing("the model is torn"), "ask", "-") == 1
    assert json.loads(capsys.readouterr().out) == {"error": "the model is torn", "line": 1}


def test_no_question_at_all_is_wrong_usage(typed: io.StringIO, capsys: Captured) -> None:
    assert run(FakeArchive(), "ask", "-") == 2
    assert capsys.readouterr().err == "rag: standard input holds no question: write one on each line\n"


def test_an_option_that_makes_no_sense_there_is_refused(capsys: Captured) -> None:
    assert run(FakeArchive(), "ask", "-", "--markdown") == 2
    assert "leave out --markdown and --history" in capsys.readouterr().err
