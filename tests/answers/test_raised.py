"""Claims raise questions: a figure asks for its like, a denial whether it is so."""

from __future__ import annotations

import pytest

from rag.answers.raised import denial_question, figure_question
from rag.claims.extract import extract_claims
from rag.records import Article, Claim


def claims_of(text: str) -> tuple[Claim, ...]:
    return extract_claims(Article(id="a", files=("a.txt",), text=text))


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        (
            "Five men were picked up by other boats, the coast guard said.",
            "How many men were picked up by other boats?",
        ),
        ("The slick was 12 kilometres long on Tuesday.", "How many kilometres The slick was long on Tuesday?"),
        (
            "An insurer put the damage at $9 million, and the owner agreed.",
            "How much money An insurer put the damage at?",
        ),
        ("The ministry said that the turnout was 41 per cent.", "What percentage the turnout was?"),
    ],
)
def test_a_figure_asks_in_the_words_of_its_clause(sentence: str, asked: str) -> None:
    figure = next(claim for claim in claims_of(sentence) if claim.quantity)

    assert figure_question(figure).text == asked


def test_a_figure_without_words_around_it_asks_what_it_counts() -> None:
    figure = next(claim for claim in claims_of("Killed: 12.") if claim.quantity)

    assert "killed" in figure_question(figure).text.lower()


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("The alarm did not ring, according to Ms Brock.", "Did the alarm ring?"),
        ("“There was no ladder at all, we jumped,” said a dancer.", "Was there ladder at all?"),
        ("No ransom was paid for her release, his employer said.", "Was any ransom paid for her release?"),
        ("The minister denied that aid was cut.", "Is it true that aid was cut?"),
        ("The army denied the presence of tanks in the town.", "Were there tanks in the town?"),
        ("Mr Harder said that Velden was never searched.", "Was Velden searched?"),
    ],
)
def test_a_denial_asks_whether_it_is_so(sentence: str, asked: str) -> None:
    [statement] = [claim for claim in claims_of(sentence) if claim.quantity is None]
    question = denial_question(statement)

    assert question is not None
    assert (question.text, question.kind) == (asked, "yesno")


@pytest.mark.parametrize(
    "sentence",
    [
        "“We will not stand for it,” the secretary said.",
        "The mayor will not resign, she said.",
        "“We have no other way,” the group said.",
        "Nobody knows why.",
        "The bridge is open.",
    ],
)
def test_what_somebody_will_not_do_is_no_denial(sentence: str) -> None:
    statement = next(claim for claim in claims_of(sentence) if claim.quantity is None)

    assert denial_question(statement) is None
