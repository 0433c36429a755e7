"""A cited sentence is told whole or by a beginning that stands by itself; what limits it is never left out."""

from __future__ import annotations

import pytest

from rag.answers.gist import LONGEST, Gist, gists

QUESTION = "Why were the trains late?"


def texts(quote: str, *, holder: str | None = None, question: str = QUESTION, answer: str = "") -> list[str]:
    return [gist.text for gist in gists(quote, holder=holder, question=question, answer=answer)]


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("The trains were late because a signal failed.", "The trains were late because a signal failed"),
        ("ORLE, Nov 5 (Northwind) - The trains were late again.", "The trains were late again"),
        ("PORT LERNA — The trains were late again.", "The trains were late again"),
        ("4. The trains were late again.", "The trains were late again"),
        ("The trains were late  because\na signal failed.", "The trains were late because a signal failed"),
    ],
)
def test_a_sentence_is_told_without_what_stands_around_it(quote: str, told: str) -> None:
    assert texts(quote) == [told]


@pytest.mark.parametrize(
    "quote",
    [
        "Trains late because a signal failed at Orle, the operator said.",
        "Trains late because a signal failed at Orle, the operator said on Monday.",
        "Trains late because a signal failed at Orle, according to the operator.",
        "The operator said trains late because a signal failed at Orle.",
        "The operator says that trains late because a signal failed at Orle.",
    ],
)
def test_an_attribution_at_either_end_is_told_apart(quote: str) -> None:
    assert gists(quote, holder="The operator", question=QUESTION) == [
        Gist(text="Trains late because a signal failed at Orle", names_speaker=False)
    ]


def test_an_attribution_that_may_not_cover_all_stays() -> None:
    quote = "The operator said the trains were late, but passengers saw none at all."

    assert texts(quote, holder="The operator")[0] == quote.rstrip(".")


@pytest.mark.parametrize(
    ("text", "holder", "names"),
    [
        ("Mr Hallam denied that the trains were late.", "Mr Hallam", True),
        ("Rusk, 58, told reporters that the trains were late.", "Pete Rusk", True),
        ("The trains were late, according to the same guard, who was there.", "the same guard", True),
        ("Pete Rusk's trains were late because a signal failed.", "Pete Rusk", False),
        ("The trains were late because a signal failed.", "Pete Rusk", False),
        ("The trains were late because a signal failed.", None, False),
    ],
)
def test_a_speaker_is_named_only_beside_a_verb_of_saying(text: str, holder: str | None, names: bool) -> None:
    assert gists(text, holder=holder, question=QUESTION)[0].names_speaker is names


def test_a_beginning_ends_where_something_begins_that_can_be_left_out() -> None:
    quote = "The trains were late on Monday because a signal failed at Orle, which was built in iron, with a tower."

    assert texts(quote) == [
        "The trains were late on Monday because a signal failed at Orle, which was built in iron, with a tower",
        "The trains were late on Monday because a signal failed at Orle, which was built in iron",
        "The trains were late on Monday because a signal failed at Orle",
    ]


@pytest.mark.parametrize(
    "ending",
    [
        "which the army denies", "and not because of snow", "with 40 passengers aboard", "because a signal failed",
        "as the minister may admit", "which the trains of Orle passed", "a town of iron", "when it wasn't dark",
    ],
)  # fmt: skip
def test_what_answers_counts_denies_limits_or_gives_the_reason_is_not_left_out(ending: str) -> None:
    quote = f"The carriages stood still near the town of Orle, {ending}."

    assert texts(quote, question="Why did the trains pass?") == [quote.rstrip(".")]


def test_a_beginning_holds_the_short_answer() -> None:
    quote = "The company sold its trains last year, including the old Orle express."

    assert len(texts(quote, question="What did the company sell?")) == 2
    assert len(texts(quote, question="What did the company sell?", answer="the old Orle express")) == 1


def test_a_beginning_without_a_main_clause_is_none() -> None:
    quote = "The trains of Orle, which were built in iron, with a tower, stood late in the rain."

    assert len(texts(quote)) == 1


@pytest.mark.parametrize(
    "quote",
    [
        "We were late because a signal failed.",
        "My train was late because a signal failed.",
        "He said that the trains were late.",
        "But the trains were late because a signal failed.",
        "TRAINS LATE BECAUSE A SIGNAL FAILED",
        "Trains late again in Orle.",
        "Were the trains late because a signal failed?",
        "The operator: the trains were late because a signal failed.",
        "“The trains were late because a signal failed,” the operator said.",
        "The operator said “the trains were late.",
        "19:30 The trains were late because a signal failed.",
        "The trains were late, see https://example.org for more.",
        "The <b>trains</b> were late because a signal failed.",
        "The trains were late [2] because a signal failed.",
        "The trains were late because a signal failed. They were late again.",
        "The trains were late " + "and late " * (LONGEST // 9) + ".",
    ],
)
def test_what_can_only_be_quoted_is_not_told(quote: str) -> None:
    assert texts(quote) == []
