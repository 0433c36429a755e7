from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence

import pytest

from rag.errors import ModelError, UsageError
from rag.records import Answer, Sentence
from rag.settings import PACKAGED_MODEL
from tests.cli.fakes import FakeArchive, failing, run
from tests.factories import make_answer, make_sentence, make_unanswered

Captured = pytest.CaptureFixture[str]


def test_a_pipe_gets_the_answer_its_sides_and_its_passages_as_plain_text(capsys: Captured) -> None:
    status = run(FakeArchive(), "ask", "How many died?")

    printed = capsys.readouterr().out
    assert status == 0
    assert printed.startswith("4 died, said the coast guard [1]; at least 7, said St Brannoc hospital [2].")
    assert "  - at least 7: St Brannoc hospital (Strait News, undated) [2]\n" in printed
    assert ">>Four people died aboard the Aurelia, the coast guard said.<<" in printed
    assert "\x1b" not in printed


def test_json_is_the_answer_contract(capsys: Captured) -> None:
    run(FakeArchive(), "ask", "How many died?", "--json")

    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(make_answer().to_dict()))


def test_markdown_has_a_table_of_the_sides(capsys: Captured) -> None:
    run(FakeArchive(), "ask", "How many died?", "--markdown")

    assert r"| 4 | the coast guard | The Lerna Courier | 2031-03-12 | \[1\] |" in capsys.readouterr().out


def test_an_unanswered_question_ends_with_status_3(capsys: Captured) -> None:
    status = run(FakeArchive(answer=make_unanswered()), "ask", "Who owned the ferry?")

    assert status == 3
    assert "The articles do not say who owned the ferry" in capsys.readouterr().out


def test_earlier_questions_reach_the_archive_oldest_first() -> None:
    archive = FakeArchive()

    run(archive, "ask", "Who said so?", "--history", "How many died?", "--history", "And how many were hurt?")

    assert archive.asked == [("Who said so?", ("How many died?", "And how many were hurt?"))]
    assert archive.is_closed


@pytest.mark.parametrize(
    ("options", "model"), [((), PACKAGED_MODEL), (("--no-model",), None), (("--model", "./other.gguf"), "./other.gguf")]
)
def test_the_language_model_is_the_readers_choice(options: tuple[str, ...], model: str | None) -> None:
    archive = FakeArchive()

    run(archive, "ask", "How many died?", *options)

    assert archive.settings is not None
    assert archive.settings.model == model


def test_an_error_of_the_archive_is_one_line(capsys: Captured) -> None:
    status = run(failing("the model x is not here:\nname a file with --model", ModelError), "ask", "How many died?")

    captured = capsys.readouterr()
    assert status == 1
    assert captured.err == "rag: the model x is not here: name a file with --model\n"
    assert captured.out == ""


def test_a_question_that_cannot_be_asked_is_wrong_usage(capsys: Captured) -> None:
    assert run(failing("the question is empty", UsageError), "ask", "") == 2
    assert capsys.readouterr().err == "rag: the question is empty\n"


def test_bytes_that_are_no_text_are_replaced() -> None:
    archive = FakeArchive()

    run(archive, "ask", "How many\udcff died?", "--history", "Wh\udce9re?")

    assert archive.asked == [("How many? died?", ("Wh?re?",))]


def test_a_terminal_shows_each_sentence_before_the_next_is_known(capsys: Captured) -> None:
    class Slow(FakeArchive):
        def stream(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Sentence | Answer]:
            yield make_sentence("The first sentence stands.")
            seen.append(capsys.readouterr().out)
            yield make_answer()

    seen: list[str] = []

    assert run(Slow(), "ask", "How many died?", is_terminal=True) == 0
    assert "The first sentence stands." in seen[0].replace("\x1b[0m", "")


def test_a_broken_stream_ends_its_line_before_the_error(capsys: Captured) -> None:
    class Torn(FakeArchive):
        def stream(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Sentence | Answer]:
            yield make_sentence("The first sentence stands.")
            raise ModelError("the model ran out of memory: take --no-model")

    assert run(Torn(), "ask", "How many died?", is_terminal=True) == 1
    captured = capsys.readouterr()
    assert captured.out.endswith("\n")
    assert captured.err == "rag: the model ran out of memory: take --no-model\n"


def test_disagreements_are_printed_unasked(capsys: Captured) -> None:
    assert run(FakeArchive(), "disagreements") == 0
    assert "killed — the sources disagree (2 independent sources)" in capsys.readouterr().out


class TestChat:
    def test_a_question_leans_on_the_ones_before_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        archive = FakeArchive()
        monkeypatch.setattr("sys.stdin", io.StringIO("How many died?\n\nWho said so?\n/new\nWhere?\n/quit\nnever\n"))

        assert run(archive, "chat") == 0
        assert archive.asked == [("How many died?", ()), ("Who said so?", ("How many died?",)), ("Where?", ())]

    def test_the_model_loads_while_the_first_question_is_typed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        archive = FakeArchive()

        run(archive, "chat")

        assert archive.is_prepared

    def test_a_piped_chat_reads_by_itself(self, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("How many died?\n"))

        run(FakeArchive(), "chat")

        assert capsys.readouterr().out.startswith("? How many died?\n4 died, said the coast guard [1];")

    def test_an_error_does_not_end_the_conversation(self, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("How many died?\n/help\n"))

        assert run(failing("the question is too long"), "chat") == 0
        captured = capsys.readouterr()
        assert captured.err == "rag: the question is too long\n"
        assert "/quit" in captured.out

    def test_help_tells_what_can_be_typed(self, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO("/help\n"))

        run(FakeArchive(), "chat")

        assert "/quit   leave (so does Ctrl-D)" in capsys.readouterr().out
