"""The adapter ships with the package, loads beside the packaged weights, and does the three jobs."""

from __future__ import annotations

import time

import pytest

from rag.answers import rewrite, write
from rag.answers.prompting import ask
from rag.answers.ties import ties_of, untied
from rag.answers.wording import grammar_of
from rag.models.language import LanguageModel
from tests.factories import make_citation, make_finding, make_position, make_voice

CITATIONS = {1: make_citation(id=1), 2: make_citation(id=2, publisher="Strait News")}


def minute() -> float:
    return time.monotonic() + 60


def test_the_packaged_model_comes_with_its_adapter(smollm: LanguageModel) -> None:
    assert smollm.is_trained


@pytest.mark.parametrize(
    ("earlier", "asked", "rewritten"),
    [
        (
            "How many people died in the Ilmen ferry fire?",
            "And how many were injured?",
            "How many people were injured in the Ilmen ferry fire?",
        ),
        ("Who is Halina Sowa?", "When was she arrested?", "When was Halina Sowa arrested?"),
    ],
)
def test_a_follow_up_is_put_in_words_that_stand_alone(
    smollm: LanguageModel, earlier: str, asked: str, rewritten: str
) -> None:
    assert rewrite.rewrite(asked, [earlier], model=smollm, until=minute()) == rewritten


def test_a_finding_is_written_as_one_sentence_that_passes(smollm: LanguageModel) -> None:
    finding = make_finding(aspect="people killed")
    ties = ties_of(finding, CITATIONS)
    grammar = grammar_of(finding.relation, finding.aspect, ties)

    reply = ask(smollm, write.JOB, write.content_of(finding, ties), grammar=grammar, until=minute())

    assert untied(reply, finding, CITATIONS) == ()


def test_a_figure_of_one_outlet_is_written_with_its_name(smollm: LanguageModel) -> None:
    finding = make_finding(
        make_position("12", make_voice(None, citation=2)), relation="single", aspect="homes destroyed"
    )

    written = write.write(finding, CITATIONS, model=smollm, label="", until=minute())

    assert written is not None
    assert "Strait News" in written
    assert "12 homes" in written
