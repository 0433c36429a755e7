from __future__ import annotations

import logging

import pytest

from rag.errors import IndexingError
from rag.pages.talk import Talk, Turn
from rag.web import service
from tests.factories import make_answer
from tests.web.conftest import equip
from tests.web.fake_archive import FakeArchive

DIED = "How many died?"


def heard(archive: FakeArchive, question: str = DIED, *turns: Turn, use_model: bool = True) -> list[Turn]:
    told = service.answer(equip(archive), Talk(turns=turns), question, use_model=use_model)
    return [newer.turns[-1] for newer in told]


def test_an_answer_grows_sentence_by_sentence() -> None:
    turns = heard(FakeArchive())

    assert [len(turn.sentences) for turn in turns] == [0, 1, 2, 2, 2]
    assert [turn.is_done for turn in turns] == [False, False, False, True, True]


def test_earlier_questions_go_along_as_history() -> None:
    archive = FakeArchive()

    heard(archive, "And how many were wounded?", Turn(question=DIED, answer=make_answer()))

    assert archive.asked[0] == ("And how many were wounded?", [DIED], True)


def test_without_the_model_none_is_asked_for() -> None:
    archive = FakeArchive()

    heard(archive, use_model=False)

    assert archive.asked[0] == (DIED, [], False)


def test_only_questions_that_the_articles_answer_are_suggested_and_trying_them_needs_no_model() -> None:
    archive = FakeArchive({DIED: make_answer(), "How many were wounded?": make_answer()})

    *_, last = heard(archive)

    assert last.next == ("How many were wounded?",)
    assert [use_model for _, _, use_model in archive.asked[1:]] == [False] * len(archive.asked[1:])
    assert {tuple(history) for _, history, _ in archive.asked[1:]} == {(DIED,)}


def test_nothing_is_suggested_after_an_abstention() -> None:
    archive = FakeArchive()

    *_, last = heard(archive, "Who owned the ferry?")

    assert last.next == ()
    assert len(archive.asked) == 1


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


def test_a_failed_suggestion_does_not_take_the_answer_back(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        *_, last = heard(FakeArchive({DIED: make_answer(), "Who said so?": ZeroDivisionError("by zero")}))

    assert last.answer is not None
    assert last.problem == ""
