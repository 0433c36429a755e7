from __future__ import annotations

import json

import pytest

from rag.pages.talk import STOPPED, Talk, Turn, page_of, reopened
from tests.factories import make_answer, make_sentence

DIED = Turn(question="How many died?", answer=make_answer(), next=("Who said so?",), rating="right")


def test_a_turn_gathers_sentences_until_the_answer_comes() -> None:
    turn = Turn(question="How many died?").heard(make_sentence("Four died [1]."))

    assert [sentence.text for sentence in turn.sentences] == ["Four died [1]."]
    assert not turn.is_done
    assert turn.heard(make_answer()).is_done


def test_the_whole_answer_replaces_the_sentences_heard_so_far() -> None:
    turn = Turn(question="How many died?").heard(make_sentence("Withdrawn.")).heard(make_answer())

    assert turn.sentences == make_answer().sentences


def test_the_history_is_what_was_asked_and_answered() -> None:
    failed = Turn(question="What?", problem="the index is missing")

    assert Talk(turns=(DIED, failed, DIED)).history == ["How many died?", "How many died?"]


def test_stopping_closes_only_an_answer_under_way() -> None:
    under_way = Talk().opened(Turn(question="How many died?"))
    answered, empty = Talk(turns=(DIED,)), Talk()

    assert under_way.stopped().turns[0].problem == STOPPED
    assert answered.stopped() == answered
    assert empty.stopped() == empty


def test_no_two_conversations_share_an_id() -> None:
    assert len({Talk().opened(DIED).id for _ in range(100)}) == 100
    assert Talk().id == ""


def test_a_talk_that_the_browser_kept_turn_by_turn_is_the_same_again() -> None:
    talk = Talk(id="a1", turns=(DIED, Turn(question="What?", problem="the index is missing")))

    pages = [json.loads(page_of(talk, number)) for number in range(2)]
    kept = json.dumps({"id": talk.id, "turns": [page["turn"] for page in pages]})

    assert reopened(kept) == talk
    assert [(page["at"], page["length"], page["title"]) for page in pages] == [
        (0, 2, "How many died?"),
        (1, 2, "How many died?"),
    ]


@pytest.mark.parametrize(
    "kept",
    ["", "null", "[]", "{", '{"turns": []}', '{"id": "a", "turns": [{"question": "Q"}]}', '{"turns": [{"x": 1}]}'],
)
def test_what_is_no_talk_is_not_reopened(kept: str) -> None:
    assert reopened(kept) is None


def test_a_question_asked_anew_drops_what_came_after_it() -> None:
    assert Talk(turns=(DIED, DIED, DIED)).until(1).turns == (DIED,)
    assert Talk(turns=(DIED,)).rated(0, "wrong").turns[0].rating == "wrong"
