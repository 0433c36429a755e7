from __future__ import annotations

import threading
from copy import deepcopy

import pytest

from rag.pages.talk import Talk, Turn
from rag.web import seat as module
from rag.web.seat import Seat


def test_each_page_gets_a_seat_of_its_own() -> None:
    seat = Seat()
    seat.talk = Talk(turns=(Turn(question="How many died?"),))

    assert deepcopy(seat).talk == Talk()


def test_who_leaves_waits_until_the_answer_has_said_its_last_word() -> None:
    seat, said = Seat(), []
    begun = threading.Event()

    def answer() -> None:
        with seat.answering() as leave:
            begun.set()
            while not leave.is_said:
                threading.Event().wait(0.001)
            said.append("last word")

    answering = threading.Thread(target=answer)
    answering.start()
    begun.wait(10)
    seat.leave()

    assert said == ["last word"]
    answering.join()


def test_a_seat_that_nobody_gives_back_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    seat = Seat()
    gone = seat.answering()
    gone.__enter__()

    seat.leave()

    with seat.answering() as leave:
        assert not leave.is_said
    gone.__exit__(None, None, None)
