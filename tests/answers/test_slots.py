"""A sentence fills the slot of its question, and its short answer is in its own words."""

from __future__ import annotations

import pytest

from rag.answers.question import understand
from rag.answers.slots import LONGEST, fills_slot, is_denial, short_answer, verdict
from rag.records import Claim
from tests.answers.factories import statements_of


def sentence(text: str) -> Claim:
    [claim] = statements_of(text)
    return claim


@pytest.mark.parametrize(
    ("question", "text", "filled"),
    [
        ("When did the pit flood?", "The Corla pit flooded on Tuesday.", True),
        ("When did the pit flood?", "The Corla pit flooded without warning.", False),
        ("Where did the ferry burn?", "The ferry burned off Port Lerna.", True),
        ("Where did the ferry burn?", "The ferry burned for hours.", False),
        ("Why did the pit flood?", "The pit flooded because a pump failed.", True),
        ("Why did the pit flood?", "The pit flooded quickly.", False),
        ("Who supplied the powder?", "The powder was supplied by Dunmark.", True),
        ("Who supplied the powder?", "The powder was stored by Dunmark.", False),
        ("Was the ferry sold?", "The ferry burned for hours.", True),
    ],
)
def test_a_sentence_fills_a_slot_or_does_not(question: str, text: str, filled: bool) -> None:
    assert fills_slot(understand(question), sentence(text)) is filled


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("When did the pit flood?", "The Corla pit flooded on Tuesday.", "Tuesday"),
        ("Where did the ferry burn?", "The ferry burned off Port Lerna.", "Port Lerna"),
        ("Who sold the ferry?", "The ferry was sold by Ilse Tamm.", "Ilse Tamm"),
        ("Why did the pit flood?", "The pit flooded because a pump failed.", "because a pump failed."),
    ],
)
def test_the_short_answer_is_in_the_words_of_the_sentence(question: str, text: str, value: str) -> None:
    assert short_answer(understand(question), sentence(text)) == value


@pytest.mark.parametrize(
    ("text", "says_yes", "said"),
    [
        ("The ferry was sold in May.", None, ("yes", True)),
        ("The ferry was never sold.", None, ("no", True)),
        ("The ferry was sold in May.", 0.9, ("yes", True)),
        ("The ferry was sold in May.", 0.3, ("yes", False)),
        ("The ferry still lies at its owner's quay.", 0.05, ("no", True)),
        ("The ferry still lies at its owner's quay.", 0.15, ("no", False)),
        ("The ferry was never sold.", 0.1, ("no", True)),
        ("The ferry was never sold.", 0.5, ("no", False)),
        ("There was no delay: it went for a song.", 0.8, ("yes", False)),
        ("The owner denied the sale.", 0.5, ("no", True)),
    ],
)
def test_words_of_denial_and_the_reader_each_have_a_voice_on_yes_and_no(
    text: str, says_yes: float | None, said: tuple[str, bool]
) -> None:
    assert verdict(understand("Was the ferry sold?"), sentence(text), says_yes) == said


@pytest.mark.parametrize(("text", "says"), [("The guard escaped unhurt.", "no"), ("The unfit guard was hurt.", "yes")])
def test_what_is_called_the_contrary_of_what_is_asked_is_denied(text: str, says: str) -> None:
    assert verdict(understand("Was the guard hurt?"), sentence(text), None) == (says, True)


def test_what_somebody_said_is_what_stands_in_quotation_marks() -> None:
    claim = sentence("“This is a disgrace,” said Ilse Tamm, who called it “wholly avoidable”.")

    assert short_answer(understand("What did Ilse Tamm say?"), claim) == "This is a disgrace, … wholly avoidable"


def test_a_long_answer_is_cut_between_words() -> None:
    text = "The ferry " + "drifted and burned and " * 20 + "sank."

    value = short_answer(understand("What happened?"), sentence(text))

    assert len(value) <= LONGEST
    assert value.endswith("…")
    assert text.startswith(value.rstrip("…"))


@pytest.mark.parametrize(
    "text",
    [
        "The owner denied that the ferry had been sold.",
        "The ferry was not sold.",
        "Nobody sold the ferry.",
        "The ferry hasn’t been sold.",
        "There were no lifeboats aboard.",
    ],
)
def test_a_denial_is_seen(text: str) -> None:
    assert is_denial(sentence(text))


@pytest.mark.parametrize(
    "text",
    ["The ferry was sold.", "No fewer than nine lifeboats were aboard.", "The ferry was not only sold but scrapped."],
)
def test_a_bound_and_an_emphasis_deny_nothing(text: str) -> None:
    assert not is_denial(sentence(text))
