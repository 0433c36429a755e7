from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import IndexingError
from rag.web import service
from rag.web.talk import Talk, Turn
from rag.web.worker import Worker
from tests.factories import make_answer
from tests.web.fake_archive import FakeArchive
from tests.web.reading import elements, text_of


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def test_an_answer_grows_sentence_by_sentence(worker: Worker) -> None:
    talks = list(service.answer(FakeArchive(), worker, Talk(), "How many died?", use_model=True))

    assert [len(talk.turns[0].sentences) for talk in talks] == [0, 1, 2, 2]
    assert [talk.turns[0].is_done for talk in talks] == [False, False, False, True]


def test_earlier_questions_go_along_as_history(worker: Worker) -> None:
    archive = FakeArchive()
    talk = Talk(turns=(Turn(question="How many died?", answer=make_answer()),))

    list(service.answer(archive, worker, talk, "And how many were wounded?", use_model=True))

    assert archive.asked == [("And how many were wounded?", ["How many died?"], True)]


def test_without_the_model_none_is_asked_for(worker: Worker) -> None:
    archive = FakeArchive()

    list(service.answer(archive, worker, Talk(), "How many died?", use_model=False))

    assert archive.asked == [("How many died?", [], False)]


def test_an_error_of_the_readers_is_shown_as_it_is(worker: Worker) -> None:
    archive = FakeArchive({"Q": IndexingError("the index is of another model; rebuild it: rag index --rebuild")})

    *_, last = service.answer(archive, worker, Talk(), "Q", use_model=True)

    assert last.turns[0].problem == "the index is of another model; rebuild it: rag index --rebuild"


def test_a_bug_is_told_plainly_and_its_traceback_stays_in_the_log(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    archive = FakeArchive({"Q": ZeroDivisionError("division by zero")})

    with caplog.at_level(logging.ERROR):
        *_, last = service.answer(archive, worker, Talk(), "Q", use_model=True)

    assert "division" not in last.turns[0].problem
    assert "terminal" in last.turns[0].problem
    assert "ZeroDivisionError" in caplog.text


def test_the_list_of_disagreements_is_a_turn_but_no_question_of_the_readers(worker: Worker) -> None:
    *_, last = service.disagreements(FakeArchive(), worker, Talk(), "Where do the sources disagree?")

    assert last.turns[0].answer == make_answer(question="Where do the sources disagree?")
    assert last.history == []


def test_re_indexing_shows_progress_and_then_the_report(worker: Worker, articles: Path) -> None:
    archive = FakeArchive()
    archive.unreadable = (("torn.txt", "not a text file"),)

    start, step, done = service.reindex(archive, worker, articles)

    assert text_of(start) == "Looking at the folder"
    assert elements(step, "progress") == [{"aria-label": "Reading articles: 1 of 1", "max": "1", "value": "1"}]
    assert text_of(done).startswith("1 added, 0 changed, 0 removed, 0 unchanged, 1 unreadable;")
    assert text_of(done).endswith("1 file could not be read; the others went on:torn.txt — not a text file")


def test_re_indexing_a_folder_that_is_gone_says_so_in_a_sentence(worker: Worker, tmp_path: Path) -> None:
    *_, last = service.reindex(FakeArchive(), worker, tmp_path / "gone")

    assert text_of(last) == "there is no folder gone; make it, or name another"


def test_the_holdings_are_counted_and_listed(worker: Worker, articles: Path) -> None:
    archive = FakeArchive()
    assert text_of(service.holdings(archive, worker)) == "No article is indexed yet."

    archive.sync(articles)

    assert text_of(service.holdings(archive, worker)) == "1 articleList themferry.txtThe Lerna Courier · 12 March 2031"
