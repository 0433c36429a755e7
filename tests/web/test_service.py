from __future__ import annotations

import logging

import pytest

from rag.errors import IndexingError
from rag.pages.talk import Talk, Turn
from rag.records import Answer
from rag.web import service
from rag.web.pool import Leave
from tests.factories import make_answer, make_unanswered
from tests.web.conftest import equip
from tests.web.fake_archive import FakeArchive, Halting

DIED = "How many died?"


def heard(archive: FakeArchive, question: str = DIED, *history: str, use_model: bool = True) -> list[Turn]:
    return list(service.answer(equip(archive), question, history, use_model=use_model))


def followed(archive: FakeArchive, answer: Answer) -> tuple[str, ...]:
    return service.following(equip(archive), Talk(turns=(Turn(question=DIED, answer=answer),)))


def test_an_answer_grows_sentence_by_sentence() -> None:
    turns = heard(FakeArchive())

    assert [len(turn.sentences) for turn in turns] == [0, 1, 2, 2]
    assert [turn.is_done for turn in turns] == [False, False, False, True]


def test_earlier_questions_go_along_as_history() -> None:
    archive = FakeArchive()

    heard(archive, "And how many were wounded?", DIED)

    assert archive.asked[0] == ("And how many were wounded?", [DIED], True)


def test_without_the_model_none_is_asked_for() -> None:
    archive = FakeArchive()

    heard(archive, use_model=False)

    assert archive.asked[0] == (DIED, [], False)


def test_only_questions_that_the_articles_answer_are_suggested_and_trying_them_needs_no_model() -> None:
    archive = FakeArchive({DIED: make_answer(), "How many were wounded?": make_answer()})

    assert followed(archive, make_answer()) == ("How many were wounded?",)
    assert {use_model for _, _, use_model in archive.asked} == {False}
    assert {tuple(history) for _, history, _ in archive.asked} == {(DIED,)}


def test_nothing_is_suggested_after_an_abstention() -> None:
    archive = FakeArchive()

    assert followed(archive, make_unanswered("Who owned the ferry?")) == ()
    assert archive.asked == []


def test_an_error_of_the_readers_is_shown_as_it_is() -> None:
    words = "the index is of another model; rebuild it: rag index --rebuild"

    *_, last = heard(FakeArchive({"Q": IndexingError(words)}), "Q")

    assert last.problem == words


def test_a_bug_is_told_plainly_and_its_traceback_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        *_, last = heard(FakeArchive({"Q": ZeroDivisionError("division by zero")}), "Q")

    assert "division" not in last.problem
    assert "terminal" in last.problem
    assert "ZeroDivisionError" in caplog.text


def test_a_failed_suggestion_is_none_and_its_traceback_stays_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = followed(FakeArchive({"Who said so?": ZeroDivisionError("by zero")}), make_answer())

    assert found == ()
    assert "ZeroDivisionError" in caplog.text


def test_who_leaves_hears_nothing_more_though_the_archive_is_still_at_it() -> None:
    archive, leave = Halting(), Leave()
    told = service.answer(equip(archive), DIED, [], use_model=False, leave=leave)
    assert [len(turn.sentences) for turn in (next(told), next(told))] == [0, 1]

    leave.now()
    assert list(told) == []
    archive.go.set()
    assert archive.was_left.wait(10)
