"""A mere phrase asks the earlier question again, of another time, event, name or group."""

from __future__ import annotations

import pytest

from rag.answers.followup import resolve
from rag.answers.question import understand
from rag.answers.switch import phrase_of, switched


def asked(before: str, text: str) -> str | None:
    return switched(text, understand(before))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("And in Port Lerna?", "in Port Lerna"),
        ("What about the union?", "the union"),
        ("And how many at Port Lerna?", "at Port Lerna"),
        ("And when the dam broke in 1996?", "when the dam broke in 1996"),
        ("And how many were injured?", ""),
        ("Who said so?", ""),
        ("In Port Lerna, how many died?", ""),
    ],
)
def test_a_phrase_is_what_stands_without_a_verb(text: str, phrase: str) -> None:
    assert phrase_of(text) == phrase


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (
            "How many people drowned in the flood of 2010?",
            "And in 1972?",
            "How many people drowned in the flood in 1972?",
        ),
        ("How many ships sank at Corla in July 2011?", "And in 2004?", "How many ships sank at Corla in 2004?"),
        ("How many flights were late on Monday?", "And in July?", "How many flights were late in July?"),
        (
            "How many swimmers drowned in the 2007 race?",
            "And in 1991?",
            "How many swimmers drowned in the race in 1991?",
        ),
        ("How many herons live at Corla now?", "And in 1973?", "How many herons live at Corla in 1973?"),
        ("How many runners finished in 2018?", "And the year before?", "How many runners finished in 2017?"),
        (
            "How many people died in the crash?",
            "And in the one two years before?",
            "How many people died in the crash two years before?",
        ),
    ],
)
def test_a_time_takes_the_place_of_the_time(before: str, text: str, after: str) -> None:
    assert asked(before, text) == after


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        (
            "How many men died in the blast at the Orle mill?",
            "And how many at Port Lerna?",
            "How many men died at Port Lerna?",
        ),
        (
            "How many people died in the fire on the Aurelia?",
            "And on the Corvina?",
            "How many people died on the Corvina?",
        ),
        (
            "How many men were lost with the Aurelia?",
            "And with the Corvina?",
            "How many men were lost with the Corvina?",
        ),
        (
            "How many were killed on flight 88?",
            "And in the accident five years before?",
            "How many were killed in the accident five years before?",
        ),
        (
            "How many people died in the crush in Corla?",
            "And at the concert?",
            "How many people died at the concert?",
        ),
        (
            "How many people did the crane kill in Corla?",
            "And the one in the capital?",
            "How many people did the crane kill in the capital?",
        ),
        (
            "How many people died in the Corla fire of 1999?",
            "What about the 1979 fire?",
            "How many people died in the 1979 fire?",
        ),
    ],
)
def test_an_event_takes_the_place_of_the_event(before: str, text: str, after: str) -> None:
    assert asked(before, text) == after


@pytest.mark.parametrize(
    ("before", "text", "after"),
    [
        ("How many maps did Edmund Roe steal?", "And Gilbert Ames?", "How many maps did Gilbert Ames steal?"),
        ("How many hours did she spend in the raft?", "And Ames?", "How many hours did Ames spend in the raft?"),
        (
            "How much is the Corla pension fund short of?",
            "What about the fund at Lerna?",
            "How much is the fund at Lerna short of?",
        ),
        (
            "How many students died at Corla in 2015?",
            "And fishermen?",
            "How many fishermen died at Corla in 2015?",
        ),
        (
            "How many trucks were in the first convoy?",
            "And in the second?",
            "How many trucks were in the second convoy?",
        ),
        (
            "How many birds were lost in the May gale at Corla?",
            "And in the March one?",
            "How many birds were lost in the March gale at Corla?",
        ),
    ],
)
def test_like_takes_the_place_of_like(before: str, text: str, after: str) -> None:
    assert asked(before, text) == after


@pytest.mark.parametrize("text", ["And wounded?", "And the wounded?"])
def test_what_happened_takes_the_place_of_what_had_happened(text: str) -> None:
    question = resolve(text, ["How many people were killed in the air strike on Corla?"])

    assert question.standalone == "How many people were wounded in the air strike on Corla?"
    assert (question.aspect, question.names, question.text) == ("injured", frozenset({"corla"}), text)


def test_a_yes_or_no_question_is_asked_of_something_else_that_happened() -> None:
    assert asked("Was anyone killed?", "And injured?") == "Was anyone injured?"


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("How many hours did the siege of the embassy last?", "And the one at the airline office?"),
        ("What will a new bridge cost?", "And the old one?"),
        ("Did the army fire on the first day of the ceasefire?", "And the federal guard?"),
        ("How many people did the tiger kill?", "And the leopard of 1931?"),
    ],
)
def test_a_phrase_that_nothing_can_give_way_to_is_left_to_the_other_rules(before: str, text: str) -> None:
    assert asked(before, text) is None
    assert text.rstrip("?") in resolve(text, [before]).standalone


def test_another_year_is_the_only_year_and_day_of_the_question() -> None:
    question = resolve("And in 2004?", ["How many people were rescued in Corla in August 2011?"])

    assert (question.years, question.whens) == (frozenset({"2004"}), ())
