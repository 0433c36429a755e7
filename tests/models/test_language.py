"""The scripted model keeps the promises that every language model makes."""

from __future__ import annotations

import pytest

from rag.errors import ModelError
from rag.models.language import LanguageModel, Message, ScriptedModel

HELLO = [Message(role="user", content="Hello")]


def test_a_scripted_model_is_a_language_model() -> None:
    assert isinstance(ScriptedModel([]), LanguageModel)


def test_replies_come_in_turn_and_word_by_word() -> None:
    model = ScriptedModel(["one  two\n three", "four"])

    assert list(model.stream(HELLO, max_tokens=9)) == ["one", "  two", "\n three"]
    assert list(model.stream(HELLO, max_tokens=9)) == ["four"]
    assert list(model.stream(HELLO, max_tokens=9)) == []


def test_a_reply_ends_at_the_stop_text_and_at_the_limit() -> None:
    model = ScriptedModel(["one two\nthree", "one two three"])

    assert "".join(model.stream(HELLO, max_tokens=9, stop=["\n"])) == "one two"
    assert "".join(model.stream(HELLO, max_tokens=2)) == "one two"


def test_what_was_heard_is_kept() -> None:
    model = ScriptedModel(["one"])

    list(model.stream(HELLO, max_tokens=9))

    assert model.heard == [tuple(HELLO)]


def test_an_error_in_the_script_is_raised_in_its_turn() -> None:
    model = ScriptedModel(["one", ModelError("the model fell over")])

    list(model.stream(HELLO, max_tokens=9))
    with pytest.raises(ModelError, match="fell over"):
        list(model.stream(HELLO, max_tokens=9))
