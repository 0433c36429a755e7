"""A question tells its kind, what it counts, what happened, of which event; what is no question is refused."""

from __future__ import annotations

import pytest

from rag.answers.question import LONGEST, check_question, understand
from rag.errors import UsageError
from rag.records import QuestionKind

KINDS: dict[QuestionKind, list[str]] = {
    "count": [
        "How many died?",
        "how many of the crew were hurt",
        "And how many were wounded?",
        "In Corla, how many miners are missing?",
        "What was the death toll?",
        "What is the number of injured?",
        "Tell me how many died.",
    ],
    "amount": [
        "How much did the bridge cost?",
        "What was the cost of the dam?",
        "How deep is the lake?",
        "How fast was the train going?",
        "What magnitude was the quake?",
        "What percentage voted yes?",
        "How old was the driver?",
        "What was the turnout?",
        "How much oil leaked?",
        "How many tonnes of apples were lost?",
        "For how many days was he held?",
        "What was the highest level of lead?",
        "What prison term did the captain get?",
        "What was last year's loss?",
        "Original estimate?",
        "The agent's cut?",
        "What would the tax rate have been?",
        "What was the wind speed on 9 May?",
        "What's the damage in money?",
    ],
    "who": [
        "Who set the fire?",
        "And who is the mayor?",
        "Whose ferry burned?",
        "By whom was it sold?",
        "Which company ran the mine?",
        "What was the name of the captain?",
    ],
    "when": ["When did it happen?", "On what day did it burn?", "And when was the vote?", "Until when is it shut?"],
    "where": ["Where did it happen?", "In which town did it burn?", "Which city was hit?", "And where was he held?"],
    "why": [
        "Why did the ferry burn?",
        "What caused the fire?",
        "What was the cause of the fire?",
        "How did the fire start?",
        "What brought the mast down?",
        "What lay behind the quarrel?",
    ],
    "said": [
        "What did the mayor say?",
        "What did Ilse Tamm say about the fire?",
        "What does the coast guard claim?",
        "What has the operator announced?",
    ],
    "yesno": [
        "Was the ferry sold?",
        "Did anyone die?",
        "Were there lifeboats?",
        "Has the mayor resigned?",
        "And was it insured?",
        "Will the pit reopen?",
    ],
    "list": ["Which ships were involved?", "List the victims.", "Who were the victims?", "Who condemned the attack?"],
    "broad": [
        "Where do the articles disagree?",
        "What do the sources disagree about?",
        "Do the reports contradict each other?",
        "Are there discrepancies?",
    ],
    "what": ["What happened?", "What was stolen?", "What is a booby trap?"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_the_words_of_a_question_give_its_kind(kind: QuestionKind, text: str) -> None:
    assert understand(text).kind == kind


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("How many prison officers were killed?", "prison officers"),
        ("How many of the passengers were injured?", "passengers"),
        ("How many children were among the dead?", "children"),
        ("How many homes were destroyed by the flood?", "homes"),
    ],
)
def test_what_is_counted_stands_behind_how_many(text: str, noun: str) -> None:
    assert understand(text).noun == noun


@pytest.mark.parametrize("text", ["How many died?", "How many people died?", "How many were killed?"])
def test_people_in_general_are_no_noun(text: str) -> None:
    assert understand(text).noun == ""


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("How many died?", "killed"),
        ("How many lost their lives?", "killed"),
        ("How many were wounded?", "injured"),
        ("How many passengers were hurt?", "injured"),
        ("How many are still missing?", "missing"),
        ("How many were arrested?", "arrested"),
        ("How many civilians were displaced?", "displaced"),
    ],
)
def test_what_happened_is_read_from_words_of_one_family(text: str, aspect: str) -> None:
    assert understand(text).aspect == aspect


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("How many died aboard the Aurelia?", "killed"),
        ("How many died in the strikes?", "killed"),
        ("How many were injured in the evacuation?", "injured"),
        ("How many died in the attack that injured ten?", "killed"),
    ],
)
def test_what_is_asked_is_what_happened_not_its_circumstances(text: str, aspect: str) -> None:
    assert understand(text).aspect == aspect


def test_names_and_years_tell_the_event() -> None:
    question = understand("How many staff died in 2019 in Corla?")

    assert (question.names, question.years) == (frozenset({"corla"}), frozenset({"2019"}))
    assert not question.years & question.terms


def test_the_first_word_and_a_weekday_are_no_names() -> None:
    assert understand("Which aircraft burned on Tuesday?").names == frozenset()


def test_a_speaker_and_the_topic_are_read() -> None:
    question = understand("What did the mayor of Corla say about the pit?")

    assert (question.speaker, question.topic) == ("mayor of Corla", frozenset({"pit"}))


def test_an_amount_knows_the_dimensions_that_may_answer() -> None:
    assert understand("How much did the bridge cost?").dimensions == {"money"}
    assert understand("How fast was the train going?").dimensions == {"speed"}
    assert understand("How old was the driver?").dimensions == {"age"}
    assert understand("How many died?").dimensions == frozenset()


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        ("How many tonnes of apples were lost?", "mass"),
        ("How many minutes late was the train?", "duration"),
        ("How many kilometres of shore are oiled?", "length"),
        ("How many francs went missing?", "money"),
        ("How many per cent voted yes?", "percent"),
        ("How many years old is the ampoule?", "age"),
    ],
)
def test_what_is_counted_in_units_is_an_amount(text: str, dimension: str) -> None:
    assert understand(text).dimensions == {dimension}


def test_a_count_may_be_asked_for_in_a_fragment() -> None:
    assert [understand(text).kind for text in ("Arrests on the night", "Number of wolves?", "Beehives destroyed?")] == [
        "count"
    ] * 3
    assert understand("Was it arson?").kind == "yesno"


def test_only_counts_and_amounts_are_numeric() -> None:
    assert understand("How many died?").is_numeric
    assert understand("How deep is the lake?").is_numeric
    assert not understand("Who died?").is_numeric


def test_whether_anyone_died_is_asked_of_a_number() -> None:
    assert understand("Did anyone die?").asks_whether_any
    assert understand("Were any officers killed?").asks_whether_any
    assert not understand("Was the ferry sold?").asks_whether_any
    assert not understand("Who died, if anyone?").asks_whether_any


def test_a_count_may_be_asked_of_a_state() -> None:
    assert understand("How many pupils does the school have?").asks_of_a_state
    assert not understand("How many pupils died?").asks_of_a_state


@pytest.mark.parametrize("text", ["", "   ", "\n\t\u00a0"])
def test_an_empty_question_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match='the question is empty: ask something like rag ask "How many died'):
        understand(text)


def test_a_question_of_ten_thousand_characters_is_refused_by_its_length() -> None:
    with pytest.raises(UsageError, match="the question has 10000 characters, more than 2000: ask a shorter one"):
        understand("a" * 10_000)


def test_the_longest_question_is_understood() -> None:
    assert understand("How many died " + "so " * 600 + "?").kind == "count"
    assert len(check_question("a" * LONGEST)) == LONGEST


def test_white_space_is_made_plain() -> None:
    assert check_question("  How\nmany \t died? ") == "How many died?"


@pytest.mark.parametrize("text", ["?", "...", "🔥", "\udce9", "<b>died</b>", "[1] [2]", "'; drop table articles; --"])
def test_any_characters_are_a_question(text: str) -> None:
    assert understand(text).text == text


@pytest.mark.parametrize("text", ["How many died?", "Who condemned the attack in Corla in 2019?"])
def test_the_same_question_is_understood_in_the_same_way(text: str) -> None:
    assert understand(text) == understand(text)
