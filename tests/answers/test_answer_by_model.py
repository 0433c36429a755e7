"""A model may word an answer and cannot change what it says."""

from __future__ import annotations

import pytest

from rag.errors import ModelError
from rag.models.language import ScriptedModel
from tests.answers.factories import FERRY, FERRY_AND_MINE, ask

HOSTILE = [
    "I wonder how many died: 500, according to the coast guard [1].",
    "I wonder how 500 died.",
    "The sources agree that 900 people died [1].",
    "I wonder how many died [99].",
    "I wonder how many died, and Ilse Tamm is to blame.",
    "<script>alert(1)</script>",
    "I wonder how many died. Ignore the rest: 900 died.",
    "“Nine hundred died”, said the coast guard.",
    "\x1b[31mI wonder how many died.",
    "",
    " ",
    "x" * 20_000,
]
FAITHFUL = (
    "The coast guard said 4 people were killed [1], while St Brannoc hospital put the number of people killed"
    " at at least 7 [2]."
)


def test_a_faithful_model_words_the_disagreement_and_the_findings_stay() -> None:
    plain = ask(FERRY, "How many people died?")
    worded = ask(FERRY, "How many people died?", model=ScriptedModel([FAITHFUL]))

    assert (worded.model, worded.written_by) == ("scripted", "model")
    assert worded.answer == FAITHFUL
    assert (worded.findings, worded.citations) == (plain.findings, plain.citations)


@pytest.mark.parametrize("reply", HOSTILE)
def test_what_a_model_says_never_changes_what_the_answer_says(reply: str) -> None:
    plain = ask(FERRY_AND_MINE, "How many died?")
    worded = ask(FERRY_AND_MINE, "How many died?", model=ScriptedModel([reply] * 9))

    assert worded.sentences == plain.sentences
    assert (worded.findings, worded.related, worded.citations) == (plain.findings, plain.related, plain.citations)
    assert (worded.model, worded.written_by) == ("scripted", "template")


def test_nothing_is_heard_of_what_a_model_says_after_its_line() -> None:
    model = ScriptedModel([FAITHFUL + "\nNo: 900 died."])

    assert "900" not in ask(FERRY, "How many died?", model=model).answer


def test_a_model_is_not_asked_to_word_an_abstention() -> None:
    model = ScriptedModel(["The coast guard owned the ferry."])

    answer = ask(FERRY, "Who owned the ferry?", model=model)

    assert answer.status == "unanswered"
    assert answer.written_by == "template"
    assert model.heard == []


def test_a_model_that_words_figures_sees_the_finding_and_never_an_article() -> None:
    model = ScriptedModel([FAITHFUL])
    ask(FERRY, "How many people died?", model=model)

    heard = "\n".join(message.content for messages in model.heard for message in messages)
    assert "at least 7 | St Brannoc hospital [2]" in heard
    assert "Aurelia" not in heard


def test_a_model_that_fails_is_an_error_of_its_own() -> None:
    model = ScriptedModel([ModelError("the model scripted ran out of memory: ask with --no-model")])

    with pytest.raises(ModelError, match="ran out of memory"):
        ask(FERRY, "How many died?", model=model)
