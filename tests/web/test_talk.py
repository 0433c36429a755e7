from __future__ import annotations

from rag.web.talk import Talk, Turn
from tests.factories import make_answer, make_sentence


def test_a_turn_gathers_sentences_until_the_answer_comes() -> None:
    turn = Turn(question="How many died?").heard(make_sentence("Four died [1]."))

    assert [sentence.text for sentence in turn.sentences] == ["Four died [1]."]
    assert not turn.is_done
    assert turn.heard(make_answer()).is_done


def test_the_whole_answer_replaces_the_sentences_heard_so_far() -> None:
    turn = Turn(question="How many died?").heard(make_sentence("Withdrawn.")).heard(make_answer())

    assert turn.sentences == make_answer().sentences


def test_the_history_is_what_was_asked_and_answered() -> None:
    talk = Talk(
        turns=(
            Turn(question="How many died?", answer=make_answer()),
            Turn(question="What?", problem="the index is missing"),
            Turn(question="Where do the sources disagree?", asked=False, answer=make_answer()),
            Turn(question="And how many were wounded?", answer=make_answer()),
        )
    )

    assert talk.history == ["How many died?", "And how many were wounded?"]


def test_stopping_closes_only_an_answer_under_way() -> None:
    under_way = Talk().opened(Turn(question="How many died?"))
    answered = Talk().opened(Turn(question="How many died?", answer=make_answer()))

    assert under_way.stopped().turns[0].problem == "Stopped before the answer was complete."
    assert answered.stopped() == answered
    assert Talk().stopped() == Talk()
