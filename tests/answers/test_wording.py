"""Whatever a model writes under the grammar says just what the finding says, and it has much to choose from."""

from __future__ import annotations

import random

import pytest

from rag.answers.ties import ties_of, untied
from rag.answers.wording import MOST_ORDERED, grammar_of
from rag.records import Finding, Position
from tests.answers.gbnf import rules_of, sentence
from tests.factories import make_citation, make_finding, make_position, make_voice

CITATIONS = {number: make_citation(id=number, publisher=f"Paper {'ABCDEFGH'[number - 1]}") for number in range(1, 9)}
GUARD, HOSPITAL = make_voice("the coast guard", citation=1), make_voice("St Brannoc hospital", citation=2)
PAPER = make_voice(None, citation=3)


def sentences(finding: Finding, *, count: int = 150) -> list[str]:
    """Sentences that the grammar allows, each choice at random, as a model of random weights would make them."""
    rules = rules_of(grammar_of(finding.relation, finding.aspect, ties_of(finding, CITATIONS)))
    rng = random.Random(7)
    return [sentence(rules, rng) for _ in range(count)]


def tally(*values: str) -> tuple[Position, ...]:
    last = len(values) - 1
    return tuple(
        make_position(value, make_voice("the guard", citation=n + 1), current=n == last)
        for n, value in enumerate(values)
    )


FINDINGS = {
    "conflict": make_finding(aspect="people killed"),
    "three sides": make_finding(
        make_position("4", GUARD), make_position("at least 7", HOSPITAL), make_position("2", PAPER), aspect="killed"
    ),
    "five sides": make_finding(
        *(make_position(str(n + 20), make_voice(None, citation=n)) for n in range(1, MOST_ORDERED + 2)),
        aspect="homes destroyed",
    ),
    "agree": make_finding(make_position("12", GUARD, HOSPITAL, PAPER), relation="agree", aspect="wolves"),
    "compatible": make_finding(
        make_position("about 40", GUARD), make_position("41", HOSPITAL), relation="compatible", aspect="homes"
    ),
    "single": make_finding(make_position("$4 million", PAPER), relation="single", aspect="cost"),
    "twice": make_finding(
        make_position("9", PAPER, make_voice("Paper C", citation=4)), relation="single", aspect="sheep"
    ),
    "update": make_finding(*tally("5", "7", "11"), relation="update", aspect="people missing"),
    "vague": make_finding(make_position("dozens", GUARD), make_position("31", HOSPITAL), aspect="people missing"),
    "odd": make_finding(make_position("£160", PAPER), relation="single", aspect="a head killed"),
}


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_whatever_the_grammar_allows_says_what_the_finding_says(finding: Finding) -> None:
    for said in sentences(finding):
        assert untied(said, finding, CITATIONS) == (), said


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_every_sentence_begins_with_a_capital_or_a_figure_and_ends_with_a_full_stop(finding: Finding) -> None:
    for said in sentences(finding):
        assert said[0].isupper() or not said[0].isalpha()
        assert said.endswith(".")


def test_there_is_much_to_choose_from() -> None:
    assert len(set(sentences(FINDINGS["single"], count=400))) > 15
    assert len(set(sentences(FINDINGS["conflict"], count=400))) > 350
    assert len(set(sentences(FINDINGS["three sides"], count=400))) > 390


def test_sides_stand_in_any_order_but_a_tally_in_that_of_time() -> None:
    firsts = {min((said.index(mark), mark) for mark in ("[1]", "[2]", "[3]"))[1]
              for said in sentences(FINDINGS["three sides"])}  # fmt: skip

    assert firsts == {"[1]", "[2]", "[3]"}
    assert all(said.index("[1]") < said.index("[2]") < said.index("[3]") for said in sentences(FINDINGS["update"]))


def test_the_words_of_the_relation_are_its_own() -> None:
    assert any("disagree" in said for said in sentences(FINDINGS["conflict"]))
    assert not any("agree" in said for said in sentences(FINDINGS["compatible"]))


def test_a_name_with_quotation_marks_is_a_text_of_the_grammar() -> None:
    voice = make_voice('the "Blue" brigade\\army', citation=1)
    finding = make_finding(make_position("4", voice), relation="single", aspect="killed")

    assert all('the "Blue" brigade\\army' in said.replace("The ", "the ") for said in sentences(finding))
