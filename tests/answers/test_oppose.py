"""Answers stand on one side or against each other: by denial, by what their speakers dispute, by the reader's word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.answers.oppose import SURELY, Sides, sides
from rag.answers.question import understand
from rag.answers.statements import Reply
from rag.records import Article
from tests.answers.factories import make_claims

DAY = "2024-05-03"  # a Friday


def parted(question: str, *told: tuple[str, str, float]) -> Sides:
    """The sides of some sentences, each with its short answer and the reader's chance, each of its own article."""
    replies, articles = [], {}
    for number, (sentence, value, chance) in enumerate(told):
        claim = next(c for c in make_claims(sentence) if c.quantity is None)
        replies.append(Reply(claim=replace(claim, article_id=f"a{number}"), score=1.0, value=value, chance=chance))
        articles[f"a{number}"] = Article(id=f"a{number}", files=("a.txt",), text=sentence, published=DAY)
    return sides(understand(question), replies, articles)


def test_a_denial_stands_against_what_it_denies() -> None:
    found = parted("Was the mill insured?", ("The mill was insured.", "yes", 0.9), ("It was not insured.", "no", 0.9))

    assert found == Sides(numbers=(0, 1), are_rivals=True)


@pytest.mark.parametrize(("is_sure", "are_rivals"), [((True, True), True), ((True, False), False)])
def test_yes_and_no_are_rivals_where_both_are_sure(is_sure: tuple[bool, bool], are_rivals: bool) -> None:
    claims = [next(c for c in make_claims(text) if not c.quantity) for text in ("It was.", "Its policy had lapsed.")]
    replies = [
        Reply(claim=claim, score=1.0, value=value, is_sure=sure)
        for claim, value, sure in zip(claims, ("yes", "no"), is_sure, strict=True)
    ]

    assert sides(understand("Was the mill insured?"), replies, {}) == Sides(numbers=(0, 1), are_rivals=are_rivals)


def test_one_answer_in_like_words_is_one_side() -> None:
    found = parted(
        "Who set the fire?", ("A guard set it.", "a guard", 0.9), ("It was set by a night guard.", "a night guard", 0.9)
    )

    assert found == Sides(numbers=(0, 0), are_rivals=False)


@pytest.mark.parametrize(("chance", "are_rivals"), [(SURELY, True), (SURELY - 0.01, False)])
def test_two_times_of_one_thing_are_rivals_when_the_reader_is_sure_of_both(chance: float, are_rivals: bool) -> None:
    found = parted(
        "When did the tower fall?", ("It fell at 6.40 a.m.", "6.40", 0.9), ("It fell at 9 a.m.", "9 a.m.", chance)
    )

    assert found == Sides(numbers=(0, 1), are_rivals=are_rivals)


def test_two_speakers_who_name_other_days_are_rivals_without_a_reader() -> None:
    found = parted(
        "When did the tower fall?",
        ("The tower fell on Wednesday, the mayor said.", "Wednesday", 0.0),
        ("It fell on Thursday, a guard said.", "Thursday", 0.0),
    )

    assert found == Sides(numbers=(0, 1), are_rivals=True)


def test_an_hour_joins_the_day_that_it_does_not_exclude() -> None:
    found = parted(
        "When did the tower fall?",
        ("It fell on Wednesday.", "Wednesday", 0.9),
        ("It fell on Thursday at 9 a.m.", "Thursday at 9 a.m.", 0.9),
        ("It fell at 9 a.m., she said.", "9 a.m.", 0.9),
    )

    assert found == Sides(numbers=(0, 1, 1), are_rivals=True)


def test_two_culprits_are_rivals_when_the_reader_is_sure_of_both() -> None:
    told = ("A market woman threw the first stone.", "a market woman", 0.9), ("The police threw it.", "police", SURELY)

    assert parted("Who threw the first stone?", *told).are_rivals


def test_two_reasons_that_nobody_is_named_for_may_both_be_true() -> None:
    told = ("It fell because it was old.", "it was old", 0.9), ("It fell in a gale.", "a gale", 0.9)

    assert not parted("Why did the tower fall?", *told).are_rivals


def test_two_statements_may_both_be_true() -> None:
    found = parted(
        "What did the divers find?", ("They found a bell.", "a bell", 0.9), ("They found an oar.", "an oar", 0.9)
    )

    assert found == Sides(numbers=(0, 1), are_rivals=False)


def test_an_answer_that_says_what_was_not_so_stands_against_the_other() -> None:
    told = ("A mine exploded, police said.", "a mine", 0.9), ("It was a shell and not a mine.", "a shell", SURELY)

    assert parted("What exploded?", *told).are_rivals
    assert not parted("What exploded?", told[0], (*told[1][:2], SURELY - 0.01)).are_rivals


def test_rival_causes_of_two_named_speakers_are_a_dispute_without_a_reader() -> None:
    found = parted(
        "What caused the fire?",
        ("A cigarette caused it, the owner said.", "a cigarette", 0.0),
        ("Worn wiring caused it, the fire brigade said.", "worn wiring", 0.0),
    )

    assert found == Sides(numbers=(0, 1), are_rivals=True)
