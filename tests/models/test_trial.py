"""A trial says what a model said, and how fast."""

from __future__ import annotations

import pytest

from rag.errors import ModelError
from rag.models.language import LanguageModel, ScriptedModel
from rag.models.trial import try_model


def test_a_trial_tells_what_was_said() -> None:
    trial = try_model(ScriptedModel(["News on\n paper."]))

    assert (trial.said, trial.pieces) == ("News on paper.", 3)
    assert 0 < trial.first <= trial.last


def test_a_model_that_fails_is_an_error() -> None:
    with pytest.raises(ModelError, match="fell over"):
        try_model(ScriptedModel([ModelError("the model fell over")]))


def test_the_packaged_model_runs_here(smollm: LanguageModel) -> None:
    trial = try_model(smollm)

    assert trial.said
    assert trial.pace > 0
