"""A follow-up takes from the questions before it what it leaves out, and nothing else."""

from __future__ import annotations

import pytest

from rag.answers.followup import resolve
from rag.answers.question import understand
from rag.errors import UsageError

AURELIA = "How many people were killed in the fire on the Aurelia in 2024?"


def test_a_first_question_stands_alone() -> None:
    assert resolve("How many died?", ()) == understand("How many died?")


def test_a_follow_up_keeps_the_names_and_years_of_the_event() -> None:
    question = resolve("And how many were injured?", [AURELIA])

    assert (question.kind, question.aspect) == ("count", "injured")
    assert (question.names, question.years) == (frozenset({"aurelia"}), frozenset({"2024"}))


def test_the_event_is_written_into_the_question_that_stands_alone() -> None:
    question = resolve("And how many were injured?", ["How many people were killed in Corla in 2019?"])

    assert question.standalone == "And how many were injured (in Corla in 2019)?"
    assert question.text == "And how many were injured?"


def test_a_question_that_names_its_own_event_owes_nothing_to_the_one_before() -> None:
    question = resolve("How many miners were killed in Corla in 2019?", [AURELIA])

    assert question == understand("How many miners were killed in Corla in 2019?")


@pytest.mark.parametrize(
    "text", ["Who said so?", "And who said that?", "Who says so?", "who claimed this", "Who reported it?", "Who said?"]
)
def test_who_said_so_asks_the_question_before_again(text: str) -> None:
    before, question = understand(AURELIA), resolve(text, [AURELIA])

    assert (question.kind, question.aspect, question.names) == (before.kind, before.aspect, before.names)
    assert question.standalone == f"{AURELIA.rstrip('?')}, and who said so?"
    assert question.text == text


def test_who_said_so_reaches_over_two_questions() -> None:
    question = resolve("Who said so?", [AURELIA, "And how many were injured?"])

    assert (question.aspect, question.names, question.years) == (
        "injured",
        frozenset({"aurelia"}),
        frozenset({"2024"}),
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [("When was that?", "when"), ("Where did that happen?", "where"), ("And when did it happen?", "when")],
)
def test_when_and_where_was_that_ask_of_the_same_event(text: str, kind: str) -> None:
    question = resolve(text, [AURELIA])

    assert (question.kind, question.names, question.years) == (kind, frozenset({"aurelia"}), frozenset({"2024"}))


@pytest.mark.parametrize("text", ["And in 2019?", "What about 2019?", "And how many in 2019?"])
def test_another_year_replaces_the_year(text: str) -> None:
    assert resolve(text, ["How many miners were killed in Corla in 2024?"]).years == {"2019"}


@pytest.mark.parametrize("text", ["And in 2019?", "What about 2019?", "And how many in 2019?"])
def test_another_year_keeps_what_is_asked(text: str) -> None:
    question = resolve(text, ["How many miners were killed in Corla in 2024?"])

    assert (question.kind, question.noun, question.aspect) == ("count", "miners", "killed")
    assert "2024" not in question.standalone


def test_another_place_keeps_what_is_asked() -> None:
    question = resolve("And in Port Lerna?", ["How many miners were killed in Corla?"])

    assert (question.kind, question.aspect) == ("count", "killed")
    assert "corla" not in question.names


def test_a_history_without_an_event_adds_none() -> None:
    question = resolve("And how many were wounded?", ["How many died?"])

    assert (question.names, question.years) == (frozenset(), frozenset())
    assert question.standalone == "And how many were wounded?"


def test_an_empty_follow_up_is_refused() -> None:
    with pytest.raises(UsageError, match="the question is empty"):
        resolve("  ", [AURELIA])


def test_a_long_conversation_is_resolved() -> None:
    history = ["How many people were killed in Corla?", *["And how many were injured?"] * 30]

    assert resolve("And how many are missing?", history).names == {"corla"}


def test_a_mere_phrase_says_what_differs_from_the_question_before() -> None:
    question = resolve("And on the second?", ["How many cranes worked on the first day?"])

    assert (question.kind, question.noun) == ("count", "cranes")
    assert question.terms >= {"second", "day", "work"}
    assert "first" not in question.terms


def test_ones_stands_for_what_was_counted() -> None:
    question = resolve("And suspected ones?", ["How many confirmed cases are there in Corla?"])

    assert (question.kind, question.names) == ("count", frozenset({"corla"}))
    assert question.terms == {"suspect"}


def test_the_year_before_is_counted_back() -> None:
    assert resolve("And the year before?", ["How many miners died in Corla in 2024?"]).years == {"2023"}


@pytest.mark.parametrize(("text", "kind"), [("Where?", "where"), ("Why?", "why"), ("Which ones?", "list")])
def test_a_bare_question_word_asks_of_what_was_asked(text: str, kind: str) -> None:
    question = resolve(text, ["How many of the paintings were found?"])

    assert (question.kind, question.noun) == (kind, "paintings")
    assert "How many of the paintings were found" in question.standalone


def test_who_welcomed_it_is_a_question_of_its_own() -> None:
    assert resolve("And who welcomed it?", ["Which groups condemned the announcement?"]).aspect != "condemned"
