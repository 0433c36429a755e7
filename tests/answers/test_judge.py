"""Neither the model's words for a follow-up nor the rules' are trusted alone: the reader hears both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.answers.followup import resolve, restate
from rag.answers.judge import judge, judge_figures, judge_stances
from rag.reading.pair import Context
from tests.answers.factories import FERRY, make_evidence

HISTORY = ["How many people were killed aboard the Aurelia?"]
WORDS = "How many passengers of the ferry Aurelia were injured?"


def read(question: str, contexts: Sequence[Context]) -> list[float]:
    return [0.8 if "passengers of the ferry" in question else 0.4] * len(contexts)


def test_a_question_in_the_models_words_is_read_in_the_rules_words_too() -> None:
    evidence = replace(make_evidence(FERRY), read=read)
    by_rules = resolve("And how many were injured?", HISTORY)
    claims = list(evidence.claims)[:1]
    figures = [claim for claim in evidence.claims if claim.quantity][:1]

    for voices in (judge, judge_stances):
        assert voices(by_rules, claims, evidence) == [0.4]
        assert voices(restate(by_rules, WORDS), claims, evidence) == pytest.approx([0.6])
    assert judge_figures(restate(by_rules, WORDS), figures, evidence) == pytest.approx([0.6])


def test_without_a_reader_nothing_is_judged() -> None:
    evidence = make_evidence(FERRY)

    assert judge(resolve(HISTORY[0], []), list(evidence.claims), evidence) == []
