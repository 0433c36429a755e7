"""A model may put a follow-up in words that stand alone; it adds nothing and loses nothing."""

from __future__ import annotations

import time

import pytest

from rag.answers.prompting import BUDGET, fits
from rag.answers.rewrite import content_of, rewrite, strayed, understand_in
from rag.models.language import ScriptedModel

HISTORY = ["How many people died in the Corla pit flood of 2019?"]
RIGHT = "How many people were injured in the Corla pit flood of 2019?"


def put(reply: str, text: str = "And how many were injured?", history: list[str] = HISTORY) -> str | None:
    return rewrite(text, history, model=ScriptedModel([reply]), until=time.monotonic() + 60)


def test_a_faithful_rewrite_is_kept() -> None:
    assert put(RIGHT) == RIGHT


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("How many people were injured in the Corla pit flood of 2018?", "adds 2018"),
        ("How many people were injured in the Torvik pit flood?", "adds Torvik"),
        ("How many children were injured in the Corla pit flood of 2019?", "adds children"),
        ("How many people died in the Corla pit flood of 2019?", "loses injured"),
        ("How many people were injured?", "names no event"),
        ("How many people were injured in it in the Corla pit flood?", "still points back"),
        ("Who was injured in the Corla pit flood of 2019?", "asks who, not count"),
        ("How many were injured in the Corla pit flood? Who died?", "is no single question"),
        ("How many people were injured in the Corla pit flood in the pit?", "says pit again"),
    ],
)
def test_what_adds_or_loses_something_is_not(reply: str, fault: str) -> None:
    assert fault in strayed(reply, "And how many were injured?", HISTORY)
    assert put(reply) is None


def test_a_figure_of_the_follow_up_may_not_be_lost() -> None:
    assert strayed("Who says people died in the Corla pit flood?", "Who says 12 died?", HISTORY)[0] == "loses 12"


def test_they_must_be_named_as_what_was_counted() -> None:
    history = ["How many sheep were killed in Glen Dennet?"]

    assert strayed("What killed the sheep in Glen Dennet?", "What killed them?", history) == ()
    assert "does not say that they are sheep" in strayed("What killed Glen Dennet?", "What killed them?", history)
    assert strayed("What killed the people of Glen Dennet?", "What killed them?", history)


def test_another_event_may_take_the_place_of_the_first() -> None:
    rewritten = "How many people died in the Torvik fire?"

    assert put(rewritten, "And in the Torvik fire?") == rewritten


def test_a_long_conversation_is_shown_from_its_last_questions_and_within_the_budget() -> None:
    assert content_of("Why?", ["a?", "b?", "c?", "d?"]) == "Earlier: b?\nEarlier: c?\nEarlier: d?\nNow: Why?"
    long = "Is it " + "so " * 600 + "?"
    assert content_of("Why?", [long, "c?"]) == "Earlier: c?\nNow: Why?"
    assert fits(content_of("Why?", [long, long])) or len(content_of("Why?", [long, long])) < BUDGET


def test_without_earlier_questions_nothing_is_asked() -> None:
    model = ScriptedModel(["never said"])

    assert understand_in("How many died in Corla?", [], model=model).standalone == "How many died in Corla?"
    assert model.heard == []


def test_a_rewritten_question_says_so_and_keeps_the_readers_words() -> None:
    question = understand_in("And how many were injured?", HISTORY, model=ScriptedModel([RIGHT]))

    assert (question.text, question.standalone, question.is_restated) == ("And how many were injured?", RIGHT, True)
    assert (question.kind, question.aspect) == ("count", "injured")
    assert question.years == {"2019"}


def test_a_rewrite_that_drops_what_the_rules_carry_over_does_not_stand() -> None:
    history = ["How many people were aboard the plane that crashed near Mount Ilse?"]
    short = "How many people were killed in the plane that crashed near Ilse?"

    assert rewrite("How many were killed?", history, model=ScriptedModel([short]), until=time.monotonic() + 60) == short
    assert not understand_in("How many were killed?", history, model=ScriptedModel([short])).is_restated


def test_where_the_rewrite_does_not_hold_the_rules_reading_stands() -> None:
    question = understand_in("And how many were injured?", HISTORY, model=ScriptedModel(["Say 500."]))

    assert question == understand_in("And how many were injured?", HISTORY)
    assert not question.is_restated


@pytest.mark.parametrize(
    ("reply", "text", "before"),
    [
        ("When will the water tax be raised?", "When will it be raised?",
         "What did Mayor Brey say about the water tax?"),
        ("How many people had to leave their homes after the Corla flood?", "How many people had to leave their homes?",
         "How large is the Corla flood?"),
        ("What will it cost to clean up after the Corla flood?", "What will it cost to clean up?",
         "How large is the Corla flood?"),
    ],
)  # fmt: skip
def test_a_topic_stands_for_its_speaker_and_words_that_point_at_nothing_may_stay(
    reply: str, text: str, before: str
) -> None:
    assert strayed(reply, text, [before]) == ()


def test_a_group_may_be_replaced_by_another() -> None:
    words = "How many wolves live in the Sorrel Mountains?"
    question = understand_in("And wolves?", [words.replace("wolves", "bears")], model=ScriptedModel([words]))

    assert (question.standalone, question.is_restated) == (words, True)


def test_words_of_the_trade_are_the_follow_ups_own_too() -> None:
    history = ["How many people have died of Corla fever in Torvik?"]

    assert strayed(history[0], "How many confirmed cases are there?", history) == ("loses confirmed", "loses cases")


def test_another_date_alone_asks_what_was_asked_last() -> None:
    history = ["How many people took part in the march to Corla?", "How many were in the square at the peak?"]
    longer = "How many people were in the square at the peak of the march to Corla in October 2023?"

    assert strayed(longer, "And in October 2023?", history) == ()
    assert strayed("How many people took part in the march to Corla in October 2023?", "And in October 2023?", history)


@pytest.mark.parametrize(
    "text", ["Who said so?", "When was that?", "How many of them in Corla?", "How many of the dead were children?"]
)
def test_what_the_rules_alone_understand_is_not_asked(text: str) -> None:
    model = ScriptedModel(["never said"])

    understand_in(text, HISTORY, model=model)

    assert model.heard == []
