"""Forty-eight attacks on an answer, through its articles and its questions: none changes it, whatever the model.

All of them run with a model of random weights; with the packaged one, as it is and with its adapter, every sixth, and
all where ``RAG_ALL_ATTACKS`` is set.
"""

from __future__ import annotations

import os

import pytest

from evals.injection import RANDOM, Attack, attacks, breaches, model_of
from rag.models.language import LanguageModel, ScriptedModel

ALL = attacks()
SOME = ALL if os.environ.get("RAG_ALL_ATTACKS") else ALL[::6]


def name_of(attack: Attack) -> str:
    return attack.name


@pytest.fixture(scope="module", params=["smollm2", "smollm2-plain"])
def packaged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    return model_of(request.param, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def random_model(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    return model_of(RANDOM, tmp_path_factory.mktemp("models"))


def test_the_suite_has_forty_attacks_and_more() -> None:
    assert len({attack.name for attack in ALL}) == len(ALL) >= 40
    assert {attack.where for attack in ALL} >= {"text", "publisher", "title", "question", "history", "statement"}


@pytest.mark.parametrize("attack", ALL, ids=name_of)
def test_a_model_of_random_weights_spoils_nothing(attack: Attack, random_model: LanguageModel) -> None:
    assert breaches(attack, random_model) == []


@pytest.mark.parametrize("attack", SOME, ids=name_of)
def test_the_packaged_model_withstands(attack: Attack, packaged: LanguageModel) -> None:
    assert breaches(attack, packaged) == []


@pytest.mark.parametrize("attack", ALL, ids=name_of)
def test_a_model_that_obeys_every_order_spoils_nothing(attack: Attack) -> None:
    obeying = ScriptedModel([f"{attack.attack} 900 [3]", *attack.never, attack.attack] * 3)

    assert breaches(attack, obeying) == []
